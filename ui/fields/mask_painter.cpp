#include "ui/fields/mask_painter.h"

#include <algorithm>
#include <cmath>

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QSlider>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double least_brush = 0.01, most_brush = 1, key_step = 0.02, least_move = 0.003;
constexpr double shade = 0.55;   // of what is masked, over the picture

double rounded(double value) { return std::round(value * 1e4) / 1e4; }   // short in the file, finer than a pixel

}  // namespace

// --- the canvas ----------------------------------------------------------------------------------

MaskCanvas::MaskCanvas(Drawing drawing, const QImage& picture, const Theme& theme, QWidget* parent) : QWidget(parent), drawing_(std::move(drawing)), picture_(picture), theme_(theme) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::BlankCursor);   // the brush is drawn
    setMinimumSize(240, 240);
    setAccessibleName(tr("Mask"));
    setAccessibleDescription(tr("Arrows move the brush, Space puts a dot, E erases, [ and ] change its size."));
}

QRectF MaskCanvas::place() const {
    const QSizeF size = QSizeF(picture_.isNull() ? QSize(1, 1) : picture_.size()).scaled(QSizeF(this->size()) - QSizeF(16, 16), Qt::KeepAspectRatio);
    return {QPointF(width() - size.width(), height() - size.height()) / 2, size};
}

double MaskCanvas::shorter() const { return std::min(place().width(), place().height()); }

std::pair<double, double> MaskCanvas::point_at(QPointF at) const {
    const QRectF area = place();
    return {rounded(std::clamp((at.x() - area.left()) / area.width(), -1.0, 2.0)), rounded(std::clamp((at.y() - area.top()) / area.height(), -1.0, 2.0))};
}

void MaskCanvas::set_brush(double width) {
    brush_ = rounded(std::clamp(width, least_brush, most_brush));
    update();
    emit tools_changed();
}

void MaskCanvas::set_erasing(bool on) {
    erases_ = on;
    update();
    emit tools_changed();
}

void MaskCanvas::undo() {
    if (drawing_.strokes.empty()) return;
    drawing_.strokes.pop_back();
    mask_ = {};
    update();
    emit painted();
}

void MaskCanvas::clear() {
    if (drawing_.strokes.empty()) return;
    drawing_.strokes.clear();
    mask_ = {};
    update();
    emit painted();
}

// In alpha: what is erased is taken out of it.
void MaskCanvas::draw(QImage& mask, const BrushStroke& stroke) const {
    const QSizeF size = place().size();
    QPainter painter(&mask);
    painter.setRenderHint(QPainter::Antialiasing);
    if (stroke.erases) painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    const auto at = [&](std::size_t i) { return QPointF(stroke.points[i].first * size.width(), stroke.points[i].second * size.height()); };
    const double wide = stroke.width * shorter();
    if (stroke.points.size() == 1) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme_[Tone::accent]);
        painter.drawEllipse(at(0), wide / 2, wide / 2);
        return;
    }
    QPainterPath path(at(0));
    for (std::size_t i = 1; i < stroke.points.size(); ++i) path.lineTo(at(i));
    painter.setPen(QPen(theme_[Tone::accent], wide, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
}

void MaskCanvas::paintEvent(QPaintEvent*) {
    const QRectF area = place();
    if (mask_.isNull()) {
        mask_ = QImage(area.size().toSize(), QImage::Format_ARGB32_Premultiplied);
        mask_.fill(Qt::transparent);
        for (const BrushStroke& stroke : drawing_.strokes) draw(mask_, stroke);
    }
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), theme_[Tone::canvas]);
    if (picture_.isNull()) painter.fillRect(area, theme_[Tone::field]);
    else painter.drawImage(area, picture_);
    painter.setOpacity(shade);
    if (stroke_) {
        QImage now = mask_;
        draw(now, *stroke_);
        painter.drawImage(area, now);
    } else {
        painter.drawImage(area, mask_);
    }
    painter.setOpacity(1);
    if (!cursor_) return;
    const double radius = brush_ * shorter() / 2;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_[Tone::canvas], 3));   // seen on any picture: dark around light, or light around dark
    painter.drawEllipse(*cursor_, radius, radius);
    painter.setPen(QPen(theme_[Tone::text], 1.2, erases_ ? Qt::DashLine : Qt::SolidLine));
    painter.drawEllipse(*cursor_, radius, radius);
}

void MaskCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton && event->button() != Qt::RightButton) return event->ignore();
    const bool erases = erases_ != (event->button() == Qt::RightButton || event->modifiers() & Qt::ShiftModifier);
    stroke_ = BrushStroke{brush_, erases, {point_at(event->position())}};
    update();
}

void MaskCanvas::mouseMoveEvent(QMouseEvent* event) {
    cursor_ = event->position();
    update();
    if (!stroke_) return;
    const auto [x, y] = point_at(event->position());
    const auto& last = stroke_->points.back();
    if (std::hypot(x - last.first, y - last.second) >= least_move) stroke_->points.emplace_back(x, y);
}

void MaskCanvas::mouseReleaseEvent(QMouseEvent*) { end_stroke(); }

void MaskCanvas::end_stroke() {
    if (!stroke_) return;
    if (!mask_.isNull()) draw(mask_, *stroke_);
    drawing_.strokes.push_back(*std::exchange(stroke_, std::nullopt));
    update();
    emit painted();
}

void MaskCanvas::leaveEvent(QEvent*) {
    cursor_.reset();
    update();
}

void MaskCanvas::wheelEvent(QWheelEvent* event) { set_brush(brush_ * std::pow(1.1, event->angleDelta().y() / 120.0)); }

void MaskCanvas::keyPressEvent(QKeyEvent* event) {
    const QRectF area = place();
    const auto move = [&](double dx, double dy) {
        const QPointF from = cursor_.value_or(area.center());
        cursor_ = QPointF(std::clamp(from.x() + dx * area.width(), area.left(), area.right()), std::clamp(from.y() + dy * area.height(), area.top(), area.bottom()));
        update();
    };
    switch (event->key()) {
        case Qt::Key_Left: return move(-key_step, 0);
        case Qt::Key_Right: return move(key_step, 0);
        case Qt::Key_Up: return move(0, -key_step);
        case Qt::Key_Down: return move(0, key_step);
        case Qt::Key_BracketLeft: return set_brush(brush_ / 1.15);
        case Qt::Key_BracketRight: return set_brush(brush_ * 1.15);
        case Qt::Key_E: return set_erasing(!erases_);
        case Qt::Key_Space:
            move(0, 0);
            stroke_ = BrushStroke{brush_, erases_, {point_at(*cursor_)}};
            return end_stroke();
        default: QWidget::keyPressEvent(event);
    }
}

// --- the dialogue --------------------------------------------------------------------------------

MaskPainter::MaskPainter(Drawing drawing, const QImage& picture, const Theme& theme, QWidget* parent)
    : QDialog(parent), canvas_(new MaskCanvas(std::move(drawing), picture, theme, this)), size_(new QSlider(Qt::Horizontal, this)) {
    setWindowTitle(tr("Paint the mask"));
    const auto tool = [this](const QString& text, const QString& tip) {
        auto* made = new QToolButton(this);
        made->setText(text);
        made->setToolTip(tip);
        made->setFont(panel_font(12));
        return made;
    };
    paint_ = tool(tr("Paint"), tr("What is painted is made anew"));
    erase_ = tool(tr("Erase"), tr("Takes strokes away (E; the right button or Shift does it at once)"));
    undo_ = tool(tr("Undo"), tr("Takes the last stroke back (Ctrl+Z)"));
    clear_ = tool(tr("Clear"), tr("Takes all strokes away"));
    auto* kinds = new QButtonGroup(this);
    for (QToolButton* one : {paint_, erase_}) {
        one->setCheckable(true);
        kinds->addButton(one);
    }
    size_->setRange(1, 100);
    size_->setAccessibleName(tr("Size of the brush"));
    size_->setToolTip(tr("Size of the brush ([ and ], or the wheel)"));
    auto* size_label = new QLabel(tr("Brush"), this);
    size_label->setFont(panel_font(12));
    auto* tools = new QHBoxLayout;
    tools->setSpacing(scaled(8));
    tools->addWidget(paint_);
    tools->addWidget(erase_);
    tools->addSpacing(scaled(8));
    tools->addWidget(size_label);
    tools->addWidget(size_, 1);
    tools->addSpacing(scaled(8));
    tools->addWidget(undo_);
    tools->addWidget(clear_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* remark = new QLabel(picture.isNull() ? tr("Run the graph once to paint on the picture itself.") : QString(), this);
    remark->setFont(panel_font(11));
    auto* foot = new QHBoxLayout;
    foot->addWidget(remark, 1);
    foot->addWidget(buttons);
    auto* rows = new QVBoxLayout(this);
    rows->addLayout(tools);
    rows->addWidget(canvas_, 1);
    rows->addLayout(foot);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(paint_, &QToolButton::clicked, canvas_, [this] { canvas_->set_erasing(false); });
    connect(erase_, &QToolButton::clicked, canvas_, [this] { canvas_->set_erasing(true); });
    connect(undo_, &QToolButton::clicked, canvas_, &MaskCanvas::undo);
    connect(clear_, &QToolButton::clicked, canvas_, &MaskCanvas::clear);
    connect(size_, &QSlider::valueChanged, canvas_, [this](int percent) { canvas_->set_brush(percent / 100.0); });
    connect(canvas_, &MaskCanvas::painted, this, &MaskPainter::painted);
    connect(canvas_, &MaskCanvas::painted, this, &MaskPainter::show_tools);
    connect(canvas_, &MaskCanvas::tools_changed, this, &MaskPainter::show_tools);
    show_tools();
    canvas_->setFocus();
}

void MaskPainter::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo)) return canvas_->undo();
    QDialog::keyPressEvent(event);
}

void MaskPainter::show_tools() {
    const QSignalBlocker quiet(size_);
    size_->setValue(static_cast<int>(std::lround(canvas_->brush() * 100)));
    (canvas_->erases() ? erase_ : paint_)->setChecked(true);
    for (QToolButton* one : {undo_, clear_}) one->setEnabled(!canvas_->drawing().strokes.empty());
}

}  // namespace noiseloom
