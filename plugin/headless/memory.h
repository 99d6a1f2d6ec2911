// How the C library treats freed memory while a model is trained.
#pragma once

namespace noiseloom {

// The tensors of a step are made and freed again and again. Handing them back to the system each time, and getting them
// zeroed again, takes a tenth of a step (measured on the autoencoder): from now on this process keeps them.
void keep_freed_memory();

}  // namespace noiseloom
