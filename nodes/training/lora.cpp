#include "training/lora.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "models/lora_keys.h"
#include "models/safetensors.h"
#include "training/export.h"
#include "training/initial.h"
#include "training/random.h"

namespace noiseloom {
namespace {

constexpr std::string_view weight_end = ".weight", down_end = ".lora_A.weight", up_end = ".lora_B.weight", scale_end = ".lora_scale";

bool is_addition(const std::string& name) { return name.ends_with(down_end) || name.ends_with(up_end); }

std::string part_of(const Settings& settings) {
    const std::string task = settings.json().value("task", "");
    if (task == "denoiser") return "unet";
    if (task == "clip") return "text_encoder";
    return task == "autoencoder" ? "vae" : task;
}

class LoraTask : public Task {
  public:
    LoraTask(std::unique_ptr<Task> task, LoraSettings lora) : task_(std::move(task)), lora_(std::move(lora)) {}

    const StateDict& weights() const override { return task_->weights(); }
    std::vector<std::string> frozen() const override {
        std::vector<std::string> all;
        for (const auto& name : weights().names())
            if (!is_addition(name)) all.push_back(name);
        return all;
    }
    Batch batch(const Stretch& stretch) const override { return task_->batch(stretch); }
    at::Tensor loss(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override { return task_->loss(batch, stretch, metrics); }
    const Rival* rival() const override { return task_->rival(); }
    Losses losses(const Batch& batch, const Stretch& stretch, Metrics& metrics) const override { return task_->losses(batch, stretch, metrics); }
    Report report(const StateDict& weights) const override { return task_->report(weights); }

    void write(const StateDict& weights, const std::filesystem::path& folder) const override {
        std::map<std::string, at::Tensor> all;
        for (const auto& name : weights.names()) {
            if (!name.ends_with(down_end)) continue;
            const std::string module = name.substr(0, name.size() - down_end.size());
            const at::Tensor down = weights.find(name).detach(), up = weights.find(module + std::string(up_end)).detach();
            if (lora_.is_kohya) {
                const std::string flat = "lora_" + (lora_.part == "text_encoder" ? "te" : lora_.part) + "_" + flattened(module);
                all[flat + ".lora_down.weight"] = down;
                all[flat + ".lora_up.weight"] = up;
                all[flat + ".alpha"] = at::scalar_tensor(lora_.alpha, at::kFloat);
            } else {
                all[lora_.part + "." + name] = down;
                all[lora_.part + "." + module + std::string(up_end)] = up;
            }
        }
        make_folders(folder);
        if (lora_.is_kohya)
            write_safetensors(folder / "lora.safetensors", all, {{"ss_network_module", "networks.lora"}, {"ss_network_dim", std::to_string(lora_.rank)},
                                                                 {"ss_network_alpha", json_text(Json(lora_.alpha))}})
                .or_throw();
        else
            write_safetensors(folder / "pytorch_lora_weights.safetensors", all, {{"format", "pt"}, {"lora_adapter_metadata", json_text(adapter_metadata())}}).or_throw();
    }

  private:
    // What PEFT's LoraConfig is made of again.
    Json adapter_metadata() const {
        return {{lora_.part + ".r", lora_.rank}, {lora_.part + ".lora_alpha", lora_.alpha}, {lora_.part + ".target_modules", lora_.targets}};
    }

    std::unique_ptr<Task> task_;
    LoraSettings lora_;
};

}  // namespace

std::optional<LoraSettings> LoraSettings::read(Settings& settings) {
    if (!settings.has("lora")) return {};
    LoraSettings lora;
    Settings section = settings.section("lora");
    lora.rank = section.whole("rank", lora.rank, 1, 4096);
    lora.alpha = section.real("alpha", static_cast<double>(lora.rank), 1e-6, 1e6);
    lora.is_kohya = section.choice("format", {"diffusers", "kohya"}) == 1;
    const Json targets = section.any("targets");
    if (targets.is_null()) {
        lora.targets = {"to_q", "to_k", "to_v", "to_out.0", "q_proj", "k_proj", "v_proj", "out_proj"};
    } else {
        if (!targets.is_array() || targets.empty()) section.refuse("targets", "is not a list of ends of module paths");
        for (const auto& target : targets) {
            if (!target.is_string() || target.get<std::string>().empty()) section.refuse("targets", "holds something else than ends of module paths");
            lora.targets.push_back(target.get<std::string>());
        }
    }
    section.finish();
    if (!settings.has("initial")) settings.refuse("lora", "needs 'initial'", "A LoRA is a change of weights: say with \"initial\" of which.");
    lora.part = part_of(settings);
    return lora;
}

void add_lora(const LoraSettings& lora, const Settings& settings, StateDict& state) {
    const auto seed = settings.json().value("seed", std::uint64_t{0});
    bool found = false;
    for (const auto& name : state.names()) {
        const at::Tensor weight = state.find(name);
        if (!name.ends_with(weight_end) || (weight.dim() != 2 && weight.dim() != 4)) continue;
        const std::string module = name.substr(0, name.size() - weight_end.size());
        const bool is_target = std::any_of(lora.targets.begin(), lora.targets.end(),
                                           [&](const std::string& target) { return module == target || module.ends_with("." + target); });
        if (!is_target) continue;
        std::vector<std::int64_t> down_shape = weight.sizes().vec(), up_shape(down_shape.size(), 1);
        down_shape[0] = up_shape[1] = lora.rank;
        up_shape[0] = weight.size(0);
        const double bound = 1 / std::sqrt(static_cast<double>(weight[0].numel()));
        const std::string down = module + std::string(down_end);
        state.put(down, as_leaf((Draws(mixed(seed, down)).uniform(down_shape) * (2 * bound) - bound).to(weight.device())));
        state.put(module + std::string(up_end), as_leaf(at::zeros(up_shape, weight.options().requires_grad(false))));
        state.put(module + std::string(scale_end), at::scalar_tensor(lora.alpha / static_cast<double>(lora.rank), at::kFloat));
        found = true;
    }
    if (!found) settings.refuse("lora.targets", "name no linear map or convolution of " + state.source());
}

std::unique_ptr<Task> with_lora(std::unique_ptr<Task> task, LoraSettings lora) { return std::make_unique<LoraTask>(std::move(task), std::move(lora)); }

}  // namespace noiseloom
