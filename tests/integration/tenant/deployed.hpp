// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/tenant/storage.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace pgmeta::tenant {

inline constexpr std::string_view tenant_a = "11111111-1111-1111-1111-111111111111";
inline constexpr std::string_view tenant_b = "22222222-2222-2222-2222-222222222222";
inline constexpr std::string_view nobody = "99999999-9999-4999-8999-999999999999";

/// Makes a database with packages that pgmeta deployed, by way of a template: the first
/// test that wants these packages deploys them.
inline std::string deployed_database(const std::vector<std::string>& what) {
    std::string key = "tenant_tests";
    for (const auto& word : what)
        for (const char c : word)
            if (std::isalnum(static_cast<unsigned char>(c)) != 0) key += c;
    test::Session session{"dbname=postgres"};
    session.query("SELECT pg_advisory_lock(hashtext('tenant_tests'))");
    if (!test::database_exists(key)) {
        const auto fresh = key + "_new";
        session.query(fmt::format("DROP DATABASE IF EXISTS {0} WITH (FORCE)", fresh));
        session.query(fmt::format("CREATE DATABASE {0}", fresh));
        std::vector<std::string> arguments{"deploy", "--yes", "--target", "dbname=" + fresh};
        arguments.insert(arguments.end(), what.begin(), what.end());
        const auto result = test::run_pgmeta(arguments, {.cwd = test::source_dir()});
        if (result.exit_code != 0) throw std::runtime_error{result.out + result.err};
        session.query(fmt::format("ALTER DATABASE {} RENAME TO {}", fresh, key));
    }
    auto name = test::unique_name("tenant");
    session.query(fmt::format("CREATE DATABASE {} TEMPLATE {}", name, key));
    return name;
}

/// A database that pgmeta deployed packages to.
class Deployed : public testing::Test {
protected:
    explicit Deployed(const std::vector<std::string>& what = {"--package", "auth-storage"})
        : db{deployed_database(what), false} {}

    test::TestDatabase db;
};

/// With a storage over a pool, as superuser.
class WithStorage : public Deployed {
protected:
    using Deployed::Deployed;

    static NewUser ada() {
        return {.handle = "ada", .email = "ada@example.com", .password_hash = "hash of ada"};
    }

    /// A user, and nothing else of interest.
    User user_in(std::string_view tenant, std::string_view handle = "ada") const {
        return storage.create_user(tenant,
                                   {.handle = std::string{handle}, .password_hash = "hash"});
    }

    std::string count(std::string_view table, std::string_view tenant) {
        return db.value(
            fmt::format("SELECT count(*) FROM auth.{} WHERE tenant_id = '{}'", table, tenant));
    }

    AuthStorage storage{db.url()};
};

/// Runs `work(i)` in so many threads at once and waits for all.
template <typename Work>
void in_threads(int threads, Work&& work) {
    std::vector<std::jthread> running;
    running.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i)
        running.emplace_back([&work, i] { work(i); });
}

}  // namespace pgmeta::tenant
