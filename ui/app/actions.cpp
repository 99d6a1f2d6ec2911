#include "ui/app/actions.h"

#include <QCoreApplication>

#include "ui/app/document_page.h"
#include "ui/app/main_window.h"
#include "ui/canvas/graph_edits.h"
#include "ui/canvas/graph_view.h"

namespace noiseloom {
namespace {

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

// Texts are marked for translation in the context "actions".
constexpr const char* marked(const char* text) { return text; }
#define NL_TEXT(text) marked(QT_TRANSLATE_NOOP("actions", text))

}  // namespace

const std::vector<ActionSpec>& action_table() {
    using enum ActionScope;
    static const std::vector<ActionSpec> table{
        {"file.new", "File", NL_TEXT("New"), "Ctrl+N", window, [](MainWindow& w) { w.new_document(); }},
        {"file.open", "File", NL_TEXT("Open…"), "Ctrl+O", window, [](MainWindow& w) { w.open_dialog(); }},
        {"file.templates", "File", NL_TEXT("Templates"), "Ctrl+T", window, [](MainWindow& w) { w.show_panel("templates"); }},
        {"file.save", "File", NL_TEXT("Save"), "Ctrl+S", window, [](MainWindow& w) { w.save(); }},
        {"file.save_as", "File", NL_TEXT("Save As…"), "Ctrl+Shift+S", window, [](MainWindow& w) { w.save_as(); }},
        {"file.close", "File", NL_TEXT("Close"), "Ctrl+W", window, [](MainWindow& w) { w.close_page(); }},
        {"file.settings", "File", NL_TEXT("Settings…"), "Ctrl+,", window, [](MainWindow& w) { w.show_settings(); }},
        {"file.quit", "File", NL_TEXT("Quit"), "Ctrl+Q", window, [](MainWindow& w) { w.close(); }},

        {"edit.undo", "Edit", NL_TEXT("Undo"), "Ctrl+Z", window, on_page([](DocumentPage& p) { p.document().undo(); })},
        {"edit.redo", "Edit", NL_TEXT("Redo"), "Ctrl+Shift+Z, Ctrl+Y", window, on_page([](DocumentPage& p) { p.document().redo(); })},
        {"edit.cut", "Edit", NL_TEXT("Cut"), "Ctrl+X", canvas, on_page([](DocumentPage& p) { p.copy(true); })},
        {"edit.copy", "Edit", NL_TEXT("Copy"), "Ctrl+C", canvas, on_page([](DocumentPage& p) { p.copy(false); })},
        {"edit.paste", "Edit", NL_TEXT("Paste"), "Ctrl+V", canvas, on_page([](DocumentPage& p) { p.paste(false); })},
        {"edit.paste_wired", "Edit", NL_TEXT("Paste with Wires"), "Ctrl+Shift+V", canvas, on_page([](DocumentPage& p) { p.paste(true); })},
        {"edit.duplicate", "Edit", NL_TEXT("Duplicate"), "Ctrl+D", canvas, on_view([](GraphView& v) { v.edits().duplicate(false); })},
        {"edit.duplicate_wired", "Edit", NL_TEXT("Duplicate with Wires"), "Ctrl+Shift+D", canvas, on_view([](GraphView& v) { v.edits().duplicate(true); })},
        {"edit.delete", "Edit", NL_TEXT("Delete"), "Del, Backspace", canvas, on_view([](GraphView& v) { v.edits().remove(false); })},
        {"edit.dissolve", "Edit", NL_TEXT("Delete, Keeping Wires"), "Ctrl+Del", canvas, on_view([](GraphView& v) { v.edits().remove(true); })},
        {"edit.select_all", "Edit", NL_TEXT("Select All"), "Ctrl+A", canvas, on_page([](DocumentPage& p) { p.select_all(); })},
        {"edit.rename", "Edit", NL_TEXT("Rename"), "F2", canvas, on_page([](DocumentPage& p) { p.rename_current(); })},

        {"node.add", "Node", NL_TEXT("Add Node…"), "Space, Shift+A", canvas, on_page([](DocumentPage& p) { p.search_at_mouse(""); })},
        {"node.find", "Node", NL_TEXT("Find in Graph…"), "Ctrl+F, /", canvas, on_page([](DocumentPage& p) { p.search_at_mouse("/"); })},
        {"node.bypass", "Node", NL_TEXT("Bypass"), "D", canvas, edit(&GraphEdits::toggle_bypass)},
        {"node.mute", "Node", NL_TEXT("Mute"), "M", canvas, edit(&GraphEdits::toggle_mute)},
        {"node.collapse", "Node", NL_TEXT("Collapse"), "H", canvas, edit(&GraphEdits::toggle_collapsed)},
        {"node.picture", "Node", NL_TEXT("Show Picture"), "V", canvas, edit(&GraphEdits::toggle_preview)},
        {"node.tags", "Node", NL_TEXT("Wires as Tags"), "G", canvas, edit(&GraphEdits::toggle_tags)},
        {"node.frame", "Node", NL_TEXT("Frame"), "Ctrl+J", canvas, edit(&GraphEdits::frame)},
        {"node.subgraph", "Node", NL_TEXT("Make Subgraph"), "Ctrl+G", canvas, on_page([](DocumentPage& p) { p.make_subgraph(); })},
        {"node.ungroup", "Node", NL_TEXT("Dissolve Subgraph"), "Ctrl+Shift+G", canvas, on_page([](DocumentPage& p) { p.expand_subgraph(); })},
        {"node.save_subgraph", "Node", NL_TEXT("Save Subgraph…"), "", canvas, on_page([](DocumentPage& p) { p.save_subgraph(); })},
        {"node.leave", "Node", NL_TEXT("Leave Subgraph"), "Ctrl+Up", canvas, on_page([](DocumentPage& p) { p.leave_subgraph(); })},
        {"node.tidy", "Node", NL_TEXT("Tidy"), "L", canvas, edit(&GraphEdits::tidy)},
        {"node.align_left", "Node", NL_TEXT("Align Left"), "Ctrl+Left", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::left); })},
        {"node.align_right", "Node", NL_TEXT("Align Right"), "Ctrl+Right", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::right); })},
        {"node.align_top", "Node", NL_TEXT("Align Top"), "Ctrl+Shift+Up", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::top); })},
        {"node.align_bottom", "Node", NL_TEXT("Align Bottom"), "Ctrl+Shift+Down", canvas, on_view([](GraphView& v) { v.edits().align(Alignment::bottom); })},
        {"node.distribute_across", "Node", NL_TEXT("Distribute Across"), "Alt+Shift+H", canvas, on_view([](GraphView& v) { v.edits().distribute(Qt::Horizontal); })},
        {"node.distribute_down", "Node", NL_TEXT("Distribute Down"), "Alt+Shift+V", canvas, on_view([](GraphView& v) { v.edits().distribute(Qt::Vertical); })},

        {"run.run", "Run", NL_TEXT("Run"), "Ctrl+Return, Ctrl+Enter", window, on_page([](DocumentPage& p) { p.run(false); })},
        {"run.here", "Run", NL_TEXT("Run to Here"), "Shift+Return", canvas, on_page([](DocumentPage& p) { p.run_to_selected(); })},
        {"run.front", "Run", NL_TEXT("Run Next"), "Ctrl+Shift+Return", window, on_page([](DocumentPage& p) { p.run(true); })},
        {"run.new_seed", "Run", NL_TEXT("Run with New Seeds"), "Ctrl+Alt+Return", window, on_page([](DocumentPage& p) { p.run_with_new_seeds(); })},
        {"run.stop", "Run", NL_TEXT("Stop"), "Ctrl+.", window, on_page([](DocumentPage& p) { p.stop(); })},

        {"view.fit", "View", NL_TEXT("Fit All"), "A, Home", canvas, on_view([](GraphView& v) { v.fit_all(); })},
        {"view.fit_selection", "View", NL_TEXT("Fit Selection"), "F", canvas, on_view([](GraphView& v) { v.fit_selection(); })},
        {"view.zoom_in", "View", NL_TEXT("Zoom In"), "Ctrl++, Ctrl+=", window, on_view([](GraphView& v) { v.zoom_by(1.25); })},
        {"view.zoom_out", "View", NL_TEXT("Zoom Out"), "Ctrl+-", window, on_view([](GraphView& v) { v.zoom_by(0.8); })},
        {"view.actual", "View", NL_TEXT("Zoom 100 %"), "Ctrl+0", window, on_view([](GraphView& v) { v.set_zoom(1, v.viewport()->rect().center()); })},
        {"view.form", "View", NL_TEXT("Form or Graph"), "F9", window, on_page([](DocumentPage& p) { p.show_form(!p.is_form_shown()); })},
        {"view.inspector", "View", NL_TEXT("Inspector"), "N", canvas, on_page([](DocumentPage& p) { p.toggle_inspector(); })},
        {"view.minimap", "View", NL_TEXT("Minimap"), "O", canvas, on_page([](DocumentPage& p) { p.toggle_minimap(); })},
        {"view.trace", "View", NL_TEXT("Trace"), "T", canvas, on_page([](DocumentPage& p) { p.toggle_trace(); })},
        {"view.picture", "View", NL_TEXT("Picture Viewer"), "P", canvas, on_page([](DocumentPage& p) { p.show_picture(); })},
        {"view.theme", "View", NL_TEXT("Light or Dark"), "", window, [](MainWindow& w) { w.toggle_theme(); }},
        {"view.fade", "View", NL_TEXT("Fade Unrelated Wires"), "", window, [](MainWindow& w) { w.toggle_fading(); }},

        {"help.keys", "Help", NL_TEXT("Keys and Gestures"), "F1", window, [](MainWindow& w) { w.show_keys(); }},
        {"help.about", "Help", NL_TEXT("About Noiseloom"), "", window, [](MainWindow& w) { w.show_about(); }},
    };
    return table;
}

std::vector<ActionInfo> action_infos() {
    std::vector<ActionInfo> infos;
    for (const ActionSpec& spec : action_table()) infos.push_back({spec.id, QCoreApplication::translate("actions", spec.group), QCoreApplication::translate("actions", spec.text), spec.keys});
    return infos;
}

std::vector<std::pair<QString, QString>> gestures() {
    const auto tr = [](const char* text) { return QCoreApplication::translate("actions", text); };
    return {
        {tr("Drag from a socket"), tr("Draw a wire; in the empty it asks for a node")},
        {tr("Drag a connected input"), tr("Take the wire up")},
        {tr("Drag a node onto a wire"), tr("Put it in between (hold Ctrl or 8: do not)")},
        {tr("Shake a node"), tr("Take it out of its wires")},
        {tr("Y and drag"), tr("Cut wires")},
        {tr("Alt and click a wire"), tr("Add a dot; double click on a dot: remove it")},
        {tr("Alt and drag a node"), tr("Drag a copy")},
        {tr("Drag on a number"), tr("Change it (Shift: fine, Ctrl: coarse)")},
        {tr("Double click on a number"), tr("Type it, or a sum: 7.5*2")},
        {tr("Double click in the empty"), tr("Add a node")},
        {tr("Drag with the middle or right button"), tr("Move the canvas")},
        {tr("Wheel"), tr("Zoom")},
        {tr("Arrow keys"), tr("Walk from node to node (Shift: select on the way)")},
        {tr("Tab, Enter"), tr("Walk through a node's sockets; edit the field")},
        {tr("W, then a letter"), tr("Wire the current socket to the lettered one")},
    };
}

}  // namespace noiseloom
