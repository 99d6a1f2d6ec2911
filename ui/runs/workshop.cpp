#include "ui/runs/workshop.h"

#include <cmath>

#include <QPainter>

#include "engine/file_roots.h"

namespace noiseloom {
namespace {

constexpr int sheet_pictures = 9;

// Pictures of one size side by side, in as many columns as rows.
QImage sheet_of(const std::vector<QImage>& pictures) {
    if (pictures.empty()) return {};
    if (pictures.size() == 1) return pictures.front();
    const int columns = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(pictures.size()))));
    const int rows = (static_cast<int>(pictures.size()) + columns - 1) / columns;
    const QSize cell = pictures.front().size();
    QImage sheet(cell.width() * columns, cell.height() * rows, QImage::Format_ARGB32_Premultiplied);
    sheet.fill(Qt::transparent);
    QPainter painter(&sheet);
    for (int i = 0; i < static_cast<int>(pictures.size()); ++i) painter.drawImage(QPoint(i % columns * cell.width(), i / columns * cell.height()), pictures[static_cast<std::size_t>(i)]);
    painter.end();
    return sheet.width() > thumbnail_side || sheet.height() > thumbnail_side ? sheet.scaled(thumbnail_side, thumbnail_side, Qt::KeepAspectRatio, Qt::SmoothTransformation) : sheet;
}

}  // namespace

Workshop::Workshop(Backend& backend)
    : backend_(backend), executor_(backend.registry(), backend.caches()),
      models_([resources = backend.resources()] { return default_model_folders(resources); }, backend.resources(), planning_) {
    planning_.setMaxThreadCount(2);
    painting_.setMaxThreadCount(2);
    waiting_.setMaxThreadCount(256);   // they sleep
}

Workshop::~Workshop() {
    waiting_.waitForDone();
    planning_.waitForDone();
    painting_.waitForDone();
}

QImage Workshop::thumbnail(const Value& value, const Key& key) {
    if (!value || !backend_.has_pictures(value.type())) return {};
    if (key)
        if (const auto known = thumbnails_.find(key)) return *known;
    const QImage made = sheet_of(backend_.pictures(value, thumbnail_side, sheet_pictures));
    if (key) thumbnails_.keep(key, made);
    return made;
}

}  // namespace noiseloom
