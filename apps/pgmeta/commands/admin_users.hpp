// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/roles_options.hpp"
#include "output/json.hpp"
#include "pgmeta/roles/execute.hpp"
#include "pgmeta/roles/step.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <string>
#include <string_view>
#include <vector>

// What the commands about roles have in common: decide, show, run, tell.

namespace pgmeta::cli {

/// What a command is going to bring about.
struct RoleChange {
    std::string_view command;  ///< `admin-users add`
    std::vector<roles::Step> steps;
    roles::Verifiers verifiers;
};

/// What came of it, for text and JSON.
struct RoleReport {
    std::vector<std::string> done;     ///< or, in a dry run, what would be done
    std::vector<std::string> remarks;  ///< what was left alone and why
    std::string secret{};              ///< a generated password: shown as text, never in JSON
    bool dry_run = false;
    Json extra = Json::object();  ///< more fields of --json
};

/// `--print-sql`: the SQL and nothing else.
int print_sql(Context& context, std::span<const roles::Step> steps);

/// Throws "role-missing" naming every role that the steps need and the cluster lacks.
void refuse_missing(std::span<const roles::Step> steps, const roles::Cluster& cluster);

/// Spells `valid_until` as the server does.  Throws "bad-timestamp".
void make_canonical(pg::Connection& connection, roles::UserSpec& user);

/// The steps that the cluster still needs, in words.
std::vector<std::string> outstanding(std::span<const roles::Step> steps,
                                     const roles::Cluster& cluster);

/// Runs the change unless nothing differs or it is a dry run.  A refusal for want of privileges
/// says which step needs what.
void carry_out(RoleSession& session,
               const RoleChange& change,
               const roles::Cluster& cluster,
               RoleReport& report);

int print_report(Context& context,
                 std::string_view command,
                 const RoleSession& session,
                 const RoleReport& report);

}  // namespace pgmeta::cli
