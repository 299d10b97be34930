// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/tenant/modules.hpp"
#include "pgmeta/tenant/spaces.hpp"
#include "pgmeta/tenant/storage.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// What the commands about tenants and spaces have in common.
struct DataOptions {
    TargetOptions target;
    std::string tenant;
    std::string role;    ///< to act as; empty: the one that signs in
    std::string caller;  ///< a user of the program; empty: none
    bool yes = false;
};

enum class Asks : std::uint8_t { no, yes };

/// Registers --target and its kin, --as, and --yes.
void add_data_options(CLI::App& app, DataOptions& options, Asks asks);

/// And --tenant: for the accounts of a tenant.
void add_account_options(CLI::App& app, DataOptions& options, Asks asks);

/// And --caller: for what row level security grants to users.
void add_space_options(CLI::App& app, DataOptions& options, Asks asks);

/// And --tenant and --caller.
void add_tenant_options(CLI::App& app, DataOptions& options, Asks asks);

/// --tenant, else PGMETA_TENANT.  Throws "tenant-missing" and "invalid-argument" (Fault::usage).
std::string choose_tenant(const Context& context, const DataOptions& options);

/// Throws "argument-missing" (Fault::usage) naming what the command expects.
const std::string& required(const std::string& value,
                            std::string_view what,
                            std::string_view command);

/// A session with the target, and what is printed about it.
class DataSession {
public:
    /// Connects, as the role that was asked for, and tells to what.
    ///
    /// Throws "role-not-kept" (Fault::environment) behind a pooler that has no session to keep it
    /// in.
    DataSession(Context& context, const DataOptions& options, std::string_view command);

    [[nodiscard]] pg::Connection* connection() { return connection_.get(); }

    /// Says the tenant to row level security with every call.
    [[nodiscard]] tenant::AuthStorage storage() { return tenant::AuthStorage{connection()}; }

    /// Says the caller to row level security with every call.
    [[nodiscard]] tenant::ModuleRegistry modules();
    [[nodiscard]] tenant::Spaces spaces(std::shared_ptr<const tenant::KeyRing> keys = {});

    /// Asks, unless --yes was given.  Throws "declined" and "confirmation-needed".
    void confirm(const std::string& question) const;

    /// The line as text, or the fields with ok, command and target before them as JSON.
    int done(const std::string& line, const Json& fields) const;

    /// As done, for an answer that is printed otherwise as text.
    int print_json(const Json& fields) const;

private:
    Context& context_;
    std::string command_;
    std::string caller_;
    bool yes_;
    std::unique_ptr<pg::Connection> connection_;
};

/// Throws "confirmation-needed" (Fault::usage) before anything else happens.
void require_answer(const Context& context, const DataOptions& options);

/// Throws "space-not-found".
tenant::SpaceInfo find_space(const tenant::Spaces& spaces, std::string_view named);

/// JSON text as a value; text that is none as a string.
Json parsed(const std::string& text);

/// ISO 8601 in UTC, or null.
Json to_json(const std::optional<tenant::Timestamp>& time);

template <typename Value>
Json json_or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json();
}

}  // namespace pgmeta::cli
