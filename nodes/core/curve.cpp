#include "core/curve.h"

#include <algorithm>
#include <cmath>

namespace noiseloom {
namespace {

Error bad_curve(std::string what) {
    return {Code::bad_workflow, "not a curve: " + std::move(what),
            "Write a number, or {\"curve\": [[0, 1], [1, 7.5]]} with positions rising from 0 to 1.", "", "", ""};
}

}  // namespace

Result<Curve> Curve::from_knots(std::vector<std::pair<double, double>> knots) {
    if (knots.empty()) return bad_curve("it has no knots");
    if (knots.size() > 10'000) return bad_curve("it has more than 10000 knots");
    double last = -1;
    for (const auto& [u, value] : knots) {
        if (!std::isfinite(value) || !(u >= 0 && u <= 1)) return bad_curve("a knot is outside 0 to 1 or not finite");
        if (u <= last) return bad_curve("positions must rise from knot to knot");
        last = u;
    }
    Curve curve;
    curve.knots_ = std::move(knots);
    return curve;
}

double Curve::at(double u) const {
    const auto after = std::upper_bound(knots_.begin(), knots_.end(), u, [](double at, const auto& knot) { return at < knot.first; });
    if (after == knots_.begin()) return knots_.front().second;
    if (after == knots_.end()) return knots_.back().second;
    const auto& [u0, v0] = *std::prev(after);
    const auto& [u1, v1] = *after;
    return v0 + (v1 - v0) * (u - u0) / (u1 - u0);
}

bool Curve::is_flat() const { return lowest() == highest(); }

double Curve::lowest() const {
    return std::min_element(knots_.begin(), knots_.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->second;
}

double Curve::highest() const {
    return std::max_element(knots_.begin(), knots_.end(), [](const auto& a, const auto& b) { return a.second < b.second; })->second;
}

Result<Curve> ValueType<Curve>::from_json(const Json& json) {
    if (json.is_number()) return Curve(json.get<double>());
    if (!json.is_object() || json.size() != 1 || !json.contains("curve") || !json["curve"].is_array())
        return bad_curve("expected a number or {\"curve\": [...]}");
    std::vector<std::pair<double, double>> knots;
    for (const Json& knot : json["curve"]) {
        if (!knot.is_array() || knot.size() != 2 || !knot[0].is_number() || !knot[1].is_number())
            return bad_curve("a knot must be [position, value]");
        knots.emplace_back(knot[0].get<double>(), knot[1].get<double>());
    }
    return Curve::from_knots(std::move(knots));
}

Json ValueType<Curve>::to_json(const Curve& curve) {
    if (curve.knots().size() == 1) return curve.knots().front().second;
    Json knots = Json::array();
    for (const auto& [u, value] : curve.knots()) knots.push_back({u, value});
    return {{"curve", std::move(knots)}};
}

}  // namespace noiseloom
