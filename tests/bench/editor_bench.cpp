// The canvas with 1,000 nodes and 1,500 wires on the software raster, 1920x1080: frames while panning and zooming, and opening such a file.
// Of toys, as it is the canvas that is measured. Run with QT_QPA_PLATFORM=offscreen.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include "ui/canvas/graph_view.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

Workflow large_workflow() {
    Workflow made;
    std::mt19937 random(1);
    std::size_t wires = 0;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = "n-" + std::to_string(i);
        Node node{i % 2 ? "toy.slow" : "toy.mix", 1};
        const int before = i - 40;
        if (before >= 0) {
            node.inputs["picture"] = Link{"n-" + std::to_string(before), "picture"};
            ++wires;
            if (i % 2 == 0) {
                node.inputs["other"] = Link{"n-" + std::to_string(std::max(0, before - static_cast<int>(random() % 5))), "picture"};
                ++wires;
            }
        }
        made.graph.nodes[id] = node;
        made.view["at"][id] = {i / 40 * 320, i % 40 * 240};
    }
    std::printf("%zu nodes, %zu wires\n", made.graph.nodes.size(), wires);
    return made;
}

NodeDef toy_mix() {
    NodeDef n("toy.mix", 1);
    n.text("Mix", "Image", "Mixes two pictures.");
    n.in<ToyPicture>("picture").doc("One.");
    n.in<ToyPicture>("other").optional().doc("The other.");
    n.in<double>("share").value(0.5).range(0, 1).doc("Of the other.");
    n.in<std::int64_t>("steps").value(20).range(1, 100).doc("Steps.");
    n.in<Choice>("kind").choices({"linear", "round"}).doc("How.");
    n.out<ToyPicture>("picture").doc("The mixture.");
    n.run([](Run&) -> Result<void> { return {}; });
    return n;
}

template <class Step>
void measure(const char* name, GraphView& view, Step step) {
    std::vector<double> times;
    for (int i = 0; i < 60; ++i) {
        QElapsedTimer clock;
        clock.start();
        step(i);
        QApplication::processEvents();
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::printf("%-28s median %6.2f ms, 95 %% %6.2f ms   (%.2f of a unit)\n", name, times[times.size() / 2], times[times.size() * 95 / 100], view.pixels_per_unit());
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    Registry registry;
    std::atomic<int> calls;
    registry.add(toy_slow());
    registry.add(toy_picture(calls));
    registry.add(toy_mix());
    QTemporaryDir folder;
    const std::filesystem::path file = folder.filePath("large.noiseloom").toStdString();
    save_workflow(file, large_workflow(), &registry).or_throw();

    QElapsedTimer clock;
    clock.start();
    EditorDocument document(registry, load_workflow(file).or_throw(), {}, "bench");
    GraphScene scene(GraphPlace(document), Theme::named("dark"));
    GraphView view(scene, [](const QString&) { return FieldContext{}; });
    view.resize(1920, 1080);
    view.show();
    view.fit_all();
    QApplication::processEvents();
    std::printf("open and first frame         %.0f ms\n", static_cast<double>(clock.nsecsElapsed()) / 1e6);

    measure("pan, all in view", view, [&](int i) { view.scroll_by({i % 2 ? 7.0 : -5.0, 3}); });
    measure("zoom, all in view", view, [&](int i) { view.set_zoom(view.zoom() * (i % 2 ? 1.02 : 1 / 1.02), {960, 540}); });
    for (const double zoom : {0.2, 0.4, 0.6, 1.0}) {
        view.set_zoom(zoom, {960, 540});
        view.fit(QRectF(3000, 3000, 1920 / zoom, 1080 / zoom));
        view.set_zoom(zoom, {960, 540});
        QApplication::processEvents();
        measure("pan", view, [&](int i) { view.scroll_by({i % 3 ? 9.0 : -4.0, 6}); });
        measure("whole frame", view, [&](int) { view.viewport()->repaint(); });
    }
    return 0;
}
