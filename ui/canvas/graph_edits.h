// The commands of the canvas: on what is selected, each one step of undo.
#pragma once

#include <optional>

#include <QPointF>
#include <QString>

#include "ui/model/tidy.h"

namespace noiseloom {

class GraphView;

class GraphEdits {
  public:
    explicit GraphEdits(GraphView& view) : view_(view) {}

    void remove(bool dissolve = false);         // nodes, frames and dots; dissolved nodes leave what they pass on connected
    void duplicate(bool keeps_wires);
    QString copied() const;                     // the text of a workflow; empty if nothing is selected
    void paste(const QString& text, bool keeps_wires, std::optional<QPointF> at = {});
    void toggle_bypass();
    void toggle_mute();
    void toggle_collapsed();
    void toggle_preview();
    void toggle_tags();                         // wires at the selected nodes, drawn as tags
    void frame();
    void align(Alignment alignment);
    void distribute(Qt::Orientation direction);
    void tidy();                                // the selection, or everything

  private:
    std::map<std::string, QRectF> selected_rects() const;
    void place(const std::map<std::string, QPointF>& places, const QString& label);
    void toggle_flag(const char* kind, bool usual, const QString& label);

    GraphView& view_;
};

}  // namespace noiseloom
