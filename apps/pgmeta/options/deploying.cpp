// SPDX-License-Identifier: MIT
#include "options/deploying.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

void add_tx(CLI::App& app, TxOptions& options) {
    add_value(app, "--tx", options.tx, "MODE",
              "What commits together: all, package or change (default: deploy.tx, "
              "all; alone: all)");
    add_flag(app, "--no-tx", options.no_tx, "The same as --tx=change");
}

engine::TxMode choose_tx(const TxOptions& options, const workspace::Config& config) {
    if (options.no_tx && !options.tx.empty()) {
        throw Error{Fault::usage, "option-value",
                    fmt::format("`--no-tx` and `--tx={}` contradict each other", options.tx)};
    }
    if (options.no_tx) return engine::TxMode::change;
    const auto text = options.tx.empty() ? config.deploy_tx.value.value_or("all") : options.tx;
    if (text == "all") return engine::TxMode::all;
    if (text == "package") return engine::TxMode::package;
    if (text == "change") return engine::TxMode::change;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--tx` expects all, package or change, and found `{}`", text)};
}

}  // namespace pgmeta::cli
