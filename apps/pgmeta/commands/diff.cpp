// SPDX-License-Identifier: MIT
#include "cli.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/snapshots.hpp"
#include "output/snapshot_text.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/snapshot/compare.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> sides;
    NarrowingOptions narrowing;
};

void check(const std::vector<std::string>& sides) {
    if (sides.size() != 2) {
        throw Error{Fault::usage, "argument-missing",
                    fmt::format("`diff` expects two snapshots, and found {}", sides.size())}
            .hint("each is a file of `pgmeta snapshot --json`, `-`, a target, or `workspace:`");
    }
    if (sides[0] == "-" && sides[1] == "-")
        throw Error{Fault::usage, "options-contradict",
                    "only one side can be the standard input, found `-` twice"};
}

int diff(Context& context, const Options& options) {
    check(options.sides);
    const auto wanted = narrowing(options.narrowing);
    const auto before = narrow(open_snapshot(context, options.sides[0]), wanted);
    const auto after = narrow(open_snapshot(context, options.sides[1]), wanted);
    const auto difference = compare(before, after);
    if (context.globals().json) {
        Json object{{"ok", true}, {"command", "diff"}, {"equal", difference.empty()}};
        object.update(to_json(difference));
        print(context.out(), object);
    } else {
        print(context.out(), context.out_style(), difference, context.globals().verbose);
        if (!context.globals().quiet)
            context.out() << (difference.empty() ? "No difference.\n"
                                                 : count_differences(difference) + ".\n");
    }
    return difference.empty() ? 0 : exit_code(Fault::conflict);
}

Action add_diff(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "BEFORE AFTER", options->sides,
                 "A file of `pgmeta snapshot --json`, - for the standard input, a target as "
                 "--target takes it, or workspace:[PACKAGE]");
    add_narrowing(app, options->narrowing);
    return [options](Context& context) { return diff(context, *options); };
}

}  // namespace

constexpr Command diff_command{
    .name = "diff",
    .group = "Look at a database",
    .summary = "Compare the objects of two databases or snapshots",
    .arguments = "BEFORE AFTER",
    .description =
        "What would make AFTER of BEFORE: objects that came (+), went (-) or changed (~), each with "
        "the attributes that differ. With --verbose also everything about those that came and "
        "went.\n"
        "\n"
        "`workspace:` is what the packages here create: they are deployed into a scratch database "
        "of the private local server, which is dropped afterwards; `workspace:PACKAGE` takes one "
        "package and what it needs. The exit status is 4 when there is a difference, 0 when there "
        "is none.",
    .examples =
        "pgmeta diff before.json after.json\n"
        "pgmeta diff workspace: staging --no-owner\n"
        "pgmeta snapshot --target dev: --json | pgmeta diff - staging --schema billing\n",
    .json =
        "ok: true\n"
        "command: diff\n"
        "equal: true when there is no difference\n"
        "added: list of {kind, identity, schema, parent, attributes}\n"
        "removed: list of the same\n"
        "changed: list of {kind, identity, schema, parent, attributes: list of {name, before, "
        "after}}; before and after are null where an object lacks the attribute\n",
    .add = add_diff,
};

}  // namespace pgmeta::cli
