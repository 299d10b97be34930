// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// How a command that takes something away is allowed to.
struct Confirmation {
    bool yes = false;
    bool allow_protected = false;
};

/// Registers --yes and --allow-protected.
void add_confirmation(CLI::App& app, Confirmation& confirmation);

/// Throws "confirmation-needed" (Fault::usage) when a question would be asked and cannot be: before
/// anything else happens.
void require_answer(const Context& context, const Confirmation& confirmation);

}  // namespace pgmeta::cli
