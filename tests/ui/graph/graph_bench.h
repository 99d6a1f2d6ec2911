// A graph of toys in a window, and a mouse for it: positions are the scene's, as people see them.
#pragma once

#include <QApplication>
#include <QSignalSpy>
#include <QtTest>

#include "ui/toy_library.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/graph_view.h"
#include "ui/canvas/key_walk.h"
#include "ui/model/edits.h"

namespace noiseloom {

struct GraphBench {
    // Two pictures, and something that takes its time over the first.
    static Workflow sample() {
        Workflow made;
        made.graph.nodes["grey-1"] = {"toy.number", 1};
        made.graph.nodes["one-1"] = {"toy.picture", 1};
        made.graph.nodes["two-1"] = {"toy.picture", 1};
        made.graph.nodes["slow-1"] = {"toy.slow", 1};
        made.graph.nodes["slow-1"].inputs["picture"] = Link{"one-1", "picture"};
        made.view = {{"at", {{"grey-1", {0, 0}}, {"one-1", {320, 0}}, {"two-1", {320, 240}}, {"slow-1", {720, 0}}}}};
        return made;
    }

    explicit GraphBench(Workflow workflow = sample())
        : document(backend.registry(), std::move(workflow), {}, "test"), scene(GraphPlace(document), Theme::named("dark")), view(scene, [](const QString&) { return FieldContext{}; }) {
        view.resize(1200, 800);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
        view.setFocus();
        view.set_camera(Json::array({480, 240, 1}));
    }

    QPoint at(QPointF scene_point) const { return view.mapFromScene(scene_point); }
    QPoint socket(const char* node, bool is_output, const char* name) const { return at(scene.node(node)->socket_point(is_output, name)); }
    QPoint header(const char* node) const { return at(scene.node(node)->pos() + QPointF(60, 14)); }
    QPoint field(const char* node, const char* input) const { return at(scene.node(node)->pos() + scene.node(node)->layout().field(input)->rect.center()); }

    void move(QPoint to, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton) {
        QMouseEvent event(QEvent::MouseMove, to, view.viewport()->mapToGlobal(to), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(view.viewport(), &event);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(view.viewport(), button, modifiers, from);
        for (int i = 1; i <= 8; ++i) move(from + (to - from) * i / 8, modifiers, button);
        QTest::mouseRelease(view.viewport(), button, modifiers, to);
    }
    const Link* link(const char* node, const char* input) const {
        const auto& inputs = document.graph().nodes.at(node).inputs;
        const auto found = inputs.find(input);
        return found == inputs.end() ? nullptr : link_of(found->second);
    }
    std::string text() const { return write_workflow(document.workflow(), &backend.registry()); }

    ToyBackend backend;
    EditorDocument document;
    GraphScene scene;
    GraphView view;
};

}  // namespace noiseloom
