#include "training/vqgan_clip/search.h"

#include <cmath>
#include <numbers>

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "models/architectures/codebook.h"

namespace noiseloom {
namespace {

constexpr std::uint64_t canvas_stream = 1, step_stream = 2, target_stream = 3;
constexpr std::int64_t picture_every = 5;

// One colour channel each runs from a random value to another, across or down.
at::Tensor gradient_picture(std::int64_t height, std::int64_t width, Draws& draws) {
    std::vector<at::Tensor> channels;
    for (int c = 0; c < 3; ++c) {
        const double from = draws.uniform(), to = draws.uniform();
        const bool is_across = draws.below(2) == 0;
        const at::Tensor line = at::linspace(from, to, is_across ? width : height, at::kFloat);
        channels.push_back((is_across ? line.view({1, -1}) : line.view({-1, 1})).expand({height, width}));
    }
    return at::stack(channels).unsqueeze(0);
}

}  // namespace

at::Tensor zoomed(const at::Tensor& image, const Zoom& zoom) {
    const double angle = -zoom.turn * std::numbers::pi / 180, c = std::cos(angle) / zoom.scale, s = std::sin(angle) / zoom.scale;
    const double aspect = static_cast<double>(image.size(3)) / static_cast<double>(image.size(2));
    const at::Tensor map = at::tensor({c, -s / aspect, -2 * zoom.shift_x, s * aspect, c, -2 * zoom.shift_y, 0.0, 0.0, 1.0}, at::kFloat).view({1, 3, 3});
    return warped(image, map, /*reflects=*/true);
}

Search::Search(std::shared_ptr<const Autoencoder> autoencoder, std::shared_ptr<const Clip> clip, SearchSettings settings)
    : autoencoder_(std::move(autoencoder)), clip_(std::move(clip)), settings_(std::move(settings)) {}

at::Tensor Search::encoded(const at::Tensor& image, const Cancel& cancel) const {
    if (!autoencoder_) return image.clone();
    const c10::NoGradGuard constant;
    const at::Tensor z = autoencoder_->encode(image.to(at::Device(autoencoder_->device())) * 2 - 1, cancel).mean;
    const Codebook* codes = autoencoder_->codebook();
    return codes ? codes->quantise(z) : z;
}

at::Tensor Search::canvas(Canvas kind, std::int64_t height, std::int64_t width, const Cancel& cancel) const {
    Draws draws(mixed({settings_.seed, canvas_stream}));
    if (kind == Canvas::gradient) return encoded(gradient_picture(height, width, draws), cancel);
    if (kind == Canvas::pixels || !autoencoder_) return encoded(draws.uniform({1, 3, height, width}), cancel);
    const LatentFormat format = autoencoder_->format();
    const at::Device device(autoencoder_->device());
    const std::int64_t h = height / format.factor, w = width / format.factor;
    const Codebook* codes = autoencoder_->codebook();
    if (!codes) return (draws.normal({1, format.channels, h, w}) / format.scale + format.shift).to(device);
    const at::Tensor chosen = (draws.uniform({1, h, w}).to(at::kDouble) * static_cast<double>(codes->size())).to(at::kLong);
    return codes->look_up(chosen.to(device)).detach();
}

at::Tensor Search::cut(const at::Tensor& image, std::uint64_t stream, std::int64_t number) const {
    Draws draws(mixed({settings_.seed, stream, static_cast<std::uint64_t>(number)}));
    return settings_.cutouts(image, clip_->vision().config().image_size, draws);
}

at::Tensor Search::embedding(const at::Tensor& image) const {
    const c10::NoGradGuard constant;
    return clip_->image_embeds(cut(image.to(at::Device(clip_->text().device())), target_stream, 0));
}

std::vector<at::Tensor> Search::run(const at::Tensor& z, const SearchObserver& observer) const {
    LatentAscent ascent(autoencoder_, clip_, z, settings_.ascent);
    std::vector<at::Tensor> frames;
    const auto count = static_cast<std::int64_t>(settings_.phases.size());
    for (std::int64_t i = 0; i < settings_.iterations; ++i) {
        observer.cancel.check();
        const auto& targets = settings_.phases[static_cast<std::size_t>(i * count / settings_.iterations)];
        const auto losses = ascent.step(targets, [&](const at::Tensor& image) { return cut(image, step_stream, i); }, observer.cancel);
        double sum = 0;
        for (const double loss : losses) sum += loss;
        const std::int64_t done = i + 1;
        const bool is_last = done == settings_.iterations, is_frame = is_last || (settings_.frame_every > 0 && done % settings_.frame_every == 0);
        if (observer.on_step) observer.on_step(done, sum);
        if (!is_frame && (done % picture_every != 0 || !observer.on_picture)) continue;
        const at::Tensor image = ascent.picture(observer.cancel);
        if (observer.on_picture) observer.on_picture(done, image);
        if (is_frame) frames.push_back(image.cpu());
        if (is_frame && !is_last && settings_.zoom) ascent.restart(encoded(zoomed(image, *settings_.zoom), observer.cancel));
    }
    return frames;
}

}  // namespace noiseloom
