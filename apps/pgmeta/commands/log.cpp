// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/engine/status.hpp"

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    TargetOptions target;
    std::int64_t limit = 20;
};

Json to_json(const std::vector<ledger::Event>& events) {
    auto list = Json::array();
    for (const auto& event : events) {
        list.push_back(Json{{"id", event.id},
                            {"type", event.type},
                            {"package", event.package},
                            {"change", event.change},
                            {"occurred_at", event.occurred_at},
                            {"error_message", event.error_message},
                            {"error_code", event.error_code}});
    }
    return {{"ok", true}, {"command", "log"}, {"events", list}};
}

void print_text(Context& context, const std::vector<ledger::Event>& events) {
    if (events.empty()) {
        context.out() << "No events: nothing was deployed in this database yet.\n";
        return;
    }
    Table table{{"when", "what", "change", "failure"}};
    for (const auto& event : events) {
        const auto change =
            event.change.empty() ? event.package : event.package + ":" + event.change;
        const auto line = event.error_message.substr(0, event.error_message.find('\n'));
        table.add({event.occurred_at, event.type, change,
                   event.error_code.empty() ? line : event.error_code + " " + line});
    }
    table.print(context.out(), context.out_style());
}

int log(Context& context, const Options& options) {
    if (options.limit < 1)
        throw Error{Fault::usage, "option-value", "`--limit` expects a number of at least 1"};
    const auto config = context.load_config();
    const auto target = open_target(context, options.target, config);
    const auto events = engine::log(target, options.limit);
    if (context.globals().json) {
        print(context.out(), to_json(events));
    } else {
        print_text(context, events);
    }
    return 0;
}

Action add_log(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_number(app, "--limit", options->limit, "N", "How many events (default: 20)");
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return log(context, *options); };
}

}  // namespace

constexpr Command log_command{
    .name = "log",
    .group = "Look at a database",
    .summary = "Show what happened in a database, newest first",
    .arguments = "",
    .description =
        "Shows the events of the ledger, newest first: deployments, reverts and failures, "
        "whichever tool recorded them. Reads only.",
    .examples =
        "pgmeta log --target dev:\n"
        "pgmeta log --database app --limit 100 --json\n",
    .json =
        "ok: true\n"
        "command: log\n"
        "events: list of {id, type, package, change, occurred_at (ISO 8601, UTC), error_message, "
        "error_code (a SQLSTATE)}; the last two are empty unless something failed\n",
    .add = add_log,
};

}  // namespace pgmeta::cli
