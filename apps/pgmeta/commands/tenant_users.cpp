// SPDX-License-Identifier: MIT
#include "commands/tenant_users.hpp"

#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/tenant_options.hpp"
#include "options/tenant_users_file.hpp"
#include "output/table.hpp"
#include "pgmeta/tenant/bootstrap.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

Json user_json(const tenant::User& user) {
    return {{"id", user.id},
            {"handle", user.handle},
            {"email", json_or_null(user.email)},
            {"display_name", json_or_null(user.display_name)},
            {"role", user.role},
            {"is_active", user.is_active},
            {"is_locked", user.is_locked.value_or(false)},
            {"lock_reason", json_or_null(user.lock_reason)},
            {"totp_enabled", user.totp_enabled},
            {"last_login_at", to_json(user.last_login_at)},
            {"created_at", to_json(std::optional{user.created_at})}};
}

namespace {

struct Options {
    DataOptions data;
    std::string file;
    bool update = true;
};

std::string_view word(tenant::BootstrapAction action) {
    if (action == tenant::BootstrapAction::created) return "created";
    return action == tenant::BootstrapAction::updated ? "updated" : "unchanged";
}

int bootstrap(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users bootstrap";
    const auto of = choose_tenant(context, options.data);
    const auto users = read_tenant_users(context, required(options.file, "`--file FILE`", command));
    DataSession session{context, options.data, command};
    const auto result = tenant::bootstrap_users(session.storage(), of, users,
                                                {.hasher = {}, .update_existing = options.update});
    auto list = Json::array();
    std::string lines;
    for (const auto& [action, user] : result.users) {
        list.push_back({{"handle", user.handle}, {"id", user.id}, {"action", word(action)}});
        lines += fmt::format("{} {}\n", word(action), user.handle);
    }
    lines += fmt::format("{} created, {} updated, {} unchanged.", result.created, result.updated,
                         result.unchanged);
    return session.done(lines, {{"tenant", of},
                                {"created", result.created},
                                {"updated", result.updated},
                                {"unchanged", result.unchanged},
                                {"users", list}});
}

std::string state_of(const tenant::User& user) {
    if (user.is_locked.value_or(false)) return "locked";
    return user.is_active ? "active" : "inactive";
}

int list(Context& context, const Options& options) {
    const auto of = choose_tenant(context, options.data);
    DataSession session{context, options.data, "tenant-users list"};
    const auto users = session.storage().get_all_users(of);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& user : users)
            array.push_back(user_json(user));
        return session.print_json({{"tenant", of}, {"users", array}});
    }
    if (users.empty()) return session.done("The tenant has no users.", {});
    Table table{{"handle", "email", "role", "state", "codes", "last login"}};
    for (const auto& user : users)
        table.add({printable(user.handle), printable(user.email.value_or("-")),
                   printable(user.role), state_of(user), user.totp_enabled ? "yes" : "no",
                   user.last_login_at ? tenant::to_iso(*user.last_login_at) : "-"});
    table.print(context.out(), context.out_style());
    return 0;
}

Action add_bootstrap(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--file", options->file, "FILE", "The users, as YAML; - is the standard input");
    add_flag(app, "--update,!--no-update", options->update,
             "Bring users who are there up to date (default: yes)");
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return bootstrap(context, *options); };
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

constexpr std::string_view group = "Manage tenants";

}  // namespace

constexpr Command tenant_users_bootstrap_command{
    .name = "tenant-users bootstrap",
    .group = group,
    .summary = "Make the users of a file, or bring them up to date",
    .arguments = "",
    .description =
        "Makes every user of the file who is not there, by handle, and brings the others up to date: "
        "address, name, role, password, and what else the file says of them. The whole file is checked "
        "first, and written in one transaction. A password that is set already is left as it is, so it "
        "can be run again and again.\n"
        "\n"
        "The file holds no password: it names a variable (`password_env`), a file "
        "(`password_file`; `-` takes the next line of the standard input), or a bcrypt hash "
        "(`password_hash`).",
    .examples =
        "pgmeta tenant-users bootstrap --file users.yaml --tenant "
        "5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11\n"
        "pgmeta tenant-users bootstrap --file users.yaml --no-update --target production\n",
    .json =
        "ok: true\n"
        "command: tenant-users bootstrap\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "created, updated, unchanged: numbers of users\n"
        "users: list of {handle, id, action}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_bootstrap,
};

constexpr Command tenant_users_list_command{
    .name = "tenant-users list",
    .group = group,
    .summary = "List the users of a tenant",
    .arguments = "",
    .description = "Lists the users of a tenant by handle. Writes nothing, and shows no hash.",
    .examples = "pgmeta tenant-users list --tenant 5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11\n",
    .json =
        "ok: true\n"
        "command: tenant-users list\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "users: list of {id, handle, email, display_name, role, is_active, is_locked, lock_reason, "
        "totp_enabled, last_login_at, created_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

}  // namespace pgmeta::cli
