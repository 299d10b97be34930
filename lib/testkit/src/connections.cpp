// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/connections.hpp"

#include "databases.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/engine/check.hpp"
#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/roles/execute.hpp"
#include "pgmeta/roles/wanted.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "pgmeta/testkit/prepared.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>

namespace pgmeta::testkit {

namespace fs = std::filesystem;

struct Connections::State {
    ConnectionOptions options;
    std::string database;
    bool made = false;
    std::optional<TestSession> superuser;
    std::optional<TestSession> app;
    std::optional<TestSession> admin;

    [[nodiscard]] pg::ConnInfo info(const std::string& name) const {
        auto result = options.server;
        result.set("dbname", name);
        return result;
    }

    [[nodiscard]] TestSession connect(const std::string& user, const std::string& password) const {
        auto target = info(database);
        if (!user.empty()) {
            target.set("user", user);
            target.set("password", password);
        }
        pg::ConnectOptions connect_options;
        connect_options.application_name = "pgmeta testkit";
        return TestSession{pg::Connection::open(target, connect_options), options.authenticated};
    }

    void close() {
        superuser.reset();
        app.reset();
        admin.reset();
    }

    void drop() {
        close();
        const char* keep = std::getenv("PGMETA_TEST_KEEP");
        if (!made || (keep != nullptr && std::string_view{keep} == "1")) return;
        made = false;
        auto maintenance = pg::Connection::open(info("postgres"));
        drop_by_force(maintenance, database);
    }
};

namespace {

using State = Connections::State;

workspace::Workspace load_workspace(const fs::path& folder) {
    Diagnostics problems;
    auto workspace = workspace::load(folder, problems);
    engine::refuse_errors(problems);
    return workspace;
}

std::vector<workspace::Selection> select(const workspace::Workspace& workspace,
                                         const std::vector<std::string>& packages) {
    std::vector<workspace::Selection> result;
    result.reserve(packages.size());
    for (const auto& name : packages)
        result.push_back(workspace::select(workspace, name));
    return result;
}

engine::Target target_of(const pg::ConnInfo& info) {
    engine::Target target;
    target.info = info;
    return target;
}

/// The roles of the cluster: made when they are missing, never taken away.
void make_roles(State& state, pg::Connection& maintenance) {
    const auto& options = state.options;
    const roles::RoleNames names{options.anonymous, options.authenticated, options.administrator,
                                 "authenticated_client"};
    auto steps = roles::base_roles(names);
    const auto add = [&](roles::UserSpec user) {
        user.password = roles::PasswordMode::when_new;
        auto more = roles::login_role(user, names);
        std::move(more.begin(), more.end(), std::back_inserter(steps));
    };
    add({.name = options.app_user,
         .grants = {options.anonymous, options.authenticated},
         .variable = "app_verifier"});
    add({.name = options.admin_user,
         .grants = {options.administrator},
         .variable = "admin_verifier"});
    roles::execute(
        maintenance, roles::render(steps),
        {{"app_verifier", maintenance.encrypt_password(options.app_user, options.app_password)},
         {"admin_verifier",
          maintenance.encrypt_password(options.admin_user, options.admin_password)}});
}

void make_empty_database(State& state, pg::Connection& maintenance) {
    const auto now = maintenance.query("SELECT extract(epoch FROM now())::bigint").integer(0, 0);
    Marker marker;
    marker.created = now;
    marker.used = now;
    state.database = fmt::format("pgmeta_test_{}", maintenance.backend_pid());
    maintenance.query(fmt::format("CREATE DATABASE {}", sqltext::quote_identifier(state.database)));
    state.made = true;
    maintenance.query(comment_sql(state.database, marker));
    auto session = pg::Connection::open(state.info(state.database));
    for (const auto& name : state.options.extensions)
        session.query(fmt::format("CREATE EXTENSION IF NOT EXISTS {} CASCADE",
                                  sqltext::quote_identifier(name)));
}

void make_deployed_database(State& state) {
    const auto workspace = load_workspace(state.options.workspace);
    const engine::Observer observer;
    Prepared prepared{target_of(state.info("postgres")),
                      workspace,
                      {select(workspace, state.options.packages), state.options.extensions, true},
                      observer,
                      "testkit"};
    auto made = prepared.make_checked(prepared.scratch_name(), DatabaseKind::scratch);
    if (made.report && made.report->failure) throw std::move(*made.report->failure);
    state.database = made.name;
    state.made = true;
}

void set_up(State& state) {
    auto maintenance = pg::Connection::open(state.info("postgres"));
    make_roles(state, maintenance);
    if (!state.options.existing_database.empty())
        state.database = state.options.existing_database;
    else if (!state.options.workspace.empty())
        make_deployed_database(state);
    else
        make_empty_database(state, maintenance);
    state.superuser.emplace(state.connect({}, {}));
    const auto info = state.info(state.database);
    SeedContext context{*state.superuser, info};
    for (const auto& seed : state.options.seeds)
        seed(context);
    state.app.emplace(state.connect(state.options.app_user, state.options.app_password));
    state.admin.emplace(state.connect(state.options.admin_user, state.options.admin_password));
}

}  // namespace

namespace seed {

SeedAdapter workspace(fs::path folder, std::vector<std::string> packages) {
    return [folder = std::move(folder), packages = std::move(packages)](SeedContext& context) {
        const auto loaded = load_workspace(folder);
        engine::DeployOptions options;
        options.roots = select(loaded, packages);
        options.tool_version = "testkit";
        auto report = engine::deploy(target_of(context.info), loaded, options, {});
        if (report.failure) throw std::move(*report.failure);
    };
}

SeedAdapter sqlfile(std::vector<fs::path> files) {
    return [files = std::move(files)](SeedContext& context) {
        for (const auto& file : files)
            context.superuser.load(seed_of_sql(read_file(file), file.filename().string()));
    };
}

SeedAdapter csv(std::vector<std::pair<std::string, fs::path>> tables) {
    return [tables = std::move(tables)](SeedContext& context) {
        for (const auto& [table, file] : tables)
            context.superuser.load(seed_of_csv(table, read_file(file), file.filename().string()));
    };
}

SeedAdapter json(std::string text) {
    return [text = std::move(text)](SeedContext& context) {
        context.superuser.load(seed_of_json(text, "JSON rows"));
    };
}

SeedAdapter function(std::function<void(TestSession&)> act) {
    return [act = std::move(act)](SeedContext& context) { act(context.superuser); };
}

SeedAdapter composed(std::vector<SeedAdapter> seeds) {
    return [seeds = std::move(seeds)](SeedContext& context) {
        for (const auto& seed : seeds)
            seed(context);
    };
}

}  // namespace seed

Connections::Connections(std::unique_ptr<State> state) : state_{std::move(state)} {}

Connections::Connections(Connections&&) noexcept = default;
Connections& Connections::operator=(Connections&&) noexcept = default;

Connections::~Connections() {
    if (!state_) return;
    try {
        state_->drop();
    } catch (const Error&) {
        // `db gc` finds it by its mark.
        state_->made = false;
    }
}

TestSession& Connections::superuser() {
    return *state_->superuser;
}

TestSession& Connections::app() {
    return *state_->app;
}

TestSession& Connections::admin() {
    return *state_->admin;
}

const std::string& Connections::database() const {
    return state_->database;
}

TestSession Connections::connect() const {
    return state_->connect(state_->options.app_user, state_->options.app_password);
}

void Connections::teardown() {
    state_->drop();
}

Connections get_connections(const ConnectionOptions& options) {
    auto state = std::make_unique<Connections::State>();
    state->options = options;
    Connections result{std::move(state)};
    set_up(*result.state_);
    return result;
}

}  // namespace pgmeta::testkit
