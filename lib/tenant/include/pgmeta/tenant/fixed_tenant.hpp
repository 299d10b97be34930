// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/storage.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgmeta::tenant {

/// The first of several named values that is not empty, as the canonical id of a tenant: of
/// settings and variables of the environment, say.
///
/// Throws "invalid-argument" when all are empty, naming them, and when it is no uuid.
std::string resolve_tenant_id(
    std::span<const std::pair<std::string, std::optional<std::string>>> named);

/// An AuthStorage for programs of one tenant: the same calls without the tenant.
class FixedTenantStorage {
public:
    /// Throws "invalid-argument" when the tenant is no uuid PostgreSQL takes.
    FixedTenantStorage(std::string_view tenant, AuthStorage storage);

    /// Canonical: lower case.
    [[nodiscard]] const std::string& tenant() const { return tenant_; }

    [[nodiscard]] const AuthStorage& storage() const { return storage_; }

    void init() const { storage_.init(); }

    void close() const { storage_.close(); }

    [[nodiscard]] auto get_user(std::string_view id) const {
        return storage_.get_user(tenant_, id);
    }

    [[nodiscard]] auto get_user_by_handle(std::string_view handle) const {
        return storage_.get_user_by_handle(tenant_, handle);
    }

    [[nodiscard]] auto get_user_by_email(std::string_view email) const {
        return storage_.get_user_by_email(tenant_, email);
    }

    [[nodiscard]] auto get_all_users() const { return storage_.get_all_users(tenant_); }

    auto create_user(const NewUser& user) const { return storage_.create_user(tenant_, user); }

    auto update_user(std::string_view id, const UserPatch& patch) const {
        return storage_.update_user(tenant_, id, patch);
    }

    auto delete_user(std::string_view id) const { return storage_.delete_user(tenant_, id); }

    [[nodiscard]] auto has_users() const { return storage_.has_users(tenant_); }

    [[nodiscard]] auto get_session(std::string_view id) const {
        return storage_.get_session(tenant_, id);
    }

    [[nodiscard]] auto get_session_by_token(std::string_view token) const {
        return storage_.get_session_by_token(tenant_, token);
    }

    [[nodiscard]] auto get_sessions_by_user(std::string_view user) const {
        return storage_.get_sessions_by_user(tenant_, user);
    }

    [[nodiscard]] auto get_all_sessions() const { return storage_.get_all_sessions(tenant_); }

    auto create_session(std::string_view user,
                        const SessionUser& shown,
                        const SessionMetadata& metadata = {}) const {
        return storage_.create_session(tenant_, user, shown, metadata);
    }

    auto update_session(std::string_view id, const SessionPatch& patch) const {
        return storage_.update_session(tenant_, id, patch);
    }

    auto delete_session(std::string_view id) const { return storage_.delete_session(tenant_, id); }

    auto delete_user_sessions(std::string_view user) const {
        return storage_.delete_user_sessions(tenant_, user);
    }

    auto cleanup_expired_sessions() const { return storage_.cleanup_expired_sessions(tenant_); }

    [[nodiscard]] auto get_totp_secret(std::string_view handle) const {
        return storage_.get_totp_secret(tenant_, handle);
    }

    auto save_totp_secret(std::string_view handle, const TotpSecret& secret) const {
        return storage_.save_totp_secret(tenant_, handle, secret);
    }

    auto delete_totp_secret(std::string_view handle) const {
        return storage_.delete_totp_secret(tenant_, handle);
    }

    auto advance_totp_step(std::string_view handle, std::int64_t step) const {
        return storage_.advance_totp_step(tenant_, handle, step);
    }

    [[nodiscard]] auto get_backup_codes(std::string_view user) const {
        return storage_.get_backup_codes(tenant_, user);
    }

    auto save_backup_codes(std::string_view user, const BackupCodeSet& set) const {
        return storage_.save_backup_codes(tenant_, user, set);
    }

    auto delete_backup_codes(std::string_view user) const {
        return storage_.delete_backup_codes(tenant_, user);
    }

    auto consume_backup_code(std::string_view user, std::string_view code) const {
        return storage_.consume_backup_code(tenant_, user, code);
    }

    [[nodiscard]] auto get_invitation(std::string_view token) const {
        return storage_.get_invitation(tenant_, token);
    }

    [[nodiscard]] auto get_invitation_by_id(std::string_view id) const {
        return storage_.get_invitation_by_id(tenant_, id);
    }

    [[nodiscard]] auto get_all_invitations() const { return storage_.get_all_invitations(tenant_); }

    [[nodiscard]] auto get_pending_invitations() const {
        return storage_.get_pending_invitations(tenant_);
    }

    auto create_invitation(const NewInvitation& invitation) const {
        return storage_.create_invitation(tenant_, invitation);
    }

    auto update_invitation(std::string_view token, const InvitationPatch& patch) const {
        return storage_.update_invitation(tenant_, token, patch);
    }

    auto delete_invitation(std::string_view token) const {
        return storage_.delete_invitation(tenant_, token);
    }

    auto cleanup_expired_invitations() const {
        return storage_.cleanup_expired_invitations(tenant_);
    }

    auto log_audit_event(const AuditEvent& event) const {
        return storage_.log_audit_event(tenant_, event);
    }

    [[nodiscard]] auto get_audit_events(const AuditFilters& filters = {}) const {
        return storage_.get_audit_events(tenant_, filters);
    }

    [[nodiscard]] auto get_recent_audit_events(std::int64_t limit = 100) const {
        return storage_.get_recent_audit_events(tenant_, limit);
    }

private:
    std::string tenant_;
    AuthStorage storage_;
};

}  // namespace pgmeta::tenant
