#include "serving/remote_host.h"

#include <algorithm>

#include <QByteArray>
#include <poll.h>
#include <sys/eventfd.h>

#include "image/images.h"
#include "serving/host_pixels.h"

namespace noiseloom {
namespace {

constexpr std::chrono::minutes answer_patience{5};   // a host that shows a dialog of its own answers late
constexpr std::chrono::milliseconds farewell{300};
constexpr std::size_t alignment = 64;

Error went_away(const Hello& host) {
    return {Code::refused, host.name + " is gone: its picture was closed, or it has quit", "What was made stays here: save it as a file.", "", "", ""};
}

std::string decoded(const std::string& base64) { return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString(); }

// How much of a result is to be seen; null: all of it, or as its own alpha says.
const Mask* alpha_of(const HostResult& result, const Image& picture, const HostPictures& from) {
    const auto fits = [&](const Value& value) {
        return value && value.is<Mask>() && value.as<Mask>().image.width == picture.width && value.as<Mask>().image.height == picture.height;
    };
    if (fits(result.coverage)) return &result.coverage.as<Mask>();
    if (!picture.has_alpha() && fits(from.selection)) return &from.selection.as<Mask>();
    return nullptr;
}

// The result as a layer of its own over what it was made of.
Image as_layer(const Image& picture, const HostResult& result, const Mask* alpha, const HostPictures& from) {
    if (!alpha || !result.coverage || !from.handed) return picture;
    for (const auto& [input, handed] : *from.handed)
        if (auto layer = unmixed(picture, *alpha, handed.picture.as<Image>(), -picture.x, -picture.y)) return *std::move(layer);
    return picture;
}

// Where in the host's image a picture lies: on what it was made of, else in the middle of what is selected or of the image.
HostRect place_of(const Image& picture, const HostPictures& from, const HostDocument& document) {
    if (from.handed && !from.frame.is_empty()) return {from.frame.x + picture.x, from.frame.y + picture.y, picture.width, picture.height};
    const HostRect room = document.selection.value_or(document.rect());
    return {room.x + (room.width - picture.width) / 2, room.y + (room.height - picture.height) / 2, picture.width, picture.height};
}

// Large layers may need more memory than there is: that ends the request, not the program.
template <class Work>
auto within_memory(Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Error{Code::out_of_memory, "there is not enough memory for the pixels of this layer", "Work on a smaller layer, or close other programs.", "", "", ""};
    }
}

}  // namespace

RemoteHost::RemoteHost(Wire wire, Hello hello, HostDocument document, SegmentPool& pool)
    : home_(std::make_shared<Home<RemoteHost>>(this)), hello_(std::move(hello)), document_(std::move(document)), wire_(std::move(wire)), pool_(pool),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this] {
          serve();
          served_.set_value();
      }) {}

RemoteHost::~RemoteHost() {
    end({}, false);
    home_->leave();
    if (served_.get_future().wait_for(farewell) != std::future_status::ready) wire_.stop();   // it waits for the host
    thread_.join();
}

void RemoteHost::add(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (is_over_) return;
        if (!has_stopped_) {
            tasks_.push_back(std::move(task));
            ::eventfd_write(wake_.get(), 1);
            return;
        }
    }
    task();   // fails at once, and tells so
}

void RemoteHost::serve() {
    while (!wire_.is_closed()) {
        Task task;
        bool is_over = false;
        {
            const std::lock_guard lock(mutex_);
            if (!tasks_.empty()) {
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            is_over = is_over_;
        }
        if (task) {
            task();
            continue;
        }
        if (is_over) return;
        pollfd waits[2] = {{wire_.socket(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        eventfd_t count = 0;
        ::eventfd_read(wake_.get(), &count);
        if (waits[0].revents == 0) continue;
        auto frame = wire_.receive(std::chrono::milliseconds(0));
        if (!frame) break;
        if (*frame) hear(**frame);
    }
    lose();
    std::deque<Task> left;   // they fail, and are told so
    {
        const std::lock_guard lock(mutex_);
        has_stopped_ = true;
        left.swap(tasks_);
    }
    for (const Task& task : left) task();
}

// What the bridge says unasked.
void RemoteHost::hear(const Frame& frame) {
    if (frame.type() == "cancel") home_->post([](RemoteHost& host) { emit host.cancel_requested(); });
    if (frame.type() == "closed") lose();
}

void RemoteHost::lose() {
    home_->post([](RemoteHost& host) {
        if (std::exchange(host.is_gone_, true)) return;
        emit host.gone();
    });
}

Result<Json> RemoteHost::ask(Json message, std::span<const int> descriptors) {
    const int id = ++last_request_;
    if (!wire_.send(request(id, std::move(message)), descriptors)) return went_away(hello_);
    const auto until = std::chrono::steady_clock::now() + answer_patience;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) return Error{Code::refused, hello_.name + " does not answer", "Look whether it waits for you in a dialog of its own.", "", "", ""};
        auto frame = wire_.receive(left);
        if (!frame) return went_away(hello_);
        if (!*frame) continue;
        const Json& answer = (*frame)->message;
        if ((*frame)->type() != "reply" || answer.value("id", Json()) != id) {
            hear(**frame);
            continue;
        }
        const auto error = answer.find("error");
        if (error == answer.end()) return std::move((*frame)->message);
        const std::string code = error->is_object() && error->contains("code") && (*error)["code"].is_string() ? (*error)["code"].get<std::string>() : "failed";
        if (code == "gone") {
            lose();
            return went_away(hello_);
        }
        const std::string text = error->is_object() && error->contains("message") && (*error)["message"].is_string() ? (*error)["message"].get<std::string>() : "";
        return Error{Code::refused, hello_.name + (text.empty() ? " could not do it" : ": " + text), "", "", "", ""};
    }
}

void RemoteHost::refresh(std::function<void(const Result<void>&)> told) {
    add([this, told = std::move(told)] {
        auto document = [&]() -> Result<HostDocument> {
            NL_TRY(const Json answer, ask({{"type", "document"}}));
            return read_document(answer.value("document", Json::object()));
        }();
        home_->post([told, document = std::move(document)](RemoteHost& host) {
            if (!document) return told(document.error());
            const bool is_other = to_json(host.document_) != to_json(*document);
            host.document_ = *document;
            if (is_other) emit host.document_changed();
            told({});
        });
    });
}

Result<std::shared_ptr<const HostColours>> RemoteHost::colours(const HostDocument& document) {
    const bool is_gray = channels_of(document.format.layout) < 3;
    if (!colours_ || profile_ != document.profile || profile_is_gray_ != is_gray) {
        NL_TRY(colours_, HostColours::make(decoded(document.profile), is_gray));
        profile_ = document.profile;
        profile_is_gray_ = is_gray;
    }
    return colours_;
}

void RemoteHost::fetch(std::vector<HostInput> inputs, HostRect frame, std::function<void(const Result<HostPictures>&)> told) {
    add([this, inputs = std::move(inputs), frame, document = document_, told = std::move(told)] {
        home_->post([told, pictures = within_memory([&] { return read(inputs, frame, document); })](RemoteHost&) { told(pictures); });
    });
}

Result<HostPictures> RemoteHost::read(const std::vector<HostInput>& inputs, const HostRect& frame, const HostDocument& document) {
    if (frame.width > Image::max_side || frame.height > Image::max_side)
        return Error{Code::bad_image, "a layer of " + std::to_string(frame.width) + " x " + std::to_string(frame.height) + " pixels is too large", "At most 32768 pixels a side can be read: crop the layer, or scale it.", "", "", ""};
    HostPictures made{frame, {}, {}};
    NL_TRY(const auto colours, this->colours(document));
    Key selected;
    if (document.selection) {
        const std::size_t room = PixelFormat{PixelLayout::gray, PixelSample::f32}.bytes(frame);
        NL_TRY(PixelSegment segment, pool_.take(room));
        NL_TRY(const Json answer, ask(to_json(Get{PixelSource::selection, {}, frame}), std::array{segment.descriptor.get()}));
        const bool is_float = answer.value("sample", Json()) == "f32";
        made.selection = Value::of(to_selection(segment.memory.data(), frame.width, frame.height, is_float ? PixelSample::f32 : PixelSample::u8));
        selected = KeyBuilder("selection").add_bytes(segment.memory.data(), is_float ? room : room / sizeof(float)).key();
        pool_.give_back(std::move(segment));
    }
    HandedPictures handed;
    std::map<std::string, HandedPicture> known;   // a layer that several inputs read is read once
    for (const HostInput& input : inputs) {
        const std::string id = input.source == PixelSource::layer ? input.layer : "";
        if (!known.contains(id)) {
            const std::size_t bytes = document.format.bytes(frame);
            NL_TRY(PixelSegment segment, pool_.take(bytes));
            NL_CHECK(ask(to_json(Get{input.source, input.layer, frame}), std::array{segment.descriptor.get()}));
            Image picture = to_picture(segment.memory.data(), frame.width, frame.height, document.format, *colours);
            KeyBuilder content("host's pixels");
            content.add(frame.width).add(frame.height).add(to_json(document)["layout"].get<std::string>()).add(to_json(document)["sample"].get<std::string>()).add(document.profile).add(selected);
            content.add_bytes(segment.memory.data(), bytes);
            known[id] = {input.name, content.key(), Value::of(std::move(picture)), made.selection};
            pool_.give_back(std::move(segment));
        }
        handed[input.input] = known[id];
    }
    made.handed = std::make_shared<const HandedPictures>(std::move(handed));
    return made;
}

void RemoteHost::put(std::vector<HostResult> results, HostPlacement placement, std::function<void(const Result<std::vector<std::string>>&)> told) {
    add([this, results = std::move(results), placement = std::move(placement), document = document_, told = std::move(told)] {
        home_->post([told, layers = within_memory([&] { return write(results, placement, document); })](RemoteHost&) { told(layers); });
    });
}

Result<std::vector<std::string>> RemoteHost::write(const std::vector<HostResult>& results, const HostPlacement& placement, const HostDocument& document) {
    struct Part {
        Image picture;
        const Mask* alpha;
        HostRect rect;   // of the picture that is put in, in its own coordinates
    };
    NL_TRY(const auto colours, this->colours(document));
    Put message{placement.undo, {}, {}};
    std::vector<Part> parts;
    std::size_t bytes = 0;
    HostRect canvas = document.rect();
    for (const HostResult& result : results) {
        if (!result.pictures || !result.pictures.is<Images>() || result.index >= result.pictures.as<Images>().size())
            return Error{Code::usage, "this is no picture that an image editor takes", "Latents are decoded first: put 'Decode Latent' before the end.", "", "", ""};
        const Image& picture = result.pictures.as<Images>().items[result.index];
        const Mask* alpha = alpha_of(result, picture, placement.from);
        const HostRect place = place_of(picture, placement.from, document);
        Part part{as_layer(picture, result, alpha, placement.from), alpha, {0, 0, picture.width, picture.height}};
        if (alpha && placement.as != PutAs::image)
            if (const HostRect seen = bounds_of(*alpha); !seen.is_empty()) part.rect = seen;
        PutLayer layer;
        layer.as = placement.as;
        layer.name = result.name + (results.size() > 1 ? " " + std::to_string(parts.size() + 1) : "");
        layer.rect = {place.x + part.rect.x, place.y + part.rect.y, part.rect.width, part.rect.height};
        layer.offset = bytes;
        layer.above = placement.above;
        if (placement.as == PutAs::replace) layer.layer = placement.above;
        layer.is_visible = parts.empty() || placement.as != PutAs::layer;   // the first is seen, the others are there to choose from
        if (!placement.from.frame.is_empty() && united(placement.from.frame, place) != placement.from.frame) canvas = united(canvas, place);   // it was extended
        bytes += (document.format.bytes(layer.rect) + alignment - 1) / alignment * alignment;
        message.layers.push_back(std::move(layer));
        parts.push_back(std::move(part));
    }
    if (canvas != document.rect() && placement.as == PutAs::layer) message.canvas = canvas;
    NL_TRY(PixelSegment segment, pool_.take(bytes));
    for (std::size_t i = 0; i < parts.size(); ++i)
        from_picture(parts[i].picture, parts[i].alpha, parts[i].rect, segment.memory.data() + message.layers[i].offset, document.format, *colours);
    NL_TRY(const Json answer, ask(to_json(message), std::array{segment.descriptor.get()}));
    pool_.give_back(std::move(segment));
    std::vector<std::string> layers;
    if (const auto list = answer.find("layers"); list != answer.end() && list->is_array())
        for (const Json& id : *list)
            if (id.is_string()) layers.push_back(id);
    return layers;
}

void RemoteHost::show_progress(double fraction, const QString& text) {
    add([this, fraction, text = text.toStdString()] { (void)wire_.send({{"type", "progress"}, {"fraction", fraction}, {"text", text}}); });
}

void RemoteHost::end_progress() {
    add([this] { (void)wire_.send({{"type", "progress"}}); });
}

void RemoteHost::show_message(const QString& text) {
    add([this, text = text.toStdString()] { (void)wire_.send({{"type", "message"}, {"text", text}}); });
}

void RemoteHost::end(const QString& error, bool was_cancelled) {
    add([this, error = error.toStdString(), was_cancelled] { (void)wire_.send(end_message(error, was_cancelled)); });
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    ::eventfd_write(wake_.get(), 1);
}

}  // namespace noiseloom
