#include "training/scenes/shapes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace noiseloom::scenes {

class Shape::Form {
  public:
    virtual ~Form() = default;
    virtual void distances(const Line& line, std::span<float> out) const = 0;
    virtual Bounds bounds() const = 0;
};

void Shape::distances(const Line& line, std::span<float> out) const { form_->distances(line, out); }
Bounds Shape::bounds() const { return form_->bounds(); }

namespace {

Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
Point operator*(Point a, float s) { return {a.x * s, a.y * s}; }
float dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
float length(Point a) { return std::sqrt(dot(a, a)); }
float clamped(float x, float low, float high) { return x < low ? low : x > high ? high : x; }

Bounds grown(Bounds bounds, float by) { return {bounds.low - Point{by, by}, bounds.high + Point{by, by}}; }
Bounds around(const Bounds& a, const Bounds& b) {
    return {{std::min(a.low.x, b.low.x), std::min(a.low.y, b.low.y)}, {std::max(a.high.x, b.high.x), std::max(a.high.y, b.high.y)}};
}
Bounds within_both(const Bounds& a, const Bounds& b) {
    return {{std::max(a.low.x, b.low.x), std::max(a.low.y, b.low.y)}, {std::min(a.high.x, b.high.x), std::min(a.high.y, b.high.y)}};
}
Bounds around(std::span<const Point> points) {
    Bounds all{points.front(), points.front()};
    for (const Point point : points) all = around(all, {point, point});
    return all;
}

// A shape given by its distance at a point. The loop is compiled once for each formula.
template <class Distance>
class Formula : public Shape::Form {
  public:
    Formula(Bounds bounds, Distance distance) : bounds_(bounds), distance_(std::move(distance)) {}
    void distances(const Line& line, std::span<float> out) const override {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = distance_(line.start + line.step * static_cast<float>(i));
    }
    Bounds bounds() const override { return bounds_; }

  private:
    Bounds bounds_;
    Distance distance_;
};

template <class Distance>
Shape formula(Bounds bounds, Distance distance) {
    return Shape(std::make_shared<Formula<Distance>>(bounds, std::move(distance)));
}

// Edges outside, points inside: the inner loop has no branches, so the compiler can vectorise it.
class Polygon : public Shape::Form {
  public:
    Polygon(std::vector<Point> corners, float rounding) : corners_(std::move(corners)), rounding_(rounding) {}

    void distances(const Line& line, std::span<float> out) const override {
        std::array<float, longest_line> side;   // -1 inside, by the parity of crossings
        std::fill(out.begin(), out.end(), 1e9F);
        std::fill_n(side.begin(), out.size(), 1.0F);
        for (std::size_t k = 0; k < corners_.size(); ++k) add_edge(corners_[k], corners_[(k + 1) % corners_.size()], line, out, side);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = side[i] * std::sqrt(out[i]) - rounding_;
    }
    Bounds bounds() const override { return grown(around(corners_), rounding_); }

  private:
    static void add_edge(Point a, Point b, const Line& line, std::span<float> squared, std::array<float, longest_line>& side) {
        const Point edge = b - a;
        const float inverse = 1 / dot(edge, edge);
        for (std::size_t i = 0; i < squared.size(); ++i) {
            const Point p = line.start + line.step * static_cast<float>(i);
            const Point from_a = p - a;
            const Point nearest = from_a - edge * clamped(dot(from_a, edge) * inverse, 0, 1);
            const float here = dot(nearest, nearest);
            squared[i] = here < squared[i] ? here : squared[i];
            const bool below_a = p.y >= a.y;
            const bool above_b = p.y < b.y;
            const bool right = edge.x * from_a.y > edge.y * from_a.x;
            const bool crosses = (below_a == above_b) & (above_b == right);
            side[i] = crosses ? -side[i] : side[i];
        }
    }

    std::vector<Point> corners_;
    float rounding_;
};

class United : public Shape::Form {
  public:
    explicit United(std::vector<Shape> shapes) : shapes_(std::move(shapes)), bounds_(shapes_.front().bounds()) {
        for (const Shape& shape : shapes_) bounds_ = around(bounds_, shape.bounds());
    }
    void distances(const Line& line, std::span<float> out) const override {
        std::array<float, longest_line> other;
        shapes_.front().distances(line, out);
        for (std::size_t k = 1; k < shapes_.size(); ++k) {
            shapes_[k].distances(line, std::span(other).first(out.size()));
            for (std::size_t i = 0; i < out.size(); ++i) out[i] = other[i] < out[i] ? other[i] : out[i];
        }
    }
    Bounds bounds() const override { return bounds_; }

  private:
    std::vector<Shape> shapes_;
    Bounds bounds_;
};

// Inside `a` and inside `b`, or outside it where `sign` is -1.
class Common : public Shape::Form {
  public:
    Common(Shape a, Shape b, float sign) : a_(std::move(a)), b_(std::move(b)), sign_(sign), bounds_(a_.bounds()) {
        if (sign_ > 0) bounds_ = within_both(bounds_, b_.bounds());
    }
    void distances(const Line& line, std::span<float> out) const override {
        std::array<float, longest_line> other;
        a_.distances(line, out);
        b_.distances(line, std::span(other).first(out.size()));
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::max(out[i], sign_ * other[i]);
    }
    Bounds bounds() const override { return bounds_; }

  private:
    Shape a_, b_;
    float sign_;
    Bounds bounds_;
};

// Points are turned back, then asked of the shape as it was.
class Rotated : public Shape::Form {
  public:
    Rotated(Shape shape, float radians, Point about) : shape_(std::move(shape)), cosine_(std::cos(radians)), sine_(std::sin(radians)), about_(about) {}
    void distances(const Line& line, std::span<float> out) const override {
        shape_.distances({about_ + turned(line.start - about_, -sine_), turned(line.step, -sine_)}, out);
    }
    Bounds bounds() const override {
        const auto [low, high] = shape_.bounds();
        std::array<Point, 4> corners{low, {low.x, high.y}, {high.x, low.y}, high};
        for (Point& corner : corners) corner = about_ + turned(corner - about_, sine_);
        return around(corners);
    }

  private:
    Point turned(Point p, float sine) const { return {cosine_ * p.x - sine * p.y, sine * p.x + cosine_ * p.y}; }

    Shape shape_;
    float cosine_, sine_;
    Point about_;
};

class Flipped : public Shape::Form {
  public:
    explicit Flipped(Shape shape) : shape_(std::move(shape)) {}
    void distances(const Line& line, std::span<float> out) const override {
        shape_.distances({{-line.start.x, line.start.y}, {-line.step.x, line.step.y}}, out);
    }
    Bounds bounds() const override {
        const auto [low, high] = shape_.bounds();
        return {{-high.x, low.y}, {-low.x, high.y}};
    }

  private:
    Shape shape_;
};

class Moved : public Shape::Form {
  public:
    Moved(Shape shape, Point by) : shape_(std::move(shape)), by_(by) {}
    void distances(const Line& line, std::span<float> out) const override { shape_.distances({line.start - by_, line.step}, out); }
    Bounds bounds() const override { return {shape_.bounds().low + by_, shape_.bounds().high + by_}; }

  private:
    Shape shape_;
    Point by_;
};

}  // namespace

Shape circle(Point centre, float radius) {
    return formula(grown({centre, centre}, radius), [=](Point p) { return length(p - centre) - radius; });
}

// To first order: the implicit function over the length of its gradient.
Shape ellipse(Point centre, Point radii) {
    return formula({centre - radii, centre + radii}, [=](Point p) {
        const Point scaled{(p.x - centre.x) / radii.x, (p.y - centre.y) / radii.y};
        const Point gradient{scaled.x / radii.x, scaled.y / radii.y};
        const float k = length(scaled);
        return k * (k - 1) / (length(gradient) + 1e-6F);
    });
}

Shape box(Point centre, Point half, float rounding) {
    return formula({centre - half, centre + half}, [=](Point p) {
        const Point out{std::fabs(p.x - centre.x) - half.x + rounding, std::fabs(p.y - centre.y) - half.y + rounding};
        return length({std::max(out.x, 0.0F), std::max(out.y, 0.0F)}) + std::min(std::max(out.x, out.y), 0.0F) - rounding;
    });
}

Shape capsule(Point from, Point to, float radius) {
    const Point along = to - from;
    const float inverse = 1 / dot(along, along);
    return formula(grown(around(std::array{from, to}), radius), [=](Point p) {
        const Point q = p - from;
        return length(q - along * clamped(dot(q, along) * inverse, 0, 1)) - radius;
    });
}

Shape polygon(std::vector<Point> corners, float rounding) { return Shape(std::make_shared<Polygon>(std::move(corners), rounding)); }

Shape polyline(const std::vector<Point>& points, float radius) {
    std::vector<Shape> pieces;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) pieces.push_back(capsule(points[i], points[i + 1], radius));
    return united(std::move(pieces));
}

Shape star(Point centre, float outer, float inner, int points, float rounding) {
    std::vector<Point> corners;
    for (int i = 0; i < 2 * points; ++i) {
        const float angle = std::numbers::pi_v<float> * (static_cast<float>(i) / static_cast<float>(points) - 0.5F);
        corners.push_back(centre + Point{std::cos(angle), std::sin(angle)} * (i % 2 == 0 ? outer : inner));
    }
    return polygon(std::move(corners), rounding);
}

Shape heart(Point tip, float scale) {
    const float half_width = 0.25F + std::numbers::sqrt2_v<float> / 4;
    const Bounds bounds{tip + Point{-half_width, -1.11F} * scale, tip + Point{half_width, 0} * scale};
    return formula(bounds, [=](Point p) {
        const Point q{std::fabs(p.x - tip.x) / scale, (tip.y - p.y) / scale};   // upright, right half
        const float lobe = length(q - Point{0.25F, 0.75F}) - std::numbers::sqrt2_v<float> / 4;
        const Point from_notch = q - Point{0, 1};
        const float foot = 0.5F * std::max(q.x + q.y, 0.0F);
        const Point from_flank = q - Point{foot, foot};
        const float flank = std::sqrt(std::min(dot(from_notch, from_notch), dot(from_flank, from_flank)));
        return (q.x + q.y > 1 ? lobe : q.x > q.y ? flank : -flank) * scale;
    });
}

Shape united(std::vector<Shape> shapes) { return Shape(std::make_shared<United>(std::move(shapes))); }
Shape common(Shape a, Shape b) { return Shape(std::make_shared<Common>(std::move(a), std::move(b), 1.0F)); }
Shape without(Shape a, Shape b) { return Shape(std::make_shared<Common>(std::move(a), std::move(b), -1.0F)); }
Shape rotated(Shape shape, float radians, Point about) { return Shape(std::make_shared<Rotated>(std::move(shape), radians, about)); }
Shape moved(Shape shape, Point by) { return Shape(std::make_shared<Moved>(std::move(shape), by)); }
Shape flipped(Shape shape) { return Shape(std::make_shared<Flipped>(std::move(shape))); }
Shape symmetric(Shape shape) { return united({shape, flipped(shape)}); }

}  // namespace noiseloom::scenes
