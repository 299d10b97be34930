# SPDX-License-Identifier: MIT
"""Where measurements happen: workspaces, databases, and the programs that are compared."""
import pathlib
import shutil
import time

from . import machine
from .proxy import Proxy

PEERS = machine.ROOT / "tests/bench/peers"
INTERCHANGE = machine.ROOT / "tests/interchange"
NPM_INSTALL = machine.ROOT / "tests/support/npm_install"
MAKE_WORKSPACE = machine.ROOT / "tests/bench/make_workspace"


class Bench:
    """One server, one folder for workspaces, and how each program is run on them.

    The methods named after programs return functions that run the program once, in a fresh database
    unless a database is named, and give a Sample.
    """

    def __init__(self, server, folder, pgmeta, long):
        self.server = server
        self.folder = folder
        self.pgmeta_program = pgmeta
        self.long = long
        self.env = server.env | {"XDG_CACHE_HOME": str(folder / "cache")}
        self.made = {}
        self.last_written = 0.0

    # Workspaces and databases

    def workspace(self, packages, changes, *flags):
        key = (packages, changes, *flags)
        if key not in self.made:
            folder = self.folder / "-".join(str(word).strip("-") for word in key)
            machine.quiet([MAKE_WORKSPACE, folder, packages, changes, *flags])
            self.last_written = time.monotonic()
            self.made[key] = folder
        return self.made[key]

    def once(self, key, make):
        """What `make` returned the first time."""
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def settled(self, workspace):
        """Waits until pgmeta may trust the times of the files: digests of younger ones are not remembered."""
        time.sleep(max(0, self.last_written + 2.1 - time.monotonic()))
        return workspace

    # Programs

    def psql_file(self, workspace):
        command = [self.server.psql, "-Xq", "-1", "-v", "ON_ERROR_STOP=1", "-f", workspace / "all.sql", "-d"]
        return lambda: machine.timed([*command, self.server.fresh()], self.env)

    def psql_select(self):
        return lambda: machine.timed([self.server.psql, "-XAtqc", "select 1", "-d", "postgres"], self.env)

    def pgmeta(self, *words):
        return lambda: machine.timed([self.pgmeta_program, *words], self.env)

    def pgmeta_on(self, workspace, database, *words):
        """In a database that stays as it is."""
        return self.pgmeta("-C", workspace, *words, "--quiet", "--target", f"dbname={database}")

    def deploy(self, workspace, *options):
        return lambda: self.pgmeta_on(workspace, self.server.fresh(), "deploy", *options)()

    def deploy_from_afar(self, workspace, round_trip_ms):
        def run():
            database = self.server.fresh()
            proxy = Proxy(self.server.socket, round_trip_ms)
            target = f"host=127.0.0.1 port={proxy.port} dbname={database}"
            command = [self.pgmeta_program, "-C", workspace, "deploy", "--no-verify", "--quiet", "--target", target]
            sample = machine.timed(command, self.env)
            return machine.Sample(sample.seconds, sample.megabytes, proxy.close())

        return run

    def pgpm(self, workspace, package, *options):
        """pgpm's engine, which takes no socket folder. None when npm cannot install it."""
        modules = self.once("pgpm", lambda: npm_modules(INTERCHANGE, "interchange", "pgpm"))
        if not modules or not shutil.which("node"):
            return None
        env = self.env | {"PGHOST": "127.0.0.1", "PGPASSWORD": "none", "NODE_PATH": str(modules)}
        command = ["node", INTERCHANGE / "pgpm.cjs", "deploy", workspace]
        return lambda: machine.timed([*command, self.server.fresh(), package, *options], env)

    def dbmate(self, workspace):
        """Each migration in a transaction of its own: dbmate knows no other way. None when it is not to be had."""
        modules = self.once("dbmate", lambda: npm_modules(PEERS, "bench-peers", "dbmate"))
        programs = list(modules.glob("@dbmate/*/bin/dbmate")) if modules else []
        if not programs:
            return None
        migrations = self.once(("migrations", workspace), lambda: write_migrations(workspace))
        command = [programs[0], "--migrations-dir", migrations, "--no-dump-schema", "--url"]
        url = "postgres://postgres@127.0.0.1:{}/{}?sslmode=disable"
        return lambda: machine.timed([*command, url.format(self.server.port, self.server.fresh()), "up"], self.env)

    def sqitch(self, workspace):
        """The workspace's only package. None when Sqitch is not installed."""
        if not shutil.which("sqitch"):
            print("sqitch does not take part: it is not installed (apps/setup/install bench)")
            return None
        package = workspace / "packages/bench0"
        shutil.copy(package / "pgpm.plan", package / "sqitch.plan")
        (package / "sqitch.conf").write_text(f'[core]\n\tengine = pg\n[engine "pg"]\n\tclient = {self.server.psql}\n')
        env = self.env | {"SQITCH_FULLNAME": "Bench", "SQITCH_EMAIL": "bench@example.com"}
        command = ["sqitch", "deploy", "--verify", "--quiet"]
        return lambda: machine.timed([*command, f"db:pg:{self.server.fresh()}"], env, cwd=package)


def npm_modules(source, name, program):
    """The node_modules folder with exactly what the lock file of `source` names, or None, and said why."""
    target = machine.ROOT / "build" / name
    if shutil.which("npm"):
        done = machine.attempt([NPM_INSTALL, source, target])
    else:
        done = "npm is not installed"
    if done:
        print(f"{program} does not take part: {done}")
        return None
    return target / "node_modules"


def write_migrations(workspace):
    """The deploy scripts of the workspace's only package as dbmate's migrations."""
    folder = workspace / "migrations"
    folder.mkdir()
    scripts = workspace / "packages/bench0/deploy"
    for number in range(len(list(scripts.iterdir()))):
        text = (scripts / f"c{number}.sql").read_text()
        (folder / f"{20260101000000 + number}_c{number}.sql").write_text(f"-- migrate:up\n{text}\n-- migrate:down\n")
    return folder


def write_megabytes(folder, megabytes):
    """A workspace whose deploy scripts have one megabyte each: half are literals, half inline COPY data."""
    package = pathlib.Path(folder) / "packages/heavy"
    for kind in ("deploy", "revert", "verify"):
        (package / kind).mkdir(parents=True)
    (pathlib.Path(folder) / "pgmeta.yaml").write_text("packages:\n  - packages/*\n")
    (package / "heavy.control").write_text("default_version = '1.0.0'\n")
    names = ["notes", *(f"rows{number}" for number in range(megabytes))]
    (package / "pgpm.plan").write_text("\n".join(["%project=heavy", "", *names]) + "\n")
    line = "0123456789 abcdefghijklmnopqrstuvwxyz " * 25
    lines = [line] * (1_000_000 // (len(line) + 1))
    for name in names:
        number = names.index(name)
        if number == 0:
            deploy, revert = "CREATE TABLE notes (text text);\n", "DROP TABLE notes;\n"
        elif number % 2:
            deploy, revert = "INSERT INTO notes VALUES ('" + "\n".join(lines) + "');\n", "SELECT 1;\n"
        else:
            deploy, revert = "COPY notes FROM stdin;\n" + "\n".join(lines) + "\n\\.\n", "SELECT 1;\n"
        # Two scripts of a package are never the same.
        (package / "deploy" / f"{name}.sql").write_text(f"-- {name}\n{deploy}")
        (package / "revert" / f"{name}.sql").write_text(revert)
        (package / "verify" / f"{name}.sql").write_text("SELECT text FROM notes WHERE false;\n")
    return pathlib.Path(folder)
