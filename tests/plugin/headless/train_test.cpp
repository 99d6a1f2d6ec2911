// `noiseloom train` as a user meets it.
#include "program.h"

#include <csignal>

#include <sys/resource.h>

using namespace noiseloom;

namespace {

QByteArray configuration(const QByteArray& more = "") {
    return json("{'task': 'autoencoder', 'output': 'out', 'steps': 6, 'batch': 2, 'size': 32, 'log_every': 1, 'report_pictures': 2,"
                " 'data': {'scenes': {'two_objects': 0}},"
                " 'model': {'_class_name': 'AutoencoderTiny', 'latent_channels': 2, 'encoder_block_out_channels': [8, 8],"
                " 'decoder_block_out_channels': [8, 8], 'num_encoder_blocks': [0, 1], 'num_decoder_blocks': [1, 0]}" +
                more + "}");
}

}  // namespace

class TrainTest : public QObject {
    Q_OBJECT
  private slots:
    void a_run_leaves_a_model_a_log_and_pictures() {
        const Workplace place;
        place.write("small.json", configuration());
        const Outcome run = place.run({"train", "small.json"});
        QVERIFY2(run.status == 0, shown(run));
        QCOMPARE(run.out, QByteArray("out/model\n"));
        QVERIFY2(run.err.contains("step 6/6  loss "), shown(run));
        QCOMPARE(place.files("out"), (QStringList{"checkpoint.safetensors", "log.jsonl", "loss.png"}));
        QCOMPARE(place.files("out/model"), (QStringList{"config.json", "diffusion_pytorch_model.safetensors"}));
        QCOMPARE(picture(place.path("out/pictures/reconstruction-0000006.png")).height, 2 * 32 + 2);
        const Outcome info = place.run({"info", "out/model"});
        QVERIFY2(info.status == 0, shown(info));

        const Outcome more = place.run({"train", "small.json", "--steps", "8", "--json"});   // goes on
        QVERIFY2(more.status == 0, shown(more));
        QCOMPARE(more.events().first()["step"].toInt(), 6);
        QVERIFY2(place.run({"train", "small.json", "--restart", "-o", "elsewhere", "--steps", "1"}).status == 0, "--restart");
        QVERIFY(place.files("elsewhere").contains("checkpoint.safetensors"));
    }

    void an_interrupt_leaves_a_checkpoint() {
        const Workplace place;
        place.write("long.json", configuration(", 'seed': 2").replace("'", "\"").replace("\"steps\": 6", "\"steps\": 1000000"));
        QProcess process;
        place.start(process, {"train", "long.json", "--json"});
        while (process.state() != QProcess::NotRunning && !process.peek(1 << 20).contains("\"step\":3")) process.waitForReadyRead(60'000);
        QFile variables(QString("/proc/%1/environ").arg(process.processId()));
        QVERIFY(variables.open(QIODevice::ReadOnly) && variables.readAll().split('\0').contains("OMP_WAIT_POLICY=passive"));   // threads do not spin
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const Outcome run = place.finish(process);
        QVERIFY2(run.status == 8, shown(run));
        QVERIFY2(run.err.contains("cancelled; the same command goes on from the checkpoint"), shown(run));
        QVERIFY(place.files("out").contains("checkpoint.safetensors"));
        const Outcome again = place.run({"train", "long.json", "--json", "--time-limit", "0.001"});
        QVERIFY2(again.status == 8 && again.events().first()["step"].toInt() >= 3, shown(again));
    }

    void errors_have_words_and_a_status() {
        const Workplace place;
        place.write("misspelt.json", configuration(", 'stepz': 3"));
        const Outcome misspelt = place.run({"train", "misspelt.json"});
        QVERIFY2(misspelt.status == 3 && misspelt.err.contains("misspelt.json: 'stepz' is no setting.") && misspelt.err.contains("Did you mean 'steps'?"),
                 shown(misspelt));
        QVERIFY(place.files("out").isEmpty());
        const Outcome none = place.run({"train", "none.json"});
        QVERIFY2(none.status == 7 && none.err.contains("none.json"), shown(none));
        const Outcome folder = place.run({"train", "."});
        QVERIFY2(folder.status == 3 && folder.err.contains(". is a folder, not a training configuration."), shown(folder));

        place.write("small.json", configuration());
        QVERIFY2(place.run({"train", "small.json", "--steps", "1"}).status == 0, "first run");
        place.write("small.json", configuration(", 'seed': 9"));
        const Outcome other = place.run({"train", "small.json"});
        QVERIFY2(other.status == 3 && other.err.contains("belongs to a run with another 'seed'") && other.err.contains("--restart"), shown(other));
        place.write("small.json", configuration(", 'seed': 0, 'accumulate': 1, 'loss': {'noise': 0.06}"));   // the defaults
        const Outcome same = place.run({"train", "small.json"});
        QVERIFY2(same.status == 0 && same.err.contains("step 6/6"), shown(same));

        place.write("photos.json", configuration(", 'seed': 0").replace("{\"scenes\": {\"two_objects\": 0}}", "{\"folder\": \"out\"}"));
        const Outcome inside = place.run({"train", "photos.json", "-o", "out/run"});
        QVERIFY2(inside.status == 3 && inside.err.contains("'data.folder' holds the output folder"), shown(inside));
        QVERIFY(!place.files("out").contains("run"));
    }

    void too_little_memory_has_a_status_of_its_own() {
        Workplace place;
        place.write("large.json", configuration().replace("[8, 8]", "[512, 512]").replace("\"size\": 32", "\"size\": 1024"));
        place.limit(RLIMIT_AS, rlim_t{6} << 30);
        const Outcome run = place.run({"train", "large.json"});
        QVERIFY2(run.status == 6 && run.err.contains("not enough memory") && run.err.contains("'batch'") && !run.err.contains("--dtype"), shown(run));
    }

    void a_damaged_checkpoint_says_how_to_go_on() {
        const Workplace place;
        place.write("small.json", configuration());
        QVERIFY2(place.run({"train", "small.json", "--steps", "2"}).status == 0, "first run");
        place.write("out/checkpoint.safetensors", place.read("out/checkpoint.safetensors").chopped(100));
        const Outcome damaged = place.run({"train", "small.json"});
        QVERIFY2(damaged.status == 4 && damaged.err.contains("is damaged") && damaged.err.contains("--restart"), shown(damaged));
        QVERIFY2(place.run({"train", "small.json", "--restart"}).status == 0, "--restart");
    }
};

QTEST_GUILESS_MAIN(TrainTest)
#include "train_test.moc"
