#include "ui/app/keys_page.h"

#include <QAction>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "ui/app/actions.h"
#include "ui/app/main_window.h"
#include "ui/theme/fonts.h"

namespace noiseloom {

KeysPage::KeysPage(MainWindow& window) : QDialog(&window) {
    setWindowTitle(tr("Keys and Gestures"));
    resize(QSize(scaled(620), scaled(700)).boundedTo(window.size()));
    auto* tree = new QTreeWidget(this);
    tree->setColumnCount(2);
    tree->setHeaderHidden(true);
    tree->setRootIsDecorated(false);
    tree->setFont(panel_font(12));
    tree->setSelectionMode(QAbstractItemView::NoSelection);
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(tree);
    QTreeWidgetItem* group = nullptr;
    const auto begin = [&](const QString& title) {
        group = new QTreeWidgetItem(tree, {title});
        group->setFont(0, panel_font(13, true));
        group->setFirstColumnSpanned(true);
    };
    for (const ActionSpec& spec : action_table()) {
        const QString title = QCoreApplication::translate("actions", spec.group);
        if (!group || group->text(0) != title) begin(title);
        QStringList keys;
        for (const QKeySequence& key : window.action(spec.id)->shortcuts()) keys << key.toString(QKeySequence::NativeText);
        new QTreeWidgetItem(group, {QCoreApplication::translate("actions", spec.text), keys.join(tr(" or "))});
    }
    begin(tr("Mouse and canvas"));
    for (const auto& [gesture, effect] : gestures()) new QTreeWidgetItem(group, {gesture, effect});
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
}

}  // namespace noiseloom
