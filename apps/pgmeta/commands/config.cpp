// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/config.hpp"

#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    TargetOptions target;
};

/// A setting, its value and who said so.
struct Row {
    std::string key;
    std::optional<std::string> value;
    std::string source;
};

std::string source_of(const Location& where) {
    return where.file.empty() ? "default" : to_string(where);
}

/// A URL without what must not be shown; `dev:` as written.
std::string shown_url(const std::string& url) {
    if (url == "dev" || url.starts_with("dev:")) return url;
    return pg::ConnInfo::parse(url).describe();
}

Row optional_row(std::string key, const workspace::Setting<std::optional<std::string>>& setting) {
    return {std::move(key), setting.value, source_of(setting.where)};
}

Row text_row(std::string key, const workspace::Setting<std::string>& setting) {
    return {std::move(key), setting.value, source_of(setting.where)};
}

void add_settings(std::vector<Row>& rows, const workspace::Config& config) {
    const auto& verify = config.deploy_verify;
    rows.push_back(
        {"packages", join(config.packages.value, ", "), source_of(config.packages.where)});
    rows.push_back(text_row("extensions_dir", config.extensions_dir));
    rows.push_back(optional_row("default_target", config.default_target));
    for (const auto& target : config.targets) {
        const auto key = fmt::format("targets.{}", target.name);
        rows.push_back({key + ".url", shown_url(target.url), source_of(target.where)});
        rows.push_back(
            {key + ".protected", target.is_protected ? "true" : "false", source_of(target.where)});
    }
    rows.push_back(text_row("roles.anonymous", config.role_anonymous));
    rows.push_back(text_row("roles.authenticated", config.role_authenticated));
    rows.push_back(text_row("roles.administrator", config.role_administrator));
    rows.push_back(text_row("roles.authenticated_client", config.role_authenticated_client));
    rows.push_back(optional_row("registry", config.registry));
    rows.push_back(
        {"deploy.tx", config.deploy_tx.value.value_or("all"), source_of(config.deploy_tx.where)});
    rows.push_back(
        {"deploy.verify", verify.value.value_or(true) ? "true" : "false", source_of(verify.where)});
    rows.push_back({"deploy.lock_wait", config.lock_wait.value.value_or("60s"),
                    source_of(config.lock_wait.where)});
    rows.push_back(optional_row("deploy.lock_timeout", config.lock_timeout));
    rows.push_back(optional_row("deploy.statement_timeout", config.statement_timeout));
    for (const auto& [name, value] : config.variables)
        rows.push_back({"variables." + name, value, config.file.filename().string()});
}

/// The database that a command would use now, and why; the row says so when there is none.
Row target_row(Context& context, const Options& options, const workspace::Config& config) {
    try {
        const auto choice = choose_target(
            options.target, config, [&](const char* name) { return context.environment(name); });
        if (!choice.dev) return {"target", choice.info.describe(), choice.source};
        const auto name =
            choice.dev_name.empty() ? default_dev_name(context, config) : choice.dev_name;
        return {"target", "dev:" + name, choice.source};
    } catch (const Error& error) {
        if (error.id() != "target-missing") throw;
        return {"target", std::nullopt, "default"};
    }
}

int config(Context& context, const Options& options) {
    const auto values = context.load_config();
    std::vector<Row> rows{target_row(context, options, values)};
    add_settings(rows, values);
    if (context.globals().json) {
        auto settings = Json::array();
        for (const auto& row : rows) {
            settings.push_back(Json{{"key", row.key},
                                    {"value", row.value ? Json(*row.value) : Json()},
                                    {"source", row.source}});
        }
        print(context.out(), Json{{"ok", true}, {"command", "config"}, {"settings", settings}});
        return 0;
    }
    Table table{{"key", "value", "from"}};
    for (const auto& row : rows)
        table.add({row.key, row.value.value_or("-"), row.source});
    table.print(context.out(), context.out_style());
    return 0;
}

Action add_config(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "-t,--target", options->target.target, "TARGET",
              "As for `deploy`: show what it means");
    add_value(app, "-d,--database,--db", options->target.database, "NAME", "As for `deploy`");
    return [options](Context& context) { return config(context, *options); };
}

}  // namespace

constexpr Command config_command{
    .name = "config",
    .group = "Look at the workspace",
    .summary = "Show every setting and where it came from",
    .arguments = "",
    .description =
        "Shows each setting with its value and its source: a file's line, an environment variable, "
        "an option or the default; and first the target that a command would use now. Passwords are "
        "never shown. Connects to nothing.",
    .examples =
        "pgmeta config\n"
        "pgmeta config --database app --json\n",
    .json =
        "ok: true\n"
        "command: config\n"
        "settings: list of {key, value (null when there is none), source}\n",
    .add = add_config,
};

}  // namespace pgmeta::cli
