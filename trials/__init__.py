"""Attacks and accidents, tried many times on real vaults and real processes. `python -m trials` runs them all.

The tests run a few of each. docs/trials.md tells what they do and what was found.
"""
