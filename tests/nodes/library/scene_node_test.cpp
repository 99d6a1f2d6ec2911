#include <QtTest>

#include "engine/executor.h"
#include "image/images.h"
#include "library/nodes.h"
#include "training/scenes/caption.h"
#include "training/scenes/render.h"

using namespace noiseloom;
using namespace noiseloom::scenes;

namespace {

// The outputs of one scene node: image, caption, prompt.
RunResult run_scene(Json inputs) {
    Registry registry;
    register_nodes(registry);
    Caches caches{CacheSettings{}};
    Executor executor{registry, caches};
    Graph graph;
    graph.nodes["scene"] = Node{"image.scene", 1, false, {}, Json::object()};
    for (const auto& item : inputs.items()) graph.nodes["scene"].inputs[item.key()] = item.value();
    return run_now(executor, graph, {"scene"}, {});
}

template <class T>
const T& output(const RunResult& result, std::size_t index) {
    return result.outputs.at("scene").at(index).as<T>();
}

}  // namespace

class SceneNodeTest : public QObject {
    Q_OBJECT
  private slots:
    void seeds_give_the_data_sets_scenes() {
        for (const std::uint64_t seed : {std::uint64_t{4}, std::uint64_t{11}, ~std::uint64_t{0}}) {
            const RunResult result = run_scene({{"seed", seed}, {"size", 64}});
            QVERIFY(result.ok());
            const Scene scene = sample_scene(seed, {});
            QCOMPARE(output<std::string>(result, 1), caption(scene, seed));
            QCOMPARE(output<std::string>(result, 2), prompt_for(labels(scene)));
            const Image& image = output<Images>(result, 0).first();
            QCOMPARE(std::make_pair(image.width, image.height), std::make_pair(64, 64));
            std::vector<std::uint8_t> rgb(64 * 64 * 3);
            render(scene, 64, rgb);
            for (std::size_t i = 0; i < rgb.size(); ++i) QCOMPARE(std::lround(image.values()[i] * 255), long{rgb[i]});
        }
    }

    void many_are_those_of_the_seeds_that_follow() {
        const RunResult many = run_scene({{"seed", 7}, {"size", 16}, {"kind", "cat"}, {"count", 3}});
        QCOMPARE(output<Images>(many, 0).size(), std::size_t{3});
        for (int i = 0; i < 3; ++i) {
            const RunResult one = run_scene({{"seed", 7 + i}, {"size", 16}, {"kind", "cat"}});
            QVERIFY(same_pixels(output<Images>(many, 0).items[static_cast<std::size_t>(i)], output<Images>(one, 0).first()));
            QCOMPARE(output<std::string>(many, 2) == output<std::string>(one, 2), i == 0);
        }
    }

    void choices_are_kept() {
        for (int seed = 0; seed < 20; ++seed) {
            const RunResult result = run_scene({{"seed", seed}, {"size", 8}, {"kind", "cat"}, {"colour", "pink"}, {"pattern", "dotted"}, {"object_size", "small"},
                                                {"position", "top"}, {"background", "sea"}});
            QCOMPARE(output<std::string>(result, 2), std::string("a small dotted pink cat at the top by the sea"));
        }
        for (int seed = 0; seed < 20; ++seed) {
            const RunResult large = run_scene({{"seed", seed}, {"size", 8}, {"object_size", "large"}, {"colour", "white"}});
            const QString prompt = QString::fromStdString(output<std::string>(large, 2));
            QVERIFY2(prompt.contains("white") && prompt.contains("in the centre") && !prompt.contains("white background"), qPrintable(prompt));
        }
    }

    void what_cannot_be_is_an_error_of_its_input() {
        const RunResult aside = run_scene({{"object_size", "large"}, {"position", "left"}});
        QCOMPARE(aside.errors.size(), std::size_t{1});
        QVERIFY(aside.errors.front().message.find("A large object lies in the centre") == 0);
        QCOMPARE(aside.errors.front().socket, std::string("object_size"));
        const RunResult unseen = run_scene({{"colour", "white"}, {"background", "white"}});
        QCOMPARE(unseen.errors.size(), std::size_t{1});
        QVERIFY(unseen.errors.front().message.find("would vanish in front of white") != std::string::npos);
        QCOMPARE(unseen.errors.front().socket, std::string("colour"));
        QCOMPARE(unseen.errors.front().code, Code::bad_workflow);
    }
};

QTEST_GUILESS_MAIN(SceneNodeTest)
#include "scene_node_test.moc"
