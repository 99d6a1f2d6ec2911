// The nodes of exact models: what they output is a model, a classifier and a truth like any others, and they agree.
#include <ATen/ATen.h>

#include "diffusion/analytic.h"
#include "diffusion/latent.h"
#include "engine/executor.h"
#include "image/images.h"
#include "library/nodes.h"

#include <QtTest>

using namespace noiseloom;

namespace {

struct Laboratory {
    Registry registry;
    Graph graph;

    Laboratory() {
        register_nodes(registry);
        add("plane", "model.mixture", {{"count", 300}});
        add("one", "model.class", {{"class", "1"}}, {{"model", "plane.model"}});
        add("none", "model.class", {}, {{"model", "plane.model"}});
        add("steps", "sampling.schedule", {{"steps", 12}}, {{"model", "plane.model"}});
        add("sampler", "sampling.dpmpp_2m", {});
    }
    void add(const std::string& id, const std::string& type, const Json& fields, const std::map<std::string, std::string>& wires = {}) {
        Node node{type, registry.find(type)->version(), false, {}, Json::object()};
        for (const auto& [name, value] : fields.items()) node.inputs[name] = value;
        for (const auto& [name, source] : wires) node.inputs[name] = Link{source.substr(0, source.find('.')), source.substr(source.find('.') + 1)};
        graph.nodes[id] = std::move(node);
    }
    void add_sampling(const std::string& id, const std::string& guider) {
        add(id, "sampling.sample", {{"seed", 3}}, {{"guider", guider + ".guider"}, {"sampler", "sampler.sampler"}, {"schedule", "steps.schedule"}, {"latent", "plane.canvas"}});
    }
    RunResult run(const std::string& id) {
        Caches caches{CacheSettings{}};
        Executor executor{registry, caches};
        return run_now(executor, graph, {id}, {});
    }
    double number(const std::string& id, std::size_t output = 0) {
        const RunResult result = run(id);
        return result.ok() ? result.outputs.at(id).at(output).as<double>() : std::nan("");
    }
    at::Tensor samples(const std::string& id) {
        const RunResult result = run(id);
        return result.ok() ? result.outputs.at(id).at(0).as<Latent>().samples : at::Tensor();
    }
    std::string refusal(const std::string& id) {
        const RunResult result = run(id);
        return result.errors.empty() ? "" : result.errors.front().message;
    }
    Image picture(const std::string& id) {
        const RunResult result = run(id);
        return result.ok() ? result.outputs.at(id).at(0).as<Images>().first() : Image{};
    }
};

}  // namespace

class LaboratoryTest : public QObject {
    Q_OBJECT
  private slots:
    // Bayes, by nodes: the exact classifier on no class at scale 1 is the class, and at scale s classifier-free guidance with s.
    void the_classifier_is_the_conditional_and_cfg() {
        Laboratory lab;
        lab.add("unguided", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "none.conditioning"}});
        lab.add("conditional", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "one.conditioning"}});
        for (const double s : {1.0, 3.5}) {
            lab.add("by_classifier", "guidance.classifier", {{"class", "1"}, {"scale", s}}, {{"guider", "unguided.guider"}, {"classifier", "plane.classifier"}});
            lab.add("by_cfg", "guidance.cfg", {{"scale", s}}, {{"model", "plane.model"}, {"positive", "one.conditioning"}, {"negative", "none.conditioning"}});
            lab.add("on_top", "guidance.classifier", {{"class", "1"}, {"scale", s - 1}}, {{"guider", "conditional.guider"}, {"classifier", "plane.classifier"}});
            for (const char* guider : {"by_classifier", "by_cfg", "on_top", "conditional"}) lab.add_sampling(std::string("sample_") + guider, guider);
            const at::Tensor cfg = lab.samples("sample_by_cfg");
            QCOMPARE(cfg.sizes(), (at::IntArrayRef{300, 2, 1, 1}));
            QVERIFY(at::allclose(lab.samples("sample_by_classifier"), cfg, 1e-3, 1e-4));
            QVERIFY(at::allclose(lab.samples("sample_on_top"), cfg, 1e-3, 1e-4));
            QCOMPARE(at::allclose(lab.samples("sample_conditional"), cfg, 1e-3, 1e-4), s == 1.0);
        }
    }

    void weights_and_spread_are_those_asked_for() {
        Laboratory lab;
        lab.add("plane", "model.mixture", {{"classes", 2}, {"radius", 2}, {"spread", 0.25}, {"weights", "3, 1"}, {"count", 20000}});
        lab.add("draw", "latent.true_samples", {}, {{"truth", "plane.truth"}, {"canvas", "plane.canvas"}});
        const at::Tensor points = lab.samples("draw").flatten(1), up = points.select(1, 1) > 0;
        QVERIFY(std::abs(up.to(at::kDouble).mean().item<double>() - 0.75) < 0.01);
        QVERIFY(at::allclose(points.index({up}).mean(0), at::tensor({0.0F, 2.0F}), 0, 0.01));
        QVERIFY(at::allclose(points.index({up}).std(0), at::full({2}, 0.25F), 0, 0.01));

        lab.graph.nodes["plane"].inputs["weights"] = Json("3, one");
        QCOMPARE(lab.refusal("draw"), std::string("these weights are no numbers above 0: '3, one'"));
        lab.graph.nodes["plane"].inputs["weights"] = Json("3, 1, 1");
        QCOMPARE(lab.refusal("draw"), std::string("there are 3 weights for 2 classes"));
    }

    // As far as the noise that sampling begins with has forgotten the class: the mean falls short by τ/√(τ² + σ²) of itself, 3 % for Stable Diffusion's levels.
    void every_schedule_leads_to_the_truth() {
        const std::map<std::string, double> highest_noise{{"scaled_linear", 14.615}, {"linear", 157.4}, {"cosine", 2e4}, {"log_snr", 2e4}};
        for (const auto& [noise, sigma] : highest_noise) {
            Laboratory lab;
            lab.graph.nodes["plane"].inputs["noise"] = Json(noise);
            lab.graph.nodes["plane"].inputs["count"] = Json(4000);
            lab.graph.nodes["steps"].inputs["steps"] = Json(60);
            lab.add("conditional", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "one.conditioning"}});
            lab.add_sampling("sample", "conditional");
            const at::Tensor x = lab.samples("sample").flatten(1);
            const double reached = 1 - 0.5 / std::hypot(0.5, sigma);
            QVERIFY2(at::allclose(x.mean(0), at::tensor({-0.866F, -0.5F}) * reached, 0, 0.02), noise.c_str());
            QVERIFY2(at::allclose(x.std(0), at::full({2}, 0.5F), 0.05, 0), noise.c_str());
        }
    }

    void pictures_are_classes() {
        Laboratory lab;
        lab.add("a", "image.scene", {{"seed", 1}, {"size", 16}});
        lab.add("b", "image.scene", {{"seed", 2}, {"size", 16}});
        lab.add("pictures", "model.picture_mixture", {{"spread", 0.05}}, {{"image_1", "a.image"}, {"image_2", "b.image"}});
        lab.add("none", "model.class", {}, {{"model", "pictures.model"}});
        lab.add("unguided", "guidance.conditional", {}, {{"model", "pictures.model"}, {"conditioning", "none.conditioning"}});
        lab.add("guide", "guidance.classifier", {{"class", "1"}, {"scale", 1}}, {{"guider", "unguided.guider"}, {"classifier", "pictures.classifier"}});
        lab.add("steps", "sampling.schedule", {{"steps", 30}}, {{"model", "pictures.model"}});
        lab.add("canvas", "latent.empty", {{"width", 16}, {"height", 16}, {"count", 8}}, {{"model", "pictures.model"}});
        lab.add_sampling("sample", "guide");
        lab.graph.nodes["sample"].inputs["latent"] = Link{"canvas", "latent"};
        lab.add("decode", "latent.decode", {}, {{"latent", "sample.latent"}, {"autoencoder", "pictures.autoencoder"}});
        const Image drawn = lab.picture("decode"), wanted = lab.picture("b");
        double difference = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i) difference += std::abs(drawn.values()[i] - wanted.values()[i]);
        QVERIFY2(difference / static_cast<double>(wanted.size()) < 0.03, std::to_string(difference / static_cast<double>(wanted.size())).c_str());

        lab.add("wide", "image.resize", {{"width", 24}, {"height", 16}}, {{"image", "a.image"}});
        lab.graph.nodes["pictures"].inputs = {{"image_1", Link{"wide", "image"}}};
        QCOMPARE(lab.refusal("sample"), std::string("the pictures are 24 x 16, and this model draws squares"));
    }

    // What is drawn, against the truth: the better sampler is nearer, and guidance buys fidelity with diversity.
    void measures_know_the_truth() {
        Laboratory lab;
        lab.graph.nodes["plane"].inputs["count"] = Json(1500);
        lab.graph.nodes["plane"].inputs["noise"] = Json("linear");
        lab.add("draw", "latent.true_samples", {}, {{"truth", "plane.truth"}, {"canvas", "plane.canvas"}});
        lab.add("real", "metrics.latent_features", {}, {{"latent", "draw.latent"}});
        lab.add("guide", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "none.conditioning"}});
        lab.add_sampling("sample", "guide");
        lab.add("made", "metrics.latent_features", {}, {{"latent", "sample.latent"}});
        lab.add("fid", "metrics.fid", {}, {{"generated", "made.features"}, {"real", "real.features"}});
        lab.add("share", "metrics.precision_recall", {}, {{"generated", "made.features"}, {"real", "real.features"}});
        const auto with_steps = [&](int steps) {
            lab.graph.nodes["steps"].inputs["steps"] = Json(steps);
            return lab.number("fid");
        };
        const double coarse = with_steps(2), fine = with_steps(60);
        QVERIFY2(fine < 0.02 && coarse > 2 * fine, (std::to_string(coarse) + " " + std::to_string(fine)).c_str());
        QVERIFY(lab.number("share", 0) > 0.85 && lab.number("share", 1) > 0.85);

        lab.graph.nodes["steps"].inputs["steps"] = Json(20);
        double recall = 2, distance = -1;
        for (const double scale : {1.0, 3.0, 6.0}) {
            lab.add("guide", "guidance.cfg", {{"scale", scale}}, {{"model", "plane.model"}, {"positive", "one.conditioning"}, {"negative", "none.conditioning"}});
            const double now = lab.number("share", 1), apart = lab.number("fid");
            QVERIFY2(now < recall && apart > distance, std::to_string(now).c_str());
            recall = now;
            distance = apart;
        }

        // The exact classifier on true samples: what is told apart is what the classes overlap by.
        lab.add("logits", "metrics.class_logits", {}, {{"classifier", "plane.classifier"}, {"latent", "draw.latent"}});
        lab.add("score", "metrics.inception_score", {{"splits", 1}}, {{"logits", "logits.logits"}});
        const double overlapping = lab.number("score");
        lab.graph.nodes["plane"].inputs["spread"] = Json(0.1);
        QVERIFY(std::abs(lab.number("score") - 3) < 0.01 && overlapping < 2.6);
        lab.add("vendi", "metrics.vendi", {}, {{"features", "real.features"}});
        QVERIFY(std::abs(lab.number("vendi") - 2) < 0.05);   // the plane has two directions

        lab.add("wrong", "metrics.fid", {}, {{"generated", "made.features"}, {"real", "logits.logits"}});
        QCOMPARE(lab.refusal("wrong"), std::string("these features are rows of 2 and 3 numbers"));
        lab.graph.nodes["score"].inputs["splits"] = Json(1000);
        lab.graph.nodes["plane"].inputs["count"] = Json(3);
        QCOMPARE(lab.refusal("score"), std::string("there are fewer pictures (3) than splits (1000)"));
        QCOMPARE(lab.refusal("share"), std::string("a picture has not 3 neighbours among 3"));
    }

    void the_likelihood_is_the_truths() {
        Laboratory lab;
        lab.graph.nodes["plane"].inputs["count"] = Json(40);
        lab.add("draw", "latent.true_samples", {}, {{"truth", "plane.truth"}, {"canvas", "plane.canvas"}});
        lab.add("unguided", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "none.conditioning"}});
        lab.add("bits", "metrics.likelihood", {{"levels", 0}, {"probe", "exact"}}, {{"guider", "unguided.guider"}, {"latent", "draw.latent"}});
        const RunResult plane = lab.run("plane");
        QVERIFY(plane.ok());
        const at::Tensor points = lab.samples("draw").flatten(1);
        const double exact = -log_density(plane.outputs.at("plane").at(2).as<Mixture>(), points, 0).mean().item<double>() / (2 * std::log(2.0));
        QVERIFY2(std::abs(lab.number("bits") - exact) < 0.01, std::to_string(lab.number("bits") - exact).c_str());
        // As 8-bit pictures a density costs log₂ 128 more, but for what dequantising them changes.
        lab.graph.nodes["plane"].inputs["radius"] = Json(0.2);
        lab.graph.nodes["plane"].inputs["spread"] = Json(0.1);
        const double density = lab.number("bits");
        lab.graph.nodes["bits"].inputs["levels"] = Json(256);
        QVERIFY(std::abs(lab.number("bits") - density - 7) < 0.05);
        lab.graph.nodes["bits"].inputs["levels"] = Json(1);
        QCOMPARE(lab.refusal("bits"), std::string("pictures of one level say nothing"));
    }

    void a_plot_shows_samples_where_they_are() {
        Laboratory lab;
        lab.add("conditional", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "one.conditioning"}});
        lab.add_sampling("sample", "conditional");
        lab.add("plot", "analysis.scatter", {{"size", 200}, {"extent", 3}}, {{"truth", "plane.truth"}, {"samples_1", "sample.latent"}, {"samples_2", "sample.latent"}});
        const Image plot = lab.picture("plot");
        QCOMPARE(std::make_pair(plot.width, plot.height), std::make_pair(200, 200));
        // Class 1 lies at the lower left; its colour is the second's, which is drawn last.
        std::array<double, 4> orange{};
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                if (plot.at(x, y, 0) - plot.at(x, y, 2) > 0.05F) orange[static_cast<std::size_t>((y >= 100) * 2 + (x >= 100))] += 1;
        QVERIFY2(orange[2] > 50 && orange[2] > 2 * (orange[0] + orange[1] + orange[3]), qPrintable(QString("%1 %2 %3 %4").arg(orange[0]).arg(orange[1]).arg(orange[2]).arg(orange[3])));
        // The outermost contour goes round the classes: grey near the top of the first, none in the corners.
        const auto grey = [&](int x0, int x1, int y0, int y1) {
            for (int y = y0; y < y1; ++y)
                for (int x = x0; x < x1; ++x)
                    if (plot.at(x, y, 0) < 0.6 && plot.at(x, y, 0) == plot.at(x, y, 1)) return true;
            return false;
        };
        QVERIFY(grey(95, 105, 0, 60) && !grey(0, 30, 0, 30) && !grey(170, 200, 0, 30));

        lab.graph.nodes["plot"].inputs.erase("samples_2");   // alone: colours of the classes they fall into
        const Image alone = lab.picture("plot");
        QVERIFY(!same_pixels(alone, plot));
        lab.graph.nodes["plot"].inputs["scale"] = Json(5);
        QVERIFY(!same_pixels(alone, lab.picture("plot")));
    }
};

QTEST_GUILESS_MAIN(LaboratoryTest)
#include "laboratory_test.moc"
