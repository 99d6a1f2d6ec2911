#include "models/device.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <thread>

#include <dlfcn.h>
#include <sys/sysinfo.h>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <torch/version.h>

#include "core/free_memory.h"

namespace noiseloom {
namespace {

// The CUDA driver, asked through its C interface: it tells what is there without any CUDA library.
class Driver {
  public:
    Driver() {
        library_ = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
        if (!library_ || call("cuInit", 0U) != 0 || call("cuDeviceGetCount", &count_) != 0) count_ = 0;
    }
    // Never closed: the CUDA half of LibTorch goes on using it.

    std::vector<DeviceInfo> devices() const {
        std::vector<DeviceInfo> found;
        for (int i = 0; i < count_; ++i) {
            int handle = 0, major = 0, minor = 0;
            char title[256] = "";
            std::size_t memory = 0;
            constexpr int capability_major = 75, capability_minor = 76;   // CUdevice_attribute of cuda.h
            if (call("cuDeviceGet", &handle, i) != 0) continue;
            call("cuDeviceGetName", title, static_cast<int>(sizeof title), handle);
            call("cuDeviceTotalMem_v2", &memory, handle);
            call("cuDeviceGetAttribute", &major, capability_major, handle);
            call("cuDeviceGetAttribute", &minor, capability_minor, handle);
            DeviceInfo info{"cuda:" + std::to_string(i), title, memory, major * 10 + minor, {"fp32"}};
            if (info.capability >= 70) info.fast_dtypes.push_back("fp16");
            if (info.capability >= 80) info.fast_dtypes.push_back("bf16");
            found.push_back(std::move(info));
        }
        return found;
    }

  private:
    template <class... Args>
    int call(const char* name, Args... args) const {
        using Function = int (*)(Args...);
        const auto function = reinterpret_cast<Function>(dlsym(library_, name));
        return function ? function(args...) : -1;
    }

    void* library_ = nullptr;
    int count_ = 0;
};

DeviceInfo cpu_info() {
    DeviceInfo info{"cpu", "CPU", 0, 0, {"fp32"}};
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("model name")) info.title = line.substr(std::min(line.size(), line.find(':') + 2));
        if (!line.starts_with("flags")) continue;
        line += ' ';
        if (line.find(" avx512_bf16 ") != std::string::npos || line.find(" amx_bf16 ") != std::string::npos)
            info.fast_dtypes.push_back("bf16");
        if (line.find(" amx_fp16 ") != std::string::npos) info.fast_dtypes.push_back("fp16");
        break;   // of the first core
    }
    struct sysinfo system{};
    if (sysinfo(&system) == 0) info.memory = static_cast<std::size_t>(system.totalram) * system.mem_unit;
    return info;
}

Result<void> load_cuda_libraries() {
    // Beside libtorch_cpu.so, wherever that was found. Its kernels register themselves when it is loaded.
    static const std::string failure = []() -> std::string {
        Dl_info self{};
        if (!dladdr(reinterpret_cast<void*>(&at::get_num_threads), &self)) return "libtorch_cpu.so was not found";
        const std::string torch_cpu = self.dli_fname;
        const std::string torch_cuda = torch_cpu.substr(0, torch_cpu.rfind('/') + 1) + "libtorch_cuda.so";
        if (!dlopen(torch_cuda.c_str(), RTLD_NOW | RTLD_GLOBAL)) {
            const char* reason = dlerror();
            return reason ? reason : "unknown reason";
        }
        try {
            // Its allocator, which is asked how much is free before the first tensor is made, knows no card until then.
            at::globalContext().lazyInitDevice(at::kCUDA);
        } catch (const c10::Error& error) {
            return error.what_without_backtrace();
        }
        return "";
    }();
    if (failure.empty()) return {};
    return Error{Code::usage, "The graphics card cannot be used: the CUDA part of LibTorch does not load.",
                 "Install it with 'pip install torch==" TORCH_VERSION "', where Noiseloom was built from source with 'bash installer/try.sh --cuda'; or choose --device cpu.", "", "", failure};
}

}  // namespace

std::vector<DeviceInfo> find_devices() {
    static const std::vector<DeviceInfo> found = [] {
        std::vector<DeviceInfo> all{cpu_info()};
        for (auto& gpu : Driver().devices()) all.push_back(std::move(gpu));
        return all;
    }();
    return found;
}

Result<Compute> choose_compute(std::string_view device, std::string_view dtype) {
    const auto devices = find_devices();
    std::string name(device);
    if (device == "auto") name = devices.size() > 1 ? devices[1].name : "cpu";
    if (device == "cuda") name = "cuda:0";
    const auto chosen = std::find_if(devices.begin(), devices.end(), [&](const DeviceInfo& info) { return info.name == name; });
    if (chosen == devices.end()) {
        std::string present;
        for (const auto& info : devices) present += (present.empty() ? "" : ", ") + info.name;
        const bool is_cuda = name.starts_with("cuda");
        return Error{Code::usage, "There is no device '" + name + "' here.",
                     "This machine has " + present + "." + (is_cuda && devices.size() == 1 ? " No NVIDIA driver answers." : ""), "", "", ""};
    }
    if (chosen->name != "cpu") {
        if (auto loaded = load_cuda_libraries(); !loaded) {
            if (device != "auto") return loaded.error();
            return choose_compute("cpu", dtype);
        }
    }
    if (dtype == "auto") return Compute{name, chosen->capability >= 70 ? "fp16" : "fp32"};
    if (dtype != "fp32" && dtype != "bf16" && dtype != "fp16")
        return Error{Code::usage, "'" + std::string(dtype) + "' is not a dtype.", "Choose one of auto, fp32, bf16, fp16.", "", "", ""};
    return Compute{name, std::string(dtype)};
}

Result<Placement> place(const Compute& compute) {
    const auto chosen = choose_compute(compute.device, compute.dtype);
    if (!chosen) return chosen.error();
    Placement placement{at::Device(chosen->device), at::kFloat};
    if (chosen->dtype == "bf16") placement.dtype = at::kBFloat16;
    if (chosen->dtype == "fp16") placement.dtype = at::kHalf;
    return placement;
}

std::string dtype_word(at::ScalarType dtype) { return dtype == at::kBFloat16 ? "bf16" : dtype == at::kHalf ? "fp16" : "fp32"; }

std::size_t free_memory(const at::Device& device) {
    if (device.is_cpu()) return free_memory();
    auto* allocator = c10::getDeviceAllocator(device.type());
    const auto index = static_cast<c10::DeviceIndex>(device.has_index() ? device.index() : 0);
    const auto stats = allocator->getDeviceStats(index);
    const auto total = static_cast<std::size_t>(c10::CachingAllocator::StatType::AGGREGATE);
    const auto held = stats.reserved_bytes[total].current - stats.allocated_bytes[total].current;
    return allocator->getMemoryInfo(index).first + static_cast<std::size_t>(std::max<std::int64_t>(held, 0));
}

void need_memory(const at::Device& device, double bytes, const std::string& what) {
    auto enough = need_memory(bytes, static_cast<double>(free_memory(device)), what, "Make the pictures smaller or fewer at once.");
    if (enough) return;
    Error error = enough.error();
    error.details = device.str();
    throw Failure(std::move(error));
}

void set_threads(int count) { at::set_num_threads(count > 0 ? count : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))); }

void rethrow_torch_error(const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    const bool is_memory = dynamic_cast<const c10::OutOfMemoryError*>(&error) || text.find("can't allocate memory") != std::string::npos;
    if (is_memory)
        throw Failure({Code::out_of_memory, "There is not enough memory for this picture size and model.",
                       "Make the picture or the batch smaller, choose --dtype bf16 or fp16, or close other programs.", "", "", text});
    throw Failure({Code::internal, "A computation of the model failed.", "", "", "", text});
}

}  // namespace noiseloom
