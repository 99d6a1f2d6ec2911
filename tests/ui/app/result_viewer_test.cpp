// Results in the viewer: as large as they are, and saved with what made them.
#include <QtTest>

#include "ui/app/result_viewer.h"
#include "ui/runs/workshop.h"
#include "ui/toy_library.h"
#include "ui/viewer/picture_viewer.h"

using namespace noiseloom;

namespace {

class SavingBackend : public ToyBackend {
  public:
    Result<void> save_picture(const std::filesystem::path& file, const Value& value, std::size_t index, const std::string& workflow) const override {
        if (!value) return Error{Code::usage, "nothing to save", "", "", "", ""};
        saved << QString::fromStdString(file.string()) + " " + QString::number(index) + " " + QString::fromStdString(workflow);
        return {};
    }
    mutable QStringList saved;
};

Workflow workflow() {
    Workflow made;
    made.graph.nodes["picture-1"] = Node{"toy.picture", 1, false, {{"grey", Json(0.25)}}};
    return made;
}

struct Fixture {
    SavingBackend backend;
    Workshop workshop{backend};
    Desk desk{backend, workshop};
    EditorDocument document{backend.registry(), workflow(), "", "test"};
    Runs runs{workshop, document, "/nonexistent"};
    QWidget page;
    ResultViewer results{desk, document, runs, &page, [] { return QRect(0, 0, 400, 300); }};
    ~Fixture() { runs.stop(); }
    void run() {
        QSignalSpy done(&runs, &Runs::job_finished);
        runs.start({"picture-1"});
        QTRY_VERIFY(!done.empty());
        QTRY_VERIFY(runs.is_planned());
    }
};

}  // namespace

class ResultViewerTest : public QObject {
    Q_OBJECT
  private slots:
    void what_a_node_gives_is_shown_and_saved_with_its_workflow() {
        Fixture f;
        f.run();
        f.results.show_node("picture-1", "Picture");
        QTRY_VERIFY(f.results.viewer());
        QCOMPARE(f.results.viewer()->view().picture().pixel(0, 0), ToyBackend::grey_of(0.25));
        f.results.viewer()->shown().save("/x/a.png");
        QTRY_COMPARE(f.backend.saved, QStringList{"/x/a.png 0 workflow"});
        f.runs.set_embedding(false);
        f.results.viewer()->shown().save("/x/b.png");
        QTRY_COMPARE(f.backend.saved.size(), 2);
        QCOMPARE(f.backend.saved[1], QString("/x/b.png 0 "));
    }

    void runs_of_the_history_are_shown_as_they_were() {
        Fixture f;
        f.run();
        QVERIFY(static_cast<bool>(f.document.apply({{SetInput{"picture-1", "grey", Input(Json(0.75))}}}, "edit")));
        f.run();
        f.results.show_job(1);
        QTRY_VERIFY(f.results.viewer());
        QCOMPARE(f.results.viewer()->view().picture().pixel(0, 0), ToyBackend::grey_of(0.25));
        f.results.show_job(2);
        QTRY_COMPARE(f.results.viewer()->view().picture().pixel(0, 0), ToyBackend::grey_of(0.75));
        f.results.show_job(99);   // forgotten meanwhile
        QCOMPARE(f.results.viewer()->count(), std::size_t(2));
    }

    void a_picture_is_used_as_an_input() {
        Fixture f;
        QTemporaryDir folder;
        f.desk.output_folder = folder.filePath("new").toStdString();
        QSignalSpy used(&f.results, &ResultViewer::use_requested);
        f.results.show_picture("made up", QImage(8, 8, QImage::Format_RGB32));
        emit f.results.viewer()->use_requested(QImage(8, 8, QImage::Format_RGB32));
        emit f.results.viewer()->use_requested(QImage(8, 8, QImage::Format_RGB32));
        QCOMPARE(used.size(), 2);
        QCOMPARE(QFileInfo(used[1][0].toString()).fileName(), QString("input-2.png"));
        QVERIFY(QFile::exists(used[0][0].toString()));
    }
};

QTEST_MAIN(ResultViewerTest)
#include "result_viewer_test.moc"
