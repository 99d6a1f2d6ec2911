// The header of a safetensors file, read by a profile stricter than the format's own.
//
// File: 8 bytes little-endian header length N, N bytes of JSON, then the tensors' raw bytes:
//     {"__metadata__": {"format": "pt"}, "w": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}}
// Beyond the format's rules: '{' is the first byte, no key stands twice, no NUL and no unknown field
// anywhere, ranges fill the data exactly (no holes, no overlaps, nothing after them), sizes never
// overflow, and the limits below hold. Everything is checked before anything is allocated for it.
// Free of LibTorch: this is what the fuzzer runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace noiseloom {

class ModelFile;

struct SafetensorsLimits {
    std::uint64_t header_bytes = 100'000'000;
    std::size_t tensors = 100'000;
    std::size_t name_bytes = 4096;
    std::size_t rank = 8;
    std::size_t metadata_bytes = 16'000'000;   // keys and values together; also of any one text as it is written
};

enum class Dtype { f64, f32, f16, bf16, f8_e4m3, f8_e5m2, i64, i32, i16, i8, u8, boolean };

std::string_view name_of(Dtype dtype);   // as in the file: "BF16", "F8_E4M3", "BOOL"
std::size_t bytes_of(Dtype dtype);

struct SafetensorsEntry {
    std::string name;
    Dtype dtype = Dtype::f32;
    std::vector<std::int64_t> shape;           // empty: a scalar
    std::uint64_t begin = 0, end = 0;          // within the data
    std::uint64_t elements() const { return (end - begin) / bytes_of(dtype); }
};

struct SafetensorsHeader {
    std::vector<SafetensorsEntry> entries;     // sorted by name
    std::map<std::string, std::string> metadata;
    std::uint64_t data_begin = 0;              // byte of the file where the data starts

    const SafetensorsEntry* find(std::string_view name) const;   // null if there is none
};

// `json`: the N header bytes; `data_bytes`: what follows them. Messages hold the JSON path or the
// byte of the file, not the file's name.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view json, std::uint64_t data_bytes, const SafetensorsLimits& limits = {});

// From an opened file. If it is something else altogether, the message says what.
Result<SafetensorsHeader> read_safetensors_header(const ModelFile& file, const SafetensorsLimits& limits = {});

}  // namespace noiseloom
