// SPDX-License-Identifier: MIT
#include "options/snapshots.hpp"

#include "options/packages.hpp"
#include "options/register.hpp"
#include "options/scratch.hpp"
#include "options/target.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/snapshot/json.hpp"
#include "pgmeta/snapshot/take.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

constexpr std::string_view workspace_prefix = "workspace:";

snapshot::Snapshot take_from(const engine::Target& target) {
    auto connection = engine::connect(target, "snapshot");
    return snapshot::take(connection);
}

/// Throws what stopped the deployment, with the problems of files in `context`.
void deploy_all(Context& context, const engine::Target& target, const std::string& package) {
    const auto workspace = context.load_workspace();
    engine::DeployOptions options;
    PackageOptions packages;
    packages.argument = package;
    if (!package.empty()) options.roots = {*select_package(workspace, packages)};
    options.verify = false;
    options.tool_version = version();
    const auto report = engine::deploy(target, workspace, options, engine::Observer{});
    if (!report.failure) return;
    context.problems.insert(context.problems.end(), report.problems.begin(), report.problems.end());
    auto failure = *report.failure;
    failure.add_frame("while deploying the workspace into a scratch database");
    throw failure;
}

snapshot::Snapshot from_workspace(Context& context, const std::string& package) {
    const ScratchDatabase scratch{context};
    deploy_all(context, scratch.target(), package);
    return take_from(scratch.target());
}

bool names_target(const std::string& word, const workspace::Config& config) {
    return config.find_target(word) != nullptr || word == "dev" || word.starts_with("dev:") ||
           pg::ConnInfo::is_connection_string(word);
}

}  // namespace

void add_narrowing(CLI::App& app, NarrowingOptions& options) {
    add_values(app, "-n,--schema", options.schemas, "NAME",
               "Only objects in this schema; may be given several times");
    add_values(app, "-N,--exclude-schema", options.excluded_schemas, "NAME",
               "Nothing in this schema; may be given several times");
    add_flag(app, "--owner,!--no-owner", options.owner, "Include who owns what (default: yes)");
    add_flag(app, "--privileges,!--no-privileges", options.privileges,
             "Include grants and default privileges (default: yes)");
}

snapshot::Narrowing narrowing(const NarrowingOptions& options) {
    return {options.schemas, options.excluded_schemas, options.owner, options.privileges};
}

snapshot::Snapshot open_snapshot(Context& context, const std::string& word) {
    if (word == "-") return snapshot::from_json(context.read_input(), "the standard input");
    if (word.starts_with(workspace_prefix))
        return from_workspace(context, word.substr(workspace_prefix.size()));
    const auto config = context.load_config();
    const auto path = context.directory() / word;
    std::error_code ignored;
    if (!names_target(word, config) && std::filesystem::exists(path, ignored))
        return snapshot::from_json(read_file(path), fmt::format("`{}`", word));
    TargetOptions options;
    options.target = word;
    try {
        return take_from(open_target(context, options, config));
    } catch (Error& error) {
        if (error.id() == "target-unknown")
            error.add_hint(fmt::format("there is no file `{}` either", word));
        throw;
    }
}

}  // namespace pgmeta::cli
