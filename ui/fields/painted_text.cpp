#include "ui/fields/painted_text.h"

#include <QCache>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStaticText>

#include <cmath>

namespace noiseloom {
namespace {

constexpr int remembered_lines = 8192;   // of the fields of 1,000 nodes, about

struct Line {
    QStaticText text;
    QFont font;
    double width = 0, height = 0;
};

struct LineKey {
    QString text;
    int width;    // in half pixels: what elides
    int pixels;   // in quarters
    int look;     // face and elision
    bool operator==(const LineKey&) const = default;
};
size_t qHash(const LineKey& key, size_t seed) { return qHashMulti(seed, key.text, key.width, key.pixels, key.look); }

const Line& laid_out(const LineKey& key, Face face, double pixels, Qt::TextElideMode elide) {
    static QCache<LineKey, Line> lines(remembered_lines);
    if (const Line* known = lines.object(key)) return *known;
    auto* line = new Line{{}, font_of(face, pixels)};
    const QFontMetricsF metrics(line->font);
    const QString shown = metrics.elidedText(key.text, elide, key.width / 2.0);
    line->text.setText(shown);
    line->text.setTextFormat(Qt::PlainText);
    line->text.setPerformanceHint(QStaticText::AggressiveCaching);
    line->text.prepare({}, line->font);
    line->width = metrics.horizontalAdvance(shown);
    line->height = metrics.height();
    lines.insert(key, line);
    return *line;
}

}  // namespace

QFont font_of(Face face, double pixels) {
    static const QFont label = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    static const QFont mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    QFont font = face == Face::mono ? mono : label;
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));   // QFont has whole pixels only
    return font;
}

double draw_line(QPainter& painter, const QRectF& rect, const QString& text, Face face, double pixels, Qt::Alignment alignment, Qt::TextElideMode elide) {
    if (text.isEmpty() || rect.width() <= 0) return 0;
    const LineKey key{text, static_cast<int>(rect.width() * 2), static_cast<int>(std::lround(pixels * 4)), static_cast<int>(face) * 8 + static_cast<int>(elide)};
    const Line& line = laid_out(key, face, pixels, elide);
    const double x = alignment & Qt::AlignRight ? rect.right() - line.width : alignment & Qt::AlignHCenter ? rect.center().x() - line.width / 2 : rect.left();
    painter.setFont(line.font);
    painter.drawStaticText(QPointF(x, rect.center().y() - line.height / 2), line.text);
    return line.width;
}

}  // namespace noiseloom
