// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/source.hpp"
#include "pgmeta/tenant/time.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::tenant {

/// A module that a tenant has, switched on or off.
struct InstalledModule {
    std::string tenant_id;
    std::string id;  ///< of the installation
    std::string module_id;
    std::string name;
    std::optional<std::string> description;
    std::string version;
    bool is_active = true;  ///< false: cannot be installed any more
    bool enabled = true;
    std::string settings;  ///< a JSON object
    Timestamp installed_at;
    Timestamp updated_at;
};

struct ModuleOptions {
    /// The user who is calling, for row level security; empty for a service that it does not bind.
    std::string caller{};
    /// How long is_module_enabled() remembers an answer; zero: not at all.
    std::chrono::milliseconds remember = std::chrono::seconds{60};
};

/// Modules that tenants switch on, in a database that package module-registry was deployed to.
///
/// Changes throw "caller-missing" (row level security holds and there is no caller),
/// "no-active-tenant", "caller-forbidden" (the caller administers another tenant at most),
/// "module-not-found", "module-not-active", "module-already-installed", "module-not-installed",
/// "module-already-disabled", and "invalid-argument" before anything is sent.
class ModuleRegistry {
public:
    /// Does not connect: that happens with the first call.
    explicit ModuleRegistry(Source source, ModuleOptions options = {});

    /// Newest first; those switched off only when asked for.
    [[nodiscard]] std::vector<InstalledModule> get_installed_modules(
        std::string_view tenant, bool include_disabled = false) const;

    /// One of them, on or off.
    [[nodiscard]] std::optional<InstalledModule> get_installed_module(
        std::string_view tenant, std::string_view module) const;

    /// False when it is not installed, and when the database cannot be asked.  Answers are
    /// remembered, failures not.
    [[nodiscard]] bool is_module_enabled(std::string_view tenant, std::string_view module) const;

    /// Forgets what is_module_enabled() remembers of a tenant, or of one of its modules.
    void invalidate_cache(std::string_view tenant, std::string_view module = {}) const;

    /// Installs, or switches on again; without settings the stored ones stay.  Returns the id of
    /// the installation.
    std::string install_module(std::string_view tenant,
                               std::string_view module,
                               const std::optional<std::string>& settings = std::nullopt) const;

    /// Switches off and keeps the settings; with `remove` the row goes, whether on or off.
    void uninstall_module(std::string_view tenant,
                          std::string_view module,
                          bool remove = false) const;

    /// Replaces the settings, whether on or off.  Throws "module-not-installed".
    InstalledModule set_module_settings(std::string_view tenant,
                                        std::string_view module,
                                        std::string_view settings) const;

private:
    class Memory;

    pg::Result run(std::string_view sql, const pg::Parameters& parameters) const;

    Source source_;
    ModuleOptions options_;
    std::shared_ptr<Memory> memory_;
};

}  // namespace pgmeta::tenant
