// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>

namespace pgmeta::test {

/// A port of 127.0.0.1 that nobody listened on just now.
inline int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) != 0)
        throw std::runtime_error{"no port is free"};
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

/// A cluster of the test's own, for what must not happen to the one all tests share.
class ThrowawayCluster {
public:
    ThrowawayCluster() {
        const auto result = run({script, "start", directory_, std::to_string(port_)});
        if (result.exit_code != 0) throw std::runtime_error{result.err};
    }

    ~ThrowawayCluster() { run({script, "stop", directory_}); }

    ThrowawayCluster(const ThrowawayCluster&) = delete;
    ThrowawayCluster& operator=(const ThrowawayCluster&) = delete;

    [[nodiscard]] std::string url() const {
        return fmt::format("postgresql://postgres@/postgres?host={}&port={}", directory_, port_);
    }

    [[nodiscard]] Session connect() const { return Session{url()}; }

    /// Restarts the server with more lines in its configuration.
    void restart_with(std::string_view configuration) const {
        restart("cat >> '{0}/postgresql.conf'", "immediate", configuration);
    }

    /// Restarts the server as a standby that has replayed all there is.
    void become_standby() const { restart("touch '{0}/standby.signal'", "fast", {}); }

private:
    /// `before` runs first; {0} in it is the data folder.
    void restart(std::string_view before, std::string_view mode, std::string_view input) const {
        auto session = connect();
        const auto bindir = session.value("SELECT setting FROM pg_config WHERE name = 'BINDIR'");
        const auto data = session.value("SHOW data_directory");
        const auto command = fmt::format(
            fmt::runtime(std::string{before} +
                         " && '{1}/pg_ctl' -D '{0}' -l '{2}/log' -m {3} -w restart >/dev/null"),
            data, bindir, directory_, mode);
        std::vector<std::string> argv{"sh", "-c", command};
        if (::geteuid() == 0) argv.insert(argv.begin(), {"runuser", "-u", "postgres", "--"});
        const auto result = run(argv, {.cwd = "/", .stdin_text = std::string{input}});
        if (result.exit_code != 0) throw std::runtime_error{result.err};
    }

    inline static const std::string script = source_dir() / "tests/support/cluster";

    std::string directory_ = "/tmp/pgmeta-" + unique_name("throwaway");
    int port_ = free_port();
};

}  // namespace pgmeta::test
