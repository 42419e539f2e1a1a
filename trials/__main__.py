"""`python -m trials kills --times 500`: one trial, or all of them, each with its table. 1 when there is a fault."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

TIMES = {"kills": 500, "flips": 500, "full_disk": 20, "marker_hunt": 1, "shred_hunt": 1}
"""The trials, and how often each tries unless told otherwise."""

parser = argparse.ArgumentParser(prog="python -m trials", description=__doc__)
parser.add_argument("trial", nargs="*", choices=list(TIMES), metavar="|".join(TIMES), default=list(TIMES))
parser.add_argument("--times", type=int, help="how often to try")
asked = parser.parse_args()

faults = []
for name in asked.trial:
    with tempfile.TemporaryDirectory(prefix="bekymring-") as folder:
        tries = importlib.import_module(f"trials.{name}").run(asked.times or TIMES[name], Path(folder))
    print(tries.table(), "", *tries.told, sep="\n", flush=True)
    faults += tries.faults
print(*faults, sep="\n")
sys.exit(bool(faults))
