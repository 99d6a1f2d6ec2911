#include "program.h"

using namespace noiseloom;

namespace {

const QStringList sweep = {"sweep", "text-to-image", "--set", "schedule.steps=10"};

}  // namespace

class SweepTest : public QObject {
    Q_OBJECT

    static QJsonArray table(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
    }

  private slots:
    // Every cell is the picture of a run of its own.
    void one_axis() {
        const Workplace place;
        const Outcome outcome = place.run(sweep + QStringList{"--axis", "cfg.scale=1,4,8", "--table", "t.json", "-o", "grid.png"});
        QVERIFY2(outcome.status == 0 && outcome.out == "t.json\ngrid.png\n", shown(outcome));
        const Image grid = picture(place.path("grid.png"));
        QCOMPARE(grid.width, 3 * 128 + 2 * 4);
        QCOMPARE(grid.height, 128);
        QVERIFY(place.run({"run", "text-to-image", "--set", "schedule.steps=10", "--set", "cfg.scale=8", "-o", "one.png"}).status == 0);
        const Image one = picture(place.path("one.png"));
        for (int y = 0; y < 128; ++y)
            for (int x = 0; x < 128 * 3; ++x) {
                const auto at = static_cast<std::size_t>(y * grid.width * 3 + 2 * (128 + 4) * 3 + x);
                QCOMPARE(grid.values()[at], one.values()[static_cast<std::size_t>(y * 128 * 3 + x)]);
            }

        const QJsonArray rows = table(place.path("t.json"));
        QCOMPARE(rows.size(), 3);
        for (int i = 0; i < 3; ++i) QCOMPARE(rows[i]["cfg-9d1f.scale"].toDouble(), std::vector<double>({1, 4, 8})[static_cast<std::size_t>(i)]);
        QVERIFY(rows[1]["sample-e6jy.spread"].toDouble() < rows[2]["sample-e6jy.spread"].toDouble());
        QVERIFY(!rows[0].toObject().contains("sample-e6jy.prompt.share") && rows[1].toObject().contains("sample-e6jy.prompt.share"));
    }

    // Steps that no value changes are walked once.
    void what_is_the_same_is_computed_once() {
        const Workplace place;
        const Outcome outcome = place.run({"sweep", "text-to-image", "--set", "schedule.steps=10", "--axis",
                                           "cfg.scale=[{\"curve\": [[0, 4], [0.7, 4], [1, 1]]}, {\"curve\": [[0, 4], [0.7, 4], [1, 9]]}]", "--table", "t.json"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        const QJsonArray rows = table(place.path("t.json"));
        QCOMPARE(rows[0]["steps"].toInt(), 10);
        QCOMPARE(rows[1]["steps"].toInt(), 3);   // those beyond 0.7
    }

    void two_axes_and_a_table_for_spreadsheets() {
        const Workplace place;
        const Outcome outcome = place.run({"sweep", "text-to-image", "--set", "schedule.steps=2", "--axis", "cfg.scale=1..3:2", "--axis", "prompt.text=[\"a cat, sea\", \"a \\\"star\\\"\", \"a tree\"]", "--table", "t.csv"});
        QVERIFY2(outcome.status == 0 && outcome.out == "t.csv\nsweep.png\n", shown(outcome));
        const Image grid = picture(place.path("sweep.png"));
        QCOMPARE(grid.width, 2 * 128 + 4);
        QCOMPARE(grid.height, 3 * 128 + 2 * 4);
        QFile file(place.path("t.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        QCOMPARE(lines.size(), 1 + 6 + 1);
        QVERIFY2(lines[0].startsWith("cfg-9d1f.scale,prompt-x3pa.text,steps,seconds,sample-e6jy.spread"), lines[0]);
        QVERIFY2(lines[1].startsWith("1,\"a cat, sea\","), lines[1]);
        QVERIFY2(lines[4].startsWith("3,\"a \"\"star\"\"\","), lines[4]);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2"}).out, "sweep-2.png\n");
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "-o", "new/er/", "--table", "tables/t.csv"}).out, "tables/t.csv\nnew/er/sweep.png\n");
        QVERIFY(QFile::exists(place.path("tables/t.csv")));
    }

    // A cell that fails leaves the others, and what runs is what was asked for.
    void what_is_finished_is_kept() {
        const Workplace place;
        const Outcome outcome = place.run(sweep + QStringList{"--axis", "canvas.width=128,13,64", "--table", "t.json"});
        QCOMPARE(outcome.status, 3);
        QCOMPARE(outcome.out, "t.json\nsweep.png\n");
        QCOMPARE(table(place.path("t.json")).size(), 2);
        QCOMPARE(picture(place.path("sweep.png")).width, 3 * 128 + 2 * 4);

        const Outcome numbers = place.run(sweep + QStringList{"--axis", "cfg.scale=1,60", "--target", "sample-e6jy", "--table", "n.csv", "--json"});
        QVERIFY2(numbers.status == 0 && !QFile::exists(place.path("sweep-2.png")), shown(numbers));
        QStringList events;
        for (const QJsonObject& event : numbers.events()) events.append(event["event"].toString());
        QCOMPARE(events, QStringList({"cell", "cell", "warning", "wrote"}));   // 60 burns
    }

    void a_batch_is_a_small_sheet() {
        const Workplace place;
        QCOMPARE(place.run(sweep + QStringList{"--axis", "canvas.count=1,2"}).status, 0);
        QCOMPARE(picture(place.path("sweep.png")).width, 2 * (2 * 128 + 1) + 4);
    }

    void nothing_is_overwritten() {
        const Workplace place;
        const QStringList command = sweep + QStringList{"--axis", "cfg.scale=1,2", "--table", "t.csv"};
        QCOMPARE(place.run(command).status, 0);
        QCOMPARE(place.run(command).status, 2);
        QCOMPARE(place.run(command + QStringList{"--overwrite"}).status, 0);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "--table", "sweep.png"}).status, 2);
    }

    void what_cannot_be_is_told() {
        const Workplace place;
        QCOMPARE(place.run(sweep).status, 2);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale"}).status, 2);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "--axis", "cfg.scale=3"}).status, 2);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1", "--axis", "sample.seed=1", "--axis", "schedule.steps=2"}).status, 2);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "--target", "model-7k2q"}).status, 2);
        QCOMPARE(place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "-o", "grid.txt"}).status, 2);
        QVERIFY(!place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "-o", "grid"}).err.contains("1 of 2"));   // before anything runs
        const Outcome late = place.run(sweep + QStringList{"--axis", "canvas.width=128,13"});
        QVERIFY2(late.status == 3 && late.err.contains("at canvas-h2rv.width = 13: "), shown(late));
    }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
