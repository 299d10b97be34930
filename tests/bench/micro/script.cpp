// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/script.hpp"

#include <fmt/format.h>

#include <benchmark/benchmark.h>
#include <iterator>
#include <string>

namespace pgmeta::bench {
namespace {

constexpr std::int64_t small = 300;
constexpr std::int64_t large = 1'000'000;

/// About `bytes` of what deploy scripts hold: tables, functions with quoted bodies, comments.
std::string sql(std::int64_t bytes) {
    std::string text = "-- Deploy bench:t to pg\n";
    auto out = std::back_inserter(text);
    for (int n = 0; text.size() < static_cast<std::size_t>(bytes); ++n)
        fmt::format_to(
            out,
            "CREATE TABLE t{0} (id bigint PRIMARY KEY, \"the name\" text DEFAULT 'it''s');\n"
            "/* what {0} is for */ CREATE FUNCTION f{0}() RETURNS bigint LANGUAGE plpgsql "
            "AS $body$\nBEGIN\n  RETURN (SELECT count(*) FROM t{0}); -- all\nEND $body$;\n",
            n);
    return text;
}

void scan_script(benchmark::State& state) {
    const auto text = sql(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(sqltext::scan(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void prepare_script(benchmark::State& state) {
    const auto text = sql(state.range(0));
    for (auto _ : state) {
        const auto sendable = sqltext::prepare(text, sqltext::Use::deploy);
        if (!sendable.objections.empty()) return state.SkipWithError("the script was refused");
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void token_digest_of_script(benchmark::State& state) {
    const auto text = sql(state.range(0));
    for (auto _ : state)
        benchmark::DoNotOptimize(sqltext::token_digest(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

BENCHMARK(scan_script)->Arg(small)->Arg(large);
BENCHMARK(prepare_script)->Arg(small)->Arg(large);
BENCHMARK(token_digest_of_script)->Arg(small)->Arg(large);

}  // namespace
}  // namespace pgmeta::bench
