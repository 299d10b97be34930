// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/package.hpp"

#include <fmt/format.h>

namespace pgmeta::workspace {

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

std::filesystem::path Package::script(ScriptKind kind, std::string_view change) const {
    return directory / fmt::format("{}/{}.sql", to_string(kind), change);
}

std::string Package::shown_script(ScriptKind kind, std::string_view change) const {
    if (shown_directory.empty() || shown_directory == ".") {
        return fmt::format("{}/{}.sql", to_string(kind), change);
    }
    return fmt::format("{}/{}/{}.sql", shown_directory, to_string(kind), change);
}

}  // namespace pgmeta::workspace
