// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/engine/run.hpp"

namespace pgmeta::cli {

/// A database of a unique name on the private local server, dropped at the end.
class ScratchDatabase {
public:
    /// Starts the server when it does not run.
    explicit ScratchDatabase(Context& context);
    ~ScratchDatabase();
    ScratchDatabase(const ScratchDatabase&) = delete;
    ScratchDatabase& operator=(const ScratchDatabase&) = delete;

    [[nodiscard]] const engine::Target& target() const { return target_; }

private:
    engine::Target target_;
};

}  // namespace pgmeta::cli
