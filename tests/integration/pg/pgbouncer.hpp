// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <netinet/in.h>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace pgmeta::test {

/// A PgBouncer in transaction mode in front of the test cluster, on 127.0.0.1.
class PgBouncer {
public:
    static constexpr auto program = "/usr/sbin/pgbouncer";

    PgBouncer() {
        if (!std::filesystem::exists(program))
            throw std::runtime_error{"pgbouncer is not installed (apps/setup/install test)"};
        const bool as_root = ::geteuid() == 0;
        // It refuses to run as root, and then needs a folder that is not root's.
        std::vector<std::string> argv{
            "sh", "-c",
            fmt::format(
                "mkdir -m 700 {0} && cat > {0}/ini && printf '\"postgres\" \"\"\\n' > {0}/users"
                " && exec {1} -q {0}/ini",
                directory_, program)};
        if (as_root) argv.insert(argv.begin(), {"runuser", "-u", "postgres", "--"});
        process_.emplace(argv, ProcessOptions{.cwd = "/", .stdin_text = configuration()});
        wait_until_ready();
    }

    ~PgBouncer() {
        process_->kill_group(SIGTERM);
        process_->wait();
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }

    PgBouncer(const PgBouncer&) = delete;
    PgBouncer& operator=(const PgBouncer&) = delete;

    [[nodiscard]] std::string url(std::string_view database) const {
        return fmt::format(
            "postgresql://postgres@127.0.0.1:{}/{}?sslmode=disable&gssencmode=disable", port_,
            database);
    }

private:
    [[nodiscard]] std::string configuration() const {
        return fmt::format(
            "[databases]\n* = host={0} port={1}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
            "listen_port = {2}\nunix_socket_dir =\nauth_type = trust\nauth_file = {3}/users\n"
            "pool_mode = transaction\ndefault_pool_size = 1\nlogfile = {3}/log\n"
            "pidfile = {3}/pid\n",
            std::getenv("PGHOST"), std::getenv("PGPORT"), port_, directory_);
    }

    void wait_until_ready() const {
        for (int tries = 0; tries < 600; ++tries) {
            try {
                Session{url("postgres")}.query("SELECT 1");
                return;
            } catch (const std::runtime_error&) {
                std::this_thread::sleep_for(std::chrono::milliseconds{50});
            }
        }
        throw std::runtime_error{"pgbouncer did not start: " + process_->err()};
    }

    static int unused_port() {
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

    int port_ = unused_port();
    std::string directory_ = "/tmp/pgmeta-" + unique_name("bouncer");
    std::optional<Process> process_;
};

}  // namespace pgmeta::test
