#include "ui/inspector/run_facts.h"

#include <QCoreApplication>
#include <QStringList>

#include <cmath>

namespace noiseloom {
namespace {

constexpr double most_counted = 100000;   // steps; more are bytes

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunFacts)
};

}  // namespace

QString bytes_text(std::size_t bytes) {
    double amount = static_cast<double>(bytes);
    for (const char* unit : {"B", "kB", "MB", "GB"}) {
        if (amount < 999.5 || unit == std::string_view("GB")) return QString::number(amount, 'f', amount < 9.95 && unit != std::string_view("B") ? 1 : 0) + ' ' + unit;
        amount /= 1000;
    }
    return {};
}

QString seconds_text(double seconds) {
    if (seconds < 0.00005) return QStringLiteral("< 0.1 ms");
    if (seconds < 0.0095) return QString::number(1000 * seconds, 'f', 1) + " ms";
    if (seconds < 0.995) return QString::number(seconds, 'f', 2) + " s";
    if (seconds < 59.5) return QString::number(seconds, 'f', seconds < 9.95 ? 1 : 0) + " s";
    const auto whole = static_cast<qint64>(std::lround(seconds));
    return whole < 3600 ? Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60) : Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString rerun_text(const NodeStatus& status) {
    if (status.state != NodeState::will_run || status.steps == 0) return {};
    const QString text = Words::tr("%1 of %2 steps re-run").arg(status.steps_to_walk).arg(status.steps);
    return status.seconds > 0 ? Words::tr("%1 (about %2)").arg(text, seconds_text(status.seconds)) : text;
}

QString run_facts(const NodeStatus& status) {
    QStringList facts;
    const QString seconds = status.seconds > 0 ? seconds_text(status.seconds) : QString();
    switch (status.state) {
        case NodeState::idle: break;
        case NodeState::will_run:
            facts << (status.steps_to_walk < status.steps ? Words::tr("%1 of %2 steps").arg(status.steps_to_walk).arg(status.steps) : Words::tr("will run"));
            if (!seconds.isEmpty()) facts.back() = Words::tr("%1, about %2").arg(facts.back(), seconds);
            break;
        case NodeState::waiting: facts << Words::tr("waits for its turn"); break;
        case NodeState::running:
            if (status.total >= most_counted) facts << Words::tr("%1 %").arg(static_cast<int>(100 * status.done / status.total));
            else if (status.total > 0) facts << Words::tr("%1 of %2").arg(static_cast<qint64>(status.done)).arg(static_cast<qint64>(status.total));
            if (status.seconds_left > 0) facts << Words::tr("%1 left").arg(seconds_text(status.seconds_left));
            else facts << (seconds.isEmpty() ? Words::tr("running") : Words::tr("running for %1").arg(seconds));
            break;
        case NodeState::ready:
            if (!seconds.isEmpty()) facts << seconds;
            if (status.bytes > 0) facts << bytes_text(status.bytes);
            if (status.was_reused) facts << Words::tr("cached");
            break;
        case NodeState::failed: facts << Words::tr("failed"); break;
        case NodeState::blocked: facts << Words::tr("cannot run yet"); break;
    }
    return facts.join("   ");
}

QString run_story(const NodeStatus& status) {
    QStringList facts{run_facts(status)};
    if (status.is_stale) facts << Words::tr("the picture is of other settings");
    facts.removeAll({});
    return facts.join("   ");
}

}  // namespace noiseloom
