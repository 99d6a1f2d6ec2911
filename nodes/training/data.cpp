#include "training/data.h"

#include <ATen/ATen.h>

#include "core/paths.h"
#include "training/folder_data.h"
#include "training/scene_data.h"

namespace noiseloom {

std::shared_ptr<const DataSet> make_data(Settings settings, Captions captions) {
    if (settings.has("folder") && settings.has("scenes")) settings.refuse("folder", "and 'scenes' are both set", "Choose one kind of data.");
    auto data = settings.has("folder") ? make_folder_data(settings, captions) : make_scene_data(settings);
    settings.finish();
    return data;
}

void check_apart(Settings& settings, const std::filesystem::path& output) {
    std::error_code unknown;   // what cannot be looked at is refused where it is read or written
    const auto shown = std::filesystem::weakly_canonical(output / "pictures", unknown);
    for (Settings& data : settings.sections("data")) {
        if (!data.has("folder")) continue;
        const auto folder = std::filesystem::weakly_canonical(data.existing_path("folder"), unknown);
        if (!unknown && is_within(shown, folder))
            data.refuse("folder", "holds the output folder " + output.string() + ": the pictures that a run makes would join its data", "Choose an output folder outside it.");
    }
}

std::vector<std::int64_t> held_out_items(const DataSet& data, std::int64_t first, std::int64_t count) {
    std::vector<std::int64_t> items;
    for (std::int64_t i = first; i < first + count; ++i) items.push_back(data.size() + i % data.held_out());
    return items;
}

at::Tensor from_bytes(const at::Tensor& bytes) { return bytes.to(at::kFloat).mul_(2.0 / 255).sub_(1).permute({0, 3, 1, 2}); }

at::Tensor pictures(const DataSet& data, const std::vector<std::int64_t>& items, int side) {
    std::vector<at::Tensor> all;
    for (const auto item : items) all.push_back(data.picture(item, side));
    return from_bytes(at::stack(all));
}

}  // namespace noiseloom
