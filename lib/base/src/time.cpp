// SPDX-License-Identifier: MIT
#include "pgmeta/base/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta {

std::string iso_utc(Moment moment) {
    using namespace std::chrono;
    constexpr Moment first = sys_days{year{1} / January / 1};
    constexpr Moment last = sys_days{year{10'000} / January / 1} - microseconds{1};
    moment = std::clamp(moment, first, last);
    const auto day = floor<days>(moment);
    const year_month_day date{day};
    const hh_mm_ss<microseconds> time{moment - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       time.hours().count(), time.minutes().count(), time.seconds().count(),
                       time.subseconds().count());
}

}  // namespace pgmeta
