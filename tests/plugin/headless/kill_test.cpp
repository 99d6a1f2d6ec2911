// kill -9 at any moment of a save leaves the old file or the new one, whole.
#include "program.h"

#include <QRandomGenerator>

using namespace noiseloom;

namespace {

// Starts the program and kills it after a random part of the time that it takes.
void run_and_kill(const Workplace& place, const QStringList& arguments, int most_ms) {
    QProcess process;
    place.start(process, arguments);
    QVERIFY(process.waitForStarted());
    if (!process.waitForFinished(QRandomGenerator::global()->bounded(1, most_ms))) process.kill();
    process.waitForFinished();
}

int time_of(const Workplace& place, const QStringList& arguments) {
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = place.run(arguments);
    return outcome.status == 0 ? static_cast<int>(timer.elapsed()) + 20 : 0;
}

}  // namespace

class KillTest : public QObject {
    Q_OBJECT
    static constexpr int rounds = 40;

  private slots:
    void format_in_place() {
        const Workplace place;
        QByteArray loose = "{\"noiseloom\": 1, \"nodes\": {";
        for (int i = 0; i < 20'000; ++i)
            loose += QByteArray(i ? "," : "") + "\"n" + QByteArray::number(i) + json("':{'type':'values.text@1','value':'a text of some length'}");
        loose += "}}";
        place.write("w.noiseloom", loose);
        const int whole = time_of(place, {"fmt", "w.noiseloom", "--in-place"});
        QVERIFY(whole > 0);
        const QByteArray canonical = place.read("w.noiseloom");
        int saved = 0;
        for (int i = 0; i < rounds; ++i) {
            place.write("w.noiseloom", loose);
            run_and_kill(place, {"fmt", "w.noiseloom", "--in-place"}, whole);
            const QByteArray now = place.read("w.noiseloom");
            QVERIFY2(now == loose || now == canonical, "torn: " + QByteArray::number(now.size()) + " bytes");
            saved += now == canonical;
        }
        qInfo("%d of %d were saved before the kill", saved, rounds);
    }

    void save_picture() {
        const Workplace place;
        const QStringList command = quick + QStringList{"-o", "made/a.png"};
        QCOMPARE(place.run(command).status, 0);
        const QByteArray old = place.read("made/a.png");
        const Image expected = picture(place.path("made/a.png"));
        const int whole = time_of(place, command);   // from the cache: mostly the save
        QVERIFY(whole > 0);
        for (int i = 0; i < rounds; ++i) run_and_kill(place, command, whole);
        QCOMPARE(place.read("made/a.png"), old);
        for (const QString& file : place.files("made"))
            if (file.endsWith(".png") && !file.startsWith('.')) QVERIFY2(same_pixels(picture(place.path("made/" + file)), expected), qPrintable(file));
        QCOMPARE(place.run(command).status, 0);   // neither the folder nor the cache minds
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
