// The items of a graph, kept equal to the document: every change of it arrives as a patch, and only what the patch names is read again.
#pragma once

#include <map>

#include <QGraphicsScene>
#include <QStringList>

#include "ui/canvas/frame_item.h"
#include "ui/canvas/node_item.h"
#include "ui/canvas/wire_item.h"

namespace noiseloom {

class GraphScene : public QGraphicsScene {
    Q_OBJECT
  public:
    GraphScene(const GraphPlace& place, const Theme& theme, QObject* parent = nullptr);
    ~GraphScene() override { blockSignals(true); }   // items that go tell that they were selected

    const GraphPlace& place() const { return place_; }
    const Theme& theme() const { return *theme_; }
    void set_theme(const Theme& theme);

    NodeItem* node(const std::string& id) const;
    WireItem* wire(const InputName& name) const;
    FrameItem* frame(const std::string& id) const;
    DotItem* dot(const std::string& id) const;
    const std::map<std::string, NodeItem*>& nodes() const { return nodes_; }
    const std::map<InputName, WireItem*>& wires() const { return wires_; }
    const std::map<std::string, FrameItem*>& frame_items() const { return frames_; }
    const std::map<std::string, DotItem*>& dot_items() const { return dots_; }

    std::vector<std::string> selected_nodes() const;
    void select(const std::vector<std::string>& ids, bool alone = true);
    QRectF bounds(const std::vector<std::string>& ids = {}) const;   // of nodes (all, with frames, without ids)

    void set_status(const std::string& id, const NodeStatus& status);
    // What is read in place of files, by node and input: layers of an image editor.
    void set_stand_ins(std::map<std::string, std::map<std::string, QString>> texts);
    void animate(double phase);   // the dots on running wires
    bool is_animated() const;
    void fade_unrelated_wires(bool on);   // while something is selected

    // Moves items only; the document hears of it when the gesture ends.
    void place_node(const std::string& id, QPointF at);
    void place_dot(const std::string& id, QPointF at);
    void update_wires_of(const std::string& id);

  signals:
    void nodes_changed();   // nodes came or went

  private:
    void apply(const Patch& patch);
    void read_everything();
    void read_node(const std::string& id);
    void read_wires(const std::string& id);
    void read_frames();
    void read_dots();
    void follow(WireItem& wire);
    void remove_wire(WireItem* wire);
    void take_away(QGraphicsItem* item);
    void show_outputs_in_use(NodeItem& node);
    void show_stale_wires(NodeItem& node);
    void selection_changed();

    GraphPlace place_;
    const Theme* theme_;
    std::map<std::string, NodeItem*> nodes_;
    std::map<InputName, WireItem*> wires_;
    std::map<std::string, FrameItem*> frames_;
    std::map<std::string, DotItem*> dots_;
    std::map<std::string, NodeStatus> statuses_;
    std::map<std::string, std::map<std::string, QString>> stand_ins_;
    bool fades_ = true;
    bool lost_selected_ = false;   // in the patch that is being read
};

}  // namespace noiseloom
