// SPDX-License-Identifier: MIT
#include "options/scratch.hpp"

#include "pgmeta/devserver/devserver.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <random>
#include <unistd.h>

namespace pgmeta::cli {

ScratchDatabase::ScratchDatabase(Context& context) {
    devserver::Options options;
    options.progress = [&context](std::string_view text) { context.note(text); };
    options.interrupts = &context.interrupts();
    const auto name = fmt::format("pgmeta_scratch_{}_{:08x}", ::getpid(), std::random_device{}());
    target_.info = devserver::open_database(options, name);
    target_.name = name;
    target_.interrupts = &context.interrupts();
}

ScratchDatabase::~ScratchDatabase() {
    // Without interrupts: a signal that ended the work must not leave the database behind.
    try {
        auto info = target_.info;
        const auto name = info.get("dbname");
        info.set("dbname", "postgres");
        auto connection = pg::Connection::open(info);
        connection.query(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)",
                                     sqltext::quote_identifier(name)));
    } catch (const Error&) {
        // The server is gone, or somebody dropped it: nothing is left that could be done.
        return;
    }
}

}  // namespace pgmeta::cli
