// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::sqltext {

/// A statement that a proposal could not deal with, or not with certainty.
struct Doubt {
    std::size_t offset = 0;  ///< of the statement in the deploy script, in bytes
    std::string statement;   ///< its beginning, on one line
    std::string reason;
    bool in_revert = false;  ///< the revert script fails until somebody has written this part
    bool in_verify = false;  ///< so does the verify script
};

/// Scripts that take a deploy script back and check that it is there.
///
/// The revert script undoes in the reverse order; the verify script fails where something is not
/// there.  What could not be derived stands in them as a statement that always fails.
struct Proposal {
    std::string revert;
    std::string verify;
    std::vector<Doubt> doubts;  ///< in the deploy script's order
};

/// Derives both from the parse tree of every statement.  Empty scripts when there is none.
Proposal propose(std::string_view deploy);

}  // namespace pgmeta::sqltext
