// The real program, run as a user would: in a folder of its own, with its own home and cache, so that
// neither this machine's settings nor another test can be seen.
#pragma once

#include <functional>

#include <QtTest>

#include <sys/resource.h>

#include "image/read.h"

namespace noiseloom {

// JSON written with ' for ".
inline QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

inline QString program_path() { return QStringLiteral(NOISELOOM_BIN_DIR "/noiseloom"); }

struct Outcome {
    int status = never;   // negative: the signal that ended it, or never
    static constexpr int never = -1000;
    QByteArray out, err;

    QList<QJsonObject> events() const {   // of --json; an object with "invalid" for a line that is none
        QList<QJsonObject> all;
        for (const QByteArray& line : out.split('\n')) {
            if (line.isEmpty()) continue;
            const QJsonDocument read = QJsonDocument::fromJson(line);
            all.append(read.isObject() ? read.object() : QJsonObject{{"invalid", QString::fromUtf8(line)}});
        }
        return all;
    }
    // Ids of the nodes that an event of this kind names, in order.
    QStringList nodes(const QString& kind) const {
        QStringList ids;
        for (const QJsonObject& event : events())
            if (event["event"] == kind) ids.append(event["node"].toString());
        return ids;
    }
};

// What QVERIFY2 shows when a run did not end as it should.
inline QByteArray shown(const Outcome& outcome) {
    return "status " + QByteArray::number(outcome.status) + "\n" + outcome.out.left(2000) + "\n" + outcome.err.left(2000);
}

// What a run that went well and said nothing on standard error printed. Of any other all that is known, which
// equals no expected text, so that QCOMPARE shows it.
inline QByteArray printed(const Outcome& outcome) { return outcome.status == 0 && outcome.err.isEmpty() ? outcome.out : shown(outcome); }

// Of a test that failed, every run in its workplace is shown as the workplace goes.
class Workplace {
  public:
    Workplace() {
        for (const char* folder : {"work", "home", "cache"}) QDir(root_.path()).mkpath(folder);
        environment_.insert("PATH", qEnvironmentVariable("PATH"));
        environment_.insert("HOME", root_.filePath("home"));
        environment_.insert("NOISELOOM_CACHE_DIR", cache());
        environment_.insert("OMP_NUM_THREADS", "1");
        environment_.insert("LC_ALL", "C");
    }
    ~Workplace() {
        if (QTest::currentTestFailed()) qWarning("the runs of this test:%s", runs_.constData());
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    QString path(const QString& name = {}) const { return root_.filePath("work/" + name); }
    QString cache() const { return root_.filePath("cache"); }
    void set_variable(const QString& name, const QString& value) { environment_.insert(name, value); }
    void limit(int resource, rlim_t most) { limits_.append({resource, most}); }   // of every program started from now on

    QString write(const QString& name, const QByteArray& bytes) const {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path(name) : QString();
    }
    QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QStringList files(const QString& folder = {}) const { return QDir(path(folder)).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    void start(QProcess& process, const QStringList& arguments) const {
        process.setProcessEnvironment(environment_);
        process.setWorkingDirectory(path());
        process.setChildProcessModifier([limits = limits_] {
            for (const auto& [resource, most] : limits) {
                const rlimit both{most, most};
                ::setrlimit(static_cast<__rlimit_resource>(resource), &both);
            }
        });
        process.start(program_path(), arguments);
    }
    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const {
        QProcess process;
        start(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        return finish(process);
    }
    Outcome finish(QProcess& process) const {
        constexpr int patience = 200'000;   // ms: a hang, not a slow machine
        const bool ended = process.waitForFinished(patience) || (process.state() == QProcess::NotRunning && process.error() != QProcess::FailedToStart);
        const QByteArray problem = ended ? QByteArray() : "\n[the test: " + process.errorString().toUtf8() + "]";
        if (!ended) {
            process.kill();
            process.waitForFinished();
        }
        const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode();   // of a crash: the signal
        const Outcome outcome{ended ? code : Outcome::never, process.readAllStandardOutput(), process.readAllStandardError() + problem};
        runs_ += "\nnoiseloom " + process.arguments().join(' ').toUtf8() + "\n" + shown(outcome);
        return outcome;
    }

  private:
    QTemporaryDir root_;
    QProcessEnvironment environment_;
    QList<std::pair<int, rlim_t>> limits_;
    mutable QByteArray runs_;   // for people
};

// A picture in two steps: as good as any where the picture itself is not the matter.
inline const QStringList quick = {"run", "text-to-image", "--set", "schedule.steps=2"};

inline Image picture(const QString& file) {
    qputenv("NOISELOOM_IMAGE_HELPER", NOISELOOM_BIN_DIR "/noiseloom-image-helper");
    auto image = read_image(file.toStdString());
    if (image) return *std::move(image);
    qWarning("%s", image.error().message.c_str());
    return {};
}

inline QByteArray template_text(const QString& name) {
    QFile file(NOISELOOM_SOURCE_DIR "/resources/templates/" + name + ".noiseloom");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace noiseloom
