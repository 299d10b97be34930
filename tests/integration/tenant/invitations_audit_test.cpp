// SPDX-License-Identifier: MIT
#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

const Timestamp past = *from_iso("2020-01-01T00:00:00Z");
const Timestamp future = *from_iso("2999-01-01T00:00:00Z");

class Invitations : public WithStorage {
protected:
    void SetUp() override { user = user_in(tenant_a).id; }

    Invitation invite(std::string token, Timestamp until = future) const {
        return storage.create_invitation(tenant_a, {.token = std::move(token),
                                                    .email = "New@Example.com",
                                                    .role = "editor",
                                                    .created_by = user,
                                                    .expires_at = until});
    }

    std::string user;
};

TEST_F(Invitations, AreFoundByTokenAndById) {
    const auto made = storage.create_invitation(
        tenant_a, {.token = "t",
                   .email = "New@Example.com",
                   .role = "editor",
                   .created_by = user,
                   .expires_at = future,
                   .temporary_totp_secret = "secret",
                   .metadata = InvitationMetadata{.inviter_handle = "ada", .message = "welcome"},
                   .created_at = past});
    EXPECT_EQ(made.tenant_id, tenant_a);
    EXPECT_EQ(made.email, "new@example.com");
    EXPECT_EQ(made.created_at, past);
    const auto read = storage.get_invitation(tenant_a, "t");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->id, made.id);
    EXPECT_EQ(read->metadata->inviter_handle, "ada");
    EXPECT_THAT(read->metadata->message, Optional(std::string{"welcome"}));
    EXPECT_EQ(read->metadata->custom_instructions, std::nullopt);
    EXPECT_TRUE(storage.get_invitation_by_id(tenant_a, made.id));
    EXPECT_FALSE(storage.get_invitation(tenant_a, "T"));
    EXPECT_FALSE(storage.get_invitation(tenant_b, "t"));
    EXPECT_FALSE(storage.get_invitation_by_id(tenant_b, made.id));
}

TEST_F(Invitations, ThatExpiredAreHiddenByTokenAndShownById) {
    const auto made = invite("t", past);
    EXPECT_FALSE(storage.get_invitation(tenant_a, "t"));
    EXPECT_TRUE(storage.get_invitation_by_id(tenant_a, made.id));
    EXPECT_EQ(storage.get_all_invitations(tenant_a).size(), 1U);
    EXPECT_TRUE(storage.get_all_invitations(tenant_b).empty());
    EXPECT_FAILS("invitation-not-found", Fault::usage,
                 storage.update_invitation(tenant_a, "t", {.expires_at = future}));
}

TEST_F(Invitations, ThatWereUsedOrWithdrawnAreStillReturnedByToken) {
    invite("used");
    invite("withdrawn");
    storage.update_invitation(tenant_a, "used", {.used_at = past, .used_by = user});
    storage.update_invitation(tenant_a, "withdrawn", {.is_active = false});
    EXPECT_THAT(storage.get_invitation(tenant_a, "used")->used_by, Optional(user));
    EXPECT_FALSE(storage.get_invitation(tenant_a, "withdrawn")->is_active);
}

TEST_F(Invitations, ArePendingWhileActiveUnusedAndNotExpired) {
    for (const auto* token : {"pending", "used", "withdrawn"})
        invite(token);
    invite("expired", past);
    storage.update_invitation(tenant_a, "used", {.used_at = past});
    storage.update_invitation(tenant_a, "withdrawn", {.is_active = false});
    const auto pending = storage.get_pending_invitations(tenant_a);
    ASSERT_EQ(pending.size(), 1U);
    EXPECT_EQ(pending[0].token, "pending");
    EXPECT_TRUE(storage.get_pending_invitations(tenant_b).empty());
}

TEST_F(Invitations, AreRefusedATakenTokenAndAnUnknownInviter) {
    invite("t");
    EXPECT_FAILS("duplicate-value", Fault::conflict, invite("t"));
    const auto by = [&](std::string_view tenant, std::string_view who) {
        return storage.create_invitation(tenant, {.token = "x",
                                                  .email = "x@example.com",
                                                  .role = "editor",
                                                  .created_by = std::string{who},
                                                  .expires_at = future});
    };
    EXPECT_FAILS("unknown-reference", Fault::conflict, by(tenant_a, nobody));
    EXPECT_FAILS("unknown-reference", Fault::conflict, by(tenant_b, user));
    EXPECT_FAILS("invalid-argument", Fault::usage, by(tenant_a, "ada"));
}

TEST_F(Invitations, ArePatchedInThreeStates) {
    invite("t");
    auto changed =
        storage.update_invitation(tenant_a, "t",
                                  {.email = "Other@Example.com",
                                   .role = "admin",
                                   .expires_at = future,
                                   .used_at = past,
                                   .metadata = InvitationMetadata{.inviter_handle = "ada"}});
    EXPECT_EQ(changed.email, "other@example.com");
    EXPECT_EQ(changed.role, "admin");
    EXPECT_THAT(changed.used_at, Optional(past));
    changed = storage.update_invitation(tenant_a, "t", {.metadata = std::nullopt});
    EXPECT_THAT(changed.used_at, Optional(past));
    EXPECT_FALSE(changed.metadata.has_value());
    EXPECT_EQ(storage.update_invitation(tenant_a, "t", {}).role, "admin");
    EXPECT_FAILS("invitation-not-found", Fault::usage,
                 storage.update_invitation(tenant_b, "t", {.is_active = false}));
}

TEST_F(Invitations, ThatExpiredAreCleanedUpAndCounted) {
    invite("expired", past);
    invite("used");
    storage.update_invitation(tenant_a, "used", {.used_at = past});
    EXPECT_EQ(storage.cleanup_expired_invitations(tenant_b), 0U);
    EXPECT_EQ(storage.cleanup_expired_invitations(tenant_a), 1U);
    EXPECT_EQ(storage.get_all_invitations(tenant_a).size(), 1U);
}

TEST_F(Invitations, AreDeletedByToken) {
    invite("t");
    EXPECT_FALSE(storage.delete_invitation(tenant_b, "t"));
    EXPECT_TRUE(storage.delete_invitation(tenant_a, "t"));
    EXPECT_FALSE(storage.delete_invitation(tenant_a, "t"));
}

class Audit : public WithStorage {
protected:
    AuditEvent at(std::string_view moment, std::string type = "LOGIN_SUCCESS") const {
        return storage.log_audit_event(tenant_a,
                                       {.type = std::move(type), .timestamp = from_iso(moment)});
    }

    std::vector<std::string> moments(const AuditFilters& filters) const {
        std::vector<std::string> result;
        for (const auto& event : storage.get_audit_events(tenant_a, filters))
            result.push_back(to_iso(*event.timestamp).substr(0, 4));
        return result;
    }

    void four_years() const {
        for (const auto* year : {"2021", "2023", "2022", "2024"})
            at(std::string{year} + "-01-01T00:00:00Z");
    }
};

TEST_F(Audit, StoresAnEventAsGivenAndReturnsIt) {
    const AuditEvent given{.type = "TOTP_FAILURE",
                           .user_id = std::string{nobody},
                           .handle = "ada",
                           .ip_address = "::1",
                           .user_agent = "browser",
                           .details = R"({"a": {"b": "ü"}})",
                           .source = "user",
                           .timestamp = from_iso("2026-01-01T00:00:00.123Z")};
    const auto event = storage.log_audit_event(tenant_a, given);
    EXPECT_TRUE(event.id.starts_with("evt_"));
    EXPECT_EQ(event.tenant_id, tenant_a);
    EXPECT_EQ(event.severity, "warning");
    EXPECT_EQ(event.timestamp, given.timestamp);
    EXPECT_EQ(event.details, R"({"a": {"b": "ü"}})");
    EXPECT_EQ(event.target_user_id, std::nullopt);
    const auto bare = storage.log_audit_event(tenant_a, {.type = "anything at all"});
    EXPECT_EQ(bare.severity, "info");
    EXPECT_EQ(bare.source, "system");
    EXPECT_EQ(bare.details, "{}");
    EXPECT_NE(bare.id, event.id);
    EXPECT_GT(*bare.timestamp, *event.timestamp);
}

TEST_F(Audit, KeepsAnIdThatIsGivenOnce) {
    EXPECT_EQ(storage.log_audit_event(tenant_a, {.id = "mine", .type = "X"}).id, "mine");
    EXPECT_FAILS("duplicate-value", Fault::conflict,
                 storage.log_audit_event(tenant_b, {.id = "mine", .type = "X"}));
}

TEST_F(Audit, RefusesEventsThatAreNone) {
    EXPECT_FAILS("invalid-argument", Fault::usage, storage.log_audit_event(tenant_a, {}));
    for (const auto* details : {"[]", "17", "", "{", "null"})
        EXPECT_FAILS("invalid-argument", Fault::usage,
                     storage.log_audit_event(tenant_a, {.type = "X", .details = details}))
            << details;
    EXPECT_FAILS("invalid-argument", Fault::usage,
                 storage.log_audit_event(tenant_a, {.type = std::string(65, 'X')}));
}

TEST_F(Audit, IsReadNewestFirstAndByTenant) {
    four_years();
    EXPECT_THAT(moments({}), ElementsAre("2024", "2023", "2022", "2021"));
    EXPECT_THAT(storage.get_audit_events(tenant_b), IsEmpty());
}

TEST_F(Audit, IsBoundedStrictlyUnlessAskedOtherwise) {
    four_years();
    const auto from = from_iso("2022-01-01T00:00:00Z");
    const auto to = from_iso("2024-01-01T00:00:00Z");
    EXPECT_THAT(moments({.start_date = from}), ElementsAre("2024", "2023"));
    EXPECT_THAT(moments({.end_date = to}), ElementsAre("2023", "2022", "2021"));
    EXPECT_THAT(moments({.start_date = from, .end_date = to}), ElementsAre("2023"));
    EXPECT_THAT(moments({.start_date = from, .end_date = to, .inclusive = true}),
                ElementsAre("2024", "2023", "2022"));
}

TEST_F(Audit, IsReadInPages) {
    four_years();
    EXPECT_THAT(moments({.limit = 2}), ElementsAre("2024", "2023"));
    EXPECT_THAT(moments({.limit = 2, .offset = 1}), ElementsAre("2023", "2022"));
    EXPECT_THAT(moments({.offset = 3}), ElementsAre("2021"));
    EXPECT_THAT(moments({.limit = 0}), testing::SizeIs(4));
    EXPECT_FAILS("invalid-argument", Fault::usage, moments({.limit = -1}));
}

TEST_F(Audit, IsFilteredByTypeUserAndSeverityTogether) {
    storage.log_audit_event(tenant_a, {.type = "A", .user_id = std::string{nobody}});
    storage.log_audit_event(tenant_a, {.type = "A", .severity = "error"});
    storage.log_audit_event(tenant_a,
                            {.type = "B", .user_id = std::string{nobody}, .severity = "error"});
    EXPECT_EQ(moments({.type = "A"}).size(), 2U);
    EXPECT_EQ(moments({.user_id = std::string{nobody}}).size(), 2U);
    EXPECT_EQ(moments({.severity = "error"}).size(), 2U);
    EXPECT_EQ(moments({.type = "A", .user_id = std::string{nobody}}).size(), 1U);
    EXPECT_THAT(moments({.type = "A", .user_id = std::string{nobody}, .severity = "error"}),
                IsEmpty());
}

TEST_F(Audit, HasItsLatestHundredReadWithoutAskingForANumber) {
    db.query(
        fmt::format("INSERT INTO auth.audit_events (tenant_id, type, details)"
                    " SELECT '{}', 'X', '{{}}' FROM generate_series(1, 120)",
                    tenant_a));
    EXPECT_EQ(storage.get_recent_audit_events(tenant_a).size(), 100U);
    EXPECT_EQ(storage.get_recent_audit_events(tenant_a, 3).size(), 3U);
}

}  // namespace
}  // namespace pgmeta::tenant
