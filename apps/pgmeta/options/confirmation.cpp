// SPDX-License-Identifier: MIT
#include "options/confirmation.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"

namespace pgmeta::cli {

void add_confirmation(CLI::App& app, Confirmation& confirmation) {
    add_flag(app, "-y,--yes", confirmation.yes, "Do not ask");
    add_flag(app, "--allow-protected", confirmation.allow_protected,
             "Go on for a target with `protected: true`");
}

void require_answer(const Context& context, const Confirmation& confirmation) {
    if (confirmation.yes || context.may_ask()) return;
    throw Error{Fault::usage, "confirmation-needed",
                "this command asks before it changes anything, and nobody can answer: the standard "
                "input is no terminal"}
        .hint("`--yes` goes on without asking")
        .hint("`--dry-run` only says what would happen");
}

}  // namespace pgmeta::cli
