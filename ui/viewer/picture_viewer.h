// The picture viewer: a picture with its title, what the mouse is on, the ways to compare, copy and save it, and below it those that were
// shown before.
#pragma once

#include <functional>

#include <QWidget>

#include "ui/theme/theme.h"
#include "ui/viewer/picture_view.h"
#include "ui/viewer/thumbnail_strip.h"

class QLabel;
class QToolButton;

namespace noiseloom {

struct ViewedPicture {
    QString title;
    QImage picture, overlay;                         // overlay: may be null
    std::function<void(const QString& file)> save;   // empty: what is shown is saved
};

class PictureViewer : public QWidget {
    Q_OBJECT
  public:
    PictureViewer(const Theme& theme, QWidget* parent = nullptr);

    // Shown at once; the one that was shown is what it is compared with. The newest 30 are kept to go back to.
    void add(ViewedPicture picture) { add_all({std::move(picture)}); }
    void add_all(std::vector<ViewedPicture> pictures);   // of one result: they stand together, and the last is shown
    void step(int by);                         // to the next or the one before, as they came
    std::size_t place() const { return place_; }
    std::size_t count() const { return kept_.size(); }
    const ViewedPicture& shown() const { return kept_[place_]; }   // once there is one
    PictureView& view() { return *view_; }
    ThumbnailStrip& strip() { return *strip_; }

  signals:
    void use_requested(const QImage& picture);   // as an input of the workflow
    void closed();
    void refused(const QString& message);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void show_place(std::size_t place);
    void drop(std::size_t place);
    void tell();
    void save();

    std::vector<ViewedPicture> kept_;
    std::vector<Thumbnail> small_;             // of each that is kept
    std::size_t place_ = 0;
    int results_ = 0;                          // that came, so far
    PictureView* view_;
    ThumbnailStrip* strip_;
    QLabel* title_;
    QLabel* told_;
    QToolButton* slider_;
    QToolButton* difference_;
    QToolButton* overlay_;
};

}  // namespace noiseloom
