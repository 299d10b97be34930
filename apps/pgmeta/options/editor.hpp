// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// The words of VISUAL, else EDITOR.  Throws "editor-missing" (Fault::usage).
std::vector<std::string> find_editor(Context& context);

/// Runs the editor on a file, without a shell, and waits for it.  Throws "editor-failed"
/// (Fault::environment).
void run_editor(std::vector<std::string> editor, const std::filesystem::path& file);

}  // namespace pgmeta::cli
