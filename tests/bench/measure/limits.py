# SPDX-License-Identifier: MIT
"""Pairs of runs, and what they say about a limit."""
import dataclasses
import statistics
from collections.abc import Callable

UNITS = {"seconds": "s", "megabytes": "MB", "round_trips": "round trips"}


@dataclasses.dataclass(frozen=True)
class Limit:
    """`contender` may take as much as the sum of `shares` (factor × other contender) and `plus`."""

    contender: str
    shares: tuple[tuple[float, str], ...] = ()
    plus: float = 0.0
    of: str = "seconds"

    def words(self):
        terms = [f"{factor:g} × {other}" for factor, other in self.shares]
        if self.plus:
            short = self.of == "seconds" and self.plus < 0.1
            terms.append(f"{self.plus * 1000:g} ms" if short else f"{self.plus:g} {UNITS[self.of]}")
        return "≤ " + " + ".join(terms)

    def used(self, samples):
        """How much of the limit was used, 1 being all of it: the median over the pairs. None: not measured."""
        needed = [self.contender, *(other for _, other in self.shares)]
        if any(name not in samples for name in needed):
            return None
        taken = [getattr(sample, self.of) for sample in samples[self.contender]]
        allowed = [self.plus] * len(taken)
        for factor, other in self.shares:
            for pair, sample in enumerate(samples[other]):
                allowed[pair] += factor * getattr(sample, self.of)
        return statistics.median(t / a for t, a in zip(taken, allowed))


@dataclasses.dataclass(frozen=True)
class Measurement:
    """`contenders`, given a bench, makes what is needed and returns a run (giving a Sample) for each name."""

    title: str
    contenders: Callable
    limits: tuple[Limit, ...] = ()
    base: str | None = "psql -1 -f"
    least_pairs: int = 0


def run_pairs(contenders, pairs):
    """Runs the contenders in turn, A B C A B C …, so that what disturbs the machine disturbs all."""
    samples = {name: [] for name in contenders}
    for _ in range(pairs):
        for name, run in contenders.items():
            samples[name].append(run())
    return samples


def summarize(name, measurement, samples):
    """The measurement as plain values, for tables and JSON."""
    base = samples.get(measurement.base)
    rows = []
    for contender, runs in samples.items():
        ratio = statistics.median(r.seconds / b.seconds for r, b in zip(runs, base)) if base else None
        trips = [r.round_trips for r in runs if r.round_trips is not None]
        rows.append({
            "contender": contender,
            "seconds": statistics.median(r.seconds for r in runs),
            "ratio": ratio,
            "megabytes": max(r.megabytes for r in runs),
            "round_trips": max(trips) if trips else None,
            "all_seconds": [round(r.seconds, 6) for r in runs],
        })
    limits = [
        {"contender": limit.contender, "limit": limit.words(), "used": limit.used(samples)}
        for limit in measurement.limits
    ]
    return {"name": name, "title": measurement.title, "base": measurement.base if base else None,
            "rows": rows, "limits": limits}
