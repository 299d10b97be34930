// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pgmeta::pg {

/// One row of `COPY … TO STDOUT (FORMAT binary)`, read field by field (manual, "COPY", Binary
/// Format).  Looks into the row's bytes and owns nothing.
class CopyRow {
public:
    explicit CopyRow(std::string_view bytes) : rest_{bytes} {}

    /// The next field as the server sent it; nothing for NULL.  Throws "copy-malformed"
    /// (Fault::environment) when the bytes end early.
    std::optional<std::string_view> field();

    /// The next field as text; empty for NULL.
    std::string_view text() { return field().value_or(std::string_view{}); }

    /// The next field as the integer it is, of 1, 2, 4 or 8 bytes; 0 for NULL.
    std::int64_t integer();

private:
    std::string_view take(std::size_t size);

    std::string_view rest_;
};

}  // namespace pgmeta::pg
