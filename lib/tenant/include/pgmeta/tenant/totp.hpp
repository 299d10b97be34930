// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/secret.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// One-time codes (RFC 6238): SHA-1, 6 digits, a step of 30 seconds.  A secret is written in base32.

namespace pgmeta::tenant {

using ClockTime = std::chrono::system_clock::time_point;

/// 20 random bytes in base32: 32 characters.
Secret generate_totp_secret();

/// The step a moment lies in.
std::int64_t totp_step(ClockTime time);

/// The code of a step.
///
/// Throws "totp-secret-weak" for a secret of less than 16 bytes and "totp-secret-malformed" for one
/// that is no base32; neither repeats the secret.
std::string totp_code(std::string_view secret, std::int64_t step);

/// The step whose code was given: that of `now`, the one before or the one after.  Empty when the
/// code is wrong, or its step is not later than `last_step`, the last one that was accepted.
///
/// White space in the code is skipped.  For somebody without a secret give std::nullopt: it takes
/// the same time.  The step that is returned has to be kept: AuthStorage::advance_totp_step().
std::optional<std::int64_t> verify_totp(std::optional<std::string_view> secret,
                                        std::string_view code,
                                        ClockTime now = std::chrono::system_clock::now(),
                                        std::optional<std::int64_t> last_step = std::nullopt);

/// The `otpauth://` address an authenticator app reads.  Throws "invalid-argument" when account or
/// issuer is empty.
Secret totp_uri(std::string_view secret, std::string_view account, std::string_view issuer);

}  // namespace pgmeta::tenant
