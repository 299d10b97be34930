// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

std::string select_users(std::string_view where) {
    return fmt::format("SELECT {} FROM auth.users WHERE tenant_id = $1{}", columns_of<User>(),
                       where);
}

Error user_not_found(std::string_view id) {
    return Error{Fault::usage, "user-not-found", fmt::format("User {} not found", id)};
}

template <typename Fields>
Values values_of(std::string tenant, const Fields& fields) {
    Values values{std::move(tenant)};
    each_user_field(fields, [&](std::string_view column, const auto& member, Kind kind) {
        values.set(column, member, kind);
    });
    return values;
}

/// Reads and locks the user as `was` (was_id, was_handle).  The main statement joins it, so that it
/// comes before the change: what a change waited for is what it sees.
std::string lock_user(std::string_view id) {
    return fmt::format(
        "WITH was AS (SELECT id AS was_id, handle AS was_handle FROM auth.users"
        " WHERE tenant_id = $1 AND id = {} FOR UPDATE)",
        id);
}

}  // namespace

std::optional<User> AuthStorage::get_user(std::string_view tenant, std::string_view id) const {
    static const auto sql = select_users(" AND id = $2");
    return first_of<User>(run(sql, {checked_uuid("tenant", tenant), checked_uuid("id", id)}));
}

std::optional<User> AuthStorage::get_user_by_handle(std::string_view tenant,
                                                    std::string_view handle) const {
    static const auto sql = select_users(" AND handle = lower($2)");
    return first_of<User>(
        run(sql, {checked_uuid("tenant", tenant), checked_text("handle", handle)}));
}

std::optional<User> AuthStorage::get_user_by_email(std::string_view tenant,
                                                   std::string_view email) const {
    static const auto sql = select_users(" AND email = lower($2)");
    return first_of<User>(run(sql, {checked_uuid("tenant", tenant), checked_text("email", email)}));
}

std::vector<User> AuthStorage::get_all_users(std::string_view tenant) const {
    static const auto sql = select_users(" ORDER BY handle");
    return rows_of<User>(run(sql, {checked_uuid("tenant", tenant)}));
}

User AuthStorage::create_user(std::string_view tenant, const NewUser& user) const {
    const auto values = values_of(checked_uuid("tenant", tenant), user);
    const auto sql = insertion_into<User>("auth.users", values);
    return row_of<User>(run(sql, values.parameters()), 0);
}

User AuthStorage::update_user(std::string_view tenant,
                              std::string_view id,
                              const UserPatch& patch) const {
    auto values = values_of(checked_uuid("tenant", tenant), patch);
    values.set_sql("updated_at", "now()");
    const auto assignments = values.assignments();
    const auto key = values.add(checked_uuid("id", id));
    // One-time code secrets are kept by handle: they follow it, in the same statement.
    const auto moved =
        patch.handle
            ? fmt::format(
                  ", moved AS (UPDATE auth.totp_secrets SET handle = lower({0}::text) FROM was"
                  " WHERE tenant_id = $1 AND handle = was_handle"
                  " AND was_handle <> lower({0}::text))",
                  values.add(*patch.handle))
            : std::string{};
    const auto sql = fmt::format(
        "{}{} UPDATE auth.users SET {} FROM was WHERE tenant_id = $1 AND id = was_id RETURNING {}",
        lock_user(key), moved, assignments, columns_of<User>());
    auto updated = first_of<User>(run(sql, values.parameters()));
    if (!updated) throw user_not_found(id);
    return std::move(*updated);
}

bool AuthStorage::delete_user(std::string_view tenant, std::string_view id) const {
    // Invitations by hand: the tables of others do not cascade.
    static const auto sql =
        lock_user("$2") +
        ", secrets AS (DELETE FROM auth.totp_secrets USING was"
        "  WHERE tenant_id = $1 AND handle = was_handle),"
        " invitations AS (DELETE FROM auth.invitations WHERE tenant_id = $1 AND created_by = $2)"
        " DELETE FROM auth.users USING was WHERE tenant_id = $1 AND id = was_id RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_uuid("id", id)}).rows() > 0;
}

bool AuthStorage::has_users(std::string_view tenant) const {
    static constexpr auto sql = "SELECT EXISTS (SELECT FROM auth.users WHERE tenant_id = $1)";
    return run(sql, {checked_uuid("tenant", tenant)}).boolean(0, 0);
}

}  // namespace pgmeta::tenant
