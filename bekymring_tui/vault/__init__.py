"""The encrypted store of one user: `hvelv.db`, its key file, its chain head and its lock, in one folder.

It stores rows handed to it and knows no rules of the procedure. `store` is the way in.
"""
