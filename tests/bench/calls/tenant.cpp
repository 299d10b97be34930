// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/storage.hpp"
#include "threads.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string_view>

// usage: tenant_calls CONNINFO CALL THREADS MILLISECONDS named|unnamed
//
// Makes one call of AuthStorage again and again from so many threads over one pool; zero
// milliseconds: makes it three times.  `named` says the tenant to the server with each, as a
// storage does unless told otherwise.  Users and sessions are those that tests/bench/tenant makes.

namespace pgmeta::bench {
namespace {

using tenant::AuthStorage;

constexpr std::string_view the_tenant = "11111111-1111-4111-8111-111111111111";
constexpr int rows = 8;

std::string user_id(int number) {
    return fmt::format("00000000-0000-4000-8000-00000000000{}", number);
}

std::string session_id(int number) {
    return fmt::format("00000000-0000-4000-9000-00000000000{}", number);
}

/// Something that is not there would be found sooner.
void expect(bool found) {
    if (!found) throw Error{Fault::internal, "nothing-found", "expected a row, found none"};
}

void create_session(const AuthStorage& storage, int number) {
    storage.create_session(the_tenant, user_id(number),
                           {.username = "ada", .name = "Ada Lovelace", .role = "editor"},
                           {.client_ip = "203.0.113.7",
                            .client_ip_masked = "203.0.*.*",
                            .user_agent = "Mozilla/5.0 (X11; Linux x86_64)",
                            .device_type = "desktop",
                            .browser_fingerprint = "5f1d9c3b7a",
                            .geo_location = tenant::GeoLocation{.country = "GB"}});
}

void log_audit_event(const AuthStorage& storage, int number) {
    storage.log_audit_event(the_tenant, {.type = "LOGIN_SUCCESS",
                                         .user_id = user_id(number),
                                         .target_user_id = user_id(number),
                                         .handle = "ada",
                                         .ip_address = "203.0.113.7",
                                         .user_agent = "Mozilla/5.0 (X11; Linux x86_64)",
                                         .details = R"({"method": "password"})"});
}

using Named = std::map<std::string_view, std::function<void(const AuthStorage&, int)>>;

Named all_calls() {
    return {{"get_user",
             [](const AuthStorage& storage, int number) {
                 expect(storage.get_user(the_tenant, user_id(number)).has_value());
             }},
            {"get_session",
             [](const AuthStorage& storage, int number) {
                 expect(storage.get_session(the_tenant, session_id(number)).has_value());
             }},
            {"create_session", create_session},
            {"log_audit_event", log_audit_event}};
}

int run(const std::vector<std::string>& words) {
    const auto call = all_calls().at(words.at(1));
    const auto threads = std::stoul(words.at(2));
    const std::chrono::milliseconds duration{std::stol(words.at(3))};
    tenant::SourceOptions options;
    options.pool.max_connections = threads;
    const AuthStorage storage{{words.at(0), options}, {.set_tenant = words.at(4) == "named"}};
    if (duration.count() == 0) {
        for (int i = 0; i < 3; ++i)
            call(storage, 0);
        return 0;
    }
    std::vector<Call> calls;
    for (std::size_t i = 0; i < threads; ++i)
        calls.emplace_back([&storage, &call, number = static_cast<int>(i)]() mutable {
            call(storage, number++ % rows);
        });
    std::cout << repeat(calls, duration) << '\n';
    return 0;
}

}  // namespace
}  // namespace pgmeta::bench

int main(int count, char** words) {
    try {
        return pgmeta::bench::run({words + 1, words + count});
    } catch (const std::exception& error) {
        std::cerr << "tenant_calls: " << error.what() << '\n';
        return 1;
    }
}
