// The queue: jobs one after the other, looks of views in between.
#include <algorithm>

#include "engine/graph_inputs.h"
#include "ui/runs/runs.h"
#include "ui/runs/workshop.h"

namespace noiseloom {
namespace {

constexpr std::size_t most_ended = 50;         // jobs that have ended and are kept
constexpr std::size_t most_with_values = 1;    // of these the newest keep the values of their targets, which are cached else

}  // namespace

int Runs::start(std::vector<std::string> targets, bool front, std::uint64_t variation) {
    Workflow workflow = document_.workflow();
    if (variation > 0) workflow = with_seed_offset(std::move(workflow), document_.registry(), variation);
    return add_job({}, std::move(workflow), std::move(targets), front);
}
int Runs::sweep(std::vector<Axis> axes, std::vector<std::string> targets, bool front) { return add_job(std::move(axes), document_.workflow(), std::move(targets), front); }

int Runs::add_job(std::vector<Axis> axes, Workflow workflow, std::vector<std::string> targets, bool front) {
    Job made;
    made.number = ++last_job_;
    made.title = document_.name();
    made.workflow = std::move(workflow);
    made.handed = files_.handed_pictures;
    made.targets = std::move(targets);
    made.compute = compute_;
    made.axes = std::move(axes);
    made.when = QDateTime::currentDateTime();
    made.cells.resize(cell_count(made.axes));
    const auto first = std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return one.state == JobState::queued; });
    jobs_.insert(front ? first : jobs_.end(), std::move(made));
    emit queue_changed();
    pump();
    return last_job_;
}

const Job* Runs::find_job(int number) const {
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.number == number; });
    return found == jobs_.end() ? nullptr : &*found;
}

Job* Runs::job(int number) { return const_cast<Job*>(find_job(number)); }

const Job* Runs::running_job() const {
    const auto found = std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return one.state == JobState::running; });
    return found == jobs_.end() ? nullptr : &*found;
}

void Runs::pump() {
    if (is_stopped_ || run_stop_) return;
    for (Job& one : jobs_)
        if (one.state == JobState::queued) return begin(one);
    if (!looks_.empty() && !looks_.front().stop) begin_look(looks_.front());
}

void Runs::begin(Job& one) {
    // A look gives way, and begins again afterwards: what it has computed is cached.
    for (Look& look : looks_)
        if (look.stop) look.stop->request();
    one.state = JobState::running;
    one.when = QDateTime::currentDateTime();
    run_stop_ = std::make_shared<RunStop>();
    job_clock_.start();
    tick_timer_.start();
    CellRequest request{one.workflow, one.targets, one.compute, files_now(), embeds_workflow_, {}, {}};
    request.files.handed_pictures = one.handed;
    workshop_.waiting().start([home = home_, &workshop = workshop_, request = std::move(request), axes = one.axes, number = one.number, stop = run_stop_]() mutable {
        const Graph graph = request.workflow.graph;
        for (std::size_t cell = 0; cell < cell_count(axes) && !stop->requested(); ++cell) {
            request.workflow.graph = cell_graph(graph, axes, cell);
            request.news = std::make_shared<RunNews>([home] { home->post([](Runs& runs) { runs.hear_soon(); }); });
            request.on_survey = [home, cell, news = request.news](std::shared_ptr<const Survey> seen) {
                home->post([cell, news, seen = std::move(seen)](Runs& runs) {
                    runs.news_ = news;
                    runs.cell_begins(cell, seen);
                });
            };
            home->post([number, cell, result = run_cell(workshop, request, *stop)](Runs& runs) { runs.cell_ends(number, cell, result); });
        }
        home->post([number](Runs& runs) { runs.job_ends(number); });
    });
    emit queue_changed();
}

void Runs::cell_begins(std::size_t cell, std::shared_ptr<const Survey> seen) {
    running_cell_ = cell;
    running_survey_ = std::move(seen);
    settled_.clear();
    live_.clear();
    started_.clear();
    for (const PlannedNode& planned : running_survey_->plan.nodes)
        if (planned.action == Action::run) live_[planned.id].state = NodeState::waiting;
    update_statuses();
    hear_soon();
}

void Runs::cell_ends(int number, std::size_t cell, CellResult result) {
    hear();
    live_.clear();
    if (Job* ended = job(number)) {
        ended->cells[cell] = std::move(result);
        ended->progress = static_cast<double>(cell + 1) / static_cast<double>(ended->cells.size());
    }
    update_statuses();
    emit cell_finished(number, static_cast<int>(cell));
}

void Runs::job_ends(int number) {
    const bool was_stopped = run_stop_ && run_stop_->requested();
    run_stop_ = nullptr;
    news_ = nullptr;
    tick_timer_.stop();
    live_.clear();
    if (Job* ended = job(number)) {
        const bool was_cancelled = was_stopped || std::any_of(ended->cells.begin(), ended->cells.end(), [](const CellResult& cell) { return cell.was_cancelled; });
        ended->state = was_cancelled ? JobState::cancelled : ended->errors().empty() ? JobState::done : JobState::failed;
        ended->seconds = static_cast<double>(job_clock_.elapsed()) / 1000;
        if (ended->state == JobState::done) ended->progress = 1;
        const auto place = std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.number == number; });
        std::rotate(place, place + 1, std::find_if(place + 1, jobs_.end(), [](const Job& one) { return !one.has_ended(); }));
    }
    forget_old_jobs();
    update_statuses();
    refresh();
    emit queue_changed();
    emit job_finished(number);
    pump();
}

void Runs::forget_old_jobs() {
    std::size_t ended = static_cast<std::size_t>(std::count_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return one.has_ended(); }));
    while (ended > most_ended) {
        jobs_.erase(std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return one.has_ended(); }));
        --ended;
    }
    std::size_t with_values = 0;
    for (auto one = jobs_.rbegin(); one != jobs_.rend(); ++one)
        if (one->has_ended() && ++with_values > most_with_values)
            for (CellResult& cell : one->cells) cell.outputs.clear();
}

void Runs::cancel(int number) {
    Job* found = job(number);
    if (!found || found->has_ended()) return;
    if (found->state == JobState::running) {
        if (run_stop_) run_stop_->request();
        return;
    }
    Job taken = std::move(*found);
    std::erase_if(jobs_, [&](const Job& one) { return one.number == number; });
    taken.state = JobState::cancelled;
    jobs_.insert(std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return !one.has_ended(); }), std::move(taken));
    emit queue_changed();
    emit job_finished(number);
}

void Runs::cancel_running() {
    if (run_stop_) run_stop_->request();
}

void Runs::remove(int number) {
    if (const Job* found = find_job(number); found && found->state == JobState::running) cancel_running();
    std::erase_if(jobs_, [&](const Job& one) { return one.number == number; });
    emit queue_changed();
}

void Runs::move(int number, int place) {
    const Job* found = find_job(number);
    if (!found || found->state != JobState::queued) return;
    Job taken = *found;
    std::erase_if(jobs_, [&](const Job& one) { return one.number == number; });
    const auto first = std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) { return one.state == JobState::queued; });
    jobs_.insert(first + std::clamp<std::ptrdiff_t>(place, 0, jobs_.end() - first), std::move(taken));
    emit queue_changed();
}

int Runs::look(Graph graph, std::vector<std::string> targets, std::function<void(const CellResult&)> done) {
    Workflow workflow;
    workflow.graph = std::move(graph);
    looks_.push_back({++last_look_, {std::move(workflow), std::move(targets), compute_, files_now(), false, {}, {}}, std::move(done), nullptr});
    pump();
    return last_look_;
}

void Runs::begin_look(Look& one) {
    one.stop = std::make_shared<RunStop>();
    workshop_.waiting().start([home = home_, &workshop = workshop_, request = one.request, stop = one.stop, number = one.number] {
        home->post([number, result = run_cell(workshop, request, *stop)](Runs& runs) {
            const auto found = std::find_if(runs.looks_.begin(), runs.looks_.end(), [&](const Look& waiting) { return waiting.number == number; });
            if (found == runs.looks_.end()) return runs.pump();
            found->stop = nullptr;
            if (!result.was_cancelled) {
                const auto done = std::move(found->done);
                runs.looks_.erase(found);
                done(result);
            }
            runs.pump();
        });
    });
}

void Runs::cancel_look(int number) {
    const auto found = std::find_if(looks_.begin(), looks_.end(), [&](const Look& one) { return one.number == number; });
    if (found == looks_.end()) return;
    if (found->stop) found->stop->request();
    looks_.erase(found);
    pump();
}

}  // namespace noiseloom
