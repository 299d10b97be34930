// SPDX-License-Identifier: MIT
#include "options/tenant_options.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/engine/run.hpp"
#include "pgmeta/tenant/fixed_tenant.hpp"

#include <fmt/format.h>

#include <array>

namespace pgmeta::cli {

void add_data_options(CLI::App& app, DataOptions& options, Asks asks) {
    if (asks == Asks::yes) add_flag(app, "-y,--yes", options.yes, "Do not ask");
    add_value(app, "--as", options.role, "ROLE",
              "Act as this role of the server, which the one that signs in must be a member of");
    add_target(app, options.target, Access::read);
}

void add_account_options(CLI::App& app, DataOptions& options, Asks asks) {
    add_value(app, "--tenant", options.tenant, "UUID", "The tenant (default: PGMETA_TENANT)");
    add_data_options(app, options, asks);
}

void add_space_options(CLI::App& app, DataOptions& options, Asks asks) {
    add_value(app, "--caller", options.caller, "USER",
              "On behalf of this user, where row level security asks for one");
    add_data_options(app, options, asks);
}

void add_tenant_options(CLI::App& app, DataOptions& options, Asks asks) {
    add_value(app, "--tenant", options.tenant, "UUID", "The tenant (default: PGMETA_TENANT)");
    add_space_options(app, options, asks);
}

std::string choose_tenant(const Context& context, const DataOptions& options) {
    using Named = std::pair<std::string, std::optional<std::string>>;
    const std::array named{Named{"--tenant", options.tenant},
                           Named{"PGMETA_TENANT", context.environment("PGMETA_TENANT")}};
    if (options.tenant.empty() && !named[1].second)
        throw Error{Fault::usage, "tenant-missing", "no tenant is named"}.hint(
            "`--tenant UUID`, or the environment variable PGMETA_TENANT");
    return tenant::resolve_tenant_id(named);
}

const std::string& required(const std::string& value,
                            std::string_view what,
                            std::string_view command) {
    if (value.empty())
        throw Error{Fault::usage, "argument-missing",
                    fmt::format("`pgmeta {}` expects {}", command, what)};
    return value;
}

DataSession::DataSession(Context& context, const DataOptions& options, std::string_view command)
    : context_{context}, command_{command}, caller_{options.caller}, yes_{options.yes} {
    auto target = open_target(context, options.target, context.load_config());
    const bool as_other = !options.role.empty();
    if (as_other) target.settings.emplace_back("role", options.role);
    connection_ = std::make_unique<pg::Connection>(engine::connect(target, command));
    if (as_other && !connection_->settings_stick())
        throw Error{
            Fault::environment, "role-not-kept",
            fmt::format("the pooler before {} keeps no session, so `--as {}` would not hold",
                        connection_->describe(), options.role)}
            .hint("connect to the server itself, or sign in as that role");
    const auto version = connection_->parameter("server_version");
    context.note(fmt::format("target: {}, PostgreSQL {}{}", printable(connection_->describe()),
                             version.substr(0, version.find(' ')),
                             as_other ? fmt::format(", as {}", printable(options.role)) : ""));
}

tenant::ModuleRegistry DataSession::modules() {
    return tenant::ModuleRegistry{connection(), {.caller = caller_}};
}

tenant::Spaces DataSession::spaces(std::shared_ptr<const tenant::KeyRing> keys) {
    return tenant::Spaces{connection(), {.keys = std::move(keys), .caller = caller_}};
}

void require_answer(const Context& context, const DataOptions& options) {
    if (options.yes || context.may_ask()) return;
    throw Error{Fault::usage, "confirmation-needed",
                "this command asks before it takes something away, and nobody can answer: the "
                "standard input is no terminal"}
        .hint("`--yes` goes on without asking");
}

void DataSession::confirm(const std::string& question) const {
    if (yes_ || context_.ask(fmt::format("{} in {}?", question, connection_->describe()))) return;
    throw Error{Fault::declined, "declined", "nothing was changed"};
}

int DataSession::done(const std::string& line, const Json& fields) const {
    if (context_.globals().json) return print_json(fields);
    if (!context_.globals().quiet) context_.out() << printable(line) << '\n';
    return 0;
}

int DataSession::print_json(const Json& fields) const {
    Json object{{"ok", true}, {"command", command_}, {"target", connection_->describe()}};
    object.update(fields);
    object["warnings"] = to_json(context_.warnings);
    print(context_.out(), object);
    return 0;
}

tenant::SpaceInfo find_space(const tenant::Spaces& spaces, std::string_view named) {
    auto space = spaces.get_space(named);
    if (!space)
        throw Error{Fault::usage, "space-not-found",
                    fmt::format("there is no space `{}`, or this role may not see it", named)}
            .hint("a space is named by the id of its organization");
    return std::move(*space);
}

Json parsed(const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    return json.is_discarded() ? Json(text) : json;
}

Json to_json(const std::optional<tenant::Timestamp>& time) {
    return time ? Json(tenant::to_iso(*time)) : Json();
}

}  // namespace pgmeta::cli
