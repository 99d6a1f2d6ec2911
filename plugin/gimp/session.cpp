#include "gimp/session.h"

#include <algorithm>

#include <unistd.h>

#include "core/environment.h"
#include "gimp/pixels.h"
#include "gimp/requests.h"

namespace noiseloom {
namespace {

using How = SessionEnd::How;

bool has_screen() {
    for (const char* name : {"WAYLAND_DISPLAY", "DISPLAY"})
        if (!environment(name).empty()) return true;
    return false;
}

Hello hello() { return {host_protocol, "gimp", "GIMP", taken(gimp_version()), NOISELOOM_VERSION, ::getpid(), has_screen(), true}; }

// GIMP's progress bar, whose Cancel button ends the bridge, so it is there only while something runs.
class Progress {
  public:
    void show(const Json& message) {
        if (!message.contains("fraction") || !message["fraction"].is_number()) return end();
        const std::string text = message.contains("text") && message["text"].is_string() ? message["text"].get<std::string>() : "Noiseloom";
        if (!is_shown_) gimp_progress_init(text.c_str());
        else if (text != text_) gimp_progress_set_text(text.c_str());
        is_shown_ = true;
        text_ = text;
        gimp_progress_update(std::clamp(message["fraction"].get<double>(), 0.0, 1.0));
    }
    void end() {
        if (is_shown_) gimp_progress_end();
        is_shown_ = false;
    }

  private:
    bool is_shown_ = false;
    std::string text_;
};

std::string for_user(const Error& error) { return error.hint.empty() ? error.message : error.message + "\n" + error.hint; }

SessionEnd failed(const std::string& error) { return {How::failed, error, {}}; }

class Session {
  public:
    Session(Asked asked, Wire wire) : asked_(std::move(asked)), wire_(std::move(wire)) {}

    SessionEnd run(const Open& open) {
        if (!wire_.send(to_json(open))) return gone();
        for (;;) {
            auto frame = wire_.receive(std::chrono::seconds(1));
            if (!frame || !tell_if_closed()) return gone();
            if (!*frame) continue;
            if ((*frame)->type() == "end") return end(**frame);
            if (!handle(**frame)) return gone();
        }
    }

  private:
    bool tell_if_closed() {
        if (is_closed_ || is_image(asked_.image)) return true;
        is_closed_ = true;
        return bool(wire_.send({{"type", "closed"}}));
    }

    bool handle(const Frame& frame) {
        const Json& message = frame.message;
        if (message.contains("id") && message["id"].is_number_integer()) return bool(wire_.send(answer(frame, asked_)));
        if (frame.type() == "progress") progress_.show(message);
        if (frame.type() == "message") gimp_message(frame.text("text").c_str());
        return true;
    }

    SessionEnd end(const Frame& frame) {
        progress_.end();
        const std::string error = frame.text("error");
        return {!error.empty() ? How::failed : frame.flag("cancelled") ? How::cancelled : How::done, error, still_there()};
    }

    SessionEnd gone() {
        progress_.end();
        return {How::failed, asked_.made.empty() ? "Noiseloom went away; the image is as it was." : "Noiseloom went away; what it had put into the image stays.", still_there()};
    }

    std::vector<int> still_there() const {
        std::vector<int> layers;
        for (int layer : asked_.made)
            if (is_layer(layer)) layers.push_back(layer);
        return layers;
    }

    Asked asked_;
    Wire wire_;
    Progress progress_;
    bool is_closed_ = false;   // and the application knows
};

}  // namespace

Installed installed() { return {own_folder(), NOISELOOM_EDITOR_PATH}; }

std::vector<int> layers_of_drawables(const std::vector<int>& drawables) {
    std::vector<int> layers;
    for (int drawable : drawables) {
        if (is_layer(drawable)) layers.push_back(drawable);
        else if (drawable > 0 && gimp_item_id_is_valid(drawable) && gimp_item_id_is_layer_mask(drawable)) layers.push_back(layer_of_mask(drawable));
    }
    return layers;
}

SessionEnd run_session(int image, const std::vector<int>& layers, Open open) {
    keep_gimp_errors();
    gegl_init(nullptr, nullptr);
    limit_gegl_memory();
    auto document = document_of(image, layers);
    if (const Refusal* refusal = std::get_if<Refusal>(&document)) return failed(refusal->message);
    open.document = std::get<HostDocument>(std::move(document));
    auto wire = meet_application(hello(), installed(), [&] { return is_image(image); });
    if (!wire) return wire.error().code == Code::cancelled ? SessionEnd{How::cancelled, "", {}} : failed(for_user(wire.error()));
    // A script means the layers that it named until the end; at a window the user may select others.
    return Session({image, open.purpose == Purpose::run ? layers : std::vector<int>(), {}}, *std::move(wire)).run(open);
}

}  // namespace noiseloom
