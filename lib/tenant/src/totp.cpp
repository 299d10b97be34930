// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/totp.hpp"

#include "crypto.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace pgmeta::tenant {

namespace {

constexpr std::size_t fewest_bytes = 16;
constexpr std::int64_t step_seconds = 30;
/// Of nobody: for the time it takes.
constexpr std::string_view dummy_secret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

std::string percent_encoded(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~')
            result += c;
        else
            result += fmt::format("%{:02X}", byte);
    }
    return result;
}

Secret key_of(std::string_view secret) {
    auto key = crypto::from_base32(secret);
    if (!key)
        throw Error{Fault::usage, "totp-secret-malformed",
                    "expected a secret for one-time codes in base32, found other characters"};
    if (key->size() < fewest_bytes)
        throw Error{Fault::usage, "totp-secret-weak",
                    fmt::format("expected a secret of at least {} bytes, found {}", fewest_bytes,
                                key->size())}
            .hint("let the user set up one-time codes again");
    return std::move(*key);
}

std::string code_of(const Secret& key, std::int64_t step) {
    std::string counter(8, '\0');
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<char>((static_cast<std::uint64_t>(step) >> (56 - 8 * i)) & 255U);
    const auto mac = crypto::hmac_sha1(key.view(), counter);
    // RFC 4226, 5.3: four bytes at the offset the last half-byte names, without the sign.
    const auto offset = static_cast<std::size_t>(static_cast<unsigned char>(mac.back()) & 15U);
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = (value << 8U) | static_cast<unsigned char>(mac[offset + i]);
    return fmt::format("{:06}", (value & 0x7fffffffU) % 1'000'000);
}

std::string without_spaces(std::string_view code) {
    std::string result;
    std::copy_if(code.begin(), code.end(), std::back_inserter(result),
                 [](unsigned char c) { return std::isspace(c) == 0; });
    return result;
}

}  // namespace

Secret generate_totp_secret() {
    auto text = crypto::base32(Secret::random(20).view());
    return Secret::take(text);
}

std::int64_t totp_step(ClockTime time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    return seconds >= 0 ? seconds / step_seconds : (seconds - step_seconds + 1) / step_seconds;
}

std::string totp_code(std::string_view secret, std::int64_t step) {
    return code_of(key_of(secret), step);
}

std::optional<std::int64_t> verify_totp(std::optional<std::string_view> secret,
                                        std::string_view code,
                                        ClockTime now,
                                        std::optional<std::int64_t> last_step) {
    const auto key = key_of(secret.value_or(dummy_secret));
    const auto given = without_spaces(code);
    std::optional<std::int64_t> found;
    const auto current = totp_step(now);
    for (const auto step : std::array{current + 1, current - 1, current}) {
        const bool same = crypto::equal(code_of(key, step), given);
        if (same && (!last_step || step > *last_step)) found = step;
    }
    return secret ? found : std::nullopt;
}

Secret totp_uri(std::string_view secret, std::string_view account, std::string_view issuer) {
    if (account.empty() || issuer.empty())
        throw Error{Fault::usage, "invalid-argument",
                    "expected an account and an issuer for the address of a one-time code"};
    static_cast<void>(key_of(secret));
    const auto by = percent_encoded(issuer);
    auto text = fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits=6&period=30", by,
        percent_encoded(account), secret);
    return Secret::take(text);
}

}  // namespace pgmeta::tenant
