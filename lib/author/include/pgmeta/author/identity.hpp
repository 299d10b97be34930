// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/edit_plan.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::author {

/// The value of an environment variable; empty when it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// Who writes plan lines now, and the time they carry.
///
/// The planner is `planner` (`Name <email>`), else PGMETA_PLANNER, else GIT_AUTHOR_NAME and
/// GIT_AUTHOR_EMAIL, else what `git config` says in `folder`, else user@host.  The time is
/// SOURCE_DATE_EPOCH, else now.  Throws "planner-malformed" and "source-date-epoch" (Fault::usage).
workspace::Signature signature(std::string_view planner,
                               const Environment& environment,
                               const std::filesystem::path& folder);

}  // namespace pgmeta::author
