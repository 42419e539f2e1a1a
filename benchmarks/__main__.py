"""Run every benchmark and print one table."""

from __future__ import annotations

from benchmarks import store

print("| what | ours | held against | ratio | target |\n|---|---|---|---|---|")
for part in (store,):
    for row in part.rows():
        print(row, flush=True)
