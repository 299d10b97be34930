// SPDX-License-Identifier: MIT
#include "pgmeta/pg/conninfo.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <memory>

namespace pgmeta::pg {

namespace {

struct FreeOptions {
    void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};

using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

}  // namespace

ConnInfo ConnInfo::parse(std::string_view text) {
    char* reason = nullptr;
    const Options options{PQconninfoParse(std::string{text}.c_str(), &reason)};
    const std::unique_ptr<char, void (*)(void*)> reason_owner{reason, PQfreemem};
    if (!options) {
        // libpq's reason repeats parts of the text, and a password may be among them.
        throw Error{Fault::usage, "bad-connection-string", "the connection string is malformed"}
            .hint(
                "expected postgresql://user@host:port/database or host=… dbname=…; characters "
                "like @ : / % in a part of a URL are written as %40 %3A %2F %25");
    }
    ConnInfo info;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr) info.set(option->keyword, option->val);
    return info;
}

bool ConnInfo::is_connection_string(std::string_view text) {
    return text.starts_with("postgresql://") || text.starts_with("postgres://") ||
           text.find('=') != std::string_view::npos;
}

void ConnInfo::set(std::string_view keyword, std::string_view value) {
    values_.insert_or_assign(std::string{keyword}, std::string{value});
}

std::string ConnInfo::get(std::string_view keyword) const {
    const auto found = values_.find(keyword);
    return found == values_.end() ? std::string{} : found->second;
}

std::string ConnInfo::effective(std::string_view keyword) const {
    if (auto value = get(keyword); !value.empty()) return value;
    const Options defaults{PQconndefaults()};
    for (const auto* option = defaults.get(); option != nullptr && option->keyword != nullptr;
         ++option)
        if (keyword == option->keyword && option->val != nullptr) return option->val;
    return {};
}

std::string ConnInfo::describe() const {
    auto host = effective("host");
    if (host.empty()) host = effective("hostaddr");
    if (host.empty()) host = "local socket";
    auto user = effective("user");
    auto database = effective("dbname");
    if (database.empty()) database = user;
    return fmt::format("{}@{}:{}/{}", user, host, effective("port"), database);
}

}  // namespace pgmeta::pg
