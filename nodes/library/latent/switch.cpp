#include "library/switch.h"

#include "diffusion/latent.h"

namespace noiseloom {

NodeDef latent_switch_node() { return switch_node<Latent>("latent.switch", "Latent", "Latent"); }

}  // namespace noiseloom
