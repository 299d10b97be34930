// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pgmeta::test {

/// When a proxied connection is cut.
enum class CutWhen : std::uint8_t {
    before_forwarding,  ///< the server never sees the bytes
    after_forwarding,   ///< the server gets them; nobody waits for its answer
    after_answer,       ///< the server has answered; the client never learns it
};

struct ProxyOptions {
    std::chrono::milliseconds one_way_delay{0};
    std::string cut_at{};  ///< cut when the client sends these bytes; empty: never
    CutWhen cut_when = CutWhen::before_forwarding;
    int cut_occurrence = 1;         ///< of `cut_at`, over all connections
    bool refuse_after_cut = false;  ///< accept no connection after the cut
};

/// A proxy on 127.0.0.1 in front of the test cluster that adds latency, counts round trips, and
/// cuts connections at a chosen moment.
///
/// A round trip is one turn of the conversation: the client speaks, then the server answers.  The
/// client's goodbye, which nobody answers, is none.
class DelayProxy {
public:
    explicit DelayProxy(ProxyOptions options = {});
    ~DelayProxy();
    DelayProxy(const DelayProxy&) = delete;
    DelayProxy& operator=(const DelayProxy&) = delete;

    [[nodiscard]] int port() const;

    /// A URL of this database through the proxy, as superuser postgres, without TLS.
    [[nodiscard]] std::string url(std::string_view database) const;

    [[nodiscard]] int round_trips() const;  ///< over all connections
    [[nodiscard]] int connections() const;  ///< accepted so far
    [[nodiscard]] bool was_cut() const;     ///< `cut_at` was seen

    /// Cuts every connection now.
    void cut_now();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace pgmeta::test
