#include "ui/fields/field_widget.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QLineEdit>
#include <QMenu>
#include <QTextDocument>
#include <QToolTip>

#include "ui/fields/field_text.h"
#include "ui/fields/painted_text.h"
#include "ui/model/error_text.h"

namespace noiseloom {
namespace {

constexpr int remark_stays_ms = 4000;
constexpr int settles_after_ms = 400;
constexpr double comfortable = 1.2;   // fields of one line are that much higher than on the canvas

}  // namespace

QString plain_tip(const QString& text) { return text.isEmpty() ? text : Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal); }

FieldWidget::FieldWidget(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : QWidget(parent), input_(input), context_(context), scale_(context.text_scale) {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setToolTip(plain_tip(library_text(input_.doc)));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    remark_timer_.setSingleShot(true);
    remark_timer_.setInterval(remark_stays_ms);
    connect(&remark_timer_, &QTimer::timeout, this, [this] { set_remark({}); });
    settle_timer_.setSingleShot(true);
    settle_timer_.setInterval(settles_after_ms);
    connect(&settle_timer_, &QTimer::timeout, this, &FieldWidget::settle);
    describe();
}

void FieldWidget::set_value(const Json& value) {
    if (value == value_ && value.type() == value_.type()) return;
    value_ = value;
    describe();
    value_was_set();
    update();
}

void FieldWidget::set_scale(double scale) {
    scale_ = scale;
    layout_parts();
    updateGeometry();
    update();
}

QSize FieldWidget::sizeHint() const {
    const double height = field_height(input_) * (field_kind(input_) == FieldKind::text ? 1 : comfortable);
    return QSize(static_cast<int>(200 * scale_), static_cast<int>(std::lround(height * scale_)));
}

QSize FieldWidget::minimumSizeHint() const { return QSize(static_cast<int>(80 * scale_), sizeHint().height()); }

void FieldWidget::change(const Json& value, bool is_final) {
    is_settling_ = false;
    settle_timer_.stop();
    value_ = value;
    describe();
    value_was_set();
    update();
    emit edited(value_, is_final);
}

void FieldWidget::change_gradually(const Json& value) {
    change(value, false);
    is_settling_ = true;
    settle_timer_.start();
}

void FieldWidget::settle() {
    if (!is_settling_) return;
    is_settling_ = false;
    emit edited(value_, true);
}

void FieldWidget::reset() {
    if (is_modified(input_, value_)) change(input_.value);
}

void FieldWidget::set_remark(const QString& text) {
    remark_ = text;
    if (text.isEmpty()) {
        remark_timer_.stop();
        QToolTip::hideText();
    } else {
        remark_timer_.start();
        QToolTip::showText(mapToGlobal(QPoint(0, height() - 12)), plain_tip(text), this, {}, remark_stays_ms);
        QAccessibleEvent told(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&told);
    }
    describe();
    update();
}

// What a screen reader says: "scale, 7.5".
void FieldWidget::describe() {
    setAccessibleName(field_label(input_) + ", " + field_text(input_, value_));
    setAccessibleDescription(remark_.isEmpty() ? library_text(input_.doc) : remark_);
}

FieldLook FieldWidget::look() const {
    FieldLook look;
    look.is_hovered = underMouse();
    look.has_focus = hasFocus() || is_typing();
    look.is_enabled = isEnabled();
    look.is_missing = context_.is_missing && field_kind(input_) == FieldKind::file && context_.is_missing(input_, shown_value(input_, value_));
    look.is_refused = !remark_.isEmpty();
    look.hides_value = is_typing();
    look.is_outlined = true;
    look.icon_room = icon_room_;
    return look;
}

QRectF FieldWidget::field_rect() const { return QRectF(0, 0, width() / scale_, height() / scale_); }

double FieldWidget::shown_number() const {
    const Json& shown = shown_value(input_, value_);
    return shown.is_number() ? shown.get<double>() : 0;
}

// --- typing --------------------------------------------------------------------------------------

void FieldWidget::open_line(const QString& text, bool selected, bool whole) {
    if (line_) return;
    line_is_whole_ = whole;
    line_ = new QLineEdit(text, this);
    line_->setFrame(false);
    line_->setAccessibleName(field_label(input_));
    line_->setContextMenuPolicy(Qt::DefaultContextMenu);
    const auto kind = field_kind(input_);
    const bool is_figure = kind == FieldKind::number || kind == FieldKind::integer || kind == FieldKind::seed || kind == FieldKind::curve;
    line_->setFont(font_of(is_figure ? Face::mono : Face::label, (is_figure ? 11.5 : 12) * scale_));
    if (is_figure) line_->setAlignment(Qt::AlignRight);
    QPalette palette = context_.theme->palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    line_->setPalette(palette);
    line_->installEventFilter(this);
    resizeEvent(nullptr);
    line_->show();
    line_->setFocus();
    if (selected) line_->selectAll();
    else line_->end(false);
    update();
}

void FieldWidget::close_line() {
    if (!line_) return;
    QLineEdit* closing = line_;
    line_ = nullptr;   // first: hiding it takes the focus, which must not commit again
    const bool had_focus = closing->hasFocus();
    closing->removeEventFilter(this);
    closing->hide();
    closing->deleteLater();
    if (had_focus) setFocus();
    update();
}

bool FieldWidget::commit_line() {
    if (!line_) return true;
    const auto accepted = accept_text(line_->text());
    if (!accepted) {
        const Error& error = accepted.error();
        set_remark(error_text(error, ". "));
        return false;
    }
    close_line();
    return true;
}

Result<void> FieldWidget::accept_text(const QString& text) {
    change(text.toStdString());
    return {};
}

bool FieldWidget::eventFilter(QObject* watched, QEvent* event) {
    if (watched != line_) return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Escape) {
            set_remark({});
            close_line();
            emit left();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (key->modifiers() & Qt::ControlModifier) {   // the window runs the workflow: with what was typed
                commit_line();
                return false;
            }
            if (commit_line()) emit left();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut && static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
        if (!commit_line()) close_line();   // the focus is gone: what does not fit goes too, with the remark that says why
    return QWidget::eventFilter(watched, event);
}

// --- events --------------------------------------------------------------------------------------

bool FieldWidget::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip && !remark_.isEmpty()) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plain_tip(remark_), this);
        return true;
    }
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave || event->type() == QEvent::EnabledChange) update();
    return QWidget::event(event);
}

void FieldWidget::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(scale_, scale_);
    paint_field(painter, field_rect(), input_, value_, *context_.theme, look());
}

void FieldWidget::resizeEvent(QResizeEvent*) {
    if (line_) {
        QRectF place = line_is_whole_ ? field_rect().adjusted(6, 0, -6 - icon_room_, 0) : value_rect(field_rect(), input_, look()).adjusted(0, 0, 3, 0);
        line_->setGeometry(QRectF(place.topLeft() * scale_, place.size() * scale_).toAlignedRect());
    }
    layout_parts();
}

void FieldWidget::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2)) return begin_editing();
    if (plain && event->key() == Qt::Key_Escape) {
        emit left();
        return;
    }
    if (plain && (event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Delete)) return reset();
    if (event->matches(QKeySequence::Copy)) return QApplication::clipboard()->setText(field_text(input_, value_));
    QWidget::keyPressEvent(event);
}

void FieldWidget::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) begin_editing();
}

void FieldWidget::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    QAction* back = menu.addAction(tr("Reset to %1").arg(input_.value.is_null() ? tr("nothing") : field_text(input_, input_.value)), this, &FieldWidget::reset);
    back->setEnabled(is_modified(input_, value_));
    menu.addAction(tr("Copy value"), this, [this] {
        const Json& shown = shown_value(input_, value_);
        QApplication::clipboard()->setText(QString::fromStdString(shown.is_string() ? shown.get<std::string>() : json_text(shown)));
    });
    fill_menu(menu);
    if (context_.add_actions) context_.add_actions(menu, input_);
    menu.exec(event->globalPos());
}

void FieldWidget::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void FieldWidget::focusOutEvent(QFocusEvent* event) {
    settle();
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace noiseloom
