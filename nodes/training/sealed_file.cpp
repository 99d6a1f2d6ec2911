#include "training/sealed_file.h"

#include <ATen/ATen.h>

#include "core/key.h"
#include "models/safetensors.h"

namespace noiseloom {
namespace {

using Metadata = std::map<std::string, std::string>;
constexpr const char* sum_name = "checksum";

std::string checksum(const Seal& seal, const Tensors& tensors, const Metadata& metadata) {
    KeyBuilder key(seal.purpose);
    if (seal.of_names)
        for (const auto& [name, value] : metadata) key.add(name).add(value);
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor plain = tensor.to(at::kCPU).contiguous();
        if (seal.of_names) key.add(name);
        key.add_bytes(plain.const_data_ptr(), plain.nbytes());
    }
    return key.key().hex();
}

Tensors kept(const std::filesystem::path& file, const Seal& seal, const std::function<bool(const Tensors&)>& fits) {
    auto read = read_sealed(file, seal);
    return read && read->is_whole && fits(read->tensors) ? std::move(read->tensors) : Tensors();
}

}  // namespace

Result<void> write_sealed(const std::filesystem::path& file, const Seal& seal, const Tensors& tensors, Metadata metadata) {
    std::string sum = checksum(seal, tensors, metadata);
    metadata[sum_name] = std::move(sum);
    return write_safetensors(file, tensors, metadata);
}

Result<SealedFile> read_sealed(const std::filesystem::path& file, const Seal& seal) {
    NL_TRY(const SafetensorsFile opened, SafetensorsFile::open(file));
    SealedFile read;
    for (const auto& entry : opened.entries()) read.tensors[entry.name] = opened.tensor(entry);
    read.metadata = opened.metadata();
    const auto sum = read.metadata.extract(sum_name);
    read.is_whole = !sum.empty() && sum.mapped() == checksum(seal, read.tensors, read.metadata);
    return read;
}

Tensors kept_or_made(const std::filesystem::path& file, const Seal& seal, const std::function<bool(const Tensors&)>& fits, const std::function<Tensors()>& make) {
    if (Tensors before = kept(file, seal, fits); !before.empty()) return before;
    write_sealed(file, seal, make()).or_throw();
    Tensors now = kept(file, seal, fits);
    if (now.empty()) throw Failure({Code::disk, file.string() + " was written and cannot be read.", "Look at the disk.", "", "", ""});
    return now;
}

}  // namespace noiseloom
