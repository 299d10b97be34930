// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::sqltext {

/// A `-- requires: NAME` line at the top of a script.
struct HeaderRequirement {
    std::string text;  ///< as written, without white space around it
    int line = 0;      ///< 1-based
    int column = 0;    ///< 1-based, in characters, of `text`
};

/// The requirements that a script's leading comment lines name, in their order.
///
/// Reads blank lines and `--` lines up to the first other line: the same words inside a function
/// body or further down are no requirement (spec/pgpm.md 2.2).  Lines without a name are left out.
std::vector<HeaderRequirement> header_requirements(std::string_view sql);

/// True when two spellings of a requirement can mean the same: headers often leave the package out
/// where the plan names it, so it is compared only when both name one.
bool same_requirement(std::string_view a, std::string_view b);

}  // namespace pgmeta::sqltext
