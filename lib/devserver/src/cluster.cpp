// SPDX-License-Identifier: MIT
#include "cluster.hpp"

#include "home.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <signal.h>
#include <sys/stat.h>

namespace pgmeta::devserver {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Speed before safety: what is in a dev server can be made again.  The lock table is large so that
/// one transaction can create thousands of tables.
constexpr std::string_view settings = R"(
# Settings of pgmeta's dev server; change them as you like.
listen_addresses = ''
port = 5432
max_connections = 100
max_locks_per_transaction = 1024
shared_buffers = 128MB
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_senders = 0
log_line_prefix = '%m [%p] %q%u@%d '
)";

void report(const Options& options, const std::string& text) {
    if (options.progress) options.progress(text);
}

std::string last_lines(std::string_view text, int count) {
    text = trim(text);
    auto begin = text.size();
    for (int line = 0; line < count && begin != std::string_view::npos && begin > 0; ++line)
        begin = text.rfind('\n', begin - 1);
    return std::string{begin == std::string_view::npos ? text : trim(text.substr(begin))};
}

/// Marks the processes of one cluster in the list of processes.
std::string cluster_name(const Layout& layout) {
    return "pgmeta-" + sha256_hex(layout.data.native()).substr(0, 10);
}

/// The words of a process's command line; empty when it is gone.
std::vector<std::string> command_line(pid_t pid) {
    std::ifstream file{fmt::format("/proc/{}/cmdline", pid), std::ios::binary};
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');)
        words.push_back(word);
    return words;
}

/// A pid may have been given to another program since the server wrote it down.  The command line
/// is asked, not the working directory, which containers hide even from root.
bool is_server_of(pid_t pid, const Layout& layout) {
    if (!is_alive(pid)) return false;
    const auto words = command_line(pid);
    return !words.empty() && fs::path{words[0]}.filename() == "postgres" &&
           std::find(words.begin(), words.end(), layout.data.native()) != words.end();
}

std::vector<std::string> pid_file_lines(const Layout& layout) {
    std::vector<std::string> lines;
    std::ifstream file{layout.data / "postmaster.pid"};
    for (std::string line; std::getline(file, line);)
        lines.emplace_back(trim(line));
    return lines;
}

pid_t first_pid(const std::vector<std::string>& lines) {
    pid_t pid = 0;
    if (!lines.empty()) std::from_chars(lines[0].data(), lines[0].data() + lines[0].size(), pid);
    return pid;
}

/// Server processes that outlived a killed postmaster.  They hold its shared memory, and a new one
/// refuses to start until they are gone.
std::vector<pid_t> orphans(const Layout& layout) {
    const auto title = fmt::format("postgres: {}:", cluster_name(layout));
    std::vector<pid_t> result;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator{"/proc", ignored}) {
        const auto name = entry.path().filename().string();
        pid_t pid = 0;
        std::from_chars(name.data(), name.data() + name.size(), pid);
        if (pid <= 0) continue;
        const auto words = command_line(pid);
        if (!words.empty() && words[0].starts_with(title)) result.push_back(pid);
    }
    return result;
}

/// Clears what a killed server left behind.  The server itself copes with a stale pid file unless
/// its pid now belongs to another program of the same user.
void clear_remains(const Layout& layout, std::chrono::seconds timeout, pg::Interrupts* interrupts) {
    const pid_t pid = first_pid(pid_file_lines(layout));
    if (pid <= 0) return;
    const auto deadline = Clock::now() + timeout;
    for (auto left = orphans(layout); !left.empty() && Clock::now() < deadline;
         left = orphans(layout)) {
        for (const pid_t one : left)
            ::kill(one, SIGQUIT);
        pause(std::chrono::milliseconds{50}, interrupts);
    }
    if (is_alive(pid)) fs::remove(layout.data / "postmaster.pid");
}

Error start_failed(const Options& options, std::uintmax_t log_mark, std::string_view what) {
    const auto log = read_file_if_exists(options.layout.log).value_or("");
    const auto said = last_lines(std::string_view{log}.substr(std::min(log.size(), log_mark)), 8);
    return Error{Fault::environment, "dev-start-failed",
                 fmt::format("the dev server in `{}` {}:\n{}", options.layout.data.string(), what,
                             said.empty() ? "(its log says nothing)" : said)}
        .hint(fmt::format("its log is `{}`", options.layout.log.string()));
}

std::string role_statements(const std::vector<std::string>& roles) {
    std::string sql;
    for (const auto& role : roles) {
        const auto* bypass = &role == &roles.back() ? " BYPASSRLS" : "";
        sql +=
            fmt::format("CREATE ROLE {} NOLOGIN{};\n\n", sqltext::quote_identifier(role), bypass);
    }
    return sql;
}

void run_or_throw(const std::vector<std::string>& argv,
                  const ServerUser& user,
                  pg::Interrupts* interrupts,
                  std::string_view input = {}) {
    const auto outcome = run_program(argv, user, interrupts, input);
    if (outcome.status == 0 && outcome.output.find("ERROR:") == std::string::npos) return;
    auto error = Error{Fault::environment, "dev-init-failed",
                       fmt::format("`{}` failed with status {}:\n{}", argv.front(), outcome.status,
                                   last_lines(outcome.output, 8))};
    if (user.drops_privileges)
        error.add_hint(
            fmt::format("user {} must be able to enter every folder above the dev "
                        "server's; PGMETA_DEV_HOME names another",
                        user.name));
    throw error;
}

}  // namespace

std::optional<ServerProcess> running_server(const Layout& layout) {
    constexpr std::size_t status_line = 7;  // since PostgreSQL 10
    const auto lines = pid_file_lines(layout);
    const pid_t pid = first_pid(lines);
    if (!is_server_of(pid, layout)) return std::nullopt;
    return ServerProcess{pid, lines.size() > status_line && lines[status_line] == "ready"};
}

std::string cluster_version(const Layout& layout) {
    std::string version;
    std::ifstream file{layout.data / "PG_VERSION"};
    std::getline(file, version);
    return version;
}

void make_cluster(const Options& options, const ServerUser& user, const fs::path& bindir) {
    const auto fresh = options.layout.data.string() + ".new";
    report(options, fmt::format("making a private PostgreSQL {} server in {}",
                                version_of_programs(bindir), options.layout.home.string()));
    fs::remove_all(fresh);
    run_or_throw({(bindir / "initdb").string(), "-D", fresh, "-U", "postgres", "--auth=trust",
                  "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"},
                 user, options.interrupts);
    std::ofstream conf{fresh + "/postgresql.conf", std::ios::app};
    conf << settings;
    conf.close();
    if (!conf)
        throw Error{Fault::environment, "dev-init-failed", "postgresql.conf is not writable"};
    // In single-user mode, before the cluster gets its name: there is never one without the roles.
    run_or_throw({(bindir / "postgres").string(), "--single", "-j", "-D", fresh, "postgres"}, user,
                 options.interrupts, role_statements(options.base_roles));
    fs::rename(fresh, options.layout.data);
}

void start_server(const Options& options, const ServerUser& user, const fs::path& bindir) {
    const auto& layout = options.layout;
    clear_remains(layout, options.timeout, options.interrupts);
    report(options, fmt::format("starting the dev server in {}", layout.home.string()));
    std::error_code ignored;
    const auto log_mark = fs::exists(layout.log) ? fs::file_size(layout.log, ignored) : 0;
    const pid_t pid =
        start_daemon({(bindir / "postgres").string(), "-D", layout.data.string(), "-k",
                      layout.socket.string(), "-c", "cluster_name=" + cluster_name(layout)},
                     user, layout.log);
    const auto deadline = Clock::now() + options.timeout;
    while (Clock::now() < deadline) {
        if (!is_alive(pid)) throw start_failed(options, log_mark, "did not start");
        const auto server = running_server(layout);
        if (server && server->pid == pid && server->ready) return;
        pause(std::chrono::milliseconds{10}, options.interrupts);
    }
    ::kill(pid, SIGQUIT);
    throw start_failed(
        options, log_mark,
        fmt::format("did not accept connections within {} s", options.timeout.count()));
}

void stop_server(const Options& options, ServerProcess server) {
    const auto deadline = Clock::now() + options.timeout;
    ::kill(server.pid, SIGINT);  // the server's "fast" shutdown
    while (is_server_of(server.pid, options.layout)) {
        if (Clock::now() >= deadline) {
            throw Error{Fault::environment, "dev-stop-failed",
                        fmt::format("the dev server (pid {}) did not stop within {} s", server.pid,
                                    options.timeout.count())}
                .hint(fmt::format("its log is `{}`", options.layout.log.string()));
        }
        pause(std::chrono::milliseconds{10}, options.interrupts);
    }
}

}  // namespace pgmeta::devserver
