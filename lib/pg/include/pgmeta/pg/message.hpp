// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Many changes in one Query message, and errors traced back to the statement that caused them
// (spec/protocol.md 0 to 3): results are counted by command tags, the position only refines.

namespace pgmeta::pg {

/// A run of statements in a message.
struct Part {
    std::size_t owner = 0;  ///< the caller's number, usually of a change
    bool own = false;       ///< pgmeta's own statements: silent, never blamed on the user
    std::size_t begin = 0;  ///< in Message::text
    std::size_t end = 0;
    std::size_t source_offset = 0;    ///< of `begin` in the script
    std::size_t first_statement = 0;  ///< of the script, when a script is sent in several parts
    std::size_t statements = 0;
    std::size_t number = 0;  ///< of its first statement within the message
};

/// The text of one Query message and what each part of it is.
class Message {
public:
    /// Starts with a silent statement of our own: an error that comes before its tag was raised by
    /// the parser for the message as a whole.
    Message();

    /// Adds statements of our own; they end with a semicolon added here.
    void add_own(std::size_t owner, std::string_view sql, std::size_t statements = 1);

    /// Adds consecutive statements of a script.  `text` begins at `source_offset` of the script.
    /// Ends with a newline and a semicolon: a trailing comment must not swallow what follows.
    void add_script(std::size_t owner,
                    std::string_view text,
                    std::size_t source_offset,
                    std::size_t first_statement,
                    std::size_t statements);

    /// Data for the COPY FROM STDIN that the last added part ends with.  Must outlive the run.
    void add_copy_data(std::string_view data);

    [[nodiscard]] const std::string& text() const { return text_; }

    [[nodiscard]] std::size_t bytes() const { return text_.size(); }

    [[nodiscard]] bool empty() const { return parts_.size() <= 1; }

    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }

    [[nodiscard]] std::size_t statements() const { return statements_; }

    /// COPY data by statement number, ascending.
    struct CopyData {
        std::size_t statement = 0;
        std::string_view data;
    };

    [[nodiscard]] const std::vector<CopyData>& copy_data() const { return copy_data_; }

    /// The part that holds statement `number` of the message; the last part past the end.
    [[nodiscard]] std::size_t part_of_statement(std::size_t number) const;

private:
    std::string text_;
    std::vector<Part> parts_;
    std::vector<CopyData> copy_data_;
    std::size_t statements_ = 0;
};

struct RunHandlers {
    /// A part's last statement is done.
    std::function<void(const Part&)> on_part_done;
    /// A notice, and the part that most likely caused it.
    std::function<void(const Part&, const Notice&)> on_notice;
    /// A row of the part's statement `statement` (counted within the part); not to be kept.
    std::function<void(const Part&, std::size_t statement, const Result& row)> on_row{};
};

/// Where and why a message failed.
struct MessageFailure {
    Error error;                ///< Fault::database, or environment when the session died
    std::size_t part = 0;       ///< index into Message::parts
    std::size_t statement = 0;  ///< number within the script (own parts: within the part)
    /// Byte offset in the script, when the server gave a position inside the failing statement.
    std::optional<std::size_t> offset;
    /// Byte offset in the internal query of the server's internal position.
    std::optional<std::size_t> internal_offset{};
    /// The parser refused the message as a whole: no statement of it ran, `statement` says nothing.
    bool nothing_ran = false;
};

}  // namespace pgmeta::pg
