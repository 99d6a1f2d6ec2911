#include "diffusion/stopwatch.h"

#include <c10/core/impl/VirtualGuardImpl.h>

namespace noiseloom {
namespace {

using Clock = std::chrono::steady_clock;

void wait_for(at::Device device) {
    if (device.is_cpu()) return;
    const c10::impl::VirtualGuardImpl card(device.type());
    card.synchronizeDevice(device.has_index() ? device.index() : card.getDevice().index());
}

}  // namespace

Stopwatch::Stopwatch(at::Device device) : device_(device) {
    wait_for(device_);
    start_ = Clock::now();
}

double Stopwatch::seconds() const {
    wait_for(device_);
    return std::chrono::duration<double>(Clock::now() - start_).count();
}

}  // namespace noiseloom
