// In place of process_group_gloo.cpp where the LibTorch has no c10d over gloo: a process is always alone.
#include "training/process_group.h"

namespace noiseloom {

struct ProcessGroup::Connection {};

ProcessGroup::ProcessGroup(const Launch& launch, double) : rank_(launch.rank), size_(launch.size) {
    if (size_ > 1)
        throw Failure({Code::usage, "This build of Noiseloom trains in one process only.",
                       "It was built with a LibTorch that lacks c10d over gloo (CMake's NOISELOOM_C10D). Start one process, without RANK and WORLD_SIZE.", "", "",
                       ""});
}

Result<void> ProcessGroup::connect_cards(at::Device) { return {}; }
void ProcessGroup::sum(const std::vector<at::Tensor>&) const {}
void ProcessGroup::sum(std::vector<double>&) const {}
void ProcessGroup::leader_first(const std::function<void()>& work) const { work(); }
void ProcessGroup::check_same(const std::string&, const std::string&) const {}

}  // namespace noiseloom
