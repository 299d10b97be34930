// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/confirmation.hpp"
#include "options/register.hpp"
#include "pgmeta/author/sync.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> packages;
    std::string from;
    bool dry_run = false;
    Confirmation confirmation;
};

author::SyncFrom direction(const std::string& from) {
    if (from == "headers") return author::SyncFrom::headers;
    if (from == "plan") return author::SyncFrom::plan;
    throw Error{Fault::usage, "sync-direction",
                fmt::format("`plan sync` expects `--from headers` or `--from plan`, found {}",
                            from.empty() ? "neither" : fmt::format("`{}`", from))}
        .hint("`--from headers` writes the plan, `--from plan` writes the scripts");
}

std::string shown(const std::filesystem::path& file) {
    return display_path(file, std::filesystem::current_path());
}

void print_differences(Context& context, const author::Synced& synced) {
    const auto& style = context.out_style();
    for (const auto& difference : synced.differences) {
        context.out() << style(Ink::bold, printable(shown(difference.file))) << '\n';
        for (const auto& line : difference.lines)
            context.out() << style(line.starts_with('-') ? Ink::red : Ink::green, printable(line))
                          << '\n';
    }
}

Json to_json(const std::vector<author::FileDifference>& differences) {
    auto result = Json::array();
    for (const auto& difference : differences)
        result.push_back({{"file", shown(difference.file)}, {"lines", difference.lines}});
    return result;
}

int sync(Context& context, const Options& options) {
    const auto from = direction(options.from);
    const auto workspace = context.load_workspace();
    std::vector<const workspace::Package*> packages;
    for (const auto& name : options.packages)
        packages.push_back(&workspace.get(name));
    const auto synced = author::sync_requirements(workspace, packages, from);
    const bool writes = !options.dry_run && !synced.edit.empty();
    if (writes) require_answer(context, options.confirmation);
    if (!context.globals().json) print_differences(context, synced);
    if (writes && !options.confirmation.yes &&
        !context.ask(fmt::format("Write {}?", count_of(synced.differences.size(), "file"))))
        throw Error{Fault::declined, "declined", "the answer was No: nothing was written"};
    if (writes) synced.edit.commit();
    const auto summary = synced.edit.empty() ? "Plans and scripts agree."
                         : options.dry_run   ? "Would write:"
                                             : "Wrote:";
    return report_edit(context, synced.edit, summary,
                       {{"ok", true},
                        {"command", "plan sync"},
                        {"from", options.from},
                        {"dry_run", options.dry_run},
                        {"differences", to_json(synced.differences)}});
}

Action add_sync(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->packages,
                 "Packages to look at (default: all that are not installed ones)");
    add_value(app, "--from", options->from, "SIDE", "Who is right: `headers` or `plan`");
    add_flag(app, "--dry-run", options->dry_run, "Show the difference, write nothing");
    add_flag(app, "-y,--yes", options->confirmation.yes, "Do not ask");
    return [options](Context& context) { return sync(context, *options); };
}

}  // namespace

constexpr Command plan_sync_command{
    .name = "plan sync",
    .group = "Write packages",
    .summary = "Bring plan and `-- requires:` lines into agreement",
    .arguments = "[PACKAGE…]",
    .description =
        "Where a plan and the `-- requires:` lines of a deploy script disagree, one of them is "
        "written anew: the plan with --from headers, the scripts with --from plan. The lines that "
        "go and come are shown first; then all files are written or none.\n"
        "\n"
        "A script without any such line says nothing and is left, and so is its plan line; `users` and `people:users` mean "
        "the same. A script with another comment counts as changed in databases where it is "
        "deployed.",
    .examples =
        "pgmeta plan sync --from headers\n"
        "pgmeta plan sync people --from plan --dry-run\n"
        "pgmeta plan sync --from plan --yes --json\n",
    .json =
        "ok: true\n"
        "command: plan sync\n"
        "from: headers or plan\n"
        "dry_run: true when nothing was written\n"
        "differences: list of {file, lines}; each line begins with `-` or `+`\n"
        "files: paths of the files written\n",
    .add = add_sync,
};

}  // namespace pgmeta::cli
