#include "ui/fields/file_field.h"

#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QPointer>

#include "ui/fields/field_text.h"
#include "ui/fields/glyph_button.h"
#include "ui/fields/list_popup.h"

namespace noiseloom {
namespace {

// The one file of a drop, or none.
QString dropped_file(const QMimeData* data) {
    const auto urls = data->urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

}  // namespace

FileField::FileField(const InputDecl& input, const FieldContext& context, QWidget* parent)
    : FieldWidget(input, context, parent), folder_(new GlyphButton(Glyph::folder, tr("Locate…"), *context.theme, this)) {
    icon_room_ = context.choose_file ? 20 : 0;
    folder_->setVisible(static_cast<bool>(context.choose_file));
    setAcceptDrops(static_cast<bool>(context.take_file));
    connect(folder_, &GlyphButton::clicked, this, &FileField::locate);
}

QString FileField::name() const { return field_text(input(), value()); }

void FileField::begin_editing() {
    const QStringList known = context().known_files ? context().known_files(input().file) : QStringList();
    if (known.empty()) return type_name(name());
    auto* popup = new ListPopup(known, name(), *context().theme, scale(), this);
    connect(popup, &ListPopup::chosen, this, [this](const QString& file) {
        (void)accept_text(file);
        emit left();
    });
    if (context().choose_file) popup->add_footer(tr("Locate…"), [this] { locate(); });
    popup->open();
}

void FileField::locate() {
    if (!context().choose_file) return;
    context().choose_file(input().file, [self = QPointer<FileField>(this)](const Json& file) {
        if (self && file != shown_value(self->input(), self->value())) self->change(file);
    });
}

void FileField::type_name(const QString& text) { open_line(text, text == name()); }

Result<void> FileField::accept_text(const QString& text) {
    if (text != name()) change(text.toStdString());   // another file: the SHA-256 of the old one goes with its name
    return {};
}

void FileField::layout_parts() {
    const double side = std::min(18.0, field_rect().height() - 2) * scale();
    folder_->setGeometry(QRectF(width() - side - 3 * scale(), (height() - side) / 2, side, side).toRect());
}

void FileField::fill_menu(QMenu& menu) {
    menu.addAction(tr("Type a name…"), this, [this] { type_name(name()); });
    if (context().choose_file) menu.addAction(tr("Locate…"), this, &FileField::locate);
}

void FileField::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !is_typing()) begin_editing();
    else FieldWidget::mousePressEvent(event);
}

void FileField::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    if (plain && event->key() == Qt::Key_Space) return begin_editing();
    if (plain && !event->text().isEmpty() && event->text()[0].isPrint()) return type_name(event->text());
    FieldWidget::keyPressEvent(event);
}

void FileField::dragEnterEvent(QDragEnterEvent* event) {
    if (!dropped_file(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void FileField::dropEvent(QDropEvent* event) {
    const auto taken = context().take_file(input().file, dropped_file(event->mimeData()));
    if (!taken) return set_remark(tr("This file is of no use here."));
    event->acceptProposedAction();
    change(*taken);
}

}  // namespace noiseloom
