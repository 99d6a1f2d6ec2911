// Sampling in continuous time by nodes: pictures of which a part or the grey is known, models that say their process themselves, and the schedules
// of those that count training steps.
#include <ATen/ATen.h>

#include "diffusion/latent.h"
#include "diffusion/schedule.h"
#include "core/workflow.h"
#include "engine/executor.h"
#include "engine/file_roots.h"
#include "library/nodes.h"

#include <QtTest>

using namespace noiseloom;

class SdeNodesTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Graph graph_;
    std::shared_ptr<FileRoots> files_ = std::make_shared<FileRoots>();

    void add(const std::string& id, const std::string& type, const Json& fields, const std::map<std::string, std::string>& wires = {}) {
        Node node{type, registry_.find(type)->version(), false, {}, Json::object()};
        for (const auto& [name, value] : fields.items()) node.inputs[name] = value;
        for (const auto& [name, source] : wires) node.inputs[name] = Link{source.substr(0, source.find('.')), source.substr(source.find('.') + 1)};
        graph_.nodes[id] = std::move(node);
    }
    RunResult run(const std::string& id) {
        Caches caches{CacheSettings{}};
        Executor executor{registry_, caches};
        RunOptions options;
        options.files = files_;
        return run_now(executor, graph_, {id}, options);
    }
    template <class T>
    T value(const std::string& id, std::size_t output = 0) {
        return run(id).outputs.at(id).at(output).as<T>();
    }
    std::string refusal(const std::string& id) {
        const RunResult result = run(id);
        return result.errors.empty() ? "" : result.errors.front().socket + ": " + result.errors.front().message;
    }
    Grid schedule(const Json& fields) {
        add("schedule", "sampling.schedule", fields, {{"model", "plane.model"}});
        return value<Grid>("schedule");
    }
    static std::vector<double> times(const Grid& grid) {
        std::vector<double> all;
        for (std::size_t i = 0; i < grid.size(); ++i)
            if (i == 0 || grid[i - 1].to == grid[i].from) all.push_back(grid[i].from.t);   // what leads to no other step is missing
        return all;
    }

  private slots:
    void initTestCase() {
        register_nodes(registry_);
        files_->models = {std::filesystem::path(NOISELOOM_TEST_DATA) / "models"};
    }
    void init() {
        graph_ = {};
        add("plane", "model.mixture", {{"noise", "linear"}});
    }

    // Two scenes are all that the model knows. The grey of one, or its left half, brings its colours and its right half back.
    void what_is_known_brings_the_picture_back_data() {
        QTest::addColumn<QString>("what");
        QTest::newRow("colourise") << "grey";
        QTest::newRow("inpaint") << "outside_mask";
    }
    void what_is_known_brings_the_picture_back() {
        QFETCH(QString, what);
        for (int i : {1, 2}) add("scene_" + std::to_string(i), "image.scene", {{"seed", i}, {"size", 16}});
        add("pictures", "model.picture_mixture", {{"spread", 0.05}, {"noise", "linear"}}, {{"image_1", "scene_1.image"}, {"image_2", "scene_2.image"}});
        add("none", "model.class", {}, {{"model", "pictures.model"}});
        add("guide", "guidance.conditional", {}, {{"model", "pictures.model"}, {"conditioning", "none.conditioning"}});
        add("canvas", "latent.empty", {{"width", 16}, {"height", 16}, {"count", 6}}, {{"model", "pictures.model"}});
        add("right", "mask.rectangle", {{"left", 0.5}, {"right", 1}, {"top", 0}, {"bottom", 1}}, {{"image", "scene_2.image"}});
        add("encode", "latent.encode", {}, {{"autoencoder", "pictures.autoencoder"}, {"image", "scene_2.image"}, {"mask", "right.mask"}});
        add("known", "sampling.known", {{"what", what.toStdString()}}, {{"latent", "encode.latent"}});
        add("sde", "sampling.sde", {{"steps", 150}, {"corrector", "langevin"}, {"snr", 0.05}}, {{"known", "known.known"}});
        add("sample", "sampling.sample", {{"seed", 3}}, {{"guider", "guide.guider"}, {"sampler", "sde.sampler"}, {"schedule", "sde.schedule"}, {"latent", "canvas.latent"}});
        const at::Tensor made = value<Latent>("sample").samples, wanted = value<Latent>("encode").samples;
        QVERIFY2((made - wanted).abs().mean().item<double>() < 0.06, std::to_string((made - wanted).abs().mean().item<double>()).c_str());
        const at::Tensor difference = what == "grey" ? (made - wanted).mean(1) : (made - wanted).narrow(3, 0, 8);
        QVERIFY(difference.abs().max().item<double>() < 1e-5);

        graph_.nodes["sde"].inputs.erase("known");   // it is not the model alone
        const at::Tensor free = value<Latent>("sample").samples;
        QVERIFY((free - wanted).abs().mean().item<double>() > 0.1);
        graph_.nodes["encode"].inputs.erase("mask");
        QCOMPARE(refusal("known"), what == "grey" ? std::string() : std::string("latent: the latent has no mask, so nothing would be left to draw"));
    }

    // The embedded model of pixels was trained for nothing of the kind.
    void the_template_colours_a_picture_in_several_ways() {
        const std::filesystem::path resources = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources";
        files_->models.push_back(resources);
        graph_ = load_workflow(resources / "templates/colourise.noiseloom").or_throw().graph;
        graph_.nodes["sde-b5tu"].inputs["steps"] = Json(60);
        graph_.nodes["canvas-h2rv"].inputs["count"] = Json(3);
        const at::Tensor made = value<Latent>("sample-e6jy").samples, picture = value<Latent>("encode-r9mb").samples;
        QVERIFY((made - picture).mean(1).abs().max().item<double>() < 1e-5);
        const at::Tensor areas = at::avg_pool2d(made - made.mean(1, true), 8);   // colours, not their noise
        const double apart = (areas[0] - areas[1]).abs().mean().item<double>();
        QVERIFY2(apart > 0.15 && areas.abs().max().item<double>() < 1.5, std::to_string(apart).c_str());
    }

    // The same, with the embedded model of latents in its place.
    void the_mean_of_latents_is_no_grey() {
        const std::filesystem::path resources = std::filesystem::path(NOISELOOM_SOURCE_DIR) / "resources";
        files_->models.push_back(resources);
        graph_ = load_workflow(resources / "templates/colourise.noiseloom").or_throw().graph;
        graph_.nodes["model-7k2q"].inputs.erase("file");
        add("nothing-m4ze", "text.encode", {}, {{"encoder", "model-7k2q.encoder"}});
        const std::string said = "sampler: this model draws latents, and the mean of their channels is not the grey that 'Known Part' knows of the picture";
        QCOMPARE(refusal("sample-e6jy"), said);
        add("again", "sampling.recurrence", {}, {{"sampler", "sde-b5tu.sampler"}});
        graph_.nodes["sample-e6jy"].inputs["sampler"] = Link{"again", "sampler"};
        QCOMPARE(refusal("sample-e6jy"), said);
    }

    void a_model_of_score_sde_says_its_process() {
        add("load", "model.load", {{"file", "score_sde/faces.safetensors"}});
        for (const char* node : {"sampling.sde", "sampling.probability_flow"}) {
            add("sde", node, {}, {{"model", "load.model"}});
            QVERIFY(std::abs(value<Grid>("sde", 1).front().from.sigma() - 696) < 1e-3);   // σ of pictures in [-1, 1], twice 348
            add("sde", node, {{"process", "vesde"}}, {{"model", "plane.model"}});
            QVERIFY(std::abs(value<Grid>("sde", 1).front().from.sigma() - 50) < 1e-3);
        }
    }

    // Where a step would take more than there is, no number comes out of it.
    void too_few_steps_are_refused_before_they_run_data() {
        QTest::addColumn<QString>("predictor");
        QTest::addColumn<QString>("corrector");
        QTest::addColumn<QString>("process");
        QTest::addColumn<double>("beta_max");
        QTest::addColumn<int>("fewest");
        const auto row = [](const char* predictor, const char* corrector, const char* process, double beta_max, int fewest) {
            QTest::addRow("%s, %s, %s, %g", predictor, corrector, process, beta_max) << QString(predictor) << QString(corrector) << QString(process) << beta_max << fewest;
        };
        row("reverse_diffusion", "none", "vpsde", 20, 20);
        row("reverse_diffusion", "none", "vpsde", 7.5, 8);
        row("reverse_diffusion", "langevin", "vpsde", 20, 20);
        row("ancestral", "none", "vpsde", 20, 21);
        row("ancestral", "none", "vpsde", 7.5, 8);
        row("none", "annealed_langevin", "vpsde", 20, 20);
        row("euler_maruyama", "langevin", "vpsde", 20, 20);
        row("euler_maruyama", "langevin", "subvpsde", 7.5, 8);
        row("euler_maruyama", "none", "vpsde", 20, 2);
        row("reverse_diffusion", "none", "subvpsde", 20, 2);
        row("ancestral", "langevin", "vesde", 20, 2);
    }
    void too_few_steps_are_refused_before_they_run() {
        QFETCH(QString, predictor);
        QFETCH(QString, corrector);
        QFETCH(QString, process);
        QFETCH(double, beta_max);
        QFETCH(int, fewest);
        add("none", "model.class", {}, {{"model", "plane.model"}});
        add("guide", "guidance.conditional", {}, {{"model", "plane.model"}, {"conditioning", "none.conditioning"}});
        const auto sample_in = [&](int steps) {
            add("sde", "sampling.sde", {{"steps", steps}, {"predictor", predictor.toStdString()}, {"corrector", corrector.toStdString()}, {"process", process.toStdString()}, {"beta_max", beta_max}});
            add("sample", "sampling.sample", {{"seed", 3}}, {{"guider", "guide.guider"}, {"sampler", "sde.sampler"}, {"schedule", "sde.schedule"}, {"latent", "plane.canvas"}});
            return refusal("sample");
        };
        QCOMPARE(sample_in(fewest), std::string());
        if (fewest == 2) return;   // the least that can be set
        QCOMPARE(sample_in(fewest - 1), "steps: " + std::to_string(fewest - 1) + " steps are too few: this takes at least " + std::to_string(fewest) + " steps for beta_max " +
                                            QString::number(beta_max).toStdString());
    }

    void training_steps_are_kept_as_guided_diffusion_does() {
        const Grid strided = schedule({{"kind", "respaced"}, {"respacing", "ddim25"}});
        QCOMPARE(strided.size(), std::size_t{25});
        QVERIFY(strided.front().from.t == 960 && strided.back().from.t == 0 && strided.back().to.s == 0);
        QCOMPARE(times(schedule({{"kind", "respaced"}, {"respacing", "2,3"}})), (std::vector<double>{999, 750, 500, 499, 0}));
        QCOMPARE(times(schedule({{"kind", "respaced"}, {"respacing", "5"}, {"strength", 0.4}})), (std::vector<double>{250, 0}));
        QVERIFY(schedule({{"kind", "respaced"}}).size() == 250);
        QCOMPARE(times(schedule({{"kind", "respaced"}, {"respacing", " 2, 3 "}})), times(schedule({{"kind", "respaced"}, {"respacing", "2,3"}})));
        add("schedule", "sampling.schedule", {{"kind", "respaced"}, {"respacing", "ddim999"}}, {{"model", "plane.model"}});
        QCOMPARE(refusal("schedule"), std::string("respacing: 'ddim999': no stride through 1000 steps leaves so many"));
    }

    void the_last_level_but_one_can_be_left_out() {
        const Grid whole = schedule({{"kind", "karras"}, {"steps", 9}}), left_out = schedule({{"kind", "karras"}, {"steps", 8}, {"skip_penultimate", true}});
        QCOMPARE(left_out.size(), std::size_t{8});
        for (std::size_t i = 0; i < 8; ++i) QCOMPARE(left_out[i].from.s, whole[i].from.s);
        QVERIFY(left_out.back().to.s == 0 && whole[8].from.s < left_out.back().from.s);
    }
};

QTEST_GUILESS_MAIN(SdeNodesTest)
#include "sde_nodes_test.moc"
