// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"

#include "folder.hpp"
#include "pgmeta/base/digest_cache.hpp"

#include <fmt/format.h>

#include <benchmark/benchmark.h>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace pgmeta::bench {
namespace {

void hash_text(benchmark::State& state) {
    const std::string text(static_cast<std::size_t>(state.range(0)), 'x');
    for (auto _ : state)
        benchmark::DoNotOptimize(sha256_hex(text));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}

/// Scripts on disk, and a cache of their digests.
class Scripts {
public:
    static constexpr int count = 1000;

    Scripts() {
        for (int n = 0; n < count; ++n)
            files_.push_back(folder_.write(fmt::format("deploy/c{}.sql", n),
                                           fmt::format("CREATE TABLE t{} (id int);\n", n)));
    }

    /// Files read for the digests of all.
    [[nodiscard]] std::size_t read_all(bool remember) const {
        DigestCache cache{folder_.path()};
        for (const auto& file : files_)
            benchmark::DoNotOptimize(cache.digest(file));
        if (remember) cache.save();
        return cache.files_read();
    }

private:
    Folder folder_;
    std::vector<std::filesystem::path> files_;
};

void digests_of_unknown_files(benchmark::State& state) {
    const Scripts scripts;
    for (auto _ : state)
        if (scripts.read_all(false) != Scripts::count)
            return state.SkipWithError("a file was not read");
    state.SetItemsProcessed(state.iterations() * Scripts::count);
}

/// Scripts old enough for the cache to trust their times, and known to it.
const Scripts& known_scripts() {
    static const Scripts scripts;
    static const bool known = [] {
        std::this_thread::sleep_for(std::chrono::milliseconds{2'100});
        return scripts.read_all(true) == Scripts::count;
    }();
    if (!known) throw std::runtime_error("the scripts were not read");
    return scripts;
}

void digests_of_known_files(benchmark::State& state) {
    const auto& scripts = known_scripts();
    for (auto _ : state)
        if (scripts.read_all(false) != 0) return state.SkipWithError("a file was read again");
    state.SetItemsProcessed(state.iterations() * Scripts::count);
}

BENCHMARK(hash_text)->Arg(300)->Arg(1'000'000);
BENCHMARK(digests_of_unknown_files)->Unit(benchmark::kMicrosecond);
BENCHMARK(digests_of_known_files)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace pgmeta::bench
