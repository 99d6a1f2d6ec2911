#include "core/json.h"

#include <cstdio>
#include <unordered_set>
#include <vector>

namespace noiseloom {
namespace {

// Builds the document while it checks; a first violation stops the parser.
class StrictBuilder : public nlohmann::json_sax<Json> {
  public:
    StrictBuilder(const JsonLimits& limits, Code code) : limits_(limits), code_(code) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t& text) override {
        if (value - value != 0) return fail("the number " + text.substr(0, 40) + " is too large");
        return put(value);
    }
    bool string(string_t& value) override {
        if (value.size() > limits_.string_bytes) return fail("a text is longer than " + std::to_string(limits_.string_bytes) + " bytes");
        if (value.find('\0') != std::string::npos) return fail("a text contains a NUL character");
        return put(std::move(value));
    }
    bool binary(binary_t&) override { return fail("binary data is not JSON"); }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(string_t& name) override {
        Level& level = levels_.back();
        if (name.find('\0') != std::string::npos) return fail("a key contains a NUL character");
        if (name.size() > limits_.string_bytes) return fail("a key is longer than " + std::to_string(limits_.string_bytes) + " bytes");
        if (!level.keys.insert(name).second) return fail("the key '" + name.substr(0, 80) + "' stands twice in one object");
        if (level.keys.size() > limits_.object_keys) return fail("an object has more than " + std::to_string(limits_.object_keys) + " keys");
        level.key = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) override {
        if (!error_) {
            fail("this is not valid JSON (byte " + std::to_string(position) + ")");
            error_->details = problem.what();
        }
        return false;
    }

    Json take() { return std::move(root_); }
    const std::optional<Error>& error() const { return error_; }

  private:
    struct Level {
        Json value;
        std::string key;
        std::unordered_set<std::string> keys;
    };

    bool put(Json value) {
        if (++count_ > limits_.values) return fail("the document has more than " + std::to_string(limits_.values) + " values");
        if (levels_.empty()) {
            root_ = std::move(value);
            return true;
        }
        Level& level = levels_.back();
        if (level.value.is_object()) {
            level.value[level.key] = std::move(value);
        } else {
            if (level.value.size() >= limits_.array_items) return fail("a list has more than " + std::to_string(limits_.array_items) + " items");
            level.value.push_back(std::move(value));
        }
        return true;
    }

    bool open(Json empty) {
        if (levels_.size() >= limits_.depth) return fail("the nesting is deeper than " + std::to_string(limits_.depth) + " levels");
        levels_.push_back({std::move(empty), {}, {}});
        return true;
    }

    bool close() {
        Json value = std::move(levels_.back().value);
        levels_.pop_back();
        return put(std::move(value));
    }

    bool fail(std::string what) {
        std::string path;
        for (const Level& level : levels_) {
            if (!path.empty()) path += '.';
            path += level.value.is_object() ? level.key.substr(0, 80) : std::to_string(level.value.size());
        }
        error_ = Error{code_, path.empty() ? what : what + ", at " + path, "", "", "", ""};
        return false;
    }

    JsonLimits limits_;
    Code code_;
    Json root_;
    std::vector<Level> levels_;
    std::size_t count_ = 0;
    std::optional<Error> error_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits, Code code) {
    if (text.size() > limits.bytes)
        return Error{code, "the JSON text is larger than " + std::to_string(limits.bytes >> 20) + " MiB", "", "", "", ""};
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return Error{code, "the JSON text contains a NUL byte (byte " + std::to_string(nul) + ")", "", "", "", ""};
    if (text.starts_with("\xef\xbb\xbf"))
        return Error{code, "the JSON text starts with a byte order mark", "Save the file as UTF-8 without a BOM.", "", "", ""};
    StrictBuilder builder(limits, code);
    if (!Json::sax_parse(text.begin(), text.end(), &builder)) return *builder.error();
    return builder.take();
}

std::string json_text(const Json& json, int indent) {
    const std::string plain = json.dump(indent, ' ', false, Json::error_handler_t::replace);
    const auto is_c1 = [&](std::size_t i) { return plain[i] == '\xc2' && i + 1 < plain.size() && static_cast<unsigned char>(plain[i + 1]) < 0xa0; };
    std::string text;
    text.reserve(plain.size());
    for (std::size_t i = 0; i < plain.size(); ++i) {   // outside of strings JSON is ASCII
        const bool c1 = is_c1(i);
        if (!c1 && plain[i] != '\x7f') {
            text += plain[i];
            continue;
        }
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(plain[c1 ? ++i : i])));
        text += escaped;
    }
    return text;
}

}  // namespace noiseloom
