// SPDX-License-Identifier: MIT
#include "migrations.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/ledger/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pgmeta::ledger {

namespace {

constexpr std::string_view object_mark = "-- object: ";
constexpr std::string_view keys_mark = "-- keys";

MigrationStatement statement_of(std::string_view paragraph) {
    MigrationStatement statement;
    while (paragraph.starts_with("--")) {
        const auto end = std::min(paragraph.find('\n'), paragraph.size());
        const auto line = paragraph.substr(0, end);
        if (line.starts_with(object_mark)) statement.object = line.substr(object_mark.size());
        if (line == keys_mark) statement.adds_keys = true;
        paragraph.remove_prefix(std::min(end + 1, paragraph.size()));
    }
    paragraph = trim(paragraph);
    if (paragraph.ends_with(';')) paragraph.remove_suffix(1);
    statement.sql = paragraph;
    return statement;
}

bool is_missing(const Facts& facts, const std::string& object) {
    if (facts.presence == Presence::absent) return true;
    return std::find(facts.missing.begin(), facts.missing.end(), object) != facts.missing.end();
}

void add(MigrationStatement statement, Upgrade& upgrade) {
    auto& list = statement.adds_keys ? upgrade.keys : upgrade.statements;
    list.push_back(std::move(statement.sql));
}

void complete_pgpm_ledger(const Facts& facts, Upgrade& upgrade) {
    if (facts.presence == Presence::complete) return;
    for (auto& statement : statements_of(migrations().front())) {
        if (is_missing(facts, statement.object)) add(std::move(statement), upgrade);
    }
}

void upgrade_extras(const Facts& facts, Upgrade& upgrade) {
    for (const auto& migration : migrations().subspan(1)) {
        if (migration.number() <= facts.extras_version) continue;
        for (auto& statement : statements_of(migration)) {
            if (statement.object == "schema pgmeta" && facts.extras_schema) continue;
            add(std::move(statement), upgrade);
        }
    }
}

std::string loss_because(std::string_view reason) {
    return fmt::format(
        "{}: who deployed, how long it took, the revert and verify scripts as deployed, and telling "
        "comment-only drift from real drift are not recorded",
        reason);
}

}  // namespace

int Migration::number() const {
    int value = 0;
    std::from_chars(name.data(), name.data() + name.size(), value);
    return value;
}

std::vector<MigrationStatement> statements_of(const Migration& migration) {
    std::vector<MigrationStatement> statements;
    std::string_view rest = migration.text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find("\n\n"), rest.size());
        auto statement = statement_of(trim(rest.substr(0, end)));
        if (!statement.sql.empty()) statements.push_back(std::move(statement));
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return statements;
}

int current_version() {
    return migrations().back().number();
}

void refuse_newer(const Facts& facts) {
    if (facts.extras_version <= current_version()) return;
    throw Error{Fault::conflict, "ledger-newer",
                fmt::format("expected a ledger of version {} or older, found version {}: a newer "
                            "pgmeta has written to this database",
                            current_version(), facts.extras_version)}
        .hint("use the pgmeta that wrote it, or a newer one");
}

Upgrade upgrade(const Facts& facts) {
    Upgrade result;
    complete_pgpm_ledger(facts, result);
    if (facts.extras_present && !(facts.extras && facts.extras_writable)) {
        result.loss =
            loss_because("this role may not read and write the tables of schema `pgmeta`");
        return result;
    }
    if (facts.extras_version >= current_version()) return result;
    // Without CREATE and without a ledger the caller refuses, and says so for both schemas at once.
    if (!facts.can_create_extras && facts.presence != Presence::absent) {
        result.loss = loss_because("this role may not create schema `pgmeta`");
        return result;
    }
    upgrade_extras(facts, result);
    return result;
}

}  // namespace pgmeta::ledger
