// The trace as JSON for people and programs, and as a value of the disk cache: the same JSON, with the tensors behind it.
#include <cstring>

#include <ATen/ATen.h>

#include "diffusion/tensor_bytes.h"
#include "diffusion/tensor_key.h"
#include "diffusion/trace.h"

namespace noiseloom {
namespace {

Json term_to_json(const TraceTerm& term, double base) {
    Json json{{"name", term.name}, {"weight", term.weight}, {"length", term.length}, {"seconds", term.seconds}};
    if (base > 0) json["share"] = std::abs(term.weight) * term.length / base;
    if (term.value) json["value"] = *term.value;
    for (const TraceOpinion& opinion : term.opinions) {
        Json classes = Json::array();
        for (const auto& [name, probability] : opinion.likeliest) classes.push_back({{"class", name}, {"probability", probability}});
        json["opinions"].push_back({{"question", opinion.question}, {"likeliest", std::move(classes)}});
    }
    return json;
}

TraceTerm term_from_json(const Json& json) {
    TraceTerm term{json.at("name"), json.at("weight"), json.at("length"), {}, {}, json.at("seconds")};
    if (json.contains("value")) term.value = json["value"].get<double>();
    for (const Json& opinion : json.value("opinions", Json::array())) {
        TraceOpinion told{opinion.at("question"), {}};
        for (const Json& one : opinion.at("likeliest")) told.likeliest.emplace_back(one.at("class"), one.at("probability"));
        term.opinions.push_back(std::move(told));
    }
    return term;
}

Json level_to_json(const Level& level) {
    Json json{{"a", level.a}, {"s", level.s}, {"t", level.t}};
    if (level.a > 0) json["sigma"] = level.sigma();
    return json;
}

Level level_from_json(const Json& json) { return {json.at("a"), json.at("s"), json.at("t")}; }

Json step_to_json(const TraceStep& step) {
    Json json{{"step", step.k + 1}, {"of", step.count}, {"at", level_to_json(step.at)}, {"to", level_to_json(step.to)}, {"base", step.base},
              {"change", step.change}, {"spread", step.spread}, {"seconds", step.seconds}, {"terms", Json::array()}};
    if (step.clipped) json["clipped"] = *step.clipped;
    for (const TraceTerm& term : step.terms) json["terms"].push_back(term_to_json(term, step.base));
    for (std::size_t i = 0; i < step.terms.size(); ++i)
        for (std::size_t j = i + 1; j < step.terms.size(); ++j)
            json["cosines"].push_back({{"terms", {step.terms[i].name, step.terms[j].name}}, {"cosine", step.cosine(i, j)}});
    for (const TraceCalls& model : step.models) json["models"].push_back({{"conditionings", model.conditionings}, {"seconds", model.seconds}});
    return json;
}

TraceStep step_from_json(const Json& json) {
    TraceStep step;
    step.k = json.at("step").get<int>() - 1;
    step.count = json.at("of");
    step.at = level_from_json(json.at("at"));
    step.to = level_from_json(json.at("to"));
    step.base = json.at("base");
    step.change = json.at("change");
    step.spread = json.at("spread");
    step.seconds = json.at("seconds");
    if (json.contains("clipped")) step.clipped = json["clipped"].get<double>();
    for (const Json& term : json.at("terms")) step.terms.push_back(term_from_json(term));
    for (const Json& pair : json.value("cosines", Json::array())) step.cosines.push_back(pair.at("cosine"));
    for (const Json& model : json.value("models", Json::array())) step.models.push_back({model.at("conditionings"), model.at("seconds")});
    return step;
}

Json steps_to_json(const Trace& trace) {
    Json steps = Json::array();
    for (const TraceStep& step : trace.steps) steps.push_back(step_to_json(step));
    return steps;
}

std::string tensor_name(const char* kind, std::size_t step) { return kind + std::to_string(step); }

}  // namespace

Json to_json(const Trace& trace) {
    Json json{{"steps", steps_to_json(trace)}, {"warnings", Json::array()}};
    for (const GuidanceWarning& warning : warnings(trace))
        json["warnings"].push_back({{"kind", warning.kind == WarningKind::burns ? "burns" : "conflict"}, {"message", warning.error.message}, {"hint", warning.error.hint}});
    return json;
}

std::size_t ValueType<Trace>::bytes(const Trace& trace) {
    std::size_t sum = 0;
    for (const TraceStep& step : trace.steps) {
        sum += sizeof step + bytes_of(step.x);
        for (const auto& [key, memory] : step.memory) sum += bytes_of(memory);
    }
    return sum;
}

// The JSON's length in 64 bits, the JSON, the tensors.
std::string ValueType<Trace>::save(const Trace& trace) {
    NamedTensors tensors;
    Json json{{"steps", steps_to_json(trace)}, {"memories", Json::array()}};
    for (std::size_t i = 0; i < trace.steps.size(); ++i) {
        tensors[tensor_name("x", i)] = trace.steps[i].x;
        for (const auto& [key, memory] : trace.steps[i].memory) {
            tensors[tensor_name("memory", json["memories"].size())] = memory;
            json["memories"].push_back({{"step", i}, {"high", key.high}, {"low", key.low}});
        }
    }
    const std::string text = json.dump();
    const auto length = static_cast<std::uint64_t>(text.size());
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + to_bytes(tensors);
}

Result<std::shared_ptr<const Trace>> ValueType<Trace>::load(std::string_view bytes) {
    const Error damaged{Code::disk, "a cached trace is damaged", "It is computed again.", "", "", ""};
    std::uint64_t length = 0;
    if (bytes.size() < sizeof length) return damaged;
    std::memcpy(&length, bytes.data(), sizeof length);
    bytes.remove_prefix(sizeof length);
    NamedTensors tensors;
    if (bytes.size() < length || !from_bytes(bytes.substr(length), tensors)) return damaged;
    try {
        const Json json = Json::parse(bytes.substr(0, length));
        Trace trace;
        for (const Json& step : json.at("steps")) {
            trace.steps.push_back(step_from_json(step));
            trace.steps.back().x = tensors[tensor_name("x", trace.steps.size() - 1)];
        }
        std::size_t number = 0;
        for (const Json& memory : json.at("memories"))
            trace.steps.at(memory.at("step")).memory[{memory.at("high"), memory.at("low")}] = tensors[tensor_name("memory", number++)];
        return std::make_shared<const Trace>(std::move(trace));
    } catch (const std::exception&) {   // another version's
        return damaged;
    }
}

}  // namespace noiseloom
