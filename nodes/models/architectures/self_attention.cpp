#include "models/architectures/self_attention.h"

#include <algorithm>
#include <cmath>

#include <ATen/ATen.h>

#include "diffusion/gaussian_blur.h"
#include "models/architectures/blocks.h"

namespace noiseloom {
namespace {

// SEG's released code: as many as lie within 3σ, an odd number, and no more than the picture has.
at::Tensor blurred_queries(const at::Tensor& q, double sigma, const AttentionPlace& place) {
    if (sigma > AttentionChange::endless) return q.mean({1}, true).expand_as(q);
    const int whole = static_cast<int>(std::ceil(6 * sigma)), length = whole + 1 - whole % 2;
    const at::Tensor picture = q.unflatten(1, {place.height, place.width}).permute({0, 3, 1, 2});
    return gaussian_blur(picture, length, sigma).permute({0, 2, 3, 1}).flatten(1, 2);
}

at::Tensor changed(const AttentionChange& change, const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, const AttentionPlace& place) {
    switch (change.kind) {
        case AttentionChange::Kind::identity: return v;
        case AttentionChange::Kind::blurred_queries: break;
    }
    return attend(blurred_queries(q, change.sigma, place), k, v, heads);
}

// Σ over queries of the mean over heads of softmax(q·kᵀ/√d). A row at a time: all weights of a batch would need much memory.
at::Tensor listened_to(const at::Tensor& q, const at::Tensor& k, int heads) {
    const std::int64_t width = q.size(2) / heads;
    std::vector<at::Tensor> rows;
    for (std::int64_t row = 0; row < q.size(0); ++row) {
        const auto split = [&](const at::Tensor& x) { return x.select(0, row).detach().to(at::kFloat).unflatten(1, {heads, width}).transpose(0, 1); };
        const at::Tensor logits = at::matmul(split(q) / std::sqrt(static_cast<double>(width)), split(k).transpose(1, 2));
        rows.push_back(at::softmax(logits, 2).mean({0}).sum({0}));
    }
    return at::stack(rows);
}

}  // namespace

AttentionRows AttentionRows::of(std::span<const Conditioning* const> conditionings, std::int64_t pictures) {
    AttentionRows rows;
    for (const auto* one : conditionings) {
        rows.changes.insert(rows.changes.end(), static_cast<std::size_t>(pictures), one->attention.get());
        rows.is_watched = rows.is_watched || one->watches_attention;
    }
    const bool all_as_usual = std::all_of(rows.changes.begin(), rows.changes.end(), [](const auto* change) { return change == nullptr; });
    if (all_as_usual) rows.changes.clear();
    return rows;
}

AttentionRows AttentionRows::narrow(std::int64_t first, std::int64_t count) const {
    AttentionRows part = *this;
    if (!changes.empty()) part.changes = {changes.begin() + first, changes.begin() + first + count};
    return part;
}

at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, const AttentionPlace& place) {
    if (place.rows.watched && place.is_middle())
        *place.rows.watched = listened_to(q, k, heads).view({q.size(0), 1, place.height, place.width});
    const auto change_at = [&](std::int64_t row) -> const AttentionChange* {
        const AttentionChange* change = place.rows.changes.empty() ? nullptr : place.rows.changes[static_cast<std::size_t>(row)];
        return change && change->selects(place.layer, place.block) ? change : nullptr;
    };
    std::vector<at::Tensor> parts;
    for (std::int64_t first = 0, end = 0; first < q.size(0); first = end) {
        const AttentionChange* change = change_at(first);
        while (end < q.size(0) && (place.rows.changes.empty() || change_at(end) == change)) ++end;
        const auto part = [&](const at::Tensor& all) { return all.narrow(0, first, end - first); };
        parts.push_back(change ? changed(*change, part(q), part(k), part(v), heads, place) : attend(part(q), part(k), part(v), heads));
    }
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

}  // namespace noiseloom
