#include "ui/app/serving.h"

#include <QApplication>

#include "ui/app/main_window.h"

namespace noiseloom {
namespace {

constexpr int watch_interval = 5'000;            // ms
constexpr qint64 patience = 10 * 60 * 1000;      // ms without windows and work

}  // namespace

Serving::Serving(Desk& desk, const MakeHostService& make_service, bool stays)
    : desk_(desk), stays_(stays), hosts_(desk, [this]() -> MainWindow& { return window(); }), service_(make_service(hosts_)) {
    QApplication::setQuitOnLastWindowClosed(false);
    watch_.setInterval(watch_interval);
    connect(&watch_, &QTimer::timeout, this, &Serving::look);
    connect(qApp, &QGuiApplication::lastWindowClosed, this, &Serving::look, Qt::QueuedConnection);
    connect(&hosts_, &HostDesk::became_idle, this, &Serving::look, Qt::QueuedConnection);
    connect(service_.get(), &HostService::retired, this, &Serving::look, Qt::QueuedConnection);
    idle_.start();
    watch_.start();
}

Serving::~Serving() {
    service_.reset();   // nobody comes in any more
    delete window_;
}

Result<bool> Serving::listen() { return service_->listen(); }

MainWindow& Serving::window() {
    if (!window_) {
        window_ = new MainWindow(desk_);
        window_->setAttribute(Qt::WA_DeleteOnClose);
    }
    return *window_;
}

bool Serving::has_windows() const {
    const QWidgetList all = QApplication::topLevelWidgets();
    return std::any_of(all.begin(), all.end(), [](const QWidget* one) { return one->isVisible() && one->isWindow(); });
}

void Serving::look() {
    if (has_windows() || !hosts_.is_idle()) {
        idle_.start();
        return;
    }
    if (!stays_ || !service_->is_listening() || idle_.hasExpired(patience)) QApplication::quit();
}

}  // namespace noiseloom
