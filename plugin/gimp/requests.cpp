#include "gimp/requests.h"

#include "gimp/pixels.h"
#include "gimp/put.h"
#include "host/segment.h"

namespace noiseloom {
namespace {

// Pixels cross only while the image is there and not indexed.
std::optional<Refusal> check(int image) {
    if (!is_image(image)) return image_gone();
    if (gimp_image_get_base_type(as_image(image)) == GIMP_INDEXED) return indexed();
    return std::nullopt;
}

Refusal failed(const Error& error) { return {"failed", error.message}; }

Answer<Json> answer_document(const Asked& asked) {
    auto document = document_of(asked.image, asked.called_on);
    if (const Refusal* refusal = std::get_if<Refusal>(&document)) return *refusal;
    return Json{{"document", to_json(std::get<HostDocument>(document))}};
}

Result<MappedMemory> map(const Frame& request, std::size_t bytes, Access access) {
    if (request.descriptors.size() != 1) return Error{Code::refused, "the application sent no memory for the pixels", "", "", "", ""};
    return map_segment(request.descriptors[0].get(), bytes, access);
}

Answer<Json> answer_get(const Frame& request, int image) {
    if (auto refusal = check(image)) return *refusal;
    const auto get = read_get(request.message);
    if (!get) return failed(get.error());
    const PictureFormat format = format_of(image);
    const bool is_selection = get->source == PixelSource::selection;
    const PixelSample sample = is_selection && format.pixels.sample != PixelSample::u8 ? PixelSample::f32 : format.pixels.sample;
    const std::size_t bytes = is_selection ? PixelFormat{PixelLayout::gray, sample}.bytes(get->rect) : format.pixels.bytes(get->rect);
    const auto memory = map(request, bytes, Access::write);
    if (!memory) return failed(memory.error());
    const auto refusal = is_selection ? read_selection(image, get->rect, sample, memory->data()) : read_picture(image, *get, format, memory->data());
    if (refusal) return *refusal;
    return is_selection ? Json{{"sample", sample == PixelSample::u8 ? "u8" : "f32"}} : Json::object();
}

Answer<Json> answer_put(const Frame& request, Asked& asked) {
    if (auto refusal = check(asked.image)) return *refusal;
    const auto put = read_put(request.message);
    if (!put) return failed(put.error());
    const PictureFormat format = format_of(asked.image);
    const auto bytes = bytes_of(*put, format.pixels);
    if (!bytes) return Refusal{"failed", "the application sent more pixels than there can be"};
    MappedMemory memory;
    if (*bytes > 0) {
        auto mapped = map(request, *bytes, Access::read);
        if (!mapped) return failed(mapped.error());
        memory = *std::move(mapped);
    }
    const auto layers = put_layers(asked.image, *put, format, memory.data());
    if (const Refusal* refusal = std::get_if<Refusal>(&layers)) return *refusal;
    Json ids = Json::array();
    for (int layer : std::get<std::vector<int>>(layers)) {
        ids.push_back(std::to_string(layer));
        asked.made.push_back(layer);
    }
    return Json{{"layers", ids}};
}

Answer<Json> answer_any(const Frame& request, Asked& asked) {
    if (request.type() == "document") return answer_document(asked);
    if (request.type() == "get") return answer_get(request, asked.image);
    if (request.type() == "put") return answer_put(request, asked);
    return Refusal{"failed", "GIMP's bridge knows no '" + request.type() + "'"};
}

}  // namespace

Json answer(const Frame& request, Asked& asked) {
    const int id = request.message["id"].get<int>();
    const auto answer = answer_any(request, asked);
    if (const Refusal* refusal = std::get_if<Refusal>(&answer)) return reply_error(id, refusal->code, refusal->message);
    return reply(id, std::get<Json>(answer));
}

}  // namespace noiseloom
