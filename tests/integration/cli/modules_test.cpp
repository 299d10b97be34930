// SPDX-License-Identifier: MIT
#include "store.hpp"

#include <gmock/gmock.h>

// Modules of a tenant from the command line.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;

class ModulesCommands : public Store {
protected:
    ModulesCommands() : Store{"module-registry"} {}

    void SetUp() override {
        Store::SetUp();
        db.query("INSERT INTO tenants (id, type, name, slug) VALUES ('" + tenant +
                 "', 'household', 'Home', 'home')");
    }

    std::string row(const std::string& columns) {
        return db.value("SELECT concat_ws(' '," + columns + ") FROM tenant_modules");
    }

    void refused(std::vector<std::string> words, int status, const std::string& id) {
        const auto result = pgmeta(std::move(words));
        EXPECT_EQ(result.exit_code, status) << result.err;
        EXPECT_THAT(result.err, HasSubstr("error[" + id + "]"));
    }
};

TEST_F(ModulesCommands, GoThroughTheirWholeLife) {
    done({"modules", "install", "agency", "--set", R"({"colour": "blue"})"});
    EXPECT_EQ(row("module_id, enabled, settings"), R"(agency t {"colour": "blue"})");
    refused({"modules", "install", "agency"}, 4, "module-already-installed");
    done({"modules", "disable", "agency", "--yes"});
    EXPECT_EQ(row("enabled, settings"), R"(f {"colour": "blue"})");
    EXPECT_THAT(done({"modules", "list"}), HasSubstr("The tenant has no modules."));
    EXPECT_THAT(done({"modules", "list", "--all"}), HasSubstr("off"));
    done({"modules", "enable", "agency"});
    EXPECT_THAT(done({"modules", "enable", "agency"}), HasSubstr("on already"));
    done({"modules", "settings", "agency", "--file", "-"}, {.stdin_text = R"({"a": 1})"});
    EXPECT_EQ(row("enabled, settings"), R"(t {"a": 1})");
    EXPECT_THAT(done({"modules", "settings", "agency", "--json"}), HasSubstr("\"a\": 1"));
    done({"modules", "uninstall", "agency", "--yes"});
    EXPECT_EQ(db.value("SELECT count(*) FROM tenant_modules"), "0");
}

TEST_F(ModulesCommands, RefuseWhatIsNotThere) {
    db.query("INSERT INTO modules (id, name, is_active) VALUES ('gone', 'Gone', false)");
    refused({"modules", "install", "nothing"}, 2, "module-not-found");
    refused({"modules", "install", "gone"}, 2, "module-not-active");
    for (const auto* word : {"enable", "settings"})
        refused({"modules", word, "agency"}, 2, "module-not-installed");
    refused({"modules", "disable", "agency", "--yes"}, 2, "module-not-installed");
    refused({"modules", "install", "agency", "--tenant", "99999999-9999-4999-8999-999999999999"}, 2,
            "no-active-tenant");
    EXPECT_EQ(db.value("SELECT count(*) FROM tenant_modules"), "0");
}

}  // namespace
}  // namespace pgmeta::test
