// A white picture to draw on: dots, lines, rectangles and pictures, for plots and grids.
#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "image/image.h"

namespace noiseloom {

using Colour = std::array<float, 3>;   // sRGB in [0, 1]

// Places are in pixels, the centre of the first at (0, 0); what lies outside is left out.
class Canvas {
  public:
    using Place = std::pair<double, double>;

    Canvas(int width, int height);
    void dot(double x, double y, double radius, const Colour& colour, double alpha);
    void line(double x0, double y0, double x1, double y1, const Colour& colour);
    // From place to place, with round ends and soft edges; where it crosses itself it is no darker.
    void path(std::span<const Place> places, double width, const Colour& colour, double alpha);
    void fill(int left, int top, int width, int height, const Colour& colour);
    void put(const Image& picture, int left, int top);   // alpha on white
    void blend(int x, int y, const Colour& colour, double alpha);
    int width() const { return width_; }
    int height() const { return height_; }
    Image take() { return make_image(width_, height_, 3, std::move(pixels_)); }

  private:
    int width_, height_;
    std::vector<float> pixels_;
};

}  // namespace noiseloom
