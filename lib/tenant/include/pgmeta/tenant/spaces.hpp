// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/key_ring.hpp"
#include "pgmeta/tenant/source.hpp"
#include "pgmeta/tenant/time.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

/// Three flags, each for itself.
struct Permission {
    bool can_read = true;
    bool can_write = false;
    bool can_admin = false;

    bool operator==(const Permission&) const = default;
};

/// Which rule decided about a permission.
enum class PermissionRule : std::uint8_t {
    not_a_member,        ///< nothing is permitted
    override_row,        ///< a row for the role and module; of an owner it limits writing only
    module_not_allowed,  ///< spaces of this type have not the module
    role_default,        ///< what the role may do with every module of the space
    unknown_role,        ///< a role of the space's own without a row
};

/// `override`, `default` or `denied`, as the database calls it.
std::string_view source_of(PermissionRule rule);

struct EffectivePermission : Permission {
    PermissionRule rule = PermissionRule::not_a_member;
    std::optional<std::string> role;  ///< of the user, when a user was asked for
};

/// An organization that is a space.
struct SpaceInfo {
    std::string id;
    std::string name;
    std::optional<std::string> slug;
    std::optional<std::string> type;  ///< of its metadata, whether of the six or not
};

/// A row that says what a role may do with a module.
struct ModulePermission : Permission {
    std::string space_id;
    std::string role;
    std::string module_id;
    Timestamp updated_at;
};

enum class SpaceAction : std::uint8_t { read, write, admin };

/// Tokens of a space at another service, in the clear.
struct Credential {
    Secret access_token{};
    std::optional<Secret> refresh_token{};
    std::optional<Timestamp> expires_at{};
    std::optional<std::vector<std::string>> scopes{};
    std::optional<std::string> provider_account_id{};
    std::optional<std::string> metadata_json{};  ///< not encrypted: no place for secrets
};

/// What there is of a credential, without its tokens.
struct CredentialInfo {
    std::string space_id;
    std::string provider;
    std::string kek_id;  ///< of the key the access token was encrypted with
    bool has_refresh_token = false;
    std::optional<Timestamp> expires_at;
    std::optional<std::vector<std::string>> scopes;
    std::optional<std::string> provider_account_id;
    std::optional<std::string> metadata_json;
    Timestamp created_at;
    Timestamp updated_at;
};

struct SpaceOptions {
    /// For credentials.  Without it they can be listed and deleted.
    std::shared_ptr<const KeyRing> keys{};
    /// The user who is calling, for row level security (package spaces-rls); empty for a service
    /// that it does not bind.
    std::string caller{};
};

/// Permissions and credentials of spaces, in a database that package spaces was deployed to.
///
/// Tokens are encrypted before they leave the program and decrypted after they came back.
class Spaces {
public:
    /// Does not connect: that happens with the first call.
    explicit Spaces(Source source, SpaceOptions options = {});

    [[nodiscard]] std::optional<SpaceInfo> get_space(std::string_view space) const;

    // --- permissions

    /// What a role may do with a module in a space, and which rule says so.
    [[nodiscard]] EffectivePermission effective_permission(std::string_view space,
                                                           std::string_view role,
                                                           std::string_view module) const;
    /// What a user may do, by their role in the space.
    [[nodiscard]] EffectivePermission explain(std::string_view space,
                                              std::string_view user,
                                              std::string_view module) const;
    [[nodiscard]] bool can(std::string_view space,
                           std::string_view user,
                           std::string_view module,
                           SpaceAction action) const;
    /// The rows of a space, by module and role.
    [[nodiscard]] std::vector<ModulePermission> get_permissions(std::string_view space) const;
    /// Makes or replaces a row.  Throws "unknown-reference" (space_id).
    ModulePermission set_permission(std::string_view space,
                                    std::string_view role,
                                    std::string_view module,
                                    const Permission& permission) const;
    /// Back to the defaults; false when there was no row.
    bool unset_permission(std::string_view space,
                          std::string_view role,
                          std::string_view module) const;

    // --- credentials: one per service

    /// Makes or replaces.  Throws "unknown-reference" (space_id), "kek-missing".
    CredentialInfo put_credential(std::string_view space,
                                  std::string_view provider,
                                  const Credential& credential) const;
    /// Throws what KeyRing::decrypt throws.
    [[nodiscard]] std::optional<Credential> get_credential(std::string_view space,
                                                           std::string_view provider) const;
    [[nodiscard]] std::vector<CredentialInfo> list_credentials(std::string_view space) const;
    bool delete_credential(std::string_view space, std::string_view provider) const;
    /// Encrypts again what another than the current key encrypted, of one space or of all; returns
    /// how many credentials.  What is replaced meanwhile is left as it is replaced.  All or nothing
    /// of each batch; running it again goes on.
    std::size_t rotate_credentials(std::optional<std::string_view> space = std::nullopt) const;

private:
    pg::Result run(std::string_view sql, const pg::Parameters& parameters) const;
    [[nodiscard]] const KeyRing& keys() const;

    Source source_;
    SpaceOptions options_;
};

}  // namespace pgmeta::tenant
