// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "output/json.hpp"
#include "output/progress.hpp"
#include "pgmeta/registry/install.hpp"

#include <string_view>

namespace pgmeta::cli {

/// Where packages of others come from, as npm is configured.
registry::Settings registry_settings(Context& context, const workspace::Workspace& workspace);

/// The workspace, after an installation that was cut off was taken back.
workspace::Workspace load_to_install(Context& context);

/// Tells a terminal how far downloads are; with --verbose a line for each, to whatever there is.
registry::Progress show_downloads(Context& context, ProgressLine& line);

/// Prints what an installation did, or with `extra` more fields of --json.
int print_report(Context& context,
                 const registry::InstallReport& report,
                 std::string_view command,
                 const Json& extra = Json::object());

}  // namespace pgmeta::cli
