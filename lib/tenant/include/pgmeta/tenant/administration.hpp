// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/storage.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What an administrator does to somebody's account, named by handle or id.  Each change is one
// transaction and leaves an audit event of source `admin`, unless there was nothing to do.

namespace pgmeta::tenant {

/// The user of this handle, or of this id.  Throws "user-not-found".
User find_user(const AuthStorage& storage, std::string_view tenant, std::string_view named);

struct AccountChange {
    User user;                       ///< as they are now
    bool changed = false;            ///< false: it was so already
    std::size_t ended_sessions = 0;  ///< live or over
    std::size_t live_sessions = 0;   ///< that go on
};

enum class OldSessions : std::uint8_t { keep, end };

/// Gives a user another password, hashed here with bcrypt at the default cost.
///
/// The stored hash stays when it is of this password and cost.  Throws "user-not-found" and what
/// hash_password() throws.
AccountChange set_password(const AuthStorage& storage,
                           std::string_view tenant,
                           std::string_view user,
                           std::string_view password,
                           OldSessions sessions = OldSessions::keep);

/// Locks a user and ends their sessions; of one who is locked, the reason when one is given.
/// Throws "user-not-found".
AccountChange lock_user(const AuthStorage& storage,
                        std::string_view tenant,
                        std::string_view user,
                        const std::optional<std::string>& reason = std::nullopt);

/// Unlocks a user and forgets failed logins.  Throws "user-not-found".
AccountChange unlock_user(const AuthStorage& storage,
                          std::string_view tenant,
                          std::string_view user);

/// Ends every session of a user.  Throws "user-not-found".
AccountChange end_sessions(const AuthStorage& storage,
                           std::string_view tenant,
                           std::string_view user);

/// Letters of a session's id that are shown to name it: a whole id may be all a client needs.
inline constexpr std::size_t shown_session_id = 8;

/// Ends one live session, named by its id or by how that begins (at least shown_session_id
/// characters); returns what it was.
///
/// Throws "session-not-found", and "session-ambiguous" (Fault::usage) when several begin so.
Session end_session(const AuthStorage& storage, std::string_view tenant, std::string_view id);

}  // namespace pgmeta::tenant
