// A value over the course of sampling: piecewise linear over u in [0, 1], 0 at the first step
// (noise) and 1 at the last (picture). A plain number is a flat curve.
#pragma once

#include <utility>
#include <vector>

#include "core/json.h"
#include "core/value.h"

namespace noiseloom {

class Curve {
  public:
    Curve(double flat = 0) : knots_{{0, flat}} {}
    // Knots must be non-empty, finite, within u in [0, 1] and strictly increasing in u.
    static Result<Curve> from_knots(std::vector<std::pair<double, double>> knots);

    double at(double u) const;   // constant before the first and after the last knot
    bool is_flat() const;
    double lowest() const;
    double highest() const;
    const std::vector<std::pair<double, double>>& knots() const { return knots_; }

  private:
    std::vector<std::pair<double, double>> knots_;
};

// JSON: a number, or {"curve": [[u, value], ...]}.
template <>
struct ValueType<Curve> {
    static constexpr std::string_view name = "curve";
    static std::size_t bytes(const Curve& curve) { return curve.knots().size() * sizeof(double) * 2; }
    static Result<Curve> from_json(const Json& json);
    static Json to_json(const Curve& curve);
};

}  // namespace noiseloom
