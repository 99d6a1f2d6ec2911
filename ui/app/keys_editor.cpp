#include "ui/app/keys_editor.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QTreeWidget>

#include "ui/theme/fonts.h"

namespace noiseloom {
namespace {

enum Column { command_column, keys_column, id_column, column_count };

bool is_modifier(int key) { return key == Qt::Key_Control || key == Qt::Key_Shift || key == Qt::Key_Alt || key == Qt::Key_Meta || key == Qt::Key_AltGr || key == 0 || key == Qt::Key_unknown; }

}  // namespace

// --- the field ---------------------------------------------------------------------------------

KeyCatcher::KeyCatcher(const Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("New key"));
}

QSize KeyCatcher::sizeHint() const { return {scaled(220), scaled(28)}; }

void KeyCatcher::begin() {
    is_waiting_ = true;
    setFocus();
    update();
}

void KeyCatcher::stop() {
    is_waiting_ = false;
    update();
}

bool KeyCatcher::event(QEvent* event) {
    // Tab and the window's own shortcuts are keys like any other while it waits.
    if (is_waiting_ && event->type() == QEvent::ShortcutOverride) {
        event->accept();
        return true;
    }
    if (is_waiting_ && event->type() == QEvent::KeyPress) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return true;
    }
    return QWidget::event(event);
}

void KeyCatcher::keyPressEvent(QKeyEvent* event) {
    if (!is_waiting_) {
        if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) return begin();
        return QWidget::keyPressEvent(event);
    }
    if (is_modifier(event->key())) return;
    if (event->key() == Qt::Key_Escape && !event->modifiers()) return stop();
    const int key = event->key() == Qt::Key_Backtab ? static_cast<int>(Qt::Key_Tab) : event->key();
    const QKeySequence pressed(QKeyCombination(event->modifiers() & ~Qt::KeypadModifier, static_cast<Qt::Key>(key)));
    stop();
    emit caught(pressed.toString(QKeySequence::PortableText));
}

void KeyCatcher::mousePressEvent(QMouseEvent*) { begin(); }

void KeyCatcher::focusOutEvent(QFocusEvent* event) {
    stop();
    QWidget::focusOutEvent(event);
}

void KeyCatcher::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme_[is_waiting_ || hasFocus() ? Tone::accent : Tone::line]);
    painter.setBrush(theme_[Tone::field]);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaled(4), scaled(4));
    painter.setFont(panel_font(12));
    painter.setPen(theme_[is_waiting_ ? Tone::accent : Tone::text2]);
    painter.drawText(rect().adjusted(scaled(8), 0, -scaled(8), 0), Qt::AlignVCenter | Qt::AlignLeft, is_waiting_ ? tr("Press a key…  (Escape: do not)") : tr("Click, then press a key"));
}

// --- the page ----------------------------------------------------------------------------------

KeysEditor::KeysEditor(Settings& settings, std::vector<ActionInfo> actions, const Theme& theme, QWidget* parent)
    : QWidget(parent), settings_(settings), table_(std::move(actions), settings.key_bindings()), theme_(theme), search_(new QLineEdit(this)), list_(new QTreeWidget(this)), catcher_(new KeyCatcher(theme, this)), remark_(new QLabel(this)) {
    search_->setPlaceholderText(tr("Search commands and keys"));
    search_->setAccessibleName(tr("Search commands and keys"));
    search_->setClearButtonEnabled(true);
    list_->setAccessibleName(tr("Commands"));
    list_->setColumnCount(column_count);
    list_->setHeaderLabels({tr("Command"), tr("Keys"), tr("Name")});
    list_->setRootIsDecorated(false);
    list_->setUniformRowHeights(true);
    list_->header()->setSectionResizeMode(command_column, QHeaderView::Stretch);
    list_->header()->setSectionResizeMode(keys_column, QHeaderView::ResizeToContents);
    list_->header()->setSectionResizeMode(id_column, QHeaderView::ResizeToContents);
    remark_->setTextFormat(Qt::PlainText);
    remark_->setWordWrap(true);
    const auto button = [&](const QString& text) { return new QPushButton(text, this); };
    replace_ = button(tr("Use it"));
    add_ = button(tr("Use it as well"));
    none_ = button(tr("No key"));
    reset_ = button(tr("Reset"));
    reset_all_ = button(tr("Reset all"));
    auto* change = new QHBoxLayout;
    change->addWidget(catcher_, 1);
    change->addWidget(none_);
    change->addWidget(reset_);
    change->addWidget(reset_all_);
    auto* answer = new QHBoxLayout;
    answer->addWidget(remark_, 1);
    answer->addWidget(replace_);
    answer->addWidget(add_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(scaled(8));
    rows->addWidget(search_);
    rows->addWidget(list_, 1);
    rows->addLayout(change);
    rows->addLayout(answer);
    connect(search_, &QLineEdit::textChanged, this, &KeysEditor::show_only);
    connect(list_, &QTreeWidget::currentItemChanged, this, &KeysEditor::show_current);
    connect(list_, &QTreeWidget::itemActivated, catcher_, &KeyCatcher::begin);
    connect(catcher_, &KeyCatcher::caught, this, &KeysEditor::take);
    connect(replace_, &QPushButton::clicked, this, [this] { apply(caught_, false); });
    connect(add_, &QPushButton::clicked, this, [this] { apply(caught_, true); });
    connect(none_, &QPushButton::clicked, this, [this] { apply({}, false); });
    connect(reset_, &QPushButton::clicked, this, [this] { keep(table_.reset(current())); });
    connect(reset_all_, &QPushButton::clicked, this, [this] {
        settings_.reset_all_keys();
        table_ = KeyTable(table_.actions(), {});
        fill();
    });
    for (const ActionInfo& action : table_.actions()) new QTreeWidgetItem(list_, {action.group + " · " + action.text, {}, action.id});
    fill();
    list_->setCurrentItem(list_->topLevelItem(0));
}

QString KeysEditor::current() const { return list_->currentItem() ? list_->currentItem()->text(id_column) : QString(); }

void KeysEditor::fill() {
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        const QString id = item->text(id_column);
        item->setText(keys_column, shown_keys(table_.keys(id)));
        QFont font = list_->font();
        font.setBold(table_.is_changed(id));
        item->setFont(keys_column, font);
        item->setForeground(id_column, theme_[Tone::text3]);
    }
    show_current();
}

void KeysEditor::show_only(const QString& typed) {
    for (int i = 0; i < list_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = list_->topLevelItem(i);
        bool fits = false;
        for (int column = 0; column < column_count; ++column) fits = fits || item->text(column).contains(typed, Qt::CaseInsensitive);
        item->setHidden(!fits);
    }
}

void KeysEditor::show_current() {
    caught_.clear();
    remark_->clear();
    replace_->hide();
    add_->hide();
    none_->setEnabled(!table_.keys(current()).isEmpty());
    reset_->setEnabled(table_.is_changed(current()));
}

void KeysEditor::take(const QString& keys) {
    const QString action = current();
    if (action.isEmpty()) return;
    caught_ = keys;
    const QString owner = table_.owner(keys, action);
    if (table_.keys(action).isEmpty() && owner.isEmpty()) return apply(keys, false);
    QString text;
    for (const ActionInfo& other : table_.actions())
        if (other.id == owner) text = other.text;
    remark_->setText(owner.isEmpty() ? shown_keys(keys) : tr("%1 belongs to “%2”, which would lose it.").arg(shown_keys(keys), text));
    replace_->show();
    add_->setVisible(!table_.keys(action).isEmpty());
}

void KeysEditor::apply(const QString& keys, bool adds) {
    const QString action = current();
    keep(table_.bind(action, adds ? table_.keys(action) + ", " + keys : keys));
}

void KeysEditor::keep(const QStringList& changed) {
    for (const QString& action : changed) {
        if (table_.is_changed(action)) settings_.bind_keys(action, table_.keys(action));
        else settings_.reset_keys(action);
    }
    fill();
}

}  // namespace noiseloom
