// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/spaces.hpp"

#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/tenant_options.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string space;
    std::string role;
    std::string module;
    std::string user;
    bool read = true;
    bool write = false;
    bool admin = false;
};

Json flags_json(const tenant::Permission& permission) {
    return {{"can_read", permission.can_read},
            {"can_write", permission.can_write},
            {"can_admin", permission.can_admin}};
}

Json permission_json(const tenant::ModulePermission& permission) {
    Json json{{"role", permission.role}, {"module", permission.module_id}};
    json.update(flags_json(permission));
    json["updated_at"] = to_json(std::optional{permission.updated_at});
    return json;
}

/// `read, write`, or `nothing`.
std::string spell(const tenant::Permission& permission) {
    std::string text;
    for (const auto& [flag, word] :
         {std::pair{permission.can_read, "read"}, std::pair{permission.can_write, "write"},
          std::pair{permission.can_admin, "admin"}})
        if (flag) text += fmt::format("{}{}", text.empty() ? "" : ", ", word);
    return text.empty() ? "nothing" : text;
}

std::string reason(const tenant::EffectivePermission& permission,
                   const tenant::SpaceInfo& space,
                   const Options& options) {
    using Rule = tenant::PermissionRule;
    const auto role = permission.role.value_or("");
    switch (permission.rule) {
        case Rule::not_a_member:
            return fmt::format("{} is no member of the space", options.user);
        case Rule::override_row:
            return fmt::format("a row for role {} and module {} says so{}", role, options.module,
                               role == "owner" ? "; an owner may always look and set up" : "");
        case Rule::module_not_allowed:
            return space.type ? fmt::format("spaces of type {} have not the module {}", *space.type,
                                            options.module)
                              : "the space has no type, so it has no modules";
        case Rule::role_default:
            return fmt::format("role {} may, with every module of the space", role);
        case Rule::unknown_role:
            return fmt::format("role {} has no defaults, and no row for the module", role);
    }
    return {};
}

std::string_view name_of(tenant::PermissionRule rule) {
    using Rule = tenant::PermissionRule;
    switch (rule) {
        case Rule::not_a_member:
            return "not_a_member";
        case Rule::override_row:
            return "override_row";
        case Rule::module_not_allowed:
            return "module_not_allowed";
        case Rule::role_default:
            return "role_default";
        case Rule::unknown_role:
            return "unknown_role";
    }
    return {};
}

int show(Context& context, const Options& options) {
    constexpr std::string_view command = "spaces permissions show";
    const auto& space = required(options.space, "`--space ID`", command);
    DataSession session{context, options.data, command};
    const auto spaces = session.spaces();
    find_space(spaces, space);
    const auto rows = spaces.get_permissions(space);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& row : rows)
            array.push_back(permission_json(row));
        return session.print_json({{"space", space}, {"permissions", array}});
    }
    if (rows.empty()) return session.done("No rows: the defaults of the roles hold.", {});
    Table table{{"module", "role", "may"}};
    for (const auto& row : rows)
        table.add({printable(row.module_id), printable(row.role), spell(row)});
    table.print(context.out(), context.out_style());
    return 0;
}

int set(Context& context, const Options& options) {
    constexpr std::string_view command = "spaces permissions set";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& role = required(options.role, "`--role ROLE`", command);
    const auto& module = required(options.module, "`--module ID`", command);
    DataSession session{context, options.data, command};
    const auto row = session.spaces().set_permission(space, role, module,
                                                     {options.read, options.write, options.admin});
    return session.done(fmt::format("{} with {}: {}", role, module, spell(row)),
                        {{"space", space}, {"permission", permission_json(row)}});
}

int unset(Context& context, const Options& options) {
    constexpr std::string_view command = "spaces permissions unset";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& role = required(options.role, "`--role ROLE`", command);
    const auto& module = required(options.module, "`--module ID`", command);
    require_answer(context, options.data);
    DataSession session{context, options.data, command};
    session.confirm(fmt::format("Remove the row of role {} and module {}", role, module));
    const bool gone = session.spaces().unset_permission(space, role, module);
    return session.done(gone ? "The row is gone: the defaults of the role hold."
                             : "There is no such row: the defaults of the role hold already.",
                        {{"space", space}, {"removed", gone}});
}

int explain(Context& context, const Options& options) {
    constexpr std::string_view command = "spaces permissions explain";
    const auto& space = required(options.space, "`--space ID`", command);
    const auto& module = required(options.module, "`--module ID`", command);
    if (options.user.empty() == options.role.empty())
        throw Error{
            Fault::usage, options.user.empty() ? "argument-missing" : "options-contradict",
            fmt::format("`pgmeta {}` expects one of `--user ID` and `--role ROLE`", command)};
    DataSession session{context, options.data, command};
    const auto spaces = session.spaces();
    const auto found = find_space(spaces, space);
    const auto permission = options.user.empty()
                                ? spaces.effective_permission(space, options.role, module)
                                : spaces.explain(space, options.user, module);
    Json fields{{"space", space},
                {"type", json_or_null(found.type)},
                {"module", module},
                {"role", json_or_null(permission.role)}};
    fields.update(flags_json(permission));
    fields["rule"] = name_of(permission.rule);
    fields["source"] = tenant::source_of(permission.rule);
    return session.done(
        fmt::format("{}: {}", spell(permission), reason(permission, found, options)), fields);
}

void add_place(CLI::App& app, Options& options) {
    add_value(app, "--space", options.space, "ID", "The space");
    add_value(app, "--role", options.role, "ROLE", "owner, admin, member, or one of its own");
    add_value(app, "--module", options.module, "ID", "The module");
}

Action add_show(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--space", options->space, "ID", "The space");
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return show(context, *options); };
}

Action add_set(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_flag(app, "--read,!--no-read", options->read, "May look (default: yes)");
    add_flag(app, "--write,!--no-write", options->write, "May change (default: no)");
    add_flag(app, "--admin,!--no-admin", options->admin, "May set the module up (default: no)");
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return set(context, *options); };
}

Action add_unset(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_space_options(app, options->data, Asks::yes);
    return [options](Context& context) { return unset(context, *options); };
}

Action add_explain(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_place(app, *options);
    add_value(app, "--user", options->user, "ID", "A user, by their role in the space");
    add_space_options(app, options->data, Asks::no);
    return [options](Context& context) { return explain(context, *options); };
}

constexpr std::string_view group = "Manage spaces";

}  // namespace

constexpr Command spaces_permissions_show_command{
    .name = "spaces permissions show",
    .group = group,
    .summary = "Show what roles may do in a space",
    .arguments = "",
    .description =
        "Shows the rows of a space that say what a role may do with a module. Where there is none, "
        "the defaults of the role hold: `spaces permissions explain` says what follows. Writes "
        "nothing.",
    .examples = "pgmeta spaces permissions show --space org_1\n",
    .json =
        "ok: true\n"
        "command: spaces permissions show\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "permissions: list of {role, module, can_read, can_write, can_admin, updated_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_show,
};

constexpr Command spaces_permissions_set_command{
    .name = "spaces permissions set",
    .group = group,
    .summary = "Say what a role may do with a module",
    .arguments = "",
    .description =
        "Makes or replaces the row of a role and a module. It decides alone, also about modules that "
        "spaces of the type have not. An owner may always look and set up.",
    .examples =
        "pgmeta spaces permissions set --space org_1 --role member --module recipes --write\n"
        "pgmeta spaces permissions set --space org_1 --role trainer --module club-finance "
        "--no-read\n",
    .json =
        "ok: true\n"
        "command: spaces permissions set\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "permission: as in `spaces permissions show`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_set,
};

constexpr Command spaces_permissions_unset_command{
    .name = "spaces permissions unset",
    .group = group,
    .summary = "Return a role to its defaults for a module",
    .arguments = "",
    .description = "Asks, then removes the row of a role and a module.",
    .examples =
        "pgmeta spaces permissions unset --space org_1 --role member --module recipes "
        "--yes\n",
    .json =
        "ok: true\n"
        "command: spaces permissions unset\n"
        "target: user@host:port/database\n"
        "space: its id\n"
        "removed: true when there was a row\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_unset,
};

constexpr Command spaces_permissions_explain_command{
    .name = "spaces permissions explain",
    .group = group,
    .summary = "Say what somebody may do, and which rule decided",
    .arguments = "",
    .description =
        "Says what a user or a role may do with a module in a space, and why: no member, a row of "
        "the space, a module that spaces of the type have not, the defaults of the role, or a role "
        "that has none. Writes nothing.",
    .examples =
        "pgmeta spaces permissions explain --space org_1 --user u_17 --module calendar\n"
        "pgmeta spaces permissions explain --space org_1 --role trainer --module calendar --json\n",
    .json =
        "ok: true\n"
        "command: spaces permissions explain\n"
        "target: user@host:port/database\n"
        "space, module: their ids\n"
        "type: of the space, or null\n"
        "role: the user's, or the one asked for; null for no member\n"
        "can_read, can_write, can_admin: true or false\n"
        "rule: not_a_member, override_row, module_not_allowed, role_default or unknown_role\n"
        "source: override, default or denied\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_explain,
};

}  // namespace pgmeta::cli
