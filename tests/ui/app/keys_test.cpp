// Keys of commands: rebound by pressing, conflicts told, reset.
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QtTest>

#include "ui/app/actions.h"
#include "ui/app/keys_editor.h"
#include "ui/shots.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

using namespace noiseloom;

namespace {

std::vector<ActionInfo> few() {
    return {{"run.run", "Run", "Run", "Ctrl+Return, Ctrl+Enter"}, {"file.new", "File", "New", "Ctrl+N"}, {"file.settings", "File", "Settings", "Ctrl+,"}, {"view.fade", "View", "Fade", ""}};
}

std::vector<ActionInfo> all() {
    std::vector<ActionInfo> made;
    for (const ActionSpec& spec : action_table()) made.push_back({spec.id, spec.group, spec.text, spec.keys});
    return made;
}

struct EditorBench {
    EditorBench() {
        qputenv("NOISELOOM_CONFIG", folder.path().toUtf8());
        settings = std::make_unique<Settings>();
        editor = std::make_unique<KeysEditor>(*settings, few(), Theme::named("dark"));
        editor->show();
        list = editor->findChild<QTreeWidget*>();
    }
    ~EditorBench() { qunsetenv("NOISELOOM_CONFIG"); }
    void press(int row, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        list->setCurrentItem(list->topLevelItem(row));
        auto* catcher = editor->findChild<KeyCatcher*>();
        QTest::mouseClick(catcher, Qt::LeftButton);
        QVERIFY(catcher->is_waiting());
        QTest::keyClick(catcher, key, modifiers);
        QVERIFY(!catcher->is_waiting());
    }
    QPushButton* button(const QString& text) const {
        for (QPushButton* one : editor->findChildren<QPushButton*>())
            if (one->text() == text) return one;
        return nullptr;
    }

    QTemporaryDir folder;
    std::unique_ptr<Settings> settings;
    std::unique_ptr<KeysEditor> editor;
    QTreeWidget* list = nullptr;
};

}  // namespace

class KeysTest : public QObject {
    Q_OBJECT
  private slots:
    void lists_of_keys_are_read() {
        QCOMPARE(split_keys("Ctrl+,"), QStringList{"Ctrl+,"});
        QCOMPARE(split_keys("Ctrl+Z, Ctrl+,"), (QStringList{"Ctrl+Z", "Ctrl+,"}));
        QCOMPARE(split_keys("ctrl+z, Ctrl+Z"), QStringList{"Ctrl+Z"});
        QVERIFY(split_keys("").isEmpty());
    }
    void binding_takes_a_key_from_whatever_had_it() {
        KeyTable table(few(), {});
        QCOMPARE(table.owner("Ctrl+N", "run.run"), "file.new");
        QCOMPARE(table.owner("Ctrl+N", "file.new"), "");
        QStringList changed = table.bind("run.run", "Ctrl+N");
        changed.sort();
        QCOMPARE(changed, (QStringList{"file.new", "run.run"}));
        QCOMPARE(table.keys("file.new"), "");
        QVERIFY(table.is_changed("file.new") && table.is_changed("run.run"));
        (void)table.reset("file.new");
        QCOMPARE(table.keys("file.new"), "Ctrl+N");
        QCOMPARE(table.keys("run.run"), "");
        QVERIFY(!table.is_changed("file.new"));
    }
    void changes_of_commands_that_are_gone_do_no_harm() {
        const KeyTable table(few(), {{"old.command", "Ctrl+N"}, {"run.run", "F5"}});
        QCOMPARE(table.keys("run.run"), "F5");
        QCOMPARE(table.owner("Ctrl+N", ""), "file.new");
    }
    void a_free_key_is_used_at_once_where_there_was_none() {
        EditorBench b;
        b.press(3, Qt::Key_F7);
        QCOMPARE(b.settings->key_bindings(), (std::map<QString, QString>{{"view.fade", "F7"}}));
        QCOMPARE(b.list->topLevelItem(3)->text(1), "F7");
    }
    void a_taken_key_is_told_and_asked_for() {
        EditorBench b;
        b.press(0, Qt::Key_N, Qt::ControlModifier);
        QVERIFY(b.settings->key_bindings().empty());   // not yet
        bool is_told = false;
        for (const QLabel* label : b.editor->findChildren<QLabel*>()) is_told = is_told || label->text().contains("New");
        QVERIFY(is_told);
        QTest::mouseClick(b.button("Use it"), Qt::LeftButton);
        QCOMPARE(b.settings->key_bindings(), (std::map<QString, QString>{{"run.run", "Ctrl+N"}, {"file.new", ""}}));
        b.list->setCurrentItem(b.list->topLevelItem(1));
        QTest::mouseClick(b.button("Reset"), Qt::LeftButton);
        QCOMPARE(b.editor->table().keys("file.new"), "Ctrl+N");
        QTest::mouseClick(b.button("Reset all"), Qt::LeftButton);
        QVERIFY(b.settings->key_bindings().empty());
        QCOMPARE(b.editor->table().keys("run.run"), "Ctrl+Return, Ctrl+Enter");
    }
    void a_key_may_be_added_and_taken_away() {
        EditorBench b;
        b.press(1, Qt::Key_F2);
        QTest::mouseClick(b.button("Use it as well"), Qt::LeftButton);
        QCOMPARE(b.settings->key_bindings().at("file.new"), "Ctrl+N, F2");
        QTest::mouseClick(b.button("No key"), Qt::LeftButton);
        QCOMPARE(b.settings->key_bindings().at("file.new"), "");
    }
    void tab_can_be_a_key_and_escape_ends_the_wait() {
        EditorBench b;
        b.press(3, Qt::Key_Tab);
        QCOMPARE(b.settings->key_bindings().at("view.fade"), "Tab");
        b.press(3, Qt::Key_Escape);
        QCOMPARE(b.settings->key_bindings().at("view.fade"), "Tab");
    }
    void the_search_narrows_the_list() {
        EditorBench b;
        QTest::keyClicks(b.editor->findChild<QLineEdit*>(), "ctrl+n");
        QVERIFY(b.list->topLevelItem(0)->isHidden() && !b.list->topLevelItem(1)->isHidden());
    }
    void pictures_of_it() {
        if (!wants_shots()) QSKIP("NOISELOOM_SHOTS is not set");
        EditorBench b;
        save_shots("keys_editor", [&](const Theme& theme, double scale) -> std::unique_ptr<QWidget> {
            set_text_scale(scale);
            apply_style(*qApp, theme);
            auto editor = std::make_unique<KeysEditor>(*b.settings, all(), theme);
            editor->resize(scaled(560), scaled(420));
            return editor;
        });
        set_text_scale(1);
    }
};

QTEST_MAIN(KeysTest)
#include "keys_test.moc"
