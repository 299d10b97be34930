# SPDX-License-Identifier: MIT
"""The private server, the clock, and what is said about the machine beside every figure."""
import dataclasses
import datetime
import os
import pathlib
import platform
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
RELEASE = ROOT / "build/release/apps/pgmeta/pgmeta"
CLUSTER = ROOT / "tests/support/cluster"


@dataclasses.dataclass(frozen=True)
class Sample:
    """One run of a program. Memory is the most it had resident; below own_megabytes() nothing is known."""

    seconds: float
    megabytes: float
    round_trips: int | None = None


def quiet(command, **options):
    """Runs a command that must succeed; gives what it printed."""
    command = [str(word) for word in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout.decode(errors='replace')}")
    return done.stdout.decode(errors="replace")


def attempt(command):
    """Runs a command; gives the last line it printed when it failed, else None."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = done.stdout.decode(errors="replace").strip().splitlines()
    return (lines or [f"{command[0]} failed"])[-1] if done.returncode else None


def own_megabytes():
    """Linux counts what a process had before it became another program, so a small child shows our own size."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(command, env, cwd=None):
    """Runs a command that must succeed, from its start to its end as the caller sees it."""
    command = [str(word) for word in command]
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=output, env=env, cwd=cwd)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)}\nexit status {process.returncode}\n{output.read().decode(errors='replace')}")
    return Sample(seconds, usage.ru_maxrss / 1024)


def real_psql():
    """Debian's psql in PATH is a Perl program that looks for the real one: some 35 ms that are not psql's."""
    folders = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: float(f.parent.name), reverse=True)
    if shutil.which("pg_config"):
        folders.append(pathlib.Path(quiet(["pg_config", "--bindir"]).strip()))
    found = [folder / "psql" for folder in folders if (folder / "psql").exists()]
    if not found:
        sys.exit("psql was not found beside PostgreSQL's other programs; install Debian's package postgresql")
    return found[0]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A private server, and databases in it."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="pgmeta-bench-")
        os.rmdir(self.folder)  # the server's user makes it
        self.port = free_port()
        self.psql = real_psql()
        quiet([CLUSTER, "start", self.folder, self.port])
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("PG") and k != "DATABASE_URL"}
        self.env |= {"PGHOST": self.folder, "PGPORT": str(self.port), "PGUSER": "postgres"}
        self.version = self.value("SHOW server_version")

    def stop(self):
        quiet([CLUSTER, "stop", self.folder])

    def value(self, sql, database="postgres"):
        return quiet([self.psql, "-XqAtd", database, "-v", "ON_ERROR_STOP=1", "-c", sql], env=self.env).strip()

    def fresh(self, name="bench"):
        """An empty database of that name, with nothing left to write from before."""
        for sql in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}", "CHECKPOINT"):
            self.value(sql)
        return name

    @property
    def socket(self):
        return f"{self.folder}/.s.PGSQL.{self.port}"


def build_release(*tests):
    """The release build's program, brought up to date: figures of an older one would say nothing.

    With `tests`, programs of the tests, too.
    """
    cache = ROOT / "build/release/CMakeCache.txt"
    with_tests = cache.exists() and "PGMETA_TESTS:BOOL=ON" in cache.read_text()
    if not cache.exists() or (tests and not with_tests):
        quiet(["cmake", "--preset", "release", f"-DPGMETA_TESTS={'ON' if tests else 'OFF'}"], cwd=ROOT)
    quiet(["cmake", "--build", "build/release", "--target", "pgmeta", *tests], cwd=ROOT)
    return RELEASE


def build_type(program):
    """Debug or Release, as the build folder of the program says; else `other`."""
    for folder in program.resolve().parents:
        cache = folder / "CMakeCache.txt"
        if cache.exists():
            return re.search(r"^CMAKE_BUILD_TYPE:\w+=(\w*)", cache.read_text(), re.M)[1] or "other"
    return "other"


def describe(server, program, pairs):
    """What figures depend on, for the report."""
    cpuinfo = pathlib.Path("/proc/cpuinfo")
    model = re.search(r"^model name\s*: (.*)$", cpuinfo.read_text(), re.M) if cpuinfo.exists() else None
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {model[1].strip() if model else platform.machine()}",
        "postgresql": server.version.split()[0],
        "build": build_type(program),
        "pairs": pairs,
        "floor_megabytes": round(own_megabytes() + 0.5),
        "load": round(os.getloadavg()[0], 1),
    }
