// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pgmeta::pg {

/// Connection parameters as libpq knows them (manual, "Parameter Key Words").
///
/// What is not set here libpq takes from PG* variables, the service file and .pgpass.
class ConnInfo {
public:
    ConnInfo() = default;

    /// Reads a postgresql:// URL or a keyword=value string.  Throws "bad-connection-string"
    /// (Fault::usage) without repeating the text, which may hold a password.
    static ConnInfo parse(std::string_view text);

    /// True when `text` looks like a URL or keyword=value string rather than a name.
    static bool is_connection_string(std::string_view text);

    void set(std::string_view keyword, std::string_view value);
    [[nodiscard]] std::string get(std::string_view keyword) const;  ///< empty when not set

    /// What libpq will use for the keyword: set here, else environment or built-in default.
    [[nodiscard]] std::string effective(std::string_view keyword) const;

    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& values() const {
        return values_;
    }

    /// `user@host:port/database` without secrets, for messages.
    [[nodiscard]] std::string describe() const;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace pgmeta::pg
