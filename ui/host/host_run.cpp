#include "ui/host/host_run.h"

namespace noiseloom {

HostRun::HostRun(Desk& desk, std::unique_ptr<HostLink> link, std::unique_ptr<EditorDocument> document, QObject* parent)
    : QObject(parent), document_(std::move(document)), runs_(desk.workshop, *document_, desk.output_folder), session_(desk.backend, *document_, runs_, std::move(link)) {
    runs_.set_compute(desk.compute);
    connect(&session_, &HostSession::inserted, this, [this] { end({}); });
    connect(&session_, &HostSession::failed, this, &HostRun::end);   // stopped: without a message
    connect(&session_, &HostSession::host_gone, this, [this] { end({}); });   // nobody is left to make pictures for
}

HostRun::~HostRun() = default;

void HostRun::start() { session_.generate_into_host(); }

void HostRun::end(const QString& error) {
    if (std::exchange(has_ended_, true)) return;
    runs_.stop();
    session_.leave(error);
    emit ended();
}

}  // namespace noiseloom
