// SPDX-License-Identifier: MIT
#include "json.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

// Every session and user that is read or made comes through here: objects are printed and read
// member by member, without a tree in between.

namespace pgmeta::tenant {

namespace {

using Json = nlohmann::json;

/// As a JSON string; bytes that are no UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text) {
    if (!is_utf8(text)) {
        out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
    }
    out += '"';
    const auto is_special = [](char c) {
        return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    };
    while (!text.empty()) {
        const auto special = std::find_if(text.begin(), text.end(), is_special);
        const auto plain = static_cast<std::size_t>(special - text.begin());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const char c = text.front();
        out += c == '"' || c == '\\' ? std::string{'\\', c}
                                     : fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
        text.remove_prefix(1);
    }
    out += '"';
}

/// Prints an object member by member; what is absent is left out.
class ObjectText {
public:
    ObjectText& put(std::string_view key, const std::string& value) {
        begin(key);
        append_string(text_, value);
        return *this;
    }

    ObjectText& put(std::string_view key, bool value) {
        begin(key) += value ? "true" : "false";
        return *this;
    }

    ObjectText& put(std::string_view key, int value) {
        begin(key) += std::to_string(value);
        return *this;
    }

    template <typename Value>
    ObjectText& put(std::string_view key, const std::optional<Value>& value) {
        return value ? put(key, *value) : *this;
    }

    [[nodiscard]] std::string end() { return std::move(text_ += '}'); }

private:
    std::string& begin(std::string_view key) {
        if (text_.size() > 1) text_ += ',';
        append_string(text_, key);
        return text_ += ':';
    }

    std::string text_ = "{";
};

using Scalar = std::variant<std::string, bool, std::int64_t>;

/// Strings, booleans and integers of an object, and with an empty key those of an array; what is
/// deeper inside is passed over.
class Members : public nlohmann::json_sax<Json> {
public:
    explicit Members(std::string_view text) {
        found_.reserve(8);
        if (!Json::sax_parse(text, this)) found_.clear();
    }

    /// The value of that key when it is of that type.
    template <typename Type>
    std::optional<Type> get(std::string_view key) {
        for (auto& [name, value] : found_)
            if (auto* held = std::get_if<Type>(&value); held != nullptr && name == key)
                return std::move(*held);
        return std::nullopt;
    }

    std::string text(std::string_view key) { return get<std::string>(key).value_or(""); }

    [[nodiscard]] std::vector<std::pair<std::string, Scalar>>& all() { return found_; }

    bool null() override { return true; }

    bool boolean(bool value) override { return add(value); }

    bool number_integer(number_integer_t value) override { return add(std::int64_t{value}); }

    bool number_unsigned(number_unsigned_t value) override {
        return add(static_cast<std::int64_t>(value));
    }

    bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return true; }

    bool string(string_t& value) override { return add(std::move(value)); }

    bool binary(binary_t& /*value*/) override { return true; }

    bool start_object(std::size_t /*size*/) override { return enter(); }

    bool key(string_t& name) override {
        if (depth_ == 1) key_ = name;
        return true;
    }

    bool end_object() override { return leave(); }

    bool start_array(std::size_t /*size*/) override { return enter(); }

    bool end_array() override { return leave(); }

    bool parse_error(std::size_t /*at*/,
                     const std::string& /*token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        return false;
    }

private:
    bool add(Scalar value) {
        if (depth_ == 1) found_.emplace_back(key_, std::move(value));
        return true;
    }

    bool enter() {
        ++depth_;
        return true;
    }

    bool leave() {
        --depth_;
        return true;
    }

    std::vector<std::pair<std::string, Scalar>> found_;
    std::string key_;
    int depth_ = 0;
};

}  // namespace

std::string to_json(const std::vector<std::string>& strings) {
    std::string text = "[";
    for (const auto& one : strings) {
        if (text.size() > 1) text += ',';
        append_string(text, one);
    }
    return text += ']';
}

std::string to_json(const SessionUser& user) {
    return ObjectText{}
        .put("id", user.id)
        .put("username", user.username)
        .put("name", user.name)
        .put("role", user.role)
        .put("needsOnboarding", user.needs_onboarding)
        .put("onboardingStep", user.onboarding_step)
        .end();
}

std::string to_json(const GeoLocation& location) {
    return ObjectText{}.put("country", location.country).put("city", location.city).end();
}

std::string to_json(const InvitationMetadata& metadata) {
    return ObjectText{}
        .put("inviterHandle", metadata.inviter_handle)
        .put("inviterDisplayName", metadata.inviter_display_name)
        .put("message", metadata.message)
        .put("customInstructions", metadata.custom_instructions)
        .end();
}

std::string to_json(const std::vector<BackupCode>& codes) {
    std::string text = "[";
    for (const auto& code : codes) {
        if (text.size() > 1) text += ',';
        ObjectText entry;
        entry.put("id", code.id).put("hash", code.hash).put("used", code.used);
        if (code.used_at) entry.put("usedAt", to_iso(*code.used_at));
        text += entry.end();
    }
    return text += ']';
}

void from_json(std::string_view text, std::vector<std::string>& strings) {
    Members members{text};
    for (auto& [key, value] : members.all())
        if (auto* entry = std::get_if<std::string>(&value)) strings.push_back(std::move(*entry));
}

void from_json(std::string_view text, SessionUser& user) {
    Members members{text};
    user.id = members.text("id");
    user.username = members.text("username");
    user.name = members.text("name");
    user.role = members.text("role");
    user.needs_onboarding = members.get<bool>("needsOnboarding");
    if (const auto step = members.get<std::int64_t>("onboardingStep"))
        user.onboarding_step = static_cast<int>(*step);
}

void from_json(std::string_view text, GeoLocation& location) {
    Members members{text};
    location.country = members.text("country");
    location.city = members.get<std::string>("city");
}

void from_json(std::string_view text, InvitationMetadata& metadata) {
    Members members{text};
    metadata.inviter_handle = members.text("inviterHandle");
    metadata.inviter_display_name = members.get<std::string>("inviterDisplayName");
    metadata.message = members.get<std::string>("message");
    metadata.custom_instructions = members.get<std::string>("customInstructions");
}

void from_json(std::string_view text, std::vector<BackupCode>& codes) {
    const auto json = Json::parse(text, nullptr, false);
    for (const auto& entry : json) {
        Members members{entry.dump()};
        codes.push_back({members.text("id"), members.text("hash"),
                         members.get<bool>("used").value_or(false),
                         from_iso(members.text("usedAt"))});
    }
}

bool is_json_object(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{' && Json::accept(text);
}

}  // namespace pgmeta::tenant
