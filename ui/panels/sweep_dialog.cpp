#include "ui/panels/sweep_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/model/field_edit.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_cells = 1000;   // a slip of the finger is not a plan

}  // namespace

SweepDialog::SweepDialog(EditorDocument& document, Runs& runs, const Theme& theme, const std::string& node, const std::string& input, QWidget* parent)
    : QDialog(parent), document_(document), runs_(runs), theme_(theme) {
    setWindowTitle(tr("Sweep"));
    setFont(panel_font(12));
    auto* all = new QVBoxLayout(this);
    auto* form = new QFormLayout;
    all->addLayout(form);
    const std::array<QString, 2> labels{tr("Input"), tr("And")};
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Row& row = rows_[i];
        row.input = new QComboBox(this);
        row.input->setAccessibleName(tr("Swept input %1").arg(i + 1));
        if (i > 0) row.input->addItem(tr("nothing else"), QString());
        row.values = new QLineEdit(this);
        row.values->setAccessibleName(tr("Values of input %1").arg(i + 1));
        row.values->setPlaceholderText(tr("1, 2, 4.5 or 1..9:5"));
        form->addRow(labels[i], row.input);
        form->addRow(tr("Values"), row.values);
    }
    for (const auto& [id, one] : document_.graph().nodes) {
        const NodeDef* def = document_.declarations().find(one.type);
        if (!def) continue;
        for (const InputDecl& decl : def->inputs())
            if (decl.type->from_json && !link_to(document_.graph(), id, decl.name))
                for (const Row& row : rows_)
                    row.input->addItem(node_title(GraphPlace(document_), id) + " · " + field_label(decl), QString::fromStdString(id + "." + decl.name));
    }
    if (const int index = rows_[0].input->findData(QString::fromStdString(node + "." + input)); index >= 0) rows_[0].input->setCurrentIndex(index);
    if (node.empty()) take_own_axes();
    told_ = new QLabel(this);
    told_->setTextFormat(Qt::PlainText);
    told_->setWordWrap(true);
    told_->setMinimumHeight(QFontMetrics(font()).height() * 2);   // so that the dialog does not jump
    all->addWidget(told_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    start_ = buttons->addButton(tr("Start"), QDialogButtonBox::AcceptRole);
    all->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &SweepDialog::start);
    for (const Row& row : rows_) {   // now that all is there to tell it
        connect(row.input, &QComboBox::currentIndexChanged, this, &SweepDialog::estimate);
        connect(row.values, &QLineEdit::textChanged, this, &SweepDialog::estimate);
    }
    rows_[0].values->setFocus();
    resize(scaled(420), sizeHint().height());
    estimate();
}

void SweepDialog::take_own_axes() {
    const auto settings = sweep_settings(document_.workflow().unknown.value(sweep_key, Json()));
    for (std::size_t i = 0; settings && i < std::min(settings->axes.size(), rows_.size()); ++i) {
        const auto axis = parse_axis(settings->axes[i], document_.graph(), document_.declarations());
        if (!axis) continue;
        rows_[i].input->setCurrentIndex(rows_[i].input->findData(QString::fromStdString(axis->node + "." + axis->input)));
        rows_[i].values->setText(QString::fromStdString(json_text(Json(axis->values))));
    }
}

void SweepDialog::set_values(const QString& values) { rows_[0].values->setText(values); }

Result<std::vector<Axis>> SweepDialog::axes() const {
    std::vector<Axis> made;
    for (const Row& row : rows_) {
        const QString input = row.input->currentData().toString();
        if (input.isEmpty()) continue;
        auto axis = parse_axis((input + "=" + row.values->text().simplified().replace(", ", ",")).toStdString(), document_.graph(), document_.declarations());
        if (!axis) return axis.error();
        made.push_back(std::move(*axis));
    }
    if (made.empty()) return Error{Code::usage, "there is nothing to sweep", "Add a node with a field.", "", "", ""};
    if (made.size() == 2 && made[0].node == made[1].node && made[0].input == made[1].input)
        return Error{Code::usage, "both inputs are the same", "Choose another one, or nothing else.", "", "", ""};
    if (cell_count(made) > most_cells)
        return Error{Code::usage, "these are " + std::to_string(cell_count(made)) + " runs", "Take fewer values: " + std::to_string(most_cells) + " runs at most.", "", "", ""};
    return made;
}

void SweepDialog::estimate() {
    ++asked_;
    const auto found = axes();
    start_->setEnabled(static_cast<bool>(found));
    QPalette palette = told_->palette();
    palette.setColor(QPalette::WindowText, theme_[found ? Tone::text2 : Tone::warn]);
    told_->setPalette(palette);
    const bool is_untouched = rows_[0].values->text().isEmpty();
    if (!found) return told_->setText(is_untouched ? tr("Values between commas, or the first and the last with how many.") : QString::fromStdString(found.error().message + ". " + found.error().hint));
    const auto count = static_cast<int>(cell_count(*found));
    told_->setText(tr("%n runs", nullptr, count));
    const QPointer<SweepDialog> self(this);
    runs_.plan_sweep(*found, {}, [self, count, number = asked_](const RunSummary& summary) {
        if (!self || self->asked_ != number) return;
        QString text = tr("%n runs: %1 of %2 nodes have to run", nullptr, count).arg(summary.run).arg(summary.run + summary.reuse);
        if (summary.steps.all > 0) text += tr(", %1 of %2 steps").arg(summary.steps.walked).arg(summary.steps.all);
        if (summary.seconds >= 0.05) text += tr(", about %1 s").arg(summary.seconds, 0, 'g', 2);
        if (!summary.errors.empty()) text += "\n" + QString::fromStdString(summary.errors.front().message);
        self->told_->setText(text);
    });
}

void SweepDialog::start() {
    auto found = axes();
    if (!found) return;
    emit started(runs_.sweep(std::move(*found)));
    accept();
}

}  // namespace noiseloom
