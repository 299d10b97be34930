// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/interrupt.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

// Running the server's programs: without a shell, with an environment of their own, and never as
// root.

namespace pgmeta::devserver {

/// Who runs the server and owns its files: the calling user, or `postgres` for root, since
/// PostgreSQL refuses to run as root.
struct ServerUser {
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
    bool drops_privileges = false;  ///< we are root and become this user
    std::string name;
};

/// Throws "server-not-installed" when root finds no user `postgres`.
ServerUser server_user();

struct Outcome {
    int status = 0;      ///< exit status; 128 + N when ended by signal N
    std::string output;  ///< stdout and stderr together
};

/// Runs a program to its end as `user`, with `input` on its stdin.  A signal seen by `interrupts`
/// kills it.
Outcome run_program(const std::vector<std::string>& argv,
                    const ServerUser& user,
                    pg::Interrupts* interrupts = nullptr,
                    std::string_view input = {});

/// Starts a program in a session of its own with its output appended to `log`.
pid_t start_daemon(const std::vector<std::string>& argv,
                   const ServerUser& user,
                   const std::filesystem::path& log);

/// True while the process lives.  Collects it when it was our child and has ended.
bool is_alive(pid_t pid);

}  // namespace pgmeta::devserver
