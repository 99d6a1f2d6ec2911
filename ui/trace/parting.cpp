#include "ui/trace/parting.h"

#include <cmath>

#include <QCoreApplication>

namespace noiseloom {
namespace {

constexpr double tolerance = 1e-6;   // of the larger one: other hardware rounds otherwise

bool same(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
    return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

bool same(const StepFigures& a, const StepFigures& b) {
    if (!same(a.sigma, b.sigma) || !same(a.spread, b.spread) || !same(a.clipped, b.clipped) || a.terms.size() != b.terms.size()) return false;
    for (std::size_t i = 0; i < a.terms.size(); ++i) {
        const TermFigures &one = a.terms[i], &other = b.terms[i];
        if (one.name != other.name || !same(one.weight, other.weight) || !same(one.length, other.length) || !same(one.share, other.share) || !same(one.value, other.value)) return false;
    }
    return true;
}

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Trace)
};

}  // namespace

std::optional<std::size_t> parts_at(const TraceFigures& one, const TraceFigures& other) {
    const std::size_t shared = std::min(one.steps.size(), other.steps.size());
    for (std::size_t k = 0; k < shared; ++k)
        if (!same(one.steps[k], other.steps[k])) return k;
    return one.steps.size() == other.steps.size() ? std::nullopt : std::optional(shared);
}

QString parting_in_words(const TraceFigures& one, const TraceFigures& other) {
    const auto step = parts_at(one, other);
    if (!step) return Words::tr("What guidance did is the same in all steps.");
    if (*step == 0) return Words::tr("The runs differ from the first step on.");
    return Words::tr("The runs are the same until step %1; from step %2 on they differ.").arg(*step).arg(*step + 1);
}

}  // namespace noiseloom
