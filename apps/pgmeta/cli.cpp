// SPDX-License-Identifier: MIT
#include "cli.hpp"

#include "options/arguments.hpp"
#include "output/descriptor.hpp"
#include "output/diagnostics.hpp"
#include "output/failure.hpp"
#include "output/json.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <new>
#include <optional>
#include <poll.h>
#include <unistd.h>

namespace pgmeta::cli {

namespace {

/// Problems of files come first, then the failure that they caused.
void print_failure(Terminal& terminal, Context& context, bool json, const Error& error) {
    if (json) {
        Json object{{"ok", false}, {"error", to_json(error)}};
        if (!context.problems.empty()) object["problems"] = to_json(context.problems);
        print(terminal.out, object);
        return;
    }
    print(terminal.err, context.err_style(), context.problems);
    print(terminal.err, context.err_style(), error);
}

Error bug(std::string_view what) {
    return Error{Fault::internal, "bug", fmt::format("this is a bug in pgmeta: {}", what)}.hint(
        "please report it with the command line and what it was about");
}

int run_request(const std::vector<std::string>& arguments,
                Terminal& terminal,
                std::optional<Context>& context) {
    auto request = parse_arguments(arguments);
    if (terminal.environment("CI").value_or("") == "true") request.globals.no_tty = true;
    context.emplace(terminal, std::move(request.globals));
    for (const auto& note : request.notes)
        context->note(note);
    return request.action(*context);
}

/// The only place where failures end.
int run_caught(const std::vector<std::string>& arguments, Terminal& terminal) {
    const bool json = wants_json(arguments);
    // Until the options are known, failures are told with the default ones.
    std::optional<Context> context;
    context.emplace(terminal, Globals{});
    const auto fail = [&](const Error& error) {
        print_failure(terminal, *context, json, error);
        return exit_code(error.fault());
    };
    try {
        return run_request(arguments, terminal, context);
    } catch (const Error& error) {
        return fail(error);
    } catch (const std::filesystem::filesystem_error& error) {
        return fail(Error{Fault::environment, "file-unreadable", error.what()});
    } catch (const std::bad_alloc&) {
        return fail(Error{Fault::environment, "out-of-memory", "the memory is not enough"});
    } catch (const std::exception& error) {
        return fail(bug(error.what()));
    } catch (...) {
        return fail(bug("an exception of unknown type"));
    }
}

/// Waits for the standard input and reads what is there; 0 at its end.
std::size_t read_some(pg::Interrupts& interrupts, char* buffer, std::size_t size) {
    while (true) {
        std::array<pollfd, 2> watched{pollfd{STDIN_FILENO, POLLIN, 0},
                                      pollfd{interrupts.descriptor(), POLLIN, 0}};
        ::poll(watched.data(), watched.size(), -1);
        interrupts.check();
        if (watched[0].revents == 0) continue;
        const auto got = ::read(STDIN_FILENO, buffer, size);
        if (got < 0 && errno == EINTR) continue;
        return got < 0 ? 0 : static_cast<std::size_t>(got);
    }
}

std::string read_all(pg::Interrupts& interrupts) {
    std::string text;
    std::array<char, 65536> buffer{};
    while (const auto got = read_some(interrupts, buffer.data(), buffer.size()))
        text.append(buffer.data(), got);
    return text;
}

/// Reads byte by byte: what follows the line is not ours.
std::optional<std::string> read_line(pg::Interrupts& interrupts) {
    std::string line;
    while (true) {
        char c = 0;
        if (read_some(interrupts, &c, 1) == 0)
            return line.empty() ? std::nullopt : std::optional{line};
        if (c == '\n') return line;
        line += c;
    }
}

std::optional<std::string> environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
}

/// A reader that left (`pgmeta log | head`) is no failure; a full disk is.
int finish_output(std::ostream& out, const Descriptor& descriptor, std::ostream& err, int status) {
    out.flush();
    if (descriptor.failure() == 0 || descriptor.failure() == EPIPE || status != 0) return status;
    print(err, Style{},
          Error{Fault::environment, "output-failed",
                fmt::format("cannot write to the standard output: {}",
                            std::strerror(descriptor.failure()))});
    err.flush();
    return exit_code(Fault::environment);
}

}  // namespace

int exit_code(Fault fault) {
    switch (fault) {
        case Fault::environment:
        case Fault::database:
        case Fault::declined:
            return 1;
        case Fault::usage:
            return 2;
        case Fault::workspace:
            return 3;
        case Fault::conflict:
            return 4;
        case Fault::in_doubt:
            return 5;
        case Fault::busy:
            return 6;
        case Fault::internal:
            return 70;
        case Fault::interrupted:
            return 130;
        case Fault::terminated:
            return 143;
    }
    return 70;
}

int run(const std::vector<std::string>& arguments, Terminal& terminal) {
    const int status = run_caught(arguments, terminal);
    terminal.out.flush();
    terminal.err.flush();
    return status;
}

int run(int argc, char** argv) {
    // Writing to a reader that left must not end a deployment: the write fails instead.
    std::signal(SIGPIPE, SIG_IGN);
    Descriptor out_buffer{STDOUT_FILENO};
    Descriptor err_buffer{STDERR_FILENO};
    std::ostream out{&out_buffer};
    std::ostream err{&err_buffer};
    Terminal terminal{.out = out,
                      .err = err,
                      .in_is_terminal = ::isatty(STDIN_FILENO) == 1,
                      .out_is_terminal = ::isatty(STDOUT_FILENO) == 1,
                      .err_is_terminal = ::isatty(STDERR_FILENO) == 1,
                      .environment = environment,
                      .read_line = read_line,
                      .read_all = read_all};
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int status = run(arguments, terminal);
    return finish_output(out, out_buffer, err, status);
}

}  // namespace pgmeta::cli
