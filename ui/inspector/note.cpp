#include "ui/inspector/note.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/fields/painted_text.h"

namespace noiseloom {

Note::Note(const Error& error, Tone tone, const Theme& theme, double text_scale, QWidget* parent) : QFrame(parent), tone_(tone), theme_(theme) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(static_cast<int>(12 * text_scale), static_cast<int>(6 * text_scale), 8, static_cast<int>(6 * text_scale));
    layout->setSpacing(2);
    const auto add = [&](const std::string& text, Tone text_tone) {
        if (text.empty()) return;
        auto* label = new QLabel(QString::fromStdString(text), this);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);   // errors are looked up
        label->setFont(font_of(Face::label, 12 * text_scale));
        QPalette palette = label->palette();
        palette.setColor(QPalette::WindowText, theme[text_tone]);
        label->setPalette(palette);
        layout->addWidget(label);
    };
    std::string message = error.message;
    if (!message.empty() && message[0] >= 'a' && message[0] <= 'z') message[0] = static_cast<char>(message[0] - 'a' + 'A');
    add(message, Tone::text);
    add(error.hint, Tone::text2);
    setAccessibleName(QString::fromStdString(message));
    setAccessibleDescription(QString::fromStdString(error.hint));
}

void Note::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme_[Tone::panel], theme_[tone_], 0.14));
    painter.drawRoundedRect(rect(), 4, 4);
    painter.setBrush(theme_[tone_]);
    painter.drawRoundedRect(QRectF(0, 0, 3, height()), 1.5, 1.5);
}

}  // namespace noiseloom
