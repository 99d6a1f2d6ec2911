#include "ui/app/end_signals.h"

#include <csignal>

#include <QCoreApplication>
#include <QSocketNotifier>
#include <fcntl.h>
#include <unistd.h>

namespace noiseloom {
namespace {

int ends[2] = {-1, -1};   // a signal's handler may do little more than write

void tell(int) {
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(ends[1], &byte, 1);
}

}  // namespace

void quit_on_signals() {
    if (ends[0] >= 0 || ::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return;
    auto* notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, qApp);
    QObject::connect(notifier, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) std::signal(number, tell);
}

}  // namespace noiseloom
