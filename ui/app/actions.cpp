#include "ui/app/actions.h"

#include <QCoreApplication>

#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/app/subgraph_commands.h"
#include "ui/app/trace_dock.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/graph_view.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(actions)
};

using Act = std::function<void(MainWindow&)>;

Act on_page(std::function<void(DocumentPage&)> act) {
    return [act = std::move(act)](MainWindow& window) {
        if (DocumentPage* page = window.page()) act(*page);
    };
}
Act on_view(std::function<void(GraphView&)> act) {
    return on_page([act = std::move(act)](DocumentPage& page) { act(page.view()); });
}
Act edit(void (GraphEdits::*command)()) {
    return on_view([command](GraphView& view) { (view.edits().*command)(); });
}

}  // namespace

const std::vector<ActionSpec>& action_table() {
    using enum ActionScope;
    static const std::vector<ActionSpec> table{
        {"file.new", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "New"), "Ctrl+N", window, [](MainWindow& w) { w.new_document(); }},
        {"file.open", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Open…"), "Ctrl+O", window, [](MainWindow& w) { w.open_dialog(); }},
        {"file.templates", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Templates"), "Ctrl+T", window, [](MainWindow& w) { w.show_panel("templates"); }},
        {"file.save", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Save"), "Ctrl+S", window, [](MainWindow& w) { w.save(); }},
        {"file.save_as", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Save As…"), "Ctrl+Shift+S", window, [](MainWindow& w) { w.save_as(); }},
        {"file.publish", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Publish to Image Editors…"), "", window, [](MainWindow& w) { w.show_published(); }},
        {"file.close", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Close"), "Ctrl+W", window, [](MainWindow& w) { w.close_page(); }},
        {"file.settings", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Settings…"), "Ctrl+,", window, [](MainWindow& w) { w.show_settings(); }},
        {"file.quit", QT_TRANSLATE_NOOP("actions", "File"), QT_TRANSLATE_NOOP("actions", "Quit"), "Ctrl+Q", window, [](MainWindow& w) { w.close(); }},

        {"edit.undo", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Undo"), "Ctrl+Z", window, on_page([](DocumentPage& p) { p.document().undo(); })},
        {"edit.redo", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Redo"), "Ctrl+Shift+Z, Ctrl+Y", window, on_page([](DocumentPage& p) { p.document().redo(); })},
        {"edit.cut", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Cut"), "Ctrl+X", canvas, on_page([](DocumentPage& p) { p.copy(true); })},
        {"edit.copy", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Copy"), "Ctrl+C", canvas, on_page([](DocumentPage& p) { p.copy(false); })},
        {"edit.paste", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Paste"), "Ctrl+V", canvas, on_page([](DocumentPage& p) { p.paste(false); })},
        {"edit.paste_wired", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Paste with Wires"), "Ctrl+Shift+V", canvas, on_page([](DocumentPage& p) { p.paste(true); })},
        {"edit.duplicate", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Duplicate"), "Ctrl+D", canvas, on_view([](GraphView& v) { v.edits().duplicate(false); })},
        {"edit.duplicate_wired", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Duplicate with Wires"), "Ctrl+Shift+D", canvas, on_view([](GraphView& v) { v.edits().duplicate(true); })},
        {"edit.delete", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Delete"), "Del, Backspace", canvas, on_view([](GraphView& v) { v.edits().remove(false); })},
        {"edit.dissolve", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Delete, Keeping Wires"), "Ctrl+Del", canvas, on_view([](GraphView& v) { v.edits().remove(true); })},
        {"edit.select_all", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Select All"), "Ctrl+A", canvas, on_page([](DocumentPage& p) { p.select_all(); })},
        {"edit.rename", QT_TRANSLATE_NOOP("actions", "Edit"), QT_TRANSLATE_NOOP("actions", "Rename"), "F2", canvas, on_page([](DocumentPage& p) { p.rename_current(); })},

        {"node.add", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Add Node…"), "Space, Shift+A", canvas, on_page([](DocumentPage& p) { p.search_at_mouse(""); })},
        {"node.find", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Find in Graph…"), "Ctrl+F, /", canvas, on_page([](DocumentPage& p) { p.search_at_mouse("/"); })},
        {"node.bypass", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Bypass"), "D", canvas, edit(&GraphEdits::toggle_bypass)},
        {"node.mute", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Mute"), "M", canvas, edit(&GraphEdits::toggle_mute)},
        {"node.collapse", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Collapse"), "H", canvas, edit(&GraphEdits::toggle_collapsed)},
        {"node.picture", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Show Picture"), "V", canvas, edit(&GraphEdits::toggle_preview)},
        {"node.tags", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Wires as Tags"), "G", canvas, edit(&GraphEdits::toggle_tags)},
        {"node.frame", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Frame"), "Ctrl+J", canvas, edit(&GraphEdits::frame)},
        {"node.subgraph", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Make Subgraph"), "Ctrl+G", canvas, on_page([](DocumentPage& p) { p.subgraphs().make(); })},
        {"node.ungroup", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Dissolve Subgraph"), "Ctrl+Shift+G", canvas, on_page([](DocumentPage& p) { p.subgraphs().dissolve(); })},
        {"node.save_subgraph", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Save Subgraph…"), "", canvas, on_page([](DocumentPage& p) { p.subgraphs().save(); })},
        {"node.leave", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Leave Subgraph"), "Ctrl+Up", canvas, on_page([](DocumentPage& p) { p.canvas().go_up(); })},
        {"node.tidy", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Tidy"), "L", canvas, edit(&GraphEdits::tidy)},
        {"node.align_left", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Align Left"), "Ctrl+Left", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::left); })},
        {"node.align_right", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Align Right"), "Ctrl+Right", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::right); })},
        {"node.align_top", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Align Top"), "Ctrl+Shift+Up", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::top); })},
        {"node.align_bottom", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Align Bottom"), "Ctrl+Shift+Down", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::bottom); })},
        {"node.distribute_across", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Distribute Across"), "Alt+Shift+H", canvas, on_view([](GraphView& v) { v.edits().distribute(Qt::Horizontal); })},
        {"node.distribute_down", QT_TRANSLATE_NOOP("actions", "Node"), QT_TRANSLATE_NOOP("actions", "Distribute Down"), "Alt+Shift+V", canvas, on_view([](GraphView& v) { v.edits().distribute(Qt::Vertical); })},

        {"run.run", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Run"), "Ctrl+Return, Ctrl+Enter", window, on_page([](DocumentPage& p) { p.run(false); })},
        {"run.here", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Run to Here"), "Shift+Return", canvas, on_page([](DocumentPage& p) { p.run_to_selected(); })},
        {"run.front", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Run Next"), "Ctrl+Shift+Return", window, on_page([](DocumentPage& p) { p.run(true); })},
        {"run.new_seed", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Run with New Seeds"), "Ctrl+Alt+Return", window, on_page([](DocumentPage& p) { p.run_with_new_seeds(); })},
        {"run.sweep", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Sweep…"), "", window, on_page([](DocumentPage& p) { p.ask_for_sweep(); })},
        {"run.stop", QT_TRANSLATE_NOOP("actions", "Run"), QT_TRANSLATE_NOOP("actions", "Stop"), "Ctrl+.", window, on_page([](DocumentPage& p) { p.stop(); })},

        {"view.fit", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Fit All"), "A, Home", canvas, on_view([](GraphView& v) { v.fit_all(); })},
        {"view.fit_selection", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Fit Selection"), "F", canvas, on_view([](GraphView& v) { v.fit_selection(); })},
        {"view.zoom_in", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Zoom In"), "Ctrl++, Ctrl+=", window, on_view([](GraphView& v) { v.zoom_by(1.25); })},
        {"view.zoom_out", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Zoom Out"), "Ctrl+-", window, on_view([](GraphView& v) { v.zoom_by(0.8); })},
        {"view.actual", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Zoom 100 %"), "Ctrl+0", window, on_view([](GraphView& v) { v.set_zoom(1, v.viewport()->rect().center()); })},
        {"view.form", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Form or Graph"), "F9", window, on_page([](DocumentPage& p) { p.show_form(!p.is_form_shown()); })},
        {"view.inspector", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Inspector"), "N", canvas, on_page([](DocumentPage& p) { p.toggle_inspector(); })},
        {"view.minimap", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Minimap"), "O", canvas, on_page([](DocumentPage& p) { p.canvas().toggle_minimap(); })},
        {"view.trace", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Trace"), "T", canvas, on_page([](DocumentPage& p) { p.trace().toggle(); })},
        {"view.picture", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Picture Viewer"), "P", canvas, on_page([](DocumentPage& p) { p.show_picture(); })},
        {"view.theme", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Light or Dark"), "", window, [](MainWindow& w) { w.toggle_theme(); }},
        {"view.fade", QT_TRANSLATE_NOOP("actions", "View"), QT_TRANSLATE_NOOP("actions", "Fade Unrelated Wires"), "", window, [](MainWindow& w) { w.toggle_fading(); }},

        {"help.keys", QT_TRANSLATE_NOOP("actions", "Help"), QT_TRANSLATE_NOOP("actions", "Keys and Gestures"), "F1", window, [](MainWindow& w) { w.show_keys(); }},
        {"help.about", QT_TRANSLATE_NOOP("actions", "Help"), QT_TRANSLATE_NOOP("actions", "About Noiseloom"), "", window, [](MainWindow& w) { w.show_about(); }},
    };
    return table;
}

std::vector<ActionInfo> action_infos() {
    std::vector<ActionInfo> infos;
    for (const ActionSpec& spec : action_table()) infos.push_back({spec.id, Words::tr(spec.group), Words::tr(spec.text), spec.keys});
    return infos;
}

std::vector<std::pair<QString, QString>> gestures() {
    return {
        {Words::tr("Drag from a socket"), Words::tr("Draw a wire; in the empty it asks for a node")},
        {Words::tr("Drag a connected input"), Words::tr("Take the wire up")},
        {Words::tr("Drag a node onto a wire"), Words::tr("Put it in between (hold Ctrl or 8: do not)")},
        {Words::tr("Shake a node"), Words::tr("Take it out of its wires")},
        {Words::tr("Y and drag"), Words::tr("Cut wires")},
        {Words::tr("Alt and click a wire"), Words::tr("Add a dot; double click on a dot: remove it")},
        {Words::tr("Alt and drag a node"), Words::tr("Drag a copy")},
        {Words::tr("Drag on a number"), Words::tr("Change it (Shift: fine, Ctrl: coarse)")},
        {Words::tr("Double click on a number"), Words::tr("Type it, or a sum: 7.5*2")},
        {Words::tr("Double click in the empty"), Words::tr("Add a node")},
        {Words::tr("Drag with the middle or right button"), Words::tr("Move the canvas")},
        {Words::tr("Wheel"), Words::tr("Zoom")},
        {Words::tr("Arrow keys"), Words::tr("Walk from node to node (Shift: select on the way)")},
        {Words::tr("Tab, Enter"), Words::tr("Walk through a node's sockets; edit the field")},
        {Words::tr("W, then a letter"), Words::tr("Wire the current socket to the lettered one")},
    };
}

}  // namespace noiseloom
