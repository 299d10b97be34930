// SPDX-License-Identifier: MIT
#include "pgmeta/base/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace pgmeta {

namespace {

auto sort_key(const Diagnostic& d) {
    return std::tie(d.where.file, d.where.line, d.where.column, d.id, d.message);
}

Diagnostic make(
    Severity severity, std::string id, Location where, std::string message, std::string hint) {
    Diagnostic d{severity, std::move(id), std::move(where), std::move(message), {}};
    if (!hint.empty()) d.hints.push_back(std::move(hint));
    return d;
}

}  // namespace

void Diagnostics::error(std::string id, Location where, std::string message, std::string hint) {
    add(make(Severity::error, std::move(id), std::move(where), std::move(message),
             std::move(hint)));
}

void Diagnostics::warning(std::string id, Location where, std::string message, std::string hint) {
    add(make(Severity::warning, std::move(id), std::move(where), std::move(message),
             std::move(hint)));
}

void Diagnostics::note(std::string id, Location where, std::string message, std::string hint) {
    add(make(Severity::note, std::move(id), std::move(where), std::move(message), std::move(hint)));
}

void Diagnostics::add(Diagnostic diagnostic) {
    errors_ += diagnostic.severity == Severity::error;
    warnings_ += diagnostic.severity == Severity::warning;
    all_.push_back(std::move(diagnostic));
}

void Diagnostics::append(Diagnostics&& other) {
    for (auto& diagnostic : other.all_)
        add(std::move(diagnostic));
    other = Diagnostics{};
}

std::vector<Diagnostic> Diagnostics::sorted() const {
    auto result = all_;
    std::stable_sort(result.begin(), result.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return sort_key(a) < sort_key(b);
    });
    const auto last = std::unique(
        result.begin(), result.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return sort_key(a) == sort_key(b); });
    result.erase(last, result.end());
    return result;
}

}  // namespace pgmeta
