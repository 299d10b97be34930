// SPDX-License-Identifier: MIT
#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "output/diagnostics.hpp"
#include "output/json.hpp"
#include "pgmeta/author/requirements.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> packages;
    bool fix = false;
};

Json to_json(const author::RequirementFinding& finding) {
    auto result = cli::to_json(author::to_diagnostic(finding));
    result["package"] = finding.package->name;
    result["change"] = finding.package->plan.changes[finding.change].name;
    result["requirement"] = finding.requirement;
    result["made_by"] = fmt::format("{}:{}", finding.maker->name,
                                    finding.maker->plan.changes[finding.made_by].name);
    return result;
}

int check(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    std::vector<const workspace::Package*> packages;
    for (const auto& name : options.packages)
        packages.push_back(&workspace.get(name));
    const auto findings = author::check_required(workspace, packages);
    const auto edit = options.fix ? author::add_required(workspace, findings) : FileEdit{};
    edit.commit();
    Diagnostics found;
    auto listed = Json::array();
    std::size_t fixed = 0;
    for (const auto& finding : findings) {
        const bool repaired = options.fix && finding.what == author::Shortcoming::missing &&
                              !finding.package->installed;
        fixed += repaired ? 1 : 0;
        if (!repaired) found.add(author::to_diagnostic(finding));
        listed.push_back(to_json(finding));
        listed.back()["fixed"] = repaired;
    }
    if (context.globals().json) {
        auto files = Json::array();
        for (const auto& file : edit.files())
            files.push_back(display_path(file, std::filesystem::current_path()));
        print(context.out(), Json{{"ok", !found.has_errors()},
                                  {"command", "requires check"},
                                  {"errors", found.errors()},
                                  {"warnings", found.warnings()},
                                  {"fixed", fixed},
                                  {"files", std::move(files)},
                                  {"findings", std::move(listed)}});
        return found.has_errors() ? exit_code(Fault::workspace) : 0;
    }
    const auto problems = found.sorted();
    print(context.out(), context.out_style(), problems);
    if (!context.globals().quiet) {
        const auto counted = count_problems(problems);
        const auto added =
            fixed == 0 ? std::string{} : fmt::format("; {} added", count_of(fixed, "requirement"));
        context.out() << fmt::format("{}{}\n", counted.empty() ? "no problems" : counted, added);
        for (const auto& file : edit.files())
            context.out() << fmt::format("  {}\n",
                                         display_path(file, std::filesystem::current_path()));
    }
    return found.has_errors() ? exit_code(Fault::workspace) : 0;
}

Action add_check(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->packages,
                 "Packages to judge (default: all that are not installed ones)");
    add_flag(app, "--fix", options->fix, "Add what is missing to plans and scripts");
    return [options](Context& context) { return check(context, *options); };
}

}  // namespace

constexpr Command requires_check_command{
    .name = "requires check",
    .group = "Write packages",
    .summary = "Compare what changes require with what they use",
    .arguments = "[PACKAGE…]",
    .description =
        "Reads what every deploy script makes and what it uses, and compares that with the plan:\n"
        "\n"
        "An error is a requirement that is missing: deploying the change without what makes the "
        "object fails, and only the plan's order hides it. Warnings are requirements that nothing "
        "in the scripts needs, objects that only a function needs when it runs, and objects that the plan makes further down. "
        "A note is an object that is there only because something else requires "
        "it. Exit status 3 when there are errors.\n"
        "\n"
        "--fix adds the missing requirements to the plan, the script's `-- requires:` lines and, "
        "for another package, the control file: all files or none. A script with another comment "
        "counts as changed in databases where it is deployed.\n"
        "\n"
        "Dynamic SQL is not seen, bodies of functions only as far as SQL and PL/pgSQL say it plainly, "
        "and what could mean several objects is left out. `pgmeta test --each-alone` proves on a server what "
        "this command reads.",
    .examples =
        "pgmeta requires check\n"
        "pgmeta requires check billing --json\n"
        "pgmeta requires check --fix\n",
    .json =
        "ok: true when there are no errors, or all were fixed\n"
        "command: requires check\n"
        "errors: number of errors left\n"
        "warnings: number of warnings\n"
        "fixed: number of requirements added\n"
        "files: paths of the files written\n"
        "findings: list of {severity, id, message, location, hints, package, change, requirement, "
        "made_by, fixed}\n",
    .add = add_check,
};

}  // namespace pgmeta::cli
