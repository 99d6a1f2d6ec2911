#include "ui/fields/list_popup.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr int most_rows = 14;
constexpr int few_items = 8;   // are seen at a glance: their filter shows once something is typed

}  // namespace

ListPopup::ListPopup(const QStringList& items, const QString& current, const Theme& theme, double scale, QWidget* owner)
    : QFrame(owner, Qt::Popup), line_(new QLineEdit(this)), list_(new QListWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::Box);
    setPalette(theme.palette());
    setFont(font_of(Face::label, 12 * scale));
    line_->setPlaceholderText(tr("Filter"));
    line_->setAccessibleName(tr("Filter"));
    line_->setFont(font());
    line_->setVisible(items.size() > few_items);
    list_->setFont(font());
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    list_->setFocusPolicy(Qt::NoFocus);   // the keys go to the filter
    list_->addItems(items);
    const auto found = list_->findItems(current, Qt::MatchExactly);
    list_->setCurrentItem(found.empty() ? list_->item(0) : found.first());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2);
    layout->setSpacing(2);
    layout->addWidget(line_);
    layout->addWidget(list_);
    setFocusProxy(line_);
    line_->installEventFilter(this);
    installEventFilter(this);
    connect(line_, &QLineEdit::textChanged, this, &ListPopup::filter);
    connect(list_, &QListWidget::itemEntered, list_, [this](QListWidgetItem* item) { list_->setCurrentItem(item); });
    connect(list_, &QListWidget::itemClicked, this, &ListPopup::choose);
}

void ListPopup::add_footer(const QString& text, std::function<void()> act) {
    auto* button = new QPushButton(text, this);
    button->setFlat(true);
    button->setFont(font());
    layout()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, act = std::move(act)] {
        hide();
        act();
        close();
    });
}

void ListPopup::open(const QString& typed) {
    const int rows = std::clamp(list_->count(), 1, most_rows);
    const int row = std::max(list_->sizeHintForRow(0), list_->fontMetrics().height() + 4);
    list_->setFixedHeight(rows * row + 4);
    setMinimumWidth(std::max(parentWidget()->width(), list_->sizeHintForColumn(0) + 32));
    adjustSize();
    QPoint place = parentWidget()->mapToGlobal(QPoint(0, parentWidget()->height()));
    const QRect screen = parentWidget()->screen()->availableGeometry();
    if (place.y() + height() > screen.bottom()) place.setY(std::max(screen.top(), place.y() - parentWidget()->height() - height()));
    place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(place);
    show();
    line_->setFocus();
    list_->scrollToItem(list_->currentItem(), QAbstractItemView::PositionAtCenter);
    if (!typed.isEmpty()) line_->setText(typed);
}

void ListPopup::filter(const QString& text) {
    line_->setVisible(true);
    const QStringList words = text.split(' ', Qt::SkipEmptyParts);
    QListWidgetItem* best = nullptr;
    bool best_begins = false;
    for (int i = 0; i < list_->count(); ++i) {
        QListWidgetItem* item = list_->item(i);
        const bool fits = std::all_of(words.begin(), words.end(), [&](const QString& word) { return item->text().contains(word, Qt::CaseInsensitive); });
        item->setHidden(!fits);
        const bool begins = item->text().startsWith(text, Qt::CaseInsensitive);
        if (fits && (!best || (begins && !best_begins))) {
            best = item;
            best_begins = begins;
        }
    }
    list_->setCurrentItem(best);
}

void ListPopup::choose() {
    const QListWidgetItem* item = list_->currentItem();
    if (item && !item->isHidden()) emit chosen(item->text());
    close();
}

bool ListPopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {   // letters are for the filter, not for the canvas below
        event->accept();
        return true;
    }
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    const auto walk = [&](int by) {
        for (int i = list_->currentRow() + by; i >= 0 && i < list_->count(); i += by) {
            if (list_->item(i)->isHidden()) continue;
            list_->setCurrentRow(i);
            return;
        }
    };
    switch (key->key()) {
        case Qt::Key_Up: walk(-1); return true;
        case Qt::Key_Down: walk(1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(); return true;
        case Qt::Key_Escape: close(); return true;
        default: break;
    }
    if (watched == this && !key->text().isEmpty() && key->text()[0].isPrint()) {   // while the filter is hidden
        line_->setText(line_->text() + key->text());
        line_->setFocus();
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace noiseloom
