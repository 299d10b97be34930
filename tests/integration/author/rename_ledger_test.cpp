// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/delay_proxy.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

// `rename --ledger`: files and rows change their names together.

namespace {

using pgmeta::test::CutWhen;
using pgmeta::test::ProcessResult;
using testing::HasSubstr;
namespace fs = std::filesystem;

/// As libpq sends it: the zero byte keeps READ COMMITTED apart.
const std::string commit_message{"COMMIT\0", 7};

constexpr auto renamed_rows =
    "app:orders{base:people} base:schema{} base:people{base:schema} base:view{base:people}";

class RenameLedger : public testing::Test {
protected:
    void SetUp() override {
        pgmeta::test::WorkspaceBuilder{root_.path()}
            .package("base")
            .change("schema", "CREATE SCHEMA base;\n", "DROP SCHEMA base;\n", "SELECT 1;\n")
            .change("users", "-- requires: schema\nCREATE TABLE base.users (id int);\n",
                    "DROP TABLE base.users;\n", "SELECT id FROM base.users;\n", {"schema"})
            .change("view", "-- requires: users\nCREATE VIEW base.v AS SELECT 1;\n",
                    "DROP VIEW base.v;\n", {}, {"users"})
            .tag("v1")
            .package("app", {"base"})
            .change("orders", "-- requires: base:users\nCREATE TABLE base.orders ();\n",
                    "DROP TABLE base.orders;\n", {}, {"base:users"})
            .write();
        expect_ok(run({"deploy", "--target", database_.url(), "--yes"}));
    }

    ProcessResult run(const std::vector<std::string>& arguments) const {
        pgmeta::test::ProcessOptions options;
        options.cwd = root_.path();
        options.unset = {"PGDATABASE"};
        return pgmeta::test::run_pgmeta(arguments, options);
    }

    ProcessResult rename(const std::string& from, const std::string& to) const {
        return run({"rename", from, to, "--ledger", database_.url()});
    }

    /// Renames through a connection that is cut at COMMIT.
    ProcessResult rename_cut_off(CutWhen when, bool refuse_after_cut = false) const {
        const pgmeta::test::DelayProxy proxy{
            {.cut_at = commit_message, .cut_when = when, .refuse_after_cut = refuse_after_cut}};
        auto result =
            run({"rename", "base:users", "people", "--ledger", proxy.url(database_.name())});
        EXPECT_TRUE(proxy.was_cut());
        return result;
    }

    static void expect_ok(const ProcessResult& result) {
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    }

    /// Nothing pending, nothing modified, and everything can be taken back under its new name.
    void expect_in_step() {
        const auto status = run({"status", "--target", database_.url(), "--exit-code"});
        EXPECT_EQ(status.exit_code, 0) << status.out;
        EXPECT_THAT(status.out, testing::Not(HasSubstr("not in this workspace")));
        const auto again = run({"deploy", "--target", database_.url(), "--yes"});
        expect_ok(again);
        EXPECT_THAT(again.out + again.err, HasSubstr("Nothing to deploy"));
        EXPECT_THAT(again.out + again.err, testing::Not(HasSubstr("script-changed")));
        expect_ok(run({"verify", "--target", database_.url()}));
    }

    std::string ledger() {
        return database_.value(
            "SELECT string_agg(package || ':' || change_name || array(SELECT requires FROM "
            "pgpm_migrate.dependencies d WHERE d.change_id = c.change_id ORDER BY 1)::text, ' ' "
            "ORDER BY package, deployed_at) FROM pgpm_migrate.changes c");
    }

    /// Rows whose id is not what pgpm makes of the others, or whose facts are lost.
    std::string wrong_rows() {
        return database_.value(
            "SELECT count(*) FROM pgpm_migrate.changes WHERE change_id <> encode(sha256(convert_to("
            "package || change_name || script_hash, 'UTF8')), 'hex')");
    }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> result;
        for (const auto& entry : fs::recursive_directory_iterator{root_.path()})
            if (!entry.is_directory())
                result[entry.path().string()] = pgmeta::read_file(entry.path());
        return result;
    }

    pgmeta::test::TempDir root_;
    pgmeta::test::TestDatabase database_;
};

TEST_F(RenameLedger, ChangeTakesItsRowAndWhatRequiresIt) {
    const auto facts = database_.value("SELECT count(*) FROM pgmeta.deployed_change");
    expect_ok(rename("base:users", "people"));
    EXPECT_EQ(ledger(), renamed_rows);
    EXPECT_EQ(wrong_rows(), "0");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgmeta.deployed_change JOIN "
                              "pgpm_migrate.changes USING (change_id)"),
              facts);
    expect_in_step();
    expect_ok(run({"revert", "--target", database_.url(), "--yes", "base"}));
    EXPECT_EQ(ledger(), "NULL");
}

TEST_F(RenameLedger, LedgerThatPgpmMadeStaysPgpms) {
    database_.query("DROP SCHEMA pgmeta CASCADE");
    expect_ok(rename("base:users", "people"));
    EXPECT_EQ(wrong_rows(), "0");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgmeta'"), "0");
    expect_in_step();
}

TEST_F(RenameLedger, PackageTakesAllItsRows) {
    const auto made =
        database_.value("SELECT created_at FROM pgpm_migrate.packages WHERE package = 'base'");
    expect_ok(rename("base", "ground"));
    EXPECT_EQ(ledger(),
              "app:orders{ground:users} ground:schema{} ground:users{ground:schema} "
              "ground:view{ground:users}");
    EXPECT_EQ(wrong_rows(), "0");
    EXPECT_EQ(database_.value(
                  "SELECT string_agg(package, ' ' ORDER BY package) FROM pgpm_migrate.packages"),
              "app ground");
    EXPECT_EQ(
        database_.value("SELECT created_at FROM pgpm_migrate.packages WHERE package = 'ground'"),
        made);
    expect_in_step();
}

TEST_F(RenameLedger, ScriptThatWasChangedStaysChanged) {
    pgmeta::test::write_file(root_ / "packages/base/deploy/view.sql",
                             "-- requires: users\nCREATE VIEW base.v AS SELECT 2;\n");
    expect_ok(rename("base:users", "people"));
    const auto result = run({"deploy", "--target", database_.url(), "--yes"});
    EXPECT_EQ(result.exit_code, 4) << result.out << result.err;
}

TEST_F(RenameLedger, WhenTheLedgerRefusesTheFilesAreTakenBack) {
    const auto before = files();
    const auto rows = ledger();
    database_.query(
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no'; END$$; "
        "CREATE CONSTRAINT TRIGGER t AFTER UPDATE ON pgpm_migrate.changes DEFERRABLE INITIALLY "
        "DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()");
    EXPECT_EQ(rename("base:users", "people").exit_code, 1);
    EXPECT_EQ(files(), before);
    EXPECT_EQ(ledger(), rows);
    database_.query(
        "DROP TRIGGER t ON pgpm_migrate.changes; CREATE TRIGGER t BEFORE UPDATE ON "
        "pgpm_migrate.changes FOR EACH ROW EXECUTE FUNCTION refuse()");
    EXPECT_EQ(rename("base:users", "people").exit_code, 1);
    EXPECT_EQ(files(), before);
    EXPECT_EQ(ledger(), rows);
}

TEST_F(RenameLedger, CommitWhoseAnswerWasLostIsFoundInTheLedger) {
    expect_ok(rename_cut_off(CutWhen::after_answer));
    EXPECT_EQ(ledger(), renamed_rows);
    expect_in_step();
}

TEST_F(RenameLedger, CommitThatNeverArrivedTakesTheFilesBack) {
    const auto before = files();
    const auto rows = ledger();
    const auto result = rename_cut_off(CutWhen::before_forwarding);
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("nothing was committed"));
    EXPECT_EQ(files(), before);
    EXPECT_EQ(ledger(), rows);
}

TEST_F(RenameLedger, LedgerThatCannotBeAskedLeavesTheDoubtAndTheOldFiles) {
    const auto before = files();
    const auto result = rename_cut_off(CutWhen::after_forwarding, true);
    EXPECT_EQ(result.exit_code, 5);
    EXPECT_THAT(result.err, HasSubstr("error[commit-in-doubt]"));
    EXPECT_THAT(result.err, HasSubstr("the files are as they were"));
    EXPECT_EQ(files(), before);
    // The server has the new names; saying it again without the ledger brings the files there.
    ASSERT_TRUE(eventually(
        database_,
        "SELECT EXISTS (SELECT FROM pgpm_migrate.changes WHERE change_name = 'people')"));
    expect_ok(run({"rename", "base:users", "people"}));
    expect_in_step();
}

TEST_F(RenameLedger, WhenTheFilesCannotBeWrittenTheLedgerStays) {
    const auto rows = ledger();
    pgmeta::test::write_file(root_ / "packages/base/revert/people.sql", "precious\n");
    const auto before = files();
    const auto result = rename("base:users", "people");
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr("file-exists"));
    EXPECT_EQ(files(), before);
    EXPECT_EQ(ledger(), rows);
}

TEST_F(RenameLedger, NameThatIsDeployedAlreadyIsRefused) {
    database_.query(
        "INSERT INTO pgpm_migrate.changes (change_id, change_name, package, script_hash) VALUES "
        "('x', 'people', 'base', 'y')");
    const auto before = files();
    const auto result = rename("base:users", "people");
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr("ledger-name-taken"));
    EXPECT_EQ(files(), before);
}

TEST_F(RenameLedger, TargetWithoutALedgerIsLeftWithout) {
    pgmeta::test::TestDatabase empty;
    expect_ok(run({"rename", "base:users", "people", "--ledger", empty.url()}));
    EXPECT_TRUE(fs::exists(root_ / "packages/base/deploy/people.sql"));
    EXPECT_EQ(
        empty.value(
            "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'pgp%' OR nspname = 'pgmeta'"),
        "0");
}

}  // namespace
