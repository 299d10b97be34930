// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/administration.hpp"

#include "pgmeta/tenant/password.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace pgmeta::tenant {

namespace {

/// The moment it happened, by the clock of the database.
Timestamp log(const AuthStorage& storage, const User& user, std::string type) {
    const auto event = storage.log_audit_event(user.tenant_id, {.type = std::move(type),
                                                                .target_user_id = user.id,
                                                                .handle = user.handle,
                                                                .source = "admin"});
    return event.timestamp.value_or(Timestamp{});
}

void end_all(const AuthStorage& storage, AccountChange& change) {
    change.ended_sessions = storage.delete_user_sessions(change.user.tenant_id, change.user.id);
}

void write_password(const AuthStorage& storage, AccountChange& change, std::string hash) {
    UserPatch patch;
    patch.password_hash = std::move(hash);
    patch.password_changed_at = log(storage, change.user, "PASSWORD_CHANGED");
    change.user = storage.update_user(change.user.tenant_id, change.user.id, patch);
    change.changed = true;
}

/// The one live session whose id begins so.
Session session_named(const AuthStorage& storage, std::string_view tenant, std::string_view id) {
    std::string prefix{id};
    std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    auto sessions = storage.get_all_sessions(tenant);
    std::erase_if(sessions, [&](const Session& one) { return !one.id.starts_with(prefix); });
    if (prefix.size() < shown_session_id || sessions.empty())
        throw Error{Fault::usage, "session-not-found",
                    fmt::format("expected the id of a live session of the tenant, or at least its "
                                "first {} characters",
                                shown_session_id)};
    if (sessions.size() > 1)
        throw Error{Fault::usage, "session-ambiguous",
                    fmt::format("{} live sessions have an id that begins so", sessions.size())};
    return std::move(sessions.front());
}

}  // namespace

User find_user(const AuthStorage& storage, std::string_view tenant, std::string_view named) {
    constexpr std::size_t shortest_id = 32;  // a shorter handle is not asked for as one
    if (auto user = storage.get_user_by_handle(tenant, named)) return std::move(*user);
    if (named.size() >= shortest_id) {
        try {
            if (auto user = storage.get_user(tenant, named)) return std::move(*user);
        } catch (const Error& error) {
            if (error.id() != "invalid-argument") throw;
        }
    }
    throw Error{Fault::usage, "user-not-found",
                fmt::format("the tenant has no user with handle or id `{}`", named)}
        .hint("`pgmeta tenant-users list` shows them");
}

AccountChange set_password(const AuthStorage& storage,
                           std::string_view tenant,
                           std::string_view user,
                           std::string_view password,
                           OldSessions sessions) {
    AccountChange change{.user = find_user(storage, tenant, user)};
    const auto& stored = change.user.password_hash;
    const bool same = !needs_rehash(stored) && verify_password(stored, password);
    // Hashing takes long: no transaction is open meanwhile.
    auto hash = same ? std::string{} : hash_password(password);
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        if (!same) write_password(bound, change, std::move(hash));
        if (sessions == OldSessions::end) {
            end_all(bound, change);
            change.changed = change.changed || change.ended_sessions > 0;
        } else {
            change.live_sessions = bound.get_sessions_by_user(tenant, change.user.id).size();
        }
    });
    return change;
}

AccountChange lock_user(const AuthStorage& storage,
                        std::string_view tenant,
                        std::string_view user,
                        const std::optional<std::string>& reason) {
    AccountChange change;
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        change.user = find_user(bound, tenant, user);
        const bool locked = change.user.is_locked.value_or(false);
        if (!locked || (reason && reason != change.user.lock_reason)) {
            UserPatch patch;
            const auto now = log(bound, change.user, "USER_LOCKED");
            patch.is_locked = true;
            if (!locked) patch.locked_at = now;
            if (!locked || reason) patch.lock_reason = Patch<std::string>::of(reason);
            change.user = bound.update_user(tenant, change.user.id, patch);
            change.changed = true;
        }
        end_all(bound, change);
        change.changed = change.changed || change.ended_sessions > 0;
    });
    return change;
}

AccountChange unlock_user(const AuthStorage& storage,
                          std::string_view tenant,
                          std::string_view user) {
    AccountChange change;
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        change.user = find_user(bound, tenant, user);
        const bool free = !change.user.is_locked.value_or(false) &&
                          change.user.login_attempts.value_or(0) == 0 && !change.user.locked_at &&
                          !change.user.lock_reason;
        if (free) return;
        log(bound, change.user, "USER_UNLOCKED");
        UserPatch patch;
        patch.is_locked = false;
        patch.lock_reason = std::nullopt;
        patch.locked_at = std::nullopt;
        patch.login_attempts = 0;
        change.user = bound.update_user(tenant, change.user.id, patch);
        change.changed = true;
    });
    return change;
}

AccountChange end_sessions(const AuthStorage& storage,
                           std::string_view tenant,
                           std::string_view user) {
    AccountChange change;
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        change.user = find_user(bound, tenant, user);
        end_all(bound, change);
        change.changed = change.ended_sessions > 0;
        if (change.changed) log(bound, change.user, "SESSION_DESTROYED");
    });
    return change;
}

Session end_session(const AuthStorage& storage, std::string_view tenant, std::string_view id) {
    Session session;
    storage.transaction(tenant, [&](const AuthStorage& bound) {
        session = session_named(bound, tenant, id);
        if (!bound.delete_session(tenant, session.id)) return;  // somebody else did
        bound.log_audit_event(
            tenant,
            {.type = "SESSION_DESTROYED", .target_user_id = session.user_id, .source = "admin"});
    });
    return session;
}

}  // namespace pgmeta::tenant
