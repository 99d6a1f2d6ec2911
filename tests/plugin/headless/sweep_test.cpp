#include "program.h"

using namespace noiseloom;

namespace {

const QStringList sweep = {"sweep", "text-to-image", "--set", "schedule.steps=10"};
constexpr int pad = 7;   // round the grid

// Of a grid with one axis.
int cells_width(const Image& grid) { return grid.width - 2 * pad; }

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
        QCOMPARE(cells_width(grid), 3 * 128 + 2 * 4);
        QVERIFY(place.run({"run", "text-to-image", "--set", "schedule.steps=10", "--set", "cfg.scale=8", "-o", "one.png"}).status == 0);
        const Image one = picture(place.path("one.png"));
        for (int y = 0; y < 128; ++y)
            for (int x = 0; x < 128; ++x)
                for (int c = 0; c < 3; ++c) QCOMPARE(grid.at(grid.width - pad - 128 + x, grid.height - pad - 128 + y, c), one.at(x, y, c));

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
        QVERIFY(grid.width > 2 * 128 + 4 + 40 && grid.height > 3 * 128 + 2 * 4 + 30);   // labels on two sides
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
        QCOMPARE(cells_width(picture(place.path("sweep.png"))), 3 * 128 + 2 * 4);

        const Outcome numbers = place.run(sweep + QStringList{"--set", "schedule.steps=20", "--axis", "cfg.scale=1,60", "--target", "sample-e6jy", "--table", "n.csv", "--json"});
        QVERIFY2(numbers.status == 0 && !QFile::exists(place.path("sweep-2.png")), shown(numbers));
        QStringList events;
        for (const QJsonObject& event : numbers.events()) events.append(event["event"].toString());
        QCOMPARE(events, QStringList({"cell", "cell", "warning", "wrote"}));   // 60 burns
        const QString burns = numbers.events()[2]["message"].toString();
        QVERIFY2(burns.startsWith("at cfg-9d1f.scale = 60: guidance burns"), qPrintable(burns));
    }

    void a_batch_is_a_small_sheet() {
        const Workplace place;
        QCOMPARE(place.run(sweep + QStringList{"--axis", "canvas.count=1,2"}).status, 0);
        QCOMPARE(cells_width(picture(place.path("sweep.png"))), 2 * (2 * 128 + 1) + 4);
    }

    // What is said before is what happens then, place by place.
    void a_plan_tells_what_then_runs_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("walked");
        QTest::addColumn<int>("all");
        const QString tail = "cfg.scale=[{'curve': [[0, 4], [0.7, 4], [1, 1]]}, {'curve': [[0, 4], [0.7, 4], [1, 9]]}, 4]";
        QTest::addRow("tail") << QStringList{"text-to-image", "--axis", json(tail.toUtf8())} << 10 + 3 + 3 << 30;
        QTest::addRow("the same twice") << QStringList{"text-to-image", "--axis", "cfg.scale=2,2,4"} << 20 << 30;
        QTest::addRow("nothing of the sampler") << QStringList{"text-to-image", "--axis", "save.quality=50,60"} << 10 << 20;
        QTest::addRow("two axes") << QStringList{"text-to-image", "--axis", "cfg.scale=2,4", "--axis", "sample.seed=1,2"} << 40 << 40;
        QTest::addRow("strength 0") << QStringList{"image-to-image", "--axis", "schedule.strength=0,0.5"} << 5 << 5;
        QTest::addRow("a sampler after another") << QStringList{"w.noiseloom", "--axis", json(tail.toUtf8())} << 2 * (10 + 3 + 3) + 7 + 7 << 60;
    }
    void a_plan_tells_what_then_runs() {
        QFETCH(QStringList, arguments);
        QFETCH(int, walked);
        QFETCH(int, all);
        const Workplace place;
        QJsonObject twice = QJsonDocument::fromJson(template_text("text-to-image")).object(), nodes = twice["nodes"].toObject();
        QJsonObject again = nodes["sample-e6jy"].toObject();
        again["latent"] = "@sample-e6jy.latent";
        nodes["again"] = again;
        QJsonObject decode = nodes["decode-n3qs"].toObject();
        decode["latent"] = "@again.latent";
        nodes["decode-n3qs"] = decode;
        twice["nodes"] = nodes;
        place.write("w.noiseloom", QJsonDocument(twice).toJson());
        const QStringList command = QStringList{"sweep"} + arguments + QStringList{"--set", "schedule.steps=10", "--cache-dir", place.path("cache")};
        const Outcome planned = place.run(command + QStringList{"--plan", "--json"});
        QVERIFY2(planned.status == 0 && place.files().size() == 1, shown(planned));
        const QJsonObject plan = QJsonDocument::fromJson(planned.out).object();
        QCOMPARE(plan["steps"]["walked"].toInt(), walked);
        QCOMPARE(plan["steps"]["all"].toInt(), all);
        QVERIFY(place.run(command + QStringList{"--table", "t.json"}).status == 0);
        const QJsonArray rows = table(place.path("t.json")), cells = plan["cells"].toArray();
        QCOMPARE(cells.size(), rows.size());
        for (int i = 0; i < rows.size(); ++i) {
            QCOMPARE(cells[i]["steps"]["walked"].toInt(), rows[i]["steps"].toInt());
            for (const QJsonValue& node : cells[i]["nodes"].toArray())   // loaded once
                if (node["node"].toString().startsWith("model-")) QCOMPARE(node["action"].toString() == "run", i == 0);
        }
        QVERIFY(place.run(command + QStringList{"--no-cache", "--table", "n.json"}).status == 0);   // about earlier runs alone
        const QJsonArray fresh = table(place.path("n.json"));
        for (int i = 0; i < rows.size(); ++i) QCOMPARE(fresh[i]["steps"].toInt(), rows[i]["steps"].toInt());
        const Outcome text = place.run(command + QStringList{"--plan", "--no-cache"});
        QVERIFY2(text.out.contains(QByteArray("in all " + QByteArray::number(walked) + " of " + QByteArray::number(all) + " steps")), shown(text));
    }

    // What a step costs is the method's own.
    void a_plan_tells_model_calls() {
        const Workplace place;
        QJsonObject workflow = QJsonDocument::fromJson(template_text("text-to-image")).object(), nodes = workflow["nodes"].toObject();
        for (const auto& [type, calls] : {std::pair{"sampling.euler@1", 20}, std::pair{"sampling.heun@1", 40}}) {
            nodes["sampler-b5tu"] = QJsonObject{{"type", type}};
            workflow["nodes"] = nodes;
            place.write("w.noiseloom", QJsonDocument(workflow).toJson());
            const QByteArray about = ", about " + QByteArray::number(calls);
            const Outcome planned = place.run({"sweep", "w.noiseloom", "--set", "schedule.steps=10", "--axis", "cfg.scale=2,4", "--plan"});
            QVERIFY2(planned.out.contains("in all 20 of 20 steps" + about + " model calls"), shown(planned));
            const Outcome one = place.run({"plan", "w.noiseloom", "--set", "schedule.steps=20", "--steps"});
            QVERIFY2(one.out.contains("20 of 20 steps" + about + " model calls") && !one.out.contains(" s in all"), shown(one));   // seconds are not known
        }
    }

    // A grid says what it is, and can be made again: to the byte.
    void a_grid_is_its_sweep() {
        const Workplace place;
        QCOMPARE(place.run({"sweep", "text-to-image", "--set", "schedule.steps=2", "--axis", "cfg.scale=1..3:2", "--axis", "prompt.text=[\"a cat, sea\", \"a tree\"]", "--target", "decode", "-o", "a.png"}).status, 0);
        const QByteArray embedded = place.run({"fmt", "a.png"}).out;
        QVERIFY2(embedded.contains(json("'sweep': { 'axes': ['cfg-9d1f.scale=[1,3]', 'prompt-x3pa.text=[\\'a cat, sea\\',\\'a tree\\']'], 'targets': ['decode-")), embedded);
        QVERIFY(place.run({"info", "a.png"}).out.contains("a sweep of cfg-9d1f.scale=[1,3] prompt-x3pa.text="));
        const Outcome again = place.run({"sweep", "a.png", "-o", "b.png"});
        QVERIFY2(again.status == 0 && again.err.contains("4 of 4"), shown(again));
        QCOMPARE(place.read("b.png"), place.read("a.png"));
        QVERIFY(place.run({"sweep", "a.png", "--axis", "cfg.scale=1,2", "-o", "c.png"}).err.contains("2 of 2"));
        QCOMPARE(place.run({"run", "a.png", "-o", "one.png"}).status, 0);
        QCOMPARE(picture(place.path("one.png")).width, 128);
        QVERIFY(!place.run({"fmt", "one.png"}).out.contains("sweep"));   // it is no grid
        QCOMPARE(place.run({"sweep", "one.png"}).status, 2);
        QCOMPARE(place.run({"sweep", "a.png", "--no-embed", "-o", "d.png"}).status, 0);
        QCOMPARE(place.run({"fmt", "d.png"}).status, 3);

        place.write("w.noiseloom", json("{'noiseloom': 1, 'nodes': {}, 'sweep': {'axes': 7}}"));
        QVERIFY(place.run({"sweep", "w.noiseloom"}).err.contains("the workflow's sweep cannot be understood"));
        place.write("x.noiseloom", json("{'noiseloom': 1, 'nodes': {}, 'sweep': {'axes': ['cfg.scale=1']}}"));
        QCOMPARE(place.run({"sweep", "x.noiseloom"}).status, 2);
    }

    void folders_of_files_stay_here() {
        const Workplace place;
        place.write("w.noiseloom", json("{'noiseloom': 1, 'nodes': {'load': {'type': 'image.load@1'}, 'save': {'type': 'image.save@1', 'image': '@load.image'}}}"));
        place.write("private/a.pgm", "P5 2 2 255\nabcd");
        const QString file = place.path("private/a.pgm");
        const Outcome outcome = place.run({"sweep", "w.noiseloom", "--allow-path", "private", "--axis", "load.file=[\"" + file + "\"]", "-o", "g.png"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        const QByteArray embedded = place.run({"fmt", "g.png"}).out;
        QVERIFY2(embedded.contains(json("load.file=[\\'a.pgm\\']")), embedded);
        QVERIFY2(!embedded.contains("private"), embedded);
    }

    // What is typed is permission, as with --set; what a file says is none.
    void files_of_axes_may_lie_anywhere() {
        const Workplace place;
        const QByteArray nodes = json("{'noiseloom': 1, 'nodes': {'load': {'type': 'image.load@1'}, 'save': {'type': 'image.save@1', 'image': '@load.image'}}");
        place.write("w/w.noiseloom", nodes + "}");
        place.write("private/a.pgm", "P5 2 2 255\nabcd");
        const QByteArray axis = "load.file=[\"" + place.path("private/a.pgm").toUtf8() + "\"]";
        const Outcome typed = place.run({"sweep", "w/w.noiseloom", "--axis", axis});
        QVERIFY2(typed.status == 0, shown(typed));
        const Outcome missing = place.run({"sweep", "w/w.noiseloom", "--axis", "load.file=" + place.path("private/b.pgm")});
        QVERIFY2(missing.status == 5 && missing.err.contains("b.pgm' was not found"), shown(missing));
        place.write("w/own.noiseloom", nodes + ", \"sweep\": {\"axes\": [\"" + QByteArray(axis).replace("\"", "\\\"") + "\"]}}");
        const Outcome own = place.run({"sweep", "w/own.noiseloom"});
        QVERIFY2(own.status == 9, shown(own));
    }

    // A measure that fails takes nothing else with it.
    void what_others_gave_is_kept() {
        const Workplace place;
        QJsonObject workflow = QJsonDocument::fromJson(template_text("text-to-image")).object(), nodes = workflow["nodes"].toObject();
        nodes["features"] = QJsonObject{{"type", "metrics.latent_features@1"}, {"latent", "@sample-e6jy.latent"}};
        nodes["fid"] = QJsonObject{{"type", "metrics.fid@1"}, {"generated", "@features.features"}, {"real", "@features.features"}};
        workflow["nodes"] = nodes;
        place.write("w.noiseloom", QJsonDocument(workflow).toJson());
        const Outcome outcome = place.run({"sweep", "w.noiseloom", "--set", "schedule.steps=1", "--set", "canvas.width=64", "--set", "canvas.height=64", "--axis", "canvas.count=1,2", "--table", "t.json", "--plot", "p.png", "--plot-y", "fid.distance"});
        QVERIFY2(outcome.status == 3 && outcome.out == "t.json\nsweep.png\np.png\n", shown(outcome));
        QCOMPARE(outcome.err.count("a covariance needs two pictures"), 1);
        const QJsonArray rows = table(place.path("t.json"));
        QCOMPARE(rows.size(), 2);
        QVERIFY(!rows[0].toObject().contains("fid.distance") && rows[0].toObject().contains("sample-e6jy.spread") && rows[1].toObject().contains("fid.distance"));
        QVERIFY(outcome.err.contains("(1 step)"));
    }

    // It is known from the first cell, or before.
    void too_large_is_told_early() {
        const Workplace place;
        const Outcome many = place.run(sweep + QStringList{"--axis", "cfg.scale=1..2:101", "--axis", "sample.seed=1..100:100"});
        QVERIFY2(many.status == 2 && many.err.contains("the sweep would have 10100 cells, and the most is 10000"), shown(many));
        const Outcome wide = place.run({"sweep", "text-to-image", "--set", "schedule.steps=1", "--axis", "cfg.scale=1..2:300"});
        QVERIFY2(wide.status == 3 && wide.err.contains("the grid would be ") && !wide.err.contains(" of 300"), shown(wide));
    }

    // Every number of the table over the axis, or over another one.
    void numbers_are_plotted() {
        const Workplace place;
        const QStringList command = {"sweep", "text-to-image", "--set", "schedule.steps=2", "--axis", "cfg.scale=1,2,4", "--target", "sample", "--plot"};
        QCOMPARE(place.run(command + QStringList{"all.png"}).out, "all.png\n");
        QCOMPARE(picture(place.path("all.png")).width, 2 * 440);   // steps, seconds, spread, the prompt's share
        QCOMPARE(picture(place.path("all.png")).height, 2 * 300);
        QCOMPARE(place.run(command + QStringList{"one.png", "--plot-x", "sample.spread", "--plot-y", "sample.prompt.share"}).status, 0);
        QCOMPARE(picture(place.path("one.png")).width, 440);
        QVERIFY(place.run({"fmt", "one.png"}).out.contains("\"sweep\""));
        const Outcome unknown = place.run(command + QStringList{"no.png", "--plot-y", "fid.distance"});
        QVERIFY2(unknown.status == 2 && unknown.err.contains("It will have steps, seconds, sample.spread and the like.") && !unknown.err.contains("1 of 3"), shown(unknown));
        const Outcome late = place.run(command + QStringList{"no.png", "--plot-y", "sample.sprad"});   // what a trace tells is known by then
        QVERIFY2(late.status == 2 && late.err.contains("It has steps, seconds, sample.spread, sample.prompt.share."), shown(late));
        const Outcome itself = place.run(command + QStringList{"no.png", "--plot-x", "seconds", "--plot-y", "steps", "--plot-y", "seconds"});
        QVERIFY2(itself.status == 2 && itself.err.contains("'seconds' would be drawn over itself") && !itself.err.contains("1 of 3"), shown(itself));
        QCOMPARE(place.run(command + QStringList{"twice.png", "--plot-y", "steps", "--plot-y", "steps"}).status, 0);
        QCOMPARE(picture(place.path("twice.png")).width, 440);
        QCOMPARE(place.run(command + QStringList{"one.png"}).out, "one-2.png\n");
        QCOMPARE(place.run(command + QStringList{"plot.txt"}).status, 2);
    }

    void without_a_font_there_are_no_labels() {
        Workplace place;
        place.set_variable("FONTCONFIG_FILE", place.write("no-fonts.conf", "<?xml version='1.0'?><fontconfig></fontconfig>"));
        const Outcome outcome = place.run(sweep + QStringList{"--axis", "cfg.scale=1,2", "--plot", "p.png"});
        QVERIFY2(outcome.status == 0 && outcome.err.contains("apt-get install fonts-dejavu-core"), shown(outcome));
        QCOMPARE(picture(place.path("sweep.png")).width, 2 * 128 + 4);
        QVERIFY(picture(place.path("p.png")).width > 0);
    }

    void nothing_is_overwritten() {
        const Workplace place;
        const QStringList command = sweep + QStringList{"--axis", "cfg.scale=1,2", "--table", "t.csv"};
        QCOMPARE(place.run(command).out, "t.csv\nsweep.png\n");
        QCOMPARE(place.run(command).out, "t-2.csv\nsweep-2.png\n");
        QCOMPARE(place.run(command + QStringList{"--overwrite"}).out, "t.csv\nsweep.png\n");
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
