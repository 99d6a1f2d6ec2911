#include "ui/app/notice_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

constexpr int shown_for = 7000;   // ms

// One notice: a stripe in its tone, the text, the buttons.
class Notice : public QWidget {
  public:
    Notice(const QString& text, const QColor& tone, const Theme& theme, QWidget* parent) : QWidget(parent), tone_(tone), theme_(theme) {
        label = new QLabel(text, this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setFont(panel_font(12));
        row = new QHBoxLayout(this);
        row->setContentsMargins(scaled(16), scaled(8), scaled(8), scaled(8));
        row->setSpacing(scaled(8));
        row->addWidget(label, 1);
    }
    QLabel* label;
    QHBoxLayout* row;

  protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(theme_[Tone::border]);
        painter.setBrush(theme_[Tone::body]);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tone_);
        painter.drawRoundedRect(QRectF(6, 8, 3, height() - 16), 1.5, 1.5);
    }

  private:
    QColor tone_;
    const Theme& theme_;
};

}  // namespace

NoticeBar::NoticeBar(const Theme* const& theme, QWidget* parent) : QWidget(parent), theme_(theme), rows_(new QVBoxLayout(this)) {
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(scaled(6));
    setVisible(false);
    parent->installEventFilter(this);
}

bool NoticeBar::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Resize) place();
    return QWidget::eventFilter(watched, event);
}

void NoticeBar::add(const QString& text, Tone tone, std::vector<NoticeAction> actions) {
    if (texts().contains(text)) return;
    auto* notice = new Notice(text, (*theme_)[tone], *theme_, this);
    const auto close = [this, notice] {
        rows_->removeWidget(notice);
        notice->hide();
        notice->deleteLater();
        QTimer::singleShot(0, this, [this] { place(); });
    };
    for (NoticeAction& action : actions) {
        auto* button = new QPushButton(action.text, notice);
        button->setFont(panel_font(12));
        connect(button, &QPushButton::clicked, this, [close, act = std::move(action.act)] {
            close();
            if (act) act();
        });
        notice->row->addWidget(button);
    }
    auto* cross = new QToolButton(notice);
    cross->setIcon(icon("close", (*theme_)[Tone::text2], (*theme_)[Tone::text3]));
    cross->setAutoRaise(true);
    cross->setAccessibleName(tr("Close this message"));
    connect(cross, &QToolButton::clicked, this, close);
    notice->row->addWidget(cross);
    if (actions.empty()) QTimer::singleShot(shown_for, notice, close);
    rows_->addWidget(notice);
    notice->show();   // now, since its height counts
    QAccessibleEvent told(notice->label, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
    place();
}

QStringList NoticeBar::texts() const {
    QStringList found;
    for (int i = 0; i < rows_->count(); ++i)
        if (const auto* notice = dynamic_cast<Notice*>(rows_->itemAt(i)->widget())) found << notice->label->text();
    return found;
}

void NoticeBar::remove(const QString& text) {
    for (int i = rows_->count() - 1; i >= 0; --i)
        if (auto* notice = dynamic_cast<Notice*>(rows_->itemAt(i)->widget()); notice && notice->label->text() == text) delete rows_->takeAt(i)->widget();
    place();
}

void NoticeBar::clear() {
    while (rows_->count()) delete rows_->takeAt(0)->widget();
    place();
}

void NoticeBar::place() {
    setVisible(rows_->count() > 0);
    const int width = std::clamp(parentWidget()->width() - scaled(64), scaled(240), scaled(560));
    const int height = rows_->hasHeightForWidth() ? rows_->heightForWidth(width) : sizeHint().height();
    setGeometry((parentWidget()->width() - width) / 2, scaled(40), width, std::max(height, rows_->totalMinimumSize().height()));
    raise();
}

}  // namespace noiseloom
