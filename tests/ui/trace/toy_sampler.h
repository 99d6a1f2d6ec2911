// Nodes that look like those of diffusion, as far as views of traces care: a guider with a scale, what tames it, and a sampler with a trace.
#pragma once

#include "../toy_library.h"
#include "core/curve.h"
#include "core/subgraph_edits.h"
#include "toy_trace.h"

namespace noiseloom {

struct ToyGuider {
    Curve scale;
};
struct ToyTrace {
    double strength = 1;
};

template <>
struct ValueType<ToyGuider> {
    static constexpr std::string_view name = "guider";
    static std::size_t bytes(const ToyGuider&) { return 100; }
};
template <>
struct ValueType<ToyTrace> {
    static constexpr std::string_view name = "trace";
    static std::size_t bytes(const ToyTrace&) { return 100; }
    static std::string save(const ToyTrace& trace) { return std::to_string(trace.strength); }
    static Result<std::shared_ptr<const ToyTrace>> load(std::string_view text) { return std::make_shared<const ToyTrace>(ToyTrace{std::stod(std::string(text))}); }
};

inline NodeDef toy_cfg() {
    NodeDef n("guidance.cfg", 1);
    n.text("Classifier-Free Guidance", "Guidance", "Steers.");
    const In<Curve> scale = n.in<Curve>("scale").value(7.5).range(-30, 60, 0.1).doc("How strongly.");
    const Out<ToyGuider> out = n.out<ToyGuider>("guider").doc("The guidance.");
    n.run([=](Run& r) { return r.set(out, ToyGuider{r[scale]}); });
    return n;
}

inline NodeDef toy_tamer(const char* type, const char* input, double value) {
    NodeDef n(type, 1);
    n.text("Tamer", "Guidance", "Tames.");
    const In<ToyGuider> in = n.in<ToyGuider>("guider").doc("What is tamed.");
    n.in<double>(input).value(value).doc("How.");
    const Out<ToyGuider> out = n.out<ToyGuider>("guider").doc("The same.");
    n.run([=](Run& r) { return r.set(out, r[in]); });
    return n;
}

inline NodeDef toy_sample() {
    NodeDef n("sampling.sample", 1);
    n.text("Sample", "Sampling", "Makes a picture and a trace.");
    const In<ToyGuider> guider = n.in<ToyGuider>("guider").doc("The guidance.");
    const Out<ToyPicture> picture = n.out<ToyPicture>("latent").doc("The picture.");
    const Out<ToyTrace> trace = n.out<ToyTrace>("trace").doc("What happened.");
    n.run([=](Run& r) -> Result<void> {
        NL_CHECK(r.set(picture, ToyPicture{0.5}));
        return r.set(trace, ToyTrace{r[guider].scale.at(0) / 7.5});
    });
    return n;
}

inline NodeDef toy_look(std::atomic<int>& looks) {
    NodeDef n("trace.look", 1);
    n.text("Look at a Step", "Trace", "Shows a step.");
    n.in<ToyTrace>("trace").doc("Of the run.");
    n.in<ToyGuider>("guider").doc("Of that run.");
    const In<std::int64_t> step = n.in<std::int64_t>("step").value(1).doc("Which.");
    std::vector<Out<ToyPicture>> outs;
    for (const char* name : {"seen", "estimate", "base", "prompt", "terms", "saliency"}) outs.push_back(n.out<ToyPicture>(name).doc("A picture."));
    n.run([=, &looks](Run& r) -> Result<void> {
        ++looks;
        for (std::size_t i = 0; i < outs.size(); ++i) NL_CHECK(r.set(outs[i], ToyPicture{0.1 * static_cast<double>(r[step])}));
        return {};
    });
    return n;
}

class ToySamplerBackend : public ToyBackend {
  public:
    // With a folder everything is kept there too.
    explicit ToySamplerBackend(const std::filesystem::path& folder = {}) : caches_(kept_in(folder)) {
        registry_.add(toy_cfg());
        registry_.add(toy_tamer("guidance.rescale", "amount", 0.7));
        registry_.add(toy_tamer("guidance.threshold", "mimic", 7));
        registry_.add(toy_tamer("guidance.interval", "start", 0));
        registry_.add(toy_sample());
        registry_.add(toy_look(looks));
    }
    const Registry& registry() const override { return registry_; }
    Caches& caches() override { return caches_; }
    Json figures(const Value& value) const override { return value.is<ToyTrace>() ? toy_trace(value.as<ToyTrace>().strength) : Json(); }

    static Workflow workflow() {
        Workflow made;
        made.graph.nodes["cfg-1"] = Node{"guidance.cfg", 1, false, {}};
        made.graph.nodes["sample-1"] = Node{"sampling.sample", 1, false, {{"guider", Link{"cfg-1", "guider"}}}};
        return made;
    }

    // The same, as a subgraph "guided" that "group-1" is.
    static Workflow nested() {
        Workflow made = workflow();
        const auto patch = make_subgraph(made, "", std::vector<std::string>{"cfg-1", "sample-1"}, "guided");
        if (!patch || !apply(*patch, made)) qFatal("no subgraph");
        return made;
    }

    std::atomic<int> looks{0};

  private:
    static CacheSettings kept_in(const std::filesystem::path& folder) {
        CacheSettings settings;
        settings.folder = folder;
        settings.disk_seconds = 0;
        return settings;
    }

    Registry registry_;
    Caches caches_;
};

}  // namespace noiseloom
