// CLIP guidance leads where CLIP is asked to, and others see it too: on the template clip-guidance the judge, which shares nothing with CLIP, counts red hearts.
#include <algorithm>

#include <ATen/ATen.h>

#include "evaluation/judge.h"
#include "library/nodes.h"
#include "library/tensor_image.h"
#include "models/device.h"
#include "nodes/templates.h"
#include "training/scenes/scene.h"

#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::graph_of_template;
using noiseloom::testing::outputs_of;
using noiseloom::testing::resources;

class ClipGuidanceTest : public QObject {
    Q_OBJECT
    Registry registry_;
    Caches caches_{CacheSettings{}};

    at::Tensor drawn(double scale, int backward_steps) {
        Graph graph = graph_of_template("clip-guidance");
        graph.nodes["guide-t2ud"].inputs["scale"] = scale;
        graph.nodes["guide-t2ud"].inputs["backward_steps"] = backward_steps;
        graph.nodes["cutouts-v8ke"].inputs["count"] = 4;
        graph.nodes["schedule-c8wk"].inputs["steps"] = 12;
        graph.nodes["canvas-h2rv"].inputs["count"] = 8;
        return to_tensor(outputs_of(graph, "decode-n3qs", registry_, caches_).at(0).as<Images>());
    }

  private slots:
    void initTestCase() {
        set_threads(1);
        register_nodes(registry_);
    }

    void an_independent_judge_sees_what_clip_was_asked_for() {
        const Judge judge(resources / "training/weights/judge", {});
        const auto red_hearts = [&](double scale, int backward_steps) {
            const auto seen = judge.look(drawn(scale, backward_steps));
            int count = 0;
            for (std::size_t i = 0; i < seen.at("kind").size(); ++i)
                count += seen.at("kind")[i] == static_cast<std::int64_t>(scenes::Kind::heart) && seen.at("colour")[i] == static_cast<std::int64_t>(scenes::Colour::red);
            return count;
        };
        const int without = red_hearts(0, 0), with = red_hearts(200, 0), backward = red_hearts(0, 5);
        qInfo("red hearts, of 8: %d without CLIP guidance, %d with it, %d by its backward step alone", without, with, backward);
        QVERIFY(with >= without + 2);
        QVERIFY(backward >= without + 2);
    }
};

QTEST_APPLESS_MAIN(ClipGuidanceTest)
#include "clip_guidance_test.moc"
