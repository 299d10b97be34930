// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/spaces.hpp"

#include "fields.hpp"
#include "translate.hpp"

#include <fmt/format.h>

#include <array>

namespace pgmeta::tenant {

namespace {

/// Given; it need not be text of any form.
std::string checked(std::string_view what, std::string_view text) {
    return checked_text(what, text, Kind{.filled = true});
}

const char* word(bool flag) {
    return flag ? "t" : "f";
}

/// `p` is what effective_permission() gave, `has_module` whether the type has the module.
constexpr std::string_view decision =
    "p.can_read, p.can_write, p.can_admin, p.source,"
    " coalesce(spaces.is_module_allowed(o.metadata ->> 'type', $3), false)";

PermissionRule rule_of(std::string_view source, bool module_allowed) {
    if (source == "override") return PermissionRule::override_row;
    if (source == "default") return PermissionRule::role_default;
    return module_allowed ? PermissionRule::unknown_role : PermissionRule::module_not_allowed;
}

EffectivePermission decided(const pg::Result& result) {
    EffectivePermission permission;
    permission.can_read = result.boolean(0, 0);
    permission.can_write = result.boolean(0, 1);
    permission.can_admin = result.boolean(0, 2);
    permission.rule = rule_of(result.text(0, 3), result.boolean(0, 4));
    return permission;
}

std::string_view name_of(SpaceAction action) {
    constexpr std::array<std::string_view, 3> names{"read", "write", "admin"};
    return names[static_cast<std::size_t>(action)];
}

}  // namespace

std::string_view source_of(PermissionRule rule) {
    if (rule == PermissionRule::override_row) return "override";
    return rule == PermissionRule::role_default ? "default" : "denied";
}

Spaces::Spaces(Source source, SpaceOptions options)
    : source_{std::move(source)}, options_{std::move(options)} {
    options_.caller = checked_text("caller", options_.caller);
}

pg::Result Spaces::run(std::string_view sql, const pg::Parameters& parameters) const {
    if (options_.caller.empty()) return source_.run(sql, parameters);
    const std::array settings{pg::LocalSetting{"app.current_user_id", options_.caller}};
    return source_.run(sql, parameters, settings);
}

const KeyRing& Spaces::keys() const {
    if (!options_.keys)
        throw Error{Fault::usage, "kek-missing",
                    "expected keys of the service in the options, found none"};
    return *options_.keys;
}

std::optional<SpaceInfo> Spaces::get_space(std::string_view space) const {
    static const auto sql =
        fmt::format("SELECT {} FROM auth.organizations WHERE id = $1", columns_of<SpaceInfo>());
    return first_of<SpaceInfo>(run(sql, {checked("space", space)}));
}

EffectivePermission Spaces::effective_permission(std::string_view space,
                                                 std::string_view role,
                                                 std::string_view module) const {
    static const auto sql = fmt::format(
        "SELECT {} FROM spaces.effective_permission($1, $2, $3) AS p"
        " LEFT JOIN auth.organizations AS o ON o.id = $1",
        decision);
    auto permission = decided(
        run(sql, {checked("space", space), checked("role", role), checked("module", module)}));
    permission.role = std::string{role};
    return permission;
}

EffectivePermission Spaces::explain(std::string_view space,
                                    std::string_view user,
                                    std::string_view module) const {
    static const auto sql = fmt::format(
        "SELECT {}, m.role FROM auth.members AS m"
        " CROSS JOIN LATERAL spaces.effective_permission($1, m.role, $3) AS p"
        " LEFT JOIN auth.organizations AS o ON o.id = $1"
        " WHERE m.organization_id = $1 AND m.user_id = $2",
        decision);
    const auto result =
        run(sql, {checked("space", space), checked("user", user), checked("module", module)});
    if (result.rows() == 0)
        return {{.can_read = false}, PermissionRule::not_a_member, std::nullopt};
    auto permission = decided(result);
    permission.role = result.text(0, 5);
    return permission;
}

bool Spaces::can(std::string_view space,
                 std::string_view user,
                 std::string_view module,
                 SpaceAction action) const {
    return run("SELECT spaces.can($1, $2, $3, $4)",
               {checked("space", space), checked("user", user), checked("module", module),
                std::string{name_of(action)}})
        .boolean(0, 0);
}

std::vector<ModulePermission> Spaces::get_permissions(std::string_view space) const {
    static const auto sql = fmt::format(
        "SELECT {} FROM spaces.module_permissions WHERE space_id = $1 ORDER BY module_id, role",
        columns_of<ModulePermission>());
    return rows_of<ModulePermission>(run(sql, {checked("space", space)}));
}

ModulePermission Spaces::set_permission(std::string_view space,
                                        std::string_view role,
                                        std::string_view module,
                                        const Permission& permission) const {
    static const auto sql = fmt::format(
        "INSERT INTO spaces.module_permissions"
        " (space_id, role, module_id, can_read, can_write, can_admin)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (space_id, role, module_id) DO UPDATE SET"
        " can_read = excluded.can_read, can_write = excluded.can_write,"
        " can_admin = excluded.can_admin RETURNING {}",
        columns_of<ModulePermission>());
    return row_of<ModulePermission>(
        run(sql,
            {checked("space", space), checked("role", role), checked("module", module),
             word(permission.can_read), word(permission.can_write), word(permission.can_admin)}),
        0);
}

bool Spaces::unset_permission(std::string_view space,
                              std::string_view role,
                              std::string_view module) const {
    static constexpr auto sql =
        "DELETE FROM spaces.module_permissions"
        " WHERE space_id = $1 AND role = $2 AND module_id = $3 RETURNING 1";
    return run(sql, {checked("space", space), checked("role", role), checked("module", module)})
               .rows() > 0;
}

}  // namespace pgmeta::tenant
