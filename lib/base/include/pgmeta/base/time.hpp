// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace pgmeta {

/// A moment, exact to the microsecond as the server keeps it.
using Moment = std::chrono::sys_time<std::chrono::microseconds>;

/// `2026-01-31T12:00:00.000000Z`.  What has no year of four digits becomes the nearest that has.
std::string iso_utc(Moment moment);

}  // namespace pgmeta
