#include "training/captions.h"

#include <ATen/ATen.h>

#include "core/atomic_file.h"
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

void copy_tokenizer(const std::filesystem::path& from, const std::filesystem::path& to) {
    constexpr std::size_t largest = std::size_t{64} << 20;
    make_folders(to);
    for (const char* name : {"vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
        if (std::filesystem::exists(from / name)) write_file(to / name, read_file(from / name, largest).or_throw()).or_throw();
}

}  // namespace noiseloom
