// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/message.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

// Rows and SQL that a test begins with.

namespace pgmeta::testkit {

/// Statements, each with the data of its COPY if it is one.
struct Seed {
    struct Statement {
        std::string sql;
        std::string copy_data;
        bool is_copy = false;
    };

    std::string source;  ///< for messages
    std::vector<Statement> statements;

    /// Adds the statements to a message as pgmeta's own.  The seed must outlive its run.
    void add_to(pg::Message& message, std::size_t owner) const;
};

/// Reads a file by its ending: `.sql`; `.csv` whose first line names columns, and `.json`.
///
/// A CSV file's table is its name without the ending (`app.users.csv`: table users of schema app).
/// A JSON file is an object of table → list of rows; columns that a row lacks get their default.
/// Throws "seed-unreadable" (Fault::workspace) for anything else.
Seed read_seed(const std::filesystem::path& file);

Seed seed_of_sql(std::string sql, std::string source);
Seed seed_of_csv(std::string_view table, std::string csv, std::string source);
Seed seed_of_json(std::string_view json, std::string source);

}  // namespace pgmeta::testkit
