// noiseloom-thumbnailer FILE PICTURE [SIZE]: a .noiseloom file, or - for standard input, as a small PNG. File managers start it by
// themselves, for files from anywhere: so it reads a bounded number of bytes with the reader that all of Noiseloom has, and the
// system ends it where it would take long or much.
#include <cstdlib>
#include <iostream>

#include <QByteArray>
#include <QFile>
#include <QImage>

#include <sys/resource.h>

#include "thumbnailer/graph_picture.h"

namespace noiseloom {
namespace {

constexpr qint64 most_bytes = qint64{8} << 20;

void bound(int resource, rlim_t most) {
    const rlimit limit{most, most};
    setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
}

Result<Workflow> read(const QString& name) {
    QFile file(name);
    const bool is_open = name == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!is_open) return Error{Code::disk, name.toStdString() + " cannot be read: " + file.errorString().toStdString(), "", "", "", ""};
    const QByteArray text = file.read(most_bytes + 1);
    if (text.size() > most_bytes) return Error{Code::bad_workflow, name.toStdString() + " is too large for a small picture", "", "", "", ""};
    return read_workflow({text.constData(), static_cast<std::size_t>(text.size())});
}

int fail(const Error& error) {
    std::cerr << "noiseloom-thumbnailer: " << to_string(error) << "\n";
    return exit_status(error.code);
}

int draw(const QString& from, const QString& to, int size) {
    const auto workflow = read(from);
    if (!workflow) return fail(workflow.error());
    if (!graph_picture(*workflow, size).save(to, "PNG")) return fail({Code::disk, to.toStdString() + " cannot be written", "", "", "", ""});
    return 0;
}

}  // namespace
}  // namespace noiseloom

int main(int argc, char** argv) {
    using namespace noiseloom;
    if (argc < 3 || argc > 4) {
        std::cerr << "Usage: noiseloom-thumbnailer FILE PICTURE [SIZE]\n";
        return exit_status(Code::usage);
    }
    bound(RLIMIT_CPU, 10);
    bound(RLIMIT_AS, rlim_t{1} << 30);
    bound(RLIMIT_CORE, 0);
    return draw(QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2]), argc == 4 ? std::atoi(argv[3]) : 256);
}
