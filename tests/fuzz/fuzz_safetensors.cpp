// libFuzzer target: the safetensors header. The input is a whole file; the data is not looked at, so
// only its length counts. Besides crashes it looks for headers that are accepted and break their own
// promises: ranges that do not fill the data, names that repeat, sizes that overflow.
#include <cstdint>
#include <cstdlib>

#include "models/file_format.h"
#include "models/plain_text.h"
#include "models/safetensors_header.h"

namespace {

void require(bool promise) {
    if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace noiseloom;
    const std::string_view file(reinterpret_cast<const char*>(bytes), size);
    sniff_file_format(file.substr(0, 512));
    require(plain_text(file, 64).find('\x1b') == std::string::npos);
    if (size < 8) return 0;
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;) length = length << 8 | bytes[i];
    if (length > size - 8) return 0;
    const std::uint64_t data = size - 8 - length;
    const auto header = parse_safetensors_header(file.substr(8, length), data);
    if (!header) {
        require(!header.error().message.empty() && header.error().code == Code::bad_model);
        return 0;
    }
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < header->entries.size(); ++i) {
        const SafetensorsEntry& entry = header->entries[i];
        require(entry.begin <= entry.end && entry.end <= data);
        require(i == 0 || header->entries[i - 1].name < entry.name);
        std::uint64_t elements = 1;
        for (const std::int64_t dimension : entry.shape) {
            require(dimension >= 0);
            elements *= static_cast<std::uint64_t>(dimension);
        }
        require(elements == entry.elements());
        require(header->find(entry.name) == &entry);
        sum += entry.end - entry.begin;
    }
    require(sum == data);
    return 0;
}
