// SPDX-License-Identifier: MIT
#include "keyword.hpp"

#include <array>
#include <cstddef>

namespace pgmeta::sqltext {

namespace {

struct Entry {
    std::string_view text;
    Keyword keyword = Keyword::none;
};

constexpr std::array entries{
    Entry{"abort", Keyword::abort},
    Entry{"all", Keyword::all},
    Entry{"alter", Keyword::alter},
    Entry{"and", Keyword::and_},
    Entry{"as", Keyword::as},
    Entry{"atomic", Keyword::atomic},
    Entry{"begin", Keyword::begin},
    Entry{"bigserial", Keyword::bigserial},
    Entry{"by", Keyword::by},
    Entry{"case", Keyword::case_},
    Entry{"chain", Keyword::chain},
    Entry{"cluster", Keyword::cluster},
    Entry{"column", Keyword::column},
    Entry{"comment", Keyword::comment},
    Entry{"commit", Keyword::commit},
    Entry{"concurrently", Keyword::concurrently},
    Entry{"connect", Keyword::connect},
    Entry{"constraint", Keyword::constraint},
    Entry{"copy", Keyword::copy},
    Entry{"create", Keyword::create},
    Entry{"create_slot", Keyword::create_slot},
    Entry{"database", Keyword::database},
    Entry{"detach", Keyword::detach},
    Entry{"discard", Keyword::discard},
    Entry{"domain", Keyword::domain},
    Entry{"drop", Keyword::drop},
    Entry{"end", Keyword::end},
    Entry{"exclude", Keyword::exclude},
    Entry{"false", Keyword::false_},
    Entry{"foreign", Keyword::foreign},
    Entry{"from", Keyword::from},
    Entry{"function", Keyword::function},
    Entry{"global", Keyword::global},
    Entry{"grant", Keyword::grant},
    Entry{"identity", Keyword::identity},
    Entry{"index", Keyword::index},
    Entry{"local", Keyword::local},
    Entry{"materialized", Keyword::materialized},
    Entry{"no", Keyword::no},
    Entry{"off", Keyword::off},
    Entry{"on", Keyword::on},
    Entry{"or", Keyword::or_},
    Entry{"owner", Keyword::owner},
    Entry{"partition", Keyword::partition},
    Entry{"policy", Keyword::policy},
    Entry{"prepare", Keyword::prepare},
    Entry{"prepared", Keyword::prepared},
    Entry{"primary", Keyword::primary},
    Entry{"procedure", Keyword::procedure},
    Entry{"recursive", Keyword::recursive},
    Entry{"reindex", Keyword::reindex},
    Entry{"release", Keyword::release},
    Entry{"replace", Keyword::replace},
    Entry{"revoke", Keyword::revoke},
    Entry{"rollback", Keyword::rollback},
    Entry{"rule", Keyword::rule},
    Entry{"savepoint", Keyword::savepoint},
    Entry{"schema", Keyword::schema},
    Entry{"sequence", Keyword::sequence},
    Entry{"serial", Keyword::serial},
    Entry{"serial2", Keyword::serial2},
    Entry{"serial4", Keyword::serial4},
    Entry{"serial8", Keyword::serial8},
    Entry{"set", Keyword::set},
    Entry{"smallserial", Keyword::smallserial},
    Entry{"start", Keyword::start},
    Entry{"stdin", Keyword::stdin},
    Entry{"stdout", Keyword::stdout},
    Entry{"subscription", Keyword::subscription},
    Entry{"system", Keyword::system},
    Entry{"table", Keyword::table},
    Entry{"tablespace", Keyword::tablespace},
    Entry{"temp", Keyword::temp},
    Entry{"temporary", Keyword::temporary},
    Entry{"to", Keyword::to},
    Entry{"transaction", Keyword::transaction},
    Entry{"trigger", Keyword::trigger},
    Entry{"type", Keyword::type},
    Entry{"unique", Keyword::unique},
    Entry{"unlogged", Keyword::unlogged},
    Entry{"vacuum", Keyword::vacuum},
    Entry{"verbose", Keyword::verbose},
    Entry{"view", Keyword::view},
    Entry{"work", Keyword::work},
};

constexpr std::size_t longest = 12;
constexpr std::size_t slots = 512;

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

constexpr std::size_t slot_of(std::string_view word) {
    const auto at = [word](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(lower(word[i])));
    };
    return (word.size() * 131 + at(0) * 37 + at(1) * 7 + at(word.size() - 1) * 61) % slots;
}

/// Open addressing: a word stands in its slot or in the next free one.
constexpr std::array<Entry, slots> make_table() {
    std::array<Entry, slots> table{};
    for (const auto& entry : entries) {
        std::size_t slot = slot_of(entry.text);
        while (!table[slot].text.empty())
            slot = (slot + 1) % slots;
        table[slot] = entry;
    }
    return table;
}

constexpr auto table = make_table();

bool spells(std::string_view word, std::string_view keyword) {
    if (word.size() != keyword.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(word[i]) != keyword[i]) return false;
    return true;
}

}  // namespace

Keyword keyword_of(std::string_view word) {
    if (word.size() < 2 || word.size() > longest) return Keyword::none;
    for (std::size_t slot = slot_of(word); !table[slot].text.empty(); slot = (slot + 1) % slots)
        if (spells(word, table[slot].text)) return table[slot].keyword;
    return Keyword::none;
}

}  // namespace pgmeta::sqltext
