// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta_test/delay_proxy.hpp"

// The number of round trips grows with the bytes, never with changes or packages.

namespace pgmeta::test {
namespace {

class RoundTrips : public Behaviour {
protected:
    void write_changes(int packages, int changes) {
        for (int p = 0; p < packages; ++p) {
            const auto name = fmt::format("p{}", p);
            ws.package(name, p == 0 ? Words{} : Words{fmt::format("p{}", p - 1)});
            for (int c = 0; c < changes; ++c)
                ws.change(fmt::format("c{}", c),
                          fmt::format("CREATE FUNCTION f_{}_{}() RETURNS int LANGUAGE sql AS "
                                      "'SELECT {}';",
                                      p, c, c),
                          fmt::format("DROP FUNCTION f_{}_{}();", p, c),
                          fmt::format("SELECT f_{}_{}();", p, c));
        }
        ws.write();
    }

    int round_trips(Words words) {
        const DelayProxy proxy;
        words.insert(words.end(), {"--target", proxy.url(db.name())});
        const auto result = run_plain(std::move(words));
        EXPECT_EQ(result.exit_code, 0) << result.err;
        return proxy.round_trips();
    }
};

TEST_F(RoundTrips, OfAThousandChangesInOnePackageAreFew) {
    write_changes(1, 1000);
    EXPECT_LE(round_trips({"deploy", "--no-verify"}), 25);
    EXPECT_EQ(ledger().size(), 1000U);
    EXPECT_LE(round_trips({"deploy"}), 10);
    EXPECT_LE(round_trips({"verify"}), 25);
    EXPECT_LE(round_trips({"status"}), 10);
    EXPECT_LE(round_trips({"revert", "--yes"}), 25);
    EXPECT_EQ(ledger().size(), 0U);
}

TEST_F(RoundTrips, OfAThousandChangesInAHundredPackagesAreFew) {
    write_changes(100, 10);
    EXPECT_LE(round_trips({"deploy"}), 25);
    EXPECT_EQ(ledger().size(), 1000U);
    EXPECT_LE(round_trips({"deploy"}), 10);
}

class Queries : public RoundTrips {
protected:
    /// How many messages with SQL pgmeta sends.
    std::size_t sent(const std::string& command) {
        const auto mark = server_log_mark();
        const auto result = pgmeta({command});
        EXPECT_EQ(result.exit_code, 0) << result.err;
        const auto text = server_log_since(mark);
        return count(text, "LOG:  statement: ") + count(text, "LOG:  execute ");
    }

private:
    static std::size_t count(const std::string& text, std::string_view word) {
        std::size_t found = 0;
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
            ++found;
        return found;
    }
};

TEST_F(Queries, AreNotMoreForMoreChanges) {
    write_changes(1, 10);
    ASSERT_EQ(pgmeta({"deploy"}).exit_code, 0);
    db.query(fmt::format("ALTER DATABASE \"{}\" SET log_statement = 'all'", db.name()));
    const auto few = std::make_pair(sent("deploy"), sent("status"));
    EXPECT_GT(few.first, 0U);
    EXPECT_GT(few.second, 0U);
    write_changes(100, 10);
    ASSERT_EQ(pgmeta({"deploy"}).exit_code, 0);
    EXPECT_EQ(std::make_pair(sent("deploy"), sent("status")), few);
}

}  // namespace
}  // namespace pgmeta::test
