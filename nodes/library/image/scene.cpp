#include <algorithm>

#include "core/run.h"
#include "image/images.h"
#include "models/device.h"
#include "training/scenes/caption.h"
#include "training/scenes/render.h"

namespace noiseloom {
namespace {

// "any", then the names of the values [0, end).
template <class E>
std::vector<std::string> words(std::size_t end = scenes::count_of<E>()) {
    std::vector<std::string> all{"any"};
    for (std::size_t i = 0; i < end; ++i) all.emplace_back(scenes::Names<E>::all[i]);
    return all;
}

// Leaves the chosen value alone in `values`; false where any will do.
template <class E>
bool narrow(std::vector<E>& values, const Choice& choice) {
    const auto& names = scenes::Names<E>::all;
    const auto found = std::find(names.begin(), names.end(), choice.word);
    if (found == names.end()) return false;
    values = {static_cast<E>(found - names.begin())};
    return true;
}

Error clash(std::string message, std::string hint, std::string socket) {
    return Error{.code = Code::bad_workflow, .message = std::move(message), .hint = std::move(hint), .socket = std::move(socket)};
}

Image picture_of(const scenes::Scene& scene, int size) {
    std::vector<std::uint8_t> rgb(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3);
    scenes::render(scene, size, rgb);
    std::vector<float> values(rgb.size());
    std::transform(rgb.begin(), rgb.end(), values.begin(), [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
    return make_image(size, size, 3, std::move(values));
}

}  // namespace

NodeDef image_scene_node() {
    using namespace scenes;
    NodeDef n("image.scene", 1);
    n.text("Scene", "Image", "A captioned picture of the procedural data set: flat shapes in front of a background, as training sees them.");
    n.keywords("data set procedural training caption test picture");
    In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Which scene. With every choice at any, seeds give the scenes that training sees.");
    In<std::int64_t> size = n.in<std::int64_t>("size").value(256).range(8, 4096).unit("px").doc("Width and height.");
    In<Choice> kind = n.in<Choice>("kind").choices(words<Kind>()).doc("What is shown. Where this or one of the next four is chosen, it stands alone.");
    In<Choice> colour = n.in<Choice>("colour").choices(words<Colour>()).doc("Its colour.");
    In<Choice> pattern = n.in<Choice>("pattern").choices(words<Pattern>()).doc("What is on it.");
    In<Choice> object_size = n.in<Choice>("object_size").choices(words<Size>()).doc("How large it is. Large objects lie in the centre.");
    In<Choice> position = n.in<Choice>("position").choices(words<Position>(5)).doc("Where it lies.");
    In<Choice> background = n.in<Choice>("background").choices(words<Background>()).doc("What is behind it.");
    In<std::int64_t> count = n.in<std::int64_t>("count").value(1).range(1, 4096).doc("How many scenes, of this seed and those that follow it: a set to compare a model's pictures with.");
    Out<Images> image = n.out<Images>("image").doc("The picture, or all of them.");
    Out<std::string> caption = n.out<std::string>("caption").doc("A caption of the first as in training: some attributes are left out, words vary with the seed.");
    Out<std::string> prompt = n.out<std::string>("prompt").doc("The full caption of the first: every attribute, always in the same words.");
    n.off_device();
    n.cost([](const Json& fields) { return 3e-8 * fields["size"].get<double>() * fields["size"].get<double>() * fields["count"].get<double>(); });
    n.run([=](Run& r) -> Result<void> {
        SceneOptions options;
        narrow(options.backgrounds, r[background]);
        const bool has_colour = narrow(options.colours, r[colour]);
        const bool has_size = narrow(options.sizes, r[object_size]);
        const bool has_position = narrow(options.positions, r[position]);
        const bool has_kind = narrow(options.kinds, r[kind]);
        const bool has_pattern = narrow(options.patterns, r[pattern]);
        if (has_colour || has_size || has_position || has_kind || has_pattern) options.two_objects = 0;
        if (r[object_size].word == "large" && has_position && r[position].word != "centre")
            return clash("A large object lies in the centre, not at the " + r[position].word + ".", "Choose another size, or the centre.", "object_size");
        if (options.sizes == std::vector{Size::large}) options.positions = {Position::centre};
        if (has_colour) std::erase_if(options.backgrounds, [&](Background wall) { return is_excluded(wall, options.colours.front()); });
        if (options.backgrounds.empty())
            return clash("A " + r[colour].word + " object would vanish in front of " + r[background].word + ".",
                         "Choose another colour or background.", "colour");

        const Scene scene = sample_scene(r[seed].number, options);
        need_memory(at::kCPU, 3.0 * static_cast<double>(r[size] * r[size] * r[count]) * sizeof(float), std::to_string(r[count]) + " scenes of " + std::to_string(r[size]) + " pixels a side");
        Images pictures;
        for (std::int64_t i = 0; i < r[count]; ++i) {
            r.cancel().check();
            pictures.items.push_back(picture_of(sample_scene(r[seed].number + static_cast<std::uint64_t>(i), options), static_cast<int>(r[size])));
        }
        NL_CHECK(r.set(image, std::move(pictures)));
        NL_CHECK(r.set(caption, scenes::caption(scene, r[seed].number)));
        return r.set(prompt, prompt_for(labels(scene)));
    });
    return n;
}

}  // namespace noiseloom
