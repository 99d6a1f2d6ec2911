#include "training/settings.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>

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
    if (std::error_code none; std::filesystem::is_directory(file, none))
        return Error{Code::bad_workflow, file.string() + " is a folder, not a training configuration.", "Name a .json file; resources/training has examples.", "", "", ""};
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

Settings::Settings(Json json, std::filesystem::path file)
    : json_(std::make_shared<const Json>(std::move(json))), identity_(std::make_shared<Json>(*json_)), defaults_(std::make_shared<Json>()), file_(std::move(file)) {}

void Settings::refuse(const std::string& key, const std::string& what, const std::string& hint) const {
    throw Failure({Code::bad_workflow, file_.filename().string() + ": '" + prefix_ + key + "' " + what + ".", hint, "", "", ""});
}

void Settings::refuse_for(const std::string& key, const Error& error) const {
    if (error.code == Code::disk || error.code == Code::out_of_memory || error.code == Code::refused) throw Failure(error);
    std::string what = error.message;
    if (what.ends_with('.')) what.pop_back();
    const bool is_about_a_file = error.code == Code::bad_model || error.code == Code::bad_image;   // and so is its hint
    throw Failure({Code::bad_workflow, file_.filename().string() + ": '" + prefix_ + key + "' is of no use: " + what + ".", is_about_a_file ? "" : error.hint, "",
                   "", error.details});
}

const Json* Settings::find(const std::string& key) {
    known_.insert(key);
    const auto found = json_->find(key);
    return found == json_->end() ? nullptr : &*found;
}

const Json* Settings::find(const std::string& key, const Json& fallback) {
    if (!asked_.contains(key)) (*defaults_)[Json::json_pointer() / defaults_hold_ / place_ / key] = fallback;
    return find(key);
}

double Settings::real(const std::string& key, double fallback, double low, double high) {
    const Json* value = find(key, fallback);
    if (!value) return fallback;
    if (!value->is_number()) refuse(key, "is not a number");
    const double number = value->get<double>();
    if (!(number >= low && number <= high))
        refuse(key, "is " + number_text(number) + "; it must lie between " + number_text(low) + " and " + number_text(high));
    return number;
}

std::int64_t Settings::whole(const std::string& key, std::int64_t fallback, std::int64_t low, std::int64_t high) {
    const Json* value = find(key, fallback);
    if (!value) return fallback;
    if (!value->is_number_integer()) refuse(key, "is not a whole number");
    const bool is_huge = value->is_number_unsigned() && value->get<std::uint64_t>() > static_cast<std::uint64_t>(high);
    if (is_huge || value->get<std::int64_t>() < low || value->get<std::int64_t>() > high)
        refuse(key, "is " + value->dump() + "; it must lie between " + std::to_string(low) + " and " + std::to_string(high));
    return value->get<std::int64_t>();
}

bool Settings::flag(const std::string& key, bool fallback) {
    const Json* value = find(key, fallback);
    if (!value) return fallback;
    if (!value->is_boolean()) refuse(key, "is neither true nor false");
    return value->get<bool>();
}

std::string Settings::text(const std::string& key, const std::string& fallback) {
    const Json* value = find(key, fallback);
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
    refuse(key, "is '" + word.substr(0, 60) + "'; it must be one of " + list, near_names(word, words).empty() ? "" : did_you_mean(word, words));
}

std::filesystem::path Settings::path(const std::string& key) {
    const std::string name = text(key, "");
    return name.empty() ? std::filesystem::path() : (file_.parent_path() / name).lexically_normal();
}

std::filesystem::path Settings::existing_path(const std::string& key) {
    const auto found = path(key);
    if (found.empty()) refuse(key, "is missing");
    std::error_code problem;
    if (!std::filesystem::exists(found, problem))
        refuse(key, "names " + found.string() + ", which does not exist", "Paths are relative to the folder of the configuration.");
    return found;
}

std::filesystem::path Settings::needed_path(const std::string& key) {
    auto found = existing_path(key);
    count(key, content_of(found));
    return found;
}

void Settings::count(const std::string& key, const Key& content) { (*identity_)[place_ / key] = content.hex(); }

Settings Settings::inner(const std::string& key, const Json& json, const Json::json_pointer& place) const {
    if (!json.is_object()) refuse(key, "is not an object");
    Settings inner(json, file_);
    inner.identity_ = identity_;
    inner.defaults_ = defaults_;
    inner.defaults_hold_ = asked_.contains(key) ? "inside" : defaults_hold_;
    inner.prefix_ = prefix_ + key + ".";
    inner.place_ = place;
    return inner;
}

Settings Settings::section(const std::string& key) {
    const Json* value = find(key);
    return inner(key, value ? *value : Json::object(), place_ / key);
}

std::vector<Settings> Settings::sections(const std::string& key) {
    const Json* value = find(key);
    if (!value || !value->is_array()) return {section(key)};
    if (value->empty()) refuse(key, "is an empty list");
    std::vector<Settings> all;
    for (std::size_t i = 0; i < value->size(); ++i) all.push_back(inner(key + "[" + std::to_string(i) + "]", (*value)[i], place_ / key / i));
    return all;
}

bool Settings::has(const std::string& key) {
    asked_.insert(key);
    return json_->contains(key);
}

Json Settings::any(const std::string& key) {
    const Json* value = find(key);
    return value ? *value : Json();
}

void Settings::finish() const {
    for (const auto& [key, value] : json_->items())
        if (!known_.contains(key)) refuse(key, "is no setting", did_you_mean(key, {known_.begin(), known_.end()}));
}

namespace {

void fill(Json& json, const Json& defaults, bool adds_sections) {
    if (json.is_array() && defaults.is_array())
        for (std::size_t i = 0; i < std::min(json.size(), defaults.size()); ++i) fill(json[i], defaults[i], adds_sections);
    if (!json.is_object() || !defaults.is_object()) return;
    for (const auto& [key, value] : defaults.items()) {
        if (adds_sections && value.is_object()) json.emplace(key, Json::object());
        if (!value.is_structured()) json.emplace(key, value);
        else if (json.contains(key)) fill(json[key], value, adds_sections);
    }
}

}  // namespace

Json with_defaults(Json json, const Json& defaults) {
    for (const char* which : {"always", "inside"})
        if (defaults.contains(which)) fill(json, defaults[which], which == std::string_view("always"));
    return json;
}

Key content_of(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::vector<fs::path> files{path};
    std::error_code problem;
    if (fs::is_directory(path, problem)) {
        files.clear();
        for (fs::recursive_directory_iterator it(path, problem), end; !problem && it != end; it.increment(problem))
            if (std::error_code none; it->is_regular_file(none)) files.push_back(it->path());
        if (problem) throw Failure({Code::disk, path.string() + " cannot be read: " + problem.message() + ".", "", "", "", ""});
        std::sort(files.begin(), files.end());
    }
    KeyBuilder content("content");
    std::vector<char> part(std::size_t{1} << 20);
    for (const auto& name : files) {
        content.add(fs::relative(name, path).generic_string());
        std::ifstream file(name, std::ios::binary);
        do {
            file.read(part.data(), static_cast<std::streamsize>(part.size()));
            content.add_bytes(part.data(), static_cast<std::size_t>(file.gcount()));
        } while (file);
        if (!file.eof()) throw Failure({Code::disk, name.string() + " cannot be read.", "", "", "", ""});
    }
    return content.key();
}

}  // namespace noiseloom
