// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"
#include "pgmeta/workspace/config.hpp"

#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

struct TxOptions {
    std::string tx;
    bool no_tx = false;
};

/// Registers --tx[=MODE] and --no-tx.
void add_tx(CLI::App& app, TxOptions& options);

/// How much commits together: the options, else deploy.tx, else everything.
///
/// Throws "option-value" (Fault::usage) for anything but all, package and change.
engine::TxMode choose_tx(const TxOptions& options, const workspace::Config& config);

}  // namespace pgmeta::cli
