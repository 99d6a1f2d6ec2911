// Classifier-free guidance trades diversity for fidelity (arXiv 2207.12598, figure 4), on the template of that name and with fewer pictures: of true
// cats, those for the prompt cover ever fewer, and more of them lie among true ones.
#include "library/nodes.h"
#include "models/device.h"
#include "nodes/templates.h"

#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::graph_of_template;
using noiseloom::testing::outputs_of;

class FidelityDiversityTest : public QObject {
    Q_OBJECT

  private slots:
    void guidance_trades_diversity_for_fidelity() {
        set_threads(1);
        Registry registry;
        register_nodes(registry);
        Caches caches{CacheSettings{}};
        const auto measured = [&](double scale) {
            Graph graph = graph_of_template("fidelity-diversity");
            graph.nodes["cfg-9d1f"].inputs["scale"] = scale;
            graph.nodes["canvas-h2rv"].inputs["count"] = 96;
            graph.nodes["scenes-r6wd"].inputs["count"] = 96;
            const auto numbers = outputs_of(graph, "sets-y2gc", registry, caches);
            return std::pair(numbers.at(0).as<double>(), numbers.at(1).as<double>());
        };
        const auto [precision, recall] = measured(0.5);
        const auto [guided_precision, guided_recall] = measured(3);
        qInfo("precision %.2f at scale 0.5, %.2f at 3; recall %.2f and %.2f", precision, guided_precision, recall, guided_recall);
        QVERIFY(guided_precision > precision);
        QVERIFY(guided_recall < 0.8 * recall);
    }
};

QTEST_APPLESS_MAIN(FidelityDiversityTest)
#include "fidelity_diversity_test.moc"
