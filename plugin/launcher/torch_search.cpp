#include "launcher/torch_search.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "core/environment.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr const char* library = "libtorch_cpu.so";
constexpr const char* cuda_library = "libtorch_cuda.so";

bool is_there(const fs::path& file) {
    std::error_code failed;
    return fs::exists(file, failed);
}

// What stands between the first quotes after `word` in a small text file: "2.11.0+cu130".
std::string quoted_after(const fs::path& file, const std::string& word) {
    std::ifstream in(file);
    std::string text(4096, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    const std::size_t from = text.find(word);
    const std::size_t begin = from == text.npos ? from : text.find_first_of("\"'", from);
    return begin == text.npos ? "" : text.substr(begin + 1, text.find_first_of("\"'", begin + 1) - begin - 1);
}

class Places {
  public:
    // `folder` holds the library, or has lib/ that does, as the torch folders of Python have.
    void add(const fs::path& folder) {
        for (const fs::path& libraries : {folder, folder / "lib"}) {
            std::error_code failed;
            if (!is_there(libraries / library)) continue;
            const fs::path real = fs::canonical(libraries, failed);
            if (!failed && std::find(found_.begin(), found_.end(), real) == found_.end()) found_.push_back(real);
            return;
        }
    }
    // Every `start`*/`rest` in `folder`, newest name first.
    void add_all(const fs::path& folder, const std::string& start, const fs::path& rest) {
        std::error_code failed;
        std::vector<fs::path> fitting;
        for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
            if (entry->path().filename().string().starts_with(start)) fitting.push_back(entry->path() / rest);
        std::sort(fitting.rbegin(), fitting.rend());
        for (const fs::path& one : fitting) add(one);
    }
    void add_python(const fs::path& prefix) {
        for (const char* packages : {"site-packages/torch", "dist-packages/torch"}) add_all(prefix / "lib", "python3", packages);
    }
    std::vector<fs::path> take() { return std::move(found_); }

  private:
    std::vector<fs::path> found_;
};

// The folder above bin/ of the python3 that a shell would start.
fs::path python_on_path() {
    std::istringstream path(environment("PATH"));
    for (std::string folder; std::getline(path, folder, ':');)
        if (!folder.empty() && is_there(fs::path(folder) / "python3")) return fs::path(folder).parent_path();
    return "/usr";
}

std::string what_was_found(const std::vector<fs::path>& places) {
    std::string told;
    for (const fs::path& place : places) {
        const std::string version = torch_version(place);
        told += "\n  found: " + place.string() + (version.empty() ? ", of an unknown version" : ", version " + version);
    }
    return told;
}

}  // namespace

std::string torch_version(const fs::path& libraries) {
    const fs::path above = libraries.parent_path();
    std::string version = quoted_after(above / "version.py", "__version__");
    if (version.empty()) version = quoted_after(above / "include/torch/headeronly/version.h", "define TORCH_VERSION ");
    if (std::string line; version.empty() && std::getline(std::ifstream(above / "build-version") >> std::ws, line)) version = line;
    return version.substr(0, version.find_first_of("+ \n"));
}

bool has_nvidia_driver() { return is_there("/proc/driver/nvidia/version") || is_there("/dev/nvidiactl"); }

std::vector<fs::path> torch_places(const fs::path& programs) {
    Places places;
    places.add(programs / "torch");
    places.add(user_folder("XDG_DATA_HOME", ".local/share") / "noiseloom/torch");
    const std::string cache = environment("NOISELOOM_CACHE");
    places.add_all(cache.empty() ? user_folder("XDG_CACHE_HOME", ".cache") / "noiseloom" : fs::path(cache), "libtorch-", "");
    for (const char* active : {"VIRTUAL_ENV", "CONDA_PREFIX"})
        if (const std::string prefix = environment(active); !prefix.empty()) places.add_python(prefix);
    places.add_python(python_on_path());
    for (const fs::path& prefix : {home_folder() / ".local", fs::path("/usr/local"), fs::path("/usr")}) places.add_python(prefix);
    places.add("/usr/lib/python3/dist-packages/torch");
    return places.take();
}

Result<fs::path> find_torch(const fs::path& programs, const std::string& version, bool prefers_cuda) {
    const std::string get = "Install the package noiseloom-torch; or 'pip install torch==" + version +
                            "', which also brings what an NVIDIA card needs; or name a folder with that version in NOISELOOM_TORCH.";
    if (const std::string named = environment("NOISELOOM_TORCH"); !named.empty()) {
        Places only;
        only.add(named);
        const std::vector<fs::path> found = only.take();
        if (found.empty())
            return Error{Code::usage, "NOISELOOM_TORCH names " + named + ", where there is no " + library, "Name the folder torch of a Python installation, or leave the variable out: " + get, "", "", ""};
        if (const std::string its = torch_version(found.front()); its != version)
            return Error{Code::usage, "NOISELOOM_TORCH names LibTorch " + (its.empty() ? "of an unknown version" : its) + " in " + named + "; Noiseloom needs " + version, get, "", "", ""};
        return found.front();
    }

    const std::vector<fs::path> all = torch_places(programs);
    std::vector<fs::path> fitting;
    std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), [&](const fs::path& place) { return torch_version(place) == version; });
    if (fitting.empty()) return Error{Code::usage, "LibTorch " + version + ", which Noiseloom computes with, is not on this machine" + what_was_found(all), get, "", "", ""};
    if (prefers_cuda)
        std::stable_partition(fitting.begin(), fitting.end(), [](const fs::path& place) { return is_there(place / cuda_library); });
    return fitting.front();
}

}  // namespace noiseloom
