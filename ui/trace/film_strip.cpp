#include "ui/trace/film_strip.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>

#include "core/ids.h"
#include "ui/runs/workshop.h"
#include "ui/theme/fonts.h"
#include "ui/trace/look_graph.h"

namespace noiseloom {
namespace {

constexpr int most_columns = 16, longest = 512;
constexpr double row_height = 50, gap = 6;

}  // namespace

FilmStrip::FilmStrip(Workshop& workshop, Runs& runs, const Theme& theme, QWidget* parent) : QWidget(parent), workshop_(workshop), runs_(runs), theme_(theme) {
    setAccessibleName(tr("Pictures of the steps"));
    connect(&runs_, &Runs::plan_changed, this, &FilmStrip::look_on);
    set_run("", 0, {});
}

FilmStrip::~FilmStrip() { stop(); }

void FilmStrip::set_run(const std::string& sampler, int steps, const QStringList& terms) {
    stop();
    ++run_;
    seen_.clear();
    sampler_ = sampler;
    steps_ = steps;
    step_ = std::clamp(step_, 0, std::max(steps - 1, 0));
    names_ = QStringList{tr("estimate"), tr("prompt"), tr("base")};
    for (const QString& term : terms) names_ << tr("Δ %1").arg(term);
    updateGeometry();
    update();
    look_on();
}

void FilmStrip::set_step(int step) {
    step_ = step;
    update();
    look_on();
}

QSize FilmStrip::sizeHint() const { return {scaled(600), scaled(row_height + gap) * static_cast<int>(names_.size())}; }

double FilmStrip::left() const {
    double wide = 0;
    for (const QString& name : names_) wide = std::max(wide, QFontMetricsF(panel_font(10.5)).horizontalAdvance(name));
    return std::min(wide, static_cast<double>(scaled(96))) + scaled(10);
}

std::vector<int> FilmStrip::shown_steps() const {
    const int fitting = std::clamp(static_cast<int>((width() - left()) / scaled(row_height + gap)), 1, most_columns);
    std::vector<int> steps = even_steps(steps_, fitting);
    if (steps.empty()) return steps;
    *std::min_element(steps.begin(), steps.end(), [this](int a, int b) { return std::abs(a - step_) < std::abs(b - step_); }) = step_;
    return steps;
}

QString FilmStrip::row_name(int row) const { return row < names_.size() ? names_[row] : QString(); }

QImage FilmStrip::picture(int step, int row) const {
    const auto seen = seen_.find(step);
    return seen != seen_.end() && static_cast<std::size_t>(row) < seen->second.rows.size() ? seen->second.rows[static_cast<std::size_t>(row)] : QImage();
}

QImage FilmStrip::saliency(int step) const {
    const auto seen = seen_.find(step);
    return seen != seen_.end() ? seen->second.saliency : QImage();
}

// --- looking -------------------------------------------------------------------------------------

void FilmStrip::stop() {
    if (look_) runs_.cancel_look(look_);
    look_ = 0;
}

void FilmStrip::look_on() {
    if (look_ || !isVisible() || steps_ == 0) return;
    // Unless its results are at hand a look would sample all over.
    if (!runs_.is_planned() || runs_.status(sampler_).state != NodeState::ready) return;
    std::vector<int> wanted = shown_steps();
    std::stable_partition(wanted.begin(), wanted.end(), [this](int step) { return step == step_; });
    const auto next = std::find_if(wanted.begin(), wanted.end(), [this](int step) { return !seen_.contains(step); });
    if (next == wanted.end()) return;
    Graph graph = runs_.flat_graph();
    const auto look = look_node(graph, workshop_.backend().registry(), sampler_, *next + 1);
    if (!look) return;
    const std::string id = make_id("look", graph);
    graph.nodes[id] = *look;
    look_ = runs_.look(std::move(graph), {id}, [this, step = *next](const CellResult& result) {
        look_ = 0;
        if (!result.was_cancelled) take(step, result);
        look_on();
    });
}

// The pictures are made by a worker: a value's tensors may lie on another device.
void FilmStrip::take(int step, const CellResult& result) {
    seen_[step];
    const NodeDef* def = workshop_.backend().registry().find("trace.look");
    if (!def || result.outputs.empty()) return update();
    workshop_.painting().start([self = QPointer<FilmStrip>(this), run = run_, step, def, values = result.outputs.begin()->second, &backend = workshop_.backend()] {
        const auto pictures = [&](const char* name) {
            const std::size_t index = def->output_index(name);
            return index < values.size() && values[index] ? backend.pictures(values[index], longest) : std::vector<QImage>();
        };
        const std::vector<QImage> estimates = pictures("estimate");
        const std::size_t batch = std::max<std::size_t>(estimates.size(), 1);
        const auto first = [](const std::vector<QImage>& all) { return all.empty() ? QImage() : all.front(); };
        Seen seen{{first(estimates), first(pictures("prompt")), first(pictures("base"))}, first(pictures("saliency"))};
        const std::vector<QImage> terms = pictures("terms");
        for (std::size_t i = 0; i < terms.size(); i += batch) seen.rows.push_back(terms[i]);   // of a batch the first picture is shown
        QMetaObject::invokeMethod(qApp, [self, run, step, seen = std::move(seen)] {
            if (self && self->run_ == run) self->take_pictures(step, seen);
        });
    });
}

void FilmStrip::take_pictures(int step, Seen seen) {
    seen_[step] = std::move(seen);
    update();
}

// --- painting and mouse --------------------------------------------------------------------------

QRectF FilmStrip::cell(std::size_t column, int row) const {
    const double size = scaled(row_height), pitch = (width() - left()) / static_cast<double>(std::max<std::size_t>(shown_steps().size(), 1));
    return {left() + static_cast<double>(column) * pitch, row * scaled(row_height + gap) + scaled(gap) / 2.0, std::max(size, std::min(pitch - scaled(gap), size * 1.6)), size};
}

void FilmStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setFont(panel_font(10.5));
    const std::vector<int> steps = shown_steps();
    for (int row = 0; row < names_.size() && !steps.empty(); ++row) {
        painter.setPen(theme_[Tone::text2]);
        const QRectF first = cell(0, row);
        const int wide = static_cast<int>(left() - scaled(6));
        painter.drawText(QRectF(0, first.top(), wide, first.height()), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(names_[row], Qt::ElideRight, wide));
        for (std::size_t column = 0; column < steps.size(); ++column) {
            const QRectF place = cell(column, row);
            const QImage image = picture(steps[column], row);
            QPainterPath shape;
            shape.addRoundedRect(place, scaled(4), scaled(4));
            painter.fillPath(shape, theme_[Tone::field]);
            if (image.isNull()) {
                painter.setPen(theme_[Tone::text3]);
                painter.drawText(place, Qt::AlignCenter, seen_.contains(steps[column]) ? QString("–") : QString::number(steps[column] + 1));
            } else {
                painter.save();
                painter.setClipPath(shape);
                const QSizeF size = QSizeF(image.size()).scaled(place.size(), Qt::KeepAspectRatioByExpanding);
                painter.drawImage(QRectF(place.center() - QPointF(size.width() / 2, size.height() / 2), size), image);
                painter.restore();
            }
            if (steps[column] != step_) continue;
            painter.setPen(QPen(theme_[Tone::select], 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawPath(shape);
        }
    }
}

std::optional<std::pair<int, int>> FilmStrip::at(QPointF place) const {
    const std::vector<int> steps = shown_steps();
    const int row = static_cast<int>(place.y()) / scaled(row_height + gap);
    if (steps.empty() || place.x() < left() || place.y() < 0 || row >= names_.size()) return {};
    const auto column = static_cast<std::size_t>((place.x() - left()) / (width() - left()) * static_cast<double>(steps.size()));   // gaps belong to the cell before
    return std::pair(steps[std::min(column, steps.size() - 1)], row);
}

void FilmStrip::mousePressEvent(QMouseEvent* event) {
    const auto hit = at(event->position());
    if (!hit || event->button() != Qt::LeftButton) return event->ignore();
    emit step_chosen(hit->first);
}

void FilmStrip::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return;
    if (const auto hit = at({event->position().x(), std::clamp(event->position().y(), 0.0, height() - 1.0)}); hit && hit->first != step_) emit step_chosen(hit->first);
}

void FilmStrip::mouseDoubleClickEvent(QMouseEvent* event) {
    if (const auto hit = at(event->position()); hit && event->button() == Qt::LeftButton) emit picture_chosen(hit->first, hit->second);
}

void FilmStrip::contextMenuEvent(QContextMenuEvent* event) {
    if (const auto hit = at(event->pos())) emit menu_requested(hit->first, event->globalPos());
}

}  // namespace noiseloom
