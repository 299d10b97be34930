// SPDX-License-Identifier: MIT
#include "cli.hpp"

int main(int argc, char** argv) {
    return pgmeta::cli::run(argc, argv);
}
