// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/password.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

/// A user who shall be there.  One of password_hash, password and pin is needed; the first that is
/// given counts.
struct BootstrapUser {
    std::string handle{};
    std::string email{};
    std::optional<std::string> display_name{};
    std::string role{};
    std::optional<std::string> password_hash{};
    std::optional<std::string> password{};
    std::optional<std::string> pin{};
    std::optional<bool> is_active{};
    std::optional<bool> needs_onboarding{};
    std::optional<int> onboarding_step{};
    std::optional<bool> totp_enabled{};
    std::optional<std::vector<std::string>> permissions{};
};

struct BootstrapOptions {
    /// Makes the hash of a password or pin.  Unless given: bcrypt at the default cost.
    std::function<std::string(std::string_view password)> hasher{};
    /// False: a user who is there stays as they are.
    bool update_existing = true;
};

enum class BootstrapAction : std::uint8_t { created, updated, unchanged };

struct BootstrapResult {
    struct Entry {
        BootstrapAction action = BootstrapAction::unchanged;
        User user;
    };

    std::size_t created = 0;
    std::size_t updated = 0;
    std::size_t unchanged = 0;
    std::vector<Entry> users;  ///< in the order they were given
};

/// Makes users, and brings those that are there up to date; found by handle.  All of them or none:
/// the list is checked first, and written in one transaction.
///
/// A user who is there keeps what is not given, and the stored hash when it is of the password
/// given and, without a hasher, of the default cost.  Throws "invalid-argument" for a list that is
/// not complete, naming the user, and "duplicate-value" (email) for an address that somebody else
/// has.
BootstrapResult bootstrap_users(const AuthStorage& storage,
                                std::string_view tenant,
                                const std::vector<BootstrapUser>& users,
                                const BootstrapOptions& options = {});

/// As above, on a connection string, a pool or a connection.  What was opened is closed.
BootstrapResult bootstrap_users(Source source,
                                std::string_view tenant,
                                const std::vector<BootstrapUser>& users,
                                const BootstrapOptions& options = {});

}  // namespace pgmeta::tenant
