// SPDX-License-Identifier: MIT
#include "output/shell.hpp"

#include <fmt/format.h>

#include <cctype>

namespace pgmeta::cli {

namespace {

/// RFC 3986: everything but unreserved characters is encoded.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view unreserved = "-._~";
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte < 0x80 && std::isalnum(byte) != 0;
        if (plain || unreserved.find(c) != std::string_view::npos) {
            result += c;
        } else {
            result += fmt::format("%{:02X}", byte);
        }
    }
    return result;
}

}  // namespace

std::string shell_quoted(std::string_view text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'') {
            result += "'\\''";
        } else {
            result += c;
        }
    }
    return result + "'";
}

std::string connection_url(const pg::ConnInfo& info) {
    return fmt::format(
        "postgresql://{}@/{}?host={}&port={}", percent_encoded(info.effective("user")),
        percent_encoded(info.effective("dbname")), percent_encoded(info.effective("host")),
        percent_encoded(info.effective("port")));
}

std::vector<std::pair<std::string, std::string>> connection_variables(const pg::ConnInfo& info) {
    return {{"PGHOST", info.effective("host")},
            {"PGPORT", info.effective("port")},
            {"PGUSER", info.effective("user")},
            {"PGDATABASE", info.effective("dbname")},
            {"DATABASE_URL", connection_url(info)}};
}

}  // namespace pgmeta::cli
