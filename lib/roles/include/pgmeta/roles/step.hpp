// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::roles {

/// Attributes of a role; a disengaged one is left as it is.
struct Attributes {
    std::optional<bool> login{};
    std::optional<bool> superuser{};
    std::optional<bool> createdb{};
    std::optional<bool> createrole{};
    std::optional<bool> replication{};
    std::optional<bool> bypassrls{};
};

/// An attribute's word in SQL, its column in pg_roles and its field.
struct AttributeRow {
    std::string_view word;
    std::string_view column;
    std::optional<bool> Attributes::*field;
};

inline constexpr std::array attribute_rows{
    AttributeRow{"LOGIN", "rolcanlogin", &Attributes::login},
    AttributeRow{"SUPERUSER", "rolsuper", &Attributes::superuser},
    AttributeRow{"CREATEDB", "rolcreatedb", &Attributes::createdb},
    AttributeRow{"CREATEROLE", "rolcreaterole", &Attributes::createrole},
    AttributeRow{"REPLICATION", "rolreplication", &Attributes::replication},
    AttributeRow{"BYPASSRLS", "rolbypassrls", &Attributes::bypassrls},
};

/// The attributes as SQL words, `LOGIN NOBYPASSRLS`; empty when none is set.
std::string to_string(const Attributes& attributes);

enum class StepKind : std::uint8_t {
    need_role,         ///< `role` must be there; the script fails before anything is written
    role,              ///< make `role`, or alter the attributes that differ
    attributes,        ///< alter the attributes that differ, if `role` is there
    password,          ///< set the verifier held by psql variable `value`
    valid_until,       ///< `value`: a timestamp, or infinity
    connection_limit,  ///< `number`
    setting,           ///< `other` = `value`
    comment,           ///< `value`
    grant,             ///< make `role` a member of `other`
    revoke,            ///< end the membership of `role` in `other`
    connect,           ///< GRANT CONNECT on database `other`
    revoke_connect,    ///< revoke CONNECT from every database that grants it to `role`
    reassign,          ///< what `role` owns in this database goes to `other`
    drop_owned,        ///< what `role` still owns or may do in this database goes
    drop,              ///< remove `role`
};

/// One thing to bring about.  Steps say what shall be true, so that doing one twice is harmless.
struct Step {
    StepKind kind{};
    std::string role;
    std::string other{};
    std::string value{};
    Attributes attributes{};
    int number = -1;
    bool only_new = false;  ///< password: only for a role that the same script made
};

/// The step in words: `create role app: LOGIN`.  Never holds a secret.
std::string describe(const Step& step);

/// The values of a setting that is a list of names (search_path and the like), else the one value.
std::vector<std::string> setting_values(std::string_view name, std::string_view value);

/// A setting's value as the server stores it.
std::string stored_setting(std::string_view name, std::string_view value);

}  // namespace pgmeta::roles
