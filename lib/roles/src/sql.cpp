// SPDX-License-Identifier: MIT
#include "pgmeta/roles/sql.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace pgmeta::roles {

namespace {

/// Attempts after the first; then the race is reported.
constexpr int most_retries = 20;

/// Every role that the steps name: each is locked.
std::set<std::string> names_of(std::span<const Step> steps) {
    std::set<std::string> names;
    for (const auto& step : steps) {
        names.insert(step.role);
        const bool other_is_role = step.kind == StepKind::grant || step.kind == StepKind::revoke ||
                                   step.kind == StepKind::reassign;
        if (other_is_role) names.insert(step.other);
    }
    return names;
}

/// pgpm's keys, in one order for everyone, then the lock that counts in every database.  In the
/// other order a pgpm holding a key would wait for us, and we for its key.
std::string locks(std::span<const Step> steps) {
    std::vector<std::string> names;
    for (const auto& name : names_of(steps))
        names.push_back(sqltext::quote_literal(name));
    return fmt::format(
        "      FOR key IN SELECT DISTINCT hashtext(name)\n"
        "          FROM unnest(ARRAY[{}]::text[]) AS name ORDER BY 1 LOOP\n"
        "        PERFORM pg_advisory_xact_lock(42, key);\n"
        "      END LOOP;\n"
        "      IF has_table_privilege('pg_authid', 'UPDATE') THEN\n"
        "        LOCK TABLE pg_authid IN SHARE ROW EXCLUSIVE MODE;\n"
        "      END IF;\n",
        join(names, ", "));
}

std::string body(std::span<const Step> steps) {
    // Whatever could be missing is looked for before anything is written.
    std::string text;
    std::set<std::string> needed;
    for (const auto& step : steps)
        if (step.kind == StepKind::need_role && needed.insert(step.role).second)
            text += statements(step);
    for (const auto& step : steps)
        if (step.kind != StepKind::need_role) text += statements(step);
    return text;
}

/// A lost race shows as one of these.  XX000 is the server's word for a row that another session
/// changed or removed meanwhile; with another text it is a real failure.
constexpr std::string_view retry = R"(    EXCEPTION
      WHEN internal_error OR serialization_failure OR deadlock_detected
        OR duplicate_object OR unique_violation OR undefined_object THEN
        tries := tries + 1;
        IF tries > {} OR (SQLSTATE = 'XX000' AND SQLERRM NOT LIKE 'tuple concurrently %'
            AND SQLERRM NOT LIKE 'cache lookup failed for role %') THEN
          RAISE;
        END IF;
        PERFORM pg_sleep((0.5 + random()) * least(0.4, 0.005 * 2 ^ least(tries, 7)));
    END;
)";

std::string block_text(std::span<const Step> steps) {
    return fmt::format(
        "DECLARE\n"
        "  tries integer := 0;\n"
        "  key integer;\n"
        "  changes text;\n"
        "  grantor text;\n"
        "  made text[];\n"
        "  done text[];\n"
        "BEGIN\n"
        "  LOOP\n"
        "    BEGIN\n"
        "      made := '{{}}';\n"
        "      done := '{{}}';\n"
        "{}{}"
        "      EXIT;\n"
        "{}"
        "  END LOOP;\n"
        "  FOREACH changes IN ARRAY done LOOP\n"
        "    RAISE NOTICE USING ERRCODE = 'PGM00', MESSAGE = changes;\n"
        "  END LOOP;\n"
        "END\n",
        locks(steps), body(steps), fmt::format(fmt::runtime(retry), most_retries));
}

/// A dollar quote that the text does not contain.
std::string dollar_quoted(const std::string& text) {
    std::string tag = "$pgmeta$";
    for (int i = 1; text.find(tag) != std::string::npos; ++i)
        tag = fmt::format("$pgmeta{}$", i);
    return tag + "\n" + text + tag;
}

/// Where the session may, statements with a verifier stay out of the server's log.
constexpr std::string_view log_nothing =
    "SELECT count(set_config(name, value, true)) AS kept_out_of_the_log\n"
    "  FROM (VALUES ('log_statement', 'none'), ('log_min_duration_statement', '-1'),\n"
    "               ('log_min_error_statement', 'panic')) AS quiet(name, value)\n"
    "  WHERE has_table_privilege('pg_authid', 'UPDATE')";

/// Does not give the verifier back: psql would show it.
std::string set_verifier(const std::string& variable, const std::string& spelled) {
    return fmt::format("SELECT set_config({}, {}, true) IS NOT NULL AS {};\n",
                       sqltext::quote_literal("pgmeta." + variable), spelled,
                       sqltext::quote_identifier(variable));
}

std::string whole(const Script& script, const std::vector<std::string>& spelled) {
    std::string text = "BEGIN;\n";
    for (const auto& statement : script.settings)
        text += statement + ";\n";
    for (std::size_t i = 0; i < spelled.size(); ++i)
        text += set_verifier(script.variables[i], spelled[i]);
    return text + script.block + ";\nCOMMIT;\n";
}

bool all_of(std::string_view text, std::string_view allowed) {
    return text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::string Script::text() const {
    std::vector<std::string> spelled;
    for (const auto& variable : variables)
        spelled.push_back(fmt::format(":'{}'", variable));
    if (variables.empty()) return whole(*this, spelled);
    return fmt::format("-- psql variables, each a verifier and not a password: {}\n",
                       join(variables, ", ")) +
           whole(*this, spelled);
}

std::string Script::text(const Verifiers& verifiers) const {
    std::vector<std::string> spelled;
    for (const auto& variable : variables) {
        const auto found = verifiers.find(variable);
        if (found == verifiers.end() || !is_verifier(found->second))
            throw Error{Fault::internal, "not-a-verifier",
                        fmt::format("expected a password verifier for {}", variable)};
        spelled.push_back(sqltext::quote_literal(found->second));
    }
    return whole(*this, spelled);
}

bool is_verifier(std::string_view text) {
    constexpr std::string_view scram = "SCRAM-SHA-256$";
    if (text.starts_with(scram)) {
        return all_of(text.substr(scram.size()),
                      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=$:");
    }
    return text.size() == 35 && text.starts_with("md5") &&
           all_of(text.substr(3), "0123456789abcdef");
}

Script render(std::span<const Step> steps) {
    Script script;
    script.settings = {"SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE",
                       "SET LOCAL search_path = pg_catalog, pg_temp",
                       "SET LOCAL client_min_messages = notice"};
    for (const auto& step : steps) {
        if (step.kind != StepKind::password) continue;
        const auto& known = script.variables;
        if (std::find(known.begin(), known.end(), step.value) == known.end())
            script.variables.push_back(step.value);
    }
    if (!script.variables.empty()) script.settings.emplace_back(log_nothing);
    script.block = "DO " + dollar_quoted(block_text(steps));
    return script;
}

Script base_roles_sql(const RoleNames& names, const std::optional<ClientRole>& client) {
    return render(base_roles(names, client));
}

Script create_user_sql(const UserSpec& user, const RoleNames& names) {
    return render(login_role(user, names));
}

Script create_test_users_sql(const RoleNames& names) {
    return render(test_users(names, PasswordMode::when_new));
}

Script grant_role_sql(const std::string& role, const std::string& user) {
    return render(membership(role, user));
}

Script revoke_role_sql(const std::string& role, const std::string& user) {
    return render(no_membership(role, user));
}

Script grant_connect_sql(const std::string& role, const std::string& database) {
    return render(connect_privilege(role, database));
}

Script set_password_sql(const std::string& user, const std::string& variable) {
    return render(new_password(user, variable));
}

Script remove_user_sql(const std::string& user, const RoleNames& names) {
    return render(no_role(user, names));
}

Script release_user_sql(const std::string& user, const std::string& heir) {
    return render(release(user, heir));
}

}  // namespace pgmeta::roles
