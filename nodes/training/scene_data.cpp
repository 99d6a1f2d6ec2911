#include "training/scene_data.h"

#include <span>

#include <ATen/ATen.h>

#include "diffusion/random.h"
#include "training/scenes/caption.h"
#include "training/scenes/render.h"
#include "training/scenes/scene.h"

namespace noiseloom {
namespace {

constexpr std::int64_t validation_seed = 10'000'000;   // and upwards: never trained on

template <class E>
LabelKind label_kind() {
    LabelKind kind{std::string(scenes::Names<E>::list), {}};
    for (const auto name : scenes::Names<E>::all) kind.classes.emplace_back(name);
    return kind;
}

constexpr std::size_t single_positions = 5;   // those that one object can have come first

template <class E>
E another(E value, std::uint64_t draw, std::size_t count = scenes::count_of<E>()) {
    const std::uint64_t shift = 1 + mixed({draw, count}) % (count - 1);
    return static_cast<E>((static_cast<std::size_t>(value) + shift) % count);
}

class SceneData : public DataSet {
  public:
    SceneData(scenes::SceneOptions options, std::int64_t first, std::int64_t size, double keep, Key identity)
        : options_(std::move(options)), first_(first), size_(size), keep_(keep), identity_(identity) {}

    std::int64_t size() const override { return size_; }
    std::int64_t held_out() const override { return 1'000'000; }

    at::Tensor picture(std::int64_t item, int side) const override { return scene_bytes(scene(item), side); }

    std::string caption(std::int64_t item, std::uint64_t draw, bool whole) const override {
        return scenes::caption(scene(item), draw, whole ? 1 : keep_);
    }

    std::vector<LabelKind> label_kinds() const override { return scene_label_kinds(); }

    std::vector<std::int64_t> labels(std::int64_t item) const override {
        const auto all = scenes::labels(scene(item));
        const auto& object = all.objects.front();
        return {object.kind, object.colour, object.pattern, object.size, all.position, all.background};
    }

    std::string wrong_caption(std::int64_t item, std::uint64_t draw, const std::string& kind, bool whole) const override {
        scenes::Scene changed = scene(item);
        auto& object = changed.objects.front();
        if (kind == "kind") object.kind = another(object.kind, draw);
        else if (kind == "colour") object.colour = another(object.colour, draw);
        else if (kind == "background") changed.background = another(changed.background, draw);
        else if (kind != "position") return "";
        else if (changed.objects.size() > 1) std::swap(changed.objects[0], changed.objects[1]);   // the other side of the relation
        else changed.position = another(changed.position, draw, single_positions);
        return scenes::caption(changed, draw, whole ? 1 : keep_);
    }

    std::vector<std::string> texts() const override { return scenes::caption_words(); }
    Key pictures_identity() const override { return identity_; }

  private:
    scenes::Scene scene(std::int64_t item) const { return scenes::sample_scene(static_cast<std::uint64_t>(item < size_ ? first_ + item : validation_seed + item - size_), options_); }

    scenes::SceneOptions options_;
    std::int64_t first_, size_;
    double keep_;
    Key identity_;
};

}  // namespace

std::vector<LabelKind> scene_label_kinds() {
    return {label_kind<scenes::Kind>(), label_kind<scenes::Colour>(), label_kind<scenes::Pattern>(), label_kind<scenes::Size>(),
            label_kind<scenes::Position>(), label_kind<scenes::Background>()};
}

at::Tensor scene_bytes(const scenes::Scene& scene, int side) {
    at::Tensor pixels = at::empty({side, side, 3}, at::kByte);
    scenes::render(scene, side, {pixels.mutable_data_ptr<std::uint8_t>(), static_cast<std::size_t>(pixels.numel())});
    return pixels;
}

std::shared_ptr<const DataSet> make_scene_data(Settings& settings) {
    const Json json = settings.any("scenes");
    auto options = settings.checked("scenes", [&] { return scenes::scene_options(json.is_null() ? Json::object() : json).or_throw(); });
    const auto first = settings.whole("first_seed", 0, 0, validation_seed - 1);
    const auto size = settings.whole("size", validation_seed - first, 1, validation_seed - first);
    const double keep = settings.real("keep", 0.8, 0, 1);
    const Key identity = KeyBuilder("scenes").add(json.dump()).add(std::to_string(first)).key();
    return std::make_shared<SceneData>(std::move(options), first, size, keep, identity);
}

}  // namespace noiseloom
