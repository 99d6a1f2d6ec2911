#include "host/messages.h"

#include <algorithm>
#include <array>

namespace noiseloom {
namespace {

constexpr int farthest = 1 << 20;       // of coordinates: beyond any host's images
constexpr int longest_side = 1 << 19;

template <class Enum, std::size_t count>
struct Words {
    std::array<std::string_view, count> words;   // in the order of the enum
    std::string of(Enum value) const { return std::string(words[static_cast<std::size_t>(value)]); }
};

constexpr Words<PixelLayout, 4> layouts{{"rgba", "bgra", "graya", "gray"}};
constexpr Words<PixelSample, 4> samples{{"u8", "u16", "f16", "f32"}};
constexpr Words<LayerKind, 3> kinds{{"pixels", "group", "other"}};
constexpr Words<Purpose, 3> purposes{{"editor", "form", "run"}};
constexpr Words<PixelSource, 3> sources{{"layer", "merged", "selection"}};
constexpr Words<PutAs, 3> ways{{"layer", "replace", "image"}};

Error wrong(const std::string& key) { return {Code::refused, "the other side sent no usable '" + key + "'", "Bridge and application may be of different versions: install both anew.", "", "", ""}; }

// Reads the keys of one object and remembers the first that is wrong; what is absent stays as it is.
class Reader {
  public:
    Reader(const Json& json, const std::string& what) : json_(json) {
        if (!json.is_object()) problem_ = what;
    }

    void text(const char* key, std::string& to) {
        if (const Json* found = find(key)) found->is_string() ? void(to = found->get<std::string>()) : fail(key);
    }
    void flag(const char* key, bool& to) {
        if (const Json* found = find(key)) found->is_boolean() ? void(to = found->get<bool>()) : fail(key);
    }
    void number(const char* key, int& to, int least, int most) {
        const Json* found = find(key);
        if (!found) return;
        const bool wraps = found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(most);
        if (!found->is_number_integer() || wraps || found->get<std::int64_t>() < least || found->get<std::int64_t>() > most) return fail(key);
        to = found->get<int>();
    }
    void size(const char* key, std::size_t& to) {
        if (const Json* found = find(key)) found->is_number_unsigned() ? void(to = found->get<std::size_t>()) : fail(key);
    }
    void optional_size(const char* key, std::optional<std::size_t>& to) {
        if (find(key)) size(key, to.emplace());
    }
    void share(const char* key, double& to) {
        const Json* found = find(key);
        if (!found) return;
        if (!found->is_number() || !(found->get<double>() >= 0 && found->get<double>() <= 1)) return fail(key);
        to = found->get<double>();
    }
    void object(const char* key, Json& to) {
        if (const Json* found = find(key)) found->is_object() ? void(to = *found) : fail(key);
    }
    template <class Enum, std::size_t count>
    void word(const char* key, const Words<Enum, count>& words, Enum& to) {
        const Json* found = find(key);
        if (!found) return;
        const auto at = found->is_string() ? std::find(words.words.begin(), words.words.end(), found->get_ref<const std::string&>()) : words.words.end();
        if (at == words.words.end()) return fail(key);
        to = static_cast<Enum>(at - words.words.begin());
    }
    void rect(HostRect& to) {
        number("x", to.x, -farthest, farthest);
        number("y", to.y, -farthest, farthest);
        number("width", to.width, 0, longest_side);
        number("height", to.height, 0, longest_side);
    }
    void optional_rect(const char* key, std::optional<HostRect>& to) {
        const Json* found = find(key);
        if (!found) return;
        Reader inner(*found, key);
        HostRect rect;
        inner.rect(rect);
        if (!inner.problem_.empty() || rect.is_empty()) return fail(key);
        to = rect;
    }
    const Json* list(const char* key) {
        const Json* found = find(key);
        if (found && !found->is_array()) fail(key);
        return found && found->is_array() ? found : nullptr;
    }
    void must(bool holds, const char* key) {
        if (!holds) fail(key);
    }

    template <class T>
    Result<T> done(T value) const {
        if (!problem_.empty()) return wrong(problem_);
        return value;
    }

  private:
    const Json* find(const char* key) const {
        if (!problem_.empty()) return nullptr;
        const auto at = json_.find(key);
        return at == json_.end() ? nullptr : &*at;
    }
    void fail(const char* key) {
        if (problem_.empty()) problem_ = key;
    }

    const Json& json_;
    std::string problem_;
};

// Of no list nothing.
template <class Item>
Result<void> read_all(const Json* list, Result<Item> (*read)(const Json&), std::vector<Item>& to) {
    if (!list) return {};
    for (const Json& json : *list) {
        NL_TRY(Item item, read(json));
        to.push_back(std::move(item));
    }
    return {};
}

Json rect_json(const HostRect& rect) { return {{"x", rect.x}, {"y", rect.y}, {"width", rect.width}, {"height", rect.height}}; }

Json to_json(const HostLayer& layer) {
    Json json = rect_json(layer.rect);
    json.update({{"id", layer.id}, {"name", layer.name}, {"kind", kinds.of(layer.kind)}, {"parent", layer.parent}, {"visible", layer.is_visible},
                 {"alpha", layer.has_alpha}, {"active", layer.is_active}, {"opacity", layer.opacity}});
    return json;
}

Result<HostLayer> read_layer(const Json& json) {
    HostLayer layer;
    Reader reader(json, "layers");
    reader.text("id", layer.id);
    reader.text("name", layer.name);
    reader.word("kind", kinds, layer.kind);
    reader.text("parent", layer.parent);
    reader.flag("visible", layer.is_visible);
    reader.flag("alpha", layer.has_alpha);
    reader.flag("active", layer.is_active);
    reader.share("opacity", layer.opacity);
    reader.rect(layer.rect);
    reader.must(!layer.id.empty(), "id");
    return reader.done(layer);
}

Json to_json(const PutLayer& layer) {
    Json json = rect_json(layer.rect);
    json.update({{"as", ways.of(layer.as)}, {"name", layer.name}, {"offset", layer.offset}, {"above", layer.above}, {"layer", layer.layer}, {"visible", layer.is_visible}});
    if (layer.mask) json["mask"] = *layer.mask;
    return json;
}

Result<PutLayer> read_put_layer(const Json& json) {
    PutLayer layer;
    Reader reader(json, "layers");
    reader.word("as", ways, layer.as);
    reader.text("name", layer.name);
    reader.size("offset", layer.offset);
    reader.text("above", layer.above);
    reader.text("layer", layer.layer);
    reader.optional_size("mask", layer.mask);
    reader.flag("visible", layer.is_visible);
    reader.rect(layer.rect);
    reader.must(!layer.rect.is_empty(), "width");
    return reader.done(layer);
}

}  // namespace

HostRect united(const HostRect& a, const HostRect& b) {
    if (a.is_empty()) return b;
    if (b.is_empty()) return a;
    const int x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.width, b.x + b.width) - x, std::max(a.y + a.height, b.y + b.height) - y};
}

HostRect common(const HostRect& a, const HostRect& b) {
    const int x = std::max(a.x, b.x), y = std::max(a.y, b.y);
    const HostRect made{x, y, std::min(a.x + a.width, b.x + b.width) - x, std::min(a.y + a.height, b.y + b.height) - y};
    return made.is_empty() ? HostRect() : made;
}

int channels_of(PixelLayout layout) { return layout == PixelLayout::gray ? 1 : layout == PixelLayout::graya ? 2 : 4; }
int bytes_of(PixelSample sample) { return sample == PixelSample::u8 ? 1 : sample == PixelSample::f32 ? 4 : 2; }

const HostLayer* HostDocument::find_layer(const std::string& wanted) const {
    const auto found = std::find_if(layers.begin(), layers.end(), [&](const HostLayer& layer) { return layer.id == wanted; });
    return found == layers.end() ? nullptr : &*found;
}

const HostLayer* HostDocument::active_layer() const {
    const auto found = std::find_if(layers.begin(), layers.end(), [](const HostLayer& layer) { return layer.is_active; });
    return found == layers.end() ? nullptr : &*found;
}

Json to_json(const HostDocument& document) {
    Json json = {{"id", document.id}, {"name", document.name}, {"width", document.width}, {"height", document.height},
                 {"layout", layouts.of(document.format.layout)}, {"sample", samples.of(document.format.sample)}, {"layers", Json::array()}};
    if (!document.profile.empty()) json["profile"] = document.profile;
    for (const HostLayer& layer : document.layers) json["layers"].push_back(to_json(layer));
    if (document.selection) json["selection"] = rect_json(*document.selection);
    return json;
}

Result<HostDocument> read_document(const Json& json) {
    HostDocument document;
    Reader reader(json, "document");
    reader.text("id", document.id);
    reader.text("name", document.name);
    reader.number("width", document.width, 1, longest_side);
    reader.number("height", document.height, 1, longest_side);
    reader.word("layout", layouts, document.format.layout);
    reader.word("sample", samples, document.format.sample);
    reader.text("profile", document.profile);
    reader.optional_rect("selection", document.selection);
    reader.must(document.width > 0, "width");
    reader.must(document.height > 0, "height");
    NL_CHECK(read_all(reader.list("layers"), read_layer, document.layers));
    return reader.done(std::move(document));
}

Json to_json(const Hello& hello) {
    return {{"type", "hello"}, {"protocol", hello.protocol}, {"host", hello.host}, {"name", hello.name}, {"version", hello.version},
            {"bridge", hello.bridge}, {"pid", hello.pid}, {"screen", hello.has_screen}, {"process", hello.is_process}};
}

Result<Hello> read_hello(const Json& json) {
    Hello hello;
    Reader reader(json, "hello");
    reader.number("protocol", hello.protocol, 0, 1 << 30);
    reader.text("host", hello.host);
    reader.text("name", hello.name);
    reader.text("version", hello.version);
    reader.text("bridge", hello.bridge);
    reader.number("pid", hello.pid, 0, 1 << 30);
    reader.flag("screen", hello.has_screen);
    reader.flag("process", hello.is_process);
    return reader.done(std::move(hello));
}

Json to_json(const Open& open) {
    return {{"type", "open"}, {"purpose", purposes.of(open.purpose)}, {"workflow", open.workflow}, {"arguments", open.arguments}, {"inputs", open.inputs},
            {"count", open.count}, {"last", open.uses_last_values}, {"document", to_json(open.document)}};
}

Result<Open> read_open(const Json& json) {
    Open open;
    Json document;
    Reader reader(json, "open");
    reader.word("purpose", purposes, open.purpose);
    reader.text("workflow", open.workflow);
    reader.object("arguments", open.arguments);
    reader.object("inputs", open.inputs);
    reader.number("count", open.count, 1, 64);
    reader.flag("last", open.uses_last_values);
    reader.object("document", document);
    if (auto rest = reader.done(true); !rest) return rest.error();   // before the document, which would be blamed
    NL_TRY(open.document, read_document(document));
    return open;
}

Json to_json(const Get& get) {
    Json json = rect_json(get.rect);
    json.update({{"type", "get"}, {"what", sources.of(get.source)}});
    if (!get.layer.empty()) json["layer"] = get.layer;
    return json;
}

Result<Get> read_get(const Json& json) {
    Get get;
    Reader reader(json, "get");
    reader.word("what", sources, get.source);
    reader.text("layer", get.layer);
    reader.rect(get.rect);
    reader.must(!get.rect.is_empty(), "width");
    reader.must(get.source != PixelSource::layer || !get.layer.empty(), "layer");
    return reader.done(std::move(get));
}

Json to_json(const Put& put) {
    Json json = {{"type", "put"}, {"undo", put.undo}, {"layers", Json::array()}};
    for (const PutLayer& layer : put.layers) json["layers"].push_back(to_json(layer));
    if (put.canvas) json["canvas"] = rect_json(*put.canvas);
    return json;
}

Result<Put> read_put(const Json& json) {
    Put put;
    Reader reader(json, "put");
    reader.text("undo", put.undo);
    reader.optional_rect("canvas", put.canvas);
    NL_CHECK(read_all(reader.list("layers"), read_put_layer, put.layers));
    return reader.done(std::move(put));
}

Json request(int id, Json message) {
    message["id"] = id;
    return message;
}

Json reply(int id, Json answer) {
    answer["type"] = "reply";
    answer["id"] = id;
    return answer;
}

Json reply_error(int id, const std::string& code, const std::string& message) { return reply(id, {{"error", {{"code", code}, {"message", message}}}}); }

Json end_message(const std::string& error, bool was_cancelled) {
    Json json = {{"type", "end"}};
    if (!error.empty()) json["error"] = error;
    if (was_cancelled) json["cancelled"] = true;
    return json;
}

}  // namespace noiseloom
