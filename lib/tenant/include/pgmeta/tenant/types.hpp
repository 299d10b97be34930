// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/patch.hpp"
#include "pgmeta/tenant/secret_box.hpp"
#include "pgmeta/tenant/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the tables of package auth-storage hold.  Ids are uuids as text; JSON that programs keep for
// themselves is text too.

namespace pgmeta::tenant {

struct User {
    std::string id;
    std::string tenant_id;
    std::string handle;                ///< lower case
    std::optional<std::string> email;  ///< lower case
    std::optional<std::string> display_name;
    std::string password_hash;
    std::string role;
    bool is_active = true;
    std::optional<bool> is_locked;
    std::optional<std::string> lock_reason;
    std::optional<Timestamp> locked_at;
    bool needs_onboarding = true;
    int onboarding_step = 0;
    std::optional<bool> first_login;
    bool totp_enabled = false;
    std::optional<std::string> totp_secret_id;
    std::optional<std::vector<std::string>> permissions;  ///< beyond those of the role
    std::optional<std::string> bio;
    std::optional<std::string> avatar_url;
    std::optional<std::string> pronouns;
    std::optional<std::string> timezone;
    std::optional<std::string> locale;
    std::optional<std::string> theme;
    std::optional<bool> email_notifications;
    std::optional<int> login_attempts;
    std::optional<Timestamp> last_failed_login_at;
    std::optional<Timestamp> last_login_at;
    std::optional<Timestamp> password_changed_at;
    std::optional<std::string> ip_address;
    std::optional<std::string> user_agent;
    Timestamp created_at;
    Timestamp updated_at;
};

/// A user to make.  What is absent gets the default of its column.
struct NewUser {
    std::string handle;
    std::optional<std::string> email{};  ///< empty text is none
    std::optional<std::string> display_name{};
    std::string password_hash{};
    std::optional<std::string> role{};
    std::optional<bool> is_active{};
    std::optional<bool> is_locked{};
    std::optional<std::string> lock_reason{};
    std::optional<Timestamp> locked_at{};
    std::optional<bool> needs_onboarding{};
    std::optional<int> onboarding_step{};
    std::optional<bool> first_login{};
    std::optional<bool> totp_enabled{};
    std::optional<std::string> totp_secret_id{};
    std::optional<std::vector<std::string>> permissions{};
    std::optional<std::string> bio{};
    std::optional<std::string> avatar_url{};
    std::optional<std::string> pronouns{};
    std::optional<std::string> timezone{};
    std::optional<std::string> locale{};
    std::optional<std::string> theme{};
    std::optional<bool> email_notifications{};
    std::optional<int> login_attempts{};
    std::optional<Timestamp> last_failed_login_at{};
    std::optional<Timestamp> last_login_at{};
    std::optional<Timestamp> password_changed_at{};
    std::optional<std::string> ip_address{};
    std::optional<std::string> user_agent{};
};

struct UserPatch {
    std::optional<std::string> handle{};
    Patch<std::string> email{};
    Patch<std::string> display_name{};
    std::optional<std::string> password_hash{};
    std::optional<std::string> role{};
    std::optional<bool> is_active{};
    Patch<bool> is_locked{};
    Patch<std::string> lock_reason{};
    Patch<Timestamp> locked_at{};
    std::optional<bool> needs_onboarding{};
    std::optional<int> onboarding_step{};
    Patch<bool> first_login{};
    std::optional<bool> totp_enabled{};
    Patch<std::string> totp_secret_id{};
    Patch<std::vector<std::string>> permissions{};
    Patch<std::string> bio{};
    Patch<std::string> avatar_url{};
    Patch<std::string> pronouns{};
    Patch<std::string> timezone{};
    Patch<std::string> locale{};
    Patch<std::string> theme{};
    Patch<bool> email_notifications{};
    Patch<int> login_attempts{};
    Patch<Timestamp> last_failed_login_at{};
    Patch<Timestamp> last_login_at{};
    Patch<Timestamp> password_changed_at{};
    Patch<std::string> ip_address{};
    Patch<std::string> user_agent{};
};

/// The user as a session shows them to the program.
struct SessionUser {
    std::string id{};        ///< empty: the session's user
    std::string username{};  ///< the handle
    std::string name{};      ///< empty: the username
    std::string role{};      ///< empty: `viewer`
    std::optional<bool> needs_onboarding{};
    std::optional<int> onboarding_step{};
};

struct GeoLocation {
    std::string country;
    std::optional<std::string> city{};
};

/// What is known of the client.  Empty text stands for `unknown`.
struct SessionMetadata {
    std::string client_ip{};
    std::optional<std::string> client_ip_masked{};
    std::string user_agent{};
    std::string device_type{};  ///< mobile, tablet, desktop or unknown
    std::optional<std::string> browser_fingerprint{};
    std::optional<GeoLocation> geo_location{};
};

struct Session {
    std::string id;
    std::string tenant_id;
    std::string user_id;
    Timestamp expires;     ///< as written by whoever extended it
    Timestamp expires_at;  ///< the one that counts
    Timestamp created_at;
    std::optional<SessionUser> user;
    std::string client_ip;
    std::optional<std::string> client_ip_masked;
    std::string user_agent;
    std::optional<std::string> device_type;
    std::optional<std::string> browser_fingerprint;
    std::optional<GeoLocation> geo_location;
    std::optional<std::string> temp_totp_secret;  ///< to be encrypted by the caller
    std::optional<Timestamp> temp_totp_expires_at;
};

struct SessionPatch {
    std::optional<Timestamp> expires{};
    Patch<SessionUser> user{};  ///< replaces the whole
    Patch<std::string> temp_totp_secret{};
    Patch<Timestamp> temp_totp_expires_at{};
};

/// An encrypted secret for one-time codes, kept by handle.
struct TotpSecret {
    std::string tenant_id{};
    std::string handle{};
    std::string user_id{};
    EncryptedSecret secret{};
    bool backup_codes_generated = false;
    std::optional<Timestamp> last_used_at{};
    std::optional<std::int64_t> last_used_totp_step{};
    std::optional<Timestamp> created_at{};  ///< absent when saving: now
};

struct BackupCode {
    std::string id;
    std::string hash;
    bool used = false;
    std::optional<Timestamp> used_at{};
};

struct BackupCodeSet {
    std::string tenant_id{};
    std::string user_id{};
    std::vector<BackupCode> codes{};
    std::optional<Timestamp> generated_at{};  ///< absent when saving: now
    std::optional<Timestamp> last_used_at{};
};

struct InvitationMetadata {
    std::string inviter_handle{};
    std::optional<std::string> inviter_display_name{};
    std::optional<std::string> message{};
    std::optional<std::string> custom_instructions{};
};

struct Invitation {
    std::string id;
    std::string tenant_id;
    std::string token;
    std::string email;  ///< lower case
    std::string role;
    std::string created_by;
    bool is_active = true;
    Timestamp expires_at;
    std::optional<Timestamp> used_at;
    std::optional<std::string> used_by;
    std::optional<std::string> temporary_totp_secret;  ///< to be encrypted by the caller
    std::optional<InvitationMetadata> metadata;
    Timestamp created_at;
};

struct NewInvitation {
    std::string token;
    std::string email{};
    std::string role{};
    std::string created_by{};
    bool is_active = true;
    Timestamp expires_at{};
    std::optional<Timestamp> used_at{};
    std::optional<std::string> used_by{};
    std::optional<std::string> temporary_totp_secret{};
    std::optional<InvitationMetadata> metadata{};
    std::optional<Timestamp> created_at{};  ///< absent: now
};

struct InvitationPatch {
    std::optional<std::string> email{};
    std::optional<std::string> role{};
    std::optional<bool> is_active{};
    std::optional<Timestamp> expires_at{};
    Patch<Timestamp> used_at{};
    Patch<std::string> used_by{};
    Patch<InvitationMetadata> metadata{};
};

struct AuditEvent {
    std::string id{};         ///< empty when logging: one is made
    std::string tenant_id{};  ///< of the row; not looked at when logging
    std::string type{};
    std::optional<std::string> user_id{};
    std::optional<std::string> target_user_id{};
    std::optional<std::string> handle{};
    std::optional<std::string> ip_address{};
    std::optional<std::string> user_agent{};
    std::string details = "{}";  ///< a JSON object
    std::string severity{};      ///< empty when logging: that of the type, see severity_of()
    std::string source = "system";
    std::optional<Timestamp> timestamp{};  ///< absent when logging: now
};

/// All that are given must hold.
struct AuditFilters {
    std::optional<std::string> type{};
    std::optional<std::string> user_id{};
    std::optional<std::string> severity{};
    std::optional<Timestamp> start_date{};  ///< later than this
    std::optional<Timestamp> end_date{};    ///< earlier than this
    bool inclusive = false;                 ///< the two moments themselves belong to it
    std::int64_t limit = 0;                 ///< 0: no limit
    std::int64_t offset = 0;
};

}  // namespace pgmeta::tenant
