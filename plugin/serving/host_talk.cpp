#include "serving/host_talk.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include <QByteArray>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include "core/free_memory.h"
#include "serving/host_pixels.h"
#include "serving/host_results.h"

namespace noiseloom {
namespace {

constexpr std::chrono::minutes answer_patience{5};      // a host that shows a dialog of its own answers late
constexpr std::chrono::seconds farewell_patience{10};   // the same, once nobody wants the answer
constexpr std::chrono::milliseconds glance{200};

std::string decoded(const std::string& base64) { return QByteArray::fromBase64(QByteArray::fromStdString(base64)).toStdString(); }

constexpr const char* less_memory = "Work on a smaller layer, or close other programs.";

// Large layers may need more memory than there is: that ends the request, not the program.
template <class Work>
auto within_memory(Work work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Error{Code::out_of_memory, "there is not enough memory for the pixels of this layer", less_memory, "", "", ""};
    }
}

// For layers, the selection and one result; the segment that they cross in may be there from before.
Result<void> need_room(const std::vector<HostInput>& inputs, const HostRect& frame) {
    constexpr double picture = 3 * sizeof(float), mask = sizeof(float);
    std::set<std::string> layers;
    for (const HostInput& input : inputs) layers.insert(input.layer);
    const double pixel = picture * (static_cast<double>(layers.size()) + 1) + mask;
    return need_memory(pixel * frame.width * frame.height, static_cast<double>(free_memory()), "a layer of " + std::to_string(frame.width) + " x " + std::to_string(frame.height) + " pixels", less_memory);
}

std::string text_in(const Json& object, const char* key) {
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

// 0: there is no such process, or it has ended.
pid_t parent_of(pid_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string line;
    std::getline(file, line);
    std::istringstream after_name(line.substr(std::min(line.size(), line.rfind(')') + 1)));
    char state = 'X';
    pid_t parent = 0;
    after_name >> state >> parent;
    return state == 'Z' || state == 'X' ? 0 : parent;
}

pid_t peer_of(int socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : 0;
}

}  // namespace

HostTalk::HostTalk(Wire wire, Hello hello, std::shared_ptr<SegmentPool> pool, Heard heard)
    : wire_(std::move(wire)), hello_(std::move(hello)), pool_(std::move(pool)), heard_(std::move(heard)), wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      host_process_(parent_of(peer_of(wire_.socket()))) {}

Error HostTalk::gone() const { return {Code::refused, "the image was closed, or " + hello_.name + " has quit", "What was made stays here: save it as a file.", "", "", ""}; }

void HostTalk::add(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (is_over_) return;
        if (!has_stopped_) {
            tasks_.push_back(std::move(task));
            ::eventfd_write(wake_.get(), 1);
            return;
        }
    }
    task(*this);
}

void HostTalk::end(const Json& last) {
    add([last](HostTalk& talk) { talk.tell(last); });
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    ::eventfd_write(wake_.get(), 1);
}

bool HostTalk::is_over() {
    const std::lock_guard lock(mutex_);
    return is_over_;
}

bool HostTalk::next(Task& task) {
    const std::lock_guard lock(mutex_);
    if (tasks_.empty()) return !is_over_;
    task = std::move(tasks_.front());
    tasks_.pop_front();
    return true;
}

void HostTalk::serve() {
    while (!wire_.is_closed()) {
        Task task;
        if (!next(task)) return;
        if (task) {
            task(*this);
            continue;
        }
        pollfd waits[2] = {{wire_.socket(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
        ::poll(waits, 2, -1);
        eventfd_t count = 0;
        ::eventfd_read(wake_.get(), &count);
        if (waits[0].revents == 0) continue;
        const auto frame = wire_.receive(std::chrono::milliseconds(0));
        if (!frame) break;
        if (*frame) hear(**frame);
    }
    if (!was_closed_ && was_ended_by_host()) heard_.cancelled();
    heard_.lost();
    std::deque<Task> left;   // they fail, and are told so
    {
        const std::lock_guard lock(mutex_);
        has_stopped_ = true;
        left.swap(tasks_);
    }
    for (const Task& task : left) task(*this);
}

// What the bridge says unasked.
void HostTalk::hear(const Frame& frame) {
    if (frame.type() == "cancel") heard_.cancelled();
    if (frame.type() != "closed") return;
    was_closed_ = true;
    heard_.lost();
}

// The bridge alone is gone: a host that quits takes a moment longer than its bridges.
bool HostTalk::was_ended_by_host() const {
    if (!hello_.is_process || host_process_ <= 1) return false;
    for (int moment = 0; moment < 10; ++moment) {
        if (parent_of(host_process_) == 0) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

Result<Json> HostTalk::ask(Json message, std::span<const int> descriptors) {
    const int id = ++last_request_;
    if (!wire_.send(request(id, std::move(message)), descriptors)) return gone();
    using Clock = std::chrono::steady_clock;
    const Clock::time_point asked = Clock::now();
    std::optional<Clock::time_point> over;
    while (true) {
        const Clock::time_point now = Clock::now();
        if (!over && is_over()) over = now;
        if (now - asked > answer_patience || (over && now - *over > farewell_patience))
            return Error{Code::refused, hello_.name + " does not answer", "Look whether it waits for you in a dialog of its own.", "", "", ""};
        auto frame = wire_.receive(glance);
        if (!frame) return gone();
        if (!*frame) continue;
        const Json& answer = (*frame)->message;
        if ((*frame)->type() != "reply" || answer.value("id", Json()) != id) {
            hear(**frame);
            continue;
        }
        const auto error = answer.find("error");
        if (error == answer.end()) return std::move((*frame)->message);
        const std::string text = text_in(*error, "message");
        return Error{Code::refused, hello_.name + (text.empty() ? " could not do it" : ": " + text), "", "", "", ""};
    }
}

Result<HostDocument> HostTalk::document() {
    NL_TRY(const Json answer, ask({{"type", "document"}}));
    return read_document(answer.value("document", Json::object()));
}

Result<std::shared_ptr<const HostColours>> HostTalk::colours(const HostDocument& document) {
    const bool is_gray = channels_of(document.format.layout) < 3;
    if (!colours_ || profile_ != document.profile || profile_is_gray_ != is_gray) {
        NL_TRY(colours_, HostColours::make(decoded(document.profile), is_gray));
        profile_ = document.profile;
        profile_is_gray_ = is_gray;
    }
    return colours_;
}

Result<Value> HostTalk::read_selection(const HostRect& frame, Key& content) {
    const std::size_t room = PixelFormat{PixelLayout::gray, PixelSample::f32}.bytes(frame);
    NL_TRY(PixelSegment segment, pool_->take(room));
    NL_TRY(const Json answer, ask(to_json(Get{PixelSource::selection, {}, frame}), std::array{segment.descriptor.get()}));
    const bool is_float = text_in(answer, "sample") == "f32";
    Mask mask = to_selection(segment.memory.data(), frame.width, frame.height, is_float ? PixelSample::f32 : PixelSample::u8);
    content = KeyBuilder("selection").add_bytes(segment.memory.data(), is_float ? room : room / sizeof(float)).key();
    pool_->give_back(std::move(segment));
    if (bounds_of(mask).is_empty()) return Error{Code::usage, "nothing of what is read is selected", "Select a part of the layer, or nothing for all of it.", "", "", ""};
    return Value::of(std::move(mask));
}

Result<HandedPicture> HostTalk::read_picture(const HostInput& input, const HostRect& frame, const HostDocument& document, const Value& selection, const Key& selected) {
    NL_TRY(const auto colours, this->colours(document));
    const std::size_t bytes = document.format.bytes(frame);
    NL_TRY(PixelSegment segment, pool_->take(bytes));
    NL_CHECK(ask(to_json(Get{input.source, input.layer, frame}), std::array{segment.descriptor.get()}));
    Image picture = to_picture(segment.memory.data(), frame.width, frame.height, document.format, *colours);
    KeyBuilder content("host's pixels");
    content.add(frame.width).add(frame.height).add(static_cast<int>(document.format.layout)).add(static_cast<int>(document.format.sample)).add(document.profile).add(selected);
    content.add_bytes(segment.memory.data(), bytes);
    pool_->give_back(std::move(segment));
    return HandedPicture{input.name, content.key(), Value::of(std::move(picture)), selection};
}

Result<HostPictures> HostTalk::read(const std::vector<HostInput>& inputs, const HostRect& frame, const HostDocument& document) {
    if (frame.width > Image::max_side || frame.height > Image::max_side)
        return Error{Code::bad_image, "a layer of " + std::to_string(frame.width) + " x " + std::to_string(frame.height) + " pixels is too large", "At most 32768 pixels a side can be read: crop the layer, or scale it.", "", "", ""};
    NL_CHECK(need_room(inputs, frame));
    return within_memory([&]() -> Result<HostPictures> {
        HostPictures made{frame, {}, {}};
        Key selected;
        if (document.selection) {
            NL_TRY(made.selection, read_selection(frame, selected));
        }
        HandedPictures handed;
        std::map<std::string, HandedPicture> known;   // a layer that several inputs read is read once
        for (const HostInput& input : inputs) {
            const std::string layer = input.source == PixelSource::layer ? input.layer : "";
            if (!known.contains(layer)) {
                NL_TRY(known[layer], read_picture(input, frame, document, made.selection, selected));
            }
            handed[input.input] = known[layer];
        }
        made.handed = std::make_shared<const HandedPictures>(std::move(handed));
        return made;
    });
}

Result<std::vector<std::string>> HostTalk::write(const std::vector<HostResult>& results, HostPlacement placement) {
    return within_memory([&]() -> Result<std::vector<std::string>> {
        NL_TRY(const HostDocument document, this->document());   // its precision, profile or size may have been changed since it was read
        if (placement.as == PutAs::replace && !placement.from.handed && document.selection) {   // of results that stand alone
            Key content;
            placement.from.frame = *document.selection;
            NL_TRY(placement.from.selection, read_selection(placement.from.frame, content));
        }
        NL_TRY(const auto colours, this->colours(document));
        NL_TRY(const ComposedResults made, composed(results, placement, document));
        NL_TRY(PixelSegment segment, pool_->take(made.bytes));
        write_pixels(made, segment.memory.data(), document.format, *colours);
        NL_TRY(const Json answer, ask(to_json(made.message), std::array{segment.descriptor.get()}));
        pool_->give_back(std::move(segment));
        std::vector<std::string> layers;
        if (const auto list = answer.find("layers"); list != answer.end() && list->is_array())
            for (const Json& id : *list)
                if (id.is_string()) layers.push_back(id);
        return layers;
    });
}

}  // namespace noiseloom
