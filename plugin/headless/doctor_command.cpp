// doctor: what was found on this machine, and what is missing, for people and for bug reports.
#include <cstdio>
#include <iostream>

#include <dlfcn.h>

#include <ATen/Parallel.h>
#include <torch/version.h>

#include "engine/caches.h"
#include "headless/commands.h"
#include "headless/terminal.h"
#include "models/device.h"
#include "session/session.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// Where the loader found it; it may have come from a package, a cache or Python.
fs::path torch_folder() {
    Dl_info self{};
    return dladdr(reinterpret_cast<void*>(&at::get_num_threads), &self) ? fs::path(self.dli_fname).parent_path() : fs::path();
}

Json find_all(const Registry& registry) {
    Json report{{"noiseloom", NOISELOOM_VERSION}, {"libtorch", TORCH_VERSION}, {"nodes", registry.all().size()}};
    report["libtorch_folder"] = torch_folder().string();
    report["libtorch_cuda"] = fs::exists(torch_folder() / "libtorch_cuda.so");
    for (const DeviceInfo& device : find_devices())
        report["devices"].push_back({{"name", device.name}, {"title", device.title}, {"memory", device.memory}, {"dtypes", device.fast_dtypes}});
    if (const auto chosen = choose_compute("auto", "auto")) report["auto"] = {{"device", chosen->device}, {"dtype", chosen->dtype}};

    const fs::path resources = resources_folder();
    std::error_code failed;
    report["resources"] = resources.string();
    report["pack"] = fs::exists(resources / "noiseloom-pack/model_index.json", failed);
    report["templates"] = templates().size();
    for (const fs::path& folder : default_model_folders(resources)) report["model_folders"].push_back(folder.string());

    const fs::path program = fs::read_symlink("/proc/self/exe", failed).parent_path();
    report["image_helper"] = fs::exists(program / "noiseloom-image-helper", failed) || std::getenv("NOISELOOM_IMAGE_HELPER") != nullptr;
    const fs::path cache = default_cache_folder();
    const auto opened = DiskCache::open(cache, CacheSettings().disk_bytes);
    report["cache"] = {{"folder", cache.string()}, {"usable", bool(opened)}};
    if (!opened) report["cache"]["problem"] = opened.error().message;
    return report;
}

std::string words(const Json& list) {
    std::string text;
    for (const Json& one : list) text += (text.empty() ? "" : ", ") + one.get<std::string>();
    return text;
}

}  // namespace

int doctor_command(const Registry& registry, bool json) {
    const Json report = find_all(registry);
    const bool healthy = report["pack"] && report["image_helper"] && report["templates"] > 0;
    if (json) {
        std::cout << json_text(report, 2) << "\n";
        return healthy ? 0 : exit_status(Code::usage);
    }
    const auto line = [](const char* what, const std::string& found) { std::printf("%-14s %s\n", what, plain(found).c_str()); };
    line("Noiseloom", report["noiseloom"].get<std::string>() + ", " + std::to_string(report["nodes"].get<std::size_t>()) + " nodes, " +
                          std::to_string(report["templates"].get<std::size_t>()) + " templates");
    line("LibTorch", report["libtorch"].get<std::string>() + (report["libtorch_cuda"] ? " with CUDA, in " : ", in ") + report["libtorch_folder"].get<std::string>());
    for (const Json& device : report["devices"])
        line(device["name"].get<std::string>().c_str(), device["title"].get<std::string>() + ", " + std::to_string(device["memory"].get<std::size_t>() >> 20) +
                                                            " MiB; fast in " + words(device["dtypes"]));
    line("auto", report["auto"]["device"].get<std::string>() + " in " + report["auto"]["dtype"].get<std::string>());
    line("model pack", report["pack"] ? "found in " + report["resources"].get<std::string>() : "MISSING: set NOISELOOM_RESOURCES to the resources folder");
    line("model folders", words(report["model_folders"]));
    line("pictures", report["image_helper"] ? "noiseloom-image-helper found" : "MISSING: noiseloom-image-helper must lie beside noiseloom");
    line("cache", report["cache"]["usable"] ? report["cache"]["folder"].get<std::string>()
                                            : "NOT USABLE: " + report["cache"]["problem"].get<std::string>() + "; results are not kept for later runs");
    return healthy ? 0 : exit_status(Code::usage);
}

}  // namespace noiseloom
