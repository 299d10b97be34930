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

}  // namespace
}  // namespace pgmeta::test
