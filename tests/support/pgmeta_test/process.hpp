// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::test {

struct ProcessOptions {
    std::map<std::string, std::string> env{};  ///< on top of this process's environment
    std::vector<std::string> unset{};          ///< variables the child must not see
    std::filesystem::path cwd{};               ///< empty: this process's
    std::string stdin_text{};                  ///< then end of file
    bool keep_stdin_open = false;              ///< more follows by Process::write
    bool pty = false;                          ///< the child sees a terminal; out has both streams
    std::chrono::milliseconds timeout{120'000};  ///< for run() and wait(); then SIGKILL
};

struct ProcessResult {
    int exit_code = -1;  ///< -1 when ended by a signal
    int signal = 0;
    std::string out;
    std::string err;
    long max_rss_kb = 0;  ///< peak memory
    double seconds = 0;
    bool timed_out = false;
};

/// A running program, in a process group of its own.  Killed with its group when destroyed.
class Process {
public:
    explicit Process(std::vector<std::string> argv, ProcessOptions options = {});
    ~Process();
    Process(Process&&) noexcept;

    [[nodiscard]] int pid() const;
    [[nodiscard]] bool running() const;

    void kill(int signal) const;        ///< the program only; nothing when it has ended
    void kill_group(int signal) const;  ///< and its children
    void write(std::string_view text);  ///< to its stdin or terminal
    void close_stdin();

    /// What it has written until now.
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;

    /// Waits until stdout or stderr holds `text`; false when it ended or time ran out before.
    bool wait_for(std::string_view text, std::chrono::milliseconds time = std::chrono::seconds{30});

    /// Waits for the end.
    ProcessResult wait();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Runs a program to its end.
ProcessResult run(std::vector<std::string> argv, ProcessOptions options = {});

/// Runs the pgmeta under test.
ProcessResult run_pgmeta(std::vector<std::string> arguments, ProcessOptions options = {});

/// argv of the pgmeta under test, for Process.
std::vector<std::string> pgmeta_argv(std::vector<std::string> arguments);

}  // namespace pgmeta::test
