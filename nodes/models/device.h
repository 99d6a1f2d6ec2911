// Where models compute: which devices this machine has, and which device and dtype a run gets.
//
// The rule for "auto". Device: the first CUDA device if there is one, else the CPU. Dtype: float16 on
// GPUs with float16 tensor cores (compute capability 7.0 and later), float32 on all other devices. A CPU
// with AVX512_BF16 or AMX is two to three times faster in bfloat16, but its pictures then differ visibly
// from everyone else's, so that is left to the user to ask for.
//
// The CUDA half of LibTorch is loaded on first use, and only where an NVIDIA driver answers: programs
// link the CPU half alone, which starts in half the time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/result.h"
#include "core/run.h"

namespace noiseloom {

// Where the weights of a model lie and in which dtype they compute.
struct Placement {
    at::Device device = at::kCPU;
    at::ScalarType dtype = at::kFloat;
    bool channels_last = false;   // also where the layout would be contiguous (layout_of): faster to train
    bool operator==(const Placement&) const = default;
};

struct DeviceInfo {
    std::string name;      // "cpu", "cuda:0"
    std::string title;     // "NVIDIA GeForce RTX 4090", "12th Gen Intel(R) Core(TM) i7"
    std::size_t memory = 0;   // bytes, all of it
    int capability = 0;    // CUDA compute capability times ten ("8.6" is 86); 0 for the CPU
    std::vector<std::string> fast_dtypes;   // "fp32" and those that compute faster than it
};

// The CPU and every CUDA device, in this order. Does not load the CUDA half of LibTorch.
std::vector<DeviceInfo> find_devices();

// `device` is auto, cpu, cuda or cuda:N; `dtype` is auto, fp32, bf16 or fp16. Errors: a device that this
// machine does not have, a word that is none of these. Loads the CUDA half of LibTorch if it is chosen.
Result<Compute> choose_compute(std::string_view device, std::string_view dtype);
Result<Placement> place(const Compute& compute);
std::string dtype_word(at::ScalarType dtype);   // "fp32", "bf16", "fp16"

// Bytes that may still be allocated: of the CPU what the system calls available, of a GPU what is free
// there or held unused by LibTorch.
std::size_t free_memory(const at::Device& device);

// Refuses what cannot fit before anything is allocated, since the system would rather end the program than
// an allocation fail: throws Failure (out_of_memory) with both figures if fewer than `bytes` are free. `what`
// begins the message: "a canvas of 16384 x 16384 pixels".
void need_memory(const at::Device& device, double bytes, const std::string& what);

// Threads that one operation may use; 0: as many as there are cores.
void set_threads(int count);

// Runs `work` and turns LibTorch's exceptions into Failures: out of memory in the user's words, all
// else as our bug with its text in the details.
[[noreturn]] void rethrow_torch_error(const c10::Error& error);
template <class Work>
auto behind_torch_wall(Work&& work) {
    try {
        return work();
    } catch (const c10::Error& error) {
        rethrow_torch_error(error);
    }
}

}  // namespace noiseloom
