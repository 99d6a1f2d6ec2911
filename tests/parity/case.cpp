#include <cmath>

#include <ATen/ATen.h>

#include "parity.h"

namespace noiseloom::parity {
namespace {

Failure broken(std::string message) { return Failure({Code::usage, std::move(message), "", "", "", ""}); }

std::string shape_text(const at::Tensor& tensor) {
    std::string text = "[";
    for (const std::int64_t size : tensor.sizes()) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

// What a result that is not computed in float32 on the CPU may differ by: the cosine to the recorded one
// at least, and the largest difference in standard deviations of that.
struct Limits {
    double cosine, deviation;
};
constexpr Limits other_limits{0.999, 0.05};
// diffusers 0.42 on torch 2.11, run in bfloat16 on these very cases, strays from its own float32 by up to 0.175
// deviations at a cosine of 0.9997 in one evaluation of a network, and by 0.341 at 0.9981 in the picture of a
// pipeline. A third more is allowed.
constexpr Limits bfloat16_limits{0.9975, 0.45};

}  // namespace

const Json& Manifest::entry(std::string_view id) const {
    for (const Json& entry : cases)
        if (entry.at("id") == id) return entry;
    throw broken("the manifest has no case '" + std::string(id) + "'");
}

Case::Case(const Manifest& manifest, const Json& entry) : manifest_(manifest), entry_(entry), id_(entry.at("id").get<std::string>()) {
    rtol_ = entry.at("tolerance").at("rtol").get<double>();
    atol_ = entry.at("tolerance").at("atol").get<double>();
    if (entry.contains("file")) file_ = SafetensorsFile::open(path(entry.at("file").get<std::string>())).or_throw();
}

bool Case::has(std::string_view name) const { return file_ && file_->contains(name); }

at::Tensor Case::tensor(std::string_view name) const {
    if (!file_) throw broken("the case has no file");
    return file_->tensor(name);
}

std::vector<std::string> Case::names(std::string_view list) const { return entry_.at(std::string(list)).get<std::vector<std::string>>(); }

Case Case::sibling(std::string_view id) const { return Case(manifest_, manifest_.entry(id)); }

at::Tensor Case::placed(std::string_view name) const { return tensor(name).to(at::Device(settings().device)); }

void Case::compare(std::string_view name, const at::Tensor& got) { compare(name, got, tensor(name)); }

void Case::compare(std::string_view what, const at::Tensor& got, const at::Tensor& want, double slack) {
    const std::string name(what);
    if (got.sizes() != want.sizes()) {
        complaints_.push_back(name + " has shape " + shape_text(got) + ", not " + shape_text(want));
        return;
    }
    if (want.numel() == 0) return;
    const at::Tensor a = got.detach().to(at::kCPU, at::kDouble), b = want.to(at::kDouble);
    // Equal infinities are equal; a NaN is equal to nothing.
    const at::Tensor difference = at::where(a == b, at::zeros_like(a), (a - b).abs());
    const double absolute = difference.max().item<double>();
    const at::Tensor relative = at::where(b.abs() > atol_, difference / b.abs(), at::zeros_like(b));
    const double worst_relative = relative.max().item<double>();
    // Not std::max: it would lose a NaN.
    if (!(absolute <= absolute_)) absolute_ = absolute;
    if (!(worst_relative <= relative_)) relative_ = worst_relative;

    if (settings().exact()) {
        if (!(difference <= b.abs() * rtol_ + (atol_ + slack)).all().item<bool>()) complaints_.push_back(name + " differs by up to " + std::to_string(absolute));
        return;
    }
    const double cosine = (a * b).sum().item<double>() / (a.norm() * b.norm()).item<double>();
    const double deviation = b.numel() > 1 ? b.std().item<double>() : b.abs().item<double>();
    const bool both_zero = a.abs().max().item<double>() == 0 && b.abs().max().item<double>() == 0;
    const Limits limits = settings().dtype == "bf16" ? bfloat16_limits : other_limits;
    if (!both_zero && !(cosine >= limits.cosine && absolute <= limits.deviation * deviation + atol_))
        complaints_.push_back(name + " has cosine " + std::to_string(cosine) + " and differs by up to " + std::to_string(absolute));
}

void Case::require(bool is_so, std::string_view what) {
    if (!is_so) complaints_.emplace_back(what);
}

}  // namespace noiseloom::parity
