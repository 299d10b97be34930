// SPDX-License-Identifier: MIT
#include "output/test_report.hpp"

#include "options/duration.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::cli {

namespace {

using testkit::TestFailure;
using testkit::TestReport;
using testkit::TestResult;

double seconds(std::chrono::microseconds time) {
    return std::chrono::duration<double>(time).count();
}

void print_failure(std::ostream& stream, const Style& style, const TestFailure& failure) {
    stream << fmt::format("{}: {} {}\n", to_string(failure.where), style(Ink::red, "failed:"),
                          printable(failure.message));
    if (!failure.source_line.empty())
        stream << fmt::format("    {}\n", printable(trim(failure.source_line)));
    if (!failure.expected.empty())
        stream << fmt::format("    expected: {}\n", printable(failure.expected));
    if (!failure.got.empty()) stream << fmt::format("    got:      {}\n", printable(failure.got));
    if (!failure.expected.empty() && !failure.got.empty() && failure.diagnostics.empty()) return;
    for (const auto& line : failure.diagnostics)
        stream << fmt::format("    {}\n", style(Ink::dim, printable(line)));
}

void print_slowest(std::ostream& stream, const TestReport& report, std::size_t count) {
    std::vector<const TestResult*> order;
    for (const auto& result : report.results)
        if (result.ran) order.push_back(&result);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return a->elapsed > b->elapsed; });
    order.resize(std::min(order.size(), count));
    if (order.empty()) return;
    stream << "slowest:\n";
    for (const auto* result : order)
        stream << fmt::format("  {:8.3f} s  {}\n", seconds(result->elapsed), result->file);
}

std::size_t count_assertions(const TestReport& report) {
    std::size_t count = 0;
    for (const auto& result : report.results)
        count += std::max<std::size_t>(result.assertions.size(), result.ran ? 1 : 0);
    return count;
}

std::string xml(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                // XML 1.0 knows no other control characters.
                if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t') result += c;
        }
    }
    return result;
}

std::string details_of(const TestFailure& failure) {
    auto text = to_string(failure.where) + ": " + failure.message;
    if (!failure.expected.empty()) text += "\nexpected: " + failure.expected;
    if (!failure.got.empty()) text += "\ngot:      " + failure.got;
    for (const auto& line : failure.diagnostics)
        text += "\n" + line;
    return text;
}

void print_case(std::ostream& stream, const TestResult& result, std::string_view open_close) {
    stream << fmt::format(
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{:.6f}\"{}",
        xml(result.package), xml(result.file), xml(result.file), seconds(result.elapsed),
        open_close);
}

/// The workflow command's own escapes.
std::string github(std::string_view text, bool property) {
    std::string result;
    for (const char c : text) {
        if (c == '%')
            result += "%25";
        else if (c == '\n')
            result += "%0A";
        else if (c == '\r')
            result += "%0D";
        else if (property && c == ':')
            result += "%3A";
        else if (property && c == ',')
            result += "%2C";
        else
            result += c;
    }
    return result;
}

Json to_json(const TestFailure& failure) {
    return {{"file", failure.where.file},        {"line", failure.where.line},
            {"column", failure.where.column},    {"message", failure.message},
            {"expected", failure.expected},      {"got", failure.got},
            {"diagnostics", failure.diagnostics}};
}

Json to_json(const TestResult& result) {
    auto assertions = Json::array();
    for (const auto& assertion : result.assertions)
        assertions.push_back(Json{{"number", assertion.number},
                                  {"ok", assertion.ok},
                                  {"description", assertion.description},
                                  {"directive", assertion.directive}});
    auto failures = Json::array();
    for (const auto& failure : result.failures)
        failures.push_back(to_json(failure));
    return {{"package", result.package},   {"file", result.file},
            {"passed", result.passed()},   {"ran", result.ran},
            {"isolated", result.isolated}, {"elapsed_ms", seconds(result.elapsed) * 1000},
            {"assertions", assertions},    {"failures", failures}};
}

}  // namespace

void print_tests(std::ostream& stream,
                 const Style& style,
                 const TestReport& report,
                 std::size_t slowest) {
    for (const auto& result : report.results)
        for (const auto& failure : result.failures)
            print_failure(stream, style, failure);
    if (slowest > 0) print_slowest(stream, report, slowest);
    const auto failed = report.failed();
    const auto passed = report.results.size() - failed;
    stream << fmt::format("{}: {} passed, {} failed; {} in {}.\n",
                          failed == 0 ? style(Ink::green, "ok") : style(Ink::red, "failed"),
                          count_of(passed, "file"), failed,
                          count_of(count_assertions(report), "assertion"), spell(report.elapsed));
}

void print_tap(std::ostream& stream, const TestReport& report) {
    stream << "TAP version 13\n1.." << report.results.size() << '\n';
    std::size_t number = 0;
    for (const auto& result : report.results) {
        for (const auto& assertion : result.assertions) {
            stream << fmt::format("    {} {} - {}{}\n", assertion.ok ? "ok" : "not ok",
                                  assertion.number, printable(assertion.description),
                                  assertion.directive.empty() ? "" : " # " + assertion.directive);
        }
        if (!result.assertions.empty())
            stream << fmt::format("    1..{}\n", result.assertions.size());
        stream << fmt::format("{} {} - {}\n", result.passed() ? "ok" : "not ok", ++number,
                              result.file);
        for (const auto& failure : result.failures) {
            const auto text = details_of(failure);
            for (std::size_t at = 0; at < text.size();) {
                const auto end = std::min(text.find('\n', at), text.size());
                stream << "# " << printable(text.substr(at, end - at)) << '\n';
                at = end + 1;
            }
        }
    }
}

void print_junit(std::ostream& stream, const TestReport& report) {
    stream << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    stream << fmt::format("<testsuites tests=\"{}\" failures=\"{}\" time=\"{:.3f}\">\n",
                          report.results.size(), report.failed(), seconds(report.elapsed));
    for (auto first = report.results.begin(); first != report.results.end();) {
        const auto last = std::find_if(first, report.results.end(), [&](const TestResult& result) {
            return result.package != first->package;
        });
        const auto failed =
            std::count_if(first, last, [](const TestResult& result) { return !result.passed(); });
        stream << fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
                              xml(first->package), last - first, failed);
        for (; first != last; ++first) {
            print_case(stream, *first, first->passed() ? "/>\n" : ">\n");
            if (first->passed()) continue;
            if (!first->ran) stream << "      <skipped/>\n";
            std::string text;
            for (const auto& failure : first->failures)
                text += details_of(failure) + "\n";
            if (!text.empty())
                stream << fmt::format("      <failure message=\"{}\">{}</failure>\n",
                                      xml(first->failures.front().message), xml(text));
            stream << "    </testcase>\n";
        }
        stream << "  </testsuite>\n";
    }
    stream << "</testsuites>\n";
}

void print_github(std::ostream& stream, const TestReport& report) {
    for (const auto& result : report.results) {
        for (const auto& failure : result.failures) {
            const auto text = details_of(failure);
            stream << fmt::format("::error file={},line={},col={},title={}::{}\n",
                                  github(failure.where.file, true), failure.where.line,
                                  failure.where.column, github(failure.message, true),
                                  github(text, false));
        }
    }
}

Json to_json(const TestReport& report) {
    auto results = Json::array();
    for (const auto& result : report.results)
        results.push_back(to_json(result));
    return {{"ok", report.failed() == 0}, {"command", "test"},
            {"target", report.target},    {"passed", report.results.size() - report.failed()},
            {"failed", report.failed()},  {"assertions", count_assertions(report)},
            {"results", results},         {"elapsed_ms", report.elapsed.count()}};
}

}  // namespace pgmeta::cli
