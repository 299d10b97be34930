// SPDX-License-Identifier: MIT
#include "statements.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/names.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

// Every statement looks before it writes: what is true already costs no write, and a statement that
// lost a race finds the winner's work when the block starts over.

namespace pgmeta::roles {

namespace {

std::string literal(std::string_view text) {
    return sqltext::quote_literal(text);
}

std::string done(const std::string& words) {
    return fmt::format("done := done || {}::text;", literal(words));
}

std::string role_exists(std::string_view role) {
    return fmt::format("EXISTS (SELECT FROM pg_roles WHERE rolname = {})", literal(role));
}

std::string need_role(const Step& step) {
    return fmt::format(
        "      IF NOT {} THEN\n"
        "        RAISE EXCEPTION USING ERRCODE = 'PGM04',\n"
        "          MESSAGE = {},\n"
        "          HINT = 'base roles are made by: pgmeta admin-users bootstrap';\n"
        "      END IF;\n",
        role_exists(step.role),
        literal(fmt::format("role {} does not exist", display_name(step.role))));
}

/// Alters what differs.  `changes` stays empty when nothing does, or the role is not there.
std::string alter_differing(const Step& step, std::string_view indent) {
    std::vector<std::string> cases;
    for (const auto& row : attribute_rows) {
        const auto value = step.attributes.*(row.field);
        if (!value) continue;
        cases.push_back(fmt::format("CASE WHEN {}{} THEN '{}{}' END", *value ? "NOT " : "",
                                    row.column, *value ? "" : "NO", row.word));
    }
    const auto role = literal(step.role);
    return fmt::format(
        "{0}SELECT concat_ws(' ',\n"
        "{0}    {1})\n"
        "{0}  INTO changes FROM pg_roles WHERE rolname = {2};\n"
        "{0}IF changes <> '' THEN\n"
        "{0}  EXECUTE format('ALTER ROLE %I ', {2}) || changes;\n"
        "{0}  done := done || ({3} || changes);\n"
        "{0}END IF;\n",
        indent, join(cases, fmt::format(",\n{}    ", indent)), role,
        literal(fmt::format("alter role {}: ", display_name(step.role))));
}

/// CREATE ROLE names only what is no default: naming NOSUPERUSER and the like needs more rights.
std::string create_words(const Step& step) {
    std::string words;
    for (const auto& row : attribute_rows)
        if (step.attributes.*(row.field) == true) words += " " + std::string{row.word};
    return words;
}

std::string make_role(const Step& step) {
    const auto role = literal(step.role);
    return fmt::format(
        "      IF NOT {} THEN\n"
        "        EXECUTE format('CREATE ROLE %I{}', {});\n"
        "        made := made || {}::text;\n"
        "        {}\n"
        "      ELSE\n"
        "{}"
        "      END IF;\n",
        role_exists(step.role), create_words(step), role, role, done(describe(step)),
        alter_differing(step, "        "));
}

std::string attributes(const Step& step) {
    return fmt::format(
        "      IF {} THEN\n"
        "{}"
        "      END IF;\n",
        role_exists(step.role), alter_differing(step, "        "));
}

/// Anything but a verifier would be taken for a password in clear, and nothing at all for none.
std::string password(const Step& step) {
    const auto role = literal(step.role);
    const auto when = step.only_new ? fmt::format("{} = ANY (made)", role) : std::string{"true"};
    return fmt::format(
        "      IF {} THEN\n"
        "        changes := current_setting({}, true);\n"
        "        IF changes ~ '^(SCRAM-SHA-256[$][0-9]+:[^$:]+[$][^$:]+:[^$:]+|md5[0-9a-f]{{32}})$'\n"
        "            IS NOT TRUE THEN\n"
        "          RAISE EXCEPTION USING ERRCODE = 'PGM06', MESSAGE = {};\n"
        "        END IF;\n"
        "        EXECUTE format('ALTER ROLE %I PASSWORD %L', {}, changes);\n"
        "        {}\n"
        "      END IF;\n",
        when, literal("pgmeta." + step.value),
        literal(fmt::format("expected the verifier of a password in {}, found something else",
                            step.value)),
        role, done(describe(step)));
}

/// `IF condition THEN EXECUTE statement; note it`.
std::string when(const std::string& condition, const std::string& execute, const Step& step) {
    return fmt::format(
        "      IF {} THEN\n"
        "        EXECUTE {};\n"
        "        {}\n"
        "      END IF;\n",
        condition, execute, done(describe(step)));
}

std::string valid_until(const Step& step) {
    return when(fmt::format("(SELECT rolvaliduntil FROM pg_roles WHERE rolname = {})\n"
                            "         IS DISTINCT FROM {}::timestamptz",
                            literal(step.role), literal(step.value)),
                fmt::format("format('ALTER ROLE %I VALID UNTIL %L', {}, {})", literal(step.role),
                            literal(step.value)),
                step);
}

std::string connection_limit(const Step& step) {
    return when(fmt::format("(SELECT rolconnlimit FROM pg_roles WHERE rolname = {})"
                            " IS DISTINCT FROM {}",
                            literal(step.role), step.number),
                fmt::format("format('ALTER ROLE %I CONNECTION LIMIT {}', {})", step.number,
                            literal(step.role)),
                step);
}

std::string setting(const Step& step) {
    std::vector<std::string> places;
    std::vector<std::string> values;
    for (const auto& value : setting_values(step.other, step.value)) {
        places.emplace_back("%L");
        values.push_back(literal(value));
    }
    const auto known = fmt::format(
        "      IF {0} NOT LIKE '%.%' AND current_setting({0}, true) IS NULL THEN\n"
        "        RAISE EXCEPTION USING ERRCODE = 'PGM05', MESSAGE = {1};\n"
        "      END IF;\n",
        literal(step.other), literal(fmt::format("there is no setting {}", step.other)));
    return known +
           when(fmt::format("NOT EXISTS (SELECT FROM pg_db_role_setting s\n"
                            "            JOIN pg_roles r ON r.oid = s.setrole\n"
                            "            CROSS JOIN LATERAL unnest(s.setconfig) one\n"
                            "            WHERE s.setdatabase = 0 AND r.rolname = {}\n"
                            "              AND lower(split_part(one, '=', 1)) = lower({})\n"
                            "              AND substr(one, strpos(one, '=') + 1) = {})",
                            literal(step.role), literal(step.other),
                            literal(stored_setting(step.other, step.value))),
                fmt::format("format('ALTER ROLE %I SET %I = {}', {}, {}, {})", join(places, ", "),
                            literal(step.role), literal(step.other), join(values, ", ")),
                step);
}

std::string comment(const Step& step) {
    return when(fmt::format("(SELECT coalesce(shobj_description(oid, 'pg_authid'), '')\n"
                            "            FROM pg_roles WHERE rolname = {}) IS DISTINCT FROM {}",
                            literal(step.role), literal(step.value)),
                fmt::format("format('COMMENT ON ROLE %I IS %L', {}, {})", literal(step.role),
                            literal(step.value)),
                step);
}

/// From 16 on a role's maker is a member with ADMIN OPTION alone, which is no membership to use;
/// the columns that tell are reached by JSON, since older servers lack them.
std::string grant(const Step& step) {
    const auto role = literal(step.other);
    const auto user = literal(step.role);
    return fmt::format(
        "      IF NOT ({0} AND {1}) THEN\n"
        "        RAISE NOTICE USING MESSAGE = {2};\n"
        "      ELSIF NOT EXISTS (SELECT FROM pg_auth_members m\n"
        "            JOIN pg_roles r ON r.oid = m.roleid\n"
        "            JOIN pg_roles u ON u.oid = m.member\n"
        "            WHERE r.rolname = {3} AND u.rolname = {4}\n"
        "              AND (coalesce((to_jsonb(m)->>'inherit_option')::boolean, true)\n"
        "                OR coalesce((to_jsonb(m)->>'set_option')::boolean, true))) THEN\n"
        "        EXECUTE format('GRANT %I TO %I', {3}, {4});\n"
        "        {5}\n"
        "      END IF;\n",
        role_exists(step.other), role_exists(step.role),
        literal(fmt::format("nothing granted: role {} or {} does not exist",
                            display_name(step.other), display_name(step.role))),
        role, user, done(describe(step)));
}

/// From 16 on each grantor has a membership of its own, and only naming it takes it away.
std::string revoke(const Step& step) {
    const auto role = literal(step.other);
    const auto user = literal(step.role);
    return fmt::format(
        "      FOR grantor IN SELECT g.rolname FROM pg_auth_members m\n"
        "            JOIN pg_roles r ON r.oid = m.roleid\n"
        "            JOIN pg_roles u ON u.oid = m.member\n"
        "            LEFT JOIN pg_roles g ON g.oid = m.grantor\n"
        "            WHERE r.rolname = {0} AND u.rolname = {1} LOOP\n"
        "        EXECUTE format('REVOKE %I FROM %I', {0}, {1})\n"
        "          || CASE WHEN current_setting('server_version_num')::integer >= 160000\n"
        "               THEN format(' GRANTED BY %I', grantor) ELSE '' END;\n"
        "        {2}\n"
        "      END LOOP;\n",
        role, user, done(describe(step)));
}

/// CONNECT granted by name; `database` is a condition on d.datname.
std::string connect_acl(std::string_view role, const std::string& database) {
    return fmt::format(
        "SELECT {} FROM pg_database d\n"
        "            CROSS JOIN LATERAL aclexplode(d.datacl) acl\n"
        "            JOIN pg_roles r ON r.oid = acl.grantee\n"
        "            WHERE acl.privilege_type = 'CONNECT' AND r.rolname = {}{}",
        database.empty() ? "DISTINCT d.datname" : "", literal(role),
        database.empty() ? "" : " AND d.datname = " + literal(database));
}

/// To who may not grant, GRANT and REVOKE on a database are a warning and no error: so look again.
std::string refuse_if(const std::string& condition, const std::string& database) {
    return fmt::format(
        "        IF {} THEN\n"
        "          RAISE EXCEPTION USING ERRCODE = '42501',\n"
        "            MESSAGE = format('role %I cannot grant or revoke CONNECT on database %I',\n"
        "              current_user, {});\n"
        "        END IF;\n",
        condition, database);
}

std::string connect(const Step& step) {
    const auto missing = fmt::format("NOT EXISTS ({})", connect_acl(step.role, step.other));
    const auto database = literal(step.other);
    return fmt::format(
        "      IF {} THEN\n"
        "        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', {}, {});\n"
        "{}"
        "        {}\n"
        "      END IF;\n",
        missing, database, literal(step.role), refuse_if(missing, database), done(describe(step)));
}

std::string revoke_connect(const Step& step) {
    const auto of_role = connect_acl(step.role, {});
    return fmt::format(
        "      FOR changes IN {} LOOP\n"
        "        EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM %I', changes, {});\n"
        "{}"
        "        done := done || format('revoke CONNECT on database %I from %s', changes, {});\n"
        "      END LOOP;\n",
        of_role, literal(step.role), refuse_if(fmt::format("changes IN ({})", of_role), "changes"),
        literal(display_name(step.role)));
}

std::string if_there(const Step& step, std::string_view statement, const std::string& names) {
    return when(role_exists(step.role), fmt::format("format('{}', {})", statement, names), step);
}

}  // namespace

std::string statements(const Step& step) {
    const auto role = step.role.empty() ? std::string{} : literal(step.role);
    switch (step.kind) {
        case StepKind::need_role:
            return need_role(step);
        case StepKind::role:
            return make_role(step);
        case StepKind::attributes:
            return attributes(step);
        case StepKind::password:
            return password(step);
        case StepKind::valid_until:
            return valid_until(step);
        case StepKind::connection_limit:
            return connection_limit(step);
        case StepKind::setting:
            return setting(step);
        case StepKind::comment:
            return comment(step);
        case StepKind::grant:
            return grant(step);
        case StepKind::revoke:
            return revoke(step);
        case StepKind::connect:
            return connect(step);
        case StepKind::revoke_connect:
            return revoke_connect(step);
        case StepKind::reassign:
            return if_there(step, "REASSIGN OWNED BY %I TO %I", role + ", " + literal(step.other));
        case StepKind::drop_owned:
            return if_there(step, "DROP OWNED BY %I", role);
        case StepKind::drop:
            return if_there(step, "DROP ROLE %I", role);
    }
    return {};
}

}  // namespace pgmeta::roles
