// Is it the picture again?
#include <QtTest>

#include "ui/app/reproduction.h"
#include "ui/runs/workshop.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

class OneFile : public ToyBackend {
  public:
    Result<QImage> thumbnail(const std::filesystem::path&, int) const override {
        QImage image(16, 16, QImage::Format_RGB32);
        image.fill(grey_of(grey));
        return image;
    }
    double grey = 0.25;
};

}  // namespace

class ReproductionTest : public QObject {
    Q_OBJECT
  private slots:
    void likeness_counts_pixels_and_steps() {
        QImage one(10, 10, QImage::Format_RGB32), other = one;
        one.fill(Qt::black);
        other.fill(Qt::black);
        QCOMPARE(likeness(one, other).largest, 0);
        other.setPixel(3, 3, qRgb(0, 5, 2));
        QCOMPARE(likeness(one, other).largest, 5);
        QCOMPARE(likeness(one, other).share, 0.01);
        QVERIFY(!likeness(one, other.scaled(5, 5)).same_size);
        QVERIFY(!likeness(one, {}).same_size);
    }

    void the_first_run_as_it_was_opened_tells() {
        for (const double grey : {0.25, 0.5}) {
            OneFile backend;
            backend.grey = grey;
            Workshop workshop(backend);
            Desk desk{backend, workshop};
            Workflow workflow;
            workflow.graph.nodes["picture-1"] = Node{"toy.picture", 1, false, {{"grey", Json(0.25)}}};
            EditorDocument document(backend.registry(), workflow, "", "test");
            Runs runs(workshop, document, "/nonexistent");
            Reproduction reproduction(desk, document, runs, "/x/a.png");
            QSignalSpy told(&reproduction, &Reproduction::told), done(&runs, &Runs::job_finished);
            const auto run = [&](double value) {
                QVERIFY(static_cast<bool>(document.apply({{SetInput{"picture-1", "grey", Input(Json(value))}}}, "edit")));
                done.clear();
                runs.start({"picture-1"});
                QTRY_COMPARE(done.size(), 1);
            };
            run(0.75);   // something else
            QTest::qWait(50);
            QVERIFY(told.empty());
            run(0.25);
            QTRY_COMPARE(told.size(), 1);
            QCOMPARE(told[0][1].toBool(), grey == 0.25);
            QVERIFY(told[0][0].toString().contains(grey == 0.25 ? "in every pixel" : "not quite"));
            run(0.25);   // it is told once
            QTest::qWait(50);
            QCOMPARE(told.size(), 1);
        }
    }
};

QTEST_MAIN(ReproductionTest)
#include "reproduction_test.moc"
