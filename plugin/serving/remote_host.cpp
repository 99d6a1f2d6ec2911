#include "serving/remote_host.h"

#include <algorithm>

#include <QByteArray>
#include <poll.h>
#include <sys/eventfd.h>

#include "serving/host_pixels.h"
#include "serving/host_results.h"

namespace noiseloom {
namespace {

constexpr std::chrono::minutes answer_patience{5};   // a host that shows a dialog of its own answers late
constexpr std::chrono::milliseconds farewell{300};

Error went_away(const Hello& host) {
    return {Code::refused, host.name + " is gone: its picture was closed, or it has quit", "What was made stays here: save it as a file.", "", "", ""};
}

std::string decoded(const std::string& base64) { return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString(); }

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
        if (bounds_of(made.selection.as<Mask>()).is_empty())
            return Error{Code::usage, "nothing of what is read is selected", "Select a part of the layer, or nothing for all of it.", "", "", ""};
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
    NL_TRY(const auto colours, this->colours(document));
    NL_TRY(const ComposedResults made, composed(results, placement, document));
    NL_TRY(PixelSegment segment, pool_.take(made.bytes));
    write_pixels(made, segment.memory.data(), document.format, *colours);
    NL_TRY(const Json answer, ask(to_json(made.message), std::array{segment.descriptor.get()}));
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
