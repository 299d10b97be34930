// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/backup_codes.hpp"

#include "crypto.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/tenant/password.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace pgmeta::tenant {

namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
constexpr std::size_t group = 4;

/// Bytes below this are uniform over the letters.
constexpr unsigned limit = 256 / letters.size() * letters.size();

Secret new_code() {
    std::string code;
    code.reserve(2 * group + 1);
    while (code.size() < 2 * group + 1) {
        auto bytes = crypto::random_bytes(16);
        for (const char c : bytes) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte >= limit || code.size() == 2 * group + 1) continue;
            if (code.size() == group) code += '-';
            code += letters[byte % letters.size()];
        }
        crypto::wipe(bytes);
    }
    return Secret::take(code);
}

/// Upper case, without everything that is no letter or digit: what is hashed.
Secret normalised(std::string_view code) {
    std::string text;
    text.reserve(code.size());
    for (const char c : code) {
        const auto upper = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        if (letters.find(upper) != std::string_view::npos) text += upper;
    }
    return Secret::take(text);
}

bool is_letter(char c) {
    return letters.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c)))) !=
           std::string_view::npos;
}

}  // namespace

std::vector<Secret> generate_backup_codes(std::size_t count) {
    std::vector<Secret> codes;
    while (codes.size() < count) {
        auto code = new_code();
        const bool taken = std::any_of(codes.begin(), codes.end(), [&](const Secret& other) {
            return other.view() == code.view();
        });
        if (!taken) codes.push_back(std::move(code));
    }
    return codes;
}

BackupCodeSet backup_code_set(const std::vector<Secret>& codes, int cost) {
    BackupCodeSet set;
    for (const auto& code : codes)
        set.codes.push_back({crypto::hex(crypto::random_bytes(16)),
                             hash_password(normalised(code.view()).view(), cost)});
    return set;
}

bool is_backup_code(std::string_view text) {
    return text.size() == 2 * group + 1 && text[group] == '-' &&
           std::all_of(text.begin(), text.begin() + group, is_letter) &&
           std::all_of(text.begin() + group + 1, text.end(), is_letter);
}

bool matches_backup_code(std::string_view hash, std::string_view code) {
    const auto text = normalised(code);
    if (text.empty()) return false;
    if (hash.starts_with('$')) return verify_password(hash, text.view());
    return crypto::equal(sha256_hex(text.view()), hash);
}

std::optional<std::size_t> find_backup_code(const BackupCodeSet& set, std::string_view code) {
    for (std::size_t i = 0; i < set.codes.size(); ++i)
        if (!set.codes[i].used && matches_backup_code(set.codes[i].hash, code)) return i;
    return std::nullopt;
}

std::size_t remaining_backup_codes(const std::optional<BackupCodeSet>& set) {
    if (!set) return 0;
    return static_cast<std::size_t>(std::count_if(set->codes.begin(), set->codes.end(),
                                                  [](const BackupCode& c) { return !c.used; }));
}

bool should_regenerate_backup_codes(const std::optional<BackupCodeSet>& set) {
    return remaining_backup_codes(set) <= 2;
}

std::vector<Secret> numbered_backup_codes(const std::vector<Secret>& codes) {
    std::vector<Secret> lines;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        auto line = fmt::format("{:02}. {}", i + 1, codes[i].view());
        lines.push_back(Secret::take(line));
    }
    return lines;
}

}  // namespace pgmeta::tenant
