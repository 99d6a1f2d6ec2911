// A node library and a backend of a few lines, for tests of the editor without LibTorch: instant nodes, slow ones that can be
// cancelled, failing ones, pictures of one colour.
#pragma once

#include <atomic>
#include <thread>

#include "core/run.h"
#include "ui/backend/backend.h"

namespace noiseloom {

// A picture of one colour, grey: 0 is black, 1 white.
struct ToyPicture {
    double grey = 0;
};

template <>
struct ValueType<ToyPicture> {
    static constexpr std::string_view name = "toy picture";
    static std::size_t bytes(const ToyPicture&) { return 1000; }
    static std::string save(const ToyPicture& picture) { return std::to_string(picture.grey); }
    static Result<std::shared_ptr<const ToyPicture>> load(std::string_view text) { return std::make_shared<const ToyPicture>(ToyPicture{std::stod(std::string(text))}); }
};

inline NodeDef toy_number() {
    NodeDef n("toy.number", 1);
    n.text("Number", "Toy", "A number.");
    const In<double> value = n.in<double>("value").value(0).doc("The number.");
    const Out<double> out = n.out<double>("value").doc("The same.");
    n.run([=](Run& r) { return r.set(out, r[value]); });
    return n;
}

inline NodeDef toy_picture(std::atomic<int>& calls) {
    NodeDef n("toy.picture", 1);
    n.text("Picture", "Toy", "A picture of one colour.");
    const In<double> grey = n.in<double>("grey").value(0.5).range(0, 1).doc("Its colour.");
    const Out<ToyPicture> out = n.out<ToyPicture>("picture").doc("The picture.");
    n.run([=, &calls](Run& r) {
        ++calls;
        return r.set(out, ToyPicture{r[grey]});
    });
    return n;
}

// Tells progress and a preview at every step.
inline NodeDef toy_slow() {
    NodeDef n("toy.slow", 1);
    n.text("Slow", "Toy", "Takes its time over a picture.");
    const In<ToyPicture> picture = n.in<ToyPicture>("picture").optional().doc("Made darker.");
    const In<std::int64_t> steps = n.in<std::int64_t>("steps").value(100).range(1, 1'000'000).doc("How many.");
    const In<double> pause = n.in<double>("pause").value(1).unit("ms").doc("Between two steps.");
    const Out<ToyPicture> out = n.out<ToyPicture>("picture").doc("The picture.");
    n.run([=](Run& r) {
        const double grey = r.maybe(picture) ? r[picture].grey : 1;
        for (std::int64_t i = 0; i < r[steps]; ++i) {
            r.cancel().check();
            if (r[pause] > 0) std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(r[pause]));
            r.context().progress(static_cast<double>(i + 1), static_cast<double>(r[steps]));
            r.context().preview(Value::of(ToyPicture{grey}), static_cast<int>(i));
        }
        return r.set(out, ToyPicture{grey / 2});
    });
    return n;
}

inline NodeDef toy_fail() {
    NodeDef n("toy.fail", 1);
    n.text("Fail", "Toy", "Fails.");
    n.in<ToyPicture>("picture").doc("Ignored.");
    n.out<ToyPicture>("picture").doc("Never made.");
    n.run([](Run&) -> Result<void> { return Error{Code::bad_image, "this always fails", "Take it out.", "", "picture", ""}; });
    return n;
}

// Impure and without outputs, as a node that saves is.
inline NodeDef toy_save(std::atomic<int>& calls) {
    NodeDef n("toy.save", 1);
    n.text("Save", "Toy", "Counts what it would save.");
    n.in<ToyPicture>("picture").doc("The picture.");
    n.impure();
    n.run([&calls](Run& r) -> Result<void> {
        ++calls;
        r.context().wrote("/toy/" + r.context().fact("workflow"));
        return {};
    });
    return n;
}

class ToyBackend : public Backend {
  public:
    ToyBackend() {
        registry_.add(toy_number());
        registry_.add(toy_picture(drawn));
        registry_.add(toy_slow());
        registry_.add(toy_fail());
        registry_.add(toy_save(saved));
    }

    const Registry& registry() const override { return registry_; }
    Caches& caches() override { return caches_; }
    std::filesystem::path resources() const override { return "/nonexistent"; }
    std::vector<ComputeDevice> devices() const override { return {{{}, "CPU", 0}}; }
    bool has_pictures(const TypeInfo& type) const override { return &type == &type_of<ToyPicture>(); }
    std::vector<QImage> pictures(const Value& value, int, int) const override {
        if (!value.is<ToyPicture>()) return {};
        QImage image(16, 16, QImage::Format_RGB32);
        image.fill(grey_of(value.as<ToyPicture>().grey));
        return {image};
    }
    Json figures(const Value& value) const override { return value && value.type().to_json ? value.type().to_json(value.object()) : Json(); }
    std::vector<std::pair<std::string, double>> summary(const Value& value) const override {
        if (value && value.is<double>()) return {{"", value.as<double>()}};
        return {};
    }
    Result<PromptReading> read_prompt(const Value&, const std::string&, const std::string&) const override { return none(); }
    Result<std::string> embedded_workflow(const std::filesystem::path&) const override { return none(); }
    Result<QImage> thumbnail(const std::filesystem::path&, int) const override { return none(); }
    Result<void> save_picture(const std::filesystem::path&, const Value&, std::size_t, const std::string&) const override { return none(); }
    std::map<std::string, std::function<std::string(const Cancel&)>> facts(const Workflow&, const std::vector<std::string>&, std::shared_ptr<FileRoots>) override {
        return {{"workflow", [](const Cancel&) { return std::string("workflow"); }}};
    }

    static QRgb grey_of(double grey) { return qRgb(static_cast<int>(grey * 255), static_cast<int>(grey * 255), static_cast<int>(grey * 255)); }

    std::atomic<int> drawn{0}, saved{0};   // calls of toy.picture and toy.save

  private:
    static Error none() { return {Code::usage, "toys have none of this", "", "", "", ""}; }

    Registry registry_;
    Caches caches_;
};

}  // namespace noiseloom
