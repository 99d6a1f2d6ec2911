// kill -9 at any moment of a save leaves the old file or the new one, whole: the program is run again and
// again and killed at its first, second, third ... call that changes a file, until it gets through.
#include "program.h"

using namespace noiseloom;

namespace {

// Runs until one run ends by itself; `check` looks at what each killed run left. How many were killed.
template <class Check>
int kill_everywhere(Workplace& place, const std::function<void()>& prepare, const QStringList& arguments, Check check) {
    place.set_variable("LD_PRELOAD", NOISELOOM_KILL_AT_CALL);
    constexpr int far_too_many = 200;
    for (int call = 1; call < far_too_many; ++call) {
        prepare();
        place.set_variable("NOISELOOM_KILL_AT", QString::number(call));
        const Outcome outcome = place.run(arguments);
        if (outcome.status == 0) return call - 1;
        check();
        if (QTest::currentTestFailed()) break;
    }
    return -1;
}

}  // namespace

class KillTest : public QObject {
    Q_OBJECT
    static constexpr int calls_of_a_save = 4;   // write, fsync, rename, fsync of the folder

  private slots:
    void format_in_place() {
        Workplace place;
        const QByteArray loose = QJsonDocument::fromJson(template_text("inpaint")).toJson(QJsonDocument::Compact);
        const QByteArray canonical = place.run({"fmt", "-"}, loose).out;
        QVERIFY(canonical.size() > 1000);
        int old = 0;
        const auto write_old = [&] { place.write("w.noiseloom", loose); };
        const int killed = kill_everywhere(place, write_old, {"fmt", "w.noiseloom", "--in-place"}, [&] {
            const QByteArray now = place.read("w.noiseloom");
            QVERIFY2(now == loose || now == canonical, "torn: " + QByteArray::number(now.size()) + " bytes");
            old += now == loose;
        });
        QVERIFY(killed >= calls_of_a_save);
        QVERIFY(old >= 3 && old < killed);   // both sides of the rename were seen
        QCOMPARE(place.read("w.noiseloom"), canonical);
    }

    void save_picture() {
        Workplace place;
        const QStringList command = quick + QStringList{"--no-cache", "-o", "made/a.png"};
        QCOMPARE(place.run(command).status, 0);
        const QByteArray old = place.read("made/a.png");
        const Image expected = picture(place.path("made/a.png"));
        const int killed = kill_everywhere(place, [] {}, command, [&] {
            QCOMPARE(place.read("made/a.png"), old);
            for (const QString& file : place.files("made"))   // hidden ones are temporary
                if (!file.startsWith('.')) QVERIFY2(same_pixels(picture(place.path("made/" + file)), expected), qPrintable(file));
        });
        QVERIFY(killed >= calls_of_a_save);
    }

    // A run that dies while it fills the cache harms neither the cache nor the next run.
    void fill_cache() {
        Workplace place;
        QCOMPARE(place.run(quick + QStringList{"--no-cache", "-o", "whole.png"}).status, 0);
        const auto empty = [&] { QDir(place.cache()).removeRecursively(); };
        place.set_variable("LD_PRELOAD", NOISELOOM_KILL_AT_CALL);
        for (const char* call : {"1", "3", "6", "9", "12", "15"}) {
            empty();
            place.set_variable("NOISELOOM_KILL_AT", call);
            (void)place.run(quick);
            place.set_variable("NOISELOOM_KILL_AT", "0");
            QCOMPARE(place.run(quick + QStringList{"-o", QString("after-%1.png").arg(call)}).status, 0);
            QVERIFY(same_pixels(picture(place.path(QString("after-%1.png").arg(call))), picture(place.path("whole.png"))));
        }
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
