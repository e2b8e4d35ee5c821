"""Schedules by chance, as many as are asked for: `scripts/soak` calls it."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.sync.scheduler import ViolationError, World, play


def main() -> int:
    """Run the schedules of the seeds from --seed on; answers 1 where a promise was broken."""
    parser = argparse.ArgumentParser(prog="scripts/soak", description=main.__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    done: Counter[str] = Counter()
    for seed in range(wanted.seed, wanted.seed + wanted.runs):
        with TemporaryDirectory() as folder:
            world = World(Path(folder))
            try:
                play(world, seed)
                world.check()
            except ViolationError as error:
                done.update(violations=1, losses=error.lost, duplicates=error.twice)
                click.echo(f"seed {seed}: {error}\n", err=True)
            done.update(world.counted)
    words = ("operations", "faults", "human edits", "losses", "duplicates", "violations")
    click.echo(", ".join([f"runs {wanted.runs}", *(f"{word} {done[word]}" for word in words)]))
    return 1 if done["violations"] else 0


if __name__ == "__main__":
    sys.exit(main())
