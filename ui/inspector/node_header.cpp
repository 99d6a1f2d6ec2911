#include "ui/inspector/node_header.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>

#include "ui/fields/field_widget.h"
#include "ui/fields/glyph_button.h"
#include "ui/fields/painted_text.h"
#include "ui/inspector/input_row.h"

namespace noiseloom {

NodeHeader::NodeHeader(const QString& title, const std::string& category, const Theme& theme, double text_scale, QWidget* parent)
    : QWidget(parent),
      category_(category),
      theme_(theme),
      title_(new QLineEdit(title, this)),
      bypass_(new GlyphButton(Glyph::hatch, tr("Bypass (D): pass on what comes in"), theme, this)),
      mute_(new GlyphButton(Glyph::mute, tr("Mute (M): as if it were not there"), theme, this)),
      manual_(new GlyphButton(Glyph::question, tr("Manual page"), theme, this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(static_cast<int>(8 * text_scale), static_cast<int>(3 * text_scale), 4, static_cast<int>(3 * text_scale));
    layout->setSpacing(2);
    layout->addWidget(title_, 1);
    layout->addWidget(bypass_);
    layout->addWidget(mute_);
    layout->addWidget(manual_);
    QFont font = font_of(Face::label, 13 * text_scale);
    font.setWeight(QFont::DemiBold);
    title_->setFont(font);
    title_->setFrame(false);
    title_->setObjectName("title");
    title_->setAccessibleName(tr("Title"));
    title_->setToolTip(tr("The node's title; empty for that of its type"));
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    title_->setPalette(palette);
    title_->setCursorPosition(0);
    const QSize side(static_cast<int>(22 * text_scale), static_cast<int>(22 * text_scale));
    bypass_->setFixedSize(side);
    mute_->setFixedSize(side);
    manual_->setFixedSize(side);
    bypass_->setCheckable(true);
    mute_->setCheckable(true);
    connect(title_, &QLineEdit::editingFinished, this, [this] {
        if (title_->isModified()) emit renamed(title_->text().trimmed());
    });
    connect(bypass_, &GlyphButton::clicked, this, &NodeHeader::bypass_toggled);
    connect(mute_, &GlyphButton::clicked, this, &NodeHeader::mute_toggled);
    connect(manual_, &GlyphButton::clicked, this, &NodeHeader::manual_requested);
}

void NodeHeader::set_bypassed(bool on) { bypass_->setChecked(on); }
void NodeHeader::set_muted(bool on) { mute_->setChecked(on); }
void NodeHeader::set_documented(bool has_page) { manual_->setVisible(has_page); }

void NodeHeader::set_read_only() {
    title_->setReadOnly(true);
    title_->setFocusPolicy(Qt::NoFocus);
    manual_->hide();
}

void NodeHeader::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(category_.empty() ? theme_[Tone::header] : theme_.header_of(category_));
    painter.drawRoundedRect(rect(), 4, 4);
    if (category_.empty()) return;
    painter.setBrush(theme_.category(category_));
    painter.drawRoundedRect(QRectF(0, 0, 3, height()), 1.5, 1.5);
}

OutputRow::OutputRow(const OutputDecl& output, const Theme& theme, double text_scale, QWidget* parent)
    : QWidget(parent), output_(output), theme_(theme), scale_(text_scale) {
    setToolTip(plain_tip(library_text(output.doc)));
    setAccessibleName(QString::fromStdString(output.name));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize OutputRow::sizeHint() const { return QSize(static_cast<int>(200 * scale_), static_cast<int>(22 * scale_)); }

void OutputRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.scale(scale_, scale_);
    const QRectF area(0, 0, width() / scale_, height() / scale_);
    paint_socket_sign(painter, QRectF(6, area.center().y() - 5, 10, 10), output_.type->name, true, theme_);
    const QRectF row = area.adjusted(22, 0, -8, 0);
    painter.setPen(theme_[Tone::text2]);
    const QString label = label_of(output_);
    const double used = draw_line(painter, row, label, Face::label, 12);
    painter.setPen(theme_[Tone::text3]);
    const QString type = spaced_text(output_.type->name);
    if (type != label) draw_line(painter, row.adjusted(used + 8, 0, 0, 0), type, Face::label, 11, Qt::AlignRight);
}

}  // namespace noiseloom
