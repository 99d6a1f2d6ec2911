// Pictures name the files that went into them by content, and so find them again or say that they cannot. What
// another program does to these files meanwhile never gives a wrong picture.
#include "program.h"

#include <QFloat16>
#include <QtEndian>

using namespace noiseloom;

class RecordedFilesTest : public QObject {
    Q_OBJECT

    static QByteArray sha(const QByteArray& bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(); }
    static QByteArray source(const QString& name) {
        QFile file(NOISELOOM_SOURCE_DIR "/" + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    // The same safetensors file with its float16 tensors in float32, which the CPU computes with as they lie in the file.
    static QByteArray in_float32(const QByteArray& file) {
        const auto header_bytes = qFromLittleEndian<qint64>(file.constData());
        QJsonObject header = QJsonDocument::fromJson(file.mid(8, header_bytes)).object();
        for (const QString& name : header.keys()) {
            if (name == "__metadata__") continue;
            QJsonObject tensor = header[name].toObject();
            const QJsonArray offsets = tensor["data_offsets"].toArray();
            tensor["dtype"] = "F32";
            tensor["data_offsets"] = QJsonArray{2 * offsets[0].toInteger(), 2 * offsets[1].toInteger()};
            header[name] = tensor;
        }
        QByteArray text = QJsonDocument(header).toJson(QJsonDocument::Compact);
        text.append(QByteArray(8 - text.size() % 8, ' '));
        const qsizetype count = (file.size() - 8 - header_bytes) / 2;
        QByteArray data(4 * count, '\0'), length(8, '\0');
        qFloatFromFloat16(reinterpret_cast<float*>(data.data()), reinterpret_cast<const qfloat16*>(file.constData() + 8 + header_bytes), count);
        qToLittleEndian<qint64>(text.size(), length.data());
        return length + text + data;
    }
    static void check(const Outcome& outcome, int status, const QByteArray& words) {
        QVERIFY2(outcome.status == status, shown(outcome));
        QVERIFY2(outcome.err.contains(words), shown(outcome));
    }

  private slots:
    void a_picture_finds_its_picture() {
        const Workplace place;
        const QByteArray photo = "P5 2 2 255\nabcd", other = "P5 2 2 255\nefgh";
        place.write("w.noiseloom", json("{'noiseloom': 1, 'nodes': {'load': {'type': 'image.load@1'}, 'save': {'type': 'image.save@1', 'image': '@load.image'}}}"));
        place.write("elsewhere/photo.pgm", photo);
        check(place.run({"run", "w.noiseloom", "--input", "load=elsewhere/photo.pgm", "-o", "made/a.png"}), 0, "");
        const QByteArray embedded = place.run({"fmt", "made/a.png"}).out;
        QVERIFY2(embedded.contains("\"file\": { \"name\": \"photo.pgm\", \"sha256\": \"" + sha(photo) + "\" }"), embedded);
        QVERIFY(!embedded.contains("elsewhere"));

        check(place.run({"run", "made/a.png"}), 5, "the picture 'photo.pgm' was not found, nor another file with its SHA-256 (" + sha(photo).left(10) + "...) (node 'load', 'file')");
        check(place.run({"run", "made/a.png"}), 5, "or name one yourself with --input load.file=FILE.");
        place.write("made/photo.pgm", other);
        check(place.run({"plan", "made/a.png"}), 5, "the picture 'photo.pgm' is not the file that the workflow was made with: its SHA-256 is " + sha(other).left(10) + "..., not " + sha(photo).left(10));
        const auto made_from = [&](const QStringList& arguments) {
            const Outcome outcome = place.run(QStringList{"run", "made/a.png", "-o", "again/"} + arguments);
            const QList<QByteArray> written = outcome.out.split('\n');
            return outcome.status == 0 ? picture(place.path(QString::fromUtf8(written[0]))) : Image{};
        };
        const Image first = picture(place.path("made/a.png"));
        QVERIFY(same_pixels(made_from({"--input", "load=elsewhere/photo.pgm"}), first));
        QVERIFY(!same_pixels(made_from({"--set", "load.file=photo.pgm"}), first));   // the user's word counts more than the record
        place.write("made/renamed.pgm", photo);
        QVERIFY(same_pixels(made_from({}), first));
    }

    void a_picture_finds_its_model() {
        Workplace place;
        place.set_variable("NOISELOOM_MODELS", place.path("models"));
        const QByteArray model = source("tests/data/models/taesd/diffusion_pytorch_model.safetensors");
        place.write("models/tiny.safetensors", model);
        place.write("grey.pgm", "P5 8 8 255\n" + QByteArray(64, 'n'));
        place.write("w.noiseloom", json("{'noiseloom': 1, 'nodes': {'load': {'type': 'image.load@1', 'file': 'grey.pgm'}, 'vae': {'type': 'model.load_autoencoder@1', 'file': 'tiny.safetensors'},"
                                        "'in': {'type': 'latent.encode@1', 'autoencoder': '@vae.autoencoder', 'image': '@load.image'},"
                                        "'out': {'type': 'latent.decode@1', 'autoencoder': '@vae.autoencoder', 'latent': '@in.latent'}, 'save': {'type': 'image.save@1', 'image': '@out.image'}}}"));
        check(place.run({"run", "w.noiseloom", "-o", "a.png"}), 0, "");
        QVERIFY(place.run({"fmt", "a.png"}).out.contains("\"sha256\": \"" + sha(model) + "\""));
        QDir().mkpath(place.path("models/vae"));
        QVERIFY(QFile::rename(place.path("models/tiny.safetensors"), place.path("models/vae/other-name.safetensors")));
        check(place.run({"run", "a.png", "-o", "b.png"}), 0, "");
        QVERIFY(same_pixels(picture(place.path("a.png")), picture(place.path("b.png"))));
        QByteArray touched = model;
        touched[touched.size() - 1] = static_cast<char>(touched.back() ^ 1);
        place.write("models/vae/other-name.safetensors", touched);
        check(place.run({"run", "a.png"}), 4, "the model 'tiny.safetensors' was not found, nor another file with its SHA-256 (" + sha(model).left(10));
        place.write("models/tiny.safetensors", touched);
        check(place.run({"run", "a.png"}), 4, "the model 'tiny.safetensors' is not the file that the workflow was made with: its SHA-256 is " + sha(touched).left(10));
    }

    // D6: weights are read from the mapped file while the sampler runs.
    void weights_written_to_meanwhile_make_no_picture() {
        Workplace place;
        place.set_variable("NOISELOOM_MODELS", place.path("models"));
        const QString pipeline = NOISELOOM_SOURCE_DIR "/tests/data/models/sd1_pipeline/";
        for (QDirIterator entry(pipeline, QDir::Files, QDirIterator::Subdirectories); entry.hasNext();) {
            const QString name = entry.next().mid(pipeline.size());
            const QByteArray bytes = source("tests/data/models/sd1_pipeline/" + name);
            place.write("models/mine/" + name, name.endsWith(".safetensors") ? in_float32(bytes) : bytes);
        }
        QProcess process;
        place.start(process, {"run", "text-to-image", "--set", "model.file=mine", "--set", "schedule.steps=1000", "--dtype", "fp32", "--json", "-o", "a.png"});
        QByteArray seen;
        while (!seen.contains("\"progress\"") && process.waitForReadyRead(60'000)) seen += process.readAllStandardOutput();
        QVERIFY(seen.contains("\"progress\""));
        QFile shard(place.path("models/mine/unet/diffusion_pytorch_model.safetensors"));
        QVERIFY(shard.open(QIODevice::ReadWrite) && shard.seek(shard.size() - 4) && shard.write("abcd") == 4);
        shard.close();
        const Outcome outcome = place.finish(process);
        QVERIFY2(outcome.status == 4, shown(outcome));
        QVERIFY2(outcome.out.contains("diffusion_pytorch_model.safetensors: the file was written to while it was in use"), shown(outcome));
        QVERIFY(place.files().isEmpty());
    }
};

QTEST_GUILESS_MAIN(RecordedFilesTest)
#include "recorded_files_test.moc"
