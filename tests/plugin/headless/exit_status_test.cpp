// Every exit status is reached, and says in words what happened. Scripts rely on the numbers.
#include "program.h"

#include <csignal>

#include <sys/stat.h>

using namespace noiseloom;

class ExitStatusTest : public QObject {
    Q_OBJECT

    static QByteArray workflow(const QByteArray& nodes) { return "{\"noiseloom\": 1, \"nodes\": {" + nodes + "}}"; }
    static void check(const Outcome& outcome, int status, const QByteArray& words) {
        QVERIFY2(outcome.status == status, shown(outcome));
        QVERIFY2(outcome.err.contains(words), shown(outcome));
    }

  private slots:
    void usage_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QStringList& arguments, const char* words) { QTest::newRow(name) << arguments << QByteArray(words); };
        row("no command", {}, "A subcommand is required");
        row("unknown command", {"rnu"}, "there is no command 'rnu'\n  hint: Did you mean 'run'");
        row("unknown option", {"run", "text-to-image", "--frob"}, "--frob");
        row("no workflow", {"run"}, "workflow is required");
        row("node", {"run", "text-to-image", "--set", "cgf.scale=2"}, "there is no node 'cgf' in the workflow\n  hint: Did you mean 'cfg'");
        row("input", {"run", "text-to-image", "--set", "cfg.scael=2"}, "has no input 'scael'\n  hint: Did you mean 'scale'");
        row("type", {"run", "text-to-image", "--set", "schedule.steps=many"}, "'schedule-c8wk.steps': ");
        row("range", {"run", "text-to-image", "--set", "schedule.steps=1000000000"}, "1000000000 is outside 1 to 1000");
        row("no value", {"run", "text-to-image", "--set", "cfg"}, "'cfg' is not of the form node.input=value");
        row("target", {"run", "text-to-image", "--target", "nothing"}, "there is no node 'nothing'");
        row("device", {"run", "text-to-image", "--device", "tpu"}, "'tpu'");
        row("dtype", {"run", "text-to-image", "--dtype", "int3"}, "'int3' is not a dtype");
        row("seeds past the end", {"run", "text-to-image", "--seed", "18446744073709551615", "--count", "2"}, "--seed 18446744073709551615 cannot be raised 1 times");
        row("negative seed", {"run", "text-to-image", "--seed", "-1"}, "a seed is a whole number from 0 to 18446744073709551615, not -1");
        row("large seed", {"run", "text-to-image", "--seed", "18446744073709551616"}, "not 18446744073709551616");
        row("count", {"run", "text-to-image", "--count", "0"}, "--count");
        row("allow-path", {"run", "text-to-image", "--allow-path", "nowhere"}, "--allow-path: there is no folder 'nowhere'");
        row("output of no file", {"run", "text-to-image", "--target", "schedule", "-o", "a.png"},
            "nothing that --target names writes a file, so --output has nothing to name\n  hint: Add the node that saves: --target save-t7gx.");
        row("output folder of no file", {"run", "text-to-image", "--target", "schedule", "-o", "a/"}, "nothing that --target names writes a file");
        row("format", {"run", "text-to-image", "--set", "schedule.steps=1", "-o", "a.gif"}, "'a.gif' does not say which picture format to write");
    }
    void usage() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        check(Workplace().run(arguments), 2, words);
    }

    void bad_workflow() {
        const Workplace place;
        check(place.run({"run", "nothing"}), 3, "there is no workflow 'nothing'\n  hint: Name a .noiseloom file, a picture made by Noiseloom, or a template (");
        check(place.run({"run", "-"}, "{"), 3, "not valid JSON");
        check(place.run({"run", "-"}, "{}"), 3, "");
        check(place.run({"run", "-"}, workflow(json("'a': {'type': 'image.loud@1'}"))), 3, "image.loud");
        check(place.run({"run", "-"}, workflow(json("'a': {'type': 'image.save@1', 'image': '@b.image'}"))), 3, "(node 'a', 'image')");
        const Outcome events = place.run({"run", "-", "--json"}, workflow(json("'a': {'type': 'image.loud@1'}")));
        QCOMPARE(events.status, 3);
        QCOMPARE(events.events().value(0)["event"], "error");
        QCOMPARE(events.events().value(0)["node"], "a");
    }

    // Sizes that the model cannot make are refused with those that it can.
    void sizes_between() {
        const Workplace place;
        const auto canvas = [&](const QString& field) { return place.run({"run", "text-to-image", "--target", "canvas", "--set", "canvas." + field}); };
        check(canvas("height=100"), 3,
              "this model makes pictures with sides in multiples of 8 pixels, and the height is 100 (node 'canvas-h2rv', 'height')\n"
              "  hint: The nearest it can make: 96 or 104.");
        check(canvas("width=9"), 3, "The nearest it can make: 8 or 16.");
        QCOMPARE(canvas("width=104").status, 0);
    }

    // A mask of another shape is refused where it first meets the picture, before the sampler runs.
    void mask_of_another_picture() {
        const Workplace place;
        place.write("wide.pgm", "P5 16 8 255\n" + QByteArray(128, 'm'));
        place.write("square.pgm", "P5 16 16 255\n" + QByteArray(256, 'm'));
        const QByteArray pictures = json("'wide': {'type': 'image.load@1', 'file': 'wide.pgm'}, 'square': {'type': 'image.load@1', 'file': 'square.pgm'},"
                                         "'mask': {'type': 'mask.from_image@1', 'image': '@wide.image'}, 'm': {'type': 'model.load@1'},");
        place.write("a.noiseloom", workflow(pictures + json("'it': {'type': 'latent.encode@1', 'autoencoder': '@m.autoencoder', 'image': '@square.image', 'mask': '@mask.mask'}")));
        check(place.run({"run", "a.noiseloom", "--target", "it"}), 5, "the mask does not fit: it is 16 x 8 and the picture 16 x 16 (node 'it', 'mask')");
        place.write("b.noiseloom", workflow(pictures + json("'it': {'type': 'image.composite@1', 'base': '@square.image', 'over': '@square.image', 'mask': '@mask.mask'}")));
        check(place.run({"run", "b.noiseloom", "--target", "it"}), 5, "the mask does not fit: it is 16 x 8 and the picture 16 x 16 (node 'it', 'mask')");
    }

    void bad_model() {
        const Workplace place;
        place.write("junk.safetensors", QByteArray(4096, 'x'));
        place.write("old.ckpt", QByteArray("\x80\x02}q\x01.", 6) + QByteArray(64, '\0'));
        const auto load = [&](const QString& name) { return place.run({"run", "text-to-image", "--set", "model.file=" + place.path(name)}); };
        check(place.run({"run", "text-to-image", "--set", "model.file=nothing"}), 4, "the model 'nothing' was not found (node 'model-7k2q', 'file')\n  hint: Searched in:");
        check(load("junk.safetensors"), 4, "(node 'model-7k2q'");
        check(load("old.ckpt"), 4, "pickle");
        check(place.run({"info", "junk.safetensors"}), 4, "junk.safetensors");
    }

    // A model that lacks parts is wrong where they are used, and right where they are not.
    void part_of_a_model() {
        const Workplace place;
        const QString pack = NOISELOOM_SOURCE_DIR "/resources/noiseloom-pack/";
        QVERIFY(QDir().mkpath(place.path("part")) && QFile::link(pack + "unet", place.path("part/unet")) && QFile::link(pack + "vae", place.path("part/vae")));
        const QString here = "model.file=" + place.path("part");
        const Outcome wrong = place.run({"run", "text-to-image", "--set", here});
        check(wrong, 4, "has no text encoder: all that it holds is a UNet and an autoencoder (node 'model-7k2q', 'file')\n  hint: Download all of the model's files");
        QCOMPARE(wrong.err.count("noiseloom: "), 1);
        QCOMPARE(place.run({"run", "text-to-image", "--set", here, "--target", "schedule"}).status, 0);
        QVERIFY(QFile::remove(place.path("part/unet")) && QFile::remove(place.path("part/vae")));
        check(place.run({"run", "text-to-image", "--set", here}), 4, "the folder 'part' holds no model: there is no unet/, vae/ or text_encoder/ in it; it is empty (node 'model-7k2q'");
    }

    void bad_image() {
        const Workplace place;
        place.write("text.png", "no picture at all");
        place.write("cut.png", [] {
            QFile file(NOISELOOM_SOURCE_DIR "/resources/templates/scene.png");
            return file.open(QIODevice::ReadOnly) ? file.readAll().left(300) : QByteArray();
        }());
        check(place.run({"run", "image-to-image", "--input", "image=text.png"}), 5, "'text.png' is not a picture that Noiseloom reads (node 'image-w2kd')");
        check(place.run({"run", "image-to-image", "--input", "image=cut.png"}), 5, "the picture 'cut.png' is damaged (node 'image-w2kd')");
        check(place.run({"run", "image-to-image", "--set", "image.file=none.png"}), 5, "the picture 'none.png' was not found (node 'image-w2kd', 'file')");
    }

    // Refused before anything is allocated, with the need and what there is.
    void out_of_memory_data() {
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("pictures") << QStringList{"canvas.width=16384", "canvas.height=16384", "canvas.count=256"}
                                  << QByteArray("256 x 16384 x 16384 pixels needs at least 1649.3 GB of memory, and ");
        QTest::newRow("model") << QStringList{"canvas.width=16384", "canvas.height=16384", "model.file=noiseloom-pack"} << QByteArray(" GB of memory, and ");
    }
    void out_of_memory() {
        QFETCH(QStringList, fields);
        QFETCH(QByteArray, words);
        Workplace place;
        place.limit(RLIMIT_AS, rlim_t{48} << 30);   // were it tried after all, this machine would survive
        QStringList command = {"run", "text-to-image"};
        for (const QString& field : fields) command += {"--set", field};
        check(place.run(command), 6, words);
    }
    void out_of_memory_while_allocating() {
        Workplace place;
        place.limit(RLIMIT_AS, rlim_t{3} << 30);
        place.write("grey.pgm", "P5 2 2 255\nabcd");
        place.write("w.noiseloom", workflow(json("'load': {'type': 'image.load@1', 'file': 'grey.pgm'}, 'large': {'type': 'image.resize@1', 'image': '@load.image', "
                                                 "'width': 32768, 'height': 8192, 'filter': 'nearest'}")));
        check(place.run({"run", "w.noiseloom", "--target", "large"}), 6, "(node 'large'");   // 3.2 GB of floats
    }

    void full_disk() {
        Workplace place;
        check(place.run({"run", "text-to-image", "--set", "schedule.steps=1", "-o", "/proc/a.png"}), 7, "cannot write '/proc/a.png'");
        place.write("file", "");
        check(place.run({"run", "text-to-image", "--set", "schedule.steps=1", "-o", "file/a.png"}), 7, "the folder file cannot be made");
        // A note of 400 kB makes the picture's file larger than the 300 kB that files may have, and the shared memory of its pixels is not.
        QByteArray noted = template_text("text-to-image");
        noted.insert(noted.indexOf('{') + 1, "\"note\": \"" + QByteArray(400'000, 'n') + "\",");
        place.limit(RLIMIT_FSIZE, 300'000);
        check(place.run({"run", "-", "--set", "schedule.steps=1", "-o", "a.png"}, noted), 7, "cannot write");
        QCOMPARE(place.files(), QStringList("file"));   // nothing half written
    }

    void cancelled() {
        const Workplace place;
        QProcess process;
        place.start(process, {"run", "text-to-image", "--set", "schedule.steps=1000", "--json", "-o", "a.png"});
        QByteArray seen;
        while (!seen.contains("\"progress\"") && process.waitForReadyRead(60'000)) seen += process.readAllStandardOutput();
        QVERIFY(seen.contains("\"progress\""));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const Outcome outcome = place.finish(process);
        check(outcome, 8, "noiseloom: cancelled; what was finished is reused next time");
        QVERIFY(!(seen + outcome.out).contains("\"done\":1000.0"));
        QVERIFY(place.files().isEmpty());
        QCOMPARE(outcome.events().last()["status"], 8);
        QCOMPARE(place.run(quick).status, 0);   // the cache is as good as before
    }

    // Rules W5 and W6: what a workflow may name is what lies beside it or in a model folder.
    void refused() {
        const Workplace place;
        QVERIFY(QFile::link("/etc/passwd", place.path("out.png")));
        QCOMPARE(::mkfifo(place.path("pipe.png").toUtf8().constData(), 0600), 0);
        place.write("grey.pgm", "P5 2 2 255\nabcd");
        QByteArray nodes = json("'grey': {'type': 'image.load@1', 'file': 'grey.pgm'}");
        QMap<QString, QByteArray> names;   // by node
        QStringList command = {"run", "w.noiseloom", "-o", "made/", "--json"};
        const auto add = [&](const char* type, const QByteArray& inputs, const QByteArray& name) {
            const QByteArray id = "n" + QByteArray::number(names.size());
            names[id] = QByteArray(type) + " " + name;
            nodes += ", \"" + id + "\": {\"type\": \"" + type + "@1\"" + inputs + ", \"file\": \"" + name + "\"}";
            command += {"--target", id};
        };
        for (const char* name : {"/etc/passwd", "/etc/shadow", "../../etc/passwd", "a/../../b.png", "~/a.png", "C:\\\\a.png", "\\\\\\\\host\\\\share\\\\a.png",
                                 "file:///etc/passwd", "http://localhost/a.png", "/proc/self/environ", "/dev/zero", "a\\n.png", "out.png", "pipe.png"})
            add("image.load", "", name);
        for (const char* name : {"/etc/passwd", "../model.safetensors", "/dev/zero", "https://example.org/m.safetensors"}) add("model.load", "", name);
        for (const char* name : {"/tmp/a.png", "../a.png", "sub/a.png", "~/a.png", ".hidden.png", "CON.png", "nul.png", "a%date%.png", "a?.png", "C:\\\\a.png"})
            add("image.save", json(", 'image': '@grey.image'"), name);
        place.write("w.noiseloom", workflow(nodes));
        const Outcome outcome = place.run(command);
        QCOMPARE(outcome.status, 9);
        for (const QJsonObject& event : outcome.events())
            if (event["event"] == "error") QVERIFY2(event["code"] == "refused" && names.remove(event["node"].toString()) == 1, shown(outcome));
        QVERIFY2(names.isEmpty(), names.isEmpty() ? "" : "not refused: " + names.first());
        QVERIFY(place.files("made").isEmpty());
    }
    void what_the_user_names_is_allowed() {
        const Workplace place;
        place.write("elsewhere/grey.pgm", "P5 2 2 255\nabcd");
        place.write("w/w.noiseloom", workflow("\"load\": {\"type\": \"image.load@1\", \"file\": \"" + place.path("elsewhere/grey.pgm").toUtf8() +
                                              json("'}, 'save': {'type': 'image.save@1', 'image': '@load.image'}")));
        check(place.run({"run", "w/w.noiseloom"}), 9, "the workflow may not use '" + place.path("elsewhere/grey.pgm").toUtf8());
        QCOMPARE(place.run({"run", "w/w.noiseloom", "--allow-path", "elsewhere"}).status, 0);
        QCOMPARE(place.run({"run", "w/w.noiseloom", "--input", "load=elsewhere/grey.pgm"}).status, 0);
        QCOMPARE(place.run({"run", "w/w.noiseloom", "--input", "load=elsewhere/grey.pgm", "--set", "save.file=" + place.path("named.png")}).out.trimmed(),
                 place.path("named.png").toUtf8());
    }

    // No workflow and no file should reach status 70. A broken installation does: the helper program does not start.
    void broken_installation() {
        Workplace place;
        place.set_variable("NOISELOOM_IMAGE_HELPER", "/bin/false");
        const Outcome outcome = place.run({"run", "text-to-image", "--set", "schedule.steps=1"});
        check(outcome, 70, "the program noiseloom-image-helper, which decodes pictures, does not start");
        QVERIFY2(outcome.err.contains("This is a bug in Noiseloom. Please report it"), shown(outcome));
    }
};

QTEST_GUILESS_MAIN(ExitStatusTest)
#include "exit_status_test.moc"
