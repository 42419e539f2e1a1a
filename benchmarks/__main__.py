"""Run every benchmark and print one table."""

from __future__ import annotations

from benchmarks import first_paint, keys, step_change, store

print("| what | ours | held against | ratio | target |\n|---|---|---|---|---|")
for part in (first_paint, step_change, keys, store):
    for row in part.rows():
        print(row, flush=True)
