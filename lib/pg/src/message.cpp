// SPDX-License-Identifier: MIT
#include "pgmeta/pg/message.hpp"

#include <algorithm>

namespace pgmeta::pg {

Message::Message() {
    add_own(0, "RESET plan_cache_mode");
}

void Message::add_own(std::size_t owner, std::string_view sql, std::size_t statements) {
    Part part;
    part.owner = owner;
    part.own = true;
    part.begin = text_.size();
    part.statements = statements;
    part.number = statements_;
    text_ += sql;
    text_ += ';';
    part.end = text_.size();
    statements_ += statements;
    parts_.push_back(part);
}

void Message::add_script(std::size_t owner,
                         std::string_view text,
                         std::size_t source_offset,
                         std::size_t first_statement,
                         std::size_t statements) {
    Part part;
    part.owner = owner;
    part.begin = text_.size();
    part.source_offset = source_offset;
    part.first_statement = first_statement;
    part.statements = statements;
    part.number = statements_;
    text_ += text;
    part.end = text_.size();
    text_ += "\n;";
    statements_ += statements;
    parts_.push_back(part);
}

void Message::add_copy_data(std::string_view data) {
    copy_data_.push_back({statements_ - 1, data});
}

std::size_t Message::part_of_statement(std::size_t number) const {
    const auto after =
        std::upper_bound(parts_.begin(), parts_.end(), number,
                         [](std::size_t n, const Part& part) { return n < part.number; });
    auto found = static_cast<std::size_t>(after - parts_.begin()) - 1;
    // A part without statements (a script of comments) shares its number with the next part.
    while (found > 0 && parts_[found].statements == 0)
        --found;
    return found;
}

}  // namespace pgmeta::pg
