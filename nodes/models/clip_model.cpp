#include "models/clip_model.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "core/atomic_file.h"
#include "models/clip_loss.h"
#include "models/load.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;

Result<Tokenizer> find_tokenizer(const fs::path& path, const fs::path& merges) {
    std::error_code ignored;
    const fs::path folder = fs::is_directory(path, ignored) ? path : path.parent_path();
    for (const fs::path& place : {folder, folder.parent_path() / "tokenizer"})
        if (fs::exists(place / "merges.txt", ignored) || fs::exists(place / "tokenizer.json", ignored)) return Tokenizer::load(place);
    constexpr std::size_t limit = std::size_t{16} << 20;
    NL_TRY(const std::string list, read_file(merges / "merges.txt", limit, Code::bad_model));
    return Tokenizer::from_merges(list);
}

}  // namespace

at::Tensor ClipModel::texts(const std::vector<std::string>& texts) const {
    const c10::NoGradGuard constant;
    const auto length = static_cast<std::size_t>(clip->text().config().positions);
    std::vector<at::Tensor> rows;
    for (const auto& text : texts) {
        const auto ids = tokenizer->framed(tokenizer->ids(text), length);
        rows.push_back(at::tensor(at::ArrayRef<int>(ids), at::kLong));
    }
    return clip->text_embeds(at::stack(rows));
}

at::Tensor ClipModel::pictures(const at::Tensor& image, bool antialias) const {
    return clip->image_embeds(clip_view(image.to(at::Device(device())), clip->vision().config().image_size, antialias));
}

Result<ClipModel> load_clip_model(const fs::path& path, const fs::path& merges, const Compute& compute) {
    NL_TRY(auto clip, load_clip(path, compute));
    NL_TRY(Tokenizer tokenizer, find_tokenizer(path, merges));
    const auto vocabulary = static_cast<std::size_t>(clip->text().config().vocabulary);
    if (tokenizer.size() > vocabulary)
        return Error{Code::bad_model,
                     path.filename().string() + ": its tokenizer has " + std::to_string(tokenizer.size()) + " ids and its text tower knows " +
                         std::to_string(vocabulary),
                     "Put the tokenizer that belongs to this CLIP model into its folder (vocab.json and merges.txt).", "", "", ""};
    NL_TRY(const Key identity, weights_identity(path));
    return ClipModel{std::move(clip), std::make_shared<const Tokenizer>(std::move(tokenizer)), identity};
}

}  // namespace noiseloom
