// What nodes show: the survey's, over it how their last run ended, over that what goes on.
#include <algorithm>

#include "ui/runs/runs.h"

namespace noiseloom {
namespace {

constexpr int hear_interval = 33;   // ms between two looks at the news

// Planned seconds of a node as its part of a run's progress; nodes that never ran here get a little, samplers more.
double share_of(const PlannedNode& planned, const SurveyedNode& node) { return planned.seconds > 0 ? planned.seconds : node.has_steps ? 1 : 0.02; }

bool looks_same(const NodeStatus& a, const NodeStatus& b) {
    const auto same_error = [](const std::optional<Error>& one, const std::optional<Error>& other) { return one.has_value() == other.has_value() && (!one || (one->message == other->message && one->socket == other->socket)); };
    return a.state == b.state && a.done == b.done && a.total == b.total && a.seconds == b.seconds && a.seconds_left == b.seconds_left && a.steps_to_walk == b.steps_to_walk && a.steps == b.steps && a.bytes == b.bytes && a.was_reused == b.was_reused &&
           same_error(a.error, b.error) && same_error(a.warning, b.warning) && a.picture.cacheKey() == b.picture.cacheKey() && a.is_stale == b.is_stale;
}

double seconds_since(std::chrono::steady_clock::time_point then) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - then).count(); }

}  // namespace

NodeStatus Runs::status_within(const std::string& path) const {
    if (!survey_ || !survey_->subgraphs.contains(path)) return status(path);
    const std::string inside = path + "/";
    NodeStatus sum;
    bool all_ready = true, any = false, any_waits = false, any_runs = false, any_will_run = false;
    double done = 0, total = 0;
    for (auto node = statuses_.lower_bound(inside); node != statuses_.end() && node->first.starts_with(inside); ++node) {
        const NodeStatus& one = node->second;
        any = true;
        all_ready = all_ready && one.state == NodeState::ready;
        any_waits = any_waits || one.state == NodeState::waiting;
        any_runs = any_runs || one.state == NodeState::running;
        any_will_run = any_will_run || one.state == NodeState::will_run;
        total += 1;
        done += one.state == NodeState::ready ? 1 : one.total > 0 ? one.done / one.total : 0;
        sum.seconds += one.seconds;
        sum.bytes += one.bytes;
        sum.is_stale = sum.is_stale || one.is_stale;
        if (one.error && !sum.error) sum.error = one.error;
        if (!one.picture.isNull()) sum.picture = one.picture;
    }
    if (sum.error) sum.error->node.clear();   // told where the subgraph is seen as one node
    if (sum.error) sum.state = NodeState::failed;
    else if (any_runs) sum.state = NodeState::running;
    else if (any_waits) sum.state = NodeState::waiting;
    else if (any_will_run) sum.state = NodeState::will_run;
    else if (any && all_ready) sum.state = NodeState::ready;
    if (sum.state == NodeState::running) {
        sum.done = 100 * done / total;
        sum.total = 100;
    }
    return sum;
}

NodeStatus Runs::status(const std::string& path) const {
    const auto found = statuses_.find(path);
    return found == statuses_.end() ? NodeStatus{} : found->second;
}

NodeStatus Runs::composed(const std::string& path) const {
    NodeStatus shown;
    const auto last_picture = last_pictures_.find(path);
    if (last_picture != last_pictures_.end()) shown.picture = last_picture->second;
    if (const auto live = live_.find(path); live != live_.end()) {
        shown.is_stale = live->second.picture.isNull() && !shown.picture.isNull();
        QImage picture = live->second.picture.isNull() ? shown.picture : live->second.picture;
        const bool is_stale = shown.is_stale;
        shown = live->second;
        shown.picture = std::move(picture);
        shown.is_stale = is_stale;
        return shown;
    }
    const auto now = survey_ ? survey_->nodes.find(path) : decltype(survey_->nodes.find(path)){};
    const bool is_known = survey_ && now != survey_->nodes.end();
    const auto past = past_.find(path);
    const bool is_past_true = past != past_.end() && (!is_known || (now->second.signature && past->second.signature == now->second.signature));
    if (is_known) {
        shown.state = now->second.state;
        shown.seconds = shown.state == NodeState::will_run || shown.state == NodeState::ready ? now->second.seconds : 0;
        shown.bytes = shown.state == NodeState::ready ? now->second.bytes : 0;
        shown.error = now->second.error;
        if (const auto count = steps_.find(path); count != steps_.end() && shown.state == NodeState::will_run && count->second.walked > 0) {
            shown.steps_to_walk = count->second.walked;
            shown.steps = count->second.all;
            shown.seconds *= static_cast<double>(shown.steps_to_walk) / shown.steps;
        }
        if (!now->second.picture.isNull()) shown.picture = now->second.picture;
    }
    if (is_past_true) {
        const NodeStatus& ended = past->second.status;
        // A result that was dropped from the cache since is to be computed again; what is never cached stays done while its inputs stay.
        if (ended.state == NodeState::failed || !is_known || now->second.is_volatile || now->second.state == NodeState::ready) {
            QImage picture = shown.picture;
            shown = ended;
            shown.picture = ended.picture.isNull() ? picture : ended.picture;
        }
    }
    shown.is_stale = !shown.picture.isNull() && !(is_known && !now->second.picture.isNull()) && !(is_past_true && !past->second.status.picture.isNull());
    return shown;
}

void Runs::update_status(const std::string& path, QStringList& changed) {
    NodeStatus now = composed(path);
    if (!now.picture.isNull() && !now.is_stale) last_pictures_[path] = now.picture;
    NodeStatus& shown = statuses_[path];
    if (looks_same(now, shown)) return;
    shown = std::move(now);
    changed.push_back(QString::fromStdString(path));
}

void Runs::update_statuses() {
    QStringList changed;
    std::set<std::string> paths;
    if (survey_)
        for (const auto& [path, node] : survey_->nodes) paths.insert(path);
    for (const auto& [path, node] : live_) paths.insert(path);
    for (const auto& [path, node] : past_) paths.insert(path);
    for (const std::string& path : paths) update_status(path, changed);
    if (!changed.isEmpty()) emit status_changed(changed);
}

void Runs::hear_soon() {
    if (hear_timer_.isActive()) return;
    const qint64 since = last_heard_.isValid() ? last_heard_.elapsed() : hear_interval;
    hear_timer_.start(static_cast<int>(std::max<qint64>(0, hear_interval - since)));
}

void Runs::hear() {
    hear_timer_.stop();
    last_heard_.start();
    if (!news_ || !running_survey_) return;   // before cell_begins(), which looks again
    QStringList changed;
    for (auto& [path, news] : news_->take()) {
        if (news.kind == EventKind::started || (!settled_.contains(path) && !news.kind && !live_.contains(path))) live_[path].state = NodeState::running;
        if (news.kind == EventKind::started) started_[path] = news.started;
        if (const auto live = live_.find(path); live != live_.end()) {
            NodeStatus& status = live->second;
            if (news.total > 0) {
                status.state = NodeState::running;
                status.done = news.done;
                status.total = news.total;
            }
            if (news.warning) status.warning = news.warning;
            if (!news.picture.isNull()) status.picture = news.picture;
        }
        if (!news.picture.isNull()) last_pictures_[path] = news.picture;
        Past& past = past_[path];
        if (news.kind && *news.kind != EventKind::started) {
            NodeStatus ended;
            if (const auto live = live_.find(path); live != live_.end()) ended.warning = live->second.warning;
            ended.state = news.kind == EventKind::failed ? NodeState::failed : NodeState::ready;
            ended.seconds = news.seconds;
            ended.bytes = news.bytes;
            ended.was_reused = news.kind == EventKind::cached;
            ended.error = news.error;
            ended.picture = news.picture;
            const auto node = running_survey_->nodes.find(path);
            past = {node == running_survey_->nodes.end() ? Key{} : node->second.signature, std::move(ended)};
            live_.erase(path);
            settled_.insert(path);
        } else if (settled_.contains(path) && !news.picture.isNull()) {
            past.status.picture = news.picture;
        }
        update_status(path, changed);
    }
    keep_time(changed);
    changed.removeDuplicates();
    if (!changed.isEmpty()) emit status_changed(changed);
    tell_progress();
}

double Runs::cell_progress() const {
    double all = 0, done = 0;
    for (const PlannedNode& planned : running_survey_->plan.nodes) {
        if (planned.action != Action::run) continue;
        const double share = share_of(planned, running_survey_->nodes.at(planned.id));
        all += share;
        if (settled_.contains(planned.id)) done += share;
        else if (const auto live = live_.find(planned.id); live != live_.end() && live->second.total > 0) done += share * std::min(1.0, live->second.done / live->second.total);
    }
    return all > 0 ? done / all : 0;
}

void Runs::keep_time(QStringList& changed) {
    for (auto& [path, status] : live_) {
        const auto started = started_.find(path);
        if (status.state != NodeState::running || started == started_.end()) continue;
        status.seconds = seconds_since(started->second);
        status.seconds_left = status.done > 0 && status.total > status.done ? status.seconds / status.done * (status.total - status.done) : 0;
        update_status(path, changed);
    }
}

void Runs::tell_progress() {
    const Job* running = running_job();
    if (!running || !running_survey_) return;
    Job& one = *job(running->number);
    const auto cells = static_cast<double>(one.cells.size());
    one.progress = std::max(one.progress, std::min(1.0, (static_cast<double>(running_cell_) + cell_progress()) / cells));
    one.seconds = static_cast<double>(job_clock_.elapsed()) / 1000;
    emit queue_changed();
}

void Runs::tick() {
    QStringList changed;
    keep_time(changed);
    if (!changed.isEmpty()) emit status_changed(changed);
    tell_progress();
}

}  // namespace noiseloom
