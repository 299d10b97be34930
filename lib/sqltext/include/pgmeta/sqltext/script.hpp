// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Finds the statements of a SQL script without parsing them: the server's lexical rules (manual,
// "Lexical Structure") plus psql's rule for BEGIN ATOMIC.  All offsets are in bytes.

namespace pgmeta::sqltext {

enum class StatementKind : std::uint8_t {
    other,
    begin,                ///< BEGIN, START TRANSACTION
    commit,               ///< COMMIT, END
    commit_chain,         ///< COMMIT AND CHAIN, END AND CHAIN
    commit_prepared,      ///< COMMIT PREPARED
    rollback,             ///< ROLLBACK, ABORT
    rollback_chain,       ///< ROLLBACK AND CHAIN
    rollback_prepared,    ///< ROLLBACK PREPARED
    rollback_to,          ///< ROLLBACK TO SAVEPOINT
    savepoint,            ///< SAVEPOINT
    release,              ///< RELEASE SAVEPOINT
    prepare_transaction,  ///< PREPARE TRANSACTION
    copy_from_stdin,      ///< COPY … FROM STDIN
    copy_to_stdout,       ///< COPY … TO STDOUT
    not_in_transaction,   ///< refused by the server inside a transaction block (VACUUM, …)
    create_relation,      ///< CREATE TABLE, INDEX, VIEW, SEQUENCE, …: takes lock table entries
};

struct Statement {
    std::size_t begin = 0;  ///< first byte of the first token
    std::size_t end = 0;    ///< past the last token; the semicolon is not included
    /// For copy_from_stdin: the inline data, without its end marker.  Both 0 otherwise.
    std::size_t data_begin = 0;
    std::size_t data_end = 0;
    /// Entries the server's lock table is likely to need (spec/protocol.md 11.2).
    std::int16_t locks = 0;
    StatementKind kind = StatementKind::other;
    /// It defines something and runs no function of anybody: unless an event trigger does, it
    /// leaves settings, role and prepared statements of the session as they were.
    bool keeps_session = false;
    bool reads_rows = false;  ///< of these, one that takes the longer the more rows there are
};

/// A psql command: a backslash outside quotes, up to the line's end.
struct PsqlCommand {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string name;  ///< without the backslash
};

enum class EndState : std::uint8_t {
    clean,
    in_single_quote,
    in_double_quote,
    in_dollar_quote,
    in_block_comment,
    in_parentheses,  ///< an unclosed parenthesis
    in_atomic_body,  ///< BEGIN ATOMIC without END
    in_copy_data,    ///< COPY … FROM STDIN without a line holding only a backslash and a dot
};

/// What a script consists of.
struct Script {
    std::vector<Statement> statements;
    std::vector<PsqlCommand> psql_commands;
    EndState end_state = EndState::clean;
    std::size_t unclosed_at = 0;          ///< where the token of end_state began
    std::optional<std::size_t> nul_byte;  ///< first NUL byte: libpq would cut the message there
    bool byte_order_mark = false;
};

/// Reads a script once from front to back; linear, allocates only the result.
Script scan(std::string_view sql);

/// SHA-256 over the script's tokens: equal when only comments and white space outside tokens
/// differ. Inline COPY data counts as it stands.
std::string token_digest(std::string_view sql);

/// Who will run the script, which decides what transaction control it may hold.
enum class Use : std::uint8_t { deploy, revert, verify };

/// Something in a script that cannot be run as written.
struct Objection {
    std::string id;  ///< stable kebab-case
    std::size_t offset = 0;
    std::string message;
    std::string hint;
};

/// A script as it can be put into a message: same length and same offsets as the file.
struct Sendable {
    /// The script with transaction control and tolerated psql lines blanked.  COPY data stays where
    /// it is; it lies between statements and is never part of a message.
    std::string text;
    std::vector<Statement> statements;  ///< those left: each yields one command tag
    std::vector<Objection> objections;  ///< not empty: must not be sent
    std::vector<std::size_t>
        mid_transaction_control;  ///< BEGIN/COMMIT inside the script: a warning
    bool in_transaction = true;   ///< false: holds a statement that refuses a transaction block
    std::optional<std::size_t> refuses_transaction_at;  ///< the first such statement
};

/// Blanks with spaces what must not be sent (newlines stay) and finds what must not run.
///
/// For deploy and revert: top-level BEGIN, COMMIT and END are blanked; ROLLBACK, ABORT, PREPARE
/// TRANSACTION, AND CHAIN, COMMIT/ROLLBACK PREPARED and unbalanced savepoints are objections.  For
/// verify the outer BEGIN … ROLLBACK is blanked too.  Always: byte order mark, `\restrict` and
/// `\unrestrict` lines and a first line `\echo … \quit` are blanked, other psql commands, NUL bytes
/// and an end state that is not clean are objections.
/// With `refuse_transaction_control` false (tests of the executor's own guard) such statements are
/// kept as they stand.  Takes the text by value and changes it in place: a large script exists
/// once.
Sendable prepare(std::string sql, Use use, bool refuse_transaction_control = true);

}  // namespace pgmeta::sqltext
