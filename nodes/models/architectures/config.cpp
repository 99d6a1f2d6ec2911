#include "models/architectures/config.h"

#include <cmath>

namespace noiseloom {
namespace {

constexpr int largest_number = 10'000'000;

bool is_whole(const Json& json, int low) { return json.is_number_integer() && json >= low && json <= largest_number; }

std::string quoted(const char* key) { return "'" + std::string(key) + "'"; }

}  // namespace

const Json* ConfigReader::find(const char* key) const {
    if (!config_.is_object()) return nullptr;
    const auto it = config_.find(key);
    return it == config_.end() || it->is_null() ? nullptr : &*it;
}

Result<int> ConfigReader::number(const char* key, int fallback, int low) const {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!is_whole(*value, low)) return error(quoted(key) + " is not a whole number in range");
    return value->get<int>();
}

Result<std::vector<int>> ConfigReader::numbers(const char* key, int fallback, std::size_t count, int low) const {
    const Json* value = find(key);
    if (!value || !value->is_array()) {
        NL_TRY(const int same, number(key, fallback, low));
        return std::vector<int>(count, same);
    }
    if (value->size() != count) return error(quoted(key) + " has " + std::to_string(value->size()) + " entries, not " + std::to_string(count));
    std::vector<int> values;
    for (const auto& item : *value) {
        if (!is_whole(item, low)) return error(quoted(key) + " holds something else than whole numbers in range");
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
