// The interface in other languages: every text that is shown can be translated, and every translation is complete.
#include <mutex>

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QProcess>
#include <QRegularExpression>
#include <QSpinBox>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTranslator>
#include <QTreeWidget>
#include <QXmlStreamReader>
#include <QtTest>

#include "ui/app/actions.h"
#include "ui/app/document_page.h"
#include "ui/app/keys_page.h"
#include "ui/app/language.h"
#include "ui/app/main_window.h"
#include "ui/app/notice_bar.h"
#include "ui/app/settings.h"
#include "ui/app/settings_dialog.h"
#include "ui/app/trace_dock.h"
#include "ui/canvas/graph_texts.h"
#include "ui/canvas/key_walk.h"
#include "ui/canvas/search_popup.h"
#include "ui/fields/field_kind.h"
#include "ui/host/fake_host.h"
#include "ui/host/host_dialog.h"
#include "ui/host/publish_dialog.h"
#include "ui/model/node_texts.h"
#include "ui/inspector/run_facts.h"
#include "ui/model/edits.h"
#include "ui/panels/sweep_dialog.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

using Text = std::pair<QString, QString>;   // context and source

struct Entry {
    QStringList translations;
    bool is_finished = true;
};

QString file_of(const QString& language) { return QStringLiteral(NOISELOOM_SOURCE_DIR "/resources/translations/noiseloom_%1.ts").arg(language); }

std::map<Text, Entry> read_ts(const QString& name) {
    std::map<Text, Entry> entries;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) return entries;
    QXmlStreamReader xml(&file);
    QString context, source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) continue;
        if (xml.name() == u"name") context = xml.readElementText();
        else if (xml.name() == u"source") source = xml.readElementText();
        else if (xml.name() == u"translation") {
            Entry& entry = entries[{context, source}];
            entry.is_finished = !xml.attributes().hasAttribute(QStringLiteral("type"));
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            entry.translations << text;
        }
    }
    return entries;
}

// %1, %n, and what is an ending of files: must be the same in a translation. Sorted, each as often as it occurs.
QStringList marks_of(const QString& text) {
    static const QRegularExpression mark(QStringLiteral("%\\d|%n|\\*\\.\\w+|\\*%1"));
    QStringList found;
    for (auto at = mark.globalMatch(text); at.hasNext();) found << at.next().captured();
    found.sort();
    return found;
}

bool has_mnemonic(const QString& text) { return text.contains(QRegularExpression(QStringLiteral("&[A-Za-z]"))); }

// Every text as ⟦Ťéxţ~~~⟧, a third longer. What is put in for %1 stands outside of the brackets, and so has to have its own.
class PseudoLocale : public QTranslator {
  public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        {
            const std::lock_guard lock(mutex_);   // workers ask too
            asked.insert({QString::fromUtf8(context), QString::fromUtf8(source)});
        }
        const QString text = QString::fromUtf8(source);
        QString made = QStringLiteral("⟦");
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] == '%' && i + 1 < text.size() && (text[i + 1].isDigit() || text[i + 1] == 'n')) made += QStringLiteral("⟧") + text.mid(i++, 2) + QStringLiteral("⟦");
            else made += accented(text[i]);
        }
        return made + QString(text.size() * 3 / 10 + 1, '~') + QStringLiteral("⟧");
    }
    mutable std::set<Text> asked;

  private:
    mutable std::mutex mutex_;
    static QChar accented(QChar letter) {
        static const QString plain = QStringLiteral("aeiouAEIOUcnsyz"), made = QStringLiteral("áéíóúÁÉÍÓÚçñšýž");
        const qsizetype at = plain.indexOf(letter);
        return at < 0 ? letter : made[at];
    }
};

// Words that stand outside of all brackets.
QString untranslated(const QString& text) {
    // Names, units, keys and what the test's own user typed.
    static const QSet<QString> allowed{"Noiseloom", "English", "Ctrl", "Shift", "Alt", "Meta", "Enter", "Return", "Del", "Space", "Tab", "Home", "Backspace", "Up", "Down", "Left", "Right", "Esc", "PgUp", "PgDown",
                                       "Page", "fp16", "fp32", "bf16", "MiB", "GiB", "MB", "kB", "GB", "ms", "px", "CPU", "toy", "picture", "number", "slow", "fail", "save", "user", "noiseloom",
                                       "GIMP", "Krita", "photo", "xcf", "Sky", "Ground", "Landscape", "Curves", "Backdrop", "Picture", "Seed", "Steps", "Paint"};
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{2,}[0-9]*"));
    QString outside;
    int depth = 0;
    QString plain = text;
    plain.remove(QRegularExpression(QStringLiteral("</?[a-z]+>")));
    for (const QChar letter : plain) {
        if (letter == u'⟦') ++depth;
        else if (letter == u'⟧') outside += ' ', --depth;
        else if (depth == 0) outside += letter;
    }
    QStringList found;
    for (auto at = word.globalMatch(outside); at.hasNext();)
        if (const QString one = at.next().captured(); !allowed.contains(one)) found << one;
    return found.join(' ');
}

class Gathering {
  public:
    void take(const QString& where, const QString& text) {
        if (const QString words = untranslated(text); !words.isEmpty()) faults_ << where + ": " + text.left(120);
    }
    void take_actions(const QString& where, const QList<QAction*>& actions) {
        for (const QAction* action : actions) {
            take(where + " action", action->text());
            if (action->toolTip() != action->text()) take(where + " action's tip", action->toolTip());
            if (action->menu()) take_actions(where + " menu", action->menu()->actions());
        }
    }
    void take_window(QWidget& window) {
        take_widget(window);
        for (QWidget* widget : window.findChildren<QWidget*>()) take_widget(*widget);
    }
    const QStringList& faults() {
        faults_.removeDuplicates();
        return faults_;
    }

  private:
    void take_widget(QWidget& widget) {
        const QString where = widget.metaObject()->className();
        if (widget.isWindow()) take(where + " title", widget.windowTitle());
        take(where + " tip", widget.toolTip());
        take(where + " name", widget.accessibleName());
        take(where + " description", widget.accessibleDescription());
        take_actions(where, widget.actions());
        if (const auto* label = qobject_cast<QLabel*>(&widget)) take(where, label->text());
        if (const auto* button = qobject_cast<QAbstractButton*>(&widget)) take(where, button->text());
        if (const auto* line = qobject_cast<QLineEdit*>(&widget)) take(where + " placeholder", line->placeholderText());
        if (const auto* spin = qobject_cast<QSpinBox*>(&widget)) take(where, spin->specialValueText() + spin->suffix());
        if (const auto* box = qobject_cast<QComboBox*>(&widget))
            for (int i = 0; i < box->count(); ++i) take(where, box->itemText(i));
        if (const auto* tabs = qobject_cast<QTabBar*>(&widget))
            for (int i = 0; i < tabs->count(); ++i) take(where, tabs->tabText(i));
        if (const auto* tree = qobject_cast<QTreeWidget*>(&widget)) {
            for (int c = 0; c < tree->columnCount(); ++c) take(where + " header", tree->headerItem()->text(c));
            for (QTreeWidgetItemIterator item(const_cast<QTreeWidget*>(tree)); *item; ++item) take(where + " item", (*item)->text(0));
        } else if (const auto* list = qobject_cast<QAbstractItemView*>(&widget); list && list->model() && !qobject_cast<QComboBox*>(widget.parentWidget())) {
            for (int row = 0; row < list->model()->rowCount(); ++row) take(where + " item", list->model()->index(row, 0).data().toString());
        }
        if (auto* button = qobject_cast<QMenu*>(&widget)) take_actions(where, button->actions());
    }

    QStringList faults_;
};

}  // namespace

class TranslationsTest : public QObject {
    Q_OBJECT

    // What image editors show, before and after their end.
    void take_host_windows(Gathering& gathering) {
        LayersBackend backend;
        Workshop workshop(backend);
        Desk desk{backend, workshop};
        auto host = std::make_unique<FakeHost>();
        FakeHost& fake = *host;
        HostDialog dialog(desk, std::make_unique<EditorDocument>(backend.registry(), painting(), "", "Paint"), std::move(host));
        dialog.show();
        gathering.take_window(dialog);
        dialog.session().set_count(2);
        QSignalSpy done(&dialog.session(), &HostSession::generated);
        fake.holds = true;
        dialog.generate();
        gathering.take_window(dialog);
        fake.holds = false;
        fake.answer();
        QTRY_VERIFY(!done.empty());
        gathering.take_window(dialog);
        fake.leave();
        gathering.take_window(dialog);
        qputenv("XDG_DATA_HOME", config_.path().toUtf8());
        PublishDialog publishing(dialog.document(), config_.path().toStdString(), *desk.theme);
        publishing.publish();
        gathering.take_window(publishing);
    }
  private slots:
    void initTestCase() {
        qputenv("NOISELOOM_CONFIG", config_.path().toUtf8());
        QLocale::setDefault(QLocale::c());
    }
    void every_text_that_is_shown_can_be_translated() {
        PseudoLocale pseudo;
        QVERIFY(QCoreApplication::installTranslator(&pseudo));
        Gathering gathering;
        {
            ToyBackend backend;
            Workshop workshop(backend);
            Settings settings;
            Desk desk{backend, workshop};
            desk.settings = &settings;
            MainWindow window(desk);
            window.new_document();
            window.resize(1200, 800);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            DocumentPage& page = *window.page();
            page.show_start();
            gathering.take_window(window);
            for (const char* panel : {"templates", "models", "history", "queue"}) {
                window.show_panel(panel);
                gathering.take_window(window);
            }
            const auto add = [&](const char* type) {
                const Added added = add_node(page.document().graph(), *backend.registry().find(type), {});
                page.view().edit(added.patch, "");
                return added.id;
            };
            const std::string picture = add("toy.picture"), slow = add("toy.slow"), fail = add("toy.fail");
            page.view().edit(noiseloom::connect(page.document().view(), {picture, "picture"}, {slow, "picture"}), "");
            page.view().edit(noiseloom::connect(page.document().view(), {slow, "picture"}, {fail, "picture"}), "");
            page.view().edit({{SetInput{slow, "steps", Input(Json(2))}}}, "");
            for (const std::string& id : {picture, slow, fail}) {
                page.view().keys().go_to({id, "", false});
                QCoreApplication::processEvents();
                gathering.take_window(window);
                const NodeItem* item = page.scene().node(id);
                gathering.take("node", node_text(page.scene(), *item));
                for (const SocketSpot& socket : item->layout().sockets) gathering.take("socket", socket.label);
            }
            gathering.take("graph", graph_text(page.scene()));
            page.select_all();
            page.trace().toggle();
            page.show_picture();
            QCoreApplication::processEvents();
            gathering.take_window(window);
            page.show_form(true);
            gathering.take_window(window);
            page.show_form(false);
            QSignalSpy done(&page.runs(), &Runs::job_finished);
            page.run(false);
            QTRY_VERIFY(!done.empty());
            page.notices().clear();   // what the toy says of its failure, as nodes do: in English
            for (const char* panel : {"history", "queue"}) {
                window.show_panel(panel);
                gathering.take_window(window);
            }
            page.view().keys().go_to({slow, "", false});
            page.show_picture();
            QCoreApplication::processEvents();
            gathering.take_window(window);
            page.search_at_mouse("");
            for (SearchPopup* popup : page.findChildren<SearchPopup*>()) gathering.take_window(*popup);
            page.search_at_mouse(">");
            for (SearchPopup* popup : page.findChildren<SearchPopup*>()) gathering.take_window(*popup);
            SweepDialog sweep(page.document(), page.runs(), *desk.theme, picture, "grey");
            gathering.take_window(sweep);
            KeysPage keys(window);
            gathering.take_window(keys);
            SettingsDialog dialog(settings, {backend.devices(), {}, {}, action_infos(), languages()}, *desk.theme);
            gathering.take_window(dialog);
            take_host_windows(gathering);
            for (const NodeState state : {NodeState::will_run, NodeState::waiting, NodeState::running, NodeState::ready}) {
                NodeStatus status;
                status.state = state;
                status.seconds = 100;
                status.was_reused = status.is_stale = true;
                gathering.take("facts", run_facts(status));
            }
            page.runs().stop();
            while (page.document().is_modified()) page.document().undo();
        }
        QCoreApplication::removeTranslator(&pseudo);
        // Looked up where lupdate files it: what is asked for is in the file. Qt's texts are Qt's, those of toy nodes the tests'.
        const auto chinese = read_ts(file_of("zh_CN"));
        QStringList unknown = gathering.faults();
        for (const Text& text : pseudo.asked)
            if (!text.first.startsWith('Q') && text.first != "nodes" && !chinese.contains(text)) unknown << "not in the file: " + text.first + ": " + text.second;
        QVERIFY2(unknown.isEmpty(), qPrintable('\n' + unknown.join('\n')));
    }
    void chinese_is_complete_and_keeps_what_is_put_in() {
        const auto chinese = read_ts(file_of("zh_CN"));
        QVERIFY(chinese.size() > 1000);
        for (const auto& [text, entry] : chinese) {
            const QString shown = text.first + ": " + text.second;
            QVERIFY2(entry.is_finished, qPrintable(shown));
            for (const QString& translation : entry.translations) {
                QVERIFY2(!translation.trimmed().isEmpty() || text.second.trimmed().isEmpty(), qPrintable(shown));
                QVERIFY2(marks_of(translation) == marks_of(text.second), qPrintable(shown + " → " + translation));
                QVERIFY2(has_mnemonic(translation) == has_mnemonic(text.second), qPrintable(shown + " → " + translation));
            }
        }
    }
    void the_files_have_every_text_of_the_code() {
        const QString lupdate = QStringLiteral("/usr/lib/qt6/bin/lupdate");
        if (!QFile::exists(lupdate)) QSKIP("lupdate is not installed");
        QTemporaryDir folder;
        for (const bool is_english : {false, true}) {
            const QString fresh = folder.filePath(is_english ? "fresh_en.ts" : "fresh_zh_CN.ts");
            QProcess update;
            update.start(lupdate, QStringList{"-locations", "none", "-I", NOISELOOM_SOURCE_DIR, NOISELOOM_SOURCE_DIR "/ui"} + (is_english ? QStringList{"-pluralonly"} : QStringList{}) + QStringList{"-ts", fresh});
            QVERIFY(update.waitForFinished(120'000));
            // A class that lupdate takes for a context and that has no tr() of its own: its texts would not be found.
            for (const QString& line : QString::fromUtf8(update.readAllStandardError()).split('\n'))
                QVERIFY2(!line.contains("lacks Q_OBJECT") || line.contains("'noiseloom'"), qPrintable(line));
            const auto found = read_ts(fresh), kept = read_ts(file_of(is_english ? "en" : "zh_CN"));
            QVERIFY(!found.empty());
            for (const auto& [text, entry] : found) QVERIFY2(kept.contains(text), qPrintable("missing, build the target translations: " + text.first + ": " + text.second));
            for (const auto& [text, entry] : kept)
                QVERIFY2(found.contains(text) || text.first == "nodes" || text.first == "templates", qPrintable("no longer used, build the target translations: " + text.first + ": " + text.second));
        }
    }
    void languages_are_loaded_and_one_is_not_many() {
        QVERIFY((languages() == std::vector<std::pair<QString, QString>>{{"en", "English"}, {"zh_CN", "简体中文"}}));
        load_language(*QCoreApplication::instance(), "en");
        QCOMPARE(QCoreApplication::translate("noiseloom::Inspector", "%n nodes", "", 1), QString("1 node"));
        QCOMPARE(QCoreApplication::translate("noiseloom::Inspector", "%n nodes", "", 2), QString("2 nodes"));
        load_language(*QCoreApplication::instance(), "zh_CN");   // the last that was loaded is asked first
        QCOMPARE(QCoreApplication::translate("noiseloom::Inspector", "%n nodes", "", 2), QStringLiteral("2 个节点"));
        QCOMPARE(QCoreApplication::translate("actions", "Undo"), QStringLiteral("撤销"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("取消"));
        QCOMPARE(library_text("Classifier-Free Guidance"), QStringLiteral("无分类器引导（CFG）"));
    }

  private:
    QTemporaryDir config_;
};

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
