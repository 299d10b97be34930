// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgmeta::sqltext {

namespace {

struct Case {
    std::string sql;
    StatementKind kind;
};

// CTest takes the text into the test's name.
void PrintTo(const Case& value, std::ostream* out) {
    *out << test::printable_name(value.sql);
}

/// The only statement of `sql`.
Statement only(const std::string& sql) {
    const auto script = scan(sql);
    EXPECT_EQ(script.statements.size(), 1U) << sql;
    return script.statements.empty() ? Statement{} : script.statements.front();
}

struct Locks {
    std::string sql;
    int locks;
};

void PrintTo(const Locks& value, std::ostream* out) {
    *out << test::printable_name(value.sql);
}

}  // namespace

class Kind : public ::testing::TestWithParam<Case> {};

TEST_P(Kind, IsToldByTheFirstWords) {
    EXPECT_EQ(only(GetParam().sql).kind, GetParam().kind) << GetParam().sql;
    EXPECT_EQ(only("/* a */ " + GetParam().sql + " ; -- b").kind, GetParam().kind)
        << GetParam().sql;
}

INSTANTIATE_TEST_SUITE_P(
    Transaction,
    Kind,
    ::testing::Values(Case{"begin", StatementKind::begin},
                      Case{"BEGIN WORK", StatementKind::begin},
                      Case{"begin isolation level serializable, read only", StatementKind::begin},
                      Case{"start /* x */ transaction", StatementKind::begin},
                      Case{"commit", StatementKind::commit},
                      Case{"End Transaction", StatementKind::commit},
                      Case{"commit and no chain", StatementKind::commit},
                      Case{"commit work and chain", StatementKind::commit_chain},
                      Case{"end and chain", StatementKind::commit_chain},
                      Case{"commit prepared 'x'", StatementKind::commit_prepared},
                      Case{"rollback", StatementKind::rollback},
                      Case{"abort work", StatementKind::rollback},
                      Case{"rollback and no chain", StatementKind::rollback},
                      Case{"rollback and chain", StatementKind::rollback_chain},
                      Case{"abort transaction and chain", StatementKind::rollback_chain},
                      Case{"rollback prepared 'x'", StatementKind::rollback_prepared},
                      Case{"rollback to x", StatementKind::rollback_to},
                      Case{"rollback work to savepoint x", StatementKind::rollback_to},
                      Case{"savepoint x", StatementKind::savepoint},
                      Case{"release savepoint x", StatementKind::release},
                      Case{"prepare transaction 'x'", StatementKind::prepare_transaction}));

INSTANTIATE_TEST_SUITE_P(
    Traps,
    Kind,
    ::testing::Values(Case{"prepare x as select 1", StatementKind::other},
                      Case{"prepare transaction as select 1", StatementKind::other},
                      Case{"prepare transaction (int) as select $1", StatementKind::other},
                      Case{"explain begin", StatementKind::other},
                      Case{"start replication", StatementKind::other},
                      Case{"\"begin\"", StatementKind::other},
                      Case{"begins", StatementKind::other},
                      Case{"(select 1)", StatementKind::other},
                      Case{"select 1 as commit", StatementKind::other},
                      Case{"do $$ begin commit; end $$", StatementKind::other},
                      Case{"comment on table t is 'vacuum'", StatementKind::other},
                      Case{"set transaction read only", StatementKind::other}));

INSTANTIATE_TEST_SUITE_P(
    NotInTransaction,
    Kind,
    ::testing::Values(
        Case{"vacuum", StatementKind::not_in_transaction},
        Case{"vacuum (full) t", StatementKind::not_in_transaction},
        Case{"create index concurrently on t (a)", StatementKind::not_in_transaction},
        Case{"create unique index concurrently i on t (a)", StatementKind::not_in_transaction},
        Case{"drop index concurrently if exists i", StatementKind::not_in_transaction},
        Case{"reindex index concurrently i", StatementKind::not_in_transaction},
        Case{"reindex (verbose, concurrently) table t", StatementKind::not_in_transaction},
        Case{"reindex (concurrently true) table t", StatementKind::not_in_transaction},
        Case{"reindex schema s", StatementKind::not_in_transaction},
        Case{"reindex (verbose) database d", StatementKind::not_in_transaction},
        Case{"reindex system d", StatementKind::not_in_transaction},
        Case{"cluster", StatementKind::not_in_transaction},
        Case{"cluster verbose", StatementKind::not_in_transaction},
        Case{"cluster (verbose)", StatementKind::not_in_transaction},
        Case{"create database d", StatementKind::not_in_transaction},
        Case{"drop database if exists d", StatementKind::not_in_transaction},
        Case{"alter database d set tablespace x", StatementKind::not_in_transaction},
        Case{"create tablespace x location '/x'", StatementKind::not_in_transaction},
        Case{"drop tablespace x", StatementKind::not_in_transaction},
        Case{"alter system set work_mem = '1MB'", StatementKind::not_in_transaction},
        Case{"discard all", StatementKind::not_in_transaction},
        Case{"alter table p detach partition q concurrently", StatementKind::not_in_transaction},
        Case{"create subscription s connection '' publication p",
             StatementKind::not_in_transaction},
        Case{"create subscription s connection '' publication p with (create_slot = true)",
             StatementKind::not_in_transaction}));

INSTANTIATE_TEST_SUITE_P(
    FineInTransaction,
    Kind,
    ::testing::Values(
        Case{"analyze", StatementKind::other},
        Case{"reindex table t", StatementKind::other},
        Case{"reindex (concurrently off) index i", StatementKind::other},
        Case{"reindex (concurrently false, verbose) table t", StatementKind::other},
        Case{"reindex table s.schema", StatementKind::other},
        Case{"cluster t", StatementKind::other},
        Case{"cluster verbose \"t\" using i", StatementKind::other},
        Case{"drop index i", StatementKind::other},
        Case{"drop subscription s", StatementKind::other},
        Case{"discard temp", StatementKind::other},
        Case{"alter database d reset all", StatementKind::other},
        Case{"alter database d set default_tablespace = x", StatementKind::other},
        Case{"alter table p detach partition q", StatementKind::other},
        Case{"alter table p detach partition s.concurrently", StatementKind::other},
        Case{"alter table p detach partition \"concurrently\"", StatementKind::other},
        Case{"alter type e add value 'x'", StatementKind::other},
        Case{"create subscription s connection '' publication p with (create_slot = false)",
             StatementKind::other},
        Case{"create subscription s connection '' publication p with (connect = 'false')",
             StatementKind::other},
        Case{"create index i on concurrently (a)", StatementKind::create_relation}));

INSTANTIATE_TEST_SUITE_P(
    Relations,
    Kind,
    ::testing::Values(
        Case{"create table t (a int)", StatementKind::create_relation},
        Case{"create temp table if not exists t (a int)", StatementKind::create_relation},
        Case{"create unlogged table t (a int)", StatementKind::create_relation},
        Case{"create foreign table t (a int) server s", StatementKind::create_relation},
        Case{"create index on t (a)", StatementKind::create_relation},
        Case{"create or replace recursive view v (a) as select 1", StatementKind::create_relation},
        Case{"create materialized view v as select 1", StatementKind::create_relation},
        Case{"create local temporary sequence s", StatementKind::create_relation},
        Case{"create foreign data wrapper w", StatementKind::other},
        Case{"create function f() returns table (a int) as ''", StatementKind::other},
        Case{"create type t as (a int)", StatementKind::other}));

class LockEstimate : public ::testing::TestWithParam<Locks> {};

TEST_P(LockEstimate, CountsWhatTheStatementMakesOrTouches) {
    EXPECT_EQ(only(GetParam().sql).locks, GetParam().locks) << GetParam().sql;
}

// A table counts as three: itself, its toast table and that one's index.
INSTANTIATE_TEST_SUITE_P(
    Locks,
    LockEstimate,
    ::testing::Values(
        Locks{"create table t (a text)", 3},
        Locks{"create table t (a text primary key)", 4},
        Locks{"create table t (id serial primary key, a text unique)", 6},
        Locks{"create table t (a int generated always as identity, exclude (a with =))", 5},
        Locks{"create table t (a int, unique (a), constraint p primary key (a))", 5},
        Locks{"create table t (a text default 'unique primary', \"unique\" int)", 3},
        Locks{"create table t (a text check (x.unique = 1)) -- primary key", 3},
        Locks{"create table p (a int) partition by range (a)", 1},
        Locks{"create table p (a int primary key) partition by hash (a)", 2},
        Locks{"create foreign table t (a int) server s", 1},
        Locks{"create view v as select 1", 1},
        Locks{"create sequence s", 1},
        Locks{"create index i on t (a)", 1},
        Locks{"drop table t", 1},
        Locks{"drop table if exists a, b.c, d cascade", 3},
        Locks{"drop function f(int, text), g()", 2},
        Locks{"alter table t add column a text unique", 2},
        Locks{"alter table t add b bigserial", 2},
        Locks{"alter function f(int) owner to r", 1},
        Locks{"alter function f(owner int) stable", 0},
        Locks{"comment on function f() is 'x'", 1},
        Locks{"comment on column t.a is 'x'", 0},
        Locks{"create function f() returns int as ''", 0},
        Locks{"create policy p on t", 0},
        Locks{"grant select on t to r", 0}));

}  // namespace pgmeta::sqltext
