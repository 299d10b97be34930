// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/snapshot.hpp"

#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/snapshots.hpp"
#include "options/target.hpp"
#include "output/snapshot_text.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/snapshot/json.hpp"
#include "pgmeta/snapshot/take.hpp"

#include <fmt/format.h>

#include <memory>
#include <sstream>

namespace pgmeta::cli {

namespace {

struct Options {
    TargetOptions target;
    NarrowingOptions narrowing;
    std::string output;
};

void print_snapshot(std::ostream& stream, const snapshot::Snapshot& taken, bool json) {
    if (!json) return print(stream, taken);
    Json object{{"ok", true}, {"command", "snapshot"}};
    object.update(snapshot::to_json(taken));
    print(stream, object);
}

int snapshot(Context& context, const Options& options) {
    const auto target = open_target(context, options.target, context.load_config());
    auto connection = engine::connect(target, "snapshot");
    const auto taken = narrow(snapshot::take(connection), narrowing(options.narrowing));
    const bool json = context.globals().json || options.output.ends_with(".json");
    if (options.output.empty() || options.output == "-") {
        print_snapshot(context.out(), taken, json);
        return 0;
    }
    std::ostringstream text;
    print_snapshot(text, taken, json);
    write_file_atomically(context.directory() / options.output, text.str());
    context.note(fmt::format("{} of {} written to {}", count_of(taken.objects.size(), "object"),
                             connection.describe(), options.output));
    return 0;
}

Action add_snapshot(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "-o,--output", options->output, "FILE",
              "Write to this file; as JSON when it ends in .json");
    add_narrowing(app, options->narrowing);
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return snapshot(context, *options); };
}

}  // namespace

constexpr Command snapshot_command{
    .name = "snapshot",
    .group = "Look at a database",
    .summary = "Describe every object of a database",
    .arguments = "",
    .description =
        "Schemas, tables with their columns, constraints, indexes, triggers and policies, views, "
        "functions, types and whatever else a package can create, with owners, grants and comments: "
        "the same text for the same objects, in whatever order they were made. Not in it: data, "
        "the ledger, members of extensions, roles, and the database's own settings.\n"
        "\n"
        "Reads only, in one round trip: it works on a standby and for a role without privileges. "
        "As JSON it can be read back by `pgmeta diff`.",
    .examples =
        "pgmeta snapshot --target dev:\n"
        "pgmeta snapshot --database app --schema billing --no-owner\n"
        "pgmeta snapshot --target staging -o staging.json\n",
    .json =
        "ok: true\n"
        "command: snapshot\n"
        "snapshot_format: number of the format (docs/reference/snapshot-format.md)\n"
        "server_version: a number, like 150018\n"
        "objects: list of {kind, identity, schema, parent, attributes}\n",
    .add = add_snapshot,
};

}  // namespace pgmeta::cli
