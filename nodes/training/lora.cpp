#include "training/lora.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "core/text.h"
#include "diffusion/random.h"
#include "models/lora_keys.h"
#include "models/safetensors.h"
#include "training/export.h"
#include "training/initial.h"

namespace noiseloom {
namespace {

constexpr std::string_view weight_end = ".weight", down_end = ".lora_A.weight", up_end = ".lora_B.weight", scale_end = ".lora_scale";

bool is_addition(const std::string& name) { return name.ends_with(down_end) || name.ends_with(up_end); }

// The names that a network's attention has for its maps, by architecture; the first of them tells that it has such attention.
const std::vector<std::vector<std::string>>& attention_maps() {
    static const std::vector<std::vector<std::string>> maps{
        {"to_q", "to_k", "to_v", "to_out.0"},            // diffusers
        {"q_proj", "k_proj", "v_proj", "out_proj"},      // transformers' CLIP
        {"qkv", "proj_out"}, {"qkv_proj", "c_proj"},     // guided-diffusion
        {"q", "k", "v", "proj_out"},                     // the code of DDPM and taming-transformers
    };
    return maps;
}

bool is_at_end(const std::string& module, const std::string& target) { return module == target || module.ends_with("." + target); }

bool is_map(const std::string& name, const at::Tensor& weight) { return name.ends_with(weight_end) && weight.dim() >= 2; }

std::string module_of(const std::string& name) { return name.substr(0, name.size() - weight_end.size()); }

// The ends of paths that are adapted where the configuration names none: the maps of attention, or every map if there is none.
std::vector<std::string> default_targets(const StateDict& state) {
    std::vector<std::string> modules, targets;
    for (const auto& name : state.names())
        if (is_map(name, state.find(name)) && !is_addition(name) && !module_of(name).ends_with("embedding")) modules.push_back(module_of(name));
    for (const auto& maps : attention_maps())
        if (std::any_of(modules.begin(), modules.end(), [&](const std::string& module) { return is_at_end(module, maps.front()); }))
            targets.insert(targets.end(), maps.begin(), maps.end());
    return targets.empty() ? modules : targets;
}

std::string part_of_task(const Settings& settings) {
    const std::string task = settings.json().value("task", "");
    if (task == "denoiser" || task == "diffusionclip") return "unet";
    if (task == "clip") return "text_encoder";
    return task == "autoencoder" ? "vae" : task;
}

class LoraTask : public Task {
  public:
    LoraTask(std::unique_ptr<Task> task, LoraSettings lora) : task_(std::move(task)), lora_(std::move(lora)) {}

    const StateDict& weights() const override { return task_->weights(); }
    std::vector<std::string> frozen() const override {
        std::vector<std::string> all = task_->frozen();   // additions to what the configuration freezes stay zero
        for (const auto& name : weights().names())
            if (!is_addition(name)) all.push_back(name);
        return all;
    }
    Stretch seen(const Stretch& whole) const override { return task_->seen(whole); }
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
            if (is_frozen(name)) continue;   // nothing was learnt there
            const at::Tensor down = weights.find(name).detach(), up = weights.find(module + std::string(up_end)).detach();
            const std::string part = part_of(module);
            if (lora_.is_kohya) {
                const std::string flat = "lora_" + (part == "text_encoder" ? "te" : part == "image_encoder" ? "ie" : part) + "_" + flattened(module);
                all[flat + ".lora_down.weight"] = down;
                all[flat + ".lora_up.weight"] = up;
                all[flat + ".alpha"] = at::scalar_tensor(lora_.alpha, at::kFloat);
            } else {
                all[part + "." + name] = down;
                all[part + "." + module + std::string(up_end)] = up;
            }
        }
        if (lora_.merge) task_->write(merged(weights), folder);
        make_folders(folder);
        if (lora_.is_kohya)
            write_safetensors(folder / "lora.safetensors", all, {{"ss_network_module", "networks.lora"}, {"ss_network_dim", std::to_string(lora_.rank)},
                                                                 {"ss_network_alpha", json_text(Json(lora_.alpha))}})
                .or_throw();
        else
            write_safetensors(folder / "pytorch_lora_weights.safetensors", all, {{"format", "pt"}, {"lora_adapter_metadata", json_text(adapter_metadata())}}).or_throw();
    }

  private:
    bool is_frozen(const std::string& name) const {
        return begins_with_any(name, task_->frozen());
    }

    // CLIP's towers are two parts of a pipeline.
    std::string part_of(const std::string& module) const {
        const bool is_image = lora_.part == "text_encoder" && (module.starts_with("vision_model.") || module.starts_with("visual_projection"));
        return is_image ? "image_encoder" : lora_.part;
    }

    // What PEFT's LoraConfig is made of again, for every part.
    Json adapter_metadata() const {
        const auto targets = lora_.targets.empty() ? default_targets(weights()) : lora_.targets;
        Json all = Json::object();
        for (const auto& name : weights().names())
            if (is_addition(name) && !is_frozen(name)) {
                const std::string part = part_of(name);
                all[part + ".r"] = lora_.rank;
                all[part + ".lora_alpha"] = lora_.alpha;
                all[part + ".target_modules"] = targets;
            }
        return all;
    }

    // The whole model, with the additions in its weights.
    StateDict merged(const StateDict& weights) const {
        const double scale = lora_.alpha / static_cast<double>(lora_.rank);
        StateDict all(weights.source());
        for (const auto& name : weights.names()) {
            if (is_of_lora(name)) continue;
            const at::Tensor weight = weights.find(name).detach();
            const std::string module = name.ends_with(weight_end) ? module_of(name) : name;
            const at::Tensor down = weights.find(module + std::string(down_end)), up = weights.find(module + std::string(up_end));
            all.put(name, down.defined() ? weight + scale * at::matmul(up.detach().flatten(1), down.detach().flatten(1)).view(weight.sizes()) : weight);
        }
        return all;
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
    lora.merge = section.flag("merge", false);
    if (const Json targets = section.any("targets"); !targets.is_null()) {
        if (!targets.is_array() || targets.empty()) section.refuse("targets", "is not a list of ends of module paths");
        for (const auto& target : targets) {
            if (!target.is_string() || target.get<std::string>().empty()) section.refuse("targets", "holds something else than ends of module paths");
            lora.targets.push_back(target.get<std::string>());
        }
    }
    section.finish();
    if (settings.json().value("task", "") != "diffusionclip" && !settings.has("initial"))
        settings.refuse("lora", "needs 'initial'", "A LoRA is a change of weights: say with \"initial\" of which.");
    lora.part = part_of_task(settings);
    return lora;
}

void add_lora(const LoraSettings& lora, const Settings& settings, StateDict& state) {
    const auto seed = settings.json().value("seed", std::uint64_t{0});
    const auto targets = lora.targets.empty() ? default_targets(state) : lora.targets;
    bool found = false;
    for (const auto& name : state.names()) {
        const at::Tensor weight = state.find(name);
        if (!is_map(name, weight)) continue;
        const std::string module = module_of(name);
        if (std::none_of(targets.begin(), targets.end(), [&](const std::string& target) { return is_at_end(module, target); })) continue;
        std::vector<std::int64_t> down_shape = weight.sizes().vec(), up_shape(down_shape.size(), 1);
        down_shape[0] = up_shape[1] = lora.rank;
        up_shape[0] = weight.size(0);
        const double bound = 1 / std::sqrt(static_cast<double>(weight[0].numel()));
        const std::string down = module + std::string(down_end);
        state.put(down, as_leaf(Draws(mixed(seed, down)).uniform(down_shape) * (2 * bound) - bound, weight.device()));
        state.put(module + std::string(up_end), as_leaf(at::zeros(up_shape), weight.device()));
        state.put(module + std::string(scale_end), at::scalar_tensor(lora.alpha / static_cast<double>(lora.rank), at::kFloat));
        found = true;
    }
    if (!found) settings.refuse("lora.targets", "name no linear map or convolution of " + state.source());
}

bool is_of_lora(const std::string& name) { return is_addition(name) || name.ends_with(scale_end); }

std::unique_ptr<Task> with_lora(std::unique_ptr<Task> task, LoraSettings lora, const Settings& settings) {
    for (const auto& name : task->weights().unused())
        if (is_addition(name))
            settings.refuse("lora.targets", "name '" + name.substr(0, name.rfind(".lora_")) + "', which is no linear map or convolution");
    return std::make_unique<LoraTask>(std::move(task), std::move(lora));
}

}  // namespace noiseloom
