// SPDX-License-Identifier: MIT
#include "pgpm_sql.hpp"

#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <stdexcept>

namespace pgmeta::test {

namespace {

PgpmSql of_pgpm(const std::string& user, const std::string& modules) {
    const auto printed =
        run({"node", (source_dir() / "tests/interchange/pgpm_roles.cjs").string(), user},
            {.env = {{"NODE_PATH", modules}}});
    if (printed.exit_code != 0) throw std::runtime_error{printed.err};
    const auto sql = nlohmann::json::parse(printed.out);
    return {sql["bootstrap"], sql["add"], sql["remove"]};
}

std::string block(const std::string& body) {
    return "BEGIN; DO $do$ BEGIN\n" + body + "END $do$; COMMIT;\n";
}

std::string exists(const std::string& role) {
    return fmt::format("EXISTS (SELECT FROM pg_roles WHERE rolname = '{}')", role);
}

std::string create(const std::string& role, const std::string& words) {
    return fmt::format(
        "IF NOT {} THEN BEGIN CREATE ROLE {} {};\n"
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END; END IF;\n",
        exists(role), role, words);
}

PgpmSql of_its_kind(const std::string& user) {
    PgpmSql sql;
    for (const std::string role : {"anonymous", "authenticated", "administrator"})
        sql.bootstrap +=
            create(role, "") + fmt::format("ALTER ROLE {} NOSUPERUSER NOLOGIN {}BYPASSRLS;\n", role,
                                           role == "administrator" ? "" : "NO");
    const auto lock = fmt::format("PERFORM pg_advisory_xact_lock(42, hashtext('{}'));\n", user);
    sql.add = lock + create(user, "LOGIN PASSWORD 'x'");
    sql.remove = lock + fmt::format("IF {} THEN\n", exists(user));
    for (const std::string role : {"anonymous", "authenticated"}) {
        sql.add += fmt::format(
            "BEGIN GRANT {} TO {}; EXCEPTION WHEN unique_violation OR undefined_object THEN NULL;"
            " END;\n",
            role, user);
        sql.remove += fmt::format(
            "BEGIN REVOKE {} FROM {}; EXCEPTION WHEN undefined_object THEN NULL; END;\n", role,
            user);
    }
    sql.remove += fmt::format(
        "BEGIN DROP ROLE {}; EXCEPTION WHEN undefined_object THEN NULL; END; END IF;\n", user);
    return {block(sql.bootstrap), block(sql.add), block(sql.remove)};
}

}  // namespace

PgpmSql PgpmSql::of(const std::string& user) {
    const auto* modules = std::getenv("PGMETA_INTERCHANGE_MODULES");
    return modules == nullptr || *modules == '\0' ? of_its_kind(user) : of_pgpm(user, modules);
}

}  // namespace pgmeta::test
