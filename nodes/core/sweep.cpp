#include "core/sweep.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/ids.h"
#include "core/override.h"
#include "core/short_number.h"
#include "core/text.h"
#include "core/usage.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_values = 1000;

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// "1..9:5"; none if it is something else.
std::optional<std::vector<std::string>> evenly(std::string_view text) {
    const auto dots = text.find(".."), colon = text.rfind(':');
    if (dots == std::string_view::npos || colon == std::string_view::npos || colon < dots) return {};
    const auto first = number(text.substr(0, dots)), last = number(text.substr(dots + 2, colon - dots - 2)), count = number(text.substr(colon + 1));
    if (!first || !last || !count || *count < 2 || *count > static_cast<double>(most_values) || *count != static_cast<double>(static_cast<int>(*count))) return {};
    std::vector<std::string> all;
    for (int i = 0; i < static_cast<int>(*count); ++i) {
        const double value = *first + (*last - *first) * i / (*count - 1);
        const bool is_whole = std::abs(value) < 1e15 && value == std::round(value);   // seeds and integers take no other
        all.push_back(json_text(is_whole ? Json(static_cast<std::int64_t>(value)) : Json(value)));
    }
    return all;
}

}  // namespace

Result<Axis> parse_axis(std::string_view text, const Graph& graph, const Declarations& declarations) {
    const auto equals = text.find('=');
    if (equals == std::string_view::npos) return usage("'" + std::string(text.substr(0, 80)) + "' is not of the form node.input=values", "For example: cfg.scale=1,2,4,8");
    const std::string place(text.substr(0, equals + 1));
    const std::string_view given = text.substr(equals + 1);
    std::vector<std::string> texts;
    if (const auto json = parse_json(given); json && json->is_array()) {
        for (const Json& value : *json) texts.push_back(json_text(value));
    } else if (json && json->is_object()) {   // one curve
        texts.emplace_back(given);
    } else if (given.starts_with('[') || given.starts_with('{')) {
        return usage(place + " is followed by no whole JSON: " + (json ? "a value is missing" : json.error().message), "A text that begins so stands in a JSON list: " + place + R"(["[a:b:0.5]"])");
    } else if (auto even = evenly(given)) {
        texts = *std::move(even);
    } else if (given.find("..") != std::string_view::npos && !parse_override(text, graph, declarations)) {
        return usage("'" + std::string(given.substr(0, 80)) + "' is no spacing of values", "Write first..last:count, with a count of 2 to " + std::to_string(most_values) + ": " + place + "1..9:5");
    } else {
        texts = split(given, ',');
    }
    if (texts.empty() || texts.size() > most_values) return usage(place + " has " + std::to_string(texts.size()) + " values", "Give it 1 to " + std::to_string(most_values) + ".");
    Axis axis;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string& value = texts[i];
        auto patch = parse_override(place + value, graph, declarations);
        if (!patch && texts.size() > 1) patch.error().message += ", value " + std::to_string(i + 1) + " of " + std::to_string(texts.size()) + ": '" + value.substr(0, 80) + "'";
        if (!patch) return patch.error();
        const auto* set = patch->operations.size() == 1 ? std::get_if<SetInput>(&patch->operations.front()) : nullptr;
        if (!set || !set->to || link_of(*set->to)) return usage(place + value + " is no value of an input", "An axis changes the value of one input.");
        axis.node = set->node;
        axis.input = set->input;
        axis.values.push_back(std::get<Json>(*set->to));
    }
    return axis;
}

std::string axis_text(const Axis& axis) { return axis.node + "." + axis.input + "=" + json_text(Json(axis.values)); }

Result<SweepSettings> sweep_settings(const Json& json) {
    SweepSettings settings;
    if (json.is_null()) return settings;
    const auto texts = [&](const char* key, std::vector<std::string>& to) {
        const auto found = json.find(key);
        if (found == json.end()) return true;
        if (!found->is_array()) return false;
        for (const Json& text : *found)
            if (text.is_string()) to.push_back(text.get<std::string>());
        return to.size() == found->size();
    };
    if (!json.is_object() || !texts("axes", settings.axes) || !texts("targets", settings.targets))
        return Error{Code::bad_workflow, "the workflow's sweep cannot be understood, at sweep", R"(It should look like { "axes": ["cfg.scale=1,2,4"] }; or name the axes yourself with --axis.)", "", "", ""};
    return settings;
}

Json to_json(const SweepSettings& settings) {
    Json json{{"axes", settings.axes}};
    if (!settings.targets.empty()) json["targets"] = settings.targets;
    return json;
}

std::string value_label(const Json& value) {
    if (value.is_string()) return value.get<std::string>().empty() ? "(empty)" : value.get<std::string>();
    if (value.is_number_float()) return short_number(value.get<double>());
    if (value.is_object() && value.contains("name") && value["name"].is_string()) return value["name"].get<std::string>();
    if (!value.is_object() || !value.contains("curve") || !value["curve"].is_array()) return json_text(value);
    std::string label;
    for (const Json& knot : value["curve"]) label += (label.empty() ? "" : " ") + json_text(knot);
    return label;
}

std::string short_name(std::string_view name, const Graph& graph) {
    const auto dot = std::min(name.find('.'), name.size());
    const std::string slug(slug_of(name.substr(0, dot)));
    const auto has_it = [&](const auto& node) { return slug_of(node.first) == slug; };
    return std::count_if(graph.nodes.begin(), graph.nodes.end(), has_it) > 1 ? std::string(name) : slug + std::string(name.substr(dot));
}

Graph graph_at(Graph graph, const std::vector<Axis>& axes, const std::vector<std::size_t>& at) {
    for (std::size_t i = 0; i < axes.size(); ++i) graph.nodes[axes[i].node].inputs[axes[i].input] = axes[i].values[at[i]];
    return graph;
}

}  // namespace noiseloom
