// Cropping round a mask, pasting back and extending as nodes, and the templates that work so, on the embedded model.
#include <ATen/ATen.h>   // before Qt, whose `slots` it uses as a name

#include <QRect>
#include <QtTest>

#include "core/run.h"
#include "diffusion/latent.h"
#include "engine/executor.h"
#include "image/images.h"
#include "image/region.h"
#include "image/transform.h"
#include "library/nodes.h"
#include "models/device.h"
#include "nodes/templates.h"

using namespace noiseloom;
using noiseloom::testing::graph_of_template;
using noiseloom::testing::ResourceFiles;

namespace {

// What 'Load Image' would give: stripes of many colours, so that every change shows, and a mask that is 1 in a rectangle.
NodeDef picture_node() {
    NodeDef n("test.picture", 1);
    n.text("Picture", "Test", "A picture and a mask.");
    In<std::int64_t> width = n.in<std::int64_t>("width").value(64).doc("Width."), height = n.in<std::int64_t>("height").value(64).doc("Height.");
    In<std::int64_t> side = n.in<std::int64_t>("side").value(0).doc("Of the masked square in the middle.");
    Out<Images> image = n.out<Images>("image").doc("The picture.");
    Out<Mask> mask = n.out<Mask>("mask").doc("The mask.");
    n.run([=](Run& r) -> Result<void> {
        const auto w = static_cast<int>(r[width]), h = static_cast<int>(r[height]), s = static_cast<int>(r[side]);
        const QRect hole((w - s) / 2, (h - s) / 2, s, s);
        std::vector<float> values, masked;
        for (int y = 0; y < h; ++y)
            for (int x = 0; x < w; ++x) {
                for (const int phase : {x * 7, y * 5, x + y}) values.push_back(static_cast<float>(phase % 256) / 255);
                masked.push_back(hole.contains(x, y));
            }
        NL_CHECK(r.set(image, Images{{make_image(w, h, 3, std::move(values))}}));
        return r.set(mask, Mask{make_image(w, h, 1, std::move(masked))});
    });
    return n;
}

std::string node_of(const Graph& graph, const std::string& type) {
    for (const auto& [id, node] : graph.nodes)
        if (node.type == type) return id;
    return "";
}

}  // namespace

class RegionNodesTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Caches caches_{CacheSettings{}};
    std::unique_ptr<Executor> executor_;

    // A template on a picture of this size; the values of all of its nodes after two steps.
    RunResult run(const char* name, int width, int height, int side = 0) {
        Graph graph = graph_of_template(name);
        Node& picture = graph.nodes[node_of(graph, "image.load")];
        picture = {"test.picture", 1, false, {}, Json::object()};
        picture.inputs = {{"width", Json(width)}, {"height", Json(height)}, {"side", Json(side)}};
        graph.nodes[node_of(graph, "sampling.schedule")].inputs["steps"] = Json(2);
        RunOptions options;
        options.files = std::make_shared<ResourceFiles>();
        std::vector<std::string> targets;
        for (const char* type : {"test.picture", "image.extend", "image.crop_to_mask", "image.paste_back"})
            if (const std::string id = node_of(graph, type); !id.empty()) targets.push_back(id);
        graph_ = graph;
        RunResult result = run_now(*executor_, graph, targets, options);
        if (!result.ok()) qFatal("%s: %s", name, to_string(result.errors.front()).c_str());
        return result;
    }
    template <class T>
    const T& output(const RunResult& result, const char* type, const char* name) const {
        return result.outputs.at(node_of(graph_, type)).at(registry_.find(type)->output_index(name)).as<T>();
    }
    Graph graph_;

  private slots:
    void initTestCase() {
        set_threads(1);
        register_nodes(registry_);
        registry_.add(picture_node());
        executor_ = std::make_unique<Executor>(registry_, caches_);
    }

    void a_selection_is_filled_at_the_models_size_and_the_pictures_resolution() {
        const RunResult result = run("fill-selection", 333, 251, 50);
        const Image& given = output<Images>(result, "test.picture", "image").first();
        const Image& part = output<Images>(result, "image.crop_to_mask", "image").first();
        QVERIFY2(part.width % 8 == 0 && part.height % 8 == 0 && std::abs(part.width * part.height - 128 * 128) < 0.2 * 128 * 128,
                 qPrintable(QString("%1 x %2").arg(part.width).arg(part.height)));   // the embedded model's size
        const Region& region = output<Region>(result, "image.crop_to_mask", "region");
        QVERIFY(region.width >= 75 && region.width < 100);
        const Image& made = output<Images>(result, "image.paste_back", "image").first();
        const Mask &mask = output<Mask>(result, "test.picture", "mask"), &coverage = output<Mask>(result, "image.paste_back", "coverage");
        QCOMPARE(std::pair(made.width, made.height), std::pair(333, 251));
        int changed = 0;
        for (int y = 0; y < 251; ++y)
            for (int x = 0; x < 333; ++x) {
                const bool is_same = made.at(x, y, 0) == given.at(x, y, 0) && made.at(x, y, 1) == given.at(x, y, 1) && made.at(x, y, 2) == given.at(x, y, 2);
                if (coverage.image.at(x, y, 0) == 0) QVERIFY(is_same);
                QCOMPARE(coverage.image.at(x, y, 0) > 0, mask.image.at(x, y, 0) > 0);
                changed += !is_same;
            }
        QVERIFY2(changed > 2400, qPrintable(QString::number(changed)));   // of 2500
    }

    void pictures_of_any_size_keep_it_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("side");
        for (const char* name : {"image-to-image", "image-by-clip", "fill-selection"}) {
            for (const QSize size : {QSize(1, 1), QSize(8, 700), QSize(333, 251)}) QTest::addRow("%s %d x %d", name, size.width(), size.height()) << name << size << 0;
            QTest::addRow("%s, one pixel", name) << name << QSize(100, 300) << 1;
        }
    }
    void pictures_of_any_size_keep_it() {
        QFETCH(QString, name);
        QFETCH(QSize, size);
        QFETCH(int, side);
        const RunResult result = run(name.toUtf8(), size.width(), size.height(), side);
        const Image& made = output<Images>(result, "image.paste_back", "image").first();
        QCOMPARE(QSize(made.width, made.height), size);
        const Image& coverage = output<Mask>(result, "image.paste_back", "coverage").image;
        const auto covered = std::count(coverage.values().begin(), coverage.values().end(), 1.0F);
        QCOMPARE(covered, side == 1 ? 1 : size.width() * size.height());
    }

    void an_extended_picture_stays_inside_as_it_was() {
        const RunResult result = run("extend-canvas", 200, 150);
        const Image& given = output<Images>(result, "test.picture", "image").first();
        const Image& made = output<Images>(result, "image.paste_back", "image").first();
        QCOMPARE(std::pair(made.width, made.height), std::pair(300, 150));
        QCOMPARE(std::pair(made.x, made.y), std::pair(-50, 0));
        const int overlap = 9;   // 6 percent of 150
        QVERIFY(same_pixels(crop(made, 50 + overlap, 0, 200 - 2 * overlap, 150), crop(given, overlap, 0, 200 - 2 * overlap, 150)));
        QVERIFY(!same_pixels(crop(made, 50, 0, overlap, 150), crop(given, 0, 0, overlap, 150)));
    }

    void an_empty_latent_can_have_the_models_own_size() {
        Graph graph = graph_of_template("text-to-image");
        const std::string canvas = node_of(graph, "latent.empty");
        RunOptions options;
        options.files = std::make_shared<ResourceFiles>();
        const RunResult result = run_now(*executor_, graph, {canvas}, options);
        QVERIFY2(result.ok(), result.ok() ? "" : to_string(result.errors.front()).c_str());
        QVERIFY(result.outputs.at(canvas).at(0).as<Latent>().samples.sizes() == at::IntArrayRef({1, 8, 16, 16}));   // 128 x 128 pixels
    }

    void composite_tells_its_coverage() {
        graph_ = {};
        graph_.nodes["picture"] = {"test.picture", 1, false, {{"side", Json(20)}}, Json::object()};
        graph_.nodes["composite"] = {"image.composite", 1, false,
                                     {{"base", Link{"picture", "image"}}, {"over", Link{"picture", "image"}}, {"mask", Link{"picture", "mask"}}, {"feather", Json(6)}}, Json::object()};
        const RunResult result = run_now(*executor_, graph_, {"picture", "composite"}, {});
        QVERIFY(result.ok());
        QVERIFY(same_pixels(output<Mask>(result, "image.composite", "coverage").image, feathered(output<Mask>(result, "test.picture", "mask"), 6).image));
    }

    void a_canvas_that_would_not_grow_is_refused() {
        graph_ = {};
        graph_.nodes["picture"] = {"test.picture", 1, false, {}, Json::object()};
        graph_.nodes["extend"] = {"image.extend", 1, false, {{"image", Link{"picture", "image"}}, {"left", Json(0)}, {"right", Json(0)}}, Json::object()};
        const RunResult result = run_now(*executor_, graph_, {"extend"}, {});
        QVERIFY(!result.ok());
        QCOMPARE(result.errors.front().message, std::string("the canvas gets no new pixels: all four sides are 0"));
    }

    void a_canvas_too_large_is_refused() {
        graph_ = {};
        graph_.nodes["picture"] = {"test.picture", 1, false, {}, Json::object()};
        graph_.nodes["extend"] = {"image.extend", 1, false, {{"image", Link{"picture", "image"}}, {"unit", Json("pixels")}, {"left", Json(16384)}, {"right", Json(16384)}}, Json::object()};
        const RunResult result = run_now(*executor_, graph_, {"extend"}, {});
        QVERIFY(!result.ok());
        QCOMPARE(result.errors.front().message, std::string("the canvas would have 32832 x 64 pixels"));
    }
};

QTEST_GUILESS_MAIN(RegionNodesTest)
#include "region_nodes_test.moc"
