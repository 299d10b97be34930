// SPDX-License-Identifier: MIT
#include "output/table.hpp"

#include "pgmeta/base/text.hpp"

#include <algorithm>
#include <cctype>

namespace pgmeta::cli {

namespace {

bool is_number(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return std::isdigit(c) != 0; });
}

}  // namespace

Table::Table(std::vector<std::string> header) : header_{std::move(header)} {
    for (const auto& cell : header_)
        widths_.push_back(utf8_length(cell));
}

void Table::add(std::vector<std::string> row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = printable(row[i]);
        std::replace(row[i].begin(), row[i].end(), '\n', '?');  // a row is a line
        widths_[i] = std::max(widths_[i], utf8_length(row[i]));
    }
    rows_.push_back(std::move(row));
}

void Table::print(std::ostream& stream, const Style& style) const {
    stream << style(Ink::bold, line(header_)) << '\n';
    for (const auto& row : rows_)
        stream << line(row) << '\n';
}

std::string Table::line(const std::vector<std::string>& row) const {
    std::string result;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string space(widths_[i] - utf8_length(row[i]), ' ');
        result += is_number(row[i]) ? space + row[i] : row[i] + space;
        result += "  ";
    }
    result.erase(result.find_last_not_of(' ') + 1);
    return result;
}

}  // namespace pgmeta::cli
