// Makes safetensors files for tests, right ones and wrong ones.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace noiseloom::testing {

inline std::string little_endian(std::uint64_t number) {
    std::string bytes;
    for (int i = 0; i < 8; ++i) bytes += static_cast<char>(number >> (8 * i));
    return bytes;
}

// The length of `json`, `json`, and the data.
inline std::string safetensors(const std::string& json, const std::string& data = "") { return little_endian(json.size()) + json + data; }

inline std::string zeros(std::size_t count) { return std::string(count, '\0'); }

inline std::string repeated(const std::string& text, std::size_t times) {
    std::string all;
    all.reserve(text.size() * times);
    while (times-- > 0) all += text;
    return all;
}

// "name":{"dtype":...,"shape":[...],"data_offsets":[...]}
inline std::string tensor(const std::string& name, const std::string& dtype, const std::string& shape, const std::string& begin, const std::string& end) {
    return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":[" + begin + "," + end + "]}";
}

inline std::filesystem::path write(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file;
}

}  // namespace noiseloom::testing
