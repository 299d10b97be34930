# SPDX-License-Identifier: MIT
"""Tables of results, and their places in docs/benchmarks.md."""
import re
import sys


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.3f} s"


def megabytes(row, floor):
    return f"{row['megabytes']:.0f} MB" if row["megabytes"] > floor else f"< {floor} MB"


def verdict(limit):
    if limit["used"] is None:
        return f"{limit['limit']}: not measured"
    word = "ok" if limit["used"] <= 1 else "**over**"
    return f"{limit['limit']}: {word}, {limit['used']:.0%} of it"


def verdicts(result, contender):
    return "; ".join(verdict(limit) for limit in result["limits"] if limit["contender"] == contender)


def table(result):
    """One measurement as a Markdown table."""
    columns = [("contender", lambda row: row["contender"]), ("median", lambda row: seconds(row["seconds"]))]
    if result["base"]:
        columns.append((f"× {result['base']}", lambda row: f"{row['ratio']:.2f}"))
    if any(row["round_trips"] is not None for row in result["rows"]):
        columns.append(("round trips", lambda row: "" if row["round_trips"] is None else str(row["round_trips"])))
    columns.append(("memory", lambda row: megabytes(row, result["facts"]["floor_megabytes"])))
    if result["limits"]:
        columns.append(("limits", lambda row: verdicts(result, row["contender"])))
    lines = ["| " + " | ".join(name for name, _ in columns) + " |", "|" + " --- |" * len(columns)]
    for row in result["rows"]:
        lines.append("| " + " | ".join(cell(row) for _, cell in columns) + " |")
    return "\n".join(lines)


def caption(result):
    facts = result["facts"]
    return (
        f"{facts['date']}, {facts['machine']}, load {facts['load']}; PostgreSQL {facts['postgresql']}, "
        f"{facts['build']} build, {facts['pairs']} pairs: `tests/bench/run {result['name']}`"
    )


def text(result):
    return f"{result['title']}\n\n{table(result)}\n\n{caption(result)}\n"


def put(file, name, text):
    """Puts text between its markers in a page, and leaves the rest of the page alone."""
    page = file.read_text()
    begin, end = f"<!-- measured: {name} -->\n", "<!-- end -->\n"
    place = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    if not place.search(page):
        sys.exit(f"{file.name} has no place for `{name}`: expected {begin.strip()} … {end.strip()}")
    file.write_text(place.sub(lambda _: f"{begin}{text}\n{end}", page))


def write(result, file):
    put(file, result["name"], f"**{result['title']}**\n\n{table(result)}\n\n{caption(result)}")


def anything_over(results):
    return any(limit["used"] is not None and limit["used"] > 1 for result in results for limit in result["limits"])
