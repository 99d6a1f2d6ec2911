// Text to image from an empty document, as people make it: by keys alone, and by the mouse alone. The same gestures are made in the test's own
// window (build_test) and in the program on a screen (screen_test); how they are made is a Hand's matter.
#pragma once

#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QtTest>

#include "core/workflow.h"
#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/canvas/graph_view.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/search_popup.h"
#include "ui/fields/number_drag.h"
#include "ui/model/field_edit.h"

namespace noiseloom {

// Fails the script: the test shows where.
struct Stuck {
    QByteArray why;
};

// A wheel over what lies there in a window of this process.
inline void turn_wheel(MainWindow& window, QPoint at, int notches) {
    QWidget* widget = window.childAt(at);
    const QPoint there = widget->mapFrom(&window, at);
    for (int i = 0; i < std::abs(notches); ++i) {
        QWheelEvent event(there, widget->mapToGlobal(there), {}, QPoint(0, notches > 0 ? 120 : -120), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }
}

class Hand {
  public:
    virtual ~Hand() = default;

    // Positions are pixels of the window.
    virtual void key(const QString& name) = 0;   // "Ctrl+Return"
    virtual void type(const QString& text) = 0;
    virtual void click(QPoint at) = 0;
    virtual void double_click(QPoint at) = 0;
    virtual void drag(QPoint from, QPoint to) = 0;
    virtual void wheel(QPoint at, int notches) = 0;

    // A window that looks as the one that is worked in, to read where things are.
    virtual MainWindow& window() = 0;
    // Waits until the graph is as it should be.
    virtual void settle(const char* what, const std::function<bool(const Graph&)>& is_so) = 0;
    // The search was opened by the last gesture, there and from there.
    virtual SearchPopup& search(QPointF scene, const std::optional<SocketName>& from) = 0;
    virtual void chosen(const NodeDef& def) = 0;
    // W was pressed at a socket: which letter stands at another.
    virtual QString letter(const SocketName& from, const SocketName& to) = 0;

    DocumentPage& page() { return *window().page(); }
    GraphView& view() { return page().view(); }
    const NodeItem& node(const std::string& id) { return *page().scene().node(id); }
    const Graph& graph() { return page().document().graph(); }
    const NodeDef& def(const std::string& type) { return *page().document().registry().find(type); }
    QPoint at(QPointF scene) { return view().viewport()->mapTo(&window(), view().mapFromScene(scene)); }
    QPoint socket(const SocketName& name) { return at(node(name.node).socket_point(name.is_output, name.socket)); }
};

// "model.load.model > guidance.cfg.model", sorted: a graph but for the names of its nodes and their fields.
inline QStringList wires_of(const Graph& graph) {
    QStringList wires;
    for (const auto& [id, node] : graph.nodes)
        for (const auto& [input, value] : node.inputs)
            if (const Link* link = link_of(value)) wires << QString::fromStdString(graph.nodes.at(link->node).type + "." + link->output + " > " + node.type + "." + input);
    wires.sort();
    return wires;
}

// What both scripts end with.
inline QStringList text_to_image_wires() { return wires_of(load_workflow(NOISELOOM_SOURCE_DIR "/resources/templates/text-to-image.noiseloom").or_throw().graph); }

inline Json number_of(const Graph& graph, const NodeDef& def, const std::string& id, const char* input) {
    const Json literal = literal_of(graph, id, input);
    return literal.is_null() ? def.input(input)->value : literal;
}

// The node that came since the graph was as `before`.
inline std::string new_node(const Graph& graph, const Graph& before) {
    for (const auto& [id, node] : graph.nodes)
        if (!before.nodes.contains(id)) return id;
    return "";
}

// --- by keys -----------------------------------------------------------------------------------

class KeyWork {
  public:
    explicit KeyWork(Hand& hand) : hand_(hand) {}

    std::string add(const char* type) {
        const Graph before = hand_.graph();
        const NodeDef& def = hand_.def(type);
        hand_.key("Space");
        hand_.type(QString::fromStdString(def.title()));
        hand_.key("Return");
        hand_.chosen(def);
        hand_.settle(type, [&](const Graph& graph) { return graph.nodes.size() == before.nodes.size() + 1 && graph.nodes.at(new_node(graph, before)).type == type; });
        current_ = new_node(hand_.graph(), before);
        socket_ = -1;
        return current_;
    }
    void set(const char* input, const QString& text, const char* leave = "Return") {
        walk(input, false);
        hand_.key("Return");
        hand_.type(text);
        hand_.key(leave);
        hand_.settle(input, [&](const Graph& graph) { const Json value = literal_of(graph, current_, input); return (value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString::fromStdString(value.dump())) == text; });
    }
    // A wire between a socket of the node that was added last and another's.
    void wire(const char* socket, const SocketName& to) {
        hand_.key("A");   // only what is in sight has a letter
        walk(socket, !to.is_output);
        hand_.key("W");
        hand_.type(hand_.letter({current_, socket, !to.is_output}, to));
        const SocketName input = to.is_output ? SocketName{current_, socket} : to;
        hand_.settle(socket, [&](const Graph& graph) {
            const Link* link = link_to(graph, input.node, input.socket);
            return link && link->node == (to.is_output ? to.node : current_);
        });
    }

  private:
    void walk(const char* socket, bool is_output) {
        const auto& sockets = hand_.node(current_).layout().sockets;
        const int count = static_cast<int>(sockets.size());
        const auto found = std::find_if(sockets.begin(), sockets.end(), [&](const SocketSpot& s) { return s.name == socket && s.is_output == is_output; });
        if (found == sockets.end()) throw Stuck{QByteArray("no socket ") + socket};
        const int wanted = static_cast<int>(found - sockets.begin());
        while (socket_ != wanted) {
            hand_.key("Tab");
            socket_ = (socket_ + 1) % count;
        }
    }

    Hand& hand_;
    std::string current_;
    int socket_ = -1;   // where Tab has come to
};

inline void build_by_keys(Hand& hand) {
    KeyWork keys(hand);
    const std::string model = keys.add("model.load");
    const std::string prompt = keys.add("text.encode");
    keys.set("text", "a big yellow balloon in the sea", "Escape");
    keys.wire("encoder", {model, "encoder", true});
    const std::string cfg = keys.add("guidance.cfg");
    keys.set("scale", "4.5");
    keys.wire("model", {model, "model", true});
    keys.wire("positive", {prompt, "conditioning", true});
    keys.add("text.encode");
    keys.wire("encoder", {model, "encoder", true});
    keys.wire("conditioning", {cfg, "negative", false});
    const std::string schedule = keys.add("sampling.schedule");
    keys.set("steps", "4");
    keys.wire("model", {model, "model", true});
    const std::string sampler = keys.add("sampling.ddim");
    const std::string canvas = keys.add("latent.empty");
    keys.set("width", "128");
    keys.set("height", "128");
    keys.wire("model", {model, "model", true});
    const std::string sample = keys.add("sampling.sample");
    keys.wire("guider", {cfg, "guider", true});
    keys.wire("sampler", {sampler, "sampler", true});
    keys.wire("schedule", {schedule, "schedule", true});
    keys.wire("latent", {canvas, "latent", true});
    const std::string decode = keys.add("latent.decode");
    keys.wire("autoencoder", {model, "autoencoder", true});
    keys.wire("latent", {sample, "latent", true});
    keys.add("image.save");
    keys.wire("image", {decode, "image", true});
    hand.key("Ctrl+Return");
}

// --- by the mouse ------------------------------------------------------------------------------

class MouseWork {
  public:
    explicit MouseWork(Hand& hand) : hand_(hand) {}

    void zoom_out(int notches) {
        const double before = hand_.view().zoom();
        hand_.wheel(hand_.at(hand_.view().visible_rect().center()), -notches);
        hand_.settle("zoom", [&](const Graph&) { return hand_.view().zoom() < before; });
    }
    // From the list that a double click in the empty opens.
    std::string add(const char* type, QPointF scene) {
        const Graph before = hand_.graph();
        hand_.double_click(hand_.at(scene));
        return choose(type, before, scene, {});
    }
    // From the list that a wire opens which is dropped in the empty.
    std::string add_wired(const char* type, const SocketName& from, QPointF scene) {
        const Graph before = hand_.graph();
        hand_.drag(hand_.socket(from), hand_.at(scene));
        return choose(type, before, scene, from);
    }
    void wire(const SocketName& output, const SocketName& input) {
        hand_.drag(hand_.socket(output), hand_.socket(input));
        hand_.settle("wire", [&](const Graph& graph) { const Link* link = link_to(graph, input.node, input.socket); return link && link->node == output.node; });
    }
    // Drags a number until it is there: each time as near as whole pixels go.
    void slide(const std::string& id, const char* input, int wanted) {
        const InputDecl& decl = *hand_.node(id).layout().field(input)->decl;
        for (int tries = 0; tries < 6; ++tries) {
            const NodeDef& def = hand_.def(hand_.graph().nodes.at(id).type);
            const double now = number_of(hand_.graph(), def, id, input).get<double>();
            if (now == wanted) return;
            const auto off = [&](int pixels) { return std::abs(dragged(now, pixels / hand_.view().pixels_per_unit(), {}, number_rules(decl)) - wanted); };
            int best = 5;
            for (int pixels = -150; pixels <= 150; ++pixels)
                if (std::abs(pixels) > 4 && off(pixels) < off(best)) best = pixels;   // a few are a click
            const QPoint from = hand_.at(hand_.node(id).pos() + hand_.node(id).layout().field(input)->rect.center());
            hand_.drag(from + QPoint(12 * (tries - 2), 0), from + QPoint(12 * (tries - 2) + best, 0));   // not twice at one place: a double click
            hand_.settle(input, [&](const Graph& graph) { return number_of(graph, def, id, input).get<double>() != now; });
        }
        throw Stuck{QByteArray("no dragging comes to ") + input};
    }
    void run() {
        const auto* button = hand_.window().findChild<QPushButton*>("run");
        hand_.click(button->mapTo(&hand_.window(), button->rect().center()));
    }

  private:
    std::string choose(const char* type, const Graph& before, QPointF scene, const std::optional<SocketName>& from) {
        const NodeDef& def = hand_.def(type);
        SearchPopup& search = hand_.search(scene, from);
        auto* list = search.findChild<QListView*>();
        const auto rows = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, QString::fromStdString(def.title()), 1, Qt::MatchExactly);
        if (rows.isEmpty()) throw Stuck{QByteArray("not offered: ") + type};
        for (int turned = 0; !list->viewport()->rect().contains(list->visualRect(rows[0])); ++turned) {
            if (turned > 200) throw Stuck{QByteArray("not to be wheeled to: ") + type};
            hand_.wheel(list->viewport()->mapTo(&hand_.window(), list->viewport()->rect().center()), -1);
        }
        hand_.click(list->viewport()->mapTo(&hand_.window(), list->visualRect(rows[0]).center()));
        hand_.chosen(def);
        hand_.settle(type, [&](const Graph& graph) { return graph.nodes.size() == before.nodes.size() + 1 && graph.nodes.at(new_node(graph, before)).type == type; });
        return new_node(hand_.graph(), before);
    }

    Hand& hand_;
};

inline void build_by_mouse(Hand& hand) {
    MouseWork mouse(hand);
    mouse.zoom_out(3);
    const QPointF corner = hand.view().visible_rect().topLeft() + QPointF(40, 40);
    const auto below = [&](const std::string& id) { return QPointF(hand.node(id).pos().x(), hand.node(id).scene_rect().bottom() + 32); };
    const std::string model = mouse.add("model.load", corner + QPointF(0, 200));
    const std::string prompt = mouse.add_wired("text.encode", {model, "encoder", true}, corner + QPointF(320, 0));
    const std::string negative = mouse.add_wired("text.encode", {model, "encoder", true}, below(prompt));
    const std::string cfg = mouse.add_wired("guidance.cfg", {prompt, "conditioning", true}, corner + QPointF(640, 0));
    mouse.wire({negative, "conditioning", true}, {cfg, "negative"});
    mouse.wire({model, "model", true}, {cfg, "model"});
    const std::string sample = mouse.add_wired("sampling.sample", {cfg, "guider", true}, corner + QPointF(980, 0));
    // Dropped to the left of an input, a node's right edge lies under the mouse.
    const std::string sampler = mouse.add_wired("sampling.ddim", {sample, "sampler"}, below(cfg) + QPointF(224, 0));
    const std::string schedule = mouse.add_wired("sampling.schedule", {sample, "schedule"}, below(sampler) + QPointF(224, 0));
    mouse.wire({model, "model", true}, {schedule, "model"});
    mouse.slide(schedule, "steps", 4);
    const std::string canvas = mouse.add_wired("latent.empty", {sample, "latent"}, below(negative) + QPointF(224, 0));
    mouse.wire({model, "model", true}, {canvas, "model"});
    mouse.slide(canvas, "width", 128);
    mouse.slide(canvas, "height", 128);
    const std::string decode = mouse.add_wired("latent.decode", {sample, "latent", true}, below(sample));
    mouse.wire({model, "autoencoder", true}, {decode, "autoencoder"});
    mouse.add_wired("image.save", {decode, "image", true}, below(decode));
    mouse.run();
}

}  // namespace noiseloom
