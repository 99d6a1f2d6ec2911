// A square of the plane as a picture: samples as dots, a density as its contours. y points up.
#pragma once

#include <functional>

#include <ATen/core/Tensor.h>

#include "image/canvas.h"

namespace noiseloom {

class PlanePlot {
  public:
    // [-extent, extent]² on size x size pixels.
    PlanePlot(double extent, int size);

    // Where `density` of points [N, 2] (values [N]) is 5, 20, 40, 60 and 80 % of its highest value within the square.
    void contours(const std::function<at::Tensor(const at::Tensor& points)>& density);
    void dots(const at::Tensor& points, const Colour& colour);   // [N, 2]
    Image take() { return canvas_.take(); }

  private:
    double pixel_x(double x) const { return (x / extent_ + 1) / 2 * (canvas_.width() - 1); }
    double pixel_y(double y) const { return (1 - y / extent_) / 2 * (canvas_.height() - 1); }

    double extent_;
    Canvas canvas_;
};

}  // namespace noiseloom
