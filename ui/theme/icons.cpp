#include "ui/theme/icons.h"

#include <cmath>

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace noiseloom {
namespace {

QPixmap drawn(const QString& name, int pixels, const QColor& colour) {
    const QString key = QString("icon:%1:%2:%3").arg(name).arg(pixels).arg(colour.rgba());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap)) return pixmap;
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(":/icons/" + name + ".svg");
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class Engine : public QIconEngine {
  public:
    Engine(QString name, QColor colour, QColor when_disabled) : name_(std::move(name)), colour_(colour), when_disabled_(when_disabled) {}
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        paint_icon(*painter, name_, rect, mode == QIcon::Disabled ? when_disabled_ : colour_);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return drawn(name_, std::min(size.width(), size.height()), mode == QIcon::Disabled ? when_disabled_ : colour_);
    }
    QIconEngine* clone() const override { return new Engine(*this); }

  private:
    QString name_;
    QColor colour_, when_disabled_;
};

}  // namespace

void paint_icon(QPainter& painter, const QString& name, const QRectF& box, const QColor& colour) {
    const QTransform device = painter.deviceTransform();
    const int pixels = std::max(1, static_cast<int>(std::lround(box.width() * std::hypot(device.m11(), device.m12()))));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QPixmap pixmap = drawn(name, pixels, colour);
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()));
}

QIcon icon(const QString& name, const QColor& colour, const QColor& when_disabled) { return QIcon(new Engine(name, colour, when_disabled)); }

}  // namespace noiseloom
