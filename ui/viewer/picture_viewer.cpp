#include "ui/viewer/picture_viewer.h"

#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fields/elided_label.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_kept = 30;

}  // namespace

PictureViewer::PictureViewer(const Theme& theme, QWidget* parent) : QWidget(parent) {
    setAutoFillBackground(true);
    setAccessibleName(tr("Picture viewer"));
    view_ = new PictureView(theme, this);
    setFocusProxy(view_);
    auto* head = new QHBoxLayout;
    auto* foot = new QHBoxLayout;
    const auto label = [&](QHBoxLayout* row, const QFont& font, Tone tone) {
        auto* made = new ElidedLabel(this);
        made->setFont(font);
        QPalette palette = made->palette();
        palette.setColor(QPalette::WindowText, theme[tone]);
        made->setPalette(palette);
        row->addWidget(made, 1);
        return made;
    };
    const auto button = [&](QHBoxLayout* row, const QString& text, const QString& tip, auto act) {
        auto* made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(tip);
        made->setFont(panel_font(11));
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, act);
        row->addWidget(made);
        return made;
    };
    title_ = label(head, panel_font(12, true), Tone::text);
    button(head, "‹", tr("The picture before (Page Up)"), [this] { step(-1); })->setAccessibleName(tr("Previous picture"));
    button(head, "›", tr("The next picture (Page Down)"), [this] { step(1); })->setAccessibleName(tr("Next picture"));
    button(head, tr("Fit"), tr("All of it (F)"), [this] { view_->fit(); });
    button(head, "1:1", tr("Pixel by pixel (1)"), [this] { view_->zoom_to_pixels(); });
    button(head, tr("Close"), tr("Close the viewer (Esc)"), [this] { emit closed(); });
    slider_ = button(foot, tr("Slider"), tr("Drag a line between this picture and the one before (S); hold Space to see that one"),
                     [this] { view_->set_comparison(slider_->isChecked() ? Comparison::slider : Comparison::none); });
    difference_ = button(foot, tr("Difference"), tr("What differs from the one before (D), stronger with ] and weaker with ["),
                         [this] { view_->set_comparison(difference_->isChecked() ? Comparison::difference : Comparison::none); });
    overlay_ = button(foot, tr("Saliency"), tr("Where guidance changes the picture (O)"), [this] { view_->show_overlay(overlay_->isChecked()); });
    for (QToolButton* one : {slider_, difference_, overlay_}) one->setCheckable(true);
    told_ = label(foot, number_font(10.5), Tone::text2);
    told_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    button(foot, tr("Use"), tr("Use it as an input of the workflow"), [this] { emit use_requested(view_->picture()); });
    button(foot, tr("Copy"), tr("Copy the picture"), [this] { QApplication::clipboard()->setImage(view_->picture()); });
    button(foot, tr("Save…"), tr("Save what is shown as a file"), [this] { save(); });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(scaled(8), scaled(4), scaled(8), scaled(4));
    all->setSpacing(scaled(4));
    all->addLayout(head);
    all->addWidget(view_, 1);
    strip_ = new ThumbnailStrip(theme, this);
    strip_->hide();
    all->addWidget(strip_);
    all->addLayout(foot);
    connect(view_, &PictureView::pixel_told, told_, &QLabel::setText);
    connect(view_, &PictureView::changed, this, &PictureViewer::tell);
    connect(strip_, &ThumbnailStrip::chosen, this, &PictureViewer::show_place);
    tell();
}

void PictureViewer::add_all(std::vector<ViewedPicture> pictures) {
    std::erase_if(pictures, [](const ViewedPicture& one) { return one.picture.isNull(); });
    if (pictures.empty()) return;
    ++results_;
    for (ViewedPicture& picture : pictures) {
        // The same picture again: brought to the front.
        const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const ViewedPicture& one) { return one.picture.cacheKey() == picture.picture.cacheKey(); });
        if (known != kept_.end()) drop(static_cast<std::size_t>(known - kept_.begin()));
        else if (kept_.size() == most_kept) drop(0);
        small_.push_back({strip_->small_picture(picture.picture), picture.title, results_});
        kept_.push_back(std::move(picture));
    }
    strip_->set_pictures(small_, kept_.size() - 1);
    strip_->setVisible(kept_.size() > 1);
    show_place(kept_.size() - 1);
}

void PictureViewer::drop(std::size_t place) {
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(place));
    small_.erase(small_.begin() + static_cast<std::ptrdiff_t>(place));
}

void PictureViewer::step(int by) {
    const auto place = static_cast<std::ptrdiff_t>(place_) + by;
    if (place >= 0 && place < static_cast<std::ptrdiff_t>(kept_.size())) show_place(static_cast<std::size_t>(place));
}

void PictureViewer::show_place(std::size_t place) {
    place_ = place;
    strip_->set_shown(place);
    view_->set_other(place > 0 ? kept_[place - 1].picture : QImage());
    view_->set_overlay(kept_[place].overlay);
    view_->set_picture(kept_[place].picture);
}

void PictureViewer::tell() {
    QString text = kept_.empty() ? tr("Picture") : kept_[place_].title;
    if (!kept_.empty()) text += QString("   %1 × %2   %3 %").arg(view_->picture().width()).arg(view_->picture().height()).arg(std::lround(view_->zoom() * 100));
    if (view_->comparison() == Comparison::difference) text += tr("   difference ×%1").arg(view_->gain());
    title_->setText(text);
    slider_->setEnabled(view_->has_other());
    difference_->setEnabled(view_->has_other());
    slider_->setChecked(view_->comparison() == Comparison::slider);
    difference_->setChecked(view_->comparison() == Comparison::difference);
    overlay_->setVisible(view_->has_overlay());
    overlay_->setChecked(view_->is_overlay_shown());
}

void PictureViewer::save() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save picture"), kept_.empty() ? QString() : kept_[place_].title + ".png", tr("Pictures (*.png *.jpg *.webp)"));
    if (file.isEmpty()) return;
    if (!kept_.empty() && kept_[place_].save && view_->comparison() != Comparison::difference) return kept_[place_].save(file);
    if (!view_->picture().save(file)) emit refused(tr("%1 cannot be written. Choose a folder that you may write to, and an ending such as .png.").arg(file));
}

void PictureViewer::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_PageUp: return step(-1);
        case Qt::Key_PageDown: return step(1);
        case Qt::Key_Escape: return emit closed();
        default: QWidget::keyPressEvent(event);
    }
}

}  // namespace noiseloom
