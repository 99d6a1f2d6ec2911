#include "ui/fields/choice_field.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include "ui/fields/list_popup.h"

namespace noiseloom {

ChoiceField::ChoiceField(const InputDecl& input, const FieldContext& context, QWidget* parent) : FieldWidget(input, context, parent) {}

void ChoiceField::open_list(const QString& typed) {
    QStringList words;
    for (const std::string& word : input().choices) words += QString::fromStdString(word);
    const Json& shown = shown_value(input(), value());
    auto* popup = new ListPopup(words, shown.is_string() ? QString::fromStdString(shown.get<std::string>()) : QString(), *context().theme, scale(), this);
    connect(popup, &ListPopup::chosen, this, [this](const QString& word) {
        if (Json made = word.toStdString(); made != shown_value(input(), value())) change(made);
        emit left();
    });
    popup->open(typed);
}

void ChoiceField::walk(int by) {
    const auto& words = input().choices;
    const Json& shown = shown_value(input(), value());
    const auto at = std::find(words.begin(), words.end(), shown.is_string() ? shown.get<std::string>() : std::string());
    const auto next = (at == words.end() ? 0 : at - words.begin()) + by;
    if (next >= 0 && next < std::ssize(words)) change_gradually(words[static_cast<std::size_t>(next)]);
}

void ChoiceField::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) open_list({});
    else FieldWidget::mousePressEvent(event);
}

void ChoiceField::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (plain && event->key() == Qt::Key_Up) return walk(-1);
    if (plain && event->key() == Qt::Key_Down) return walk(1);
    if (plain && event->key() == Qt::Key_Space) return open_list({});
    if (plain && !event->text().isEmpty() && event->text()[0].isLetterOrNumber()) return open_list(event->text());
    FieldWidget::keyPressEvent(event);
}

}  // namespace noiseloom
