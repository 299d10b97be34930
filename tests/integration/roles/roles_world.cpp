// SPDX-License-Identifier: MIT
#include "roles_world.hpp"

#include <cstdlib>

namespace pgmeta::test {

RolesTest::RolesTest() {
    clear_roles();
}

RolesTest::~RolesTest() {
    clear_roles();
}

void RolesTest::clear_roles() {
    constexpr auto mine =
        "SELECT rolname, quote_ident(rolname) FROM pg_roles "
        "WHERE oid <> 10 AND rolname !~ '^pg_'";
    for (const auto& row : database.query(mine)) {
        database.query("DROP OWNED BY " + row[1] + " CASCADE");
        Session{"dbname=postgres"}.query("DROP OWNED BY " + row[1] + " CASCADE");
    }
    for (const auto& row : database.query(mine))
        database.query("DROP ROLE " + row[1]);
}

ProcessResult RolesTest::roles(std::vector<std::string> arguments, ProcessOptions options) {
    arguments.insert(arguments.begin(), "admin-users");
    return run_pgmeta(std::move(arguments), std::move(options));
}

std::string RolesTest::done(std::vector<std::string> arguments, ProcessOptions options) {
    const auto result = roles(std::move(arguments), std::move(options));
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    return result.out;
}

ProcessResult RolesTest::psql(const std::string& script, std::vector<std::string> options) {
    std::vector<std::string> argv{"psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres"};
    argv.insert(argv.end(), options.begin(), options.end());
    return run(argv, {.stdin_text = script});
}

bool RolesTest::can_log_in(const std::string& user, const std::string& password) {
    return run({"psql", "-X", "-h", "127.0.0.1", "-U", user, "-d", "postgres", "-c", "SELECT 1"},
               {.env = {{"PGPASSWORD", password}}})
               .exit_code == 0;
}

std::string RolesTest::shape(const std::string& role) {
    std::string quoted;
    for (const char c : role)
        quoted += c == '\'' ? std::string{"''"} : std::string{c};
    return database.value(
        "SELECT concat(CASE WHEN rolcanlogin THEN 'L' END, CASE WHEN rolsuper THEN 'S' END,"
        " CASE WHEN rolcreatedb THEN 'C' END, CASE WHEN rolreplication THEN 'R' END,"
        " CASE WHEN rolbypassrls THEN 'B' END, ':', (SELECT string_agg(g.rolname, ',' ORDER BY g.rolname)"
        " FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid))"
        " FROM pg_roles r WHERE rolname = E'" +
        quoted + "'");
}

std::vector<ProcessResult> run_together(int times, const std::vector<std::string>& argv) {
    std::vector<Process> running;
    running.reserve(static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i)
        running.emplace_back(argv);
    std::vector<ProcessResult> results;
    for (auto& process : running)
        results.push_back(process.wait());
    return results;
}

}  // namespace pgmeta::test
