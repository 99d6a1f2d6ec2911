// The form of a workflow as a list: {"input": "node.input", "label": ...}, {"heading": ...}, {"text": ...}. Pure; unknown items and keys stay.
#pragma once

#include <optional>
#include <string>

#include "core/json.h"

namespace noiseloom {

struct FormInput {
    std::string node, input;
};

// What an item shows, if it is an input.
std::optional<FormInput> form_input(const Json& item);
// The place of an input in the form, or none.
std::optional<std::size_t> place_in_form(const Json& form, const std::string& node, const std::string& input);

// At the end; `label` may be empty: the input's own.
Json with_input(Json form, const std::string& node, const std::string& input, const std::string& label = {});
Json without_item(Json form, std::size_t place);
// `to` is the place that it has afterwards.
Json with_moved_item(Json form, std::size_t from, std::size_t to);
// Empty: the label goes, and the input's own shows.
Json with_label(Json form, std::size_t place, const std::string& label);
Json with_heading(Json form, std::size_t place, const std::string& heading);

}  // namespace noiseloom
