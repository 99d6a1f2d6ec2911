// A white picture to draw on: dots and lines with soft edges, for plots.
#pragma once

#include <array>
#include <vector>

#include "image/image.h"

namespace noiseloom {

using Colour = std::array<float, 3>;   // sRGB in [0, 1]

// Places are in pixels, the centre of the first at (0, 0); what lies outside is left out.
class Canvas {
  public:
    Canvas(int width, int height);
    void dot(double x, double y, double radius, const Colour& colour, double alpha);
    void line(double x0, double y0, double x1, double y1, const Colour& colour);
    int width() const { return width_; }
    int height() const { return height_; }
    Image take() { return make_image(width_, height_, 3, std::move(pixels_)); }

  private:
    int width_, height_;
    std::vector<float> pixels_;
};

}  // namespace noiseloom
