// Nodes and a backend for tests of image editors: layers are lists of greys, as pictures are.
#pragma once

#include "core/handed_picture.h"
#include "ui/toy_library.h"

namespace noiseloom {

struct ToyImages {
    std::vector<double> greys;   // one a picture
};

template <>
struct ValueType<ToyImages> {
    static constexpr std::string_view name = "images";
    static std::size_t bytes(const ToyImages& images) { return 1000 * images.greys.size(); }
};

// A layer that stands in for a file.
inline NodeDef toy_load() {
    NodeDef n("toy.load", 1);
    n.text("Load", "Toy", "Reads a picture.");
    n.in<FileRef>("file").value(FileRef{}).file(FileKind::image).doc("The picture.");
    const Out<ToyImages> out = n.out<ToyImages>("image").doc("The same.");
    n.run([=](Run& r) -> Result<void> {
        if (const HandedPicture* handed = r.context().handed("file")) return r.set_value(out.index, handed->picture);
        return Error{Code::bad_image, "there is no such picture", "Choose a layer.", "", "file", ""};
    });
    return n;
}

// Its picture plus the seed in hundredths, after some steps.
inline NodeDef toy_paint(std::atomic<int>& calls) {
    NodeDef n("toy.paint", 1);
    n.text("Paint", "Toy", "Paints on a picture.");
    const In<ToyImages> image = n.in<ToyImages>("image").optional().doc("What is there before.");
    const In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("Makes it another one.");
    const In<std::int64_t> steps = n.in<std::int64_t>("steps").value(1).range(0, 1'000'000).doc("How many.");
    const In<std::int64_t> count = n.in<std::int64_t>("count").value(1).range(1, 16).doc("How many pictures.");
    const In<bool> fails = n.in<bool>("fails").value(false).doc("Does it not.");
    const Out<ToyImages> out = n.out<ToyImages>("image").doc("The picture.");
    n.run([=, &calls](Run& r) -> Result<void> {
        ++calls;
        for (std::int64_t i = 0; i < r[steps]; ++i) {
            r.cancel().check();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            r.context().progress(static_cast<double>(i + 1), static_cast<double>(r[steps]));
        }
        if (r[fails]) return Error{Code::bad_image, "the paint is dry", "Buy some.", "", "", ""};
        ToyImages made;
        for (std::int64_t i = 0; i < r[count]; ++i) made.greys.push_back((r.maybe(image) ? r[image].greys.front() : 0) + static_cast<double>(r[seed].number) / 100);
        return r.set(out, made);
    });
    return n;
}

inline NodeDef toy_keep(std::atomic<int>& calls) {
    NodeDef n("toy.keep", 1);
    n.text("Keep", "Toy", "Would save a picture.");
    n.in<ToyImages>("image").doc("The picture.");
    n.in<FileRef>("file").value(FileRef{"out"}).file(FileKind::output).doc("Where to.");
    n.impure();
    n.run([&calls](Run&) -> Result<void> {
        ++calls;
        return {};
    });
    return n;
}

class LayersBackend : public ToyBackend {
  public:
    LayersBackend() : all_(ToyBackend::registry()) {
        all_.add(toy_load());
        all_.add(toy_paint(painted));
        all_.add(toy_keep(kept));
    }
    const Registry& registry() const override { return all_; }
    std::filesystem::path resources() const override { return folder; }
    bool has_pictures(const TypeInfo& type) const override { return &type == &type_of<ToyImages>() || ToyBackend::has_pictures(type); }
    std::vector<QImage> pictures(const Value& value, int longest = 0, int most = 0) const override {
        if (!value.is<ToyImages>()) return ToyBackend::pictures(value, longest, most);
        std::vector<QImage> made;
        for (const double grey : value.as<ToyImages>().greys) {
            QImage& image = made.emplace_back(64, 48, QImage::Format_RGB32);
            image.fill(grey_of(std::min(grey, 1.0)));
        }
        return made;
    }
    Result<void> save_picture(const std::filesystem::path& file, const Value& value, std::size_t index, const std::string&) const override {
        if (!pictures(value)[index].save(QString::fromStdString(file.string()))) return Error{Code::disk, "cannot write", "", "", "", ""};
        return {};
    }

    std::filesystem::path folder = "/nonexistent";   // of resources
    std::atomic<int> painted{0}, kept{0};

  private:
    Registry all_;
};

// A picture, painted on, kept: as workflows for image editors are.
inline Workflow painting(int steps = 1) {
    Workflow made;
    made.graph.nodes["load"] = {"toy.load", 1};
    made.graph.nodes["paint"] = {"toy.paint", 1, false, {{"image", Link{"load", "image"}}, {"seed", Json(5)}, {"steps", Json(steps)}}};
    made.graph.nodes["keep"] = {"toy.keep", 1, false, {{"image", Link{"paint", "image"}}}};
    made.form = Json::parse(R"([{"input": "load.file", "label": "Picture"}, {"input": "paint.seed", "label": "Seed"}, {"input": "paint.steps", "label": "Steps"}])");
    made.view = {{"at", {{"load", {0, 0}}, {"paint", {320, 0}}, {"keep", {640, 0}}}}};
    return made;
}

}  // namespace noiseloom
