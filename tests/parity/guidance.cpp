// Section `guidance`: operators on given predictions, seeds.
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/guiders.h"
#include "diffusion/noise.h"
#include "diffusion/steppers/clip.h"
#include "parity.h"

namespace noiseloom::parity {
namespace {

using Prompt = std::shared_ptr<const Conditioning>;

std::shared_ptr<Conditioning> prompt_of(const at::Tensor& tensor) {
    auto prompt = std::make_shared<Conditioning>();
    prompt->context = tensor;
    prompt->identify();
    return prompt;
}

// Answers with the conditioning's own tensor: operators see the recorded predictions.
class GivenPredictions final : public Denoiser {
  public:
    std::vector<at::Tensor> denoise(const at::Tensor&, const Level&, std::span<const Conditioning* const> conditionings,
                                    const Cancel&) const override {
        std::vector<at::Tensor> answers;
        for (const Conditioning* conditioning : conditionings) answers.push_back(conditioning->context);
        return answers;
    }
    const NoiseSchedule& schedule() const override { return schedule_; }
    Prediction prediction() const override { return Prediction::x0; }
    LatentFormat format() const override { return {}; }
    Key identity() const override { return KeyBuilder("given").key(); }
    std::size_t bytes() const override { return 0; }
    std::string device() const override { return "cpu"; }

  private:
    NoiseSchedule schedule_ = NoiseSchedule::stable_diffusion();
};

// The second step of the pair has other estimates, 0.9 of the prompt's and 0.1 of the negative's, and what the first one left in memory.
void check_apg(Case& c, const std::string& name, const std::shared_ptr<const Denoiser>& model) {
    const Json& params = c.params();
    const bool is_original = name == "apg_original_nomomentum";
    const Json& given = params.at(is_original ? "apg_original" : "apg");
    ApgOptions options{given.at("eta").get<double>(), given.value("norm_threshold", 0.0), given.value("momentum", 0.0), !is_original};
    const double s = is_original ? scale_from_paper(given.at("w").get<double>()) : params.at("s").get<double>();
    GuiderState state;
    at::Tensor made;
    for (int step = 0; step < (name == "apg_step2" ? 2 : 1); ++step) {
        // Memory is known by the prompts, which are the same in every step of a run: here their estimates change.
        const auto cond = prompt_of(c.tensor("cond")), u = prompt_of(c.tensor("uncond"));
        if (step == 1) cond->context = 0.9 * c.tensor("cond") + 0.1 * c.tensor("neg");
        made = evaluate(*make_apg(model, cond, u, s, options), c.tensor("x"), {step, 2, {1, 1, 0}, {1, 0, 0}}, state, {}).denoised;
    }
    c.compare(name, made);
}

void check_operators(Case& c) {
    const Json& params = c.params();
    const auto number = [&](const char* key) { return params.at(key).get<double>(); };
    const std::shared_ptr<const Denoiser> model = std::make_shared<GivenPredictions>();
    const at::Tensor x = c.tensor("x");
    const Prompt u = prompt_of(c.tensor("uncond")), cond = prompt_of(c.tensor("cond")), neg = prompt_of(c.tensor("neg")), bad = prompt_of(c.tensor("bad"));
    const auto guided = [&](const std::shared_ptr<const Guider>& guider) {
        GuiderState state;
        return evaluate(*guider, x, {0, 1, {1, 1, 0}, {1, 0, 0}}, state, {}).denoised;
    };
    const double s = number("s");
    std::string missing;
    for (const std::string& name : c.names("outputs")) {
        if (name == "cfg_library_s") c.compare(name, guided(make_cfg(model, cond, u, s)));
        else if (name == "cfg_paper_w") c.compare(name, guided(make_cfg(model, cond, u, scale_from_paper(number("w")))));
        else if (name == "negative_prompt") c.compare(name, guided(make_cfg(model, cond, neg, s)));
        else if (name == "three_way")
            c.compare(name, guided(make_sum({{make_cfg(model, cond, u, s), 1}, {make_cfg(model, neg, u, number("three_way_neg")), -1}})));
        else if (name == "composable") {
            const Json& weights = params.at("composable_weights");
            std::vector<WeightedGuider> parts;
            for (const auto& [input, weight] : weights.items())
                parts.push_back({make_cfg(model, prompt_of(c.tensor(input)), u, s), weight.get<double>()});
            c.compare(name, guided(make_sum(std::move(parts))));
        } else if (name == "autoguidance")
            c.compare(name, guided(make_autoguidance(make_conditional(model, cond), make_conditional(model, bad), number("autoguidance"))));
        else if (name == "perp_neg_whole_tensor" || name == "perp_neg_per_sample")
            c.compare(name, guided(make_perpendicular(model, cond, neg, u, s, {number("perp_neg_scale"), name == "perp_neg_whole_tensor"})));
        else if (name.starts_with("apg_")) check_apg(c, name, model);
        else if (name == "cfg_zero_star") c.compare(name, guided(make_cfg_zero(model, cond, u, s)));
        else if (name == "cfg_zero_star_scale") {
            // Of what u is multiplied by: the base is z·u.
            GuiderState state;
            const at::Tensor base = evaluate(*make_cfg_zero(model, cond, u, s), x, {0, 1, {1, 1, 0}, {1, 0, 0}}, state, {}).base;
            c.compare(name, base.flatten(1).select(1, 0) / c.tensor("uncond").flatten(1).select(1, 0));
        } else if (name == "dynamic_threshold") {
            const Json& threshold = params.at("threshold");
            c.compare(name, clipped(x, {ClipSample::Kind::dynamic, 1, threshold.at("p").get<double>(), threshold.at("max").get<double>()}));
        } else if (name.starts_with("rescale_")) c.compare(name, guided(make_rescale(make_cfg(model, cond, u, s), number("rescale"))));
        else missing += (missing.empty() ? "" : ", ") + name;
    }
    if (!missing.empty()) throw NotYet{missing};
}

void check_seeds(Case& c) {
    c.compare("slerp_0p3", slerp(c.tensor("a"), c.tensor("b"), 0.3));
    for (const std::string& name : c.names("outputs")) {
        const auto at = name.find("seed");
        if (!name.starts_with("randn_") || at == std::string::npos) continue;
        const auto source = make_noise(NoiseKind::torch_cpu, std::stoull(name.substr(at + 4)));
        c.compare(name, source->draw(c.tensor(name).sizes(), {}));
    }
}

}  // namespace

std::span<const Kind> guidance_kinds() {
    static constexpr Kind kinds[] = {{"guidance.operators", check_operators}, {"guidance.seeds", check_seeds}};
    return kinds;
}

}  // namespace noiseloom::parity
