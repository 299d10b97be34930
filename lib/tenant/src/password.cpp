// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/password.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <crypt.h>
#include <memory>

namespace pgmeta::tenant {

namespace {

constexpr int lowest_cost = 4;
constexpr int highest_cost = 31;
constexpr std::size_t hash_length = 60;

struct WipeCryptData {
    void operator()(crypt_data* data) const {
        OPENSSL_cleanse(data, sizeof *data);
        delete data;  // NOLINT(cppcoreguidelines-owning-memory): this is the owner
    }
};

/// Empty when the setting is not one that libxcrypt knows.
std::string crypt_with(std::string_view setting, std::string_view password) {
    const std::unique_ptr<crypt_data, WipeCryptData> data{new crypt_data{}};
    std::string text{password};
    const char* hash = ::crypt_r(text.c_str(), std::string{setting}.c_str(), data.get());
    crypto::wipe(text);
    if (hash == nullptr || *hash == '*') return {};
    return hash;
}

std::string new_setting(int cost) {
    const auto salt = crypto::random_bytes(16);
    std::array<char, CRYPT_GENSALT_OUTPUT_SIZE> setting{};
    if (::crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), salt.data(),
                           static_cast<int>(salt.size()), setting.data(),
                           static_cast<int>(setting.size())) == nullptr)
        throw Error{Fault::environment, "crypto-failed", "libxcrypt could not do bcrypt"};
    return setting.data();
}

}  // namespace

std::string hash_password(std::string_view password, int cost) {
    if (cost < lowest_cost || cost > highest_cost)
        throw Error{Fault::usage, "invalid-argument",
                    fmt::format("bcrypt rounds must be between {} and {}, found {}", lowest_cost,
                                highest_cost, cost)};
    if (password.find('\0') != std::string_view::npos)
        throw Error{Fault::usage, "invalid-argument",
                    "expected a password, found one with a NUL byte"};
    auto hash = crypt_with(new_setting(cost), password);
    if (hash.size() != hash_length)
        throw Error{Fault::environment, "crypto-failed", "libxcrypt could not do bcrypt"};
    return hash;
}

bool verify_password(std::string_view hash, std::string_view password) {
    if (!password_cost(hash) || password.find('\0') != std::string_view::npos) return false;
    const auto computed = crypt_with(hash, password);
    return !computed.empty() && crypto::equal(computed, hash);
}

void verify_no_password(std::string_view password, int cost) {
    static_cast<void>(crypt_with(fmt::format("$2b${:02}$......................", cost),
                                 password.substr(0, password.find('\0'))));
}

std::optional<int> password_cost(std::string_view hash) {
    constexpr std::array<std::string_view, 3> prefixes{"$2a$", "$2b$", "$2y$"};
    const bool known = hash.size() == hash_length && hash[6] == '$' &&
                       std::any_of(prefixes.begin(), prefixes.end(), [&](std::string_view prefix) {
                           return hash.starts_with(prefix);
                       });
    if (!known || std::isdigit(static_cast<unsigned char>(hash[4])) == 0 ||
        std::isdigit(static_cast<unsigned char>(hash[5])) == 0)
        return std::nullopt;
    return (hash[4] - '0') * 10 + (hash[5] - '0');
}

bool needs_rehash(std::string_view hash, int cost) {
    return password_cost(hash).value_or(0) < cost;
}

std::vector<std::string> password_weaknesses(std::string_view password) {
    const auto has = [password](auto&& what) {
        return std::any_of(password.begin(), password.end(),
                           [&](char c) { return what(static_cast<unsigned char>(c)); });
    };
    std::vector<std::string> missing;
    if (utf8_length(password) < 12) missing.emplace_back("at least 12 characters");
    if (!has([](unsigned char c) { return std::isupper(c) != 0; }))
        missing.emplace_back("an upper case letter");
    if (!has([](unsigned char c) { return std::islower(c) != 0; }))
        missing.emplace_back("a lower case letter");
    if (!has([](unsigned char c) { return std::isdigit(c) != 0; })) missing.emplace_back("a digit");
    if (!has([](unsigned char c) { return std::isalnum(c) == 0 && std::isspace(c) == 0; }))
        missing.emplace_back("a special character");
    return missing;
}

}  // namespace pgmeta::tenant
