"""The one road: open a case, propose an act, let the rules accept or refuse it, store it, give the new state."""
