// An image editor in memory: a document of a few layers, each of one grey. It answers a moment later, or when it is told to.
#pragma once

#include <deque>

#include <QTimer>

#include "ui/host/toy_layers.h"
#include "ui/host/host_link.h"

namespace noiseloom {

class FakeHost : public HostLink {
  public:
    // What a test keeps of it: it outlives the link, which its session owns.
    struct Seen {
        int refreshed = 0, fetched = 0, put = 0, ended = 0;
        std::vector<HostInput> inputs;
        HostRect frame;
        std::vector<HostResult> results;
        HostPlacement placement;
        std::vector<double> progress;
        int progress_ended = 0;
        QString error;
        bool was_cancelled = false;
    };
    Hello hello;
    HostDocument shown;
    std::map<std::string, double> greys{{"5", 0.25}, {"6", 0.5}, {"7", 0.75}, {"", 0.1}};   // by layer; "" is all that is visible
    bool holds = false;                     // answers only to answer()
    std::optional<Error> refuses;           // every request
    const std::shared_ptr<Seen> seen = std::make_shared<Seen>();

    FakeHost() {
        hello.host = "gimp";
        hello.name = "GIMP";
        shown.id = "1";
        shown.name = "photo.xcf";
        shown.width = 80;
        shown.height = 60;
        const auto layer = [&](const char* id, const char* name, LayerKind kind, const char* parent, HostRect rect) {
            HostLayer made;
            made.id = id;
            made.name = name;
            made.kind = kind;
            made.parent = parent;
            made.rect = rect;
            shown.layers.push_back(made);
        };
        layer("4", "Landscape", LayerKind::group, "", {0, 0, 80, 60});
        layer("5", "Sky", LayerKind::pixels, "4", {-10, 0, 40, 30});
        layer("6", "Ground", LayerKind::pixels, "4", {0, 30, 80, 30});
        layer("8", "Curves", LayerKind::other, "", {0, 0, 80, 60});
        layer("7", "Backdrop", LayerKind::pixels, "", {0, 0, 80, 60});
        activate("5");
    }
    void activate(const std::string& id) {
        for (HostLayer& layer : shown.layers) layer.is_active = layer.id == id;
    }
    void remove(const std::string& id) { std::erase_if(shown.layers, [&](const HostLayer& layer) { return layer.id == id; }); }
    void leave() {
        is_gone_ = true;
        refuses = Error{Code::refused, "GIMP is gone", "", "", "", ""};
        emit gone();
        while (!waiting_.empty()) answer();
    }
    void answer() {   // the oldest request
        if (waiting_.empty()) return;
        const auto act = std::move(waiting_.front());
        waiting_.pop_front();
        act();
    }
    std::size_t asked() const { return waiting_.size(); }

    const Hello& host() const override { return hello; }
    const HostDocument& document() const override { return shown; }
    bool is_gone() const override { return is_gone_; }
    void refresh(std::function<void(const Result<void>&)> told) override {
        later([this, told] {
            ++seen->refreshed;
            if (refuses) return told(*refuses);
            emit document_changed();
            told({});
        });
    }
    void fetch(std::vector<HostInput> inputs, HostRect frame, std::function<void(const Result<HostPictures>&)> told) override {
        later([this, inputs, frame, told] {
            ++seen->fetched;
            seen->inputs = inputs;
            seen->frame = frame;
            if (refuses) return told(*refuses);
            auto handed = std::make_shared<HandedPictures>();
            for (const HostInput& one : inputs) {
                const double grey = greys.at(one.layer);
                (*handed)[one.input] = {one.name, KeyBuilder("fake").add(std::to_string(grey)).key(), Value::of(ToyImages{{grey}}), Value()};
            }
            told(HostPictures{frame, handed, {}});
        });
    }
    void put(std::vector<HostResult> results, HostPlacement placement, std::function<void(const Result<std::vector<std::string>>&)> told) override {
        later([this, results, placement, told] {
            ++seen->put;
            seen->results = results;
            seen->placement = placement;
            if (refuses) return told(*refuses);
            std::vector<std::string> ids;
            for (std::size_t i = 0; i < results.size(); ++i) ids.push_back(std::to_string(90 + i));
            told(ids);
        });
    }
    void show_progress(double fraction, const QString&) override { seen->progress.push_back(fraction); }
    void end_progress() override { ++seen->progress_ended; }
    void show_message(const QString&) override {}
    void end(const QString& error, bool was_cancelled) override {
        ++seen->ended;
        seen->error = error;
        seen->was_cancelled = was_cancelled;
    }

  private:
    void later(std::function<void()> act) {
        if (is_gone_) return;
        waiting_.push_back(std::move(act));
        if (!holds) QTimer::singleShot(0, this, &FakeHost::answer);
    }
    bool is_gone_ = false;
    std::deque<std::function<void()>> waiting_;
};

inline double grey_of(const HostResult& result) { return result.pictures.as<ToyImages>().greys.at(result.index); }

}  // namespace noiseloom
