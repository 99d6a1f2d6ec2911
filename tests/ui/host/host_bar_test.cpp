// The bar of an image editor: it shows its session, and all of it can be done with the keyboard.
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QtTest>

#include "ui/clipping.h"
#include "fake_host.h"
#include "ui/shots.h"
#include "ui/host/host_bar.h"
#include "ui/host/variation_list.h"
#include "ui/runs/workshop.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

using namespace noiseloom;

namespace {

struct Bench {
    explicit Bench(Workflow workflow = painting(), int width = 460, const char* theme = "dark") : document(backend.registry(), std::move(workflow), "", "Paint") {
        auto made = std::make_unique<FakeHost>();
        host = made.get();
        session.emplace(backend, document, runs, std::move(made));
        apply_style(*qApp, Theme::named(theme));
        bar.emplace(*session, Theme::named(theme));
        bar->resize(width, 100);
        bar->show();
        QApplication::setActiveWindow(&*bar);
    }
    ~Bench() {
        bar.reset();
        set_text_scale(1);
    }
    template <class Widget>
    Widget* named(const QString& name) {
        for (Widget* one : bar->findChildren<Widget*>())
            if (one->accessibleName() == name && !one->isHidden()) return one;
        return nullptr;
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* one : bar->findChildren<QPushButton*>())
            if (one->text().startsWith(text) && one->isVisible()) return one;
        return nullptr;
    }
    bool says(const QString& words) {
        for (const QLabel* one : bar->findChildren<QLabel*>())
            if (one->isVisible() && one->text().contains(words)) return true;
        return false;
    }
    void generate(int count) {
        session->set_count(count);
        QSignalSpy done(&*session, &HostSession::generated);
        session->generate();
        QTRY_COMPARE(done.size(), 1);
    }

    LayersBackend backend;
    EditorDocument document;
    Workshop workshop{backend};
    Runs runs{workshop, document, "/tmp"};
    FakeHost* host = nullptr;
    std::optional<HostSession> session;
    std::optional<HostBar> bar;
};

Workflow three_pictures() {
    Workflow made = painting();
    for (const char* id : {"mask", "style"}) made.graph.nodes[id] = {"toy.load", 1};
    made.form.push_back({{"input", "mask.file"}, {"label", "What is to be painted"}});
    made.form.push_back({{"input", "style.file"}, {"label", "A picture whose style is used"}});
    return made;
}

}  // namespace

class HostBarTest : public QObject {
    Q_OBJECT
  private slots:
    void layers_are_chosen_by_name() {
        Bench b;
        QVERIFY(b.says("GIMP · photo.xcf · nothing selected"));
        b.host->shown.selection = HostRect{1, 2, 30, 20};
        emit b.host->document_changed();
        QVERIFY(b.says("GIMP · photo.xcf · 30 × 20 selected"));
        b.host->shown.selection.reset();
        emit b.host->document_changed();
        auto* picture = b.named<QComboBox>("Picture");
        QVERIFY(picture);
        QCOMPARE(picture->currentText(), QString("Selected layer: Sky"));
        QStringList texts;
        for (int i = 0; i < picture->count(); ++i) texts << picture->itemText(i).trimmed();
        QCOMPARE(texts, (QStringList{"Selected layer: Sky", "Everything visible", "File of the workflow", "", "Landscape", "Sky", "Ground", "Curves", "Backdrop"}));
        QVERIFY(picture->itemText(5).size() > picture->itemText(8).size() - 5);   // what is in a group is indented
        QVERIFY(picture->itemText(5).startsWith(QChar(0x2007)));
        QVERIFY(!qobject_cast<QStandardItemModel*>(picture->model())->item(7)->isEnabled());
        picture->setFocus();
        QTest::keyClick(picture, Qt::Key_Down);
        QCOMPARE(b.session->bindings()[0].from, InputFrom::merged);
        QTest::keyClick(picture, Qt::Key_End);
        QCOMPARE(b.session->bindings()[0].layer, std::string("7"));
        b.host->remove("7");
        emit b.host->document_changed();
        QVERIFY(picture->currentText().contains("gone"));
    }

    void results_and_variations() {
        Bench b;
        auto* results = b.named<QComboBox>("Results");
        results->setFocus();
        QTest::keyClick(results, Qt::Key_Down);
        QCOMPARE(b.session->put_as(), PutAs::replace);
        auto* count = b.named<QSpinBox>("Variations");
        count->setFocus();
        QTest::keyClick(count, Qt::Key_Up);
        QCOMPARE(b.session->count(), 2);
        b.session->set_count(16);
        QCOMPARE(count->value(), 16);
        b.session->set_put_as(PutAs::image);
        QCOMPARE(results->currentText(), QString("New image"));
    }

    void variations_are_ticked_by_mouse_and_keys() {
        Bench b;
        QVERIFY(!b.bar->variations().isVisible());
        b.generate(4);
        VariationList& list = b.bar->variations();
        QVERIFY(list.isVisible());
        QCOMPARE(list.count(), 4);
        QVERIFY(b.button("Insert 4 of 4"));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualItemRect(list.item(1)).center());
        QVERIFY(!b.session->variations()[1].is_chosen);
        QVERIFY(b.button("Insert 3 of 4"));
        list.setFocus();
        QSignalSpy looked(&list, &VariationList::looked_at), opened(&list, &VariationList::opened);
        QTest::keyClick(&list, Qt::Key_Right);
        QTest::keyClick(&list, Qt::Key_Space);
        QCOMPARE(looked.size(), 1);
        QVERIFY(!b.session->variations()[2].is_chosen);
        QTest::keyClick(&list, Qt::Key_Space);
        QVERIFY(b.session->variations()[2].is_chosen);
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(&list);
        QCOMPARE(accessible->childCount(), 4);
        QVERIFY(accessible->child(1)->text(QAccessible::Name).contains("Variation 2"));
        QVERIFY(accessible->child(2)->state().checked && !accessible->child(1)->state().checked);
        for (const int i : {0, 2, 3}) b.session->choose(static_cast<std::size_t>(i), false);
        QVERIFY(!b.bar->insert_button().isEnabled());
    }

    void inserted_and_told() {
        Bench b;
        b.generate(1);
        QTest::mouseClick(b.button("Insert"), Qt::LeftButton);
        QTRY_VERIFY(b.says("inserted"));
        QVERIFY(b.button("Insert")->isEnabled());   // once more, if it is wanted
    }

    void work_is_seen_and_stopped() {
        Bench b(painting(100'000));
        QVERIFY(!b.button("Stop"));
        b.host->holds = true;
        b.session->generate();
        QCOMPARE(b.named<QProgressBar>("Progress")->format(), QString("Reading…"));
        b.host->holds = false;
        b.host->answer();
        QTRY_VERIFY(b.runs.is_busy());
        QVERIFY(b.button("Stop"));
        QTest::mouseClick(b.button("Stop"), Qt::LeftButton);
        QTRY_VERIFY(!b.session->is_busy());
        QVERIFY(!b.button("Stop"));
    }

    void a_host_that_is_gone() {
        Bench b;
        b.host->leave();
        QVERIFY(b.says("GIMP has quit"));
        Bench c;
        c.generate(2);
        c.host->leave();
        QVERIFY(c.says("can be saved"));
        QVERIFY(!c.bar->insert_button().isEnabled());
        QVERIFY(c.button("Save")->isEnabled());
    }

    void inputs_come_and_go_with_the_graph() {
        Bench b(three_pictures());
        QVERIFY(b.named<QComboBox>("A picture whose style is used"));
        QVERIFY(b.document.apply(Patch{{RemoveNode{"style"}}}, "remove"));
        QVERIFY(!b.named<QComboBox>("A picture whose style is used"));
        b.document.undo();
        QTRY_VERIFY(b.named<QComboBox>("A picture whose style is used"));
        QVERIFY(b.named<QComboBox>("Picture"));
    }

    void nothing_is_clipped_data() {
        QTest::addColumn<int>("percent");
        QTest::addColumn<int>("width");
        for (const int percent : {80, 100, 150, 200})
            for (const int width : {460, 960, 1600}) QTest::addRow("%d-%d", percent, width) << percent << width;
    }
    void nothing_is_clipped() {
        QFETCH(int, percent);
        QFETCH(int, width);
        set_text_scale(percent / 100.0);
        Bench b(three_pictures(), std::max(width, scaled(460)));
        b.generate(5);
        b.host->leave();
        b.bar->adjustSize();
        b.bar->resize(std::max(width, scaled(460)), b.bar->sizeHint().height());
        QTest::qWait(20);
        QVERIFY2(clipped(*b.bar).isEmpty(), qPrintable(clipped(*b.bar).join('\n')));
        if (wants_shots()) b.bar->grab().save(QDir(qEnvironmentVariable("NOISELOOM_SHOTS")).filePath(QString("host-bar-%1-%2.png").arg(percent).arg(width)));
    }
};

QTEST_MAIN(HostBarTest)
#include "host_bar_test.moc"
