// SPDX-License-Identifier: MIT
#pragma once

#include "deployed.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/pg/connection.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pgmeta::tenant {

/// Who runs a statement: a role, and what it says of itself.
struct Actor {
    std::string_view role;
    std::vector<std::pair<std::string_view, std::string_view>> settings{};
};

/// Runs statements as a program does that row level security binds.
class Policies : public Deployed {
protected:
    using Deployed::Deployed;

    /// In a transaction of its own: the first column, joined with blanks, or the SQLSTATE.
    std::string as(const Actor& actor, std::string_view sql) {
        try {
            pg::Transaction transaction{connection_};
            for (const auto& [name, value] : actor.settings)
                connection_.query("SELECT set_config($1, $2, true)", {name, value});
            connection_.query(fmt::format("SET LOCAL ROLE {}", actor.role));
            const auto result = connection_.query(sql);
            std::string values;
            for (int row = 0; row < result.rows(); ++row)
                values += (row == 0 ? "" : " ") + result.text(row, 0);
            transaction.commit();
            return values;
        } catch (const Error& error) {
            return std::string{error.sqlstate()};
        }
    }

private:
    pg::Connection connection_ = pg::Connection::open(pg::ConnInfo::parse(db.url()));
};

}  // namespace pgmeta::tenant
