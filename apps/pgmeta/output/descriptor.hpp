// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <streambuf>

namespace pgmeta::cli {

/// Writes to a file descriptor and remembers why that failed, which std::cout cannot tell.
class Descriptor final : public std::streambuf {
public:
    explicit Descriptor(int descriptor);

    /// The errno of the first write that failed; 0 when all went well.  Later output is dropped.
    [[nodiscard]] int failure() const noexcept { return failure_; }

protected:
    int_type overflow(int_type c) override;
    int sync() override;

private:
    std::array<char, 8192> buffer_{};
    int descriptor_;
    int failure_ = 0;
};

}  // namespace pgmeta::cli
