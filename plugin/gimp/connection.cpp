#include "gimp/connection.h"

#include <thread>

#include "host/meeting.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr int attempts = 3;
constexpr auto start_patience = 10s;
constexpr auto welcome_patience = 30s;   // an application that is loading a model may be slow to answer

Error not_installed(const std::vector<fs::path>& places) {
    std::string looked;
    for (const fs::path& place : places) looked += (looked.empty() ? "" : ", ") + place.string();
    return {Code::refused, "Noiseloom's editor was not found. Looked at: " + looked + ".", "Install the package noiseloom, or name noiseloom-editor in the variable NOISELOOM_EDITOR.", "", "", ""};
}

Error stopped() { return {Code::cancelled, "stopped", "", "", "", ""}; }

Result<Wire> reach(const Installed& installed, const std::function<bool()>& goes_on) {
    NL_TRY(const fs::path socket, socket_path());
    NL_TRY(std::optional<Wire> wire, connect_to_application(socket));
    if (wire) return *std::move(wire);
    const auto places = application_places(installed.folder, installed.built_for);
    const fs::path program = find_application(places);
    if (program.empty()) return not_installed(places);
    NL_CHECK(start_application(program));
    for (const auto until = Clock::now() + start_patience; Clock::now() < until; std::this_thread::sleep_for(20ms)) {
        NL_TRY(std::optional<Wire> started, connect_to_application(socket));
        if (started) return *std::move(started);
        if (!goes_on()) return stopped();
    }
    return Error{Code::refused, "Noiseloom was started but did not answer within ten seconds.", "Run " + program.string() + " in a terminal: it tells there what it lacks.", "", "", ""};
}

Result<Frame> await_answer(Wire& wire, const std::function<bool()>& goes_on) {
    for (const auto until = Clock::now() + welcome_patience; Clock::now() < until;) {
        NL_TRY(std::optional<Frame> frame, wire.receive(1s));
        if (frame) return *std::move(frame);
        if (!goes_on()) return stopped();
    }
    return Error{Code::refused, "Noiseloom does not answer.", "End it and start it anew.", "", "", ""};
}

}  // namespace

Result<Wire> meet_application(const Hello& hello, const Installed& installed, const std::function<bool()>& goes_on) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        NL_TRY(Wire wire, reach(installed, goes_on));
        NL_CHECK(wire.send(to_json(hello)));
        NL_TRY(const Frame answer, await_answer(wire, goes_on));
        if (answer.type() == "welcome") return wire;
        if (answer.type() != "refuse") return Error{Code::refused, "Noiseloom answered in words that this bridge does not know.", "Install Noiseloom and its bridge anew, of one version.", "", "", ""};
        const std::string reason = answer.text("message");
        if (!answer.flag("again")) return Error{Code::refused, reason.empty() ? "Noiseloom refused." : reason, "", "", "", ""};
    }
    return Error{Code::refused, "Several versions of Noiseloom take turns in answering.", "End all that run, and remove those that are not needed.", "", "", ""};
}

}  // namespace noiseloom
