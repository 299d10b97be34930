// SPDX-License-Identifier: MIT
#include "pgmeta/graph/diff.hpp"
#include "pgmeta/graph/order.hpp"
#include "plans.hpp"

#include <benchmark/benchmark.h>
#include <vector>

namespace pgmeta::bench {
namespace {

constexpr int changes_per_package = 100;

/// A workspace of the number of packages that the benchmark was asked for.
class Packages : public benchmark::Fixture {
public:
    void SetUp(benchmark::State& state) override {
        const Folder folder;
        packages_ = static_cast<int>(state.range(0));
        write_packages(folder, packages_, changes_per_package);
        workspace = load_all(folder);
    }

    void TearDown(benchmark::State& state) override {
        state.SetItemsProcessed(state.iterations() * packages_ * changes_per_package);
    }

protected:
    workspace::Workspace workspace;

private:
    int packages_ = 0;
};

BENCHMARK_DEFINE_F(Packages, order)(benchmark::State& state) {
    for (auto _ : state)
        benchmark::DoNotOptimize(graph::package_order(workspace, {}));
}

BENCHMARK_DEFINE_F(Packages, check)(benchmark::State& state) {
    for (auto _ : state) {
        Diagnostics problems;
        graph::check_requirements(workspace, problems);
        if (problems.has_errors()) return state.SkipWithError("the workspace has errors");
    }
}

BENCHMARK_DEFINE_F(Packages, difference)(benchmark::State& state) {
    std::vector<workspace::Selection> all;
    for (const auto& package : workspace.packages)
        all.push_back({package.get(), workspace::Selection::npos});
    const workspace::Deployed nothing;
    const auto no_script = [](const auto&...) { return false; };
    for (auto _ : state)
        benchmark::DoNotOptimize(graph::diff(all, nothing, no_script));
}

BENCHMARK_REGISTER_F(Packages, order)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK_REGISTER_F(Packages, check)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK_REGISTER_F(Packages, difference)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pgmeta::bench
