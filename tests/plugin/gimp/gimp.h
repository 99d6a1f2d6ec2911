// The real GIMP 2.10 without windows, with the bridge in it and an application at the other end, usually the real one, in a folder of their own.
#pragma once

#include <QtTest>

#include <csignal>

#include <sys/socket.h>
#include <sys/un.h>

namespace noiseloom {

class Gimp {
  public:
    static constexpr const char* program = "gimp-console-2.10";
    static bool is_installed() { return !QStandardPaths::findExecutable(program).isEmpty(); }

    explicit Gimp(const QString& editor = qEnvironmentVariable("NOISELOOM_EDITOR", NOISELOOM_BIN_DIR "/noiseloom-editor")) {
        for (const char* folder : {"home", "cache", "run", "data/noiseloom"}) QDir(root_.path()).mkpath(folder);
        QFile::setPermissions(path("run"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        environment_ = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, folder] : {std::pair("HOME", "home"), std::pair("XDG_CACHE_HOME", "cache"), std::pair("XDG_RUNTIME_DIR", "run"), std::pair("XDG_DATA_HOME", "data")})
            environment_.insert(name, path(folder));
        environment_.insert("NOISELOOM_EDITOR", editor);
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "NOISELOOM_SOCKET", "QT_QPA_PLATFORM"}) environment_.remove(name);
    }
    ~Gimp() {
        if (const pid_t pid = application()) ::kill(pid, SIGTERM);
    }

    QString path(const QString& name) const { return root_.filePath(name); }
    void write(const QString& name, const QByteArray& content) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write %s", qPrintable(name));
    }

    // A GIMP of its own with these lines of Script-Fu. `profile`: GIMPs that run at once need different ones.
    std::unique_ptr<QProcess> start(const QByteArray& script, const QString& profile = "gimp") const {
        const QString bridge = path(profile + "/plug-ins/noiseloom/noiseloom");
        QDir().mkpath(QFileInfo(bridge).path());
        QFile::copy(NOISELOOM_BIN_DIR "/noiseloom-gimp", bridge);
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = environment_;
        environment.insert("GIMP2_DIRECTORY", path(profile));
        process->setProcessEnvironment(environment);
        process->setProcessChannelMode(QProcess::MergedChannels);
        process->start(program, {"-n", "-i", "-d", "-f", "-s", "-c", "-b", QString::fromUtf8(prelude() + script), "-b", "(gimp-quit 0)"});
        return process;
    }
    // All that it printed. GIMP's exit status is 0 whatever its scripts do, so they say what they found.
    static QByteArray finish(QProcess& process) {
        if (!process.waitForFinished(240'000)) process.kill();
        return process.readAll();
    }
    QByteArray run(const QByteArray& script) const { return finish(*start(script)); }

    // The process that serves; 0: none does.
    pid_t application() const {
        const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, path("run/noiseloom/host-1.sock").toUtf8().constData(), sizeof address.sun_path);
        ucred peer{};
        socklen_t size = sizeof peer;
        if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size);
        ::close(socket);
        return peer.pid;
    }
    // The bridge that runs from a profile; 0: none.
    pid_t bridge(const QString& profile = "gimp") const {
        const QString wanted = QFileInfo(path(profile + "/plug-ins/noiseloom/noiseloom")).canonicalFilePath();
        for (const QString& pid : QDir("/proc").entryList(QDir::Dirs))
            if (QFile::symLinkTarget("/proc/" + pid + "/exe") == wanted) {
                QFile arguments("/proc/" + pid + "/cmdline");
                // GIMP also starts it to ask what it offers.
                if (arguments.open(QIODevice::ReadOnly) && arguments.readAll().contains("-run")) return pid.toInt();
            }
        return 0;
    }

  private:
    static QByteArray prelude() {
        QFile file(NOISELOOM_SOURCE_DIR "/tests/plugin/gimp/prelude.scm");
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir root_;
    QProcessEnvironment environment_;
};

// What scripts said, line by line.
inline QByteArrayList said(const QByteArray& output) {
    QByteArrayList lines;
    for (const QByteArray& line : output.split('\n'))
        if (const qsizetype at = line.indexOf("RESULT "); at >= 0) lines.append(line.mid(at + 7).trimmed());
    return lines;
}

}  // namespace noiseloom
