// What fields are told of models: found by a worker before anybody asks, and the same as the panel's.
#include <QTemporaryDir>
#include <QtTest>

#include "core/atomic_file.h"
#include "ui/app/field_hooks.h"
#include "ui/runs/workshop.h"
#include "ui/toy_library.h"

using namespace noiseloom;

namespace {

NodeDef toy_load() {
    NodeDef n("toy.load", 1);
    n.text("Load", "Toy", "Would load a model.");
    n.in<FileRef>("file").value(FileRef{"mine", ""}).file(FileKind::model).doc("The file.");
    n.out<double>("value").doc("Nothing.");
    n.run([](Run&) -> Result<void> { return {}; });
    return n;
}

class ModelsBackend : public ToyBackend {
  public:
    ModelsBackend() {
        registry_.add(toy_load());
        registry_.add(toy_number());
        write_file(resources() / "mine.safetensors", "x").or_throw();
        write_file(resources() / "note.txt", "x").or_throw();
    }
    const Registry& registry() const override { return registry_; }
    std::filesystem::path resources() const override { return folder_.path().toStdString(); }

  private:
    QTemporaryDir folder_;
    Registry registry_;
};

}  // namespace

class FieldHooksTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        for (const char* name : {"NOISELOOM_MODELS", "XDG_DATA_HOME", "HF_HUB_CACHE", "HF_HOME"}) qunsetenv(name);
        qputenv("HOME", "/nonexistent");
    }
    void models_are_known_before_a_field_is_opened() {
        ModelsBackend backend;
        Workshop workshop{backend};
        Desk desk{backend, workshop};
        Workflow workflow;
        workflow.graph.nodes["load-1"] = Node{"toy.load", 1, false, {}};
        workflow.graph.nodes["number-1"] = Node{"toy.number", 1, false, {}};
        EditorDocument document{backend.registry(), workflow, "", "test"};
        Runs runs{workshop, document, "/nonexistent"};
        {
            QSignalSpy scanned(&workshop.models(), &ModelList::scanned);
            FieldHooks hooks(desk, document, runs, nullptr);
            (void)hooks.context(GraphPlace(document), "number-1");
            QVERIFY(!scanned.wait(50));   // a number names no file
            const FieldContext context = hooks.context(GraphPlace(document), "load-1");
            QVERIFY(context.known_files(FileKind::model).empty());   // never looked up on this thread
            QVERIFY(scanned.wait(5000));
            QCOMPARE(context.known_files(FileKind::model), QStringList{"mine.safetensors"});
            QVERIFY(context.known_files(FileKind::image).empty());
        }
        runs.stop();
    }
};

QTEST_MAIN(FieldHooksTest)
#include "field_hooks_test.moc"
