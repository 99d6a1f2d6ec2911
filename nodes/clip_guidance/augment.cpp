#include "clip_guidance/augment.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

constexpr std::pair<const char*, Augment> words[] = {{"affine", Augment::affine}, {"perspective", Augment::perspective}, {"jitter", Augment::jitter},
                                                     {"erasing", Augment::erasing}, {"flip", Augment::flip}, {"sharpness", Augment::sharpness}};
constexpr double often = 0.7, half = 0.5;

at::Tensor between(Draws& draws, std::int64_t n, double low, double high) { return draws.uniform({n}) * (high - low) + low; }

at::Tensor matrices(const std::vector<std::vector<at::Tensor>>& rows) {
    std::vector<at::Tensor> stacked;
    for (const auto& row : rows) stacked.push_back(at::stack(row, 1));
    return at::stack(stacked, 1);
}

// `maps` for the pictures that the draw chooses, nothing for the others.
at::Tensor sometimes(const at::Tensor& maps, double part, Draws& draws) {
    const at::Tensor chosen = draws.uniform({maps.size(0)}).lt(part).view({-1, 1, 1});
    return at::where(chosen, maps, at::eye(3).expand_as(maps));
}

at::Tensor affine_maps(std::int64_t n, Draws& draws) {
    constexpr double degree = std::numbers::pi / 180, side = 2;
    const at::Tensor angle = between(draws, n, -15 * degree, 15 * degree), shear = at::tan(between(draws, n, -5 * degree, 5 * degree));
    const at::Tensor x = between(draws, n, -0.1 * side, 0.1 * side), y = between(draws, n, -0.1 * side, 0.1 * side);
    const at::Tensor c = at::cos(angle), s = at::sin(angle), one = at::ones({n}), zero = at::zeros({n});
    return matrices({{c, c * shear - s, x}, {s, s * shear + c, y}, {zero, zero, one}});
}

// From the quadrangle with these corners [N, 4, 2] to the whole square.
at::Tensor quadrangle_maps(const at::Tensor& corners) {
    const at::Tensor from = corners.to(at::kDouble), x = from.select(2, 0), y = from.select(2, 1);   // [N, 4]
    const at::Tensor u = at::tensor({-1.0, 1.0, 1.0, -1.0}, at::kDouble), v = at::tensor({-1.0, -1.0, 1.0, 1.0}, at::kDouble);
    const at::Tensor one = at::ones_like(x), zero = at::zeros_like(x);
    const at::Tensor horizontal = at::stack({x, y, one, zero, zero, zero, -u * x, -u * y}, 2), vertical = at::stack({zero, zero, zero, x, y, one, -v * x, -v * y}, 2);
    const at::Tensor right = at::cat({u, v}).expand({corners.size(0), 8}).unsqueeze(2);
    const at::Tensor eight = at::linalg_solve(at::cat({horizontal, vertical}, 1), right).squeeze(2);
    return at::cat({eight, at::ones({corners.size(0), 1}, at::kDouble)}, 1).view({-1, 3, 3}).to(at::kFloat);
}

at::Tensor perspective_maps(std::int64_t n, Draws& draws) {
    constexpr double largest = 0.7;   // of half a side
    const at::Tensor corners = at::tensor({-1.0f, -1.0f, 1.0f, -1.0f, 1.0f, 1.0f, -1.0f, 1.0f}).view({1, 4, 2});
    return quadrangle_maps(corners * (1 - largest * draws.uniform({n, 4, 2})));
}

at::Tensor jittered(const at::Tensor& batch, Draws& draws) {
    const std::int64_t n = batch.size(0);
    const at::Tensor chosen = draws.uniform({n}).lt(often).to(at::kFloat);
    const at::Tensor turn = between(draws, n, -0.2 * std::numbers::pi, 0.2 * std::numbers::pi) * chosen, saturation = 1 + between(draws, n, -0.1, 0.1) * chosen;
    const at::Tensor to_yiq = at::tensor({0.299f, 0.587f, 0.114f, 0.5959f, -0.2746f, -0.3213f, 0.2115f, -0.5227f, 0.3112f}).view({3, 3});
    const at::Tensor c = at::cos(turn) * saturation, s = at::sin(turn) * saturation, one = at::ones({n}), zero = at::zeros({n});
    const at::Tensor colours = at::matmul(at::matmul(at::linalg_inv(to_yiq), matrices({{one, zero, zero}, {zero, c, -s}, {zero, s, c}})), to_yiq).to(batch.device());
    return at::bmm(colours, batch.flatten(2)).view_as(batch);
}

at::Tensor erased(const at::Tensor& batch, Draws& draws) {
    const double chance = draws.uniform(), area = 0.1 + 0.3 * draws.uniform(), ratio = std::exp((2 * draws.uniform() - 1) * std::log(1 / 0.3));
    const double x = draws.uniform(), y = draws.uniform();
    if (chance >= often) return batch;
    const std::int64_t side = batch.size(3);
    const auto length = [&](double part) { return std::clamp<std::int64_t>(std::lround(part * static_cast<double>(side)), 1, side); };
    const std::int64_t width = length(std::sqrt(area * ratio)), height = length(std::sqrt(area / ratio));
    const auto place = [&](double part, std::int64_t size) { return std::min(side - size, static_cast<std::int64_t>(part * static_cast<double>(side - size + 1))); };
    at::Tensor kept = at::ones({1, 1, side, side}, batch.options().requires_grad(false));
    kept.narrow(2, place(y, height), height).narrow(3, place(x, width), width).zero_();
    return batch * kept;
}

at::Tensor sharpened(const at::Tensor& batch, Draws& draws) {
    const std::int64_t n = batch.size(0);
    const at::Tensor chosen = draws.uniform({n}).lt(half).to(at::kFloat), amount = (between(draws, n, -0.3, 0.3) * chosen).view({-1, 1, 1, 1}).to(batch.device());
    const at::Tensor soft = at::avg_pool2d(at::reflection_pad2d(batch, {1, 1, 1, 1}), 3, 1);
    return batch + amount * (batch - soft);
}

at::Tensor flip_maps(std::int64_t n) {
    return at::diag(at::tensor({-1.0f, 1.0f, 1.0f})).expand({n, 3, 3});
}

}  // namespace

Result<std::vector<Augment>> parse_augments(const std::string& text) {
    std::vector<Augment> augments;
    std::string word;
    const auto finish = [&]() -> Result<void> {
        if (word.empty()) return {};
        const auto* found = std::find_if(std::begin(words), std::end(words), [&](const auto& known) { return word == known.first; });
        if (found == std::end(words))
            return Error{Code::bad_workflow, "'" + word + "' is no augmentation", "Choose among affine, perspective, jitter, erasing, flip and sharpness.", "", "", ""};
        augments.push_back(found->second);
        word.clear();
        return {};
    };
    for (const char c : text + ",") {
        if (c == ',' || c == ' ') {
            NL_CHECK(finish());
        } else {
            word += c;
        }
    }
    return augments;
}

at::Tensor warped(const at::Tensor& batch, const at::Tensor& maps, bool reflects) {
    const std::int64_t height = batch.size(2), width = batch.size(3);
    const auto centres = [&](std::int64_t count) { return (at::arange(count, batch.options().requires_grad(false)) * 2 + 1) / static_cast<double>(count) - 1; };
    const at::Tensor y = centres(height).view({-1, 1}).expand({height, width}), x = centres(width).expand({height, width});
    const at::Tensor places = at::stack({x, y, at::ones_like(x)}, 2).view({1, -1, 3});
    const at::Tensor mapped = at::matmul(places, maps.to(batch.device()).transpose(1, 2));
    const at::Tensor grid = (mapped.narrow(2, 0, 2) / mapped.narrow(2, 2, 1)).view({-1, height, width, 2}).expand({batch.size(0), -1, -1, -1});
    constexpr std::int64_t bilinear = 0, zeros = 0, reflection = 2;
    return at::grid_sampler(batch, grid, bilinear, reflects ? reflection : zeros, /*align_corners=*/false);
}

at::Tensor augmented(const at::Tensor& batch, Augment augment, Draws& draws) {
    const std::int64_t n = batch.size(0);
    switch (augment) {
        case Augment::affine: return warped(batch, sometimes(affine_maps(n, draws), often, draws));
        case Augment::perspective: return warped(batch, sometimes(perspective_maps(n, draws), often, draws));
        case Augment::jitter: return jittered(batch, draws);
        case Augment::erasing: return erased(batch, draws);
        case Augment::flip: return warped(batch, sometimes(flip_maps(n), half, draws));
        case Augment::sharpness: break;
    }
    return sharpened(batch, draws);
}

}  // namespace noiseloom
