// Shapes as signed distances: negative inside, zero on the outline, positive outside, in the unit of the
// coordinates. One number a point is all that anti-aliased edges, soft shadows, unions and cut-outs need.
// Formulas: Inigo Quilez, "2D distance functions".
//
// A shape answers for a whole line of points at once, so that composed shapes cost one virtual call a line
// rather than a point. y points down. Shapes are immutable and shared.
#pragma once

#include <memory>
#include <span>
#include <vector>

namespace noiseloom::scenes {

struct Point {
    float x = 0, y = 0;
};

// Points start, start + step, start + 2 step, ...
struct Line {
    Point start, step;
};
inline constexpr std::size_t longest_line = 256;   // points

struct Bounds {
    Point low, high;
};

class Shape {
  public:
    class Form;
    explicit Shape(std::shared_ptr<const Form> form) : form_(std::move(form)) {}

    // Fills `out`, at most longest_line points. Near the outline the distances are true to about 10 %
    // (ellipses, cut-outs); exact for the other shapes outside.
    void distances(const Line& line, std::span<float> out) const;
    Bounds bounds() const;   // contains every point that is inside

  private:
    std::shared_ptr<const Form> form_;
};

Shape circle(Point centre, float radius);
Shape ellipse(Point centre, Point radii);
Shape box(Point centre, Point half, float rounding = 0);   // rounding stays within the box
Shape capsule(Point from, Point to, float radius);
Shape polygon(std::vector<Point> corners, float rounding = 0);   // rounding grows it
Shape polyline(const std::vector<Point>& points, float radius);
Shape star(Point centre, float outer, float inner, int points, float rounding);
Shape heart(Point tip, float scale);   // a heart of height about 1.1 * scale above its tip

Shape united(std::vector<Shape> shapes);
Shape common(Shape a, Shape b);    // inside both
Shape without(Shape a, Shape b);   // inside a, outside b

Shape rotated(Shape shape, float radians, Point about);   // clockwise on the screen
Shape moved(Shape shape, Point by);
Shape flipped(Shape shape);     // left and right exchanged
Shape symmetric(Shape shape);   // with its mirror image

}  // namespace noiseloom::scenes
