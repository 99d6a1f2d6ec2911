// Everything can be read at every text size, in the smallest window as in a large one.
#include <QAction>
#include <QDialog>
#include <QListWidget>
#include <QPushButton>
#include <QtTest>

#include "ui/app/document_page.h"
#include "ui/app/keys_page.h"
#include "ui/app/notice_bar.h"
#include "ui/app/page_panels.h"
#include "ui/app/settings_dialog.h"
#include "ui/app/trace_dock.h"
#include "ui/app/window_bench.h"
#include "ui/canvas/key_walk.h"
#include "ui/clipping.h"
#include "ui/fields/toy_inputs.h"
#include "ui/host/fake_host.h"
#include "ui/host/host_session.h"
#include "ui/panels/sweep_dialog.h"
#include "ui/trace/toy_sampler.h"

using namespace noiseloom;

namespace {

class FullBackend : public ToySamplerBackend {
  public:
    FullBackend() : all_(ToySamplerBackend::registry()) {
        all_.add(toy_node());
        all_.add(toy_fail());
    }
    const Registry& registry() const override { return all_; }
    std::filesystem::path resources() const override { return NOISELOOM_SOURCE_DIR "/resources"; }

  private:
    Registry all_;
};

Workflow sample() {
    Workflow made;
    made.graph.nodes["all"] = {"toy.everything", 1};
    made.graph.nodes["cfg"] = {"guidance.cfg", 1};
    made.graph.nodes["sample"] = {"sampling.sample", 1, false, {{"guider", Link{"cfg", "guider"}}}};
    made.graph.nodes["fail"] = {"toy.fail", 1, false, {{"picture", Link{"sample", "latent"}}}};
    for (const char* input : {"text", "scale", "seed", "kind", "file", "a_number_with_a_very_long_name"}) made.form.push_back({{"input", std::string("all.") + input}});
    made.view = {{"at", {{"all", {0, 0}}, {"cfg", {320, 0}}, {"sample", {640, 0}}, {"fail", {960, 0}}}}};
    return made;
}

struct Bench : WindowBench<FullBackend> {
    using WindowBench::WindowBench;
    void open_sample() {
        const QString file = folder.filePath("a rather long name of a document.noiseloom");
        save_workflow(file.toStdString(), sample()).or_throw();
        QVERIFY(window->open(file));
    }
};

}  // namespace

class ClippingTest : public QObject {
    Q_OBJECT

    // What is wrong in a state, and a picture of it for people.
    static void check(QWidget& widget, const char* state) {
        QTest::qWait(60);
        (void)QTest::qWaitFor([&] { return clipped(widget).isEmpty(); }, 2000);   // what is laid out late
        const QString tag = QString("%1-%2").arg(state, QTest::currentDataTag());
        if (const QString folder = qEnvironmentVariable("NOISELOOM_SHOTS"); !folder.isEmpty()) widget.grab().save(folder + '/' + tag + ".png");
        for (const QString& fault : clipped(widget)) QTest::qFail(qPrintable(tag + ": " + fault), __FILE__, __LINE__);
    }
    static void sizes() {
        QTest::addColumn<int>("percent");
        QTest::addColumn<QSize>("size");
        for (const int percent : {100, 150, 200})
            for (const QSize size : {QSize(960, 600), QSize(1920, 1080)}) QTest::addRow("%d-%dx%d", percent, size.width(), size.height()) << percent << size;
    }

  private slots:
    void window_data() { sizes(); }
    void window() {
        QFETCH(int, percent);
        QFETCH(QSize, size);
        Bench b(percent, size);
        QVERIFY2(b.window->width() <= 1920 && b.window->height() <= 1080, "larger than a usual screen");
        b.window->page()->show_start();
        check(*b.window, "start");
        for (const char* panel : {"templates", "models", "history", "queue"}) {
            b.window->page()->panels().toggle(panel);
            check(*b.window, panel);
            b.window->page()->panels().toggle(panel);
        }
        b.open_sample();
        DocumentPage& page = *b.window->page();
        page.view().keys().go_to({"all", "", false});
        check(*b.window, "inspector");
        page.search_at_mouse("");
        check(*b.window, "search");
        page.view().setFocus();
        page.view().keys().go_to({"fail", "", false});
        page.run_to_selected();
        QTRY_VERIFY_WITH_TIMEOUT(!page.runs().jobs().empty() && page.runs().jobs().back().has_ended(), 30'000);
        page.notices().add("Something went wrong in a way that takes a few more words to tell than a notice usually has.", Tone::warn, {{"Do something", [] {}}, {"Leave it", [] {}}});
        check(*b.window, "failed");
        page.view().keys().go_to({"sample", "", false});
        page.trace().toggle();
        check(*b.window, "trace");
        page.trace().toggle();
        page.show_picture();
        check(*b.window, "picture");
        page.show_form(true);
        check(*b.window, "form");
        page.join_host(std::make_unique<HostSession>(b.backend, page.document(), page.runs(), std::make_unique<FakeHost>()));
        check(*b.window, "host-form");
        page.show_form(false);
        check(*b.window, "host-graph");
    }
    void dialogs_data() { sizes(); }
    void dialogs() {
        QFETCH(int, percent);
        QFETCH(QSize, size);
        Bench b(percent, size);
        b.open_sample();
        b.window->show_settings();
        auto* settings = b.window->findChild<SettingsDialog*>();
        auto* titles = settings->findChild<QListWidget*>();
        for (int i = 0; i < titles->count(); ++i) {
            titles->setCurrentRow(i);
            check(*settings, qPrintable("settings-" + titles->item(i)->text()));
        }
        QVERIFY(settings->width() <= 1920 && settings->height() <= 1080);
        settings->close();
        SweepDialog sweep(b.window->page()->document(), b.window->page()->runs(), *b.desk.theme, "cfg", "scale", b.window.get());
        sweep.show();
        check(sweep, "sweep");
        KeysPage keys(*b.window);
        keys.show();
        check(keys, "keys");
        for (const QDialog* dialog : std::initializer_list<const QDialog*>{&sweep, &keys}) QVERIFY2(dialog->width() <= 1920 && dialog->height() <= 1080, dialog->metaObject()->className());
    }
};

QTEST_MAIN(ClippingTest)
#include "clipping_test.moc"
