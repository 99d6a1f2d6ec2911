#include "serving/host_server.h"

#include <filesystem>

#include <QGuiApplication>

#include "serving/remote_host.h"

namespace noiseloom {
namespace {

constexpr std::chrono::seconds greeting_patience{5};
constexpr int most_greeted = 32;                // at a time
constexpr int most_sessions = 256;
constexpr int farewell = 1000;                  // ms, for hosts that answer still
constexpr int watch_interval = 30'000;   // ms

// Whether the program's file was removed or replaced since it was started: then the installed one must serve.
bool is_removed() {
    std::error_code failed;
    return std::filesystem::read_symlink("/proc/self/exe", failed).string().ends_with(" (deleted)");
}

bool has_screen() { return QGuiApplication::platformName() != "offscreen" && QGuiApplication::platformName() != "minimal"; }

struct Asked {
    Hello hello;
    Open open;
};

// Reads hello and open. Nothing: the guest was turned away, or said nothing right.
std::optional<Asked> received(Wire& wire, bool must_go, bool has_screen, bool& retires) {
    const auto refuse = [&](const std::string& message, bool again) {
        retires = again;
        (void)wire.send({{"type", "refuse"}, {"message", message}, {"again", again}});
    };
    const auto frame = wire.receive(greeting_patience);
    if (!frame || !*frame || (*frame)->type() != "hello") return std::nullopt;
    const auto hello = read_hello((*frame)->message);
    if (!hello) return refuse(hello.error().message, false), std::nullopt;
    if (must_go || hello->protocol > host_protocol) return refuse("Noiseloom was updated; the old one has made way", true), std::nullopt;
    if (hello->protocol < host_protocol) return refuse("the plug-in of " + hello->name + " is older than Noiseloom: install it anew", false), std::nullopt;
    if (hello->has_screen && !has_screen) return refuse("Noiseloom runs without a screen; it makes way for one with windows", true), std::nullopt;
    if (!wire.send({{"type", "welcome"}, {"protocol", host_protocol}, {"version", NOISELOOM_VERSION}})) return std::nullopt;
    const auto asked = wire.receive(greeting_patience);
    if (!asked || !*asked || (*asked)->type() != "open") return std::nullopt;
    auto open = read_open((*asked)->message);
    if (!open) {
        (void)wire.send(end_message(open.error().message + ". " + open.error().hint));
        return std::nullopt;
    }
    return Asked{*hello, *std::move(open)};
}

}  // namespace

HostServer::HostServer(HostDesk& desk, QObject* parent) : HostService(parent), desk_(desk), home_(std::make_shared<Home<HostServer>>(this)) {
    greeting_.setMaxThreadCount(most_greeted);
    talking_.setMaxThreadCount(most_sessions);
    watch_.setInterval(watch_interval);
    connect(&watch_, &QTimer::timeout, this, [this] {
        if (is_removed()) retire();
        else if (desk_.is_idle()) pool_->clear();
    });
}

HostServer::~HostServer() {
    home_->leave();
    retire();
    for (const std::weak_ptr<Wire>& one : guests_)
        if (const auto guest = one.lock()) guest->stop();   // who says nothing keeps nobody
    greeting_.waitForDone();
    if (!talking_.waitForDone(farewell))
        for (const std::weak_ptr<HostTalk>& one : talks_)
            if (const auto talk = one.lock()) talk->cut();
    talking_.waitForDone();
}

Result<bool> HostServer::listen() {
    NL_TRY(const std::filesystem::path path, socket_path());
    NL_TRY(auto opened, Listener::open(path));
    if (!opened) return false;
    listener_.emplace(*std::move(opened));
    notifier_ = std::make_unique<QSocketNotifier>(listener_->socket(), QSocketNotifier::Read);
    connect(notifier_.get(), &QSocketNotifier::activated, this, &HostServer::greet);
    watch_.start();
    return true;
}

void HostServer::greet() {
    auto wire = listener_->accept();
    if (!wire) return;
    const auto guest = std::make_shared<Wire>(std::move(*wire));
    std::erase_if(guests_, [](const std::weak_ptr<Wire>& one) { return one.expired(); });
    guests_.push_back(guest);
    greeting_.start([home = home_, guest, must_go = is_removed(), screen = has_screen()] {
        bool retires = false;
        const auto asked = received(*guest, must_go, screen, retires);
        home->post([guest, asked, retires](HostServer& server) {
            if (asked) server.take(std::move(*guest), asked->hello, asked->open);
            if (retires) server.retire();
        });
    });
}

void HostServer::take(Wire wire, const Hello& hello, const Open& open) {
    auto host = std::make_unique<RemoteHost>(std::move(wire), hello, open.document, pool_, talking_);
    std::erase_if(talks_, [](const std::weak_ptr<HostTalk>& one) { return one.expired(); });
    talks_.push_back(host->talk());
    desk_.take(std::move(host), open);
}

void HostServer::retire() {
    if (!listener_) return;
    watch_.stop();
    notifier_.reset();
    listener_.reset();
    emit retired();
}

}  // namespace noiseloom
