#include "ui/canvas/search_popup.h"

#include <QAction>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/canvas/key_walk.h"
#include "ui/model/edits.h"
#include "ui/model/field_edit.h"
#include "ui/model/node_search.h"
#include "ui/model/workflow_ending.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

enum Role { detail_role = Qt::UserRole + 1, colour_role, pointer_role, kind_role, path_role };
enum Kind { node_kind, command_kind, place_kind, saved_kind };
constexpr int most_shown = 200, most_recent = 12;
constexpr std::size_t most_searched = 10'000;
constexpr double least_fit = 0.4;   // of a file's name, which stands before the nodes

// A row: a stripe in the category's colour, the title, and at the right or below what else is told.
class Row : public QStyledItemDelegate {
  public:
    Row(const GraphScene& scene, QObject* parent) : QStyledItemDelegate(parent), scene_(scene) {}
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {scaled(100), scaled(40)}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Theme& theme = scene_.theme();
        const QRect rect = option.rect;
        if (option.state & QStyle::State_Selected) painter->fillRect(rect, theme[Tone::slider]);
        const QColor stripe = index.data(colour_role).value<QColor>();
        if (stripe.isValid()) painter->fillRect(QRect(rect.left() + scaled(6), rect.top() + scaled(6), scaled(3), rect.height() - scaled(12)), stripe);
        const QRect inside = rect.adjusted(scaled(18), scaled(3), -scaled(10), -scaled(3));
        painter->setFont(panel_font(13));
        painter->setPen(theme[index.flags() & Qt::ItemIsEnabled ? Tone::text : Tone::text3]);
        painter->drawText(inside.adjusted(0, 0, 0, -inside.height() / 2), Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, inside.width()));
        painter->setFont(panel_font(11));
        painter->setPen(theme[Tone::text2]);
        painter->drawText(inside.adjusted(0, inside.height() / 2, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, painter->fontMetrics().elidedText(index.data(detail_role).toString(), Qt::ElideRight, inside.width()));
    }

  private:
    const GraphScene& scene_;
};

// What could be wired to the socket: nodes, with the label of the socket of theirs that would be.
std::map<const NodeDef*, QString> fitting_sockets(const GraphPlace& place, const SocketName& from) {
    const Declarations& declarations = place.declarations();
    const NodeDef* own = place.declaration(from.node);
    std::map<const NodeDef*, QString> fitting;
    for (const NodeDef* def : own ? declarations.all() : std::vector<const NodeDef*>()) {
        if (const OutputDecl* output = from.is_output ? own->output(from.socket) : nullptr) {
            if (const auto names = inputs_for(*def, declarations, *output->type); !names.empty()) fitting[def] = field_label(*def->input(names.front()));
        } else if (const InputDecl* input = from.is_output ? nullptr : own->input(from.socket)) {
            if (const auto names = outputs_for(*def, declarations, *input->type); !names.empty()) fitting[def] = label_of(*def->output(names.front()));
        }
    }
    return fitting;
}

// Nodes of all graphs of a document, by their paths, subgraphs opened; those of huge workflows are not looked through to the last.
void each_node(EditorDocument& document, const std::string& scope, const std::string& above, std::size_t& left, const std::function<void(const PlacedNode&)>& see) {
    const GraphPlace place(document, scope, above);
    if (!place.is_there()) return;
    for (const auto& [id, node] : place.graph().nodes) {
        if (left == 0) return;
        --left;
        see({place, id});
        if (document.declarations().definition(node.type)) each_node(document, subgraph_name(node.type), place.run_path(id), left, see);
    }
}

// What a node is found by: its texts as well.
double fit_place(const QString& words, const PlacedNode& at, const QString& title) {
    if (words.isEmpty()) return 1;
    const Node& node = at.place.graph().nodes.at(at.id);
    QString text = title + ' ' + QString::fromStdString(at.id) + ' ' + QString::fromStdString(node.type);
    for (const auto& [name, input] : node.inputs)
        if (const Json* literal = std::get_if<Json>(&input); literal && literal->is_string()) text += ' ' + QString::fromStdString(literal->get<std::string>());
    return std::max(fit(words, title), 0.8 * fit(words, text));
}

// Below what lies there already: nodes that are added one after another by keys would all lie at one place.
QPointF free_place(const GraphScene& scene, QPointF at, QSizeF size) {
    constexpr double gap = 24;
    for (bool is_taken = true; is_taken;) {
        is_taken = false;
        for (const auto& [id, node] : scene.nodes())
            if (node->scene_rect().intersects(QRectF(at, size))) {
                at.setY(node->scene_rect().bottom() + gap);
                is_taken = true;
            }
    }
    return at;
}

}  // namespace

SearchPopup::SearchPopup(GraphView& view, std::function<QList<QAction*>()> commands, QStringList& recent, std::filesystem::path saved)
    : QFrame(&view), view_(view), commands_(std::move(commands)), recent_(recent), saved_(std::move(saved)), line_(new QLineEdit(this)), list_(new QListView(this)), model_(new QStandardItemModel(this)) {
    line_->setPlaceholderText(tr("Search nodes    > commands    / in this graph"));
    line_->setAccessibleName(tr("Search"));
    line_->setFont(panel_font(13));
    line_->installEventFilter(this);
    list_->setModel(model_);
    list_->setItemDelegate(new Row(view.graph_scene(), this));
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setUniformItemSizes(true);
    list_->setMouseTracking(true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(8), scaled(8), scaled(8), scaled(8));
    rows->setSpacing(scaled(6));
    rows->addWidget(line_);
    rows->addWidget(list_);
    connect(line_, &QLineEdit::textChanged, this, &SearchPopup::fill);
    connect(list_, &QListView::clicked, this, &SearchPopup::choose);
    setVisible(false);
}

void SearchPopup::open(QPointF scene, const std::optional<SocketName>& from, const QString& typed) {
    scene_ = scene;
    from_ = from;
    fitting_ = from ? fitting_sockets(view_.place(), *from) : std::map<const NodeDef*, QString>();
    const QSize size(std::min(scaled(420), view_.width() - scaled(16)), std::min(scaled(440), view_.height() - scaled(16)));
    const QPoint at = view_.mapFromScene(scene);
    setGeometry(QRect(QPoint(std::clamp(at.x(), 8, std::max(8, view_.width() - size.width() - 8)), std::clamp(at.y(), 8, std::max(8, view_.height() - size.height() - 8))), size));
    {
        const QSignalBlocker quiet(line_);
        line_->setText(typed);
    }
    fill();
    show();
    raise();
    line_->setFocus();
}

QStringList SearchPopup::shown() const {
    QStringList titles;
    for (int i = 0; i < model_->rowCount(); ++i) titles << model_->index(i, 0).data().toString();
    return titles;
}

QString SearchPopup::hint() const { return model_->index(std::max(list_->currentIndex().row(), 0), 0).data(detail_role).toString(); }

void SearchPopup::fill() {
    model_->clear();
    number_.reset();
    const QString text = line_->text();
    if (text.startsWith('>')) fill_commands(text.mid(1).trimmed());
    else if (text.startsWith('/')) fill_places(text.mid(1).trimmed());
    else fill_nodes(text);
    if (model_->rowCount() == 0) {
        auto* none = new QStandardItem(tr("Nothing fits"));
        none->setEnabled(false);
        none->setData(!from_            ? tr("Try another word, or fewer.")
                      : from_->is_output ? tr("No node takes what this socket gives and is called so.")
                                         : tr("No node gives what this socket takes and is called so."), detail_role);
        model_->appendRow(none);
    }
    list_->setCurrentIndex(model_->index(0, 0));
}

void SearchPopup::fill_nodes(const QString& typed_text) {
    std::vector<const NodeDef*> defs = view_.place().declarations().all();
    if (from_) std::erase_if(defs, [&](const NodeDef* def) { return !fitting_.contains(def); });
    // "dpm 2" is a name before it is a number.
    if (!from_ && !typed_text.trimmed().isEmpty()) fill_saved(typed_text.trimmed());
    const Typed typed = read_typed(typed_text);
    std::vector<Found> found = search_nodes(defs, typed_text.trimmed(), recent_);
    if (typed.number && found.empty()) {
        found = search_nodes(defs, typed.words, recent_);
        std::stable_partition(found.begin(), found.end(), [&](const Found& one) { return input_for_number(*one.def, *typed.number); });   // "cfg 5" is for what has a scale
        number_ = typed.number;
    }
    for (const Found& one : found) {
        if (model_->rowCount() >= most_shown) break;
        auto* item = new QStandardItem(def_title(*one.def));
        QString detail = def_summary(*one.def);
        if (from_) detail = QStringLiteral("→ ") + fitting_.at(one.def) + QStringLiteral("   ") + detail;
        item->setData(detail, detail_role);
        item->setData(view_.graph_scene().theme().category(one.def->category()), colour_role);
        item->setData(QVariant::fromValue(static_cast<const void*>(one.def)), pointer_role);
        item->setData(node_kind, kind_role);
        item->setToolTip(library_text(one.def->category()) + QStringLiteral(" · ") + QString::fromStdString(one.def->type()));
        model_->appendRow(item);
    }
}

// By the names of their files: what is in them is read when one is chosen.
void SearchPopup::fill_saved(const QString& words) {
    if (saved_.empty()) return;
    for (const QFileInfo& file : QDir(QString::fromStdString(saved_.string())).entryInfoList({'*' + workflow_ending()}, QDir::Files, QDir::Name)) {
        const QString name = file.fileName().chopped(workflow_ending().size());
        if (model_->rowCount() >= most_shown || fit(words, name) < least_fit) continue;
        auto* item = new QStandardItem(name);
        item->setData(tr("A saved subgraph"), detail_role);
        item->setData(view_.graph_scene().theme()[Tone::accent], colour_role);
        item->setData(file.absoluteFilePath(), path_role);
        item->setData(saved_kind, kind_role);
        model_->appendRow(item);
    }
}

void SearchPopup::fill_commands(const QString& words) {
    std::vector<std::pair<double, QAction*>> found;
    for (QAction* action : commands_()) {
        const double score = words.isEmpty() ? 1 : fit(words, action->text());
        if (score > 0) found.push_back({score, action});
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [score, action] : found) {
        auto* item = new QStandardItem(action->text());
        item->setData(action->shortcut().toString(QKeySequence::NativeText), detail_role);
        item->setData(QVariant::fromValue(static_cast<const void*>(action)), pointer_role);
        item->setData(command_kind, kind_role);
        item->setEnabled(action->isEnabled());
        model_->appendRow(item);
    }
}

void SearchPopup::fill_places(const QString& words) {
    struct Place {
        double score;
        PlacedNode at;
        QString title;
    };
    std::vector<Place> found;
    std::size_t left = most_searched;
    each_node(view_.place().document(), "", "", left, [&](const PlacedNode& at) {
        const QString title = node_title(at.place, at.id);
        double score = fit_place(words, at, title);
        if (at.place.path() == view_.place().path()) score *= 1.2;   // what is seen comes first
        if (score > 0) found.push_back({score, at, title});
    });
    std::stable_sort(found.begin(), found.end(), [](const Place& a, const Place& b) { return a.score > b.score; });
    for (const Place& one : found) {
        if (model_->rowCount() >= most_shown) break;
        const std::string path = one.at.place.run_path(one.at.id);
        auto* item = new QStandardItem(one.title);
        item->setData(one.at.place.path().empty() ? QString::fromStdString(one.at.id) : tr("in %1").arg(path_title(one.at.place.document(), one.at.place.path())), detail_role);
        item->setData(QString::fromStdString(path), path_role);
        item->setData(place_kind, kind_role);
        const NodeDef* def = one.at.place.declaration(one.at.id);
        item->setData(view_.graph_scene().theme().category(def ? def->category() : ""), colour_role);
        model_->appendRow(item);
    }
}

void SearchPopup::choose(const QModelIndex& index) {
    if (!index.isValid() || !(index.flags() & Qt::ItemIsEnabled)) return;
    const int kind = index.data(kind_role).toInt();
    const void* pointer = index.data(pointer_role).value<const void*>();
    const QString path = index.data(path_role).toString();
    leave();
    if (kind == node_kind) add(*static_cast<const NodeDef*>(pointer));
    else if (kind == command_kind) static_cast<QAction*>(const_cast<void*>(pointer))->trigger();
    else if (kind == saved_kind) emit saved_requested(path, scene_);
    else emit place_requested(path);
}

void SearchPopup::add(const NodeDef& def) {
    const GraphPlace& place = view_.place();
    Added added;
    if (!from_) {
        const Node node{def.type(), def.version()};
        added = add_node(place.graph(), def, free_place(view_.graph_scene(), scene_, lay_out({&node, &def}).size));
    }
    else if (from_->is_output) added = add_node_after(place.graph(), place.view(), place.declarations(), def, scene_, {from_->node, from_->socket});
    else added = add_node_before(place.graph(), place.view(), place.declarations(), def, scene_ - QPointF(default_node_width, 0), {from_->node, from_->socket});
    if (number_)
        if (const InputDecl* input = input_for_number(def, *number_)) added.patch.operations.push_back(SetInput{added.id, input->name, Input(number_for(*input, *number_))});
    const QString type = QString::fromStdString(def.type());
    if (!view_.edit(added.patch, tr("Add %1").arg(def_title(def)))) return;
    recent_.removeAll(type);
    recent_.prepend(type);
    while (recent_.size() > most_recent) recent_.removeLast();
    view_.keys().go_to({added.id, "", false});
}

void SearchPopup::leave() {
    setVisible(false);
    view_.setFocus();
}

bool SearchPopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusOut && isVisible() && !isAncestorOf(QApplication::focusWidget())) setVisible(false);
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int row = list_->currentIndex().row(), count = model_->rowCount(), page = std::max(1, list_->height() / scaled(40) - 1);
    const auto go = [&](int to) {
        list_->setCurrentIndex(model_->index(std::clamp(to, 0, count - 1), 0));
        return true;
    };
    switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Tab: return go(row + 1);
        case Qt::Key_Up:
        case Qt::Key_Backtab: return go(row - 1);
        case Qt::Key_PageDown: return go(row + page);
        case Qt::Key_PageUp: return go(row - page);
        case Qt::Key_Return:
        case Qt::Key_Enter: choose(list_->currentIndex()); return true;
        case Qt::Key_Escape: leave(); return true;
        default: return QFrame::eventFilter(watched, event);
    }
}

void SearchPopup::paintEvent(QPaintEvent*) {
    const Theme& theme = view_.graph_scene().theme();
    QPainter painter(this);
    painter.setPen(theme[Tone::border]);
    painter.setBrush(theme[Tone::panel]);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace noiseloom
