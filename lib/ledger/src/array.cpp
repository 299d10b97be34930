// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/array.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <cstddef>

namespace pgmeta::ledger {

namespace {

class ArrayReader {
public:
    explicit ArrayReader(std::string_view text) : text_(text) {}

    std::vector<std::string> read() {
        expect('{');
        std::vector<std::string> values;
        if (peek() == '}') return finish(std::move(values));
        while (true) {
            if (peek() == '"') {
                values.push_back(quoted());
            } else if (auto word = bare(); word != "NULL") {
                values.push_back(std::move(word));
            }
            if (peek() == '}') return finish(std::move(values));
            expect(',');
        }
    }

private:
    [[nodiscard]] char peek() const {
        if (at_ >= text_.size()) fail();
        return text_[at_];
    }

    void expect(char wanted) {
        if (peek() != wanted) fail();
        ++at_;
    }

    std::string quoted() {
        expect('"');
        std::string value;
        while (peek() != '"') {
            if (peek() == '\\') ++at_;
            value += peek();
            ++at_;
        }
        expect('"');
        return value;
    }

    std::string bare() {
        const auto end = text_.find_first_of(",}", at_);
        if (end == std::string_view::npos || end == at_) fail();
        std::string word(text_.substr(at_, end - at_));
        at_ = end;
        return word;
    }

    std::vector<std::string> finish(std::vector<std::string> values) {
        if (at_ + 1 != text_.size()) fail();
        return values;
    }

    [[noreturn]] void fail() const {
        throw Error{
            Fault::internal, "bad-array",
            "expected a one-dimensional array from the server, found `" + std::string(text_) + "`"};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::vector<std::string> parse_array(std::string_view text) {
    return ArrayReader(text).read();
}

namespace {

template <typename Text>
std::string spelled(std::span<const Text> values) {
    std::size_t size = 2;
    for (const auto& value : values)
        size += value.size() + 3;
    std::string text = "{";
    text.reserve(size + size / 16);
    for (const std::string_view value : values) {
        if (text.size() > 1) text += ',';
        text += '"';
        sqltext::append_escaped(text, value, {'"', '\\'}, '\\');
        text += '"';
    }
    return text + '}';
}

}  // namespace

std::string array_text(std::span<const std::string> values) {
    return spelled(values);
}

std::string array_text(std::span<const std::string_view> values) {
    return spelled(values);
}

}  // namespace pgmeta::ledger
