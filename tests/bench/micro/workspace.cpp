// SPDX-License-Identifier: MIT
#include "plans.hpp"

#include <benchmark/benchmark.h>

namespace pgmeta::bench {
namespace {

void parse_plan(benchmark::State& state) {
    const auto changes = static_cast<int>(state.range(0));
    const auto text = plan_text(0, changes);
    for (auto _ : state) {
        Diagnostics problems;
        const auto plan = workspace::parse_plan("p0.plan", text, problems);
        if (plan.changes.size() != static_cast<std::size_t>(changes) || problems.has_errors())
            return state.SkipWithError("the plan was not understood");
    }
    state.SetItemsProcessed(state.iterations() * changes);
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

void load_workspace(benchmark::State& state) {
    const Folder folder;
    const auto packages = static_cast<int>(state.range(0));
    write_packages(folder, packages, 100);
    for (auto _ : state)
        benchmark::DoNotOptimize(load_all(folder));
    state.SetItemsProcessed(state.iterations() * packages * 100);
}

BENCHMARK(parse_plan)->Arg(100)->Arg(10'000);
BENCHMARK(load_workspace)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pgmeta::bench
