// SPDX-License-Identifier: MIT
#include "options/normalise.hpp"

#include "options/arguments.hpp"
#include "options/compat.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace pgmeta::cli {

namespace {

/// An option whose value may be left out, and what the option alone means.
struct Bare {
    std::string_view name;
    std::string_view value;
    std::string_view on;   ///< what `=true` means
    std::string_view off;  ///< what `=false` means
};

constexpr std::array bare_options{Bare{"tx", "all", "all", "change"},
                                  Bare{"wait", "60s", "60s", "0"}};

const Bare* find_bare(std::string_view name) {
    const auto* found = std::find_if(bare_options.begin(), bare_options.end(),
                                     [name](const Bare& bare) { return bare.name == name; });
    return found == bare_options.end() ? nullptr : found;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_flag(const CLI::Option& option) {
    return option.get_items_expected_max() == 0;
}

std::string opposite(std::string_view name) {
    return name.starts_with("no-") ? std::string{name.substr(3)} : fmt::format("no-{}", name);
}

/// One run over the arguments.
class Normaliser {
public:
    Normaliser(const CLI::App& app, const std::vector<std::string>& arguments)
        : app_{app}, arguments_{arguments} {}

    Normalised run() {
        for (; next_ < arguments_.size(); ++next_) {
            const auto& word = arguments_[next_];
            if (word == "--") break;
            if (word.starts_with("--")) {
                take_long(word.substr(2));
            } else if (word.size() > 1 && word.front() == '-') {
                take_short(word);
            } else {
                result_.words.push_back(word);
            }
        }
        const auto rest = arguments_.begin() + static_cast<std::ptrdiff_t>(next_);
        result_.words.insert(result_.words.end(), rest, arguments_.end());
        return std::move(result_);
    }

private:
    void take_long(std::string_view text) {
        const auto equals = text.find('=');
        std::optional<std::string> value;
        if (equals != std::string_view::npos) value = std::string{text.substr(equals + 1)};
        auto name = std::string{text.substr(0, equals)};
        const auto* option = find_long(name);
        if (option == nullptr) {
            name = kebab_case(name);
            option = find_long(name);
        }
        if (name == "help" || name == "version") {
            (name == "help" ? result_.help : result_.version) = true;
        } else if (option == nullptr) {
            take_foreign(name, value);
        } else if (is_flag(*option)) {
            take_flag(name, value);
        } else {
            take_value(name, std::move(value));
        }
    }

    void take_short(const std::string& word) {
        if (word == "-h" || word == "-v" || word == "-V") {
            (word == "-h" ? result_.help : result_.version) = true;
            return;
        }
        const auto* option = find([&](const CLI::Option& o) {
            return contains(o.get_snames(), std::string_view{word}.substr(1, 1));
        });
        if (option == nullptr || (is_flag(*option) && word.size() > 2)) throw unknown(word);
        const auto name = option->get_lnames().front();
        if (is_flag(*option)) return take_flag(name, std::nullopt);
        if (word.size() == 2) return take_value(name, std::nullopt);
        take_value(name, word.substr(word[2] == '=' ? 3 : 2));
    }

    void take_flag(const std::string& name, const std::optional<std::string>& value) {
        if (!value) {
            refuse_separate_value(name, {"true", "false"});
            result_.words.push_back("--" + name);
        } else if (*value == "true") {
            result_.words.push_back("--" + name);
        } else if (*value != "false") {
            throw Error{Fault::usage, "option-value",
                        fmt::format("`--{}` expects no value, and found `{}`", name, *value)};
        } else if (find_long(opposite(name)) != nullptr) {
            result_.words.push_back("--" + opposite(name));
        }
    }

    void take_value(const std::string& name, std::optional<std::string> value) {
        if (const auto* bare = find_bare(name); bare != nullptr) {
            if (!value) refuse_separate_value(name, {"true", "false", "all", "package", "change"});
            if (!value) value = bare->value;
            if (*value == "true") value = bare->on;
            if (*value == "false") value = bare->off;
        }
        if (!value) value = next_word(name);
        // The library would take the next word for the value.
        if (value->empty())
            throw Error{Fault::usage, "option-value",
                        fmt::format("`--{}` expects a value, and found an empty one", name)};
        result_.words.push_back(fmt::format("--{}={}", name, *value));
    }

    void take_foreign(const std::string& name, const std::optional<std::string>& value) {
        // pgpm's options belong to commands that use a database.
        if (find_long("database") == nullptr) throw unknown("--" + name);
        auto taken = compat_option(name, value);
        if (!taken) throw unknown("--" + name);
        if (taken->takes_word) taken = compat_option(name, next_word(name));
        if (!taken->note.empty()) result_.notes.push_back(taken->note);
    }

    /// `--flag false` would be the flag and a positional word: nobody means that.
    void refuse_separate_value(const std::string& name,
                               std::initializer_list<std::string_view> values) {
        if (next_ + 1 == arguments_.size()) return;
        const auto& word = arguments_[next_ + 1];
        const bool is_number = !word.empty() && std::isdigit(static_cast<unsigned char>(word[0]));
        const bool is_value = std::find(values.begin(), values.end(), word) != values.end();
        if (!is_value && !(is_number && find_bare(name) != nullptr)) return;
        Error error{
            Fault::usage, "option-value",
            fmt::format("`--{0} {1}`: the value of `--{0}` is joined with `=`", name, word)};
        if (word == "false" && find_long(opposite(name)) != nullptr)
            throw std::move(error).hint(fmt::format("write `--{}`", opposite(name)));
        throw std::move(error).hint(fmt::format("write `--{}={}`", name, word));
    }

    std::string next_word(const std::string& name) {
        if (next_ + 1 == arguments_.size() || arguments_[next_ + 1].starts_with("--")) {
            throw Error{Fault::usage, "option-value",
                        fmt::format("`--{}` expects a value, and none follows", name)};
        }
        return arguments_[++next_];
    }

    template <typename Predicate>
    const CLI::Option* find(Predicate matches) const {
        for (const auto* option : app_.get_options())
            if (matches(*option)) return option;
        return nullptr;
    }

    const CLI::Option* find_long(std::string_view name) const {
        return find([name](const CLI::Option& o) { return contains(o.get_lnames(), name); });
    }

    Error unknown(const std::string& word) const {
        std::vector<std::string> names{"--help"};
        for (const auto* option : app_.get_options())
            for (const auto& name : option->get_lnames())
                names.push_back("--" + name);
        Error error{Fault::usage, "option-unknown",
                    fmt::format("`{}` has no option `{}`", app_.get_name(), word)};
        if (const auto meant = did_you_mean(word, names); !meant.empty()) error.add_hint(meant);
        error.add_hint(fmt::format("`{} --help` lists the options", app_.get_name()));
        return error;
    }

    const CLI::App& app_;
    const std::vector<std::string>& arguments_;
    std::size_t next_ = 0;
    Normalised result_;
};

}  // namespace

std::string kebab_case(std::string_view name) {
    std::string result;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isupper(byte) != 0 && !result.empty()) result += '-';
        result += static_cast<char>(std::tolower(byte));
    }
    return result;
}

Normalised normalise(const CLI::App& app, const std::vector<std::string>& arguments) {
    return Normaliser{app, arguments}.run();
}

Normalised normalise(const Command& command, const std::vector<std::string>& arguments) {
    Globals globals;
    Action action;
    return normalise(*build_parser(command, globals, action), arguments);
}

}  // namespace pgmeta::cli
