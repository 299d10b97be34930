// SPDX-License-Identifier: MIT
#include "options/target.hpp"

#include "options/duration.hpp"
#include "options/register.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/devserver/devserver.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>

namespace pgmeta::cli {

namespace {

/// A connection string; a failure tells where it stood, never what it was.
TargetChoice from_connection_string(const std::string& text, const std::string& source) {
    TargetChoice choice;
    try {
        choice.info = pg::ConnInfo::parse(text);
    } catch (Error& error) {
        error.add_frame(fmt::format("while reading {}", source));
        throw;
    }
    choice.name = source;
    choice.source = source;
    return choice;
}

std::optional<TargetChoice> from_dev_name(const std::string& text, const std::string& source) {
    if (text != "dev" && !text.starts_with("dev:")) return std::nullopt;
    TargetChoice choice;
    choice.dev = true;
    choice.dev_name = text.size() > 4 ? text.substr(4) : "";
    choice.name = text;
    choice.source = source;
    return choice;
}

[[noreturn]] void refuse_unknown(const std::string& name,
                                 const workspace::Config& config,
                                 const std::string& source) {
    std::vector<std::string> names{"dev:"};
    for (const auto& target : config.targets)
        names.push_back(target.name);
    Error error{Fault::usage, "target-unknown",
                fmt::format("{} names the target `{}`, which is not configured", source, name)};
    if (const auto meant = did_you_mean(name, names); !meant.empty()) error.add_hint(meant);
    error.add_hint(
        fmt::format("known targets: {}; a database of the PG* variables' server is "
                    "named with `--database {}`",
                    join(names, ", "), name));
    throw std::move(error);
}

TargetChoice from_name(const std::string& text,
                       const workspace::Config& config,
                       const std::string& source) {
    const auto* configured = config.find_target(text);
    if (configured == nullptr) {
        if (auto dev = from_dev_name(text, source)) return *dev;
        if (pg::ConnInfo::is_connection_string(text)) return from_connection_string(text, source);
        refuse_unknown(text, config, source);
    }
    const auto url_source = fmt::format("the url of target `{}`", configured->name);
    auto choice = from_dev_name(configured->url, source);
    if (!choice) choice = from_connection_string(configured->url, url_source);
    choice->name = configured->name;
    choice->source = source;
    choice->is_protected = configured->is_protected;
    return *choice;
}

TargetChoice from_libpq_variables(const std::string& database) {
    TargetChoice choice;
    choice.name = database.empty() ? "PG* variables" : database;
    choice.source = database.empty() ? "the PG* variables" : "`--database` and the PG* variables";
    return choice;
}

TargetChoice without_database(const TargetOptions& options,
                              const workspace::Config& config,
                              const Environment& environment) {
    if (!options.target.empty()) return from_name(options.target, config, "`--target`");
    if (const auto name = environment("PGMETA_TARGET"); name && !name->empty())
        return from_name(*name, config, "PGMETA_TARGET");
    if (const auto url = environment("DATABASE_URL"); url && !url->empty())
        return from_connection_string(*url, "DATABASE_URL");
    const auto is_set = [&](const char* name) { return !environment(name).value_or("").empty(); };
    if (!options.database.empty() || is_set("PGDATABASE") || is_set("PGSERVICE"))
        return from_libpq_variables(options.database);
    if (config.default_target.value) {
        return from_name(
            *config.default_target.value, config,
            fmt::format("default_target ({})", to_string(config.default_target.where)));
    }
    throw Error{Fault::usage, "target-missing", "no database is named"}
        .hint("`--target NAME`, a URL or `dev:` for the private local server")
        .hint("`--database NAME` with the PG* variables, or DATABASE_URL, or PGMETA_TARGET")
        .hint("`default_target: dev` in pgmeta.yaml");
}

/// A timeout as PostgreSQL takes it: the option, else the configuration; empty for neither.
std::string server_timeout(const std::string& flag,
                           const workspace::Setting<std::optional<std::string>>& setting,
                           const std::string& name) {
    const auto text = flag.empty() ? setting.value.value_or("") : flag;
    if (text.empty()) return {};
    const auto what = flag.empty() ? to_string(setting.where) : fmt::format("`--{}`", name);
    return fmt::format("{}ms", parse_duration(text, what, BareNumber::refused).count());
}

pg::ConnInfo open_dev(Context& context,
                      const TargetChoice& choice,
                      const workspace::Config& config) {
    forget_other_servers();
    devserver::Options options;
    options.progress = [&context](std::string_view text) { context.note(text); };
    options.interrupts = &context.interrupts();
    const auto name = choice.dev_name.empty() ? default_dev_name(context, config) : choice.dev_name;
    return devserver::open_database(options, name);
}

void set_limits(engine::Target& target,
                const TargetOptions& options,
                const workspace::Config& config) {
    if (!options.wait.empty()) target.wait = parse_duration(options.wait, "`--wait`");
    if (!options.lock_wait.empty()) {
        target.lock_wait = parse_duration(options.lock_wait, "`--lock-wait`");
    } else if (config.lock_wait.value) {
        target.lock_wait =
            parse_duration(*config.lock_wait.value, to_string(config.lock_wait.where));
    }
    target.lock_timeout = server_timeout(options.lock_timeout, config.lock_timeout, "lock-timeout");
    target.statement_timeout =
        server_timeout(options.statement_timeout, config.statement_timeout, "statement-timeout");
    for (const auto& [name, value] : config.variables)
        target.settings.emplace_back(fmt::format("var.{}", name), value);
}

}  // namespace

void add_target(CLI::App& app, TargetOptions& options, Access access) {
    add_value(app, "-t,--target", options.target, "TARGET",
              "A target of pgmeta.yaml, a URL or keyword=value string, or dev:[NAME] "
              "(default: PGMETA_TARGET, DATABASE_URL, PG*, then default_target)",
              Section::target);
    add_value(app, "-d,--database,--db", options.database, "NAME",
              "The database's name: replaces the one in the target; alone, it is reached by "
              "the PG* variables",
              Section::target);
    add_value(app, "--wait", options.wait, "TIME",
              "Wait for a server that is starting (default: 0; alone: 60s)", Section::target);
    if (access == Access::read) return;
    add_value(app, "--lock-wait", options.lock_wait, "TIME",
              "How long to wait for another deployer (default: deploy.lock_wait, 60s)",
              Section::target);
    add_value(app, "--lock-timeout", options.lock_timeout, "TIME",
              "lock_timeout of the scripts (default: deploy.lock_timeout, the server's)",
              Section::target);
    add_value(app, "--statement-timeout", options.statement_timeout, "TIME",
              "statement_timeout of the scripts (default: deploy.statement_timeout, the "
              "server's)",
              Section::target);
}

TargetChoice choose_target(const TargetOptions& options,
                           const workspace::Config& config,
                           const Environment& environment) {
    auto choice = without_database(options, config, environment);
    if (options.database.empty()) return choice;
    if (choice.dev) {
        choice.dev_name = options.database;
    } else {
        choice.info.set("dbname", options.database);
    }
    return choice;
}

engine::Target open_target(Context& context,
                           const TargetOptions& options,
                           const workspace::Config& config,
                           const std::string& dev_name) {
    auto choice = choose_target(options, config,
                                [&context](const char* name) { return context.environment(name); });
    if (choice.dev_name.empty()) choice.dev_name = dev_name;
    engine::Target target;
    set_limits(target, options, config);
    target.name = choice.name;
    target.is_protected = choice.is_protected;
    target.interrupts = &context.interrupts();
    target.info = choice.dev ? open_dev(context, choice, config) : choice.info;
    return target;
}

void forget_other_servers() {
    for (const char* name : {"PGSERVICE", "PGHOSTADDR", "PGREQUIREPEER", "PGREQUIREAUTH",
                             "PGCHANNELBINDING", "PGTARGETSESSIONATTRS", "PGOPTIONS"})
        ::unsetenv(name);
}

ServerTarget open_server(Context& context,
                         const TargetOptions& options,
                         const workspace::Config& config) {
    const auto choice = choose_target(
        options, config, [&context](const char* name) { return context.environment(name); });
    ServerTarget result;
    if (choice.dev) {
        result.database =
            choice.dev_name.empty() ? default_dev_name(context, config) : choice.dev_name;
    } else {
        result.database = choice.info.effective("dbname");
        if (result.database.empty()) result.database = choice.info.effective("user");
    }
    auto elsewhere = options;
    elsewhere.database = "postgres";
    result.maintenance = open_target(context, elsewhere, config);
    return result;
}

void refuse_protected(const engine::Target& target, bool allowed, std::string_view command) {
    if (!target.is_protected || allowed) return;
    throw Error{
        Fault::usage, "target-protected",
        fmt::format("target `{}` is protected, and `{}` would change what is deployed there",
                    target.name, command)}
        .hint("`--allow-protected` goes on all the same");
}

std::string default_dev_name(Context& context, const workspace::Config& config) {
    const auto folder = config.file.empty() ? context.directory()
                                            : std::filesystem::path{config.file}.parent_path();
    const auto name = std::filesystem::absolute(folder).lexically_normal().filename().string();
    if (!name.empty()) return name;
    throw Error{Fault::usage, "target-missing", "`dev:` has no folder to take its name from"}.hint(
        "write dev:NAME");
}

}  // namespace pgmeta::cli
