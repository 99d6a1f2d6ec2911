// JSON from outside, read strictly: duplicate keys, NUL bytes, bad UTF-8, NaN and anything past the
// limits are errors that name the JSON path. (nlohmann/json alone keeps the last of two equal keys,
// takes NUL for the end and overflows the stack when it copies deep nesting.)
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/result.h"

namespace noiseloom {

using Json = nlohmann::json;   // objects sorted by key: a dump is canonical

struct JsonLimits {
    std::size_t bytes = std::size_t{64} << 20;
    std::size_t depth = 64;
    std::size_t string_bytes = std::size_t{1} << 20;
    std::size_t array_items = 1'000'000;
    std::size_t object_keys = 1'000'000;
    std::size_t values = 5'000'000;   // of the whole document
};

// Errors carry `code` and, in the message, the JSON path ("nodes.cfg-7k2q.scale").
Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {}, Code code = Code::bad_workflow);

// The text of `json`, for files and terminals: DEL and the C1 controls, which terminals obey, are escaped
// as the C0 ones always are; bytes that are no UTF-8 become U+FFFD. `indent` -1: on one line.
std::string json_text(const Json& json, int indent = -1);

}  // namespace noiseloom
