#include "ui/host/host_bar.h"

#include <QComboBox>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include "ui/fields/elided_label.h"
#include "ui/fields/field_widget.h"
#include "ui/host/variation_list.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr double choice_width = 290;   // of a label and its field, at the least, before they stand below one another
constexpr int most_columns = 4;

constexpr int from_role = Qt::UserRole, layer_role = Qt::UserRole + 1;

void set_tone(QLabel& label, const QColor& colour) {
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, colour);
    label.setPalette(palette);
}

int depth_of(const HostDocument& document, const HostLayer& layer) {
    int depth = 0;
    for (const HostLayer* group = document.find_layer(layer.parent); group && depth < 16; group = document.find_layer(group->parent)) ++depth;
    return depth;
}

}  // namespace

HostBar::HostBar(HostSession& session, const Theme& theme, QWidget* parent) : QWidget(parent), session_(session), theme_(theme) {
    setFont(panel_font(12));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    host_ = new ElidedLabel(this);
    host_->setFont(panel_font(12, true));
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    progress_->setFont(panel_font(11));
    progress_->setFixedWidth(scaled(150));
    progress_->setAccessibleName(tr("Progress"));
    stop_ = new QPushButton(tr("Stop"), this);
    results_ = new QComboBox(this);
    for (const QString& way : {tr("New layers"), tr("Replace the layer"), tr("New image")}) results_->addItem(way);   // in the order of PutAs
    count_ = new QSpinBox(this);
    count_->setRange(1, HostSession::most_variations);
    told_ = new QLabel(this);
    told_->setTextFormat(Qt::PlainText);
    told_->setWordWrap(true);
    made_ = new QWidget(this);
    variations_ = new VariationList(theme, made_);
    insert_ = new QPushButton(made_);
    save_ = new QPushButton(tr("Save…"), made_);
    save_->setToolTip(tr("Writes what is ticked into files"));
    for (QPushButton* button : {stop_, insert_, save_}) {
        button->setFont(panel_font(12));
        button->setAutoDefault(false);
    }
    others_ = {make_choice(tr("Results"), results_), make_choice(tr("Variations"), count_)};

    auto* head = new QHBoxLayout;
    head->setSpacing(scaled(8));
    head->addWidget(host_, 1);
    head->addWidget(progress_);
    head->addWidget(stop_);
    grid_ = new QGridLayout;
    grid_->setHorizontalSpacing(scaled(8));
    grid_->setVerticalSpacing(scaled(6));
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(scaled(6));
    buttons->addStretch();
    buttons->addWidget(insert_);
    buttons->addWidget(save_);
    buttons->addStretch();
    auto* row = new QHBoxLayout(made_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(scaled(8));
    row->addWidget(variations_, 1);
    row->addLayout(buttons);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(scaled(12), scaled(8), scaled(12), scaled(8));
    all->setSpacing(scaled(6));
    all->addLayout(head);
    all->addLayout(grid_);
    all->addWidget(told_);
    all->addWidget(made_);

    connect(&session_, &HostSession::changed, this, &HostBar::show_session);
    connect(&session_, &HostSession::began, this, [this] { done_text_.clear(); });
    connect(&session_, &HostSession::inserted, this, [this](const std::vector<std::string>& layers) {
        done_text_ = session_.put_as() == PutAs::layer ? tr("%n layers were inserted.", nullptr, static_cast<int>(layers.size())) : tr("It was inserted.");
        show_state();
    });
    connect(&session_, &HostSession::saved, this, [this](const QStringList& files) {
        done_text_ = tr("Saved: %1").arg(files.join(QStringLiteral(", ")));
        show_state();
    });
    connect(stop_, &QPushButton::clicked, &session_, &HostSession::stop);
    connect(insert_, &QPushButton::clicked, &session_, &HostSession::insert);
    connect(save_, &QPushButton::clicked, this, &HostBar::save);
    connect(results_, &QComboBox::activated, &session_, [this](int way) { session_.set_put_as(static_cast<PutAs>(way)); });
    connect(count_, &QSpinBox::valueChanged, &session_, [this](int count) { session_.set_count(count); });
    connect(variations_, &VariationList::chosen, &session_, [this](std::size_t variation, bool on) { session_.choose(variation, on); });
    show_session();
}

HostBar::Choice HostBar::make_choice(const QString& name, QWidget* field) {
    auto* label = new ElidedLabel(this);
    label->setText(name);
    label->setToolTip(plain_tip(name));
    label->setFont(panel_font(12));
    label->setBuddy(field);
    set_tone(*label, theme_[Tone::text2]);
    field->setFont(panel_font(12));
    field->setAccessibleName(name);
    field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return {label, field};
}

// --- what is read ------------------------------------------------------------------------------

void HostBar::fill_sources(QComboBox& box, const HostBinding& binding) const {
    const HostDocument& document = session_.link().document();
    const HostLayer* active = document.active_layer();
    const QSignalBlocker quiet(box);
    box.clear();
    const auto add = [&](const QString& text, InputFrom from, const std::string& layer = {}) {
        box.addItem(text);
        box.setItemData(box.count() - 1, static_cast<int>(from), from_role);
        box.setItemData(box.count() - 1, QString::fromStdString(layer), layer_role);
        if (binding.from == from && binding.layer == layer) box.setCurrentIndex(box.count() - 1);
    };
    add(active ? tr("Selected layer: %1").arg(QString::fromStdString(active->name).simplified()) : tr("Selected layer"), InputFrom::active_layer);
    add(tr("Everything visible"), InputFrom::merged);
    add(tr("File of the workflow"), InputFrom::file);
    box.insertSeparator(box.count());
    for (const HostLayer& layer : document.layers) {
        add(QString(4 * depth_of(document, layer), QChar(0x2007)) + QString::fromStdString(layer.name).simplified(), InputFrom::layer, layer.id);
        if (layer.kind == LayerKind::other) qobject_cast<QStandardItemModel*>(box.model())->item(box.count() - 1)->setEnabled(false);
    }
    if (binding.from == InputFrom::layer && !document.find_layer(binding.layer)) {
        add(tr("a layer that is gone"), InputFrom::layer, binding.layer);
        box.setCurrentIndex(box.count() - 1);
    }
}

void HostBar::show_inputs() {
    const std::vector<HostBinding>& bindings = session_.bindings();
    std::vector<std::string> named;
    for (const HostBinding& one : bindings) named.push_back(one.input + "\n" + one.label.toStdString());
    if (named != shown_inputs_) {
        for (const Choice& old : inputs_) {
            old.label->hide();
            old.field->hide();
            old.label->deleteLater();   // the change may come from one of them
            old.field->deleteLater();
        }
        inputs_.clear();
        for (std::size_t i = 0; i < bindings.size(); ++i) {
            auto* box = new QComboBox(this);
            box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
            box->setMinimumContentsLength(10);
            connect(box, &QComboBox::activated, &session_, [this, box, i](int at) {
                session_.bind(i, static_cast<InputFrom>(box->itemData(at, from_role).toInt()), box->itemData(at, layer_role).toString().toStdString());
            });
            inputs_.push_back(make_choice(bindings[i].label, box));
        }
        shown_inputs_ = std::move(named);
        columns_ = 0;
        lay_out();
    }
    for (std::size_t i = 0; i < bindings.size(); ++i) {
        auto& box = *qobject_cast<QComboBox*>(inputs_[i].field);
        if (!box.view()->isVisible()) fill_sources(box, bindings[i]);
        box.setToolTip(plain_tip(box.currentText().trimmed()));
    }
}

// As many beside one another as there is room for.
void HostBar::lay_out() {
    const int room = width() - contentsMargins().left() - contentsMargins().right();
    const int columns = std::clamp(room / scaled(choice_width), 1, most_columns);
    if (columns == columns_) return;
    for (int i = 0; i < 2 * columns_; ++i) grid_->setColumnStretch(i, 0);
    columns_ = columns;
    int at = 0;
    for (const std::vector<Choice>* choices : {&inputs_, &others_})
        for (const Choice& one : *choices) {
            const int row = at / columns, column = 2 * (at % columns);
            grid_->addWidget(one.label, row, column);
            grid_->addWidget(one.field, row, column + 1);
            ++at;
        }
    for (int i = 0; i < columns; ++i) {
        grid_->setColumnStretch(2 * i, 2);
        grid_->setColumnStretch(2 * i + 1, 5);
    }
    QWidget* before = nullptr;
    for (const std::vector<Choice>* choices : {&inputs_, &others_})
        for (const Choice& one : *choices) {
            if (before) setTabOrder(before, one.field);
            before = one.field;
        }
}

// --- what is made ------------------------------------------------------------------------------

void HostBar::show_session() {
    const HostLink& link = session_.link();
    const auto& selection = link.document().selection;
    const QString selected = selection ? tr("%1 × %2 selected").arg(selection->width).arg(selection->height) : tr("nothing selected");
    host_->setText(QString::fromStdString(link.host().name + " · " + link.document().name) + QStringLiteral(" · ") + selected);
    host_->setToolTip(plain_tip(host_->text()));
    show_inputs();
    {
        const QSignalBlocker quiet(results_), still(count_);
        results_->setCurrentIndex(static_cast<int>(session_.put_as()));
        if (count_->value() != session_.count()) count_->setValue(session_.count());
    }
    show_progress();
    const auto& variations = session_.variations();
    made_->setVisible(!variations.empty());
    variations_->show_variations(variations);
    const auto chosen = static_cast<int>(session_.chosen_count());
    insert_->setText(variations.size() == 1 ? tr("Insert") : tr("Insert %1 of %2").arg(chosen).arg(variations.size()));
    insert_->setEnabled(session_.can_insert());
    save_->setEnabled(!session_.is_busy() && chosen > 0);
    show_state();
}

void HostBar::show_progress() {
    const bool is_busy = session_.is_busy();
    progress_->setVisible(is_busy);
    stop_->setVisible(is_busy);
    stop_->setEnabled(session_.state() != HostSession::State::inserting);
    const int share = static_cast<int>(session_.progress() * 100);
    progress_->setValue(share * 10);
    switch (session_.state()) {
        case HostSession::State::reading: progress_->setFormat(tr("Reading…")); break;
        case HostSession::State::inserting: progress_->setFormat(tr("Inserting…")); break;
        default: progress_->setFormat(tr("%1 %").arg(share));
    }
}

void HostBar::show_state() {
    const bool is_gone = session_.link().is_gone();
    const QString name = QString::fromStdString(session_.link().host().name);
    const bool has_none = session_.variations().empty();
    const QString cancelled = has_none ? tr("It was cancelled in %1.").arg(name) : tr("It was cancelled in %1. What was made stays here, and can be saved.").arg(name);
    const QString gone = has_none ? tr("The image was closed, or %1 has quit.").arg(name)
                                                        : tr("The image was closed, or %1 has quit. What was made stays here, and can be saved.").arg(name);
    const QString text = !is_gone ? done_text_ : session_.was_cancelled_in_host() ? cancelled : gone;
    told_->setText(text);
    told_->setVisible(!text.isEmpty());
    set_tone(*told_, theme_[is_gone ? Tone::warn : Tone::text2]);
}

void HostBar::save() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save pictures"), QStringLiteral("noiseloom.png"), tr("Pictures (*.png *.jpg *.webp *.tif *.exr)"));
    if (!file.isEmpty()) session_.save(file);
}

void HostBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_[Tone::panel]);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme_[Tone::line]);
}

}  // namespace noiseloom
