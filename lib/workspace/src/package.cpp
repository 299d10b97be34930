// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/package.hpp"

namespace pgmeta::workspace {

namespace {

std::string joined(std::string_view directory, ScriptKind kind, std::string_view change) {
    constexpr std::string_view ending = ".sql";
    const auto folder = to_string(kind);
    std::string path;
    path.reserve(directory.size() + folder.size() + change.size() + ending.size() + 2);
    if (!directory.empty()) path.append(directory).append(1, '/');
    return path.append(folder).append(1, '/').append(change).append(ending);
}

}  // namespace

std::string_view to_string(ScriptKind kind) {
    switch (kind) {
        case ScriptKind::deploy:
            return "deploy";
        case ScriptKind::revert:
            return "revert";
        case ScriptKind::verify:
            return "verify";
    }
    return {};
}

// Asked for every script of a workspace: joined by hand, which std::filesystem::path does in a
// hundred times the time.
std::string Package::script(ScriptKind kind, std::string_view change) const {
    return joined(directory.native(), kind, change);
}

std::string Package::shown_script(ScriptKind kind, std::string_view change) const {
    return joined(shown_directory == "." ? std::string_view{} : shown_directory, kind, change);
}

}  // namespace pgmeta::workspace
