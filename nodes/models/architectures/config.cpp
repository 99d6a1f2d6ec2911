#include "models/architectures/config.h"

#include <cmath>

namespace noiseloom {
namespace {

std::string quoted(const char* key) { return "'" + std::string(key) + "'"; }

// What is wrong with `json` as a whole number in [low, high]; empty: nothing.
std::string complaint(const Json& json, int low, int high) {
    if (json.is_number_integer() && json >= low && json <= high) return "";
    return json.dump().substr(0, 40) + ", not a whole number between " + std::to_string(low) + " and " + std::to_string(high);
}

}  // namespace

const Json* ConfigReader::find(const char* key) const {
    if (!config_.is_object()) return nullptr;
    const auto it = config_.find(key);
    return it == config_.end() || it->is_null() ? nullptr : &*it;
}

Result<int> ConfigReader::number(const char* key, int fallback, int low, int high) const {
    const Json* value = find(key);
    if (!value) return fallback;
    if (const auto wrong = complaint(*value, low, high); !wrong.empty()) return error(quoted(key) + " is " + wrong);
    return value->get<int>();
}

Result<std::vector<int>> ConfigReader::numbers(const char* key, int fallback, std::size_t count, int low, int high) const {
    const Json* value = find(key);
    if (!value || !value->is_array()) {
        NL_TRY(const int same, number(key, fallback, low, high));
        return std::vector<int>(count, same);
    }
    if (value->size() != count) return error(quoted(key) + " has " + std::to_string(value->size()) + " entries, not " + std::to_string(count));
    std::vector<int> values;
    for (const auto& item : *value) {
        if (const auto wrong = complaint(item, low, high); !wrong.empty()) return error(quoted(key) + " holds " + wrong);
        values.push_back(item.get<int>());
    }
    return values;
}

Result<double> ConfigReader::real(const char* key, double fallback) const {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!value->is_number() || !std::isfinite(value->get<double>())) return error(quoted(key) + " is not a number");
    return value->get<double>();
}

bool ConfigReader::flag(const char* key, bool fallback) const {
    const Json* value = find(key);
    return value && value->is_boolean() ? value->get<bool>() : fallback;
}

std::string ConfigReader::word(const char* key) const {
    const Json* value = find(key);
    return value && value->is_string() ? value->get<std::string>() : "";
}

Error ConfigReader::error(const std::string& what) const {
    return {Code::bad_model, subject_ + " cannot be used: " + what + ".", "The file may be damaged, or of a kind that this version does not know.", "", "", ""};
}

}  // namespace noiseloom
