#include "ui/runs/model_files.h"

#include <array>
#include <fstream>
#include <set>
#include <string_view>

#include "core/text.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t most_files = 2000, most_head = std::size_t{2} << 20;   // bytes of a head that are looked at
constexpr int deepest = 4;

// Sizes of what lies in a model's folder: links of the Hugging Face cache are followed.
std::uint64_t bytes_in(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code failed;
    for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed); !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
        std::error_code unreadable;
        if (const auto size = entry->is_regular_file(unreadable) ? entry->file_size(unreadable) : 0; !unreadable) bytes += size;
    }
    return bytes;
}

bool has(const fs::path& folder, const char* name) {
    std::error_code failed;
    return fs::exists(folder / name, failed);
}

}  // namespace

ModelKind kind_of_safetensors(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::array<unsigned char, 8> length{};
    if (!in.read(reinterpret_cast<char*>(length.data()), length.size())) return ModelKind::other;
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < length.size(); ++i) size |= std::uint64_t{length[i]} << (8 * i);
    std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(size, most_head)), '\0');
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    const auto says = [&](std::string_view words) { return head.find(words) != std::string::npos; };
    if (says("lora_") || says("lora.")) return ModelKind::lora;
    if (says("\"model.diffusion_model.")) return ModelKind::checkpoint;
    if (says("\"decoder.conv_in.") || says("\"first_stage_model.")) return ModelKind::autoencoder;
    if (says("text_model.") || says("vision_model.")) return ModelKind::encoder;
    return ModelKind::other;
}

std::vector<ModelFile> find_models(const std::vector<fs::path>& folders, const fs::path& resources, const std::atomic<bool>& is_over) {
    std::vector<ModelFile> found;
    std::set<std::string> names;
    for (const fs::path& folder : folders) {
        std::error_code failed;
        for (auto entry = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, failed); !failed && entry != fs::recursive_directory_iterator(); entry.increment(failed)) {
            if (is_over || found.size() >= most_files) return found;
            if (entry.depth() >= deepest) entry.disable_recursion_pending();
            std::error_code unreadable;
            const fs::path& path = entry->path();
            const bool is_folder = entry->is_directory(unreadable);
            const bool is_pipeline = is_folder && has(path, "model_index.json"), is_part = is_folder && !is_pipeline && has(path, "config.json");
            if (!is_pipeline && !is_part && (is_folder || ending_of(path) != ".safetensors")) continue;
            if (is_folder) entry.disable_recursion_pending();
            ModelFile one{fs::proximate(path, folder, unreadable).generic_string(), path};
            if (!names.insert(one.name).second) continue;
            one.is_embedded = folder == resources;
            one.kind = is_pipeline ? ModelKind::pipeline : is_part ? ModelKind::other : kind_of_safetensors(path);
            one.bytes = is_folder ? bytes_in(path) : entry->file_size(unreadable);
            found.push_back(std::move(one));
        }
    }
    return found;
}

}  // namespace noiseloom
