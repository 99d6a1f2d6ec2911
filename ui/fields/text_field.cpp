#include "ui/fields/text_field.h"

#include <QTextDocument>

#include "ui/fields/painted_text.h"
#include "ui/fields/prompt_edit.h"

namespace noiseloom {
namespace {

constexpr int least_lines = 4, most_lines = 14;
constexpr double label_row = 18, below = 8;   // a little more than the lines take: a scroll bar would come else

}  // namespace

TextField::TextField(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : FieldWidget(input, context, parent), edit_(new PromptEdit(context, this)) {
    edit_->setAccessibleName(QString::fromStdString(input.name));
    edit_->setToolTip(toolTip());
    edit_->set_font_scale(scale());
    setFocusProxy(edit_);
    value_was_set();
    connect(edit_, &QPlainTextEdit::textChanged, this, [this] {
        grow();
        if (Json typed = edit_->toPlainText().toStdString(); typed != shown_value(this->input(), value())) change_gradually(typed);
    });
    connect(edit_, &PromptEdit::counted, this, [this] { update(); });
    connect(edit_, &PromptEdit::left, this, &FieldWidget::left);
}

void TextField::begin_editing() { edit_->setFocus(); }

void TextField::value_was_set() {
    const Json& shown = shown_value(input(), value());
    const QString text = shown.is_string() ? QString::fromStdString(shown.get<std::string>()) : QString();
    if (text == edit_->toPlainText()) return;   // it comes from here: the cursor stays
    edit_->setPlainText(text);
}

void TextField::grow() {
    const int lines = std::clamp(static_cast<int>(edit_->document()->size().height()), least_lines, most_lines);   // of QPlainTextEdit: in lines
    if (lines == lines_) return;
    lines_ = lines;
    updateGeometry();
    emit height_changed();
}

QSize TextField::sizeHint() const {
    const int lines = std::max(lines_, least_lines);
    return QSize(FieldWidget::sizeHint().width(), static_cast<int>(label_row * scale() + lines * edit_->fontMetrics().lineSpacing() + below * scale()));
}

void TextField::layout_parts() {
    edit_->set_font_scale(scale());
    const QRectF place = value_rect(field_rect(), input(), look());
    edit_->setGeometry(QRectF(place.left() * scale(), label_row * scale(), place.width() * scale(), height() - (label_row + 3) * scale()).toRect());
    grow();
}

void TextField::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(scale(), scale());
    FieldLook looks = look();
    looks.hides_value = true;
    looks.has_focus = edit_->hasFocus();
    looks.is_hovered = looks.is_hovered && !looks.has_focus;   // text is read while it is typed
    paint_field(painter, field_rect(), input(), value(), *context().theme, looks);
    const Theme& theme = *context().theme;
    painter.setPen(theme[edit_->overflows() ? Tone::warn : Tone::text3]);
    const QRectF row(80, 0, field_rect().width() - 88, label_row);
    draw_line(painter, row, edit_->counters().join("   "), Face::mono, 10.5, Qt::AlignRight);
}

}  // namespace noiseloom
