#include "core/node_def.h"

#include <algorithm>

#include "core/curve.h"

namespace noiseloom {

NodeDef::NodeDef(std::string type, int version) : type_(std::move(type)), version_(version) {}

NodeDef& NodeDef::text(std::string title, std::string category, std::string summary) {
    title_ = std::move(title);
    category_ = std::move(category);
    summary_ = std::move(summary);
    return *this;
}

NodeDef& NodeDef::add(InputDecl input) {
    inputs_.push_back(std::move(input));
    return *this;
}

NodeDef& NodeDef::add(OutputDecl output) {
    outputs_.push_back(std::move(output));
    return *this;
}

NodeDef& NodeDef::run(std::function<Result<void>(Run&)> work) {
    run_ = std::move(work);
    return *this;
}

NodeDef& NodeDef::needs(std::function<std::vector<std::string>(const Run&)> choose) {
    needs_ = std::move(choose);
    return *this;
}

NodeDef& NodeDef::impure() {
    impure_ = true;
    return *this;
}

NodeDef& NodeDef::walks_steps() {
    has_steps_ = true;
    return *this;
}

NodeDef& NodeDef::off_device() {
    uses_device_ = false;
    return *this;
}

NodeDef& NodeDef::cost(std::function<double(const Json&)> estimate) {
    cost_ = std::move(estimate);
    return *this;
}

NodeDef& NodeDef::upgrade(int from, std::function<void(Json&)> rewrite) {
    upgrades_.emplace_back(from, std::move(rewrite));
    return *this;
}

NodeDef& NodeDef::bypass(std::string output, std::string input) {
    bypass_.emplace_back(std::move(output), std::move(input));
    return *this;
}

NodeDef& NodeDef::keywords(std::string words) {
    keywords_ = std::move(words);
    return *this;
}

const InputDecl* NodeDef::input(std::string_view name) const {
    const std::size_t index = input_index(name);
    return index == npos ? nullptr : &inputs_[index];
}

const OutputDecl* NodeDef::output(std::string_view name) const {
    const std::size_t index = output_index(name);
    return index == npos ? nullptr : &outputs_[index];
}

std::size_t NodeDef::input_index(std::string_view name) const {
    const auto found = std::find_if(inputs_.begin(), inputs_.end(), [&](const InputDecl& input) { return input.name == name; });
    return found == inputs_.end() ? npos : static_cast<std::size_t>(found - inputs_.begin());
}

std::size_t NodeDef::output_index(std::string_view name) const {
    const auto found = std::find_if(outputs_.begin(), outputs_.end(), [&](const OutputDecl& output) { return output.name == name; });
    return found == outputs_.end() ? npos : static_cast<std::size_t>(found - outputs_.begin());
}

bool NodeDef::has_lazy_inputs() const {
    return std::any_of(inputs_.begin(), inputs_.end(), [](const InputDecl& input) { return input.is_lazy; });
}

std::string NodeDef::bypass_input(std::string_view name) const {
    for (const auto& [from, to] : bypass_)
        if (from == name) return to;
    const OutputDecl* passed = output(name);
    if (!passed) return {};
    if (const InputDecl* same = input(name); same && same->type == passed->type) return same->name;
    for (const InputDecl& input : inputs_)
        if (input.type == passed->type) return input.name;
    return {};
}

std::vector<std::string> NodeDef::needed(const Run& run) const {
    if (needs_) return needs_(run);
    std::vector<std::string> all;
    for (const InputDecl& input : inputs_)
        if (input.is_lazy) all.push_back(input.name);
    return all;
}

Result<void> NodeDef::upgrade_inputs(int from, Json& inputs) const {
    if (from > version_)
        return Error{Code::bad_workflow, "this node was saved by a newer Noiseloom (" + type_ + "@" + std::to_string(from) + ")",
                     "Update Noiseloom, or replace the node.", "", "", ""};
    for (; from < version_; ++from) {
        const auto step = std::find_if(upgrades_.begin(), upgrades_.end(), [&](const auto& upgrade) { return upgrade.first == from; });
        if (step == upgrades_.end())
            return Error{Code::bad_workflow, "version " + std::to_string(from) + " of " + type_ + " can no longer be read",
                         "Replace the node by a new one.", "", "", ""};
        step->second(inputs);
    }
    return {};
}

namespace {

std::string shown(double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

Result<void> check_range(const InputDecl& input, double low, double high) {
    if (!input.range || (low >= input.range->low && high <= input.range->high)) return {};
    return Error{Code::bad_workflow,
                 shown(low < input.range->low ? low : high) + " is outside " + shown(input.range->low) + " to " + shown(input.range->high),
                 "", "", input.name, ""};
}

}  // namespace

Result<Value> parse_field(const InputDecl& input, const Json& json) {
    if (!input.type->from_json)
        return Error{Code::bad_workflow, "'" + input.name + "' cannot be typed in; connect a " + std::string(input.type->name), "", "", input.name, ""};
    auto parsed = input.type->from_json(json);
    if (!parsed) {
        parsed.error().socket = input.name;
        return parsed;
    }
    const Value& value = *parsed;
    if (value.is<double>()) NL_CHECK(check_range(input, value.as<double>(), value.as<double>()));
    if (value.is<std::int64_t>()) {
        const auto number = static_cast<double>(value.as<std::int64_t>());
        NL_CHECK(check_range(input, number, number));
    }
    if (value.is<Curve>()) NL_CHECK(check_range(input, value.as<Curve>().lowest(), value.as<Curve>().highest()));
    if (value.is<Choice>() && std::find(input.choices.begin(), input.choices.end(), value.as<Choice>().word) == input.choices.end()) {
        std::string all;
        for (const std::string& word : input.choices) all += (all.empty() ? "" : ", ") + word;
        return Error{Code::bad_workflow, "'" + value.as<Choice>().word.substr(0, 60) + "' is not one of the choices", "Choose from: " + all + ".", "", input.name, ""};
    }
    return parsed;
}

}  // namespace noiseloom
