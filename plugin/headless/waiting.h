// How the threads of a computation wait for each other.
#pragma once

namespace noiseloom {

// LibTorch's threads (libgomp's) wait by spinning. That is quickest where each has a core to itself; beside other work they
// spin away the time that the thread they wait for needs: five small pictures have taken minutes instead of seconds. So on
// a busy machine, and always for `train` and `pack`, which run for long beside other work, this starts the program anew
// with OMP_WAIT_POLICY=passive, because libgomp reads that as it is loaded, before main. Whoever sets it, or
// GOMP_SPINCOUNT, decides alone. Returns if nothing is to be changed, or cannot be.
void wait_without_spinning(int argc, char** argv);

}  // namespace noiseloom
