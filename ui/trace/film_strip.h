// The pictures of a run's steps: the guided estimate, those of the prompt and without it, and what each term changes, as a signed map.
//
// They are made by looks (runs.h), one step after another, the chosen one first, and only while somebody sees the strip. Each asks the guider
// once more about a state that the trace has kept; nothing is sampled again.
#pragma once

#include <map>

#include <QImage>
#include <QWidget>

#include "ui/runs/runs.h"
#include "ui/theme/theme.h"

namespace noiseloom {

class Workshop;

class FilmStrip : public QWidget {
    Q_OBJECT
  public:
    FilmStrip(Workshop& workshop, Runs& runs, const Theme& theme, QWidget* parent);
    ~FilmStrip() override;

    // Another run's, or none with 0 steps; the sampler by its path. The names of the terms are those of the rows.
    void set_run(const std::string& sampler, int steps, const QStringList& terms);
    void set_step(int step);
    std::vector<int> shown_steps() const;   // as many as fit, the chosen one among them
    QImage picture(int step, int row) const;
    QImage saliency(int step) const;
    QString row_name(int row) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

  signals:
    void step_chosen(int step);
    void picture_chosen(int step, int row);
    void menu_requested(int step, const QPoint& global);

  protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;         // chooses the step, as dragging does
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;   // shows the picture large
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent*) override { look_on(); }
    void showEvent(QShowEvent*) override { look_on(); }
    void hideEvent(QHideEvent*) override { stop(); }

  private:
    struct Seen {
        std::vector<QImage> rows;
        QImage saliency;
    };
    void look_on();
    void stop();
    void take(int step, const CellResult& result);
    void take_pictures(int step, Seen seen);
    double left() const;
    QRectF cell(std::size_t column, int row) const;
    std::optional<std::pair<int, int>> at(QPointF place) const;   // step and row

    Workshop& workshop_;
    Runs& runs_;
    const Theme& theme_;
    std::string sampler_;
    QStringList names_;
    int steps_ = 0, step_ = 0;
    std::map<int, Seen> seen_;      // without rows: it could not be looked at
    int look_ = 0;                  // that is under way; 0: none
    int run_ = 0;                   // counts those that were set: pictures of an older one come too late
};

}  // namespace noiseloom
