#include "models/lora.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <ATen/ATen.h>

#include "core/json.h"
#include "models/device.h"
#include "models/load.h"
#include "models/plain_text.h"
#include "models/safetensors.h"

namespace noiseloom {
namespace {

constexpr const char* other_model = "It was made for another kind of model, or the file is damaged.";

Error not_an_adapter(const std::string& source, const std::string& what) {
    return {Code::bad_model, source + ": " + what, "Choose a LoRA or LyCORIS file for Stable Diffusion, in safetensors.", "", "", ""};
}

// What `noiseloom train` adapts and no node changes at run time.
std::optional<std::string> other_part(const std::string& name) {
    for (const std::string part : {"classifier", "vae", "vqgan"})
        if (name.starts_with(part + ".") || name.starts_with("lora_" + part + "_")) return part;
    return {};
}

// PEFT's metadata, as diffusers writes them: {"unet.lora_alpha": 8, "unet.alpha_pattern": {"mid_block.attentions.0.proj_in": 4}}.
std::map<std::string, double> read_alphas(const std::map<std::string, std::string>& metadata) {
    std::map<std::string, double> alphas;
    const auto found = metadata.find("lora_adapter_metadata");
    if (found == metadata.end()) return alphas;
    const auto json = parse_json(found->second);
    if (!json || !json->is_object()) return alphas;
    for (const LoraPart part : {LoraPart::unet, LoraPart::text, LoraPart::text_2, LoraPart::image}) {
        const std::string prefix(prefix_of(part));
        if (const Json alpha = json->value(prefix + ".lora_alpha", Json()); alpha.is_number()) alphas[prefix] = alpha.get<double>();
        const Json pattern = json->value(prefix + ".alpha_pattern", Json());
        if (!pattern.is_object()) continue;
        for (const auto& [module, alpha] : pattern.items())
            if (alpha.is_number()) alphas[prefix + "." + module] = alpha.get<double>();
    }
    return alphas;
}

// The module's tensors by role, in float32.
class Factors {
  public:
    explicit Factors(const std::map<std::string, at::Tensor>& roles) : roles_(roles) {}

    bool has(const char* role) const { return roles_.contains(role); }
    at::Tensor operator[](const char* role) const {
        const auto found = roles_.find(role);
        if (found == roles_.end()) throw Failure({Code::bad_model, std::string("its '") + role + "' is missing", "", "", "", ""});
        return found->second.to(at::kFloat);
    }
    at::Tensor matrix(const char* role) const {   // [first, all others]
        const at::Tensor tensor = (*this)[role];
        return tensor.dim() > 1 ? tensor.flatten(1) : tensor.unsqueeze(1);
    }

  private:
    const std::map<std::string, at::Tensor>& roles_;
};

at::Tensor product(const at::Tensor& a, const at::Tensor& b) {
    if (a.size(1) != b.size(0))
        throw Failure({Code::bad_model, "its ranks are " + std::to_string(a.size(1)) + " and " + std::to_string(b.size(0)), "", "", "", ""});
    return at::matmul(a, b);
}

// What is added to the weight, as [out, ...] of its element count; and the rank that alpha is divided by, 0 for none.
struct Change {
    at::Tensor delta;
    std::int64_t rank = 0;
};

Change hadamard(const Factors& f) {
    const auto half = [&](const char* a, const char* b, const char* t) {
        return f.has(t) ? at::einsum("ijkl,jr,ip->prkl", {f[t], f[b], f[a]}) : product(f.matrix(a), f.matrix(b));
    };
    return {half("hada_w1_a", "hada_w1_b", "hada_t1") * half("hada_w2_a", "hada_w2_b", "hada_t2"), f["hada_w1_b"].size(0)};
}

Change kronecker(const Factors& f) {
    std::int64_t rank = 0;
    const auto factor = [&](const char* whole, const char* a, const char* b, const char* t) {
        if (f.has(whole)) return f.matrix(whole);
        rank = f[b].size(0);
        return f.has(t) ? at::einsum("ijkl,jr,ip->prkl", {f[t], f[b], f[a]}).flatten(1) : product(f.matrix(a), f.matrix(b));
    };
    const at::Tensor w1 = factor("lokr_w1", "lokr_w1_a", "lokr_w1_b", ""), w2 = factor("lokr_w2", "lokr_w2_a", "lokr_w2_b", "lokr_t2");
    return {at::kron(w1, w2), rank};
}

Change change_of(const Factors& f) {
    if (f.has("diff")) return {f["diff"], 0};
    if (f.has("hada_w1_a")) return hadamard(f);
    if (f.has("lokr_w1") || f.has("lokr_w1_a")) return kronecker(f);
    const at::Tensor up = f.matrix("up"), down = f["down"];
    if (f.has("mid")) return {at::einsum("op,pqkl,qi->oikl", {up, f["mid"], f.matrix("down")}), down.size(0)};
    return {product(up, f.matrix("down")), down.size(0)};
}

// W' scaled to the given magnitudes, which stand for the rows or, in some files, for the columns.
at::Tensor with_magnitude(const at::Tensor& weight, const at::Tensor& magnitude) {
    const bool by_rows = magnitude.size(0) == weight.size(0);
    const at::Tensor rows = by_rows ? weight : weight.transpose(0, 1);
    if (magnitude.numel() != rows.size(0)) throw Failure({Code::bad_model, "its magnitudes do not fit", "", "", "", ""});
    std::vector<std::int64_t> shape(static_cast<std::size_t>(weight.dim()), 1);
    shape.front() = rows.size(0);
    const at::Tensor norms = rows.flatten(1).norm(2, 1).clamp_min(std::numeric_limits<float>::epsilon());
    const at::Tensor scaled = rows * (magnitude.to(at::kFloat).flatten() / norms).view(shape);
    return by_rows ? scaled : scaled.transpose(0, 1);
}

}  // namespace

Result<LoraFile> LoraFile::open(const std::filesystem::path& path) {
    NL_TRY(const SafetensorsFile file, SafetensorsFile::open(path));
    LoraFile lora;
    lora.source_ = file.name();
    NL_TRY(lora.identity_, weights_identity(path));
    std::vector<std::string> unknown;
    for (const SafetensorsEntry& entry : file.entries()) {
        const auto key = read_lora_key(entry.name);
        if (!key) unknown.push_back(plain_text(entry.name));
        else lora.modules_[key->part][key->module][key->role] = file.tensor(entry);
    }
    if (const auto part = unknown.empty() ? std::nullopt : other_part(unknown.front()))
        return Error{Code::bad_model, lora.source_ + ": this is a LoRA of a '" + *part + "', which takes none when it is used.",
                     "Set 'merge' of 'lora' in the training configuration, and load the whole model that is then written.", "", "file", ""};
    if (lora.modules_.empty()) return not_an_adapter(lora.source_, "this is no LoRA that this version knows.");
    if (!unknown.empty())
        return not_an_adapter(lora.source_, "it holds '" + unknown.front() + "'" +
                                                (unknown.size() > 1 ? " and " + std::to_string(unknown.size() - 1) + " more tensors" : "") +
                                                " that no kind of adapter known here has.");
    lora.alphas_ = read_alphas(file.metadata());
    return lora;
}

void LoraFile::refuse(const std::string& what, const std::string& hint) const {
    throw Failure({Code::bad_model, source_ + ": " + what, hint, "", "file", ""});
}

double LoraFile::scale(LoraPart part, const std::string& module, const Roles& roles, std::int64_t rank) const {
    if (rank == 0) return 1;
    const auto divided = [&](double alpha) {
        if (!std::isfinite(alpha)) throw Failure({Code::bad_model, "its alpha is no number", "", "", "", ""});
        return alpha / static_cast<double>(rank);
    };
    if (const auto own = roles.find("alpha"); own != roles.end()) {
        return divided(own->second.numel() == 1 ? own->second.to(at::kDouble).item<double>() : std::nan(""));
    }
    const std::string prefix(prefix_of(part));
    for (const std::string& name : {prefix + "." + module, prefix})
        if (const auto found = alphas_.find(name); found != alphas_.end()) return divided(found->second);
    return 1;   // alpha = rank
}

at::Tensor LoraFile::changed(LoraPart part, const std::string& module, const Roles& roles, const at::Tensor& weight, double strength) const {
    const at::Tensor base = weight.to(at::kFloat);
    at::Tensor result;
    try {
        const Factors factors(roles);
        const auto [delta, rank] = change_of(factors);
        if (delta.numel() != base.numel() || delta.size(0) != base.size(0))
            throw Failure({Code::bad_model, "it is " + std::to_string(delta.size(0)) + " x " + std::to_string(delta.numel() / std::max<std::int64_t>(delta.size(0), 1)) +
                                                " where the model has " + std::to_string(base.size(0)) + " x " + std::to_string(base.numel() / base.size(0)),
                           "", "", "", ""});
        const double own_scale = scale(part, module, roles, rank);
        const at::Tensor shaped = delta.reshape(base.sizes());
        // As ComfyUI does it: the strength moves between the weight and the whole change, magnitudes included.
        result = factors.has("dora") ? at::lerp(base, with_magnitude(base + own_scale * shaped, factors["dora"]), strength)
                                     : base + (strength * own_scale) * shaped;
    } catch (const Failure& failure) {
        refuse("'" + plain_text(module) + "' does not fit: " + failure.error().message, other_model);
    }
    if (!at::isfinite(result).all().item<bool>()) refuse("'" + plain_text(module) + "' holds something that is no number", other_model);
    return result;
}

StateDict LoraFile::applied(LoraPart part, const StateDict& base, double strength, at::ScalarType dtype) const {
    StateDict state(base.source());
    for (const auto& name : base.names()) state.put(name, base.find(name));
    const auto found = modules_.find(part);
    if (found == modules_.end() || strength == 0) return state;
    return behind_torch_wall([&] {
        const auto names = lora_modules(part, base.names());
        std::vector<std::string> strangers;
        for (const auto& [module, roles] : found->second) {
            const auto known = names.find(module);
            if (known == names.end()) {
                strangers.push_back(plain_text(module));
                continue;
            }
            const std::string weight = known->second + ".weight", bias = known->second + ".bias";
            if (roles.size() > static_cast<std::size_t>(roles.contains("diff_b")))
                state.put(weight, changed(part, module, roles, base.find(weight), strength).to(dtype));
            if (const auto shift = roles.find("diff_b"); shift != roles.end()) {
                const at::Tensor before = base.find(bias);
                if (!before.defined() || before.sizes() != shift->second.sizes()) refuse("the bias of '" + plain_text(module) + "' does not fit", other_model);
                state.put(bias, (before.to(at::kFloat) + strength * shift->second.to(at::kFloat)).to(dtype));
            }
        }
        if (!strangers.empty())
            refuse(std::to_string(strangers.size()) + " of its " + std::to_string(found->second.size()) + " modules are not in this model, among them '" +
                       strangers.front() + "'",
                   other_model);
        return state;
    });
}

}  // namespace noiseloom
