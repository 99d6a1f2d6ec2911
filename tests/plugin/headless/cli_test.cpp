// What the command line does, seen from outside.
#include "program.h"

using namespace noiseloom;

class CliTest : public QObject {
    Q_OBJECT
  private slots:
    void runs_template_data() {
        QTest::addColumn<QString>("name");
        const QJsonArray all = QJsonDocument::fromJson(Workplace().run({"templates", "--json"}).out).array();
        QVERIFY(all.size() >= 5);
        for (const QJsonValue& one : all) QTest::newRow(qPrintable(one["name"].toString())) << one["name"].toString();
    }
    void runs_template() {
        QFETCH(QString, name);
        const Workplace place;
        QStringList arguments{"run", name, "-o", "made.png"};
        if (name == "fidelity-diversity") arguments << "--set" << "canvas.count=8" << "--set" << "scenes.count=8";   // 128 take half a minute
        const Outcome outcome = place.run(arguments);
        QVERIFY2(outcome.status == 0, shown(outcome));
        QVERIFY2(outcome.out.split('\n').contains("./made.png"), shown(outcome));   // training names its folder too
        QCOMPARE(outcome.err, "");   // quiet in a pipe
        const Image made = picture(place.path("made.png"));
        QVERIFY(made.width >= 128 && made.height >= 32);   // a sheet of training is low
        const auto [low, high] = std::minmax_element(made.values().begin(), made.values().end());
        QVERIFY(*high - *low > 0.2);   // something is in it
    }

    void set_changes_fields() {
        const Workplace place;
        const Outcome outcome = place.run({"run", "text-to-image", "--set", "schedule.steps=2", "--set", "prompt.text=a green car", "-o", "a.png"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        const QJsonValue info = QJsonDocument::fromJson(place.run({"info", "a.png", "--json"}).out)[0];
        const QString parameters = info["texts"]["parameters"].toString();
        QVERIFY2(parameters.startsWith("a green car\n") && parameters.contains("Steps: 2,"), qPrintable(parameters));
    }

    void subgraphs_are_nodes() {
        const Workplace place;
        const auto actions = [&](const QStringList& arguments) {
            QMap<QString, QString> all;
            for (const QJsonValue& node : QJsonDocument::fromJson(place.run(arguments).out)["nodes"].toArray()) all[node["node"].toString()] = node["action"].toString();
            return all;
        };
        const QStringList quick{"--set", "schedule.steps=2", "--set", "refine.steps=2", "--set", "refine.factor=1"};
        const Outcome made = place.run(QStringList{"run", "two-stage", "-o", "a.png"} + quick);
        QVERIFY2(made.status == 0, shown(made));
        const auto again = actions({"plan", "a.png", "--json", "--no-cache", "--target", "refine"});   // its own workflow
        QCOMPARE(again["refine-k5vw/sample-h7nc"], "run");
        QCOMPARE(again["save-t7gx"], "not needed");
        const auto bypassed = actions(QStringList{"plan", "two-stage", "--json", "--set", "refine.bypass=true"} + quick.mid(0, 2));
        QCOMPARE(bypassed["decode-n3qs"], "run");
        QVERIFY(!bypassed.contains("refine-k5vw/sample-h7nc"));
        const Outcome swept = place.run(QStringList{"sweep", "two-stage", "--axis", "refine.strength=0.5,1", "-o", "grid.png"} + quick);
        QVERIFY2(swept.status == 0, shown(swept));
        QFile file(place.path("two.noiseloom"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(place.run({"fmt", "two-stage"}).out) > 0);
        file.close();
        QVERIFY(printed(place.run({"nodes", "two.noiseloom"})).startsWith("subgraph.refine - Refine (version 1)"));
        const Outcome refused = place.run({"validate", "two-stage", "--set", "refine.strength=2"});
        QCOMPARE(refused.status, 2);
        QVERIFY2(refused.err.contains("'refine-k5vw.strength': 2 is outside 0 to 1"), shown(refused));
        const Outcome inside = place.run({"validate", "two-stage", "--set", "refine.model=null"});
        QCOMPARE(inside.status, 3);
        QVERIFY2(inside.err.contains("'model' is not connected") && inside.err.contains("refine-k5vw"), shown(inside));
        const Outcome circle = place.run({"run", "-"}, json("{'noiseloom': 1, 'nodes': {'n': {'type': 'subgraph.g@1'}}, 'subgraphs': {'g': {'nodes': {'n': {'type': 'subgraph.g@1'}}}}}"));
        QCOMPARE(circle.status, 3);
        QVERIFY2(circle.err.contains("the subgraph 'g' contains itself"), shown(circle));
    }

    // A workflow may leave its inner seeds alone: --count counts them as well.
    void counts_seeds_inside_subgraphs() {
        const Workplace place;
        const QByteArray workflow = json("{'noiseloom': 1, 'nodes': {'n': {'type': 'subgraph.g@1'}, 's': {'type': 'image.save@1', 'image': '@n.image', 'file': 'a.png'}},"
                                         " 'subgraphs': {'g': {'outputs': [{'name': 'image', 'from': '@scene.image'}], 'nodes': {'scene': {'type': 'image.scene@1', 'size': 64, 'seed': 3}}}}}");
        const Outcome two = place.run({"run", "-", "--count", "2"}, workflow);
        QVERIFY2(two.status == 0, shown(two));
        const Outcome four = place.run({"run", "-", "--seed", "4", "-o", "b.png"}, workflow);
        QVERIFY2(four.status == 0, shown(four));
        const Image third = picture(place.path("a.png")), fourth = picture(place.path("a-2.png")), same = picture(place.path("b.png"));
        QVERIFY(!std::ranges::equal(third.values(), fourth.values()));
        QVERIFY(std::ranges::equal(same.values(), fourth.values()));
        QVERIFY(place.run({"info", "b.png"}).out.contains("subgraph.g@1"));
    }

    // Measures are printed where their nodes are asked for.
    void targets_show_their_numbers() {
        const Workplace place;
        const QByteArray workflow = R"({ "noiseloom": 1, "nodes": {
            "clip": { "type": "model.load_clip@1" },
            "house": { "type": "image.scene@1", "kind": "house", "size": 128, "seed": 1 },
            "right": { "type": "metrics.clip_score@1", "clip": "@clip.clip", "image": "@house.image", "prompt": "a house" },
            "wrong": { "type": "metrics.clip_score@1", "clip": "@clip.clip", "image": "@house.image", "prompt": "a fish" },
            "logits": { "type": "metrics.clip_logits@1", "clip": "@clip.clip", "image": "@house.image", "classes": "a house | a fish" },
            "is": { "type": "metrics.inception_score@1", "logits": "@logits.logits", "splits": 1 },
            "features": { "type": "metrics.clip_features@1", "clip": "@clip.clip", "image": "@house.image" },
            "vendi": { "type": "metrics.vendi@1", "features": "@features.features" } } })";
        const QByteArray out = printed(place.run({"run", "-", "--target", "right", "--target", "wrong", "--target", "is", "--target", "vendi"}, workflow));
        const auto number = [&](const QByteArray& name) {
            for (const QByteArray& line : out.split('\n'))
                if (line.startsWith(name + " = ")) return line.mid(name.size() + 3).toDouble();
            return -1.0;
        };
        QVERIFY2(number("right.score") > number("wrong.score") && number("wrong.score") >= 0, out);
        QVERIFY2(std::abs(number("is.score") - 1) < 1e-9 && number("is.deviation") == 0, out);   // one picture
        QVERIFY2(std::abs(number("vendi.score") - 1) < 1e-6, out);
        const Outcome without_text = place.run({"run", "-", "--target", "right", "--set", "right.prompt= "}, workflow);
        QVERIFY2(without_text.status != 0 && without_text.err.contains("there is no text to compare the pictures with"), shown(without_text));
        const QJsonArray events = QJsonDocument::fromJson("[" + printed(place.run({"run", "-", "--json", "--target", "vendi"}, workflow)).trimmed().replace('\n', ',') + "]").array();
        QVERIFY(std::any_of(events.begin(), events.end(), [](const QJsonValue& one) {
            return one["event"] == "output" && one["node"] == "vendi" && one["output"] == "score" && std::abs(one["value"].toDouble() - 1) < 1e-6;
        }));
    }

    // [a:b:2] is a for the first two steps that run and [a:b:0.5] for half of them, whatever their number.
    void prompt_editing_counts_the_steps_that_run() {
        const Workplace place;
        const auto drawn = [&](const QString& prompt, int steps) {
            const QString name = QString::number(qHash(prompt)) + "-" + QString::number(steps) + ".png";
            const Outcome outcome = place.run({"run", "text-to-image", "--set", "prompt.text=" + prompt, "--set", "schedule.steps=" + QString::number(steps), "-o", name});
            return outcome.status == 0 ? picture(place.path(name)) : Image();
        };
        const Image two = drawn("[a red car:a green tree:2]", 2), four = drawn("[a red car:a green tree:2]", 4);
        QVERIFY(two.width > 0 && same_pixels(two, drawn("a red car", 2)));
        QVERIFY(four.width > 0 && same_pixels(four, drawn("[a red car:a green tree:0.5]", 4)));
        QVERIFY(!same_pixels(four, drawn("a red car", 4)));
    }
    void older_prompt_nodes_are_brought_up_to_date() {
        const Workplace place;
        const QByteArray old = template_text("text-to-image").replace("text.encode@2\",", "text.encode@1\", \"steps\": 30,");
        QVERIFY(old.contains("@1\", \"steps\""));
        QCOMPARE(printed(place.run({"fmt", "-"}, old)), template_text("text-to-image"));
    }

    void input_names_a_file() {
        const Workplace place;
        QVERIFY(QFile::copy(NOISELOOM_SOURCE_DIR "/resources/templates/scene.png", place.path("mine.png")));
        const QStringList command = {"run", "image-to-image", "--set", "schedule.steps=4", "-o", "a.png", "--input"};
        const Outcome outcome = place.run(command + QStringList("image=mine.png"));
        QVERIFY2(outcome.status == 0, shown(outcome));
        QVERIFY(!place.read("a.png").contains(place.path().toUtf8()));   // no folder of this machine in the picture
        QVERIFY(place.run(command + QStringList("photo=mine.png")).err.contains("no file input 'photo'\n  hint: Its file inputs are: image, model."));
        QVERIFY(place.run(command + QStringList("image=none.png")).err.contains("there is no file 'none.png'"));
        QVERIFY(place.run(command + QStringList("mine.png")).err.contains("--input wants name=FILE"));
    }

    void output_is_a_file_or_a_folder_and_never_overwritten() {
        const Workplace place;
        QCOMPARE(printed(place.run(quick + QStringList{"-o", "deep/er/a.png"})), "deep/er/a.png\n");
        const QByteArray first = place.read("deep/er/a.png");
        QCOMPARE(printed(place.run(quick + QStringList{"-o", "deep/er/a.png"})), "deep/er/a-2.png\n");
        QCOMPARE(place.read("deep/er/a.png"), first);
        QCOMPARE(printed(place.run(quick + QStringList{"-o", "new/"})), "new/text-to-image.png\n");
        QCOMPARE(printed(place.run(quick + QStringList{"-o", "new"})), "new/text-to-image-2.png\n");
        QCOMPARE(printed(place.run(quick)), "./text-to-image.png\n");
    }

    void overwrite_replaces_what_was_there_before() {
        const Workplace place;
        for (const char* name : {"a.png", "a-2.png", "a-3.png"}) place.write(name, "old");
        const QStringList command = quick + QStringList{"--overwrite", "-o", "a.png"};
        QCOMPARE(printed(place.run(command)), "./a.png\n");
        QVERIFY(picture(place.path("a.png")).width == 128);
        QCOMPARE(printed(place.run(command + QStringList{"--count", "2"})), "./a.png\n./a-2.png\n");   // its own pictures it keeps
        QVERIFY(picture(place.path("a-2.png")).width == 128);
        QCOMPARE(place.read("a-3.png"), "old");
    }

    void an_unusable_cache_is_said_once() {
        const Workplace place;
        place.write("file", "");
        const QStringList command = {"run", "text-to-image", "--target", "schedule", "--count", "2", "--cache-dir", "file/cache"};
        const Outcome outcome = place.run(command);
        QVERIFY2(outcome.status == 0 && outcome.err.count("noiseloom: warning: the cache folder 'file/cache' cannot be made: ") == 1, shown(outcome));
        QVERIFY2(outcome.err.contains("; results are not kept for later runs\n  hint: Choose another folder with --cache-dir"), shown(outcome));
        const QList<QJsonObject> events = place.run(command + QStringList("--json")).events();
        QCOMPARE(std::count_if(events.begin(), events.end(), [](const QJsonObject& event) { return event["event"] == "warning"; }), 1);
        QCOMPARE(events.first()["code"], "disk");
        Workplace elsewhere;
        elsewhere.set_variable("NOISELOOM_CACHE_DIR", elsewhere.write("file", "") + "/cache");
        QVERIFY(elsewhere.run({"doctor"}).out.contains("NOT USABLE: the cache folder '"));
    }

    // A1111's word for the noise stands only where its stream is ours.
    void the_noise_is_named_where_a1111_has_it() {
        const Workplace place;
        const auto text = [&](const QStringList& fields) {
            QStringList command = {"run", "text-to-image", "--set", "schedule.steps=1", "--overwrite", "-o", "a.png"};
            for (const QString& field : fields) command += {"--set", field};
            return place.run(command).status == 0 ? QJsonDocument::fromJson(place.run({"info", "a.png", "--json"}).out)[0]["texts"]["parameters"].toString() : QString();
        };
        QVERIFY(text({"sample.noise=torch_cpu"}).contains("RNG: CPU"));
        const QString philox = text({}), batch = text({"sample.noise=torch_cpu", "canvas.count=2"});
        QVERIFY2(philox.contains("Steps: 1") && !philox.contains("RNG"), qPrintable(philox));
        QVERIFY2(batch.contains("Steps: 1") && !batch.contains("RNG"), qPrintable(batch));
    }

    void count_raises_the_seed() {
        const Workplace place;
        const Outcome outcome = place.run(quick + QStringList{"--seed", "7", "--count", "2", "-o", "c/"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        QCOMPARE(outcome.out, "c/text-to-image.png\nc/text-to-image-2.png\n");
        QCOMPARE(place.run(quick + QStringList{"--seed", "8", "-o", "eight.png", "--no-cache"}).status, 0);
        QVERIFY(same_pixels(picture(place.path("c/text-to-image-2.png")), picture(place.path("eight.png"))));
        QVERIFY(!same_pixels(picture(place.path("c/text-to-image.png")), picture(place.path("eight.png"))));
    }

    void targets_are_all_that_runs() {
        const Outcome outcome = Workplace().run({"run", "text-to-image", "--target", "schedule", "--json"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        QCOMPARE(outcome.nodes("finished"), QStringList({"model-7k2q", "schedule-c8wk"}));
    }

    void reads_standard_input() {
        const Workplace place;
        const Outcome outcome = place.run({"run", "-", "--set", "schedule.steps=2", "-o", "a.png"}, template_text("text-to-image"));
        QVERIFY2(outcome.status == 0, shown(outcome));
        QVERIFY(picture(place.path("a.png")).width == 128);
    }

    void events_tell_the_run() {
        const Workplace place;
        const Outcome outcome = place.run(quick + QStringList{"--json", "-o", "a.png"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        QMap<QString, QStringList> kinds;   // by node
        double time = 0;
        for (const QJsonObject& event : outcome.events()) {
            QVERIFY2(!event.contains("invalid"), qPrintable(event["invalid"].toString()));
            if (event["event"] == "done") continue;
            QVERIFY(event["time"].toDouble() >= time);
            time = event["time"].toDouble();
            kinds[event["node"].toString()].append(event["event"].toString());
        }
        QCOMPARE(kinds.size(), 10);
        for (const QString& node : kinds.keys()) {
            QCOMPARE(kinds[node].mid(0, 2), QStringList({"queued", "started"}));
            QCOMPARE(kinds[node].last(), "finished");
            QCOMPARE(kinds[node].count("started"), 1);   // no node is computed twice
        }
        QCOMPARE(kinds["sample-e6jy"].count("progress"), 2);
        QCOMPARE(kinds["save-t7gx"], QStringList({"queued", "started", "wrote", "finished"}));
        const QJsonObject last = outcome.events().last();
        QCOMPARE(last["event"], "done");
        QCOMPARE(last["status"], 0);
        QCOMPARE(last["computed"], 10);
    }

    void a_picture_is_its_workflow_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"png", "jpg", "webp", "tiff", "exr"}) QTest::newRow(ending) << ending;
    }
    void a_picture_is_its_workflow() {
        QFETCH(QString, ending);
        const Workplace place;
        QCOMPARE(place.run(quick + QStringList{"--seed", "18446744073709551615", "-o", "a." + ending}).status, 0);
        const Outcome again = place.run({"run", "a." + ending, "-o", "b." + ending, "--no-cache"});
        QVERIFY2(again.status == 0, shown(again));
        QVERIFY(same_pixels(picture(place.path("a." + ending)), picture(place.path("b." + ending))));
        const Outcome info = place.run({"info", "a." + ending});
        QVERIFY2(info.out.contains("128 x 128, 3 channels of") && info.out.contains("with a workflow of 10 nodes"), shown(info));
    }

    void no_embed_leaves_the_workflow_out() {
        const Workplace place;
        QCOMPARE(place.run(quick + QStringList{"--no-embed", "-o", "a.png"}).status, 0);
        const Outcome outcome = place.run({"run", "a.png"});
        QCOMPARE(outcome.status, 3);
        QVERIFY2(outcome.err.contains("a.png is a picture without an embedded workflow"), shown(outcome));
    }

    // What is cheap to compute is not written to disk, so only the sampler's result is sure to be there: 60
    // steps take longer than the threshold on any machine.
    void trace_tells_what_guidance_did() {
        const Workplace place;
        const QStringList command = {"run", "text-to-image", "--set", "schedule.steps=60", "--trace", "trace.json", "-o", "a.png"};   // long enough to be kept
        QCOMPARE(place.run(command).status, 0);
        const auto steps = [&] {
            QFile file(place.path("trace.json"));
            return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll())["sample-e6jy"]["steps"].toArray() : QJsonArray();
        };
        const QJsonArray first = steps();
        QVERIFY(!first.isEmpty());
        const QJsonObject step = first.last().toObject(), term = step["terms"][0].toObject();
        QCOMPARE(step["step"].toInt(), first.size());
        QCOMPARE(term["name"].toString(), "prompt");
        QCOMPARE(term["weight"].toDouble(), 4.0);
        QVERIFY(term["share"].toDouble() > 0 && step["at"]["sigma"].toDouble() > 0 && step["models"][0]["conditionings"].toInt() == 2);
        QCOMPARE(place.run(command).status, 2);   // it is there already
        QCOMPARE(place.run(command + QStringList{"--overwrite"}).status, 0);   // from the cache
        QCOMPARE(steps(), first);
        QCOMPARE(place.run(quick + QStringList{"--trace", "other.json", "--target", "model-7k2q"}).status, 2);
        QCOMPARE(place.run(quick + QStringList{"--trace", "other.json", "--count", "2"}).status, 2);
        QCOMPARE(place.run(quick + QStringList{"--trace", "a.png", "-o", "b.png"}).status, 2);
        QCOMPARE(place.run(quick + QStringList{"--trace", "/proc/none/trace.json", "-o", "b.png"}).status, 7);
    }

    void burning_is_told() {
        const Workplace place;
        const Outcome outcome = place.run(QStringList{"run", "text-to-image", "--set", "cfg.scale=40", "-o", "a.png"});
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.err.contains("warning: guidance burns the picture") && outcome.err.contains("Lower the scale"), shown(outcome));
        const Outcome events = place.run(QStringList{"run", "text-to-image", "--set", "cfg.scale=41", "-o", "b.png", "--json"});
        QCOMPARE(events.nodes("warning"), QStringList{"sample-e6jy"});
    }

    void a_second_run_reuses_the_first() {
        const Workplace place;
        const QStringList command = quick + QStringList{"--set", "schedule.steps=60", "--json", "-o", "a.png"};
        QCOMPARE(place.run(command).nodes("started").size(), 10);
        const Outcome second = place.run(command);
        QVERIFY2(!second.nodes("started").contains("sample-e6jy"), shown(second));
        QVERIFY(second.nodes("started").contains("save-t7gx"));
        QVERIFY(same_pixels(picture(place.path("a.png")), picture(place.path("a-2.png"))));

        const Outcome plan = place.run({"plan", "text-to-image", "--set", "schedule.steps=60", "--json"});
        QMap<QString, QString> actions;
        for (const QJsonValue& node : QJsonDocument::fromJson(plan.out)["nodes"].toArray()) actions[node["node"].toString()] = node["action"].toString();
        QVERIFY(QStringList({"reuse", "not needed"}).contains(actions["sample-e6jy"]));
        QCOMPARE(actions["save-t7gx"], "run");
    }

    void a_damaged_cache_is_computed_anew() {
        const Workplace place;
        const QStringList command = quick + QStringList{"--set", "schedule.steps=60", "--json", "-o", "a.png"};
        QCOMPARE(place.run(command).status, 0);
        int damaged = 0;
        for (QDirIterator entry(place.cache(), QDir::Files, QDirIterator::Subdirectories); entry.hasNext();) {
            QFile file(entry.next());
            QVERIFY(file.open(QIODevice::ReadWrite));
            QByteArray bytes = file.readAll();
            if (bytes.isEmpty()) continue;
            bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
            file.seek(0);
            QCOMPARE(file.write(bytes), bytes.size());
            ++damaged;
        }
        QVERIFY(damaged > 1);
        const Outcome again = place.run(command);
        QVERIFY2(again.status == 0, shown(again));
        QCOMPARE(again.nodes("started").size(), 10);
        QVERIFY(same_pixels(picture(place.path("a.png")), picture(place.path("a-2.png"))));
    }

    void processes_share_the_cache() {
        const Workplace place;
        const QStringList command = quick + QStringList{"--set", "schedule.steps=60"};
        QProcess one, other;
        place.start(one, command + QStringList{"-o", "one.png"});
        place.start(other, command + QStringList{"-o", "other.png"});
        QCOMPARE(place.finish(one).status, 0);
        QCOMPARE(place.finish(other).status, 0);
        QVERIFY(same_pixels(picture(place.path("one.png")), picture(place.path("other.png"))));
        QVERIFY(!place.run(command + QStringList{"--json"}).nodes("started").contains("sample-e6jy"));
    }

    void no_cache_neither_reads_nor_writes() {
        const Workplace place;
        QCOMPARE(place.run(quick + QStringList("--no-cache")).status, 0);
        QVERIFY(QDir(place.cache()).isEmpty());
        QCOMPARE(place.run(quick).status, 0);
        QCOMPARE(place.run(quick + QStringList{"--no-cache", "--json"}).nodes("started").size(), 10);
        QCOMPARE(place.run(quick + QStringList{"--cache-dir", "elsewhere", "--json"}).nodes("started").size(), 10);
        QVERIFY(!QDir(place.path("elsewhere")).isEmpty());
    }

    void plan_and_validate_run_nothing() {
        const Workplace place;
        const Outcome plan = place.run({"plan", "text-to-image"});
        QVERIFY2(plan.status == 0 && plan.out.contains("run         sample-e6jy"), shown(plan));
        QVERIFY(place.files().isEmpty());
        const Outcome valid = place.run({"validate", "inpaint"});
        QVERIFY2(valid.status == 0 && valid.out == "inpaint: 13 nodes, no mistake found; files are looked for when it runs\n", shown(valid));
        place.write("bad.noiseloom", json("{'noiseloom': 1, 'nodes': {'cfg': {'type': 'guidance.cfg@1', 'scale': 'much'}, 'a': {'type': 'image.loud@1'}}}"));
        const Outcome bad = place.run({"validate", "bad.noiseloom"});
        QCOMPARE(bad.status, 3);
        QVERIFY2(bad.err.contains("(node 'cfg', 'scale')") && bad.err.contains("(node 'a')") && bad.err.contains("image.loud"), shown(bad));
    }

    // The graph that the README shows is whole: it draws the picture that it speaks of.
    void the_readmes_graph_runs() {
        QFile readme(NOISELOOM_SOURCE_DIR "/README.md");
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QByteArray text = readme.readAll();
        const qsizetype begin = text.indexOf("```json\n") + 8;
        const Workplace place;
        place.write("house.noiseloom", text.mid(begin, text.indexOf("```", begin) - begin));
        QCOMPARE(printed(place.run({"run", "house.noiseloom", "--set", "steps.steps=2"})), "./house.png\n");
    }

    void fmt_is_canonical() {
        const Workplace place;
        const QByteArray loose = QJsonDocument::fromJson(template_text("inpaint")).toJson(QJsonDocument::Compact);
        place.write("a.noiseloom", loose);
        QCOMPARE(place.run({"fmt", "a.noiseloom", "--check"}).status, 1);
        const QByteArray canonical = place.run({"fmt", "a.noiseloom"}).out;
        QVERIFY(canonical.contains("\"noiseloom\": 1"));
        QCOMPARE(place.read("a.noiseloom"), loose);
        QCOMPARE(printed(place.run({"fmt", "-"}, canonical)), canonical);   // idempotent
        QCOMPARE(place.run({"fmt", "a.noiseloom", "--in-place"}).status, 0);
        QCOMPARE(place.read("a.noiseloom"), canonical);
        QCOMPARE(place.run({"fmt", "a.noiseloom", "--check"}).status, 0);
        QVERIFY(place.run({"fmt", "inpaint", "-i"}).err.contains("only a .noiseloom file can be formatted in place"));
    }

    void templates_are_canonical() {
        for (const QJsonValue& one : QJsonDocument::fromJson(Workplace().run({"templates", "--json"}).out).array()) {
            QVERIFY2(Workplace().run({"fmt", one["name"].toString(), "--check"}).status == 0, qPrintable(one["name"].toString()));
            QVERIFY(!one["about"].toString().isEmpty());
        }
    }

    void nodes_are_documented() {
        const Workplace place;
        const QJsonArray all = QJsonDocument::fromJson(place.run({"nodes", "--json"}).out).array();
        QVERIFY(all.size() > 30);
        const QByteArray reference = place.run({"nodes", "--markdown"}).out;
        for (const QJsonValue& node : all) {
            QVERIFY(reference.contains("(`" + node["type"].toString().toUtf8() + "`)"));
            QVERIFY(!node["summary"].toString().isEmpty());
        }
        const Outcome page = place.run({"nodes", "guidance.cfg"});
        QVERIFY2(page.out.startsWith("guidance.cfg - Classifier-Free Guidance (version 1)\n"), shown(page));
        QVERIFY2(page.out.contains("  model: model; must be connected, from model.load"), shown(page));
        QVERIFY2(page.out.contains("  scale: number or curve over the steps, -30 to 60 (steps of 0.1); default 7.5\n"), shown(page));
        QVERIFY2(page.out.contains("\"model\": \"@load.model\""), shown(page));
        for (const QByteArray& line : page.out.split('\n')) QVERIFY2(line.size() <= 100, line);
        const QByteArray canvas = place.run({"nodes", "latent.empty"}).out;
        QVERIFY2(canvas.contains("  width: integer, 0 to 16384 px (steps of 8); default 512\n"), canvas);
        const QByteArray resize = place.run({"nodes", "image.resize"}).out;
        QVERIFY2(resize.contains("  filter: one of lanczos, bicubic, bilinear, area, nearest; default lanczos\n"), resize);
        const QByteArray either = place.run({"nodes", "image.switch"}).out;
        QVERIFY2(either.contains("  a: images; may stay unconnected, from ") && either.contains("; computed only if it is used"), either);
        QVERIFY2(reference.contains("| `scale` | number or curve over the steps, -30 to 60 (steps of 0.1) | 7.5 |"), reference);
        QVERIFY2(reference.contains("| `model` | model | must be connected | The model to steer. From model.load"), reference);
        const Outcome none = place.run({"nodes", "guidance.cgf"});
        QCOMPARE(none.status, 2);
        QVERIFY2(none.err.contains("no node is called 'guidance.cgf'"), shown(none));
    }

    void info_tells_what_files_are() {
        const Workplace place;
        place.write("w.noiseloom", json("{'noiseloom': 1, 'about': 'Two.', 'nodes': {'a': {'type': 'values.number@1'}, 'b': {'type': 'image.loud@1'}}}"));
        const Outcome outcome = place.run({"info", NOISELOOM_SOURCE_DIR "/resources/noiseloom-pack", "w.noiseloom", "--json"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        const QJsonDocument read = QJsonDocument::fromJson(outcome.out);
        QCOMPARE(read[0]["kind"], "pipeline");
        QCOMPARE(read[1]["missing"].toArray(), QJsonArray({"image.loud@1"}));
        QVERIFY(place.run({"info", "w.noiseloom"}).out.contains("w.noiseloom: workflow of 2 nodes: Two.\n  image.loud@1   (not known here)"));
        const Outcome mixed = place.run({"info", "nothing", "w.noiseloom"});
        QCOMPARE(mixed.status, 2);
        QVERIFY2(mixed.err.contains("there is no file 'nothing'") && mixed.out.contains("workflow of 2"), shown(mixed));
    }

    // Whatever a file is, info says so in words, and by its status what it was taken for.
    void info_of_other_files_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& bytes, int status, const QByteArray& words) { QTest::newRow(name) << QString(name) << bytes << status << words; };
        const QByteArray zip("PK\3\4\24\0\0\0\0\0", 10);
        row("notes.txt", "Notes.\n", 2, "notes.txt: this is a text: no model, picture or workflow that Noiseloom knows\n  hint: Models are .safetensors files");
        row("a.json", "{\"a\": 1}", 3, "a.json: this is JSON, but no workflow of Noiseloom");
        row("broken.json", "{\"a\": ", 3, "broken.json: ");
        row("graph.json", "{\"nodes\": [], \"links\": []}", 3, "this is a workflow of ComfyUI, which Noiseloom does not read\n  hint: Start from a template");
        row("prompt.json", "{\"3\": {\"class_type\": \"KSampler\"}}", 3, "this is a workflow of ComfyUI");
        row("config.json", "{\"_class_name\": \"AutoencoderKL\"}", 4, "the configuration of a model, not the model itself\n  hint: Name the folder");
        row("old.ckpt", QByteArray("\x80\x02}q\x01.", 6), 4, "Python pickle");
        row("new.pt", zip + "archive/data.pkl", 4, "a PyTorch checkpoint, which is a Python pickle in a zip archive: no model that Noiseloom loads\n  hint: Pickle files can run code");
        row("things.zip", zip + "things/a.txt", 2, "things.zip: this is a zip archive: no model, picture or workflow that Noiseloom knows\n  hint: Unpack it");
        row("page.html", "<!DOCTYPE html><html>", 2, "page.html: this is a web page");
        row("page.safetensors", "<!DOCTYPE html><html>", 4, "this is a web page, perhaps saved in place of the file: no model that Noiseloom loads\n  hint: Download the file again");
        row("page.png", "<html>", 5, "this is a web page, perhaps saved in place of the file: no picture that Noiseloom reads");
        row("moving.gif", "GIF89a", 5, "moving.gif: this is a GIF picture: no picture that Noiseloom reads\n  hint: Save it as PNG");
        row("empty", "", 2, "empty: this is an empty file");
        row("empty.png", "", 5, "empty.png: this is an empty file");
        row("empty.safetensors", "", 4, "empty.safetensors: this is an empty file");
        row("empty.noiseloom", "", 3, "empty.noiseloom: this is an empty file");
        row("noise.dat", QByteArray("\1\2\3\xff\xfe", 5), 2, "noise.dat: this is a file of unknown kind");
        row("folder/", "", 4, "the folder is empty\n  hint: Model folders hold .safetensors files");
        row("nothing", "-", 2, "there is no file 'nothing'\n  hint: Name model files or folders, pictures or workflows.");
    }
    void info_of_other_files() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        QFETCH(QByteArray, words);
        const Workplace place;
        if (name.endsWith('/'))
            QVERIFY(QDir().mkpath(place.path(name)));
        else if (bytes != "-")
            QVERIFY(!place.write(name, bytes).isEmpty());
        const Outcome outcome = place.run({"info", name});
        QVERIFY2(outcome.status == status, shown(outcome));
        QVERIFY2(outcome.err.contains(words) && outcome.out.isEmpty(), shown(outcome));
    }
    void info_of_a_foreign_picture() {
        const Outcome outcome = Workplace().run({"info", NOISELOOM_SOURCE_DIR "/resources/templates/scene.png"});
        QVERIFY2(outcome.status == 0 && outcome.out.contains("PNG picture, 128 x 128, 3 channels of 8 bits\nwithout a workflow"), shown(outcome));
    }

    void doctor_finds_everything() {
        const Workplace place;
        const Outcome outcome = place.run({"doctor", "--json"});
        QVERIFY2(outcome.status == 0, shown(outcome));
        const QJsonDocument report = QJsonDocument::fromJson(outcome.out);
        QCOMPARE(report["devices"][0]["name"], "cpu");
        QCOMPARE(report["pack"], true);
        QVERIFY2(QFile::exists(report["libtorch_folder"].toString() + "/libtorch_cpu.so"), shown(outcome));
        QCOMPARE(report["cache"]["folder"], place.cache());
        Workplace lost;
        lost.set_variable("NOISELOOM_RESOURCES", lost.path());
        QVERIFY(lost.run({"doctor"}).out.contains("MISSING: set NOISELOOM_RESOURCES"));
    }

    void help_has_examples() {
        const Workplace place;
        const Outcome help = place.run({"--help"});
        QVERIFY2(help.status == 0 && help.out.contains("Examples:\n  noiseloom run text-to-image") && help.out.contains("Exit status: 0 ok"), shown(help));
        for (const char* command : {"run", "plan", "validate", "fmt", "nodes", "templates", "info", "doctor", "bench"}) {
            QVERIFY(help.out.contains(command));
            QCOMPARE(place.run({command, "--help"}).status, 0);
        }
        // Every example is a command that exists, of a template that exists.
        QCOMPARE(place.run({"run", "text-to-image", "--set", "prompt.text=a red car in the snow", "--set", "schedule.steps=1", "-o", "car.png"}).status, 0);
        QCOMPARE(place.run({"run", "car.png", "--set", "cfg.scale=2"}).status, 0);
    }
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
