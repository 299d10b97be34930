// SPDX-License-Identifier: MIT
#include "store.hpp"

#include <gmock/gmock.h>

// Permissions of a space from the command line: which rule decided is always said.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class SpacesCommands : public Store {
protected:
    SpacesCommands() : Store{"spaces"} {}

    void SetUp() override {
        Store::SetUp();
        db.query(
            "INSERT INTO auth.organizations (id, name, metadata)"
            " VALUES ('org_1', 'Chess', '{\"type\": \"club\"}')");
        for (const auto* role : {"owner", "member", "trainer"})
            db.query(std::string{"INSERT INTO auth.members (id, organization_id, user_id, role)"
                                 " VALUES ('"} +
                     role + "', 'org_1', 'u_" + role + "', '" + role + "')");
    }

    std::string explain(const std::string& user, const std::string& module) {
        return done({"spaces", "permissions", "explain", "--space", "org_1", "--user", user,
                     "--module", module, "--json"});
    }

    void set(const std::string& role, const std::string& module, std::vector<std::string> flags) {
        std::vector<std::string> words{"spaces", "permissions", "set",      "--space", "org_1",
                                       "--role", role,          "--module", module};
        words.insert(words.end(), flags.begin(), flags.end());
        done(words);
    }
};

TEST_F(SpacesCommands, ExplainNamesTheRuleThatDecided) {
    EXPECT_THAT(explain("nobody", "calendar"),
                AllOf(HasSubstr(R"("rule": "not_a_member")"), HasSubstr(R"("role": null)")));
    EXPECT_THAT(explain("u_member", "calendar"),
                AllOf(HasSubstr(R"("rule": "role_default")"), HasSubstr(R"("can_read": true)"),
                      HasSubstr(R"("can_write": false)")));
    EXPECT_THAT(explain("u_member", "recipes"), HasSubstr(R"("rule": "module_not_allowed")"));
    EXPECT_THAT(explain("u_trainer", "calendar"), HasSubstr(R"("rule": "unknown_role")"));
    set("trainer", "calendar", {"--write"});
    EXPECT_THAT(explain("u_trainer", "calendar"),
                AllOf(HasSubstr(R"("rule": "override_row")"), HasSubstr(R"("can_write": true)")));
    set("owner", "calendar", {"--no-read"});
    EXPECT_THAT(done({"spaces", "permissions", "explain", "--space", "org_1", "--role", "owner",
                      "--module", "calendar"}),
                HasSubstr("read, admin: a row for role owner and module calendar says so; an owner "
                          "may always look and set up"));
}

TEST_F(SpacesCommands, RowsComeAndGo) {
    set("member", "calendar", {"--write"});
    EXPECT_THAT(done({"spaces", "permissions", "show", "--space", "org_1"}),
                HasSubstr("read, write"));
    const std::vector<std::string> unset{"spaces", "permissions", "unset",    "--space", "org_1",
                                         "--role", "member",      "--module", "calendar"};
    EXPECT_EQ(pgmeta(unset).exit_code, 2);  // nobody can be asked
    EXPECT_EQ(db.value("SELECT count(*) FROM spaces.module_permissions"), "1");
    auto yes = unset;
    yes.emplace_back("--yes");
    EXPECT_THAT(done(yes), HasSubstr("The row is gone"));
    EXPECT_THAT(done(yes), HasSubstr("There is no such row"));
}

TEST_F(SpacesCommands, RefuseASpaceThatIsNotThere) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"spaces", "permissions", "show"},
             {"spaces", "permissions", "explain", "--user", "u_owner", "--module", "calendar"},
             {"credentials", "list"}}) {
        auto all = words;
        all.insert(all.end(), {"--space", "org_2"});
        const auto result = pgmeta(all);
        EXPECT_EQ(result.exit_code, 2);
        EXPECT_THAT(result.err, HasSubstr("error[space-not-found]"));
    }
    const auto result = pgmeta({"spaces", "permissions", "set", "--space", "org_2", "--role",
                                "member", "--module", "calendar"});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr("error[unknown-reference]"));
}

}  // namespace
}  // namespace pgmeta::test
