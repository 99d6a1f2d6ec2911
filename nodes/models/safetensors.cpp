#include "models/safetensors.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "core/atomic_file.h"
#include "models/plain_text.h"

namespace noiseloom {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian and are mapped as they are");

at::ScalarType scalar_type(Dtype dtype) {
    switch (dtype) {
        case Dtype::f64: return at::kDouble;
        case Dtype::f32: return at::kFloat;
        case Dtype::f16: return at::kHalf;
        case Dtype::bf16: return at::kBFloat16;
        case Dtype::f8_e4m3: return at::kFloat8_e4m3fn;
        case Dtype::f8_e5m2: return at::kFloat8_e5m2;
        case Dtype::i64: return at::kLong;
        case Dtype::i32: return at::kInt;
        case Dtype::i16: return at::kShort;
        case Dtype::i8: return at::kChar;
        case Dtype::u8: return at::kByte;
        case Dtype::boolean: return at::kBool;
    }
    return at::kFloat;
}

// Null where the format of this reader has no such dtype.
const Dtype* dtype_of(at::ScalarType type) {
    static constexpr Dtype all[] = {Dtype::f64, Dtype::f32, Dtype::f16, Dtype::bf16, Dtype::f8_e4m3, Dtype::f8_e5m2,
                                    Dtype::i64, Dtype::i32, Dtype::i16, Dtype::i8,   Dtype::u8,      Dtype::boolean};
    const auto* found = std::find_if(std::begin(all), std::end(all), [&](Dtype dtype) { return scalar_type(dtype) == type; });
    return found == std::end(all) ? nullptr : found;
}

}  // namespace

Result<SafetensorsFile> SafetensorsFile::open(const std::filesystem::path& path, const SafetensorsLimits& limits) {
    NL_TRY(const ModelFile source, ModelFile::open(path));
    SafetensorsFile file;
    file.name_ = source.name();
    NL_TRY(file.header_, read_safetensors_header(source, limits));
    NL_TRY(file.mapping_, source.map());
    NL_CHECK(source.check_unchanged());
    return file;
}

at::Tensor SafetensorsFile::tensor(std::string_view name) const {
    if (const SafetensorsEntry* entry = header_.find(name)) return tensor(*entry);
    throw Failure({Code::bad_model, name_ + ": there is no tensor '" + plain_text(name) + "'", "", "", "", ""});
}

at::Tensor SafetensorsFile::tensor(const SafetensorsEntry& entry) const {
    const at::ScalarType type = scalar_type(entry.dtype);
    if (entry.begin == entry.end) return at::empty(entry.shape, type);
    // from_blob wants a mutable pointer; the mapping is read-only and values are immutable throughout.
    auto* data = const_cast<std::byte*>(mapping_->data() + header_.data_begin + entry.begin);
    const auto keep = [mapping = mapping_](void*) {};
    if (entry.dtype == Dtype::boolean) return at::from_blob(data, entry.shape, at::kByte).ne(0);
    if (reinterpret_cast<std::uintptr_t>(data) % bytes_of(entry.dtype) != 0) {
        at::Tensor copy = at::empty(entry.shape, type);
        std::memcpy(copy.data_ptr(), data, entry.end - entry.begin);
        return copy;
    }
    return at::from_blob(data, entry.shape, keep, type);
}

Result<void> write_safetensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                               const std::map<std::string, std::string>& metadata) {
    const auto refuse = [&](const std::string& what) { return Error{Code::internal, plain_text(path.string(), 400) + ": cannot write " + what, "", "", "", ""}; };
    std::vector<const std::pair<const std::string, at::Tensor>*> order;
    for (const auto& item : tensors) {
        if (!item.second.defined() || !dtype_of(item.second.scalar_type())) return refuse("the tensor '" + plain_text(item.first) + "': its dtype is not supported");
        if (item.first == "__metadata__") return refuse("a tensor named __metadata__");
        order.push_back(&item);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->second.element_size() > b->second.element_size(); });

    auto header = nlohmann::ordered_json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const auto* item : order) {
        const std::uint64_t begin = offset;
        offset += item->second.nbytes();
        header[item->first] = {{"dtype", name_of(*dtype_of(item->second.scalar_type()))}, {"shape", item->second.sizes().vec()}, {"data_offsets", {begin, offset}}};
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const nlohmann::json::exception&) {
        return refuse("names or metadata that are not UTF-8");
    }
    text.append((8 - text.size() % 8) % 8, ' ');

    NL_TRY(AtomicFile file, AtomicFile::open(path));
    char length[8];
    for (int i = 0; i < 8; ++i) length[i] = static_cast<char>(text.size() >> (8 * i));
    NL_CHECK(file.write({length, 8}));
    NL_CHECK(file.write(text));
    for (const auto* item : order) {
        const at::Tensor data = item->second.to(at::kCPU).contiguous();
        NL_CHECK(file.write({static_cast<const char*>(data.const_data_ptr()), data.nbytes()}));
    }
    return file.commit();
}

}  // namespace noiseloom
