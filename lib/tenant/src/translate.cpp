// SPDX-License-Identifier: MIT
#include "translate.hpp"

#include "pgmeta/tenant/errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pgmeta::tenant {

namespace {

/// Constraints of the shipped packages and the field each is about.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> fields{{
    {"users_tenant_handle_unique", "handle"},
    {"users_tenant_email_unique", "email"},
    {"users_pkey", "id"},
    {"invitations_tenant_token_unique", "token"},
    {"totp_secrets_tenant_id_handle_pk", "handle"},
    {"audit_events_pkey", "id"},
    {"sessions_user_id_users_id_fk", "user_id"},
    {"backup_codes_user_id_users_id_fk", "user_id"},
    {"invitations_created_by_users_id_fk", "created_by"},
    {"space_credentials_space_fk", "space_id"},
    {"space_module_permissions_space_fk", "space_id"},
    {"tenant_modules_tenant_id_fkey", "tenant_id"},
    {"tenant_modules_module_id_fkey", "module_id"},
}};

std::string_view field_of_constraint(std::string_view constraint) {
    const auto* found = std::find_if(fields.begin(), fields.end(),
                                     [&](const auto& field) { return field.first == constraint; });
    return found == fields.end() ? constraint : found->second;
}

/// What functions and triggers of the shipped packages raise, by message; the detail explains it.
struct Raised {
    std::string_view code;
    Fault fault;
    const char* id;
};

constexpr std::array<Raised, 11> raised{{
    {"UNAUTHORIZED", Fault::usage, "caller-missing"},
    {"NO_ACTIVE_TENANT", Fault::usage, "no-active-tenant"},
    {"FORBIDDEN", Fault::usage, "caller-forbidden"},
    {"VALIDATION_ERROR", Fault::usage, "value-refused"},
    {"MODULE_NOT_FOUND", Fault::usage, "module-not-found"},
    {"MODULE_NOT_ACTIVE", Fault::usage, "module-not-active"},
    {"MODULE_ALREADY_INSTALLED", Fault::conflict, "module-already-installed"},
    {"MODULE_NOT_INSTALLED", Fault::usage, "module-not-installed"},
    {"MODULE_ALREADY_DISABLED", Fault::conflict, "module-already-disabled"},
    {"LAST_OWNER", Fault::conflict, "last-owner"},
    {"SPACE_PERSONAL_UNDELETABLE", Fault::conflict, "space-personal-undeletable"},
}};

const Raised* find_raised(const SqlDetail& detail) {
    if (detail.sqlstate != "P0001") return nullptr;
    const auto* found = std::find_if(raised.begin(), raised.end(), [&](const Raised& known) {
        return known.code == detail.message;
    });
    return found == raised.end() ? nullptr : found;
}

SqlDetail without_values(const SqlDetail& detail) {
    auto kept = detail;
    kept.detail.clear();
    kept.context.clear();
    return kept;
}

bool is_refused_value(std::string_view state) {
    return state.starts_with("22") || state == "23502" || state == "23514";
}

bool is_missing(std::string_view state) {
    return state == "42P01" || state == "42883" || state == "3F000" || state == "42703";
}

/// A package that is shipped, and the deployment plan that brings it.
struct Shipped {
    std::string_view name;  ///< in the name of the object, which the message has
    std::string_view package;
    std::string_view plan;
};

/// The first whose name the message has; the last has every message.
constexpr std::array<Shipped, 7> shipped{{
    {"module", "module-registry", "saas-tenants"},
    {"public.", "module-registry", "saas-tenants"},
    {"vault", "encryption-vault", "everything"},
    {"organizations", "spaces", "spaces"},
    {"auth.members", "spaces", "spaces"},
    {"auth", "auth-storage", "saas-tenants"},
    {"", "spaces", "spaces"},
}};

Error missing(const SqlDetail& detail) {
    // `spaces.module_permissions` is no module of the registry.
    const bool of_spaces = detail.message.find("spaces") != std::string::npos;
    const auto* found = std::find_if(shipped.begin(), shipped.end(), [&](const Shipped& one) {
        return detail.message.find(one.name) != std::string::npos;
    });
    const auto& package = of_spaces ? shipped.back() : *found;
    auto report = without_values(detail);
    report.hint.clear();  // the server suggests casts
    return Error{Fault::environment, "storage-missing",
                 fmt::format("package `{}` is not deployed here, or only in part: {}",
                             package.package, detail.message)}
        .sql(std::move(report))
        .hint(fmt::format("`pgmeta deploy --plan {}` deploys it with what it needs", package.plan))
        .hint(fmt::format("in a workspace that has it: `pgmeta deploy --package {}`",
                          package.package));
}

}  // namespace

std::string_view field_of(const Error& error) {
    const bool has_one = error.id() == "duplicate-value" || error.id() == "unknown-reference";
    const auto* detail = error.sql_detail();
    if (!has_one || detail == nullptr) return {};
    return field_of_constraint(detail->constraint);
}

Error translate(const Error& error) {
    const auto state = error.sqlstate();
    const auto* detail = error.sql_detail();
    if (detail == nullptr) return error;
    if (const auto* known = find_raised(*detail))
        return Error{known->fault, known->id, detail->detail};
    const auto field = field_of_constraint(detail->constraint);
    if (state == "23505")
        return Error{Fault::conflict, "duplicate-value",
                     fmt::format("`{}` has this `{}` already", detail->table, field)}
            .sql(without_values(*detail));
    if (state == "23503")
        return Error{Fault::conflict, "unknown-reference",
                     fmt::format("there is no such `{}` in the tenant", field)}
            .sql(without_values(*detail));
    if (is_refused_value(state))
        return Error{Fault::usage, "value-refused",
                     fmt::format("the database does not take a value: {}", detail->message)}
            .sql(without_values(*detail));
    if (is_missing(state)) return missing(*detail);
    return error;
}

Error invalid(std::string message) {
    return Error{Fault::usage, "invalid-argument", std::move(message)};
}

}  // namespace pgmeta::tenant
