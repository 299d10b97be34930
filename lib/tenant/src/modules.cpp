// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/modules.hpp"

#include "fields.hpp"
#include "translate.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <mutex>

namespace pgmeta::tenant {

namespace {

using Clock = std::chrono::steady_clock;

std::string checked_module(std::string_view module) {
    return checked_text("module", module, Kind{.filled = true});
}

std::vector<InstalledModule> modules_of(const std::string& tenant, const pg::Result& result) {
    auto modules = rows_of<InstalledModule>(result);
    for (auto& module : modules)
        module.tenant_id = tenant;
    return modules;
}

}  // namespace

/// What is_module_enabled() has learned, for all threads.
class ModuleRegistry::Memory {
public:
    std::optional<bool> find(const std::string& tenant, const std::string& module) {
        const std::lock_guard lock{mutex_};
        const auto known = answers_.find({tenant, module});
        if (known == answers_.end() || known->second.until <= Clock::now()) return std::nullopt;
        return known->second.enabled;
    }

    void keep(const std::string& tenant,
              const std::string& module,
              bool enabled,
              std::chrono::milliseconds time) {
        const std::lock_guard lock{mutex_};
        // Whoever asks for ever new names shall not fill the memory.
        if (answers_.size() >= most)
            std::erase_if(answers_, [](const auto& a) { return a.second.until <= Clock::now(); });
        if (answers_.size() >= most) answers_.clear();
        answers_[{tenant, module}] = {enabled, Clock::now() + time};
    }

    void forget(const std::string& tenant, std::string_view module) {
        const std::lock_guard lock{mutex_};
        std::erase_if(answers_, [&](const auto& answer) {
            return answer.first.first == tenant &&
                   (module.empty() || answer.first.second == module);
        });
    }

private:
    static constexpr std::size_t most = 10'000;

    struct Answer {
        bool enabled = false;
        Clock::time_point until;
    };

    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, Answer> answers_;
};

ModuleRegistry::ModuleRegistry(Source source, ModuleOptions options)
    : source_{std::move(source)},
      options_{std::move(options)},
      memory_{std::make_shared<Memory>()} {
    if (!options_.caller.empty()) options_.caller = checked_uuid("caller", options_.caller);
}

pg::Result ModuleRegistry::run(std::string_view sql, const pg::Parameters& parameters) const {
    if (options_.caller.empty()) return source_.run(sql, parameters);
    const std::array settings{pg::LocalSetting{"request.jwt.claim.sub", options_.caller}};
    return source_.run(sql, parameters, settings);
}

std::vector<InstalledModule> ModuleRegistry::get_installed_modules(std::string_view tenant,
                                                                   bool include_disabled) const {
    static const auto sql = fmt::format("SELECT {} FROM public.get_installed_modules($1, $2)",
                                        columns_of<InstalledModule>());
    const auto id = checked_uuid("tenant", tenant);
    return modules_of(id, run(sql, {id, include_disabled ? "t" : "f"}));
}

std::optional<InstalledModule> ModuleRegistry::get_installed_module(std::string_view tenant,
                                                                    std::string_view module) const {
    static const auto sql =
        fmt::format("SELECT {} FROM public.get_installed_modules($1, true) WHERE module_id = $2",
                    columns_of<InstalledModule>());
    const auto id = checked_uuid("tenant", tenant);
    auto modules = modules_of(id, run(sql, {id, checked_module(module)}));
    if (modules.empty()) return std::nullopt;
    return std::move(modules.front());
}

bool ModuleRegistry::is_module_enabled(std::string_view tenant, std::string_view module) const {
    const auto id = checked_uuid("tenant", tenant);
    const auto name = checked_module(module);
    if (const auto known = memory_->find(id, name)) return *known;
    try {
        const bool enabled =
            run("SELECT public.is_module_enabled($1, $2)", {id, name}).boolean(0, 0);
        if (options_.remember.count() > 0) memory_->keep(id, name, enabled, options_.remember);
        return enabled;
    } catch (const Error&) {
        return false;  // what is not known to be on is off
    }
}

void ModuleRegistry::invalidate_cache(std::string_view tenant, std::string_view module) const {
    memory_->forget(checked_uuid("tenant", tenant), module);
}

std::string ModuleRegistry::install_module(std::string_view tenant,
                                           std::string_view module,
                                           const std::optional<std::string>& settings) const {
    const auto id = checked_uuid("tenant", tenant);
    const auto name = checked_module(module);
    const auto object =
        settings ? std::optional{checked_object("settings", *settings)} : std::nullopt;
    const auto result = run("SELECT public.install_module($1, $2, $3)", {id, name, object});
    memory_->forget(id, name);
    return result.text(0, 0);
}

void ModuleRegistry::uninstall_module(std::string_view tenant,
                                      std::string_view module,
                                      bool remove) const {
    const auto id = checked_uuid("tenant", tenant);
    const auto name = checked_module(module);
    run("SELECT public.uninstall_module($1, $2, $3)", {id, name, remove ? "t" : "f"});
    memory_->forget(id, name);
}

InstalledModule ModuleRegistry::set_module_settings(std::string_view tenant,
                                                    std::string_view module,
                                                    std::string_view settings) const {
    // A row the caller may not change is not found, so whether they may is asked in any case.
    static constexpr auto sql =
        "WITH allowed AS MATERIALIZED (SELECT public.assert_can_manage_modules($1)),"
        " changed AS (UPDATE public.tenant_modules SET settings = $3"
        "  WHERE tenant_id = $1 AND module_id = $2 RETURNING 1)"
        " SELECT (SELECT count(*) FROM changed), (SELECT count(*) FROM allowed)";
    const auto id = checked_uuid("tenant", tenant);
    const auto name = checked_module(module);
    const auto result = run(sql, {id, name, checked_object("settings", settings)});
    auto installed = result.integer(0, 0) > 0 ? get_installed_module(id, name) : std::nullopt;
    if (!installed)
        throw Error{Fault::usage, "module-not-installed",
                    fmt::format("Module {} is not installed.", name)};
    return std::move(*installed);
}

}  // namespace pgmeta::tenant
