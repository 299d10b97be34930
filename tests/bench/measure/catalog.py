# SPDX-License-Identifier: MIT
"""What is measured: for each name its contenders and the limits to hold."""
import json
import pathlib

from . import machine
from .bench import write_megabytes
from .limits import Limit, Measurement

PSQL = "psql -1 -f"
SELECT = "psql -c 'select 1'"
UNVERIFIED = "pgmeta --no-verify"
ONE_ON_TEN, ONE_ON_MANY, NOTHING_ON_MANY = "1 onto 10", "1 onto 100,000", "nothing onto 100,000"


def with_peers(contenders, **peers):
    """Leaves out those that are not to be had here (they said so)."""
    return contenders | {name.replace("_", " "): run for name, run in peers.items() if run}


def deployment(bench, workspace):
    return {
        PSQL: bench.psql_file(workspace),
        UNVERIFIED: bench.deploy(workspace, "--no-verify"),
        "pgmeta": bench.deploy(workspace),
    }


def tables(bench):
    workspace = bench.workspace(10, 100)
    return with_peers(
        deployment(bench, workspace),
        pgpm=bench.pgpm(workspace, "bench9"),
        pgpm_fast=bench.pgpm(workspace, "bench9", "--fast"),
    )


def functions(bench):
    workspace = bench.workspace(100, 200, "--functions")
    contenders = deployment(bench, workspace)
    if not bench.long:
        print("pgpm takes part in `functions` only with --long")
        return contenders
    return with_peers(
        contenders,
        pgpm=bench.pgpm(workspace, "bench99"),
        pgpm_fast=bench.pgpm(workspace, "bench99", "--fast"),
    )


def small(bench):
    return deployment(bench, bench.workspace(3, 100, "--functions"))


def sqitch(bench):
    workspace = bench.workspace(1, 200, "--functions")
    return with_peers(
        {PSQL: bench.psql_file(workspace), "pgmeta": bench.deploy(workspace)},
        sqitch=bench.sqitch(workspace),
        dbmate=bench.dbmate(workspace),
    )


def dbmate(bench):
    workspace = bench.workspace(1, 1000, "--functions")
    return with_peers(
        {PSQL: bench.psql_file(workspace), UNVERIFIED: bench.deploy(workspace, "--no-verify")},
        dbmate=bench.dbmate(workspace),
    )


def latency(bench):
    workspace = bench.workspace(10, 100)
    contenders = {"socket": bench.deploy(workspace, "--no-verify")}
    for milliseconds in (0, 1, 20):
        contenders[f"{milliseconds} ms round trip"] = bench.deploy_from_afar(workspace, milliseconds)
    return contenders


def deployed(bench, workspace, database):
    """Deploys the workspace once, in a database that stays."""
    bench.server.fresh(database)
    bench.pgmeta_on(bench.settled(workspace), database, "deploy", "--no-verify")()
    return database


def verify(bench):
    workspace = bench.workspace(3, 100, "--functions")
    database = deployed(bench, workspace, "bench_verify")
    return {SELECT: bench.psql_select(), "pgmeta verify": bench.pgmeta_on(workspace, database, "verify")}


def no_op(bench):
    workspace = bench.workspace(100, 200, "--functions")
    again = bench.pgmeta_on(workspace, deployed(bench, workspace, "bench_no_op"), "deploy")
    again()  # remembers the digests
    return {SELECT: bench.psql_select(), "pgmeta": again}


def everything_but_one(bench, packages, changes, database, *options):
    """A workspace deployed but for its last change, and how to deploy and to revert that."""
    workspace = bench.workspace(packages, changes, "--functions")
    last, before = f"bench{packages - 1}", f"c{changes - 2}"
    bench.server.fresh(database)
    bench.pgmeta_on(bench.settled(workspace), database, "deploy", f"{last}:{before}", "--no-verify", *options)()
    bench.server.value(f"CREATE SCHEMA IF NOT EXISTS {last}", database)  # --log-only ran no script
    deploy = bench.pgmeta_on(workspace, database, "deploy")
    revert = bench.pgmeta_on(workspace, database, "revert", last, "--to", before, "--yes")
    deploy()  # remembers the digests
    return workspace, database, deploy, revert


def large(bench):
    return bench.once("large", lambda: everything_but_one(bench, 1000, 100, "bench_large", "--log-only"))


def status(bench):
    workspace, database, _, _ = large(bench)
    return {SELECT: bench.psql_select(), "pgmeta status": bench.pgmeta_on(workspace, database, "status")}


def onto(bench):
    def again(deploy, revert):
        def run():
            revert()
            return deploy()

        return run

    _, _, deploy_small, revert_small = everything_but_one(bench, 1, 11, "bench_few")
    _, _, deploy_large, revert_large = large(bench)
    return {
        ONE_ON_TEN: again(deploy_small, revert_small),
        ONE_ON_MANY: again(deploy_large, revert_large),
        NOTHING_ON_MANY: deploy_large,
    }


def check(bench):
    workspace = bench.workspace(1000, 100, "--functions")
    return {
        "pgmeta plan show": bench.pgmeta("-C", workspace, "plan", "show", "--quiet"),
        "pgmeta check": bench.pgmeta("-C", workspace, "check", "--quiet"),
    }


def startup(bench):
    workspace = bench.workspace(1, 10, "--functions")
    database = deployed(bench, workspace, "bench_startup")
    return {
        SELECT: bench.psql_select(),
        "pgmeta --version": bench.pgmeta("--version"),
        "pgmeta --help": bench.pgmeta("--help"),
        "pgmeta status": bench.pgmeta_on(workspace, database, "status"),
    }


def memory(bench):
    workspace = bench.once("heavy", lambda: write_megabytes(bench.folder / "heavy", 300))
    return {"pgmeta --no-verify": bench.deploy(workspace, "--no-verify"), "pgmeta": bench.deploy(workspace)}


def everything(bench):
    """The deploy scripts of the plan in deployment order for psql, and the plan for pgmeta."""
    root = machine.ROOT
    dry = [bench.pgmeta_program, "-C", root, "deploy", "--plan", "everything", "--dry-run", "--json", "--quiet"]
    said = machine.quiet([*dry, "--target", f"dbname={bench.server.fresh()}"], env=bench.env)
    report = json.loads(said[said.index("{"):])
    texts = [f'CREATE EXTENSION IF NOT EXISTS "{name}" CASCADE;\n' for name in report["extensions"]]
    for change in report["deployed"]:
        texts.append((root / "packages" / change["package"] / "deploy" / f"{change['change']}.sql").read_text())
    folder = pathlib.Path(bench.folder / "everything")
    folder.mkdir()
    (folder / "all.sql").write_text("\n".join(texts))
    return {
        PSQL: bench.psql_file(folder),
        UNVERIFIED: bench.deploy(root, "--plan", "everything", "--no-verify"),
        "pgmeta": bench.deploy(root, "--plan", "everything"),
    }


MEASUREMENTS = {
    "tables": Measurement("1,000 changes of 3 statements in 10 packages", tables, (
        Limit(UNVERIFIED, ((1.0, PSQL),)),
        Limit(UNVERIFIED, ((0.55, "pgpm"),)),
        Limit(UNVERIFIED, ((0.9, "pgpm fast"),)),
        Limit("pgmeta", ((1.4, PSQL),)),
    )),
    "functions": Measurement("20,000 one-function changes in 100 packages", functions, (
        Limit(UNVERIFIED, ((1.3, PSQL),)),
        Limit(UNVERIFIED, ((0.2, "pgpm"),)),
    )),
    "small": Measurement("300 one-function changes in 3 packages", small, (Limit("pgmeta", ((2.0, PSQL),)),)),
    "sqitch": Measurement("200 one-function changes in one package, beside Sqitch and dbmate", sqitch, (
        Limit("pgmeta", ((0.05, "sqitch"),)),
    )),
    "dbmate": Measurement("1,000 one-function changes in one package, beside dbmate", dbmate),
    "latency": Measurement("1,000 changes of 3 statements in 10 packages, over a delaying proxy", latency, (
        Limit("20 ms round trip", ((1.3, "socket"),), plus=0.5),
        Limit("20 ms round trip", plus=25, of="round_trips"),
    ), base="socket"),
    "verify": Measurement("300 deployed one-function changes verified", verify, (
        Limit("pgmeta verify", ((1.0, SELECT),), plus=0.03),
    ), base=None, least_pairs=20),
    "no-op": Measurement("no-op deploy of 20,000 changes in 100 packages", no_op, (
        Limit("pgmeta", plus=0.1),
        Limit("pgmeta", plus=64, of="megabytes"),
    ), base=None, least_pairs=20),
    "status": Measurement("status of 100,000 deployed changes in 1,000 packages", status, (
        Limit("pgmeta status", plus=0.3),
    ), base=None),
    "onto": Measurement("1 change deployed onto few and onto many", onto, (
        Limit(ONE_ON_MANY, ((1.5, ONE_ON_TEN), (1.0, NOTHING_ON_MANY))),
    ), base=None),
    "check": Measurement("100,000 changes in 1,000 packages, without a database", check, (
        Limit("pgmeta plan show", plus=1.0),
        Limit("pgmeta plan show", plus=256, of="megabytes"),
        Limit("pgmeta check", plus=5.0),
    ), base=None),
    "startup": Measurement("start-up", startup, (
        Limit("pgmeta --version", plus=0.010),
        Limit("pgmeta --help", plus=0.015),
        Limit("pgmeta status", plus=0.030),
    ), base=None, least_pairs=40),
    "memory": Measurement("300 MB of scripts deployed", memory, (
        Limit("pgmeta --no-verify", plus=150, of="megabytes"),
        Limit("pgmeta", plus=150, of="megabytes"),
    ), base=None),
    "everything": Measurement("plans/everything.yaml, the packages that pgmeta ships, cold", everything),
}
