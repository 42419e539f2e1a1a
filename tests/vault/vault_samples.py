"""What the vault's tests share with the trials: a small vault and what to put in it."""

from trials.vaults import AT, FOLDER, PASSPHRASE, Made, draft, event, make, start

__all__ = ["AT", "FOLDER", "PASSPHRASE", "Made", "draft", "event", "make", "start"]
