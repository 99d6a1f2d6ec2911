#include "ui/host/variation_list.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

constexpr double side = 72, gap = 4, tick = 18;

// A picture in its box, with a tick in the corner. All of it is the tick's place: pictures are small.
class Painter : public QStyledItemDelegate {
  public:
    Painter(const Theme& theme, QListWidget* list) : QStyledItemDelegate(list), theme_(theme), list_(list) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {scaled(side + 2 * gap), scaled(side + 2 * gap)}; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const bool is_on = index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked;
        const QRectF box = QRectF(option.rect).adjusted(scaled(gap), scaled(gap), -scaled(gap), -scaled(gap));
        const QImage picture = index.data(Qt::DecorationRole).value<QImage>();
        const QSizeF size = QSizeF(picture.size()).scaled(box.size(), Qt::KeepAspectRatio);
        const QRectF place(box.center() - QPointF(size.width(), size.height()) / 2, size);
        if (!is_on) painter->setOpacity(0.55);
        painter->drawImage(place, picture);
        painter->setOpacity(1);
        if (const bool is_current = list_->currentIndex() == index; is_current) {
            painter->setPen(QPen(theme_[list_->hasFocus() ? Tone::accent : Tone::text3], 2));
            painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), scaled(4), scaled(4));
        }
        const QRectF mark(place.right() - scaled(tick) - scaled(3), place.top() + scaled(3), scaled(tick), scaled(tick));
        painter->setPen(QPen(theme_[is_on ? Tone::accent : Tone::text2], 1.5));
        painter->setBrush(theme_[is_on ? Tone::accent : Tone::panel]);
        painter->drawRoundedRect(mark, scaled(4), scaled(4));
        if (is_on) paint_icon(*painter, "ready", mark.adjusted(2, 2, -2, -2), theme_[theme_.is_dark() ? Tone::canvas : Tone::body]);
        painter->restore();
    }

    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem&, const QModelIndex& index) override {
        const auto* mouse = event->type() == QEvent::MouseButtonRelease ? static_cast<const QMouseEvent*>(event) : nullptr;
        const auto* key = event->type() == QEvent::KeyPress ? static_cast<const QKeyEvent*>(event) : nullptr;
        const bool is_turned = (mouse && mouse->button() == Qt::LeftButton) || (key && key->key() == Qt::Key_Space);
        if (!is_turned) return false;
        return model->setData(index, index.data(Qt::CheckStateRole).value<Qt::CheckState>() == Qt::Checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }

  private:
    const Theme& theme_;
    QListWidget* list_;
};

}  // namespace

int VariationList::picture_side() { return scaled(side + 2 * gap); }

VariationList::VariationList(const Theme& theme, QWidget* parent) : QListWidget(parent) {
    setAccessibleName(tr("Variations"));
    setItemDelegate(new Painter(theme, this));
    setFlow(QListView::LeftToRight);
    setWrapping(false);
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!is_filling_) emit chosen(static_cast<std::size_t>(row(item)), item->checkState() == Qt::Checked);
    });
    connect(this, &QListWidget::currentRowChanged, this, [this](int at) {
        if (!is_filling_ && at >= 0) emit looked_at(static_cast<std::size_t>(at));
    });
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { emit opened(static_cast<std::size_t>(row(item))); });
}

QSize VariationList::sizeHint() const { return {scaled(320), picture_side() + horizontalScrollBar()->sizeHint().height()}; }

void VariationList::show_variations(const std::vector<HostVariation>& variations) {
    is_filling_ = true;
    const auto count = static_cast<int>(variations.size());
    const bool is_same = count == this->count();
    while (this->count() > count) delete takeItem(this->count() - 1);
    while (this->count() < count) addItem(new QListWidgetItem);
    for (int i = 0; i < count; ++i) {
        const HostVariation& one = variations[static_cast<std::size_t>(i)];
        item(i)->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item(i)->setData(Qt::DecorationRole, one.small);
        item(i)->setData(Qt::AccessibleTextRole, tr("Variation %1").arg(i + 1));
        item(i)->setToolTip(tr("Variation %1: a click takes it or leaves it").arg(i + 1));
        item(i)->setCheckState(one.is_chosen ? Qt::Checked : Qt::Unchecked);
    }
    if (!is_same && count > 0) setCurrentRow(0);
    is_filling_ = false;
}

}  // namespace noiseloom
