#include "ui/host/host_run.h"

namespace noiseloom {

HostRun::HostRun(Desk& desk, std::unique_ptr<HostLink> link, Workflow workflow, const QString& title, QObject* parent)
    : QObject(parent), document_(desk.backend.registry(), std::move(workflow), QString(), title), runs_(desk.workshop, document_, desk.output_folder), session_(desk.backend, document_, runs_, std::move(link)) {
    runs_.set_compute(desk.compute);
    connect(&session_, &HostSession::inserted, this, [this] { end({}, false); });
    connect(&session_, &HostSession::failed, this, [this](const QString& message) { end(message, message.isEmpty()); });
    connect(&session_, &HostSession::host_gone, this, [this] { end({}, true); });   // nobody is left to make pictures for
}

HostRun::~HostRun() = default;

void HostRun::start() { session_.generate_into_host(); }

void HostRun::end(const QString& error, bool was_cancelled) {
    if (std::exchange(has_ended_, true)) return;
    runs_.stop();
    session_.link().end(error, was_cancelled);
    emit ended();
}

}  // namespace noiseloom
