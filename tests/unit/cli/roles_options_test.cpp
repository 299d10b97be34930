// SPDX-License-Identifier: MIT
#include "options/roles_options.hpp"

#include <gtest/gtest.h>

namespace {

bool local(const char* connection) {
    return pgmeta::cli::is_local(pgmeta::pg::ConnInfo::parse(connection));
}

TEST(LocalServer, IsASocketOrALoopbackAddress) {
    EXPECT_TRUE(local("host=/run/postgresql"));
    EXPECT_TRUE(local("host=@abstract"));
    EXPECT_TRUE(local("host=localhost"));
    EXPECT_TRUE(local("postgresql://127.0.0.2/app"));
    EXPECT_TRUE(local("postgresql://[::1]/app"));
    EXPECT_TRUE(local("host=/run/a,localhost"));
}

TEST(LocalServer, IsNoOtherHostNotEvenAmongSeveral) {
    EXPECT_FALSE(local("host=db.example.org"));
    EXPECT_FALSE(local("host=localhost,db.example.org"));
    EXPECT_FALSE(local("host=localhost hostaddr=192.0.2.7")) << "the address is what counts";
    EXPECT_FALSE(local("host=localhost.example.org"));
}

}  // namespace
