// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/key_ring.hpp"
#include "pgmeta/tenant/source.hpp"
#include "pgmeta/tenant/time.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::tenant {

/// A master key wrapped by a key that only the user has.  Both parts as the user's device made
/// them.
struct RecoveryWrap {
    std::string wrapped;
    std::string iv;

    bool operator==(const RecoveryWrap&) const = default;
};

/// What a user gets of their vault.  In zero knowledge the service cannot unwrap the master key:
/// then there is the recovery wrap instead.
struct OpenedVault {
    std::optional<Secret> master_key;
    std::optional<RecoveryWrap> recovery;
};

struct VaultStatus {
    bool exists = false;
    bool has_recovery = false;
    bool zero_knowledge = false;
    std::optional<Timestamp> created_at;
    std::optional<Timestamp> rotated_at;
    std::optional<Timestamp> recovery_set_at;
};

/// Who asks, for the audit log.
struct VaultRequest {
    std::optional<std::string> ip_address{};
    std::optional<std::string> user_agent{};
    std::optional<std::string> context{};
};

/// Master keys of users, wrapped by a key of the service, in a database that package
/// encryption-vault was deployed to.
///
/// Every call names the user, who must not be empty, and is one transaction with
/// `app.current_user_id` set, so that row level security shows the user's own rows.  What was done
/// is in the audit log, and what was refused too: that is written in a transaction of its own.
class Vault {
public:
    /// Does not connect.  Throws "kek-missing" without a key.
    Vault(Source source, std::shared_ptr<const KeyRing> keys);

    /// Makes the vault and its master key; of one that is there, opens it.
    OpenedVault init(std::string_view user, const VaultRequest& request = {}) const;
    /// Throws "vault-not-found".
    OpenedVault open(std::string_view user, const VaultRequest& request = {}) const;
    /// Replaces the master key and forgets the recovery wrap, which was of the old one; without a
    /// vault makes one.  Throws "vault-zero-knowledge".
    OpenedVault rotate(std::string_view user, const VaultRequest& request = {}) const;
    /// Sets or replaces.  Throws "vault-not-found".
    void set_recovery(std::string_view user,
                      const RecoveryWrap& recovery,
                      const VaultRequest& request = {}) const;
    /// Throws "vault-not-found", and "vault-zero-knowledge": it is all there is then.
    void clear_recovery(std::string_view user, const VaultRequest& request = {}) const;
    /// The service forgets its wrap.  Throws "vault-not-found", "vault-recovery-missing".  Again:
    /// nothing.
    void enable_zero_knowledge(std::string_view user, const VaultRequest& request = {}) const;
    /// The user hands the master key back.  Throws "vault-not-found"; "invalid-argument" unless it
    /// has 32 bytes.  Again: nothing.
    void disable_zero_knowledge(std::string_view user,
                                const Secret& master_key,
                                const VaultRequest& request = {}) const;
    [[nodiscard]] VaultStatus status(std::string_view user) const;

private:
    Source source_;
    std::shared_ptr<const KeyRing> keys_;
};

}  // namespace pgmeta::tenant
