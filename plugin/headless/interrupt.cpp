#include "headless/interrupt.h"

#include <csignal>
#include <cstdlib>

namespace noiseloom {
namespace {

Cancel* interrupted_work = nullptr;

extern "C" void on_interrupt(int signal) {
    if (interrupted_work && !interrupted_work->requested())
        interrupted_work->request();
    else
        std::_Exit(128 + signal);
}

}  // namespace

InterruptGuard::InterruptGuard(Cancel& cancel) {
    interrupted_work = &cancel;
    std::signal(SIGINT, on_interrupt);
    std::signal(SIGTERM, on_interrupt);
}

InterruptGuard::~InterruptGuard() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    interrupted_work = nullptr;
}

}  // namespace noiseloom
