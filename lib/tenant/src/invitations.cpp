// SPDX-License-Identifier: MIT
#include "fields.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <fmt/format.h>

namespace pgmeta::tenant {

namespace {

std::string select_invitations(std::string_view where) {
    return fmt::format("SELECT {} FROM auth.invitations WHERE tenant_id = $1{}",
                       columns_of<Invitation>(), where);
}

constexpr std::string_view not_expired = " AND expires_at >= now()";

constexpr Kind an_email{.longest = 255, .lower = true, .filled = true};
constexpr Kind a_role{.longest = 32, .filled = true};

}  // namespace

std::optional<Invitation> AuthStorage::get_invitation(std::string_view tenant,
                                                      std::string_view token) const {
    static const auto sql = select_invitations(fmt::format(" AND token = $2{}", not_expired));
    return first_of<Invitation>(
        run(sql, {checked_uuid("tenant", tenant), checked_text("token", token)}));
}

std::optional<Invitation> AuthStorage::get_invitation_by_id(std::string_view tenant,
                                                            std::string_view id) const {
    static const auto sql = select_invitations(" AND id = $2");
    return first_of<Invitation>(run(sql, {checked_uuid("tenant", tenant), checked_uuid("id", id)}));
}

std::vector<Invitation> AuthStorage::get_all_invitations(std::string_view tenant) const {
    static const auto sql = select_invitations(" ORDER BY created_at, id");
    return rows_of<Invitation>(run(sql, {checked_uuid("tenant", tenant)}));
}

std::vector<Invitation> AuthStorage::get_pending_invitations(std::string_view tenant) const {
    static const auto sql = select_invitations(
        " AND is_active AND expires_at > now() AND used_at IS NULL ORDER BY created_at, id");
    return rows_of<Invitation>(run(sql, {checked_uuid("tenant", tenant)}));
}

Invitation AuthStorage::create_invitation(std::string_view tenant,
                                          const NewInvitation& invitation) const {
    Values values{checked_uuid("tenant", tenant)};
    values.set("token", invitation.token, Kind{.filled = true});
    values.set("email", invitation.email, an_email);
    values.set("role", invitation.role, a_role);
    values.set("created_by", invitation.created_by, an_id);
    values.set("is_active", invitation.is_active);
    values.set("expires_at", invitation.expires_at);
    values.set("used_at", invitation.used_at);
    values.set("used_by", invitation.used_by, an_id);
    values.set("temporary_totp_secret", invitation.temporary_totp_secret);
    values.set("metadata", invitation.metadata);
    values.set("created_at", invitation.created_at);
    const auto sql = insertion_into<Invitation>("auth.invitations", values);
    return row_of<Invitation>(run(sql, values.parameters()), 0);
}

Invitation AuthStorage::update_invitation(std::string_view tenant,
                                          std::string_view token,
                                          const InvitationPatch& patch) const {
    Values values{checked_uuid("tenant", tenant)};
    values.set("email", patch.email, an_email);
    values.set("role", patch.role, a_role);
    values.set("is_active", patch.is_active);
    values.set("expires_at", patch.expires_at);
    values.set("used_at", patch.used_at);
    values.set("used_by", patch.used_by, an_id);
    values.set("metadata", patch.metadata);
    const auto assignments = values.assignments();
    const auto condition =
        fmt::format("{} AND token = {}", not_expired, values.add(checked_text("token", token)));
    auto updated = assignments.empty()
                       ? get_invitation(tenant, token)
                       : first_of<Invitation>(
                             run(update_of<Invitation>("auth.invitations", assignments, condition),
                                 values.parameters()));
    if (!updated) throw Error{Fault::usage, "invitation-not-found", "Invitation not found"};
    return std::move(*updated);
}

bool AuthStorage::delete_invitation(std::string_view tenant, std::string_view token) const {
    static constexpr auto sql =
        "DELETE FROM auth.invitations WHERE tenant_id = $1 AND token = $2 RETURNING 1";
    return run(sql, {checked_uuid("tenant", tenant), checked_text("token", token)}).rows() > 0;
}

std::size_t AuthStorage::cleanup_expired_invitations(std::string_view tenant) const {
    static constexpr auto sql =
        "WITH gone AS (DELETE FROM auth.invitations WHERE tenant_id = $1 AND expires_at < now()"
        " RETURNING 1) SELECT count(*) FROM gone";
    return static_cast<std::size_t>(run(sql, {checked_uuid("tenant", tenant)}).integer(0, 0));
}

}  // namespace pgmeta::tenant
