// SPDX-License-Identifier: MIT
#include "cli.hpp"
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/report.hpp"
#include "output/run_observer.hpp"
#include "output/test_report.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/engine/check.hpp"
#include "pgmeta/testkit/proofs.hpp"
#include "pgmeta/testkit/run_tests.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> packages;
    TargetOptions target;
    std::string filter;
    std::string format;
    std::int64_t jobs = 2;
    std::int64_t slowest = 3;
    std::optional<bool> verify;
    bool keep = false;
    testkit::ProofOptions proofs;
    std::string shuffle;
};

constexpr std::array formats{"text", "tap", "junit", "json", "github"};

std::string format_of(const Context& context, const Options& options) {
    if (options.format.empty()) return context.globals().json ? "json" : "text";
    for (const auto* known : formats)
        if (options.format == known) return known;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--format` expects text, tap, junit, json or github, and found `{}`",
                            options.format)};
}

/// The packages named; else the one of the current folder; else those of the workspace itself.
std::vector<const workspace::Package*> packages_of(const workspace::Workspace& workspace,
                                                   const Options& options) {
    std::vector<const workspace::Package*> result;
    for (const auto& name : options.packages)
        result.push_back(&workspace.get(name));
    if (!result.empty()) return result;
    if (workspace.current != nullptr) return {workspace.current};
    for (const auto& package : workspace.packages)
        if (!package->installed) result.push_back(package.get());
    return result;
}

[[noreturn]] void refuse_empty(const Options& options) {
    Error error{Fault::usage, "tests-not-found",
                options.filter.empty() ? std::string{"no test files were found"}
                                       : fmt::format("no test files match `{}`", options.filter)};
    error.add_hint("tests are SQL files in the folder `test` of a package");
    throw std::move(error);
}

std::vector<testkit::PackageTests> find_tests(Context& context,
                                              const workspace::Workspace& workspace,
                                              const Options& options) {
    Diagnostics problems;
    auto tests = testkit::find_tests(packages_of(workspace, options), options.filter, problems);
    for (const auto& problem : problems.sorted())
        context.problems.push_back(problem);
    engine::refuse_errors(problems);
    if (tests.empty()) refuse_empty(options);
    return tests;
}

/// Tests make databases of their own: the private server does, unless another one is named.
engine::Target test_server(Context& context,
                           const Options& options,
                           const workspace::Config& config) {
    auto target = options.target;
    if (target.target.empty() && target.database.empty()) target.target = "dev:";
    auto server = open_server(context, target, config).maintenance;
    refuse_protected(server, false, "pgmeta test");
    return server;
}

int print_results(Context& context,
                  const Options& options,
                  const std::string& format,
                  const testkit::TestReport& report) {
    if (report.deployment) return print_report(context, *report.deployment, deploy_words);
    if (format == "json") print(context.out(), to_json(report));
    if (format == "tap") print_tap(context.out(), report);
    if (format == "junit") print_junit(context.out(), report);
    if (format == "github") print_github(context.out(), report);
    if (format == "text" || format == "github") {
        const auto slowest =
            context.globals().quiet ? 0 : static_cast<std::size_t>(options.slowest);
        print_tests(context.out(), context.out_style(), report, slowest);
    }
    return report.failed() == 0 ? 0 : exit_code(Fault::database);
}

std::uint64_t seed_of(const std::string& text) {
    std::uint64_t seed = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seed);
    if (error == std::errc{} && end == text.data() + text.size()) return seed;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--shuffle` expects a number, and found `{}`", text)};
}

/// What can be proved about the packages' scripts, instead of their tests.
int prove(Context& context,
          const Options& options,
          const std::string& format,
          const workspace::Workspace& workspace,
          testkit::ProofOptions proofs) {
    proofs.tool_version = version();
    const auto packages = packages_of(workspace, options);
    const auto server = test_server(context, options, workspace.config);
    const auto report = testkit::prove(server, workspace, packages, proofs, {});
    return print_results(context, options, format, report);
}

int test(Context& context, const Options& options) {
    if (options.jobs < 1)
        throw Error{Fault::usage, "option-value", "`--jobs` expects a number of at least 1"};
    const auto format = format_of(context, options);
    const auto workspace = context.load_workspace();
    auto proofs = options.proofs;
    if (!options.shuffle.empty()) proofs.shuffle = seed_of(options.shuffle);
    if (proofs.any()) return prove(context, options, format, workspace, std::move(proofs));
    const auto tests = find_tests(context, workspace, options);
    const auto server = test_server(context, options, workspace.config);

    testkit::TestOptions test_options;
    test_options.jobs = static_cast<std::size_t>(options.jobs);
    test_options.verify =
        options.verify.value_or(workspace.config.deploy_verify.value.value_or(true));
    test_options.keep = options.keep;
    test_options.tool_version = version();
    const auto done = [&](const testkit::TestResult& result) {
        if (context.globals().verbose)
            context.note(fmt::format("{} {}", result.passed() ? "ok    " : "failed", result.file));
    };
    RunObserver observer{context, "deploying"};
    const auto report =
        testkit::run_tests(server, workspace, tests, test_options, observer.observer(), done);
    observer.clear();
    return print_results(context, options, format, report);
}

Action add_test(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->packages,
                 "Packages by any of their names (default: the package of the current folder; at "
                 "the workspace's root, all that are not installed ones)");
    add_value(app, "--filter", options->filter, "RE",
              "Only files whose PACKAGE/test/... path matches this regular expression");
    add_number(app, "--jobs", options->jobs, "N", "Sessions that run tests at once (default: 2)");
    add_value(app, "--format", options->format, "FORMAT",
              "text, tap, junit, json or github (default: text)");
    add_number(app, "--slowest", options->slowest, "N",
               "How many of the slowest files to name (default: 3)");
    add_flag(app, "--verify,!--no-verify", options->verify,
             "Run verify scripts when the packages are deployed (default: deploy.verify, yes)");
    add_flag(app, "--keep", options->keep, "Leave the databases for a look; `db gc` drops them");
    add_flag(app, "--full-cycle", options->proofs.full_cycle,
             "Instead of tests: deploy, revert, deploy; nothing may be left or differ");
    add_flag(app, "--each-alone", options->proofs.each_alone,
             "Instead of tests: deploy every change with only what it requires");
    add_value(app, "--shuffle", options->shuffle, "SEED",
              "Instead of tests: deploy in another order that the requirements allow");
    add_flag(app, "--mutate", options->proofs.mutate,
             "Instead of tests: damage what was created; a verify script must notice");
    add_target(app, options->target, Access::write);
    return [options](Context& context) { return test(context, *options); };
}

}  // namespace

constexpr Command test_command{
    .name = "test",
    .group = "Test",
    .summary = "Run the SQL tests of packages",
    .arguments = "[PACKAGE...]",
    .description =
        "Runs `test/**/*.sql` of each package. Every file runs in a transaction of its own, which is "
        "rolled back, in a database that has the package and what it needs deployed: a copy of a "
        "template that is made once (see `db prepare`). A file fails when a statement fails, or "
        "when it calls pgTAP and an assertion is not ok or the plan is not kept.\n"
        "\n"
        "Comments of their own line say more: `-- role: NAME` and `-- claims: {JSON}` who acts, "
        "`-- expect: SQLSTATE` what must fail, `-- given: FILE, FILE` what is loaded before, and "
        "`-- test: isolated` that the file gets a database of its own instead of a transaction.\n"
        "\n"
        "Four options prove something about the scripts instead, and name the script to look at. "
        "`--full-cycle`: a revert leaves nothing, and the second deployment gives what the first "
        "did. `--each-alone` and `--shuffle`: the plan names every requirement. `--mutate`: verify "
        "scripts fail when something is dropped or altered, and where their change is not "
        "deployed.\n"
        "\n"
        "The target is `dev:` unless `--target` or `--database` is given; its own databases are not "
        "touched. Exit status 1 when a file failed, 2 when there are no tests.",
    .examples =
        "pgmeta test\n"
        "pgmeta test billing --filter invoices --jobs 4\n"
        "pgmeta test billing --full-cycle --each-alone\n"
        "pgmeta test --format junit --target \"$DATABASE_URL\"\n",
    .json =
        "ok: true when every file passed\n"
        "command: test\n"
        "target: user@host:port/database of the server's maintenance database\n"
        "passed: number of files\n"
        "failed: number of files\n"
        "assertions: number of pgTAP assertions; a file of plain SQL counts as one\n"
        "results: list of {package, file, passed, ran, isolated, elapsed_ms, assertions: list of "
        "{number, ok, description, directive}, failures: list of {file, line, column, message, "
        "expected, got, diagnostics}}\n"
        "elapsed_ms: milliseconds\n",
    .add = add_test,
};

}  // namespace pgmeta::cli
