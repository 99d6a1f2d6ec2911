#include "host/segment.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace noiseloom {
namespace {

constexpr int size_seals = F_SEAL_SHRINK | F_SEAL_GROW;

Error no_memory(std::size_t bytes) {
    return {Code::out_of_memory, "there is no shared memory for " + std::to_string((bytes >> 20) + 1) + " MiB of pixels", "Close other programs, or work on a smaller layer or selection.", "", "", ""};
}

}  // namespace

Result<Descriptor> make_segment(std::size_t bytes) {
    Descriptor segment(::memfd_create("noiseloom-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!segment || ::ftruncate(segment.get(), static_cast<off_t>(bytes)) != 0 || ::fcntl(segment.get(), F_ADD_SEALS, size_seals | F_SEAL_SEAL) != 0) return no_memory(bytes);
    return segment;
}

Result<MappedMemory> map_segment(int segment, std::size_t bytes, Access access) {
    struct stat status{};
    const int seals = ::fcntl(segment, F_GET_SEALS);
    if (seals < 0 || (seals & size_seals) != size_seals || ::fstat(segment, &status) != 0)
        return Error{Code::refused, "the other side sent something else than shared memory for pixels", "", "", "", ""};
    if (static_cast<std::size_t>(status.st_size) < bytes) return Error{Code::refused, "the other side sent less memory than the pixels need", "", "", "", ""};
    MappedMemory mapped(segment, bytes, access == Access::read ? PROT_READ : PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE);
    if (!mapped) return no_memory(bytes);
    return mapped;
}

}  // namespace noiseloom
