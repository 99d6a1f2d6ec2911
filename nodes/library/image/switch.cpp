#include "library/switch.h"

#include "image/images.h"

namespace noiseloom {

NodeDef image_switch_node() { return switch_node<Images>("image.switch", "Image", "Image"); }

}  // namespace noiseloom
