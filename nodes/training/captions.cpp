#include "training/captions.h"

#include <ATen/ATen.h>

#include "core/atomic_file.h"
#include "models/text/tokenizer_training.h"
#include "training/export.h"

namespace noiseloom {

at::Tensor to_ids(const Tokenizer& tokenizer, const std::vector<std::string>& captions, std::size_t length) {
    std::vector<std::int64_t> all;
    for (const auto& caption : captions)
        for (const int id : tokenizer.framed(tokenizer.ids(caption), length)) all.push_back(id);
    return at::tensor(at::ArrayRef<std::int64_t>(all), at::kLong).view({static_cast<std::int64_t>(captions.size()), static_cast<std::int64_t>(length)});
}

at::Tensor without_padding(const at::Tensor& ids, std::int64_t end) {
    return ids.narrow(1, 0, ids.eq(end).to(at::kInt).argmax(1).max().item<std::int64_t>() + 1);
}

at::Tensor same_text(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    at::Tensor same = at::zeros({static_cast<std::int64_t>(a.size()), static_cast<std::int64_t>(b.size())}, at::kBool);
    auto* to = same.mutable_data_ptr<bool>();
    for (const auto& row : a)
        for (const auto& column : b) *to++ = row == column;
    return same;
}

std::filesystem::path tokenizer_folder(Settings& settings, const DataSet& data, const std::filesystem::path& cache) {
    const Json given = settings.any("tokenizer");
    if (!given.is_object()) return settings.needed_path("tokenizer");
    Settings made = settings.section("tokenizer");
    TokenizerTraining training;
    training.length = static_cast<std::size_t>(made.whole("length", 77, 3, 4096));
    training.most_merges = static_cast<std::size_t>(made.whole("merges", static_cast<std::int64_t>(training.most_merges), 0, 1'000'000));
    made.finish();
    const auto folder = cache / "tokenizer";
    save_tokenizer(train_tokenizer(data.texts(), training).or_throw(), folder).or_throw();
    return folder;
}

void copy_tokenizer(const std::filesystem::path& from, const std::filesystem::path& to) {
    constexpr std::size_t largest = std::size_t{64} << 20;
    make_folders(to);
    for (const char* name : {"vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
        if (std::filesystem::exists(from / name)) write_file(to / name, read_file(from / name, largest).or_throw()).or_throw();
}

}  // namespace noiseloom
