// Small pictures of workflow files: of good ones they show the graph, of hostile ones they are refused or harmless.
#include <QtTest>

#include "thumbnailer/graph_picture.h"

using namespace noiseloom;

class ThumbnailerTest : public QObject {
    Q_OBJECT
  private slots:
    void draws_nodes_and_wires() {
        const auto workflow = read_workflow(R"({"noiseloom": 1, "nodes": {
            "a": {"type": "guidance.cfg@1"}, "b": {"type": "image.save@1", "image": "@a.guider"}},
            "view": {"at": {"a": [0, 0], "b": [400, 0]}}})");
        QVERIFY(workflow);
        const QImage both = graph_picture(*workflow, 256);
        QCOMPARE(both.width(), 256);
        QVERIFY(both.height() > 128 && both.height() <= 256);
        QCOMPARE(both.pixelColor(0, 0).alpha(), 0);   // round corners
        QVERIFY(colours_in(both, 0, 100) > 3 && colours_in(both, 110, 145) > 1 && colours_in(both, 156, 256) > 3);   // a box, the wire, a box
        auto apart = *workflow;
        apart.graph.nodes["b"].inputs.clear();
        QCOMPARE(colours_in(graph_picture(apart, 256), 110, 145), 1);
    }

    void places_that_are_none_are_made() {
        for (const char* at : {"{}", R"({"a": [1e308, -1e308], "b": [0, 0]})", R"({"a": "x", "b": [1]})", R"([1, 2])", R"({"a": [0, 0]})"}) {
            const auto workflow = read_workflow(QByteArray(R"({"noiseloom": 1, "nodes": {"a": {"type": "x.y@1"}, "b": {"type": "y@1", "in": "@a.o"}}, "view": {"at": )").append(at).append("}}").toStdString());
            QVERIFY2(workflow, at);
            const QImage made = graph_picture(*workflow, 128);
            QVERIFY2(colours_in(made, 0, 50) > 2 && colours_in(made, 78, 128) > 2, at);
        }
    }

    void any_size_and_any_graph() {
        for (const int size : {-5, 0, 16, 4096}) QVERIFY(!graph_picture({}, size).isNull());
        Workflow many;
        for (int i = 0; i < 20'000; ++i) {
            Node node{"x.y"};
            node.inputs["in"] = Link{"n" + std::to_string((i * 7) % 20'000), "out"};   // loops too
            many.graph.nodes["n" + std::to_string(i)] = node;
        }
        QElapsedTimer clock;
        clock.start();
        QVERIFY(!graph_picture(many, 256).isNull());
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
    }

    void the_program_refuses_what_it_cannot_read() {
        QTemporaryDir folder;
        const auto file = [&](const QByteArray& text) {
            QFile made(folder.filePath("a.noiseloom"));
            if (made.open(QIODevice::WriteOnly)) made.write(text);
            return made.fileName();
        };
        const QString png = folder.filePath("a.png");
        QCOMPARE(QProcess::execute(program, {file(R"({"noiseloom": 1, "nodes": {"a": {"type": "x.y@1"}}})"), png, "64"}), 0);
        QCOMPARE(QImage(png).width(), 64);
        QVERIFY(QFile::remove(png));
        QCOMPARE(QProcess::execute(program, {file("{"), png}), 3);
        QCOMPARE(QProcess::execute(program, {file(QByteArray(200'000, '[')), png}), 3);
        QCOMPARE(QProcess::execute(program, {file("{\"noiseloom\": 1, \"x\": \"" + QByteArray(9 << 20, 'x') + "\"}"), png}), 3);
        QCOMPARE(QProcess::execute(program, {"/dev/zero", png}), 3);
        QCOMPARE(QProcess::execute(program, {folder.filePath("none"), png}), 7);
        QCOMPARE(QProcess::execute(program, {file("{\"noiseloom\": 1, \"nodes\": {}}"), "/nowhere/a.png"}), 7);
        QCOMPARE(QProcess::execute(program, {}), 2);
        QVERIFY(!QFile::exists(png));
    }

  private:
    // Different colours in the columns from `left` on up to `right`, along the line through the headers and below.
    static int colours_in(const QImage& picture, int left, int right) {
        QSet<QRgb> found;
        for (int y = picture.height() / 8; y < picture.height() * 7 / 8; ++y)
            for (int x = std::max(left, 8); x < std::min(right, picture.width() - 8); ++x) found.insert(picture.pixel(x, y));
        return static_cast<int>(found.size());
    }
    static constexpr const char* program = NOISELOOM_BIN_DIR "/noiseloom-thumbnailer";
};

QTEST_GUILESS_MAIN(ThumbnailerTest)
#include "thumbnailer_test.moc"
