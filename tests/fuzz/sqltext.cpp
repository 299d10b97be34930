// SPDX-License-Identifier: MIT
// libFuzzer target for the lexer.  By hand, with clang:
//   clang++ -std=c++20 -g -fsanitize=fuzzer,address,undefined -Ilib/base/include \
//     -Ilib/sqltext/include tests/fuzz/sqltext.cpp lib/{base,sqltext}/src/*.cpp -lfmt -lcrypto
// Inputs worth keeping go to tests/fuzz/corpus/sqltext, which the unit tests replay.
#include "sqltext_invariants.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string sql(data, data + size);
    if (!pgmeta::sqltext::broken_invariant(sql).empty()) std::abort();
    return 0;
}
