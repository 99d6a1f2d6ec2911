#include "training/settings.h"

#include <algorithm>
#include <cmath>

#include "core/atomic_file.h"
#include "core/ids.h"

namespace noiseloom {
namespace {

constexpr std::size_t largest_file = 1 << 20;

std::string number_text(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

}  // namespace

Result<Settings> Settings::read(const std::filesystem::path& file) {
    NL_TRY(const std::string text, read_file(file, largest_file));
    auto json = parse_json(text);
    if (!json) {
        json.error().message = file.filename().string() + ": " + json.error().message;
        return json.error();
    }
    if (!json->is_object())
        return Error{Code::bad_workflow, file.filename().string() + " is not a training configuration: it holds no JSON object.", "", "", "", ""};
    return Settings(*std::move(json), file);
}

Settings::Settings(Json json, std::filesystem::path file) : json_(std::make_shared<const Json>(std::move(json))), file_(std::move(file)) {}

void Settings::refuse(const std::string& key, const std::string& what, const std::string& hint) const {
    throw Failure({Code::bad_workflow, file_.filename().string() + ": '" + prefix_ + key + "' " + what + ".", hint, "", "", ""});
}

const Json* Settings::find(const std::string& key) {
    known_.insert(key);
    const auto found = json_->find(key);
    return found == json_->end() ? nullptr : &*found;
}

double Settings::real(const std::string& key, double fallback, double low, double high) {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!value->is_number()) refuse(key, "is not a number");
    const double number = value->get<double>();
    if (!(number >= low && number <= high))
        refuse(key, "is " + number_text(number) + "; it must lie between " + number_text(low) + " and " + number_text(high));
    return number;
}

std::int64_t Settings::whole(const std::string& key, std::int64_t fallback, std::int64_t low, std::int64_t high) {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!value->is_number_integer()) refuse(key, "is not a whole number");
    const bool is_huge = value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(high);
    if (is_huge || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high)
        refuse(key, "is " + value->dump() + "; it must lie between " + std::to_string(low) + " and " + std::to_string(high));
    return value->get<std::int64_t>();
}

bool Settings::flag(const std::string& key, bool fallback) {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!value->is_boolean()) refuse(key, "is neither true nor false");
    return value->get<bool>();
}

std::string Settings::text(const std::string& key, const std::string& fallback) {
    const Json* value = find(key);
    if (!value) return fallback;
    if (!value->is_string()) refuse(key, "is not a text");
    return value->get<std::string>();
}

std::size_t Settings::choice(const std::string& key, const std::vector<std::string>& words) {
    const std::string word = text(key, words.front());
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    std::string list;
    for (const auto& one : words) list += (list.empty() ? "" : ", ") + one;
    refuse(key, "is '" + word.substr(0, 60) + "'; it must be one of " + list, did_you_mean(word, words));
}

std::filesystem::path Settings::path(const std::string& key) {
    const std::string name = text(key, "");
    return name.empty() ? std::filesystem::path() : (file_.parent_path() / name).lexically_normal();
}

std::filesystem::path Settings::needed_path(const std::string& key) {
    const auto found = path(key);
    if (found.empty()) refuse(key, "is missing");
    std::error_code problem;
    if (!std::filesystem::exists(found, problem))
        refuse(key, "names " + found.string() + ", which does not exist", "Paths are relative to the folder of the configuration.");
    return found;
}

Settings Settings::inner(const std::string& key, const Json& json) const {
    if (!json.is_object()) refuse(key, "is not an object");
    Settings inner(json, file_);
    inner.prefix_ = prefix_ + key + ".";
    return inner;
}

Settings Settings::section(const std::string& key) {
    const Json* value = find(key);
    return inner(key, value ? *value : Json::object());
}

std::vector<Settings> Settings::sections(const std::string& key) {
    const Json* value = find(key);
    if (!value || !value->is_array()) return {section(key)};
    if (value->empty()) refuse(key, "is an empty list");
    std::vector<Settings> all;
    for (std::size_t i = 0; i < value->size(); ++i) all.push_back(inner(key + "[" + std::to_string(i) + "]", (*value)[i]));
    return all;
}

bool Settings::has(const std::string& key) const { return json_->contains(key); }

Json Settings::any(const std::string& key) {
    const Json* value = find(key);
    return value ? *value : Json();
}

void Settings::finish() const {
    for (const auto& [key, value] : json_->items())
        if (!known_.contains(key)) refuse(key, "is no setting", did_you_mean(key, {known_.begin(), known_.end()}));
}

}  // namespace noiseloom
