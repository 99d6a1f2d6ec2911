#include "ui/app/trace_dock.h"

#include <QSplitter>

#include "ui/app/document_page.h"
#include "ui/app/notice_bar.h"
#include "ui/panels/changes.h"
#include "ui/theme/fonts.h"
#include "ui/trace/look_graph.h"
#include "ui/trace/parting.h"

namespace noiseloom {

void TraceDock::make() {
    drawer_ = new TraceDrawer(page_.document(), page_.runs(), desk_.workshop, *desk_.theme, &page_);
    down_.addWidget(drawer_);
    connect(drawer_, &TraceDrawer::refused, &page_, &DocumentPage::tell);
    connect(drawer_, &TraceDrawer::step_changed, this, &TraceDock::step_changed);
    connect(drawer_, &TraceDrawer::sweep_requested, this, [this](const QString& node, const QString& input, const QString& values) { page_.ask_for_sweep(node.toStdString(), input.toStdString(), values); });
    connect(drawer_, &TraceDrawer::picture_chosen, this, &TraceDock::picture_chosen);
    connect(drawer_, &TraceDrawer::close_requested, this, &TraceDock::toggle);
    connect(drawer_, &TraceDrawer::nodes_added, this, &TraceDock::show_added);
    down_.setSizes({page_.height() - scaled(284), scaled(284)});
    follow_selection();
}

void TraceDock::toggle() {
    const bool shows = !is_shown();
    if (!drawer_) make();
    drawer_->setVisible(shows);
    (shows ? static_cast<QWidget*>(drawer_) : &page_.view())->setFocus();   // "," and "." are its keys
}

void TraceDock::follow_selection() {
    if (!drawer_) return;
    std::vector<std::string> paths;
    for (const std::string& id : page_.scene().selected_nodes()) paths.push_back(page_.place().run_path(id));
    if (page_.canvas().is_inside()) paths.push_back(page_.place().path());
    drawer_->follow(paths);
}

// Those that were added to the graph that is shown.
void TraceDock::show_added(const QStringList& ids) {
    std::vector<std::string> there;
    for (const QString& id : ids)
        if (page_.scene().node(id.toStdString())) there.push_back(id.toStdString());
    if (there.empty()) return;
    page_.scene().select(there);
    page_.view().fit_all();
}

void TraceDock::compare(const Job& older) {
    if (!is_shown()) toggle();
    const std::string sampler = drawer_->sampler();
    const Declarations& declarations = page_.document().declarations();
    const auto at = node_place(older.workflow, sampler);
    const std::string output = at ? trace_output(declarations, older.workflow.graph_in(at->scope)->nodes.at(at->id)) : "";
    if (output.empty()) return page_.tell(tr("That run had no such sampler: there is no trace to compare with."));
    const QStringList changes = changes_in_words(older.workflow, page_.document().workflow(), declarations);
    page_.runs().fetch(older.number, sampler, output, [self = QPointer<TraceDock>(this), changes](const Value& value) {
        if (!self || !self->drawer_) return;
        if (value) self->show_parting(trace_figures(self->desk_.backend.figures(value)), changes);
        else self->page_.tell(tr("The trace of that run is no longer at hand: run it again."));
    });
}

void TraceDock::show_parting(const TraceFigures& older, const QStringList& changes) {
    drawer_->compare_with(older);
    page_.notices().add((QStringList(changes) << parting_in_words(older, drawer_->figures())).join('\n'), Tone::accent, {{tr("End the comparison"), [this] {
        if (drawer_) drawer_->compare_with({});
    }}});
}

void TraceDock::look_changed() {   // it is made of its theme
    const bool was_shown = is_shown();
    delete drawer_;
    if (was_shown) toggle();
}

SeenStep TraceDock::seen() const { return is_shown() ? SeenStep{drawer_->sampler(), drawer_->step(), drawer_->step_count()} : SeenStep{}; }

}  // namespace noiseloom
