#include "ui/app/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include "ui/app/keys_editor.h"
#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

QFormLayout* form_of(QWidget* page) {
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(scaled(16));
    form->setVerticalSpacing(scaled(10));
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QLabel* remark(const QString& text, const Theme& theme, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(panel_font(11));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, theme[Tone::text2]);
    label->setPalette(palette);
    return label;
}

QComboBox* choice(const std::vector<std::pair<QString, QString>>& choices, const QString& current, std::function<void(const QString&)> set, const QString& name) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    for (const auto& [value, text] : choices) box->addItem(text, value);
    box->setCurrentIndex(std::max(0, box->findData(current)));
    QObject::connect(box, &QComboBox::activated, box, [box, set = std::move(set)] { set(box->currentData().toString()); });
    return box;
}

}  // namespace

SettingsDialog::SettingsDialog(Settings& settings, SettingsOffer offer, const Theme& theme, QWidget* parent)
    : QDialog(parent), settings_(settings), offer_(std::move(offer)), theme_(theme), titles_(new QListWidget(this)), pages_(new QStackedWidget(this)) {
    setWindowTitle(tr("Settings"));
    titles_->setAccessibleName(tr("Pages"));
    titles_->setFrameShape(QFrame::NoFrame);
    titles_->setFixedWidth(scaled(140));
    add_page(tr("General"), general_page());
    add_page(tr("Devices"), devices_page());
    add_page(tr("Folders"), folders_page());
    add_page(tr("Keys"), new KeysEditor(settings, offer_.actions, theme, this));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* across = new QHBoxLayout;
    across->setSpacing(scaled(16));
    across->addWidget(titles_);
    across->addWidget(pages_, 1);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
    rows->addLayout(across, 1);
    rows->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(titles_, &QListWidget::currentRowChanged, pages_, &QStackedWidget::setCurrentIndex);
    titles_->setCurrentRow(0);
    for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);   // Enter in a field confirms that field
    resize(scaled(720), scaled(520));
}

void SettingsDialog::show_page(Page page) { titles_->setCurrentRow(static_cast<int>(page)); }

void SettingsDialog::add_page(const QString& title, QWidget* page) {
    titles_->addItem(title);
    pages_->addWidget(page);
}

QWidget* SettingsDialog::flag(const QString& text, bool on, std::function<void(bool)> set) {
    auto* box = new QCheckBox(text);
    box->setChecked(on);
    connect(box, &QCheckBox::toggled, this, std::move(set));
    return box;
}

QWidget* SettingsDialog::general_page() {
    auto* page = new QWidget(this);
    auto* form = form_of(page);
    form->addRow(tr("Theme"), choice({{"0", tr("As the desktop")}, {"1", tr("Light")}, {"2", tr("Dark")}}, QString::number(static_cast<int>(settings_.theme())), [this](const QString& value) { settings_.set_theme(static_cast<ThemeChoice>(value.toInt())); }, tr("Theme")));
    auto* size = new QSpinBox;
    size->setAccessibleName(tr("Text size"));
    size->setRange(smallest_text, largest_text);
    size->setSingleStep(10);
    size->setSuffix(tr(" %"));
    size->setValue(settings_.text_size());
    size->setKeyboardTracking(false);   // 15 on the way to 150 would be a size
    connect(size, &QSpinBox::valueChanged, this, [this](int value) { settings_.set_text_size(value); });
    form->addRow(tr("Text size"), size);
    std::vector<std::pair<QString, QString>> languages{{"", tr("As the desktop")}};
    languages.insert(languages.end(), offer_.languages.begin(), offer_.languages.end());
    form->addRow(tr("Language"), choice(languages, settings_.language(), [this](const QString& value) { settings_.set_language(value); }, tr("Language")));
    form->addRow(QString(), remark(tr("The language is used from the next start on."), theme_, page));
    form->addRow(QString(), flag(tr("Reduced motion"), settings_.reduces_motion(), [this](bool on) { settings_.reduce_motion(on); }));
    form->addRow(QString(), flag(tr("Fade unrelated wires while a node is selected"), settings_.fades_wires(), [this](bool on) { settings_.fade_wires(on); }));
    form->addRow(QString(), flag(tr("Minimap"), settings_.shows_minimap(), [this](bool on) { settings_.show_minimap(on); }));
    return page;
}

QWidget* SettingsDialog::devices_page() {
    auto* page = new QWidget(this);
    auto* form = form_of(page);
    std::vector<std::pair<QString, QString>> devices{{"", tr("The best there is")}};
    for (const ComputeDevice& device : offer_.devices) devices.push_back({QString::fromStdString(device.compute.device), QString::fromStdString(device.name)});
    form->addRow(tr("Device"), choice(devices, settings_.device(), [this](const QString& value) { settings_.set_device(value); }, tr("Device")));
    form->addRow(tr("Numbers"), choice({{"", tr("As the device likes")}, {"fp32", "fp32"}, {"fp16", "fp16"}, {"bf16", "bf16"}}, settings_.dtype(), [this](const QString& value) { settings_.set_dtype(value); }, tr("Numbers")));
    const auto budget = [&](const QString& name, int mib, std::function<void(int)> set) {
        auto* box = new QDoubleSpinBox;
        box->setAccessibleName(name);
        box->setRange(0, 4096);
        box->setDecimals(1);
        box->setSuffix(" GiB");
        box->setSpecialValueText(tr("Chosen by Noiseloom"));   // of 0
        box->setValue(mib / 1024.0);
        box->setKeyboardTracking(false);
        connect(box, &QDoubleSpinBox::valueChanged, this, [set = std::move(set)](double gib_chosen) { set(static_cast<int>(gib_chosen * 1024)); });
        form->addRow(name, box);
    };
    budget(tr("Results in memory"), settings_.memory_cache(), [this](int mib) { settings_.set_memory_cache(mib); });
    budget(tr("Results on disk"), settings_.disk_cache(), [this](int mib) { settings_.set_disk_cache(mib); });
    form->addRow(QString(), remark(tr("From the next start on. Results are kept up to these sizes, so that only what changed runs again: half of the memory, and 10 GiB of disk, where nothing else is set."), theme_, page));
    return page;
}

QWidget* SettingsDialog::folders_page() {
    auto* page = new QWidget(this);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaled(8));
    rows->addWidget(new QLabel(tr("Folders of models")));
    auto* list = new QListWidget;
    list->setAccessibleName(tr("Folders of models"));
    list->addItems(settings_.model_folders());
    rows->addWidget(list, 1);
    auto* add = new QPushButton(tr("Add folder…"));
    auto* remove = new QPushButton(tr("Remove"));
    remove->setEnabled(false);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    rows->addLayout(buttons);
    const auto keep = [this, list] {
        QStringList folders;
        for (int i = 0; i < list->count(); ++i) folders << list->item(i)->text();
        settings_.set_model_folders(folders);
    };
    connect(list, &QListWidget::currentRowChanged, remove, [remove](int row) { remove->setEnabled(row >= 0); });
    connect(add, &QPushButton::clicked, this, [this, list, keep] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of models"));
        if (folder.isEmpty() || !list->findItems(folder, Qt::MatchExactly).isEmpty()) return;
        list->addItem(folder);
        keep();
    });
    connect(remove, &QPushButton::clicked, this, [list, keep] {
        delete list->takeItem(list->currentRow());
        keep();
    });
    rows->addWidget(remark(tr("Looked through besides:\n%1").arg(offer_.usual_model_folders.join('\n')), theme_, page));
    rows->addWidget(new QLabel(tr("Pictures are saved in")));
    auto* output = new QLineEdit(settings_.output_folder());
    output->setAccessibleName(tr("Folder for pictures"));
    output->setPlaceholderText(offer_.usual_output_folder);
    auto* browse = new QPushButton(tr("Choose…"));
    auto* place = new QHBoxLayout;
    place->addWidget(output, 1);
    place->addWidget(browse);
    rows->addLayout(place);
    connect(output, &QLineEdit::editingFinished, this, [this, output] { settings_.set_output_folder(output->text().trimmed()); });
    connect(browse, &QPushButton::clicked, this, [this, output] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for pictures"));
        if (folder.isEmpty()) return;
        output->setText(folder);
        settings_.set_output_folder(folder);
    });
    rows->addWidget(flag(tr("Saved pictures carry their workflow"), settings_.embeds_workflows(), [this](bool on) { settings_.embed_workflows(on); }));
    rows->addWidget(new QLabel(tr("Words to complete prompts from: a file with one on each line")));
    auto* words = new QLineEdit(settings_.word_list());
    words->setAccessibleName(tr("List of words"));
    words->setPlaceholderText(tr("None: what earlier prompts said"));
    rows->addWidget(words);
    connect(words, &QLineEdit::editingFinished, this, [this, words] { settings_.set_word_list(words->text().trimmed()); });
    return page;
}

}  // namespace noiseloom
