"""Checks of a procedure beyond what loading needs: ways that never end, missing tags, missing sources."""
