// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "output/json.hpp"
#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/engine/run.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::cli {

/// The words a run is told with.
struct RunWords {
    std::string_view command;  ///< deploy
    std::string_view done;     ///< deployed
    std::string_view would;    ///< would be deployed
    std::string_view nothing;  ///< Nothing to deploy
    std::string_view already;  ///< already deployed
    char sign = '+';
};

inline constexpr RunWords deploy_words{
    "deploy", "deployed", "would be deployed", "Nothing to deploy", "already deployed", '+'};
inline constexpr RunWords revert_words{
    "revert", "reverted", "would be reverted", "Nothing to revert", "not deployed", '-'};
inline constexpr RunWords baseline_words{
    "baseline", "recorded", "would be recorded", "Nothing to record", "already recorded", '+'};

/// Prints what a run did, as text or JSON, and returns the exit status.
///
/// `sql` holds the messages of a dry run that asked for them; they go to stdout, and the rest of
/// the text to stderr.  `extra` is more fields of --json.
int print_report(Context& context,
                 const engine::Report& report,
                 const RunWords& words,
                 const std::vector<std::string>* sql = nullptr,
                 const Json& extra = Json::object());

/// One line per change, or per package when there are many and not everything was asked for.
void print_changes(std::ostream& stream,
                   const std::vector<engine::ChangeRef>& changes,
                   char sign,
                   bool every_one);

/// Number of different packages in `changes`.
std::size_t count_packages(const std::vector<engine::ChangeRef>& changes);

}  // namespace pgmeta::cli
