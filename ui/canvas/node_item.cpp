#include "ui/canvas/node_item.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include "ui/canvas/box_painter.h"
#include "ui/canvas/socket_painter.h"
#include "ui/fields/field_painter.h"
#include "ui/fields/field_text.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/field_edit.h"
#include "ui/model/remedy.h"
#include "ui/model/subgraph_sockets.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace noiseloom {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(NodeItem)
};

constexpr double halo = 4, reach = socket_reach + halo;

}  // namespace

Detail detail_at(double pixels_per_unit) {
    if (pixels_per_unit >= 0.6) return Detail::full;
    if (pixels_per_unit >= 0.35) return Detail::plain_fields;
    if (pixels_per_unit >= 0.15) return Detail::blocks;
    return Detail::frames_only;
}

NodeItem::NodeItem(const GraphPlace& place, const Theme*& theme, std::string id) : place_(place), theme_(theme), id_(std::move(id)) {
    setZValue(10);
    setCacheMode(QGraphicsItem::NoCache);
    read();
}

void NodeItem::read() {
    const auto found = place_.graph().nodes.find(id_);
    if (found == place_.graph().nodes.end()) return;
    node_ = found->second;
    declarations_ = place_.document().shared_declarations();
    def_ = declarations_->find(node_.type);
    look_ = node_look(place_.view(), id_);
    setPos(look_.at.value_or(QPointF()));
    title_ = node_title(place_, id_);
    relayout();
}

void NodeItem::relayout() {
    prepareGeometryChange();
    NodeParts parts{&node_, def_, look_, outputs_in_use_, {}, {}, has_own_error()};
    if (def_ && !place_.scope().empty()) {   // what the subgraph shows outside counts as wired
        for (const InputDecl& input : def_->inputs())
            if (!outer_input(place_, id_, input.name).empty()) parts.outer_inputs.push_back(input.name);
        for (const OutputDecl& output : def_->outputs())
            if (!outer_output(place_, id_, output.name).empty()) parts.outputs_in_use.push_back(output.name);
    }
    if (!status_.picture.isNull()) parts.picture = status_.picture.size();
    layout_ = lay_out(parts);
    footer_ = run_facts(status_);
    const QFontMetricsF labels(canvas_font(CanvasFont::label));
    for (SocketSpot& socket : layout_.sockets)
        if (!socket.label_rect.isNull()) socket.label = labels.elidedText(socket.label, Qt::ElideRight, socket.label_rect.width());
    const double room = layout_.size.width() - 12 - 10 - (status_.state == NodeState::running ? 44 : 20);
    shown_title_ = QFontMetricsF(canvas_font(CanvasFont::title)).elidedText(title_, Qt::ElideRight, room);
    update();
}

bool NodeItem::show_outputs_in_use(std::vector<std::string> outputs) {
    std::sort(outputs.begin(), outputs.end());
    outputs.erase(std::unique(outputs.begin(), outputs.end()), outputs.end());
    if (outputs == outputs_in_use_) return false;
    outputs_in_use_ = std::move(outputs);
    relayout();
    return true;
}

void NodeItem::set_status(NodeStatus status) {
    status_ = std::move(status);
    relayout();
}

void NodeItem::set_marks(NodeMarks marks) {
    marks_ = std::move(marks);
    update();
}

void NodeItem::set_stand_ins(std::map<std::string, QString> texts) {
    stand_ins_ = std::move(texts);
    update();
}

QString NodeItem::stand_in(const std::string& input) const {
    const auto found = stand_ins_.find(input);
    return found == stand_ins_.end() ? QString() : found->second;
}

QPointF NodeItem::socket_point(bool is_output, const std::string& name) const {
    const SocketSpot* socket = layout_.socket(is_output, name);
    return pos() + (socket ? socket->at : QPointF(is_output ? layout_.size.width() : 0, header_height / 2));
}

QRectF NodeItem::boundingRect() const { return rect().adjusted(-reach, -reach, reach, reach + 2); }

QPainterPath NodeItem::shape() const {
    QPainterPath path;
    path.addRect(rect().adjusted(-socket_reach, 0, socket_reach, 0));
    return path;
}

Json NodeItem::value_of(const InputDecl& input) const {
    const auto found = node_.inputs.find(input.name);
    if (found == node_.inputs.end()) return input.value;
    const Json* literal = std::get_if<Json>(&found->second);
    return literal ? *literal : Json();
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*) {
    const double scale = option->levelOfDetailFromTransform(painter->worldTransform());
    const Detail detail = detail_at(scale);
    if (detail == Detail::blocks || detail == Detail::frames_only) return paint_block(*painter, detail);
    painter->setRenderHint(QPainter::Antialiasing);
    if (is_off()) painter->setOpacity(0.45);
    paint_body(*painter);
    paint_header(*painter);
    paint_picture(*painter);
    paint_rows(*painter, detail);
    paint_strip(*painter);
    if (detail == Detail::full) paint_footer(*painter);
    paint_sockets(*painter);
    painter->setOpacity(1);
}

// Far away a node is its category's colour, its picture, and a title of constant size.
void NodeItem::paint_block(QPainter& painter, Detail detail) const {
    const Theme& theme = *theme_;
    painter.setRenderHint(QPainter::Antialiasing, false);
    const std::string category = def_ ? def_->category() : "";
    QColor border = theme[Tone::border];
    if (isSelected()) border = theme[Tone::select];
    else if (has_own_error()) border = theme[Tone::error];
    else if (status_.state == NodeState::running) border = theme[Tone::run];
    painter.fillRect(rect(), theme.header_of(category));
    painter.fillRect(QRectF(0, 0, 10, layout_.size.height()), theme.category(category));
    if (!layout_.picture.isNull()) painter.drawImage(layout_.picture, status_.picture);
    QPen pen(border, isSelected() ? 2 : 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect());
    if (detail == Detail::frames_only) return;
    const double scale = painter.worldTransform().m11();
    const QPointF at = painter.worldTransform().map(QPointF(18, 6));
    painter.save();
    painter.resetTransform();
    painter.setFont(canvas_font(CanvasFont::constant));
    painter.setPen(theme[Tone::text]);
    const QFontMetricsF metrics(painter.font());
    painter.drawText(at + QPointF(0, metrics.ascent()), metrics.elidedText(title_, Qt::ElideRight, layout_.size.width() * scale - 24 * scale));
    painter.restore();
}

void NodeItem::paint_body(QPainter& painter) const {
    const Theme& theme = *theme_;
    if (isSelected() || marks_.is_current) {
        QColor glow = theme[Tone::accent];
        glow.setAlphaF(0.24f);
        painter.setPen(Qt::NoPen);
        painter.setBrush(glow);
        painter.drawRoundedRect(rect().adjusted(-halo, -halo, halo, halo), node_radius + halo, node_radius + halo);
    }
    BoxLook box{def_ ? theme[Tone::body] : theme[Tone::header], theme[Tone::border], theme.header_of(def_ ? def_->category() : ""), 1, !def_, theme.is_dark()};
    if (has_own_error()) box.border = theme[Tone::error];
    else if (status_.state == NodeState::running) box.border = theme[Tone::run];
    if (isSelected()) box.border = theme[Tone::select];
    if (box.border != theme[Tone::border]) box.border_width = 2;
    paint_box(painter, rect(), box);
}

void NodeItem::paint_header(QPainter& painter) const {
    const Theme& theme = *theme_;
    const double inside = layout_.size.width() - 2;
    if (is_off()) painter.fillRect(QRectF(1, 6, inside, header_height - 6), QBrush(theme[Tone::text3], Qt::BDiagPattern));
    painter.fillRect(QRectF(1, node_radius - 2, 3, header_height - node_radius + 2), theme.category(def_ ? def_->category() : ""));
    if (status_.state == NodeState::running) {
        const double share = status_.total > 0 ? std::clamp(status_.done / status_.total, 0.0, 1.0) : 1;
        painter.fillRect(QRectF(1, header_height - 2, inside * share, 2), theme[Tone::run]);
    }
    painter.setFont(canvas_font(CanvasFont::title));
    painter.setPen(theme[Tone::text]);
    painter.drawText(QRectF(12, 0, layout_.size.width() - 24, header_height), Qt::AlignVCenter | Qt::AlignLeft, shown_title_);
    paint_glyph(painter);
}

void NodeItem::paint_glyph(QPainter& painter) const {
    const Theme& theme = *theme_;
    const QRectF box(layout_.size.width() - 26, (header_height - 16) / 2, 16, 16);
    if (is_off()) return paint_icon(painter, node_.mute ? "mute" : "bypass", box, theme[Tone::text2]);
    switch (status_.state) {
        case NodeState::idle: break;
        case NodeState::will_run: paint_icon(painter, "will-run", box, theme[Tone::warn]); break;
        case NodeState::waiting: paint_icon(painter, "waiting", box, theme[Tone::run]); break;
        case NodeState::running: {
            painter.setFont(canvas_font(CanvasFont::value));
            painter.setPen(theme[Tone::run]);
            const QString text = status_.total > 0 ? QString("%1 %").arg(std::clamp(static_cast<int>(100 * status_.done / status_.total), 0, 100)) : QStringLiteral("…");
            painter.drawText(QRectF(layout_.size.width() - 60, 0, 50, header_height), Qt::AlignVCenter | Qt::AlignRight, text);
            break;
        }
        case NodeState::ready: paint_icon(painter, status_.warning ? "warning" : "ready", box, status_.warning ? theme[Tone::warn] : theme[Tone::ok]); break;
        case NodeState::failed: paint_icon(painter, "error", box, theme[Tone::error]); break;
        case NodeState::blocked: paint_icon(painter, has_own_error() ? "error" : "mute", box, has_own_error() ? theme[Tone::error] : theme[Tone::text3]); break;
    }
}

void NodeItem::paint_rows(QPainter& painter, Detail detail) const {
    const Theme& theme = *theme_;
    painter.setFont(canvas_font(CanvasFont::label));
    for (const SocketSpot& socket : layout_.sockets) {
        if (socket.label_rect.isNull()) continue;
        painter.setPen(socket.is_output || socket.is_linked || socket.is_missing ? theme[Tone::text] : theme[Tone::text2]);
        painter.drawText(socket.label_rect, Qt::AlignVCenter | (socket.is_output ? Qt::AlignRight : Qt::AlignLeft), socket.label);
    }
    for (const FieldSpot& field : layout_.fields) {
        FieldLook look;
        look.has_focus = marks_.is_current && !marks_.current_is_output && marks_.current_socket == field.decl->name;
        look.hides_value = marks_.edited_field == field.decl->name;
        look.stand_in = stand_in(field.decl->name);
        if (detail == Detail::full) paint_field(painter, field.rect, *field.decl, value_of(*field.decl), theme, look);
        else paint_plain(painter, field);
    }
}

// Half way out a field is its name and its value as plain text.
void NodeItem::paint_plain(QPainter& painter, const FieldSpot& field) const {
    const Theme& theme = *theme_;
    const QFontMetricsF metrics(painter.font());
    const QString label = field_label(*field.decl);
    const double room = field.rect.width() - metrics.horizontalAdvance(label) - 12;
    painter.setPen(theme[Tone::text2]);
    painter.drawText(field.rect, Qt::AlignTop | Qt::AlignLeft, label);
    if (room < 30) return;
    const QString read = stand_in(field.decl->name);
    painter.setPen(theme[Tone::text]);
    painter.drawText(field.rect, Qt::AlignTop | Qt::AlignRight, metrics.elidedText(read.isEmpty() ? field_text(*field.decl, value_of(*field.decl)) : read, Qt::ElideRight, room));
}

void NodeItem::paint_sockets(QPainter& painter) const {
    for (const SocketSpot& socket : layout_.sockets) {
        SocketLook look;
        look.is_filled = socket.is_linked || socket.is_output;
        look.is_missing = socket.is_missing;
        if (marks_.lit) {
            look.is_lit = marks_.lit->contains((socket.is_output ? "o:" : "i:") + socket.name);
            look.is_faded = !look.is_lit;
        }
        paint_socket(painter, *theme_, socket.type, socket.at, look);
        if (marks_.is_current && marks_.current_socket == socket.name && marks_.current_is_output == socket.is_output) {
            painter.setPen(QPen((*theme_)[Tone::accent], 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(socket.at, 10, 10);
        }
    }
}

void NodeItem::paint_picture(QPainter& painter) const {
    if (layout_.picture.isNull()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF fitted = QSizeF(status_.picture.size()).scaled(layout_.picture.size(), Qt::KeepAspectRatio);
    const QRectF box(layout_.picture.center() - QPointF(fitted.width() / 2, fitted.height() / 2), fitted);
    painter.save();
    QPainterPath clip;
    clip.addRoundedRect(box, 4, 4);
    painter.setClipPath(clip, Qt::IntersectClip);
    if (status_.is_stale) painter.setOpacity(painter.opacity() * 0.45);
    painter.drawImage(box, status_.picture);
    painter.restore();
}

void NodeItem::paint_strip(QPainter& painter) const {
    if (layout_.strip.isNull() || !has_own_error()) return;
    const Theme& theme = *theme_;
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(theme[Tone::body], theme[Tone::error], 0.16));
    painter.drawRoundedRect(layout_.strip, 4, 4);
    painter.setFont(canvas_font(CanvasFont::small));
    const QFontMetricsF metrics(painter.font());
    const QRectF inside = layout_.strip.adjusted(8, 0, -8, 0);
    const QString remedy = remedy_for(*status_.error, def_).label;
    painter.setPen(theme[Tone::accent]);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignRight, remedy);
    painter.setPen(theme[Tone::error]);
    painter.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(QString::fromStdString(status_.error->message), Qt::ElideRight, inside.width() - metrics.horizontalAdvance(remedy) - 8));
}

// A node that cannot run because of another one's error leaves the telling to that one.
bool NodeItem::has_own_error() const { return status_.error && (status_.error->node.empty() || status_.error->node == id_); }

void NodeItem::paint_footer(QPainter& painter) const {
    if (layout_.footer.isNull()) return;
    painter.setFont(canvas_font(CanvasFont::footer));
    painter.setPen((*theme_)[Tone::text3]);
    QString text = footer_;
    if (is_off()) text = node_.mute ? Words::tr("muted") : Words::tr("bypassed");
    else if (!def_) text = Words::tr("this node is not known here");
    painter.drawText(layout_.footer, Qt::AlignVCenter | Qt::AlignLeft, QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, layout_.footer.width()));
}

}  // namespace noiseloom
