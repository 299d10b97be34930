// SPDX-License-Identifier: MIT
#include "pgmeta_test/delay_proxy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace pgmeta::test {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

int check(int result, const char* what) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), what};
    return result;
}

int listen_on_loopback() {
    const int fd = check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    check(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind");
    check(::listen(fd, 64), "listen");
    return fd;
}

int port_of(int fd) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    check(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
    return ntohs(address.sin_port);
}

int connect_to_cluster() {
    const char* host = std::getenv("PGHOST");
    const char* port = std::getenv("PGPORT");
    if (host == nullptr || port == nullptr) throw std::runtime_error{"PGHOST or PGPORT is not set"};
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto path = fmt::format("{}/.s.PGSQL.{}", host, port);
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    const int fd = check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    check(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), "connect");
    return fd;
}

/// Bytes on their way in one direction.
struct Lane {
    struct Packet {
        Clock::time_point due;
        std::string bytes;
    };

    int from = -1, to = -1;
    std::deque<Packet> packets;
    bool ended = false;
};

/// One proxied connection.
struct Conversation {
    Lane up, down;
    std::string tail;           ///< the client's last bytes, for matches across packets
    bool client_spoke = false;  ///< last
    bool cut_on_answer = false;

    Conversation(int client, int server) {
        up.from = down.to = client;
        up.to = down.from = server;
    }

    ~Conversation() {
        ::close(up.from);
        ::close(up.to);
    }

    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    [[nodiscard]] int poll_timeout() const {
        auto wait = milliseconds{20};
        for (const auto* lane : {&up, &down}) {
            if (lane->packets.empty()) continue;
            const auto due =
                std::chrono::duration_cast<milliseconds>(lane->packets.front().due - Clock::now());
            wait = std::clamp(due, milliseconds{0}, wait);
        }
        return static_cast<int>(wait.count());
    }
};

bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

/// Sends what is due; false when the conversation is over.
bool deliver(Lane& lane) {
    while (!lane.packets.empty() && lane.packets.front().due <= Clock::now()) {
        if (!send_all(lane.to, lane.packets.front().bytes)) return false;
        lane.packets.pop_front();
    }
    return !(lane.ended && lane.packets.empty());
}

std::string receive(Lane& lane) {
    std::array<char, 65536> buffer{};
    const auto n = ::recv(lane.from, buffer.data(), buffer.size(), 0);
    if (n <= 0) lane.ended = true;
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

}  // namespace

struct DelayProxy::State {
    ProxyOptions options;
    int listener = -1;
    int port = 0;
    std::atomic<bool> stopping{false}, refusing{false}, cut{false};
    std::atomic<int> turns{0}, accepted{0}, seen{0}, cut_requests{0};
    std::thread acceptor;
    std::vector<std::thread> workers;

    void accept_loop();
    void serve(int client);
    bool from_client(Conversation& talk);  ///< false: cut now
    bool from_server(Conversation& talk);
    bool is_cut_here(std::string& tail, std::string_view bytes);
};

bool DelayProxy::State::is_cut_here(std::string& tail, std::string_view bytes) {
    if (options.cut_at.empty()) return false;
    tail += bytes;
    bool here = false;
    std::size_t at = 0;
    while ((at = tail.find(options.cut_at)) != std::string::npos) {
        tail.erase(0, at + options.cut_at.size());
        here = here || ++seen == options.cut_occurrence;
    }
    if (tail.size() >= options.cut_at.size())
        tail.erase(0, tail.size() - options.cut_at.size() + 1);
    return here;
}

bool DelayProxy::State::from_client(Conversation& talk) {
    auto bytes = receive(talk.up);
    if (bytes.empty()) return true;
    talk.client_spoke = true;
    if (is_cut_here(talk.tail, bytes)) {
        refusing = options.refuse_after_cut;
        cut = true;
        if (options.cut_when == CutWhen::after_forwarding) send_all(talk.up.to, bytes);
        if (options.cut_when != CutWhen::after_answer) return false;
        talk.cut_on_answer = true;
    }
    talk.up.packets.push_back({Clock::now() + options.one_way_delay, std::move(bytes)});
    return true;
}

bool DelayProxy::State::from_server(Conversation& talk) {
    auto bytes = receive(talk.down);
    if (talk.cut_on_answer) return false;
    if (bytes.empty()) return true;
    if (std::exchange(talk.client_spoke, false)) ++turns;
    talk.down.packets.push_back({Clock::now() + options.one_way_delay, std::move(bytes)});
    return true;
}

void DelayProxy::State::serve(int client) {
    const int on = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Conversation talk{client, connect_to_cluster()};
    const int cuts_before = cut_requests;
    while (!stopping && cut_requests == cuts_before) {
        std::array<pollfd, 2> fds{{{talk.up.ended ? -1 : talk.up.from, POLLIN, 0},
                                   {talk.down.ended ? -1 : talk.down.from, POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), talk.poll_timeout());
        if (fds[0].revents != 0 && !from_client(talk)) return;
        if (fds[1].revents != 0 && !from_server(talk)) return;
        if (!deliver(talk.up) || !deliver(talk.down)) return;
    }
}

void DelayProxy::State::accept_loop() {
    while (!stopping) {
        pollfd fd{listener, POLLIN, 0};
        if (::poll(&fd, 1, 20) <= 0) continue;
        const int client = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        if (refusing) {
            ::close(client);
            continue;
        }
        ++accepted;
        workers.emplace_back([this, client] { serve(client); });
    }
}

DelayProxy::DelayProxy(ProxyOptions options) : state_{std::make_unique<State>()} {
    state_->options = std::move(options);
    state_->listener = listen_on_loopback();
    state_->port = port_of(state_->listener);
    state_->acceptor = std::thread{[state = state_.get()] { state->accept_loop(); }};
}

DelayProxy::~DelayProxy() {
    state_->stopping = true;
    state_->acceptor.join();
    for (auto& worker : state_->workers)
        worker.join();
    ::close(state_->listener);
}

int DelayProxy::port() const {
    return state_->port;
}

std::string DelayProxy::url(std::string_view database) const {
    return fmt::format("postgresql://postgres@127.0.0.1:{}/{}?sslmode=disable&gssencmode=disable",
                       port(), database);
}

int DelayProxy::round_trips() const {
    return state_->turns;
}

int DelayProxy::connections() const {
    return state_->accepted;
}

bool DelayProxy::was_cut() const {
    return state_->cut;
}

void DelayProxy::cut_now() {
    ++state_->cut_requests;
}

}  // namespace pgmeta::test
