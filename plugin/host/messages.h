// What bridge and application say to each other, as C++ values: one struct a message of PROTOCOL.md, which tells what they mean.
//
// to_json() writes them, read_...() takes what came over the wire and trusts nothing in it: an error (refused) names the key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.h"

namespace noiseloom {

struct HostRect {
    int x = 0, y = 0, width = 0, height = 0;   // pixels of the host's image; x and y may be negative
    bool is_empty() const { return width <= 0 || height <= 0; }
    bool operator==(const HostRect&) const = default;
};
HostRect united(const HostRect& a, const HostRect& b);
HostRect common(const HostRect& a, const HostRect& b);   // empty where they do not meet

enum class PixelLayout { rgba, bgra, graya, gray };
enum class PixelSample { u8, u16, f16, f32 };
int channels_of(PixelLayout layout);
int bytes_of(PixelSample sample);

struct PixelFormat {
    PixelLayout layout = PixelLayout::rgba;
    PixelSample sample = PixelSample::u8;
    std::size_t pixel_bytes() const { return std::size_t(channels_of(layout)) * std::size_t(bytes_of(sample)); }
    std::size_t bytes(const HostRect& rect) const { return std::size_t(rect.width) * std::size_t(rect.height) * pixel_bytes(); }
    bool operator==(const PixelFormat&) const = default;
};

enum class LayerKind { pixels, group, other };

struct HostLayer {
    std::string id, name;
    LayerKind kind = LayerKind::pixels;
    std::string parent;              // id of the group; empty: none
    bool is_visible = true, has_alpha = true, is_active = false;
    double opacity = 1;
    HostRect rect;
};

struct HostDocument {
    std::string id, name;
    int width = 0, height = 0;
    PixelFormat format;
    std::string profile;             // ICC in base64; empty: sRGB
    std::vector<HostLayer> layers;   // from top to bottom, a group before what is in it
    std::optional<HostRect> selection;

    HostRect rect() const { return {0, 0, width, height}; }
    const HostLayer* find_layer(const std::string& id) const;
    const HostLayer* active_layer() const;   // the first; null: none
};
Json to_json(const HostDocument& document);
Result<HostDocument> read_document(const Json& json);

struct Hello {
    int protocol = 0;
    std::string host, name, version, bridge;   // "gimp", "GIMP", "2.10.34", "0.1.0"
    int pid = 0;
    bool has_screen = false;
    bool is_process = false;              // of its own, a child of the host's, which ends it where the user cancels
};
Json to_json(const Hello& hello);
Result<Hello> read_hello(const Json& json);

enum class Purpose { editor, form, run };

struct Open {
    Purpose purpose = Purpose::editor;
    std::string workflow;                 // published by that name, a template, a file; empty: the editor's choice
    Json arguments = Json::object();      // by field name or "node.input"
    Json inputs = Json::object();         // layers, by id or name, for picture inputs by name
    int count = 1;                        // variations
    bool uses_last_values = false;
    HostDocument document;
};
Json to_json(const Open& open);
Result<Open> read_open(const Json& json);

enum class PixelSource { layer, merged, selection };

struct Get {
    PixelSource source = PixelSource::layer;
    std::string layer;
    HostRect rect;
};
Json to_json(const Get& get);
Result<Get> read_get(const Json& json);

enum class PutAs { layer, replace, image };

struct PutLayer {
    PutAs as = PutAs::layer;
    std::string name;
    HostRect rect;
    std::size_t offset = 0;               // in the segment
    std::string above;                    // layer: the one below it
    std::string layer;                    // replace: which one
    std::optional<std::size_t> mask;      // replace: where in the segment it is told how much of each pixel is replaced, a byte each; absent: wholly
    bool is_visible = true;
};

struct Put {
    std::string undo;                     // what the step of undo is called
    std::vector<PutLayer> layers;
    std::optional<HostRect> canvas;
};
Json to_json(const Put& put);
Result<Put> read_put(const Json& json);

// Requests and their answers. The id is the caller's.
Json request(int id, Json message);
Json reply(int id, Json answer = Json::object());
Json reply_error(int id, const std::string& code, const std::string& message);   // "gone", "refused", "failed"
Json end_message(const std::string& error = {}, bool was_cancelled = false);

}  // namespace noiseloom
