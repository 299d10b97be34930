// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace pgmeta::registry {

class HttpConnections;

/// How servers are reached.
struct HttpOptions {
    std::string proxy;        ///< for http; empty: what the environment says (`http_proxy`, …)
    std::string https_proxy;  ///< the same for https
    std::string no_proxy;  ///< hosts reached directly, with commas; empty: as the environment says
    std::string ca_file;   ///< empty: the system's
    bool verify_tls = true;
    int attempts = 4;                        ///< before a failure that may pass is final
    std::chrono::milliseconds backoff{200};  ///< before the second attempt; then doubling
    std::chrono::seconds longest_pause{30};  ///< also where a server asks for more (Retry-After)
    std::chrono::milliseconds connect_timeout{10000};
    std::chrono::seconds stalled{30};  ///< without a byte
    std::size_t parallel = 8;
    std::shared_ptr<HttpConnections> kept;  ///< from call to call; null: closed after each
};

/// Connections that stay open for the next call.  Not for several threads.
std::shared_ptr<HttpConnections> keep_connections();

struct HttpRequest {
    std::string url;
    std::string token;  ///< sent as bearer to the URL's own host, never to where it redirects
    std::string accept;
    std::size_t most_bytes = std::size_t{256} << 20U;
};

struct HttpResponse {
    long status = 0;
    std::string body;
};

/// Gets everything, several at once, in the order asked for.
///
/// Follows redirects (at most 5, never from https to http).  Answers 408, 429 and 5xx and broken
/// connections are tried again with growing pauses, or those that the server asks for; other
/// answers are returned as they are.  Throws "registry-unreachable" (Fault::environment); tokens
/// and queries never stand in a message. `done` is called after each.
std::vector<HttpResponse> get_all(const std::vector<HttpRequest>& requests,
                                  const HttpOptions& options,
                                  const std::function<void(std::size_t)>& done = {});

/// `url` without user, password and query, for messages.
std::string shown_url(const std::string& url);

}  // namespace pgmeta::registry
