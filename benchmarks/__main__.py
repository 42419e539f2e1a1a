"""Run every benchmark, or those that are named, and print one table."""

from __future__ import annotations

import sys

from benchmarks import first_paint, keys, look_up, procedures, scale, step_change, store

PARTS = {
    "first_paint": first_paint,
    "step_change": step_change,
    "keys": keys,
    "look_up": look_up,
    "store": store,
    "procedures": procedures,
    "scale": scale,
}

if unknown := set(sys.argv[1:]) - PARTS.keys():
    sys.exit(f"no benchmark is called {', '.join(sorted(unknown))}: there are {', '.join(PARTS)}")
print("| what | ours | held against | ratio | target |\n|---|---|---|---|---|")
for name in sys.argv[1:] or PARTS:
    for row in PARTS[name].rows():
        print(row, flush=True)
