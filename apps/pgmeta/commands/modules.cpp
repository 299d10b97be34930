// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/modules.hpp"

#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/tenant_options.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string module;
    std::string settings;
    std::string settings_file;
    bool all = false;
};

Json module_json(const tenant::InstalledModule& module) {
    return {{"id", module.id},
            {"module", module.module_id},
            {"name", module.name},
            {"version", module.version},
            {"is_active", module.is_active},
            {"enabled", module.enabled},
            {"settings", parsed(module.settings)},
            {"installed_at", to_json(std::optional{module.installed_at})},
            {"updated_at", to_json(std::optional{module.updated_at})}};
}

/// One module of one tenant: what most of the commands are about.
struct Work {
    Work(Context& context, const Options& options, std::string_view command)
        : of{choose_tenant(context, options.data)},
          module{required(options.module, "a module", command)},
          session{context, options.data, command},
          registry{session.modules()} {}

    [[nodiscard]] tenant::InstalledModule installed() const {
        auto found = registry.get_installed_module(of, module);
        if (!found)
            throw Error{Fault::usage, "module-not-installed",
                        fmt::format("Module {} is not installed.", module)};
        return std::move(*found);
    }

    [[nodiscard]] int done(const std::string& line) const {
        return session.done(line, {{"tenant", of}, {"module", module_json(installed())}});
    }

    std::string of;
    std::string module;
    DataSession session;
    tenant::ModuleRegistry registry;
};

std::optional<std::string> settings_of(Context& context, const Options& options) {
    if (!options.settings.empty() && !options.settings_file.empty())
        throw Error{Fault::usage, "options-contradict",
                    "expected one of `--set` and `--file`, found both"};
    if (options.settings_file == "-") return context.read_input();
    if (!options.settings_file.empty())
        return read_file(context.directory() / options.settings_file);
    if (options.settings.empty()) return std::nullopt;
    return options.settings;
}

int list(Context& context, const Options& options) {
    const auto of = choose_tenant(context, options.data);
    DataSession session{context, options.data, "modules list"};
    const auto registry = session.modules();
    const auto modules = registry.get_installed_modules(of, options.all);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& module : modules)
            array.push_back(module_json(module));
        return session.print_json({{"tenant", of}, {"modules", array}});
    }
    if (modules.empty()) return session.done("The tenant has no modules.", {});
    Table table{{"module", "name", "version", "state", "installed"}};
    for (const auto& module : modules)
        table.add({printable(module.module_id), printable(module.name), printable(module.version),
                   module.enabled ? "on" : "off", tenant::to_iso(module.installed_at)});
    table.print(context.out(), context.out_style());
    return 0;
}

int install(Context& context, const Options& options) {
    const auto settings = settings_of(context, options);
    const Work work{context, options, "modules install"};
    work.registry.install_module(work.of, work.module, settings);
    return work.done(fmt::format("{} is installed and on.", work.module));
}

int enable(Context& context, const Options& options) {
    const Work work{context, options, "modules enable"};
    if (work.installed().enabled) return work.done(fmt::format("{} is on already.", work.module));
    work.registry.install_module(work.of, work.module);
    return work.done(fmt::format("{} is on.", work.module));
}

int disable(Context& context, const Options& options) {
    require_answer(context, options.data);
    const Work work{context, options, "modules disable"};
    if (!work.installed().enabled) return work.done(fmt::format("{} is off already.", work.module));
    work.session.confirm(fmt::format("Switch module {} off", work.module));
    work.registry.uninstall_module(work.of, work.module);
    return work.done(fmt::format("{} is off; its settings are kept.", work.module));
}

int uninstall(Context& context, const Options& options) {
    require_answer(context, options.data);
    const Work work{context, options, "modules uninstall"};
    const auto module = work.installed();
    work.session.confirm(fmt::format("Remove module {} and its settings", work.module));
    work.registry.uninstall_module(work.of, work.module, true);
    return work.session.done(fmt::format("{} is removed.", work.module),
                             {{"tenant", work.of}, {"removed", module_json(module)}});
}

int settings(Context& context, const Options& options) {
    const auto wanted = settings_of(context, options);
    const Work work{context, options, "modules settings"};
    if (wanted) work.registry.set_module_settings(work.of, work.module, *wanted);
    return work.done(work.installed().settings);
}

void add_module(CLI::App& app, Options& options) {
    add_argument(app, "MODULE", options.module, "Id of the module");
}

void add_settings(CLI::App& app, Options& options) {
    add_value(app, "--set", options.settings, "JSON", "Settings: a JSON object");
    add_value(app, "--file", options.settings_file, "FILE",
              "Read the settings from FILE; - is the standard input");
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--all", options->all, "Also those that are switched off");
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

template <int (*Run)(Context&, const Options&), Asks asks>
Action add_switch(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_module(app, *options);
    add_tenant_options(app, options->data, asks);
    return [options](Context& context) { return Run(context, *options); };
}

template <int (*Run)(Context&, const Options&)>
Action add_with_settings(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_module(app, *options);
    add_settings(app, *options);
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return Run(context, *options); };
}

constexpr std::string_view group = "Manage tenants";

constexpr std::string_view module_fields =
    "ok: true\n"
    "command: modules install, modules enable, modules disable or modules settings\n"
    "target: user@host:port/database\n"
    "tenant: its id\n"
    "module: as in `modules list`\n"
    "warnings: list of problems that did not stop the run, as in `check`\n"
    "error: when not ok, as in `deploy`\n";

}  // namespace

constexpr Command modules_list_command{
    .name = "modules list",
    .group = group,
    .summary = "List the modules of a tenant",
    .arguments = "",
    .description = "Lists the modules a tenant has switched on, newest first. Writes nothing.",
    .examples = "pgmeta modules list --all --tenant 5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11\n",
    .json =
        "ok: true\n"
        "command: modules list\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "modules: list of {id, module, name, version, is_active, enabled, settings, installed_at, "
        "updated_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

constexpr Command modules_install_command{
    .name = "modules install",
    .group = group,
    .summary = "Install a module for a tenant",
    .arguments = "MODULE",
    .description =
        "Installs an active module of the catalogue, or switches one on again that is off; without "
        "settings the stored ones stay.",
    .examples =
        "pgmeta modules install agency\n"
        "pgmeta modules install agency --set '{\"colour\": \"blue\"}'\n",
    .json = module_fields,
    .add = add_with_settings<install>,
};

constexpr Command modules_enable_command{
    .name = "modules enable",
    .group = group,
    .summary = "Switch an installed module on",
    .arguments = "MODULE",
    .description = "Switches a module on that the tenant has installed. One that is on stays so.",
    .examples = "pgmeta modules enable agency\n",
    .json = module_fields,
    .add = add_switch<enable, Asks::no>,
};

constexpr Command modules_disable_command{
    .name = "modules disable",
    .group = group,
    .summary = "Switch a module off and keep its settings",
    .arguments = "MODULE",
    .description =
        "Asks, then switches a module off; its settings are kept. One that is off stays so.",
    .examples = "pgmeta modules disable agency --yes\n",
    .json = module_fields,
    .add = add_switch<disable, Asks::yes>,
};

constexpr Command modules_uninstall_command{
    .name = "modules uninstall",
    .group = group,
    .summary = "Remove a module and its settings from a tenant",
    .arguments = "MODULE",
    .description =
        "Asks, then removes the module with its settings, whether on or off. `modules disable` keeps "
        "them.",
    .examples = "pgmeta modules uninstall agency --yes\n",
    .json =
        "ok: true\n"
        "command: modules uninstall\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "removed: the module as it was, as in `modules list`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_switch<uninstall, Asks::yes>,
};

constexpr Command modules_settings_command{
    .name = "modules settings",
    .group = group,
    .summary = "Show or replace the settings of a module",
    .arguments = "MODULE",
    .description =
        "Prints the settings a tenant has for a module; with `--set` or `--file` replaces them first.",
    .examples =
        "pgmeta modules settings agency\n"
        "pgmeta modules settings agency --file settings.json\n",
    .json = module_fields,
    .add = add_with_settings<settings>,
};

}  // namespace pgmeta::cli
