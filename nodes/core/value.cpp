#include "core/value.h"

#include <algorithm>
#include <cmath>

#include "core/text.h"

namespace noiseloom {
namespace {

Error wrong(std::string_view expected, const Json& json) {
    std::string got = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (got.size() > 60) got = got.substr(0, 57) + "...";
    return {Code::bad_workflow, "expected " + std::string(expected) + " and found " + got, "", "", "", ""};
}

}  // namespace

Result<bool> ValueType<bool>::from_json(const Json& json) {
    if (!json.is_boolean()) return wrong("true or false", json);
    return json.get<bool>();
}

Result<std::int64_t> ValueType<std::int64_t>::from_json(const Json& json) {
    if (!json.is_number_integer()) return wrong("a whole number", json);
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) return wrong("a whole number below 2^63", json);
    return json.get<std::int64_t>();
}

Result<double> ValueType<double>::from_json(const Json& json) {
    if (!json.is_number()) return wrong("a number", json);
    const double value = json.get<double>();
    if (!std::isfinite(value)) return wrong("a finite number", json);
    return value;
}

Result<std::string> ValueType<std::string>::from_json(const Json& json) {
    if (!json.is_string()) return wrong("a text", json);
    return json.get<std::string>();
}

Result<Seed> ValueType<Seed>::from_json(const Json& json) {
    if (!json.is_number_integer() || (!json.is_number_unsigned() && json.get<std::int64_t>() < 0))
        return wrong("a seed (a whole number from 0 to 2^64 - 1)", json);
    return Seed{json.get<std::uint64_t>()};
}

Result<Choice> ValueType<Choice>::from_json(const Json& json) {
    if (!json.is_string()) return wrong("a word", json);
    return Choice{json.get<std::string>()};
}

Result<FileRef> ValueType<FileRef>::from_json(const Json& json) {
    if (json.is_string()) return FileRef{json.get<std::string>(), ""};
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string()) return wrong("a file name", json);
    FileRef file{json["name"].get<std::string>(), ""};
    if (json.contains("sha256")) {
        if (json["sha256"].is_string()) file.sha256 = in_lower_case(json["sha256"].get<std::string>());
        if (file.sha256.size() != 64 || file.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
            return wrong("a sha256 of 64 hex digits", json["sha256"]);
    }
    return file;
}

Json ValueType<FileRef>::to_json(const FileRef& file) {
    if (file.sha256.empty()) return file.name;
    return {{"name", file.name}, {"sha256", file.sha256}};
}

}  // namespace noiseloom
