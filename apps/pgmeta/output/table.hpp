// SPDX-License-Identifier: MIT
#pragma once

#include "output/style.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// Columns as wide as their content; numbers stand to the right.
class Table {
public:
    explicit Table(std::vector<std::string> header);

    void add(std::vector<std::string> row);
    void print(std::ostream& stream, const Style& style) const;

private:
    [[nodiscard]] std::string line(const std::vector<std::string>& row) const;

    std::vector<std::size_t> widths_;
    std::vector<std::string> header_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace pgmeta::cli
