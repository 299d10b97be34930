// SPDX-License-Identifier: MIT
#include "pgmeta/registry/http.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta_test/expect.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace pgmeta::registry {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Answers each connection on loopback with what a function makes of the request's text and number.
class Server {
public:
    using Answer = std::function<std::string(const std::string& request, std::size_t number)>;

    explicit Server(Answer answer) : answer_{std::move(answer)} {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size);
        ::listen(fd_, 16);
        ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }

    ~Server() {
        ::shutdown(fd_, SHUT_RDWR);
        thread_.join();
        ::close(fd_);
    }

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const {
        return fmt::format("http://{}:{}/", host, port_);
    }

    std::vector<std::string> requests() {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

private:
    void serve() {
        for (;;) {
            const int client = ::accept(fd_, nullptr, nullptr);
            if (client < 0) return;
            std::string request;
            std::array<char, 4096> buffer{};
            while (request.find("\r\n\r\n") == std::string::npos) {
                const auto got = ::read(client, buffer.data(), buffer.size());
                if (got <= 0) break;
                request.append(buffer.data(), static_cast<std::size_t>(got));
            }
            std::size_t number = 0;
            {
                const std::lock_guard lock{mutex_};
                requests_.push_back(request);
                number = requests_.size();
            }
            const auto text = answer_(request, number);
            static_cast<void>(::send(client, text.data(), text.size(), MSG_NOSIGNAL));
            ::close(client);
        }
    }

    Answer answer_;
    int fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int port_ = 0;
    std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread thread_;
};

std::string response(int status, const std::string& body, const std::string& headers = {}) {
    return fmt::format("HTTP/1.1 {} X\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n{}",
                       status, body.size(), headers, body);
}

HttpOptions quick() {
    HttpOptions options;
    options.backoff = std::chrono::milliseconds{1};
    return options;
}

class HttpTest : public testing::Test {
protected:
    // A proxy of the machine's is not for loopback.
    void SetUp() override { ::setenv("no_proxy", "127.0.0.1,localhost", 1); }
};

TEST_F(HttpTest, GetsSeveralInTheOrderAskedFor) {
    Server server{[](const std::string& request, std::size_t) {
        return response(200, request.substr(4, request.find(' ', 4) - 4));
    }};
    const auto answers =
        get_all({{server.url() + "a", {}, {}}, {server.url() + "b", {}, {}}}, quick());
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[0].body, "/a");
    EXPECT_EQ(answers[1].body, "/b");
}

TEST_F(HttpTest, TriesAgainWhatMayPass) {
    Server server{[](const std::string&, std::size_t number) {
        if (number == 1) return response(503, "busy");
        if (number == 2) return std::string{"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\npart"};
        return response(200, "whole");
    }};
    EXPECT_EQ(get_all({{server.url(), {}, {}}}, quick()).at(0).body, "whole");
    EXPECT_EQ(server.requests().size(), 3U);
}

TEST_F(HttpTest, GivesUpAfterItsAttemptsWithoutSayingSecrets) {
    Server server{[](const std::string&, std::size_t) { return response(500, ""); }};
    try {
        get_all({{server.url() + "x?token=hidden", "bearer-secret", {}}}, quick());
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "registry-unreachable");
        EXPECT_THAT(error.message(), HasSubstr("status 500"));
        EXPECT_THAT(error.message(), Not(HasSubstr("hidden")));
        EXPECT_THAT(error.message(), Not(HasSubstr("secret")));
    }
    EXPECT_EQ(server.requests().size(), 4U);
}

TEST_F(HttpTest, ReturnsOtherAnswersAtOnce) {
    Server server{[](const std::string&, std::size_t) { return response(404, "no"); }};
    EXPECT_EQ(get_all({{server.url(), {}, {}}}, quick()).at(0).status, 404);
    EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(HttpTest, FollowsARedirectWithoutTakingTheTokenToAnotherHost) {
    Server other{[](const std::string&, std::size_t) { return response(200, "there"); }};
    Server server{[&](const std::string&, std::size_t) {
        return response(302, "", fmt::format("Location: {}\r\n", other.url("localhost")));
    }};
    EXPECT_EQ(get_all({{server.url(), "secret", {}}}, quick()).at(0).body, "there");
    EXPECT_THAT(server.requests().at(0), HasSubstr("Authorization: Bearer secret"));
    EXPECT_THAT(other.requests().at(0), Not(HasSubstr("secret")));
}

TEST_F(HttpTest, RefusesOtherProtocolsAndAnswersThatAreTooLarge) {
    Server server{[](const std::string& request, std::size_t) {
        if (request.starts_with("GET /file"))
            return response(302, "", "Location: file:///etc/passwd\r\n");
        return response(200, std::string(5000, 'x'));
    }};
    EXPECT_FAILS("registry-unreachable", Fault::environment,
                 get_all({{server.url() + "file", {}, {}}}, quick()));
    EXPECT_FAILS("registry-unreachable", Fault::environment,
                 get_all({{"file:///etc/passwd", {}, {}}}, quick()));
    EXPECT_FAILS("registry-unreachable", Fault::environment,
                 get_all({{server.url(), {}, {}, 4999}}, quick()));
}

}  // namespace
}  // namespace pgmeta::registry
