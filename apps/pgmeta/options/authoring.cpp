// SPDX-License-Identifier: MIT
#include "options/authoring.hpp"

#include "options/register.hpp"
#include "output/style.hpp"
#include "pgmeta/author/identity.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

void add_package_option(CLI::App& app, AuthoringOptions& options) {
    add_value(app, "--package", options.package, "PACKAGE",
              "The package by any of its names (default: the package of the current folder)");
}

void add_planner_option(CLI::App& app, AuthoringOptions& options) {
    add_value(app, "--planner", options.planner, "NAME <EMAIL>",
              "Who the plan line names (default: PGMETA_PLANNER, else the user Git knows)");
}

const workspace::Package& own_package(const workspace::Workspace& workspace,
                                      const std::string& named) {
    if (!named.empty()) return workspace.get(named);
    if (workspace.current != nullptr) return *workspace.current;
    const workspace::Package* only = nullptr;
    bool several = false;
    for (const auto& package : workspace.packages) {
        if (package->installed) continue;
        several = only != nullptr;
        only = package.get();
        if (several) break;
    }
    if (only != nullptr && !several) return *only;
    throw Error{Fault::usage, "package-missing",
                "expected to know which package is meant, and the folder is none's"}
        .hint("go to the package's folder, or name it with `--package`");
}

workspace::Selection own_change(const workspace::Workspace& workspace,
                                const std::string& named_package,
                                const std::string& change) {
    if (change.find(':') != std::string::npos) return workspace::select(workspace, change);
    return workspace::select_in(own_package(workspace, named_package), change);
}

workspace::Signature author_signature(Context& context,
                                      const AuthoringOptions& options,
                                      const std::filesystem::path& folder) {
    return author::signature(
        options.planner, [&](const char* name) { return context.environment(name); }, folder);
}

int report_edit(Context& context, const FileEdit& edit, const std::string& summary, Json object) {
    const auto base = std::filesystem::current_path();
    auto files = Json::array();
    for (const auto& file : edit.files())
        files.push_back(display_path(file, base));
    if (context.globals().json) {
        object["files"] = std::move(files);
        print(context.out(), object);
        return 0;
    }
    if (context.globals().quiet) return 0;
    context.out() << printable(summary) << '\n';
    for (const auto& file : files)
        context.out() << "  " << printable(file.get<std::string>()) << '\n';
    return 0;
}

}  // namespace pgmeta::cli
