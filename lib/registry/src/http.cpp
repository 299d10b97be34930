// SPDX-License-Identifier: MIT
#include "pgmeta/registry/http.hpp"

#include "late.hpp"
#include "pgmeta/base/error.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <thread>

namespace pgmeta::registry {

namespace {

// Each by the name it has in the library.
namespace curl {

constexpr const char* library = "libcurl.so.4";

const Late<decltype(&::curl_easy_cleanup)> easy_cleanup{library, "curl_easy_cleanup"};
const Late<decltype(&::curl_easy_getinfo)> easy_getinfo{library, "curl_easy_getinfo"};
const Late<decltype(&::curl_easy_init)> easy_init{library, "curl_easy_init"};
const Late<decltype(&::curl_easy_setopt)> easy_setopt{library, "curl_easy_setopt"};
const Late<decltype(&::curl_easy_strerror)> easy_strerror{library, "curl_easy_strerror"};
const Late<decltype(&::curl_global_init)> global_init{library, "curl_global_init"};
const Late<decltype(&::curl_multi_add_handle)> multi_add_handle{library, "curl_multi_add_handle"};
const Late<decltype(&::curl_multi_cleanup)> multi_cleanup{library, "curl_multi_cleanup"};
const Late<decltype(&::curl_multi_info_read)> multi_info_read{library, "curl_multi_info_read"};
const Late<decltype(&::curl_multi_init)> multi_init{library, "curl_multi_init"};
const Late<decltype(&::curl_multi_perform)> multi_perform{library, "curl_multi_perform"};
const Late<decltype(&::curl_multi_poll)> multi_poll{library, "curl_multi_poll"};
const Late<decltype(&::curl_multi_remove_handle)> multi_remove_handle{library,
                                                                      "curl_multi_remove_handle"};
const Late<decltype(&::curl_multi_setopt)> multi_setopt{library, "curl_multi_setopt"};
const Late<decltype(&::curl_slist_append)> slist_append{library, "curl_slist_append"};
const Late<decltype(&::curl_slist_free_all)> slist_free_all{library, "curl_slist_free_all"};

}  // namespace curl

}  // namespace

/// libcurl keeps connections with the handle that drives several requests.
class HttpConnections {
public:
    HttpConnections() : multi_{curl::multi_init()} {}

    ~HttpConnections() { curl::multi_cleanup(multi_); }

    HttpConnections(const HttpConnections&) = delete;
    HttpConnections& operator=(const HttpConnections&) = delete;

    [[nodiscard]] CURLM* multi() const { return multi_; }

private:
    CURLM* multi_;
};

std::shared_ptr<HttpConnections> keep_connections() {
    return std::make_shared<HttpConnections>();
}

namespace {

// libcurl's handles are `void`, so each has a deleter of its own.
struct EasyCleanup {
    void operator()(CURL* handle) const { curl::easy_cleanup(handle); }
};

struct ListCleanup {
    void operator()(curl_slist* list) const { curl::slist_free_all(list); }
};

/// One request under way.
struct Transfer {
    const HttpRequest* request = nullptr;
    HttpResponse* response = nullptr;
    std::unique_ptr<CURL, EasyCleanup> easy;
    std::unique_ptr<curl_slist, ListCleanup> headers;
    CURLcode result = CURLE_OK;
    bool too_large = false;
    std::chrono::seconds retry_after{0};  ///< what the server asks for
};

std::size_t receive(char* data, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (transfer.response->body.size() + size * count > transfer.request->most_bytes) {
        transfer.too_large = true;
        return 0;
    }
    transfer.response->body.append(data, size * count);
    return size * count;
}

bool may_pass(const Transfer& transfer) {
    if (transfer.too_large) return false;
    if (transfer.result == CURLE_OK) {
        const long status = transfer.response->status;
        return status == 408 || status == 429 || status >= 500;
    }
    switch (transfer.result) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
        case CURLE_OPERATION_TIMEDOUT:
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
        case CURLE_PARTIAL_FILE:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return true;
        default:
            return false;
    }
}

Error unreachable(const Transfer& transfer) {
    const auto url = shown_url(transfer.request->url);
    if (transfer.too_large) {
        return Error{
            Fault::environment, "registry-unreachable",
            fmt::format("the answer of `{}` is over {} bytes", url, transfer.request->most_bytes)};
    }
    if (transfer.result == CURLE_OK) {
        return Error{Fault::environment, "registry-unreachable",
                     fmt::format("`{}` answered with status {}", url, transfer.response->status)};
    }
    return Error{Fault::environment, "registry-unreachable",
                 fmt::format("cannot get `{}`: {}", url, curl::easy_strerror(transfer.result))};
}

void prepare(Transfer& transfer, const HttpOptions& options) {
    transfer.easy.reset(curl::easy_init());
    auto* easy = transfer.easy.get();
    const auto& request = *transfer.request;
    curl_slist* headers = nullptr;
    if (!request.accept.empty())
        headers = curl::slist_append(headers, ("Accept: " + request.accept).c_str());
    transfer.headers.reset(headers);
    curl::easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl::easy_setopt(easy, CURLOPT_HTTPHEADER, transfer.headers.get());
    // As a token of libcurl's own it is not sent to another host after a redirect.
    if (!request.token.empty()) {
        curl::easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
        curl::easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, request.token.c_str());
    }
    curl::easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl::easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl::easy_setopt(easy, CURLOPT_MAXREDIRS, 5L);
    curl::easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl::easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR,
                      request.url.starts_with("https:") ? "https" : "http,https");
    curl::easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl::easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                      static_cast<long>(options.connect_timeout.count()));
    curl::easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl::easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.stalled.count()));
    curl::easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    curl::easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl::easy_setopt(easy, CURLOPT_PRIVATE, &transfer);
    const auto& proxy = request.url.starts_with("https:") ? options.https_proxy : options.proxy;
    if (!proxy.empty()) curl::easy_setopt(easy, CURLOPT_PROXY, proxy.c_str());
    if (!options.no_proxy.empty())
        curl::easy_setopt(easy, CURLOPT_NOPROXY, options.no_proxy.c_str());
    if (!options.ca_file.empty()) curl::easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    if (!options.verify_tls) {
        curl::easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
        curl::easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
    }
}

void collect(CURLM* multi) {
    int left = 0;
    while (const auto* message = curl::multi_info_read(multi, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        Transfer* transfer = nullptr;
        curl::easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        transfer->result = message->data.result;
        curl::easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE,
                           &transfer->response->status);
        curl_off_t pause = 0;
        curl::easy_getinfo(message->easy_handle, CURLINFO_RETRY_AFTER, &pause);
        transfer->retry_after = std::chrono::seconds{pause};
    }
}

/// One attempt at each.
void run(CURLM* multi, std::vector<Transfer*>& transfers, const HttpOptions& options) {
    curl::multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options.parallel));
    for (auto* transfer : transfers) {
        transfer->response->body.clear();
        prepare(*transfer, options);
        curl::multi_add_handle(multi, transfer->easy.get());
    }
    int running = 1;
    while (running > 0) {
        curl::multi_perform(multi, &running);
        collect(multi);
        if (running > 0) curl::multi_poll(multi, nullptr, 0, 1000, nullptr);
    }
    for (auto* transfer : transfers) {
        curl::multi_remove_handle(multi, transfer->easy.get());
        transfer->easy.reset();
    }
}

/// The longest pause that one of them asks for, at least `pause`, within reason.
std::chrono::milliseconds pause_before(const std::vector<Transfer*>& transfers,
                                       std::chrono::milliseconds pause,
                                       const HttpOptions& options) {
    for (const auto* transfer : transfers)
        pause = std::max<std::chrono::milliseconds>(pause, transfer->retry_after);
    return std::min<std::chrono::milliseconds>(pause, options.longest_pause);
}

}  // namespace

std::vector<HttpResponse> get_all(const std::vector<HttpRequest>& requests,
                                  const HttpOptions& options,
                                  const std::function<void(std::size_t)>& done) {
    static const CURLcode started = curl::global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw Error{Fault::environment, "registry-unreachable", "libcurl does not start"};
    std::vector<HttpResponse> responses(requests.size());
    std::vector<Transfer> transfers(requests.size());
    std::vector<Transfer*> open;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        transfers[i].request = &requests[i];
        transfers[i].response = &responses[i];
        open.push_back(&transfers[i]);
    }
    const auto connections = options.kept ? options.kept : keep_connections();
    auto pause = options.backoff;
    for (int attempt = 1; !open.empty(); ++attempt) {
        run(connections->multi(), open, options);
        std::erase_if(open, [&](const Transfer* transfer) {
            if (transfer->result != CURLE_OK && !may_pass(*transfer)) throw unreachable(*transfer);
            const bool finished = !may_pass(*transfer);
            if (finished && done) done(static_cast<std::size_t>(transfer - transfers.data()));
            return finished;
        });
        if (open.empty()) break;
        if (attempt >= options.attempts) throw unreachable(*open.front());
        std::this_thread::sleep_for(pause_before(open, pause, options));
        pause *= 2;
    }
    return responses;
}

std::string shown_url(const std::string& url) {
    auto result = url.substr(0, url.find_first_of("?#"));
    const auto host = result.find("//");
    if (host == std::string::npos) return result;
    const auto path = result.find('/', host + 2);
    const auto at = result.rfind('@', path);
    if (at != std::string::npos && at > host) result.erase(host + 2, at - host - 1);
    return result;
}

}  // namespace pgmeta::registry
