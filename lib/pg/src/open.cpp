// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <poll.h>
#include <thread>

// Opening a session: asynchronously, so that a signal ends the wait.

namespace pgmeta::pg {

namespace {

using Clock = std::chrono::steady_clock;

/// Dead peers must be noticed on both ends (spec/protocol.md 7.5).
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> liveness{{
    {"keepalives", "1"},
    {"keepalives_idle", "10"},
    {"keepalives_interval", "5"},
    {"keepalives_count", "3"},
    {"tcp_user_timeout", "30000"},
}};

std::string startup_options(const ConnInfo& info, const ConnectOptions& options) {
    std::string text = info.effective("options");
    for (const auto& [name, value] : options.settings) {
        if (!text.empty()) text += ' ';
        text += fmt::format("-c {}=", name);
        for (const char c : value) {
            // The server splits at any white space.
            if (c == '\\' || std::string_view{" \t\n\v\f\r"}.find(c) != std::string_view::npos)
                text += '\\';
            text += c;
        }
    }
    return text;
}

ConnInfo with_defaults(const ConnInfo& info, const ConnectOptions& options, bool settings) {
    ConnInfo full = info;
    for (const auto& [keyword, value] : liveness)
        if (info.get(keyword).empty()) full.set(keyword, value);
    full.set("client_encoding", "UTF8");
    if (info.effective("application_name").empty())
        full.set("application_name", options.application_name);
    if (settings && !options.settings.empty()) full.set("options", startup_options(info, options));
    return full;
}

std::chrono::milliseconds connect_timeout(const ConnInfo& info) {
    int seconds = 0;
    const auto text = info.effective("connect_timeout");
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds{seconds > 0 ? std::max(seconds, 2) : 60};
}

/// Drives PQconnectPoll.  False when the time is up.
bool finish_connecting(PGconn* raw, std::chrono::milliseconds timeout, Interrupts* interrupts) {
    const auto deadline = Clock::now() + timeout;
    auto state = PGRES_POLLING_WRITING;
    while (state != PGRES_POLLING_OK && state != PGRES_POLLING_FAILED) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
        if (left.count() <= 0) return false;
        const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        std::array<pollfd, 2> watched{
            pollfd{PQsocket(raw), events, 0},
            pollfd{interrupts ? interrupts->descriptor() : -1, POLLIN, 0}};
        ::poll(watched.data(), watched.size(), static_cast<int>(left.count()));
        if (interrupts != nullptr) interrupts->check();
        if (watched[0].revents != 0) state = PQconnectPoll(raw);
    }
    return true;
}

struct Attempt {
    RawConnection raw;
    std::string reason;  ///< empty: connected
};

Attempt try_once(const ConnInfo& full, Interrupts* interrupts) {
    std::vector<const char*> keywords;
    std::vector<const char*> values;
    for (const auto& [keyword, value] : full.values()) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    Attempt attempt;
    attempt.raw.reset(PQconnectStartParams(keywords.data(), values.data(), 0));
    if (!attempt.raw) throw Error{Fault::environment, "out-of-memory", "libpq is out of memory"};
    if (PQstatus(attempt.raw.get()) != CONNECTION_BAD &&
        !finish_connecting(attempt.raw.get(), connect_timeout(full), interrupts)) {
        attempt.reason = "timed out";
        return attempt;
    }
    if (PQstatus(attempt.raw.get()) == CONNECTION_OK) return attempt;
    attempt.reason = PQerrorMessage(attempt.raw.get());
    while (attempt.reason.ends_with('\n'))
        attempt.reason.pop_back();
    if (attempt.reason.empty()) attempt.reason = "unknown reason";
    return attempt;
}

/// True for failures that pass when a server finishes starting.
bool may_pass(const std::string& reason) {
    constexpr std::array<std::string_view, 9> passing{"starting up",
                                                      "shutting down",
                                                      "Connection refused",
                                                      "No such file",
                                                      "not yet accepting",
                                                      "recovery mode",
                                                      "timed out",
                                                      "could not translate host",
                                                      "closed the connection unexpectedly"};
    return std::any_of(passing.begin(), passing.end(), [&](std::string_view text) {
        return reason.find(text) != std::string::npos;
    });
}

/// A pooler that takes no startup options, or a server too old for one of the settings.
bool refuses_settings(const std::string& reason) {
    return reason.find("unsupported startup parameter") != std::string::npos ||
           reason.find("unrecognized configuration parameter") != std::string::npos;
}

Error connection_failed(const ConnInfo& info, const std::string& reason, bool needs_password) {
    Error error{Fault::environment, "connection-failed",
                fmt::format("cannot connect to {}: {}", info.describe(), reason)};
    if (needs_password)
        error.add_hint("give the password in ~/.pgpass, PGPASSFILE or PGPASSWORD");
    else if (may_pass(reason))
        error.add_hint("is the server running there? `--wait` waits for one that is starting");
    return error;
}

void pause(std::chrono::milliseconds time, Interrupts* interrupts) {
    if (interrupts != nullptr)
        interrupts->sleep(time);
    else
        std::this_thread::sleep_for(time);
}

}  // namespace

Connection Connection::open(const ConnInfo& info, const ConnectOptions& options) {
    const auto deadline = Clock::now() + options.wait;
    bool settings = true;
    for (;;) {
        const auto full = with_defaults(info, options, settings);
        auto attempt = try_once(full, options.interrupts);
        if (attempt.reason.empty()) {
            auto state = std::make_unique<State>();
            state->raw = std::move(attempt.raw);
            state->info = full;
            state->interrupts = options.interrupts;
            state->settings_stick = settings;
            return Connection{std::move(state)};
        }
        if (settings && refuses_settings(attempt.reason)) {
            settings = false;
            continue;
        }
        if (!may_pass(attempt.reason) || Clock::now() >= deadline)
            throw connection_failed(info, attempt.reason,
                                    PQconnectionNeedsPassword(attempt.raw.get()) != 0);
        pause(std::chrono::milliseconds{100}, options.interrupts);
    }
}

}  // namespace pgmeta::pg
