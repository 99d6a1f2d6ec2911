#include "ui/fields/field_painter.h"

#include <QFontMetricsF>
#include <QTextLayout>

#include "core/curve.h"
#include "ui/fields/field_text.h"
#include "ui/fields/painted_text.h"

namespace noiseloom {
namespace {

constexpr double radius = 4, inset = 8, gap = 8;
constexpr double label_pixels = 12, value_pixels = 11.5;
constexpr double least_value = 0.36;   // share of the width that a long label leaves to the value

double label_width(const InputDecl& input, double text_scale) {
    static QHash<QString, double> widths;   // of the labels of a node library: a few hundred
    double& width = widths[field_label(input)];
    if (width == 0) width = QFontMetricsF(font_of(Face::label, label_pixels)).horizontalAdvance(field_label(input));
    return width * text_scale;
}

double mono_width(const QString& text) {
    static const double letter = QFontMetricsF(font_of(Face::mono, value_pixels)).horizontalAdvance('0');
    return letter * static_cast<double>(text.size());
}

QRectF label_rect(const QRectF& rect, const InputDecl& input, const FieldLook& look) {
    const double inner = rect.width() - 2 * inset - look.icon_room;
    const double most = inner * (1 - least_value);
    return QRectF(rect.left() + inset, rect.top(), std::min(label_width(input, look.text_scale) + 1, most), rect.height());
}

void paint_slider(QPainter& painter, const QRectF& rect, const InputDecl& input, const Json& value, const Theme& theme) {
    const double span = input.range->high - input.range->low;
    if (!(span > 0) || !value.is_number()) return;
    const double share = std::clamp((value.get<double>() - input.range->low) / span, 0.0, 1.0);
    if (share == 0) return;
    painter.save();
    painter.setClipRect(QRectF(rect.left(), rect.top(), rect.width() * share, rect.height()), Qt::IntersectClip);
    painter.setBrush(theme[Tone::slider]);
    painter.drawRoundedRect(rect, radius, radius);
    painter.restore();
}

void paint_curve(QPainter& painter, const QRectF& rect, const Json& value, const Theme& theme) {
    const auto curve = ValueType<Curve>::from_json(value);
    if (!curve || rect.width() < 8) return;
    const double low = std::min(curve->lowest(), 0.0), high = std::max(curve->highest(), low + 1e-9);
    const QRectF area = rect.adjusted(0, 4.5, 0, -4.5);
    const auto place = [&](double u, double v) { return QPointF(area.left() + u * area.width(), area.bottom() - (v - low) / (high - low) * area.height()); };
    QPolygonF line;
    line << place(0, curve->at(0));
    for (const auto& [u, v] : curve->knots()) line << place(u, v);
    line << place(1, curve->at(1));
    painter.setPen(QPen(theme.socket("curve"), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
}

void paint_toggle(QPainter& painter, const QRectF& rect, bool is_on, const Theme& theme) {
    const QRectF track(rect.right() - 24, rect.center().y() - 6, 24, 12);
    painter.setPen(QPen(theme[is_on ? Tone::accent : Tone::text3], 1));
    painter.setBrush(is_on ? theme[Tone::slider] : QColor(Qt::transparent));
    painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 5.5, 5.5);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme[is_on ? Tone::accent : Tone::text3]);
    painter.drawEllipse(QPointF(is_on ? track.right() - 6 : track.left() + 6, track.center().y()), 3.5, 3.5);
}

// The first lines of a long text, wrapped, under the label.
void paint_text(QPainter& painter, const QRectF& rect, const QString& text, double text_scale) {
    QTextLayout layout(text.left(600), font_of(Face::label, value_pixels * text_scale));
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    double y = 0;
    for (QTextLine line = layout.createLine(); line.isValid() && y + line.height() <= rect.height() + 1; line = layout.createLine()) {
        line.setLineWidth(rect.width());
        if (y + line.height() > rect.height() + 1) break;
        line.setPosition({0, y});
        line.draw(&painter, rect.topLeft());
        y += line.height();
    }
    layout.endLayout();
}

void paint_value(QPainter& painter, const QRectF& rect, const InputDecl& input, const Json& shown, const Theme& theme, const FieldLook& look) {
    const QColor tone = theme[look.is_missing || look.is_refused ? Tone::error : look.is_enabled ? Tone::text : Tone::text3];
    const double pixels = value_pixels * look.text_scale;
    QRectF area = rect;
    switch (field_kind(input)) {
        case FieldKind::toggle:
            if (shown.is_boolean()) return paint_toggle(painter, area, shown.get<bool>(), theme);
            break;
        case FieldKind::curve:
            if (shown.is_object()) return paint_curve(painter, area, shown, theme);
            break;
        case FieldKind::choice:
            paint_chevron(painter, QRectF(area.right() - 8, area.center().y() - 4, 8, 8), theme[Tone::text3]);
            area.setRight(area.right() - 12);
            painter.setPen(tone);
            draw_line(painter, area, field_text(input, shown), Face::label, label_pixels * look.text_scale, Qt::AlignRight);
            return;
        case FieldKind::text: {
            const bool is_empty = !shown.is_string() || shown.get_ref<const std::string&>().empty();
            painter.setPen(is_empty ? theme[Tone::text3] : tone);
            if (!is_empty) paint_text(painter, area, QString::fromStdString(shown.get<std::string>()), look.text_scale);
            return;
        }
        case FieldKind::line:
        case FieldKind::mask:
            painter.setPen(tone);
            draw_line(painter, area, field_text(input, shown), Face::label, pixels, Qt::AlignRight);
            return;
        case FieldKind::file: {
            painter.setPen(tone);
            const QString name = look.stand_in.isEmpty() ? field_text(input, shown) : look.stand_in;
            draw_line(painter, area, look.is_missing ? "! " + name : name, Face::label, pixels, Qt::AlignRight, Qt::ElideMiddle);
            return;
        }
        default: break;
    }
    QString text = field_text(input, shown);
    // The longest seeds fit without the gaps between their thousands only; no digit may be missing.
    if (field_kind(input) == FieldKind::seed && area.width() < mono_width(text) * look.text_scale) text.remove(' ');
    painter.setPen(tone);
    draw_line(painter, area, text, Face::mono, pixels, Qt::AlignRight);
}

}  // namespace

void paint_chevron(QPainter& painter, const QRectF& rect, const QColor& colour) {
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    const QPointF middle(rect.center().x(), rect.center().y() + 1.5);
    const QPointF points[] = {middle + QPointF(-3, -3), middle, middle + QPointF(3, -3)};
    painter.drawPolyline(points, 3);
}

double field_height(const InputDecl& input, double text_scale) {
    return (field_kind(input) == FieldKind::text ? field_text_rows : field_row) * text_scale;
}

QRectF value_rect(const QRectF& rect, const InputDecl& input, const FieldLook& look) {
    if (field_kind(input) == FieldKind::text)
        return rect.adjusted(inset, 16 * look.text_scale, -inset, -2);
    const double left = label_rect(rect, input, look).right() + gap;
    return QRectF(left, rect.top(), rect.right() - inset - look.icon_room - left, rect.height());
}

void paint_field(QPainter& painter, const QRectF& rect, const InputDecl& input, const Json& value, const Theme& theme, const FieldLook& look) {
    const Json& shown = shown_value(input, value);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.is_hovered && look.is_enabled ? mixed(theme[Tone::field], theme[Tone::text], 0.12) : theme[Tone::field]);
    painter.drawRoundedRect(rect, radius, radius);
    if (input.range && !look.hides_value && look.is_enabled) paint_slider(painter, rect, input, shown, theme);

    const bool modified = is_modified(input, value);
    QRectF label = label_rect(rect, input, look);
    if (field_kind(input) == FieldKind::text) {
        label.setWidth(rect.width() - 2 * inset);
        label.setHeight(18 * look.text_scale);
    }
    painter.setPen(theme[!look.is_enabled ? Tone::text3 : modified ? Tone::text : Tone::text2]);
    draw_line(painter, label, field_label(input), Face::label, label_pixels * look.text_scale);
    if (!look.hides_value) paint_value(painter, value_rect(rect, input, look), input, shown, theme, look);

    if (!look.has_focus && !look.is_refused && !look.is_outlined) return;
    const bool is_marked = look.has_focus || look.is_refused;
    const double width = is_marked ? 1.5 : 1;
    painter.setPen(QPen(theme[look.is_refused ? Tone::error : look.has_focus ? Tone::accent : Tone::line], width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
}

}  // namespace noiseloom
