// The window does what the settings say, and the settings keep what its commands change.
#include <QAction>
#include <QtTest>

#include "ui/app/settings_dialog.h"
#include "ui/app/window_bench.h"
#include "ui/toy_library.h"

using namespace noiseloom;

using SettingsBench = WindowBench<ToyBackend>;

class WindowSettingsTest : public QObject {
    Q_OBJECT
  private slots:
    void a_key_that_was_changed_calls_its_command_at_once() {
        SettingsBench b;
        QAction* fade = b.window->action("view.fade");
        QVERIFY(fade->shortcuts().isEmpty());
        b.settings.bind_keys("view.fade", "F7, Ctrl+,");
        QCOMPARE(fade->shortcuts(), (QList<QKeySequence>{QKeySequence("F7"), QKeySequence("Ctrl+,")}));
        b.settings.reset_all_keys();
        QVERIFY(fade->shortcuts().isEmpty());
        QCOMPARE(b.window->action("file.new")->shortcut(), QKeySequence("Ctrl+N"));
    }
    void theme_and_text_size_change_at_once() {
        SettingsBench b;
        b.settings.set_theme(ThemeChoice::light);
        QVERIFY(!b.desk.theme->is_dark());
        b.settings.set_text_size(150);
        QCOMPARE(text_scale(), 1.5);
    }
    void commands_change_the_settings() {
        SettingsBench b;
        b.window->action("view.fade")->trigger();
        QVERIFY(!b.settings.fades_wires() && !b.desk.fades_wires);
        const bool was_dark = b.desk.theme->is_dark();
        b.window->action("view.theme")->trigger();
        QCOMPARE(b.settings.theme(), was_dark ? ThemeChoice::light : ThemeChoice::dark);
    }
    void the_dialogue_opens_over_the_window() {
        SettingsBench b;
        b.window->action("file.settings")->trigger();
        QVERIFY(b.window->findChild<SettingsDialog*>());
    }
};

QTEST_MAIN(WindowSettingsTest)
#include "window_settings_test.moc"
