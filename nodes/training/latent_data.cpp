#include "training/latent_data.h"

#include <numeric>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "models/load.h"
#include "training/export.h"
#include "training/prefetch.h"
#include "training/sealed_file.h"

namespace noiseloom {
namespace {

constexpr std::int64_t part_items = 4096, batch_items = 32, most_items = 2'000'000;
constexpr std::size_t largest_config = 1 << 20;
constexpr Seal latents_seal{"latents", /*of_names=*/false};

}  // namespace

int LatentSpace::channels() const { return autoencoder ? autoencoder->format().channels : 3; }

int LatentSpace::row_side() const { return autoencoder ? side / autoencoder->format().factor : side; }

LatentSpace LatentSpace::read(Settings& settings, const TaskContext& context) {
    LatentSpace space;
    if (settings.has("autoencoder")) {
        space.folder = settings.needed_path("autoencoder");
        const auto config = read_file(space.folder / "config.json", largest_config);
        if (!config) settings.refuse("autoencoder", "is not a folder with config.json", "A trained model carries it along, in the layout of diffusers.");
        const auto json = parse_json(*config, {}, Code::bad_model);
        const Json name = json && json->is_object() ? json->value("_class_name", Json("AutoencoderKL")) : Json();
        if (!name.is_string()) settings.refuse("autoencoder", "names a folder whose config.json is no autoencoder's");
        space.class_name = name.get<std::string>();
        space.autoencoder = load_autoencoder(space.folder, {context.placement.device.str(), "fp32"}).or_throw();
    }
    space.side = static_cast<int>(settings.whole("size", 128, 8, 4096));
    if (space.autoencoder && space.side % space.autoencoder->format().factor != 0)
        settings.refuse("size", "must be a multiple of " + std::to_string(space.autoencoder->format().factor) + ", the autoencoder's factor");
    return space;
}

LatentData::LatentData(std::shared_ptr<const DataSet> data, LatentSpace space, const TaskContext& context)
    : data_(std::move(data)), space_(std::move(space)), device_(context.placement.device), cancel_(context.cancel) {
    if (space_.autoencoder) prepare(context);
}

void LatentData::prepare(const TaskContext& context) {
    if (data_->size() > most_items)
        throw Failure({Code::bad_workflow, "The data have " + std::to_string(data_->size()) + " pictures, too many to keep their latents.",
                       "Set 'size' in 'data' to at most " + std::to_string(most_items) + ".", "", "", ""});
    const Key key = KeyBuilder("latents").add(data_->pictures_identity()).add(data_->size()).add(space_.autoencoder->identity()).add(space_.side).key();
    make_folders(context.cache);
    const std::int64_t count = (data_->size() + part_items - 1) / part_items;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto file = context.cache / ("latents-" + key.hex().substr(0, 16) + "-" + std::to_string(i) + ".safetensors");
        const std::int64_t end = std::min((i + 1) * part_items, data_->size());
        const auto fits = [&](const Tensors& kept) {
            const auto found = kept.find("latents");
            return found != kept.end() && found->second.sizes() == space_.rows(end - i * part_items) && found->second.scalar_type() == at::kHalf;
        };
        const Tensors part = kept_or_made(file, latents_seal, fits, [&] {
            const std::int64_t begin = i * part_items;
            const auto drawn = [&](std::int64_t number) {
                const std::int64_t first = begin + number * batch_items;
                std::vector<std::int64_t> items(static_cast<std::size_t>(std::min(batch_items, end - first)));
                std::iota(items.begin(), items.end(), first);
                return pictures(*data_, items, space_.side);
            };
            const std::int64_t batches = (end - begin + batch_items - 1) / batch_items;
            const int threads = at::get_num_threads();
            Prefetch<at::Tensor> ahead(0, batches, 2 * threads, drawn, threads);
            std::vector<at::Tensor> encoded;
            for (std::int64_t k = 0; k < batches; ++k) {
                context.preparing.check();
                encoded.push_back(encode(ahead.next()).to(at::kHalf));
            }
            context.say("Encoded " + std::to_string(end) + " of " + std::to_string(data_->size()) + " pictures");
            return Tensors{{"latents", at::cat(encoded)}};
        });
        parts_.push_back(part.at("latents"));
    }
}

at::Tensor LatentData::encode(const at::Tensor& images) const {
    if (!space_.autoencoder) return images;
    const c10::NoGradGuard constant;
    return space_.autoencoder->latent(space_.autoencoder->encode(images.to(device_), cancel_), {}).cpu();
}

at::Tensor LatentData::decode(const at::Tensor& rows) const { return space_.autoencoder ? space_.autoencoder->decode(rows, cancel_) : rows; }

at::Tensor LatentData::rows(const std::vector<std::int64_t>& items) const {
    if (!space_.autoencoder) return pictures(*data_, items, space_.side);
    std::vector<at::Tensor> rows;
    for (const auto item : items) rows.push_back(parts_[static_cast<std::size_t>(item / part_items)][item % part_items]);
    return at::stack(rows).to(at::kFloat);
}

at::Tensor LatentData::held_out(std::int64_t first, std::int64_t count) const {
    return encode(pictures(*data_, held_out_items(*data_, first, count), space_.side));
}

}  // namespace noiseloom
