#include "library/switch.h"

#include "diffusion/guider.h"

namespace noiseloom {

NodeDef guidance_switch_node() { return switch_node<Guider>("guidance.switch", "Guidance", "Guidance"); }

}  // namespace noiseloom
