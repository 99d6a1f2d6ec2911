#include "training/autocast.h"

#include <ATen/ATen.h>
#include <ATen/autocast_mode.h>

namespace noiseloom {

Autocast::Autocast(at::DeviceType device, at::ScalarType dtype)
    : device_(device), was_enabled_(at::autocast::is_autocast_enabled(device)), old_dtype_(at::autocast::get_autocast_dtype(device)) {
    at::autocast::increment_nesting();
    at::autocast::set_autocast_enabled(device, dtype != at::kFloat);
    if (dtype != at::kFloat) at::autocast::set_autocast_dtype(device, dtype);
}

Autocast::~Autocast() {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();   // the weights change now
    at::autocast::set_autocast_enabled(device_, was_enabled_);
    at::autocast::set_autocast_dtype(device_, old_dtype_);
}

}  // namespace noiseloom
