// SPDX-License-Identifier: MIT
#include "pgmeta/roles/execute.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace pgmeta::roles {

namespace {

Error told(const std::string& sqlstate, const std::string& message) {
    SqlDetail detail;
    detail.sqlstate = sqlstate;
    detail.message = message;
    detail.internal_query = message;
    return explain(Error{Fault::database, "statement-failed", message}.sql(std::move(detail)));
}

std::string id_of(const std::string& sqlstate, const std::string& message) {
    return told(sqlstate, message).id();
}

TEST(RoleFailure, IsARaceOnlyWhenTheServerSaysSo) {
    EXPECT_EQ(id_of("XX000", "tuple concurrently updated"), "role-race");
    EXPECT_EQ(id_of("XX000", "tuple concurrently deleted"), "role-race");
    EXPECT_EQ(id_of("40001", "could not serialize access"), "role-race");
    EXPECT_EQ(id_of("40P01", "deadlock detected"), "role-race");
    EXPECT_EQ(id_of("XX000", "could not read block 7"), "statement-failed");
}

TEST(RoleFailure, HasAnIdThatSaysWhatToDo) {
    EXPECT_EQ(id_of("42501", "permission denied to create role"), "role-privilege");
    EXPECT_EQ(id_of("2BP01", "role cannot be dropped"), "role-has-dependents");
    EXPECT_EQ(id_of("55006", "current user cannot be dropped"), "role-in-use");
    EXPECT_EQ(id_of("55P03", "canceling statement due to lock timeout"), "lock-not-had");
    EXPECT_EQ(id_of("0LP01", "role is a member of role"), "statement-failed");
}

TEST(RoleFailure, HoldsNoVerifier) {
    const auto scram = told("42601", "near 'SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5'");
    EXPECT_EQ(scram.message(), "near '***'");
    EXPECT_EQ(scram.sql_detail()->internal_query, "near '***'");
    const auto md5 = told("42601", "PASSWORD 'md5" + std::string(32, 'a') + "'");
    EXPECT_EQ(md5.sql_detail()->message, "PASSWORD '***'");
}

}  // namespace

}  // namespace pgmeta::roles
