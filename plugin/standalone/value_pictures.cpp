#include "standalone/value_pictures.h"

#include <ATen/ATen.h>

#include "diffusion/latent.h"
#include "image/colour.h"
#include "image/images.h"
#include "image/plot.h"
#include "library/analysis/plane_plot.h"
#include "standalone/latent_colours.h"

namespace noiseloom {
namespace {

constexpr int plane_size = 256;   // of the picture of points in a plane
constexpr int oversampling = 2;   // pixels looked at for one of a small picture, each way

std::uint8_t byte_of(float value) { return static_cast<std::uint8_t>(std::clamp(value, 0.0f, 1.0f) * 255 + 0.5f); }

QImage fitted(const QImage& image, int longest) {
    if (longest <= 0 || std::max(image.width(), image.height()) <= longest) return image;
    return image.scaled(longest, longest, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

// Samples of a model of the plane: dots, as far out as there are any.
Image scatter(const at::Tensor& points) {
    const double reach = points.numel() > 0 ? points.abs().nan_to_num(0, 0, 0).max().item<double>() : 0;
    PlanePlot plot(reach > 0 ? reach * 1.1 : 1, plane_size);
    plot.dots(points, series_colour(0));
    return plot.take();
}

std::vector<QImage> latent_pictures(const Latent& latent, int longest, std::size_t most) {
    std::vector<QImage> made;
    if (latent.samples.dim() != 4) return made;
    const std::int64_t count = std::min<std::int64_t>(latent.samples.size(0), static_cast<std::int64_t>(most));
    if (latent.samples.size(1) == 2 && latent.samples[0].numel() == 2) return {to_qimage(scatter(latent.samples.to(at::kCPU, at::kFloat).flatten(1)), longest)};
    const auto colours = latent_colours(latent.samples.size(1));
    if (!colours) return made;
    const at::Tensor samples = latent.samples.narrow(0, 0, count).to(at::kCPU, at::kFloat);
    if (samples.count_nonzero().item<std::int64_t>() == 0) return made;   // an empty canvas is nothing to see
    for (std::int64_t i = 0; i < count; ++i) made.push_back(to_qimage(coloured(samples[i], *colours), longest));
    return made;
}

}  // namespace

QImage to_qimage(const Image& image, int longest) {
    const Image shown = to_srgb(image);
    // Of large pictures every few pixels are enough to be made smaller still: going through all of them would take as long as a quick run.
    const int step = longest <= 0 ? 1 : std::max(1, std::max(shown.width, shown.height) / (oversampling * longest));
    QImage made((shown.width + step - 1) / step, (shown.height + step - 1) / step, shown.has_alpha() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    for (int y = 0; y < made.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(made.scanLine(y));
        const float* value = shown.pixels.get() + std::size_t(y) * std::size_t(step) * std::size_t(shown.width) * std::size_t(shown.channels);
        for (int x = 0; x < made.width(); ++x, value += step * shown.channels) {
            if (shown.channels == 1) line[x] = qRgb(byte_of(value[0]), byte_of(value[0]), byte_of(value[0]));
            else line[x] = qRgba(byte_of(value[0]), byte_of(value[1]), byte_of(value[2]), shown.has_alpha() ? byte_of(value[3]) : 255);
        }
    }
    return fitted(made, longest);
}

bool has_pictures(const TypeInfo& type) {
    return &type == &type_of<Images>() || &type == &type_of<Image>() || &type == &type_of<Mask>() || &type == &type_of<Latent>();
}

std::vector<QImage> value_pictures(const Value& value, int longest, int most) {
    const std::size_t limit = most > 0 ? static_cast<std::size_t>(most) : static_cast<std::size_t>(-1) / 2;
    std::vector<QImage> made;
    if (!value) return made;
    if (value.is<Latent>()) return latent_pictures(value.as<Latent>(), longest, limit);
    if (value.is<Image>()) made.push_back(to_qimage(value.as<Image>(), longest));
    if (value.is<Mask>()) made.push_back(to_qimage(value.as<Mask>().image, longest));
    if (value.is<Images>())
        for (const Image& image : value.as<Images>().items)
            if (made.size() < limit) made.push_back(to_qimage(image, longest));
    return made;
}

}  // namespace noiseloom
