// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta {

/// A place in a file: 1-based line and column, the column counted in characters.
/// line 0 means the file as a whole.
struct Location {
    std::string file;
    int line = 0;
    int column = 0;

    auto operator<=>(const Location&) const = default;
};

/// Spells a location as `file:line:column`, leaving out what is not known.
std::string to_string(const Location& where);

/// Who has to act on a failure.  Decides the exit status.
enum class Fault : std::uint8_t {
    usage,        ///< the command line is wrong
    workspace,    ///< a file under version control is wrong
    environment,  ///< the server, the disk or an installed program cannot be reached
    database,     ///< the server rejected a statement
    conflict,     ///< ledger and plan disagree; a person must choose
    in_doubt,     ///< the connection died during COMMIT; the outcome is unknown
    busy,         ///< a lock was not had in time
    declined,     ///< a person answered No
    interrupted,  ///< ended by SIGINT
    terminated,   ///< ended by SIGTERM or SIGHUP
    internal,     ///< a bug in pgmeta
};

/// What the server said about a failed statement, and where that statement stands.
///
/// Field names follow the message fields of the PostgreSQL protocol (manual, "Error and Notice
/// Message Fields").
struct SqlDetail {
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
    std::string schema;
    std::string table;
    std::string column;
    std::string datatype;
    std::string constraint;
    std::string internal_query;   ///< text of the statement a function was running
    std::string source_function;  ///< the server's own function that raised the error
    int position = 0;             ///< 1-based, in characters of the message; 0 if unknown
    int internal_position = 0;    ///< 1-based, in characters of internal_query; 0 if unknown

    std::string change;       ///< `package:change`, empty outside changes
    std::string kind;         ///< deploy, revert or verify; empty outside scripts
    Location where;           ///< in the script; line 0 if unknown
    std::string source_line;  ///< the script's line at `where`, without line end
};

/// The only exception type pgmeta throws on purpose.
///
/// Final: callers branch on fault(), id() and sqlstate(), never on a subclass.  Copies share one
/// payload, so copying cannot throw.
class Error final : public std::exception {
public:
    /// `id` is stable kebab-case and listed in docs/reference/error-ids.md.
    Error(Fault fault, std::string id, std::string message);

    Error at(Location where) &&;        ///< where in the user's files
    Error hint(std::string text) &&;    ///< one more "what to do next" line
    Error sql(SqlDetail detail) &&;     ///< the server's own report
    void add_frame(std::string frame);  ///< "while deploying auth:grants"
    void add_hint(std::string text);

    [[nodiscard]] const char* what() const noexcept override;
    [[nodiscard]] Fault fault() const noexcept;
    [[nodiscard]] const std::string& id() const noexcept;
    [[nodiscard]] const std::string& message() const noexcept;
    [[nodiscard]] const Location& where() const noexcept;
    [[nodiscard]] const std::vector<std::string>& frames() const noexcept;
    [[nodiscard]] const std::vector<std::string>& hints() const noexcept;
    [[nodiscard]] const SqlDetail* sql_detail() const noexcept;  ///< null without sql()
    [[nodiscard]] std::string_view sqlstate() const noexcept;    ///< empty without sql()

private:
    struct Payload;
    std::shared_ptr<Payload> payload_;
};

}  // namespace pgmeta
