// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/spaces.hpp"

#include "deployed.hpp"
#include "pgmeta/tenant/space_rules.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::Optional;
using testing::SizeIs;

constexpr std::string_view kek = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
constexpr std::string_view next_kek = "AgIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";

std::shared_ptr<const KeyRing> keys(
    std::initializer_list<std::pair<std::string_view, std::string_view>> loaded) {
    auto ring = std::make_shared<KeyRing>();
    for (const auto& [id, key] : loaded)
        ring->load(id, key);
    return ring;
}

/// A space of each type, with an owner, an admin, a member and a trainer.
class SpacesOfTest : public Deployed {
protected:
    explicit SpacesOfTest(const std::vector<std::string>& what = {"--package", "spaces"})
        : Deployed{what} {
        for (const auto* type : {"personal", "brand", "club", "family", "team", "practice"})
            space(type, space_metadata(type));
    }

    void space(std::string_view id, std::string_view metadata) {
        db.query(fmt::format(
            "INSERT INTO auth.organizations (id, name, metadata) VALUES ('{0}', '{0}', '{1}')", id,
            metadata));
        for (const auto* role : {"owner", "admin", "member", "trainer"})
            db.query(
                fmt::format("INSERT INTO auth.members (id, organization_id, user_id, role)"
                            " VALUES ('{0}-{1}', '{0}', '{1}', '{1}')",
                            id, role));
    }

    static Credential tokens(std::string_view access,
                             std::optional<std::string_view> refresh = {}) {
        Credential credential;
        credential.access_token = Secret{access};
        if (refresh) credential.refresh_token = Secret{*refresh};
        return credential;
    }

    const Spaces spaces{db.url(), {.keys = keys({{"env-v1", kek}})}};
};

enum class Row { none, deny, grant };

struct Case {
    std::string role;
    bool allowed_module;
    Row row;
};

Permission flags(std::string_view three) {
    return {three[0] == 'r', three[1] == 'w', three[2] == 'a'};
}

/// What the rules say, by role and what is there.
Permission expected(const Case& c) {
    if (c.role == "stranger") return flags("---");
    const bool owner = c.role == "owner";
    if (c.row == Row::deny) return flags(owner ? "r-a" : "---");
    if (c.row == Row::grant) return flags("rwa");
    if (!c.allowed_module) return flags("---");
    if (owner) return flags("rwa");
    if (c.role == "admin") return flags("rw-");
    return flags(c.role == "member" ? "r--" : "---");
}

class PermissionMatrix : public SpacesOfTest, public testing::WithParamInterface<std::string> {};

TEST_P(PermissionMatrix, FollowsTheRulesForEveryRoleModuleAndRow) {
    const auto& type = GetParam();
    for (const auto* role : {"owner", "admin", "member", "trainer", "stranger"})
        for (const bool allowed : {true, false})
            for (const auto row : {Row::none, Row::deny, Row::grant}) {
                // A personal space has every module.
                const Case c{role, allowed || type == "personal", row};
                const std::string module = allowed ? "calendar" : "no-such-module";
                if (row != Row::none)
                    spaces.set_permission(type, role, module,
                                          flags(row == Row::deny ? "---" : "rwa"));
                const auto found = spaces.explain(type, role, module);
                EXPECT_EQ(Permission{found}, expected(c))
                    << type << ' ' << role << ' ' << module << ' ' << static_cast<int>(row);
                EXPECT_EQ(spaces.can(type, role, module, SpaceAction::read), expected(c).can_read);
                EXPECT_EQ(spaces.can(type, role, module, SpaceAction::write),
                          expected(c).can_write);
                EXPECT_EQ(spaces.can(type, role, module, SpaceAction::admin),
                          expected(c).can_admin);
                spaces.unset_permission(type, role, module);
            }
}

INSTANTIATE_TEST_SUITE_P(OfEachType,
                         PermissionMatrix,
                         testing::Values("personal", "brand", "club", "family", "team", "practice"),
                         [](const testing::TestParamInfo<std::string>& tested) {
                             return tested.param;
                         });

TEST_F(SpacesOfTest, SayWhichRuleDecided) {
    EXPECT_EQ(spaces.explain("club", "stranger", "calendar").rule, PermissionRule::not_a_member);
    EXPECT_EQ(spaces.explain("club", "member", "recipes").rule, PermissionRule::module_not_allowed);
    EXPECT_EQ(spaces.explain("club", "member", "calendar").rule, PermissionRule::role_default);
    EXPECT_EQ(spaces.explain("club", "trainer", "calendar").rule, PermissionRule::unknown_role);
    spaces.set_permission("club", "trainer", "calendar", flags("rw-"));
    const auto found = spaces.explain("club", "trainer", "calendar");
    EXPECT_EQ(found.rule, PermissionRule::override_row);
    EXPECT_THAT(found.role, Optional(std::string{"trainer"}));
    EXPECT_TRUE(found.can_write);
    EXPECT_EQ(source_of(found.rule), "override");
    EXPECT_EQ(spaces.effective_permission("club", "admin", "calendar").rule,
              PermissionRule::role_default);
}

TEST_F(SpacesOfTest, WithoutATypePermitNothing) {
    db.query("ALTER TABLE auth.organizations DROP CONSTRAINT organizations_space_type_check");
    space("untyped", "{}");
    EXPECT_EQ(Permission{spaces.explain("untyped", "owner", "calendar")}, flags("---"));
    EXPECT_EQ(spaces.explain("untyped", "owner", "calendar").rule,
              PermissionRule::module_not_allowed);
}

TEST_F(SpacesOfTest, KeepPermissionsByRoleAndModule) {
    const auto made = spaces.set_permission("club", "admin", "mail", {});
    EXPECT_EQ(Permission{made}, flags("r--")) << "the defaults of the columns";
    const auto again = spaces.set_permission("club", "admin", "mail", flags("-w-"));
    EXPECT_EQ(Permission{again}, flags("-w-"));
    EXPECT_GT(again.updated_at, made.updated_at);
    spaces.set_permission("club", "member", "mail", {});
    EXPECT_THAT(spaces.get_permissions("club"), SizeIs(2));
    EXPECT_TRUE(spaces.unset_permission("club", "admin", "mail"));
    EXPECT_FALSE(spaces.unset_permission("club", "admin", "mail"));
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 spaces.set_permission("nowhere", "admin", "mail", {}));
    EXPECT_FAILS("invalid-argument", Fault::usage, spaces.set_permission("club", "", "mail", {}));
}

TEST_F(SpacesOfTest, KeepCredentialsEncrypted) {
    auto given = tokens("access-token-123", "refresh");
    given.expires_at = from_iso("2030-01-01T00:00:00.250Z");
    given.scopes = {{"read", "a \"quoted\", one"}};
    given.provider_account_id = "account";
    given.metadata_json = R"({"a": 1})";
    const auto info = spaces.put_credential("club", "linkedin", given);
    EXPECT_EQ(info.kek_id, "env-v1");
    EXPECT_TRUE(info.has_refresh_token);

    const auto stored = db.value(
        "SELECT access_token_encrypted || refresh_token_encrypted FROM spaces.credentials");
    EXPECT_TRUE(stored.starts_with("v1:env-v1:"));
    EXPECT_EQ(stored.find("access-token"), std::string::npos);

    const auto read = spaces.get_credential("club", "linkedin");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->access_token.view(), "access-token-123");
    EXPECT_EQ(read->refresh_token->view(), "refresh");
    EXPECT_EQ(read->expires_at, given.expires_at);
    EXPECT_THAT(read->scopes, Optional(ElementsAre("read", "a \"quoted\", one")));
    EXPECT_THAT(read->metadata_json, Optional(std::string{R"({"a": 1})"}));
    EXPECT_FALSE(spaces.get_credential("team", "linkedin"));
}

TEST_F(SpacesOfTest, HaveOneCredentialPerService) {
    spaces.put_credential("club", "linkedin", tokens("first", "refresh"));
    spaces.put_credential("club", "linkedin", tokens("second"));
    spaces.put_credential("club", "github", tokens("other"));
    EXPECT_EQ(spaces.get_credential("club", "linkedin")->access_token.view(), "second");
    EXPECT_FALSE(spaces.get_credential("club", "linkedin")->refresh_token);
    const auto list = spaces.list_credentials("club");
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].provider, "github");
    EXPECT_EQ(list[1].scopes, std::nullopt);
    EXPECT_TRUE(spaces.delete_credential("club", "linkedin"));
    EXPECT_FALSE(spaces.delete_credential("club", "linkedin"));
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 spaces.put_credential("nowhere", "linkedin", tokens("x")));
}

TEST_F(SpacesOfTest, DoNotOpenACredentialThatWasMoved) {
    spaces.put_credential("club", "linkedin", tokens("x"));
    db.query("UPDATE spaces.credentials SET space_id = 'team'");
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict,
                 spaces.get_credential("team", "linkedin"));
}

TEST_F(SpacesOfTest, NeedKeysForCredentialsOnly) {
    spaces.put_credential("club", "linkedin", tokens("x"));
    const Spaces keyless{db.url()};
    EXPECT_FAILS("kek-missing", Fault::usage, keyless.get_credential("club", "linkedin"));
    EXPECT_FAILS("kek-missing", Fault::usage, keyless.put_credential("club", "x", tokens("x")));
    EXPECT_EQ(keyless.list_credentials("club").size(), 1U);
    EXPECT_TRUE(keyless.delete_credential("club", "linkedin"));
}

TEST_F(SpacesOfTest, RotateTheKeyOfTheirCredentials) {
    for (const auto* space : {"club", "team"})
        for (const auto* provider : {"linkedin", "github"})
            spaces.put_credential(space, provider, tokens("access", "refresh"));
    spaces.put_credential("club", "bare", tokens("access"));
    const Spaces next{db.url(), {.keys = keys({{"env-v2", next_kek}, {"env-v1", kek}})}};
    EXPECT_EQ(next.rotate_credentials("team"), 2U);
    EXPECT_EQ(next.rotate_credentials(), 3U);
    EXPECT_EQ(next.rotate_credentials(), 0U) << "everything is under the new key";
    const Spaces only_next{db.url(), {.keys = keys({{"env-v2", next_kek}})}};
    EXPECT_EQ(only_next.get_credential("club", "github")->refresh_token->view(), "refresh");
    EXPECT_FALSE(only_next.get_credential("club", "bare")->refresh_token);
    EXPECT_FAILS("kek-unknown", Fault::conflict, spaces.get_credential("club", "github"));
    EXPECT_FAILS("kek-unknown", Fault::conflict, spaces.rotate_credentials());
}

TEST_F(SpacesOfTest, RotateWhileCredentialsAreReplaced) {
    for (int i = 0; i < 50; ++i)
        spaces.put_credential("club", "p" + std::to_string(i), tokens("old"));
    const Spaces next{db.url(), {.keys = keys({{"env-v2", next_kek}, {"env-v1", kek}})}};
    in_threads(5, [&](int thread) {
        if (thread == 0) {
            next.rotate_credentials();
            return;
        }
        for (int i = thread - 1; i < 50; i += 4)
            next.put_credential("club", "p" + std::to_string(i), tokens("new"));
    });
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(next.get_credential("club", "p" + std::to_string(i))->access_token.view(), "new");
}

TEST_F(SpacesOfTest, GoWithTheirRows) {
    spaces.put_credential("club", "linkedin", tokens("x"));
    spaces.set_permission("club", "admin", "mail", {});
    db.query("DELETE FROM auth.organizations WHERE id = 'club'");
    EXPECT_TRUE(spaces.list_credentials("club").empty());
    EXPECT_TRUE(spaces.get_permissions("club").empty());
}

TEST_F(SpacesOfTest, LetLookWhereARowSaysNothingElse) {
    db.query(
        "INSERT INTO spaces.module_permissions (space_id, role, module_id)"
        " VALUES ('club', 'trainer', 'mail')");
    EXPECT_EQ(Permission{spaces.get_permissions("club").at(0)}, flags("r--"));
}

TEST_F(SpacesOfTest, HaveOneRowPerKeyThatAnUpsertReplaces) {
    const Source source{db.url()};
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 spaces.set_permission("nowhere", "admin", "mail", {}));
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 spaces.put_credential("nowhere", "linkedin", tokens("x")));
    spaces.set_permission("club", "admin", "mail", flags("rwa"));
    const auto again =
        "INSERT INTO spaces.module_permissions (space_id, role, module_id) VALUES ($1, $2, $3)";
    EXPECT_FAILS("duplicate-value", Fault::conflict, source.run(again, {"club", "admin", "mail"}));
    spaces.set_permission("club", "admin", "mail", flags("r--"));
    EXPECT_EQ(Permission{spaces.get_permissions("club").at(0)}, flags("r--"));
}

TEST_F(SpacesOfTest, StayAsTheyAreWhenThePackageIsDeployedAgain) {
    spaces.set_permission("club", "admin", "mail", flags("rw-"));
    const auto result =
        test::run_pgmeta({"deploy", "--package", "spaces", "--yes", "--target", db.url()},
                         {.cwd = test::source_dir()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(Permission{spaces.get_permissions("club").at(0)}, flags("rw-"));
}

TEST_F(SpacesOfTest, OfAPersonStay) {
    const Source source{db.url()};
    EXPECT_FAILS("space-personal-undeletable", Fault::conflict,
                 source.run("DELETE FROM auth.organizations WHERE id = $1", {"personal"}));
}

/// A role that row level security binds.
class SpacesBound : public SpacesOfTest {
protected:
    SpacesBound() : SpacesOfTest{{"--package", "spaces-rls"}} {
        db.query(
            "GRANT USAGE ON SCHEMA auth TO authenticated;"
            "GRANT SELECT ON auth.organizations, auth.members, spaces.module_allowlist,"
            " spaces.role_defaults TO authenticated;"
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA spaces TO authenticated");
        connection.query("SET ROLE authenticated");
        spaces.put_credential("club", "linkedin", tokens("x"));
        spaces.set_permission("club", "admin", "mail", flags("rw-"));
        spaces.set_permission("team", "admin", "mail", flags("rw-"));
    }

    Spaces as(std::string_view user) {
        return Spaces{&connection, {.keys = keys({{"env-v1", kek}}), .caller = std::string{user}}};
    }

    pg::Connection connection = pg::Connection::open(pg::ConnInfo::parse(db.url()));
};

TEST_F(SpacesBound, ShowNothingWithoutACaller) {
    EXPECT_TRUE(as("").list_credentials("club").empty());
    EXPECT_TRUE(as("").get_permissions("club").empty());
    EXPECT_EQ(as("owner").list_credentials("club").size(), 1U);
    EXPECT_TRUE(as("").list_credentials("club").empty()) << "nobody is left behind";
}

TEST_F(SpacesBound, ShowCredentialsToOwnersAndAdmins) {
    EXPECT_EQ(as("admin").get_credential("club", "linkedin")->access_token.view(), "x");
    EXPECT_FALSE(as("member").get_credential("club", "linkedin"));
    EXPECT_FALSE(as("trainer").delete_credential("club", "linkedin"));
    EXPECT_FALSE(as("stranger").get_credential("club", "linkedin"));
    as("admin").put_credential("club", "github", tokens("y"));
    try {
        as("member").put_credential("club", "github", tokens("z"));
        FAIL() << "a member wrote a credential";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "42501");
    }
}

TEST_F(SpacesBound, ShowNothingOfASpaceToTheOwnerOfAnother) {
    db.query(
        "INSERT INTO auth.members (id, organization_id, user_id, role)"
        " VALUES ('coach', 'team', 'coach', 'owner')");
    EXPECT_EQ(as("coach").get_permissions("team").size(), 1U);
    EXPECT_TRUE(as("coach").get_permissions("club").empty());
    EXPECT_TRUE(as("coach").list_credentials("club").empty());
    EXPECT_FALSE(as("coach").delete_credential("club", "linkedin"));
    EXPECT_FALSE(as("coach").unset_permission("club", "admin", "mail"));
    EXPECT_EQ(spaces.get_permissions("club").size(), 1U);
    EXPECT_EQ(spaces.list_credentials("club").size(), 1U);
}

TEST_F(SpacesBound, LetMembersReadPermissionsAndOwnersWriteThem) {
    EXPECT_EQ(as("member").get_permissions("club").size(), 1U);
    EXPECT_TRUE(as("stranger").get_permissions("club").empty());
    EXPECT_TRUE(as("owner").unset_permission("club", "admin", "mail"));
    EXPECT_EQ(Permission{as("owner").set_permission("club", "member", "mail", flags("rw-"))},
              flags("rw-"));
    EXPECT_FALSE(as("admin").unset_permission("club", "member", "mail"));
    try {
        as("member").set_permission("club", "member", "notes", flags("rwa"));
        FAIL() << "a member wrote a permission";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "42501");
    }
}

}  // namespace
}  // namespace pgmeta::tenant
