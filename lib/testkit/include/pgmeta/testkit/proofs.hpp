// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/testkit/run_tests.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What can be proved about the scripts of a package without a test being written.

namespace pgmeta::testkit {

/// Which proofs to make.
struct ProofOptions {
    /// Deploy, revert, deploy: nothing may be left, and the second time gives what the first did.
    bool full_cycle = false;
    /// Every change with nothing but the changes of its package that it requires.
    bool each_alone = false;
    /// The changes in another order that their requirements allow.
    std::optional<std::uint64_t> shuffle;
    /// A verify script must notice when something that was created is dropped or altered, and must
    /// fail where its change is not deployed.
    bool mutate = false;
    std::string tool_version;

    [[nodiscard]] bool any() const { return full_cycle || each_alone || shuffle || mutate; }
};

/// Makes the proofs for each package, in databases of their own in which what the package needs is
/// deployed.  Each proof is a result whose `file` is the package and the proof's name; what speaks
/// against it is a failure with the script to look at.
TestReport prove(const engine::Target& target,
                 const workspace::Workspace& workspace,
                 const std::vector<const workspace::Package*>& packages,
                 const ProofOptions& options,
                 const engine::Observer& observer);

/// In-package requirements of a change, direct and indirect, in plan order.
std::vector<std::size_t> requirement_closure(const workspace::Workspace& workspace,
                                             const workspace::Package& package,
                                             std::size_t change);

/// The changes of a package in an order that its requirements allow; equal for equal seeds.
std::vector<std::size_t> shuffled_order(const workspace::Workspace& workspace,
                                        const workspace::Package& package,
                                        std::uint64_t seed);

}  // namespace pgmeta::testkit
