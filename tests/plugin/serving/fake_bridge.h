// The other end of the socket, as a bridge behaves: a document of one layer in memory, on a thread of its own.
#pragma once

#include <atomic>
#include <thread>

#include <sys/socket.h>

#include "host/messages.h"
#include "host/segment.h"
#include "host/wire.h"

namespace noiseloom {

class FakeBridge {
  public:
    HostDocument document;
    std::vector<unsigned char> pixels;      // of the layer, as the document's format says
    std::vector<unsigned char> selection;   // u8, of the layer's rectangle
    std::vector<Put> puts;
    std::vector<std::vector<unsigned char>> put_pixels;   // the segment of each
    std::vector<Json> told;                 // messages without an answer
    std::string error;                      // code that every request is answered with
    bool keeps_pixels = true;               // in put_pixels
    std::chrono::steady_clock::duration copying{};   // spent on pixels here, which is the host's own time
    std::atomic<bool> answers{true};
    std::atomic<int> reads{0};

    FakeBridge() {
        document.id = "1";
        document.name = "photo.xcf";
        document.width = 8;
        document.height = 6;
        HostLayer layer;
        layer.id = "5";
        layer.name = "Sky";
        layer.is_active = true;
        layer.rect = {2, 1, 4, 3};
        document.layers = {layer};
        for (int i = 0; i < 4 * 3; ++i)
            for (const int part : {i * 20, 255 - i * 20, 7, 255}) pixels.push_back(static_cast<unsigned char>(part));
    }
    ~FakeBridge() { leave(); }

    // The application's end of a new connection.
    Wire join() {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
        serve(Wire(Descriptor(ends[0])));
        return Wire(Descriptor(ends[1]));
    }
    // Answers whoever is at the other end, from now on.
    void serve(Wire wire) {
        wire_.emplace(std::move(wire));
        thread_ = std::thread([this] { work(); });
    }
    void say(const Json& message) { (void)wire_->send(message); }
    void leave() {
        if (wire_) wire_->stop();
        wait();
    }
    void wait() {   // until the application has left
        if (thread_.joinable()) thread_.join();
    }

  private:
    // Adds the time of a scope.
    class Watch {
      public:
        explicit Watch(std::chrono::steady_clock::duration& to) : to_(to) {}
        ~Watch() { to_ += std::chrono::steady_clock::now() - begin_; }

      private:
        std::chrono::steady_clock::duration& to_;
        const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    };

    void work() {
        while (true) {
            auto frame = wire_->receive(std::chrono::seconds(20));
            if (!frame || !*frame) return;
            const Json& message = (*frame)->message;
            if (!message.contains("id")) {
                told.push_back(message);
                if ((*frame)->type() == "end") return;
                continue;
            }
            if (answers) (void)wire_->send(answer(**frame, message["id"]));
        }
    }

    Json answer(const Frame& frame, int id) {
        if (!error.empty()) return reply_error(id, error, "no");
        if (frame.type() == "document") return reply(id, {{"document", to_json(document)}});
        if (frame.type() == "get") {
            const auto get = read_get(frame.message);
            const std::vector<unsigned char>& from = get->source == PixelSource::selection ? selection : pixels;
            const auto memory = map_segment(frame.descriptors.at(0).get(), from.size(), Access::write);
            const Watch watch(copying);
            std::copy(from.begin(), from.end(), memory->data());
            if (get->source == PixelSource::selection) return reply(id, {{"sample", "u8"}});
            ++reads;
            return reply(id);
        }
        const auto put = read_put(frame.message);
        std::size_t bytes = 0;
        for (const PutLayer& layer : put->layers) {
            bytes = std::max(bytes, layer.offset + document.format.bytes(layer.rect));
            if (layer.mask) bytes = std::max(bytes, *layer.mask + PixelFormat{PixelLayout::gray, PixelSample::u8}.bytes(layer.rect));
        }
        const auto memory = map_segment(frame.descriptors.at(0).get(), bytes, Access::read);
        puts.push_back(*put);
        if (keeps_pixels) {
            put_pixels.emplace_back(memory->data(), memory->data() + bytes);
        } else {
            const Watch watch(copying);
            std::copy(memory->data(), memory->data() + bytes, pixels.begin());
        }
        Json layers = Json::array();
        for (std::size_t i = 0; i < put->layers.size(); ++i) layers.push_back(std::to_string(10 + i));
        return reply(id, {{"layers", layers}});
    }

    std::optional<Wire> wire_;
    std::thread thread_;
};

}  // namespace noiseloom
