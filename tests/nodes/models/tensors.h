// Tensors and tiny models for the tests of networks.
#pragma once

#include <string>

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "models/safetensors.h"
#include "models/state_dict.h"

namespace noiseloom::testing {

inline std::filesystem::path model_data(const std::string& name) { return std::filesystem::path(NOISELOOM_TEST_DATA) / "models" / name; }

// What the references computed: tests/data/models/expected.
inline SafetensorsFile expected(const std::string& name) {
    return SafetensorsFile::open(model_data("expected/" + name + ".safetensors")).or_throw();
}

inline bool close(const at::Tensor& got, const at::Tensor& want, double rtol = 1e-4, double atol = 1e-5) {
    return got.sizes() == want.sizes() && at::allclose(got.detach(), want, rtol, atol);
}

inline double largest_difference(const at::Tensor& a, const at::Tensor& b) { return (a - b).abs().max().item<double>(); }

inline Json json_file(const std::string& name) {
    return parse_json(read_file(model_data(name), std::size_t{8} << 20).or_throw()).or_throw();
}

// Random float32 weights of the names and shapes of a header in tests/data/models/headers: norms near 1,
// kernels of unit gain.
inline StateDict random_weights(const std::string& header) {
    StateDict state("random");
    std::uint64_t seed = 0;
    const Json entries = json_file("headers/" + header + ".json");
    for (const auto& [name, entry] : entries.items()) {
        if (name == "__metadata__") continue;
        const auto shape = entry.at("shape").get<std::vector<std::int64_t>>();
        std::int64_t inputs = 1;
        for (std::size_t i = 1; i < shape.size(); ++i) inputs *= shape[i];
        auto generator = at::detail::createCPUGenerator(++seed);
        at::Tensor weight = at::randn(shape, generator) / std::sqrt(static_cast<double>(inputs));
        if (shape.size() < 2) weight = weight * 0.1 + (name.find("norm") != std::string::npos && name.ends_with("weight") ? 1 : 0);
        state.put(name, weight);
    }
    return state;
}

inline at::Tensor random(at::IntArrayRef shape, std::uint64_t seed) {
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn(shape, generator);
}

// The words of the Failure that `work` throws; empty if it throws none.
template <class Work>
std::string failure_of(Work&& work) {
    try {
        work();
    } catch (const Failure& failure) {
        return failure.error().message;
    }
    return "";
}

}  // namespace noiseloom::testing
