// `noiseloom train` in two processes, started as launchers start them: with variables of the environment.
#include "../../free_port.h"
#include "program.h"

#include <csignal>

using namespace noiseloom;

namespace {

// A mean over examples, the same at every length of the run; batches of five are shared as two and three.
QByteArray configuration(int steps, int batch = 5) {
    return json("{'task': 'autoencoder', 'output': 'out', 'steps': STEPS, 'batch': BATCH, 'size': 32, 'log_every': 1, 'report_pictures': 2,"
                " 'loss': {'latent': 0, 'gradient_ramp': 0}, 'data': {'scenes': {'two_objects': 0}},"
                " 'model': {'_class_name': 'AutoencoderTiny', 'latent_channels': 2, 'encoder_block_out_channels': [8, 8],"
                " 'decoder_block_out_channels': [8, 8], 'num_encoder_blocks': [0, 1], 'num_decoder_blocks': [1, 0]}}")
        .replace("STEPS", QByteArray::number(steps))
        .replace("BATCH", QByteArray::number(batch));
}

// Two processes that train together.
class Pair {
  public:
    Pair(Workplace& place, const QStringList& first, const QStringList& second) : place_(place) {
        place.set_variable("WORLD_SIZE", "2");
        place.set_variable("MASTER_PORT", QString::number(testing::free_port()));
        place.set_variable("RANK", "0");
        place.start(leader, first);
        place.set_variable("RANK", "1");
        place.start(other, second);
    }
    Pair(Workplace& place, const QStringList& both) : Pair(place, both, both) {}

    void wait_for(const QByteArray& output) {
        while (leader.state() != QProcess::NotRunning && !leader.peek(1 << 20).contains(output)) leader.waitForReadyRead(60'000);
    }
    std::pair<Outcome, Outcome> finish() { return {place_.finish(leader), place_.finish(other)}; }

    QProcess leader, other;

  private:
    const Workplace& place_;
};

// What a step's log line says of `what`, for all steps.
QList<double> curve(const Workplace& place, const QString& file, const QString& what = "loss") {
    QList<double> values;
    for (const QJsonObject& line : Outcome{0, place.read(file), {}}.events())
        if (line.contains(what) && !line.contains("event")) values.append(line[what].toDouble());
    return values;
}

}  // namespace

class ParallelTrainTest : public QObject {
    Q_OBJECT
  private slots:
    void the_curve_is_that_of_one_process() {
        Workplace place;
        place.write("small.json", configuration(12));
        QVERIFY2(place.run({"train", "small.json", "-o", "one"}).status == 0, "one process");
        const auto [leader, other] = Pair(place, {"train", "small.json", "-o", "two"}).finish();
        QVERIFY2(leader.status == 0 && leader.out == "two/model\n", shown(leader));
        QVERIFY2(other.status == 0 && other.out.isEmpty() && other.err.isEmpty(), shown(other));   // one of them speaks
        QCOMPARE(place.files("two"), place.files("one"));
        // Sums over the batch's 5·32·32 pixels in another order differ by at most that many roundings of 2^-24.
        constexpr double rounding = 5.0 * 32 * 32 / (1 << 24);
        for (const char* what : {"loss", "gradient"}) {
            const auto one = curve(place, "one/log.jsonl", what), two = curve(place, "two/log.jsonl", what);
            QCOMPARE(two.size(), 12);
            for (qsizetype i = 0; i < two.size(); ++i) QVERIFY2(std::abs(two[i] - one[i]) < rounding * one[i], what);
            QVERIFY(what != QByteArray("loss") || two.last() < 0.8 * two.first());
        }
    }

    void a_resumed_run_equals_an_uninterrupted_one() {
        Workplace place;
        place.write("small.json", configuration(9));
        QVERIFY2(Pair(place, {"train", "small.json", "-o", "whole"}).finish().first.status == 0, "whole");
        place.write("long.json", configuration(1'000'000));
        Pair pair(place, {"train", "long.json", "-o", "parts", "--json"});
        pair.wait_for("\"step\":3");
        ::kill(static_cast<pid_t>(pair.other.processId()), SIGINT);   // of one of them: all end, at the same step
        const auto [leader, other] = pair.finish();
        QVERIFY2(leader.status == 8 && leader.err.contains("goes on from the checkpoint"), shown(leader));
        QVERIFY2(other.status == 8, shown(other));
        const auto done = curve(place, "parts/log.jsonl").size();
        place.write("rest.json", configuration(static_cast<int>(done) + 4));
        place.write("small.json", configuration(static_cast<int>(done) + 4));
        QVERIFY2(Pair(place, {"train", "rest.json", "-o", "parts"}).finish().first.status == 0, "the rest");
        QVERIFY2(Pair(place, {"train", "small.json", "-o", "whole", "--restart"}).finish().first.status == 0, "whole, as long");
        const auto weights = [&](const QString& run) { return place.read(run + "/model/diffusion_pytorch_model.safetensors"); };
        QCOMPARE(weights("parts"), weights("whole"));
        QVERIFY(!weights("parts").isEmpty());
    }

    void an_interrupt_is_heard_while_the_leader_encodes() {
        Workplace place;
        const QByteArray vae = (QString(NOISELOOM_SOURCE_DIR) + "/resources/noiseloom-pack/vae").toUtf8();
        place.write("latents.json", json("{'task': 'denoiser', 'output': 'out', 'steps': 3, 'batch': 4, 'size': 64, 'autoencoder': '" + vae + "', 'data': {'size': 1000000}, 'scheduler': {'_class_name': 'DDIMScheduler'},"
                                         " 'model': {'_class_name': 'DdpmUnet', 'ch': 32, 'ch_mult': [1], 'num_res_blocks': 1, 'attn_resolutions': [],"
                                         " 'in_channels': 8, 'out_ch': 8, 'image_size': 8}}"));
        Pair pair(place, {"train", "latents.json"});
        while (pair.leader.state() != QProcess::NotRunning && !QFileInfo::exists(place.path("out/cache"))) QTest::qWait(20);
        if (pair.leader.state() != QProcess::NotRunning) ::kill(static_cast<pid_t>(pair.leader.processId()), SIGINT);
        const auto [leader, other] = pair.finish();
        QVERIFY2(leader.status == 8 && leader.err.contains("cancelled before training began"), shown(leader));
        QVERIFY2(other.status == 8, shown(other));
    }

    void the_death_of_one_ends_the_others() {
        Workplace place;
        place.write("long.json", configuration(1'000'000));
        for (const bool leader_dies : {false, true}) {
            Pair pair(place, {"train", "long.json", "--json", "--restart"});
            pair.wait_for("\"step\":3");
            ::kill(static_cast<pid_t>((leader_dies ? pair.leader : pair.other).processId()), SIGKILL);
            const auto [leader, other] = pair.finish();
            const Outcome& left = leader_dies ? other : leader;
            QVERIFY2(left.status == 8, shown(left));
            QVERIFY2((left.out + left.err).contains("Another process of this training run has ended."), shown(left));
            if (!leader_dies) QVERIFY(place.files("out").contains("checkpoint.safetensors"));
        }
    }

    void what_cannot_be_shared_is_refused() {
        Workplace place;
        place.write("one.json", configuration(3, 1));
        const auto [one, unused] = Pair(place, {"train", "one.json"}).finish();
        QVERIFY2(one.status == 3 && one.err.contains("A batch of 1 cannot be shared by 2 processes."), shown(one));

        place.write("small.json", configuration(3));
        const auto [leader, other] = Pair(place, {"train", "small.json"}, {"train", "small.json", "--steps", "4"}).finish();
        QVERIFY2(other.status == 2 && other.err.contains("do not have the same configuration"), shown(other));
        QVERIFY2(leader.status == 8 && leader.err.contains("Another process of this training run has ended."), shown(leader));

        place.write("faster.json", configuration(3).replace("\"batch\"", "\"optimizer\": {\"learning_rate\": 0.1}, \"batch\""));
        const auto [first, faster] = Pair(place, {"train", "small.json", "--restart"}, {"train", "faster.json", "--restart"}).finish();
        QVERIFY2(faster.status == 2 && faster.err.contains("do not have the same configuration"), shown(faster));

        place.set_variable("RANK", "two");
        const Outcome wrong = place.run({"train", "small.json"});
        QVERIFY2(wrong.status == 2 && wrong.err.contains("The environment variable RANK is 'two'."), shown(wrong));
    }
};

QTEST_GUILESS_MAIN(ParallelTrainTest)
#include "parallel_train_test.moc"
