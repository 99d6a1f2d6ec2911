#include "ui/form/form_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fields/field_widget.h"
#include "ui/fields/painted_text.h"
#include "ui/form/form_edit.h"
#include "ui/form/form_item.h"
#include "ui/form/picture_box.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

constexpr int margin = 12, spacing = 6;

std::string text_of(const Json& item, const char* key) {
    return item.is_object() && item.contains(key) && item[key].is_string() ? item[key].get<std::string>() : std::string();
}

QLabel* plain_label(const std::string& text, const QColor& colour, double pixels, bool is_bold, QWidget* parent) {
    auto* label = new QLabel(QString::fromStdString(text), parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    QFont font = font_of(Face::label, pixels);
    if (is_bold) font.setWeight(QFont::DemiBold);
    label->setFont(font);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
    return label;
}

}  // namespace

FormView::FormView(EditorDocument& document, std::function<FieldContext(const QString&)> context_of, QWidget* parent)
    : QWidget(parent), document_(document), context_of_(std::move(context_of)) {
    const FieldContext context = context_of_({});
    picture_ = new PictureBox(*context.theme, this);
    scroll_ = new QScrollArea(this);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    generate_ = new QPushButton(this);
    generate_->setObjectName("run");   // it looks like what it is
    generate_->setToolTip(tr("Ctrl+Enter"));
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(3);
    actions_ = new QToolButton(this);
    actions_->setPopupMode(QToolButton::MenuButtonPopup);
    edit_ = new QToolButton(this);
    edit_->setText(tr("Edit form"));
    edit_->setCheckable(true);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(generate_, 1);
    buttons->addWidget(actions_);
    buttons->addWidget(edit_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(spacing);
    layout->addWidget(picture_, 1);
    layout->addWidget(scroll_, 1);
    layout->addWidget(progress_);
    layout->addLayout(buttons);
    connect(generate_, &QPushButton::clicked, this, [this] {
        if (done_ >= 0) emit stop_requested();
        else emit generate_requested();
    });
    connect(edit_, &QToolButton::toggled, this, &FormView::set_editing);
    connect(&document_, &EditorDocument::changed, this, &FormView::document_changed);
    setTabOrder(edit_, picture_);   // the first field has the focus at first
    resize(sizeHint());
    set_progress(-1);
    set_actions({});
    rebuild();
}

void FormView::set_picture(const QImage& picture, bool is_preview) { picture_->set_picture(picture, is_preview); }

void FormView::set_progress(double done) {
    done_ = done;
    generate_->setText(done < 0 ? tr("Generate") : tr("Stop   %1 %").arg(static_cast<int>(std::min(done, 1.0) * 100)));
    progress_->setValue(static_cast<int>(std::clamp(done, 0.0, 1.0) * 1000));
}

void FormView::set_actions(const QList<QAction*>& actions) {
    actions_->setVisible(!actions.isEmpty());
    if (actions.isEmpty()) return;
    delete actions_->menu();
    auto* menu = new QMenu(actions_);
    menu->addActions(actions.mid(1));
    actions_->setMenu(menu);
    actions_->setDefaultAction(actions.first());
}

void FormView::be_compact() {
    scroll_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    scroll_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    for (QWidget* one : std::initializer_list<QWidget*>{generate_, progress_, actions_, edit_}) one->hide();
}

void FormView::hide_inputs(std::function<bool(const std::string&)> is_hidden) {
    is_hidden_ = std::move(is_hidden);
    rebuild();
}

void FormView::set_editing(bool on) {
    if (on == is_editing_) return;
    is_editing_ = on;
    edit_->setChecked(on);
    rebuild();
}

FieldWidget* FormView::field(const std::string& node, const std::string& input) const {
    const auto found = fields_.find({node, input});
    return found == fields_.end() ? nullptr : found->second;
}

// All that decides which rows there are.
std::string FormView::structure() const {
    std::string text = json_text(document_.form());
    for (const Json& item : document_.form())
        if (const auto shown = form_input(item)) {
            const auto node = document_.graph().nodes.find(shown->node);
            text += node == document_.graph().nodes.end() ? " gone" : ' ' + node->second.type;
            if (const Link* link = link_to(document_.graph(), shown->node, shown->input)) text += '@' + link->node;
        }
    return text;
}

void FormView::document_changed() {
    if (structure() != structure_) return rebuild();
    for (const auto& [name, field] : fields_) field->set_value(literal_of(document_.graph(), name.first, name.second));
}

void FormView::rebuild() {
    const FieldContext plain = context_of_({});
    fields_.clear();
    items_.clear();
    page_ = new QWidget;
    rows_ = new QVBoxLayout(page_);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(spacing);
    for (QWidget* button : std::initializer_list<QWidget*>{generate_, actions_, edit_}) button->setFont(font_of(Face::label, 12 * plain.text_scale));
    for (std::size_t i = 0; i < document_.form().size(); ++i) is_editing_ ? add_edited_item(i, plain) : add_item(i, plain);
    const QColor dim = (*plain.theme)[Tone::text3];
    if (document_.form().empty())
        rows_->addWidget(plain_label(tr("No field was promoted yet. In the graph, right-click a field and choose “Promote to form”.").toStdString(), dim, 12 * plain.text_scale, false, page_));
    if (is_editing_) {
        auto* heading = new QPushButton(tr("Add heading"), page_);
        heading->setFont(generate_->font());
        connect(heading, &QPushButton::clicked, this, [this] { set_form(with_heading(document_.form(), document_.form().size(), tr("Heading").toStdString()), tr("Add Heading")); });
        rows_->addWidget(heading, 0, Qt::AlignLeft);
    }
    rows_->addStretch();
    if (QWidget* old = scroll_->takeWidget()) old->deleteLater();   // the change may come from one of its rows
    scroll_->setWidget(page_);
    structure_ = structure();
}

void FormView::add_item(std::size_t place, const FieldContext& plain) {
    const Json& item = document_.form()[place];
    const Theme& theme = *plain.theme;
    if (const std::string heading = text_of(item, "heading"); !heading.empty())
        return rows_->addWidget(plain_label(heading, theme[Tone::text], 13 * plain.text_scale, true, page_));
    if (const std::string text = text_of(item, "text"); !text.empty())
        return rows_->addWidget(plain_label(text, theme[Tone::text2], 12 * plain.text_scale, false, page_));
    const auto shown = form_input(item);
    if (!shown || (is_hidden_ && is_hidden_(shown->node + "." + shown->input))) return;
    const auto node = document_.graph().nodes.find(shown->node);
    const NodeDef* def = node == document_.graph().nodes.end() ? nullptr : document_.declaration(node->second.type);
    const InputDecl* declared = def ? def->input(shown->input) : nullptr;
    const std::string label = text_of(item, "label");
    const auto say = [&](const QString& why) {
        rows_->addWidget(plain_label((usual_label(item) + ": " + why).toStdString(), theme[Tone::text3], 12 * plain.text_scale, false, page_));
    };
    if (!declared) return say(tr("the workflow has no such input any more"));
    if (link_to(document_.graph(), shown->node, shown->input)) return say(tr("comes over a wire"));
    InputDecl named = *declared;
    if (!label.empty()) named.label = label;
    FieldWidget* field = make_field(named, context_of_(QString::fromStdString(shown->node)), page_);
    if (!field) return say(tr("wants a wire"));
    field->set_value(literal_of(document_.graph(), shown->node, shown->input));
    connect(field, &FieldWidget::edited, this, [this, field, id = shown->node](const Json& value, bool is_final) {
        if (const auto done = set_field(GraphPlace(document_), {id}, field->input(), value, is_final); !done) emit refused(QString::fromStdString(done.error().message));
    });
    fields_[{shown->node, shown->input}] = field;
    rows_->addWidget(field);
}

QString FormView::usual_label(const Json& item) const {
    const auto shown = form_input(item);
    if (!shown) return item.is_object() && item.contains("heading") ? tr("Heading") : tr("Text");
    return node_title(GraphPlace(document_), shown->node) + " · " + spaced_text(shown->input);
}

void FormView::add_edited_item(std::size_t place, const FieldContext& plain) {
    const Json& item = document_.form()[place];
    std::string label;
    for (const char* key : {"label", "heading", "text"})
        if (label.empty()) label = text_of(item, key);
    auto* row = new FormItem(place, QString::fromStdString(label), usual_label(item), *plain.theme, plain.text_scale, page_);
    connect(row, &FormItem::relabelled, this, [this, place](const QString& text) { set_form(with_label(document_.form(), place, text.toStdString()), tr("Rename in Form")); });
    connect(row, &FormItem::move_requested, this, [this, place](int by) { move_item(place, by); });
    connect(row, &FormItem::dragged_to, this, [this, place](const QPoint& global) { drop_item(place, global); });
    connect(row, &FormItem::removed, this, [this, place] { set_form(without_item(document_.form(), place), tr("Remove from Form")); });
    items_.push_back(row);
    rows_->addWidget(row);
}

void FormView::set_form(const Json& form, const QString& label) {
    if (form == document_.form()) return;
    if (const auto done = document_.apply(Patch{{SetForm{form}}}, label); !done) emit refused(QString::fromStdString(done.error().message));
}

void FormView::move_item(std::size_t from, int by) {
    if ((by < 0 && from == 0) || from + 1 >= document_.form().size() + (by < 0)) return;
    const std::size_t to = by < 0 ? from - 1 : from + 1;
    set_form(with_moved_item(document_.form(), from, to), tr("Reorder Form"));
    if (to < items_.size()) items_[to]->setFocus();   // so that it can be moved on
}

void FormView::drop_item(std::size_t from, const QPoint& global) {
    std::size_t to = 0;
    for (const FormItem* item : items_)
        if (item->place() != from && item->mapToGlobal(item->rect().center()).y() < global.y()) ++to;
    set_form(with_moved_item(document_.form(), from, to), tr("Reorder Form"));
}

}  // namespace noiseloom
