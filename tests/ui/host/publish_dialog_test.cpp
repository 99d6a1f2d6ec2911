// Workflows get an entry in the menus of image editors, and lose it.
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "ui/clipping.h"
#include "host/published_list.h"
#include "toy_layers.h"
#include "ui/shots.h"
#include "ui/host/publish_dialog.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

using namespace noiseloom;

namespace {

struct Bench {
    explicit Bench(Workflow workflow = painting()) : document(backend.registry(), std::move(workflow), "", "Paint a Layer") {
        qputenv("XDG_DATA_HOME", folder.path().toUtf8());
        apply_style(*qApp, Theme::named("dark"));
        dialog.emplace(document, folder.path().toStdString(), Theme::named("dark"));
        dialog->show();
    }
    QPushButton* button(const QString& text) {
        for (QPushButton* one : dialog->findChildren<QPushButton*>())
            if (one->text() == text) return one;
        return nullptr;
    }
    bool says(const QString& words) {
        for (const QLabel* one : dialog->findChildren<QLabel*>())
            if (one->isVisible() && one->text().contains(words)) return true;
        return false;
    }
    QListWidget& list() { return *dialog->findChild<QListWidget*>(); }

    QTemporaryDir folder;
    LayersBackend backend;
    EditorDocument document;
    std::optional<PublishDialog> dialog;
};

}  // namespace

class PublishDialogTest : public QObject {
    Q_OBJECT
  private slots:
    void published_replaced_and_removed() {
        Bench b;
        QCOMPARE(b.list().count(), 0);
        QVERIFY(!b.button("Remove")->isEnabled());
        QTest::mouseClick(b.button("Publish"), Qt::LeftButton);
        QVERIFY(b.says("“Paint a Layer” is published"));
        auto all = list_published(b.backend.resources());
        QVERIFY(all && all->size() == 1);
        QCOMPARE(all->front().name, std::string("paint-a-layer"));
        QCOMPARE(all->front().fields.size(), std::size_t(2));
        QCOMPARE(all->front().inputs.size(), std::size_t(1));
        QVERIFY(QFile::exists(QString::fromStdString(all->front().source)));
        QVERIFY(b.button("Publish Anew"));
        QTest::mouseClick(b.button("Publish Anew"), Qt::LeftButton);
        QCOMPARE(b.list().count(), 1);
        auto* title = b.dialog->findChild<QLineEdit*>();
        title->setText("  Another one ");
        QTest::keyClick(title, Qt::Key_Return);
        QCOMPARE(b.list().count(), 2);
        QCOMPARE(b.list().item(1)->text(), QString("Another one"));
        title->clear();
        QVERIFY(!b.button("Publish")->isEnabled());
        b.list().setCurrentRow(0);
        QTest::mouseClick(b.button("Remove"), Qt::LeftButton);
        QVERIFY(b.says("was removed"));
        QCOMPARE(list_published(b.backend.resources())->size(), std::size_t(1));
        QVERIFY(!QFile::exists(QString::fromStdString(all->front().source)));
    }

    void a_form_without_fields_is_told() {
        Workflow empty = painting();
        empty.form = Json::array();
        Bench b(empty);
        QVERIFY(b.says("Promote to form"));
    }

    void a_list_that_is_damaged_is_told_and_kept() {
        Bench b;
        QDir().mkpath(QFileInfo(QString::fromStdString(published_file().string())).path());
        QFile file(QString::fromStdString(published_file().string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ nonsense");
        file.close();
        b.dialog->publish();
        QVERIFY(b.says("published.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("{ nonsense"));
    }

    void nothing_is_clipped() {
        for (const int percent : {100, 200}) {
            set_text_scale(percent / 100.0);
            Workflow empty = painting();
            empty.form = Json::array();
            Bench b(empty);
            b.dialog->publish();
            QTest::qWait(30);
            QVERIFY2(clipped(*b.dialog).isEmpty(), qPrintable(clipped(*b.dialog).join('\n')));
            if (wants_shots()) b.dialog->grab().save(QDir(qEnvironmentVariable("NOISELOOM_SHOTS")).filePath(QString("publish-%1.png").arg(percent)));
        }
        set_text_scale(1);
    }
};

QTEST_MAIN(PublishDialogTest)
#include "publish_dialog_test.moc"
