// Attention among the positions of a picture, in a batch some of whose rows do otherwise (diffusion/attention.h) or are watched.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>

#include "diffusion/conditioning.h"

namespace noiseloom {

// Of all layers in one forward pass.
struct AttentionRows {
    std::vector<const AttentionChange*> changes;   // of each row, null: none; an empty list: of none
    bool is_watched = false;
    at::Tensor* watched = nullptr;                 // takes Estimate::attention of the rows, [R, 1, h, w]

    // A row for each pair of conditioning and picture, all pictures of the first conditioning first. The conditionings must outlive it.
    static AttentionRows of(std::span<const Conditioning* const> conditionings, std::int64_t pictures);
    AttentionRows narrow(std::int64_t first, std::int64_t count) const;
};

// Where in a network it happens.
struct AttentionPlace {
    const AttentionRows& rows;
    const AttentionLayer& layer;
    std::int64_t height, width;   // of the picture there
    int block = 0;                // of the transformer
    bool is_middle() const { return layer.name == "mid.0" && block == 0; }
};

// As attend() of blocks.h: q, k, v [R, height·width, heads·d].
at::Tensor attend(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v, int heads, const AttentionPlace& place);

}  // namespace noiseloom
