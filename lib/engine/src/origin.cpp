// SPDX-License-Identifier: MIT
#include "origin.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <array>
#include <pwd.h>
#include <unistd.h>

namespace pgmeta::engine {

namespace {

std::string user_name() {
    const auto* entry = ::getpwuid(::geteuid());
    return entry == nullptr ? std::to_string(::geteuid()) : std::string{entry->pw_name};
}

std::string host_name() {
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? std::string{name.data()}
                                                            : std::string{};
}

std::string read_quietly(const std::filesystem::path& path) {
    try {
        return std::string{trim(read_file_if_exists(path).value_or(""))};
    } catch (const Error&) {
        return {};
    }
}

/// The commit that HEAD names, read from git's files: no git needs to be installed.
std::string head_commit(std::filesystem::path folder) {
    while (!std::filesystem::exists(folder / ".git")) {
        if (folder == folder.parent_path()) return {};
        folder = folder.parent_path();
    }
    constexpr std::string_view reference = "ref: ";
    auto head = read_quietly(folder / ".git" / "HEAD");
    if (!head.starts_with(reference)) return head;
    const auto name = head.substr(reference.size());
    if (auto commit = read_quietly(folder / ".git" / name); !commit.empty()) return commit;
    const auto packed = read_quietly(folder / ".git" / "packed-refs");
    const auto at = packed.find(" " + name);
    constexpr std::size_t hash_length = 40;
    return at == std::string::npos || at < hash_length
               ? std::string{}
               : packed.substr(at - hash_length, hash_length);
}

}  // namespace

ledger::Origin origin(std::string_view kind,
                      std::string_view tool_version,
                      const std::filesystem::path& workspace_root) {
    return {std::string{kind}, std::string{tool_version}, user_name(), host_name(),
            head_commit(workspace_root)};
}

}  // namespace pgmeta::engine
