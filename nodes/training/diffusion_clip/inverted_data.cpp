#include "training/diffusion_clip/inverted_data.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "diffusion/inversion.h"
#include "diffusion/steppers.h"
#include "training/export.h"
#include "training/sealed_file.h"

namespace noiseloom {
namespace {

constexpr std::int64_t part_items = 8, most_items = 10'000;
constexpr Seal inverted_seal{"inverted"};

Inverted narrowed(const Inverted& all, std::int64_t first, std::int64_t count) {
    return {all.pictures.narrow(0, first, count), all.latents.narrow(0, first, count), all.reconstructions.narrow(0, first, count)};
}

Inverted joined(const std::vector<Inverted>& parts) {
    const auto all = [&](at::Tensor Inverted::*which) {
        std::vector<at::Tensor> tensors;
        for (const auto& part : parts) tensors.push_back(part.*which);
        return at::cat(tensors);
    };
    return {all(&Inverted::pictures), all(&Inverted::latents), all(&Inverted::reconstructions)};
}

}  // namespace

at::Tensor inverted_latents(const InversionSettings& inversion, const at::Tensor& pictures, const Cancel& cancel, const std::function<void(int, int)>& progress) {
    const c10::NoGradGuard constant;
    const Denoiser& model = *inversion.model;
    at::Tensor x = pictures.to(at::Device(model.device()));
    if (inversion.autoencoder) {
        const at::Tensor there = pictures.to(at::Device(inversion.autoencoder->device()));
        x = inversion.autoencoder->latent(inversion.autoencoder->encode(there, cancel), {}).to(x.device());
    }
    const Walk walk{inversion.model, inversion.conditioning, make_ddim(),
                    inversion_grid(model.schedule(), inversion_timesteps(inversion.depth, inversion.steps), inversion.told), {}};
    const int count = static_cast<int>(walk.size());
    return walk_along(walk, x, Memory::record, cancel, [&](int k, const at::Tensor&) {
        if (progress) progress(k + 1, count);
    });
}

Inverted inverted(const InversionSettings& inversion, const at::Tensor& pictures, const Cancel& cancel) {
    const c10::NoGradGuard constant;
    const at::Tensor latents = inverted_latents(inversion, pictures, cancel);
    const Walk back{inversion.model, inversion.conditioning, make_ddim(),
                    generation_grid(inversion.model->schedule(), inversion_timesteps(inversion.depth, inversion.steps)), {}};
    const at::Tensor x = walk_along(back, latents, Memory::record, cancel);
    return {pictures, latents, inversion.autoencoder ? inversion.autoencoder->decode(x.to(at::Device(inversion.autoencoder->device())), cancel) : x};
}

InvertedData::InvertedData(const DataSet& data, const InversionSettings& inversion, int side, std::int64_t held_out, const TaskContext& context)
    : size_(data.size()), held_out_(held_out) {
    if (size_ > most_items)
        throw Failure({Code::bad_workflow, "The data have " + std::to_string(size_) + " pictures, too many to invert all of them.",
                       "Set 'size' in 'data' to some dozens: the paper takes 50.", "", "", ""});
    KeyBuilder builder("inverted");
    builder.add(data.pictures_identity()).add(size_).add(held_out).add(inversion.model->identity()).add(inversion.conditioning->identity);
    builder.add(inversion.autoencoder ? inversion.autoencoder->identity() : Key{}).add(inversion.depth).add(inversion.steps).add(side);
    if (inversion.told == Told::end) builder.add("told the end");
    const std::string name = "inverted-" + builder.key().hex().substr(0, 16) + "-";
    std::vector<std::int64_t> items;
    for (std::int64_t item = 0; item < size_; ++item) items.push_back(item);
    for (const auto item : held_out_items(data, 0, held_out)) items.push_back(item);
    make_folders(context.cache);
    for (std::size_t first = 0; first < items.size(); first += part_items) {
        const auto file = context.cache / (name + std::to_string(parts_.size()) + ".safetensors");
        const std::vector<std::int64_t> own(items.begin() + static_cast<std::ptrdiff_t>(first),
                                            items.begin() + static_cast<std::ptrdiff_t>(std::min(first + part_items, items.size())));
        const auto fits = [](const Tensors& kept) { return kept.contains("pictures") && kept.contains("latents") && kept.contains("reconstructions"); };
        const Tensors part = kept_or_made(file, inverted_seal, fits, [&] {
            const Inverted made = inverted(inversion, pictures(data, own, side), context.preparing);
            context.say("Inverted " + std::to_string(first + own.size()) + " of " + std::to_string(items.size()) + " pictures");
            return Tensors{{"pictures", made.pictures}, {"latents", made.latents}, {"reconstructions", made.reconstructions}};
        });
        parts_.push_back({part.at("pictures"), part.at("latents"), part.at("reconstructions")});
    }
}

Inverted InvertedData::rows(const std::vector<std::int64_t>& items) const {
    std::vector<Inverted> rows;
    for (const auto item : items) rows.push_back(narrowed(parts_[static_cast<std::size_t>(item / part_items)], item % part_items, 1));
    return joined(rows);
}

Inverted InvertedData::held_out() const {
    std::vector<std::int64_t> items;
    for (std::int64_t i = 0; i < held_out_; ++i) items.push_back(size_ + i);
    return rows(items);
}

}  // namespace noiseloom
