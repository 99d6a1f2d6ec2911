// The trace drawer of a page, below its canvas: made when it is first wanted, following what is selected. An older run can lie dashed behind the
// newest one's curves, and in words stands what was changed and where they part.
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/app/desk.h"
#include "ui/app/steps_ahead.h"
#include "ui/trace/trace_drawer.h"

class QSplitter;

namespace noiseloom {

class DocumentPage;

class TraceDock : public QObject {
    Q_OBJECT
  public:
    // All outlive it. The drawer goes into `down`, which may go before.
    TraceDock(Desk& desk, DocumentPage& page, QSplitter& down) : desk_(desk), page_(page), down_(down) {}

    void toggle();
    void follow_selection();            // else the subgraph that is shown
    void compare(const Job& older);
    void look_changed();
    SeenStep seen() const;              // nothing while it is hidden

  signals:
    void step_changed();
    void picture_chosen(const QString& title, const QImage& picture, const QImage& saliency);

  private:
    void make();
    bool is_shown() const { return drawer_ && drawer_->isVisible(); }
    void show_added(const QStringList& ids);
    void show_parting(const TraceFigures& older, const QStringList& changes);

    Desk& desk_;
    DocumentPage& page_;
    QSplitter& down_;
    QPointer<TraceDrawer> drawer_;
};

}  // namespace noiseloom
