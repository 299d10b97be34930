// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/errors.hpp"
#include "pgmeta/tenant/session_token.hpp"
#include "pgmeta/tenant/source.hpp"
#include "pgmeta/tenant/types.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

struct StorageOptions {
    /// How long a new session lives.  Zero is honoured: it is over at once.
    std::chrono::milliseconds session_max_age = std::chrono::days{7};
    /// Says the tenant to row level security (package auth-storage-rls) with every statement, in
    /// the same round trip.  Off, row level security leaves nothing to see unless the caller says
    /// it.
    bool set_tenant = true;
    /// For session_token() and get_session_by_token().
    std::shared_ptr<const SessionSigner> signer{};
};

/// Users, sessions, secrets and the audit log of tenants, in a database that package auth-storage
/// was deployed to.
///
/// Every call names its tenant, and sees and changes rows of that tenant only.  A row that is not
/// there, or is another tenant's, is an empty optional, false or 0; only updates throw.  Failures
/// are listed in errors.hpp.  Values are bound; what expires does so by the clock of the database;
/// neither DateStyle nor time zone matter, and a transaction pooler in between does not either.
/// Each call is one statement, so it happens as a whole or not at all.
class AuthStorage {
public:
    /// Does not connect: that happens with the first call.
    explicit AuthStorage(Source source, StorageOptions options = {});

    /// Asks the server for an answer: for failing early.
    void init() const;

    /// Ends the pool of the source, unless SourceOptions::close_on_dispose says otherwise.
    void close() const;

    [[nodiscard]] const Source& source() const { return source_; }

    [[nodiscard]] const StorageOptions& options() const { return options_; }

    /// Several calls in one transaction of one tenant: `work` gets a storage that is bound to it.
    /// Rolled back when `work` throws.  In a transaction of the caller's it is part of that.
    void transaction(std::string_view tenant,
                     const std::function<void(const AuthStorage&)>& work) const;

    // --- users

    [[nodiscard]] std::optional<User> get_user(std::string_view tenant, std::string_view id) const;
    /// In any case of letters.
    [[nodiscard]] std::optional<User> get_user_by_handle(std::string_view tenant,
                                                         std::string_view handle) const;
    [[nodiscard]] std::optional<User> get_user_by_email(std::string_view tenant,
                                                        std::string_view email) const;
    [[nodiscard]] std::vector<User> get_all_users(std::string_view tenant) const;
    /// Throws "duplicate-value" (handle, email).
    User create_user(std::string_view tenant, const NewUser& user) const;
    /// Throws "user-not-found", "duplicate-value".  A new handle takes the one-time code secret
    /// along.
    User update_user(std::string_view tenant, std::string_view id, const UserPatch& patch) const;
    /// With secrets, sessions, codes and the invitations they made; audit events stay.
    bool delete_user(std::string_view tenant, std::string_view id) const;
    [[nodiscard]] bool has_users(std::string_view tenant) const;

    // --- sessions

    /// A live one.  Reading never deletes.
    [[nodiscard]] std::optional<Session> get_session(std::string_view tenant,
                                                     std::string_view id) const;
    [[nodiscard]] std::vector<Session> get_sessions_by_user(std::string_view tenant,
                                                            std::string_view user) const;
    [[nodiscard]] std::vector<Session> get_all_sessions(std::string_view tenant) const;
    /// Throws "unknown-reference" (user_id).  Other sessions of the user stay.
    Session create_session(std::string_view tenant,
                           std::string_view user,
                           const SessionUser& shown,
                           const SessionMetadata& metadata = {}) const;
    /// Throws "session-not-found", also for one that is over.  An empty patch changes nothing.
    Session update_session(std::string_view tenant,
                           std::string_view id,
                           const SessionPatch& patch) const;
    bool delete_session(std::string_view tenant, std::string_view id) const;
    std::size_t delete_user_sessions(std::string_view tenant, std::string_view user) const;
    std::size_t cleanup_expired_sessions(std::string_view tenant) const;

    /// What a client is given instead of the bare id.  Throws "invalid-argument" without a signer.
    [[nodiscard]] std::string session_token(const Session& session) const;
    /// As get_session(); the database is asked only when the token was signed for this tenant.
    [[nodiscard]] std::optional<Session> get_session_by_token(std::string_view tenant,
                                                              std::string_view token) const;

    // --- secrets for one-time codes, by handle

    [[nodiscard]] std::optional<TotpSecret> get_totp_secret(std::string_view tenant,
                                                            std::string_view handle) const;
    /// Makes or replaces.  Of one that is there, user_id and created_at stay; last_used_at stays
    /// when absent; the last used step never goes back.
    TotpSecret save_totp_secret(std::string_view tenant,
                                std::string_view handle,
                                const TotpSecret& secret) const;
    bool delete_totp_secret(std::string_view tenant, std::string_view handle) const;
    /// Takes a step that verify_totp() returned: true for the first who brings it, false for
    /// everybody after, and for earlier steps.
    bool advance_totp_step(std::string_view tenant,
                           std::string_view handle,
                           std::int64_t step) const;

    // --- backup codes, by user

    [[nodiscard]] std::optional<BackupCodeSet> get_backup_codes(std::string_view tenant,
                                                                std::string_view user) const;
    /// Makes or replaces the whole set.  Throws "unknown-reference" (user_id).
    BackupCodeSet save_backup_codes(std::string_view tenant,
                                    std::string_view user,
                                    const BackupCodeSet& set) const;
    bool delete_backup_codes(std::string_view tenant, std::string_view user) const;
    /// Uses a code up: how many are left, or empty when it is none or was used.  Of several who
    /// bring the same code at once, one succeeds.
    std::optional<std::size_t> consume_backup_code(std::string_view tenant,
                                                   std::string_view user,
                                                   std::string_view code) const;

    // --- invitations

    /// By the token of the link; not when expired, but also when used or withdrawn.
    [[nodiscard]] std::optional<Invitation> get_invitation(std::string_view tenant,
                                                           std::string_view token) const;
    [[nodiscard]] std::optional<Invitation> get_invitation_by_id(std::string_view tenant,
                                                                 std::string_view id) const;
    [[nodiscard]] std::vector<Invitation> get_all_invitations(std::string_view tenant) const;
    /// Active, unused, not expired.
    [[nodiscard]] std::vector<Invitation> get_pending_invitations(std::string_view tenant) const;
    /// Throws "duplicate-value" (token), "unknown-reference" (created_by).
    Invitation create_invitation(std::string_view tenant, const NewInvitation& invitation) const;
    /// Throws "invitation-not-found", also for one that is expired.  An empty patch changes
    /// nothing.
    Invitation update_invitation(std::string_view tenant,
                                 std::string_view token,
                                 const InvitationPatch& patch) const;
    bool delete_invitation(std::string_view tenant, std::string_view token) const;
    /// Removes the expired; the used stay until they expire.
    std::size_t cleanup_expired_invitations(std::string_view tenant) const;

    // --- audit

    /// Returns the event as stored.
    AuditEvent log_audit_event(std::string_view tenant, const AuditEvent& event) const;
    /// Newest first.
    [[nodiscard]] std::vector<AuditEvent> get_audit_events(std::string_view tenant,
                                                           const AuditFilters& filters = {}) const;
    [[nodiscard]] std::vector<AuditEvent> get_recent_audit_events(std::string_view tenant,
                                                                  std::int64_t limit = 100) const;

private:
    /// The one way a statement is run: `parameters` begin with the tenant.
    pg::Result run(std::string_view sql,
                   const pg::Parameters& parameters,
                   pg::Statements::Use use = pg::Statements::Use::repeated) const;

    Source source_;
    StorageOptions options_;
};

}  // namespace pgmeta::tenant
