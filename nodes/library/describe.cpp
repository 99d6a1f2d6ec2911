#include "library/describe.h"

#include <deque>
#include <filesystem>
#include <set>

#include "core/curve.h"
#include "image/parameters.h"

namespace noiseloom {
namespace {

// A node, or nothing.
struct Found {
    const Node* node = nullptr;
    explicit operator bool() const { return node != nullptr; }
};

class Reader {
  public:
    Reader(const Graph& graph, const Registry& registry) : graph_(graph), registry_(registry) {}

    Found first_of_type(std::string_view type) const {
        for (const auto& [id, node] : graph_.nodes)
            if (node.type == type) return {&node};
        return {};
    }

    // What is wired to an input.
    Found source(Found from, const std::string& input) const {
        if (!from) return {};
        const auto found = from.node->inputs.find(input);
        if (found == from.node->inputs.end()) return {};
        const Link* link = link_of(found->second);
        const auto node = link ? graph_.nodes.find(link->node) : graph_.nodes.end();
        return node == graph_.nodes.end() ? Found{} : Found{&node->second};
    }

    // The nearest node whose type begins so, at or upstream of `from`.
    Found upstream(Found from, std::string_view type) const {
        std::deque<Found> waiting{from};
        std::set<const Node*> seen;
        while (!waiting.empty()) {
            const Found at = waiting.front();
            waiting.pop_front();
            if (!at || !seen.insert(at.node).second) continue;
            if (at.node->type.starts_with(type)) return at;
            for (const auto& [name, input] : at.node->inputs) waiting.push_back(source(at, name));
        }
        return {};
    }

    // The literal of an input, through a values node if one is wired to it; null if it is computed.
    Json value(Found from, const std::string& input) const {
        for (int hops = 0; from && hops < 16; ++hops) {
            const std::string name = hops == 0 ? input : "value";
            const auto found = from.node->inputs.find(name);
            if (found == from.node->inputs.end()) {
                const NodeDef* def = registry_.find(from.node->type);
                const InputDecl* decl = def ? def->input(name) : nullptr;
                return decl ? decl->value : Json();
            }
            if (!link_of(found->second)) return std::get<Json>(found->second);
            const Found next = source(from, name);
            if (!next || !next.node->type.starts_with("values.")) return {};
            from = next;
        }
        return {};
    }

    std::string text(Found from, const std::string& input) const {
        const Json json = value(from, input);
        return json.is_string() ? json.get<std::string>() : "";
    }

  private:
    const Graph& graph_;
    const Registry& registry_;
};

std::string sampler_label(const std::string& type) {
    static const std::map<std::string, std::string> labels = {
        {"sampling.euler", "Euler"},       {"sampling.euler_ancestral", "Euler a"}, {"sampling.heun", "Heun"},
        {"sampling.ddim", "DDIM"},         {"sampling.ddpm", "DDPM"},               {"sampling.pndm", "PLMS"},
        {"sampling.dpmpp_2m", "DPM++ 2M"}, {"sampling.dpmpp_2m_sde", "DPM++ 2M SDE"},
        {"sampling.dpm2", "DPM2"},         {"sampling.dpm2_ancestral", "DPM2 a"},   {"sampling.lms", "LMS"},
        {"sampling.dpmpp_sde", "DPM++ SDE"}, {"sampling.dpmpp_2s_ancestral", "DPM++ 2S a"}, {"sampling.dpmpp_3m_sde", "DPM++ 3M SDE"},
        {"sampling.dpm_fast", "DPM fast"}, {"sampling.dpm_adaptive", "DPM adaptive"}, {"sampling.unipc", "UniPC"},
        {"sampling.deis", "DEIS"},         {"sampling.lcm", "LCM"},                 {"sampling.tcd", "TCD"}};
    const auto found = labels.find(type);
    return found == labels.end() ? type.substr(type.find('.') + 1) : found->second;
}

std::string schedule_label(const std::string& kind) {
    static const std::map<std::string, std::string> labels = {
        {"karras", "Karras"},   {"exponential", "Exponential"}, {"polyexponential", "Polyexponential"}, {"sgm_uniform", "SGM Uniform"},
        {"simple", "Simple"},   {"normal", "Normal"},           {"ddim_uniform", "DDIM"},               {"beta", "Beta"},
        {"turbo", "Turbo"},     {"kl_optimal", "KL Optimal"},   {"ays_sd1", "Align Your Steps"},        {"ays_sdxl", "Align Your Steps"},
        {"leading", "Uniform"}, {"trailing", "SGM Uniform"},    {"linspace", "Normal"}};
    const auto found = labels.find(kind);
    return found == labels.end() ? kind : found->second;
}

}  // namespace

std::string a1111_parameters(const Graph& graph, const Registry& registry) {
    const Reader reader(graph, registry);
    const Found sample = reader.first_of_type("sampling.sample");
    if (!sample) return {};
    const Found schedule = reader.upstream(reader.source(sample, "schedule"), "sampling.schedule");
    const Found cfg = reader.upstream(reader.source(sample, "guider"), "guidance.cfg");
    const Found conditional = reader.upstream(reader.source(sample, "guider"), "guidance.conditional");
    const Found canvas = reader.upstream(reader.source(sample, "latent"), "latent.empty");
    const Found model = reader.upstream(sample, "model.load");

    Parameters parameters;
    // A1111's words for streams of noise, written only where ours is the same: torch's CPU stream for one picture.
    // Of a batch A1111 draws every picture with a seed of its own. Without the word readers think of a GPU's stream.
    const Json count = canvas ? reader.value(canvas, "count") : Json(1);
    if (reader.text(sample, "noise") == "torch_cpu" && count == 1) parameters.rng = "CPU";
    if (reader.text(sample, "noise") == "nvidia") parameters.rng = "NV";
    const Found prompt = cfg ? reader.source(cfg, "positive") : reader.source(conditional, "conditioning");
    parameters.prompt = reader.text(reader.upstream(prompt, "text.encode"), "text");
    if (cfg) {
        parameters.negative = reader.text(reader.upstream(reader.source(cfg, "negative"), "text.encode"), "text");
        if (const Json scale = reader.value(cfg, "scale"); scale.is_number()) parameters.cfg_scale = scale.get<double>();
    }
    if (const Json steps = reader.value(schedule, "steps"); steps.is_number_integer()) parameters.steps = steps.get<int>();
    parameters.schedule_type = schedule_label(reader.text(schedule, "kind"));
    if (const Found sampler = reader.source(sample, "sampler")) parameters.sampler = sampler_label(sampler.node->type);
    if (const Json seed = reader.value(sample, "seed"); seed.is_number_integer()) parameters.seed = seed.get<std::uint64_t>();
    if (canvas) {
        const Json width = reader.value(canvas, "width"), height = reader.value(canvas, "height");
        if (width.is_number_integer() && height.is_number_integer()) {
            parameters.width = width.get<int>();
            parameters.height = height.get<int>();
        }
    } else if (const Json strength = reader.value(schedule, "strength"); strength.is_number()) {
        parameters.denoising_strength = strength.get<double>();
    }
    if (const auto file = ValueType<FileRef>::from_json(reader.value(model, "file"))) parameters.model = std::filesystem::path(file->name).stem().string();
    return write_parameters(parameters);
}

}  // namespace noiseloom
