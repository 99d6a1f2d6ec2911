#include "training/nccl.h"

#include <dlfcn.h>

#include <chrono>
#include <stdexcept>
#include <thread>

#include <c10/core/DeviceGuard.h>
#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace noiseloom {
namespace {

constexpr std::chrono::seconds patience(60);
constexpr std::chrono::microseconds between_looks(20);

// What is called of nccl.h, version 2: its functions and numbers are the same since 2.4.
constexpr int success = 0, in_progress = 7, type_float32 = 7, operation_sum = 0;
struct UniqueId {
    char bytes[128];
};
using Handle = void*;   // ncclComm_t

struct Library {
    int (*get_unique_id)(UniqueId*) = nullptr;
    int (*connect)(Handle*, int size, UniqueId, int rank) = nullptr;
    int (*all_reduce)(const void* from, void* to, std::size_t count, int type, int operation, Handle, void* stream) = nullptr;
    int (*asynchronous_error)(Handle, int*) = nullptr;
    int (*destroy)(Handle) = nullptr;
    int (*abort)(Handle) = nullptr;
    const char* (*error_text)(int) = nullptr;
    bool is_whole = false;

    Library() {
        void* library = dlopen("libnccl.so.2", RTLD_NOW | RTLD_LOCAL);   // never closed: it has threads
        if (!library) return;
        is_whole = find(library, "ncclGetUniqueId", get_unique_id) && find(library, "ncclCommInitRank", connect) &&
                   find(library, "ncclAllReduce", all_reduce) && find(library, "ncclCommGetAsyncError", asynchronous_error) &&
                   find(library, "ncclCommDestroy", destroy) && find(library, "ncclCommAbort", abort) && find(library, "ncclGetErrorString", error_text);
    }

    template <class Function>
    static bool find(void* library, const char* name, Function& function) {
        function = reinterpret_cast<Function>(dlsym(library, name));
        return function != nullptr;
    }
};

const Library& library() {
    static const Library nccl;
    return nccl;
}

Error problem(const std::string& what) { return {Code::usage, "The graphics cards cannot be connected: " + what + ".", "", "", "", ""}; }

}  // namespace

struct Nccl::Communicator {
    Handle handle = nullptr;
    at::Device card;

    explicit Communicator(at::Device device) : card(device) {}
    Communicator(const Communicator&) = delete;
    Communicator& operator=(const Communicator&) = delete;
    ~Communicator() {
        if (handle) library().destroy(handle);
    }

    [[noreturn]] void break_off(const std::string& reason) {
        library().abort(std::exchange(handle, nullptr));
        throw std::runtime_error("NCCL: " + reason);
    }
};

Result<std::string> Nccl::meeting_point() {
    if (!library().is_whole) return problem("NCCL is not there");
    UniqueId id{};
    if (const int result = library().get_unique_id(&id); result != success) return problem(library().error_text(result));
    return std::string(id.bytes, sizeof id.bytes);
}

Result<Nccl> Nccl::connect(const std::string& meeting_point, at::Device card, int rank, int size) {
    UniqueId id{};
    if (!library().is_whole || meeting_point.size() != sizeof id.bytes) return problem("NCCL is not there");
    meeting_point.copy(id.bytes, sizeof id.bytes);
    const c10::DeviceGuard guard(card);
    auto communicator = std::make_shared<Communicator>(card);
    if (const int result = library().connect(&communicator->handle, size, id, rank); result != success) {
        communicator->handle = nullptr;
        return problem(library().error_text(result));
    }
    return Nccl(std::move(communicator));
}

void Nccl::sum(const at::Tensor& values) const {
    Communicator& own = *communicator_;
    if (!own.handle) throw std::runtime_error("NCCL: the connection was broken off");
    const c10::DeviceGuard guard(own.card);
    const c10::Stream stream = c10::impl::VirtualGuardImpl(own.card.type()).getStream(own.card);
    const int result = library().all_reduce(values.const_data_ptr(), values.mutable_data_ptr(), static_cast<std::size_t>(values.numel()), type_float32, operation_sum,
                                            own.handle, stream.native_handle());
    if (result != success) own.break_off(library().error_text(result));
    c10::Event done(own.card.type());
    done.record(stream);
    // Nothing but looking tells that another process is gone: the card would wait for it for ever.
    const auto begin = std::chrono::steady_clock::now();
    while (!done.query()) {
        int state = success;
        library().asynchronous_error(own.handle, &state);
        if (state != success && state != in_progress) own.break_off(library().error_text(state));
        if (std::chrono::steady_clock::now() - begin > patience) own.break_off("another process does not answer");
        std::this_thread::sleep_for(between_looks);
    }
}

}  // namespace noiseloom
