// Planning, settings and look-ups; the queue is in runs_queue.cpp, what nodes show in runs_status.cpp.
#include "ui/runs/runs.h"

#include "core/flatten.h"
#include "ui/runs/workshop.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

constexpr int plan_delay = 30;       // ms of quiet after a change
constexpr int tick_interval = 200;   // ms between looks at the clock, for nodes that tell no progress
constexpr double quick_node = 0.2;   // seconds: nodes up to this may run to count steps

// Whether counting steps is a matter of moments: what has to run before the samplers did run in this process, and was quick.
bool is_quick(const Plan& plan, const Program& program, const Caches& caches) {
    std::vector<char> leads_to_sampler(static_cast<std::size_t>(program.size()));
    bool found = false;
    for (int node = program.size() - 1; node >= 0; --node) {   // upstream has lower numbers
        const auto at = static_cast<std::size_t>(node);
        const BoundNode& bound = program.nodes[at];
        const Action action = plan.nodes[at].action;
        if ((action != Action::run && action != Action::may_run) || !bound.def) continue;
        const bool is_sampler = bound.def->has_steps();
        found = found || is_sampler;
        if (leads_to_sampler[at] && !is_sampler) {
            const auto measured = caches.measured(*bound.def);
            if (!measured || measured->seconds > quick_node) return false;
        }
        if (is_sampler || leads_to_sampler[at])
            for (const Feed& feed : program.inputs_of(node))
                if (feed.is_wire()) leads_to_sampler[static_cast<std::size_t>(feed.node)] = true;
    }
    return found;
}

}  // namespace

Runs::Runs(Workshop& workshop, EditorDocument& document, fs::path output_folder, QObject* parent)
    : QObject(parent), workshop_(workshop), document_(document), home_(std::make_shared<Home<Runs>>(this)) {
    const fs::path resources = workshop.backend().resources();
    files_.models = default_model_folders(resources);
    files_.samples = resources / "templates";
    files_.output = std::move(output_folder);
    files_.hashes = &workshop.backend().caches().hashes();
    for (QTimer* timer : {&plan_timer_, &hear_timer_}) timer->setSingleShot(true);
    tick_timer_.setInterval(tick_interval);
    connect(&plan_timer_, &QTimer::timeout, this, &Runs::begin_plan);
    connect(&hear_timer_, &QTimer::timeout, this, &Runs::hear);
    connect(&tick_timer_, &QTimer::timeout, this, &Runs::tick);
    connect(&document, &EditorDocument::changed, this, &Runs::plan_soon);
    connect(&document, &EditorDocument::state_changed, this, [this, file = document.file()]() mutable {
        if (std::exchange(file, document_.file()) != document_.file()) refresh();   // pictures beside it may be read now
    });
    plan_soon();
}

Runs::~Runs() {
    home_->leave();
    stop();
}

void Runs::stop() {
    is_stopped_ = true;
    plan_timer_.stop();
    plan_cancel_.request();
    steps_cancel_.request();
    if (run_stop_) run_stop_->request();
    for (Look& look : looks_)
        if (look.stop) look.stop->request();
    looks_.clear();
    for (Job& job : jobs_)
        if (job.state == JobState::queued) job.state = JobState::cancelled;
}

// A copy for one worker: grants change on this thread.
FileRoots Runs::files_now() const {
    FileRoots files = files_;
    if (!document_.file().isEmpty()) files.workflow = fs::absolute(document_.file().toStdString()).parent_path();
    return files;
}

void Runs::plan_soon() {
    if (!is_stopped_) plan_timer_.start(plan_delay);
}

void Runs::refresh() {
    is_outdated_ = true;
    plan_soon();
}

void Runs::begin_plan() {
    if (is_planned()) return;   // only looks were changed
    is_outdated_ = false;
    plan_cancel_.request();
    plan_cancel_ = Cancel();
    const auto files = std::make_shared<FileRoots>(files_now());
    files->cancel = plan_cancel_;
    workshop_.planning().start([home = home_, &workshop = workshop_, graph = document_.graph(), definitions = document_.workflow().subgraphs, files, compute = compute_, number = ++last_plan_] {
        try {
            auto found = survey(workshop, graph, definitions, {}, {compute, files, files->cancel});
            home->post([found = std::move(found), number](Runs& runs) { runs.take_survey(found, number); });
        } catch (const Cancelled&) {   // a newer one is on its way
        }
    });
}

void Runs::take_survey(std::shared_ptr<const Survey> found, std::uint64_t number) {
    if (number < shown_plan_) return;
    shown_plan_ = number;
    survey_ = std::move(found);
    steps_.clear();
    update_statuses();
    QStringList subgraphs;   // only now is it known what lies in them
    for (const auto& [path, outputs] : survey_->subgraphs) subgraphs << QString::fromStdString(path);
    if (!subgraphs.isEmpty()) emit status_changed(subgraphs);
    emit plan_changed();
    count_steps();
}

bool Runs::is_planned() const { return survey_ && !is_outdated_ && shown_plan_ == last_plan_ && survey_->source == document_.graph() && survey_->definitions == document_.workflow().subgraphs; }

const RunSummary& Runs::summary() const {
    static const RunSummary none;
    return survey_ ? survey_->summary : none;
}

void Runs::plan(std::vector<std::string> targets, std::function<void(const RunSummary&)> told) { plan_sweep({}, std::move(targets), std::move(told)); }

void Runs::plan_sweep(std::vector<Axis> axes, std::vector<std::string> targets, std::function<void(const RunSummary&)> told) {
    const auto files = std::make_shared<FileRoots>(files_now());
    workshop_.planning().start([home = home_, &workshop = workshop_, graph = document_.graph(), definitions = document_.workflow().subgraphs, axes = std::move(axes), targets = std::move(targets), files, compute = compute_, told = std::move(told)] {
        struct Cell {
            std::shared_ptr<const Graph> graph;
            std::vector<std::string> targets;
            Plan plan;
        };
        const Registry& registry = workshop.backend().registry();
        Caches& caches = workshop.backend().caches();
        RunSummary sum;
        Promised promised;
        std::vector<Cell> cells;
        bool can_count = true;
        for (std::size_t number = 0; number < cell_count(axes); ++number) {
            auto flat = flattened(cell_graph(graph, axes, number), Declarations(registry, definitions));
            if (!flat) {
                sum.errors.push_back(flat.error());
                break;
            }
            const std::vector<std::string> flat_ids = flat_targets(*flat, registry, targets);
            const auto flat_graph = std::make_shared<const Graph>(std::move(flat->graph));
            const Program program = bind_graph(flat_graph, registry);
            const Keys keys = keys_of(program, {compute, files.get(), &caches.digests()});
            Plan planned = noiseloom::plan(program, keys, flat_ids, caches, promised);
            promise(planned, program, keys, promised);
            const RunSummary one = summary_of(planned);
            sum.reuse += one.reuse;
            sum.run += one.run;
            sum.seconds += one.seconds;
            sum.bytes += one.bytes;
            sum.errors.insert(sum.errors.end(), one.errors.begin(), one.errors.end());
            can_count = can_count && (one.run == 0 || is_quick(planned, program, caches));
            cells.push_back({flat_graph, flat_ids.empty() ? default_targets(program) : flat_ids, std::move(planned)});
        }
        home->post([told, sum](Runs&) { told(sum); });
        if (!can_count || !sum.errors.empty()) return;
        RunOptions options;
        options.compute = compute;
        options.files = files;
        StepPlanner planner(registry, caches, std::move(options));
        const double whole = sum.seconds;
        for (const Cell& cell : cells) {
            const auto counted = planner.count(*cell.graph, cell.targets, cell.plan);
            if (!counted) return;
            for (const auto& [sampler, steps] : *counted) {
                sum.steps.walked += steps.walked;
                sum.steps.all += steps.all;
            }
        }
        if (sum.steps.all > 0) sum.seconds = whole * sum.steps.walked / sum.steps.all;   // nearly all of a run is its steps
        home->post([told, sum](Runs&) { told(sum); });
    });
}

// How many steps samplers would walk becomes part of their status; not at all where that would cost more than a moment, because models or
// prompts are not at hand yet.
void Runs::count_steps() {
    const auto walks = [](const auto& entry) { return entry.second.has_steps && entry.second.state == NodeState::will_run; };
    if (is_busy() || std::none_of(survey_->nodes.begin(), survey_->nodes.end(), walks)) return;
    steps_cancel_.request();
    steps_cancel_ = Cancel();
    const auto files = std::make_shared<FileRoots>(files_now());
    files->cancel = steps_cancel_;
    workshop_.planning().start([home = home_, &workshop = workshop_, seen = survey_, files, compute = compute_, cancel = steps_cancel_, number = shown_plan_] {
        Backend& backend = workshop.backend();
        if (!is_quick(seen->plan, bind_graph(seen->graph, backend.registry()), backend.caches())) return;
        RunOptions options;
        options.compute = compute;
        options.files = files;
        options.cancel = cancel;
        try {
            StepPlanner planner(backend.registry(), backend.caches(), std::move(options));
            if (auto counted = planner.count(*seen->graph, seen->chosen, seen->plan))
                home->post([steps = *std::move(counted), number](Runs& runs) {
                    if (number != runs.shown_plan_) return;
                    runs.steps_ = steps;
                    runs.update_statuses();
                });
        } catch (const Cancelled&) {   // a newer one is on its way
        }
    });
}

const Graph& Runs::flat_graph() const {
    static const Graph none;
    return survey_ ? *survey_->graph : none;
}

std::optional<Runs::Kept> Runs::kept(const std::string& path, const std::string& name) const {
    if (!survey_) return {};
    const auto node = survey_->nodes.find(path);
    const auto keys = survey_->outputs.find(path);
    if (node == survey_->nodes.end() || !node->second.def || keys == survey_->outputs.end()) return {};
    const std::size_t index = node->second.def->output_index(name);
    if (index >= keys->second.size()) return {};
    return Kept{keys->second[index], node->second.def->outputs()[index].type};
}

std::optional<Runs::Kept> Runs::kept(const Job& job, const std::string& path, const std::string& name, std::size_t cell) const {
    const auto output = output_of(job, path, name);
    if (!output || cell >= job.cells.size()) return {};
    const auto keys = job.cells[cell].keys.find(path);
    if (keys == job.cells[cell].keys.end() || output->index >= keys->second.size()) return {};
    return Kept{keys->second[output->index], output->type};
}

// Of the node as it was when the job began.
std::optional<Runs::Output> Runs::output_of(const Job& job, const std::string& path, const std::string& name) const {
    const auto place = node_place(job.workflow, path);
    const NodeDef* def = place ? document_.declaration(job.workflow.graph_in(place->scope)->nodes.at(place->id).type) : nullptr;
    const std::size_t index = def ? def->output_index(name) : NodeDef::npos;
    if (index == NodeDef::npos) return {};
    return Output{index, def->outputs()[index].type};
}

Value Runs::output(const std::string& path, const std::string& name) const {
    if (const auto result = kept(path, name))
        if (const auto found = workshop_.backend().caches().memory().find_value(result->key)) return found->value;
    return {};
}

Value Runs::output(int number, const std::string& path, const std::string& name, std::size_t cell) const {
    const Job* found = find_job(number);
    if (!found || cell >= found->cells.size()) return {};
    if (const auto values = found->cells[cell].outputs.find(path); values != found->cells[cell].outputs.end()) {
        if (const auto output = output_of(*found, path, name); output && output->index < values->second.size()) return values->second[output->index];
    }
    if (const auto result = kept(*found, path, name, cell))
        if (const auto value = workshop_.backend().caches().memory().find_value(result->key)) return value->value;
    return {};
}

void Runs::fetch(const std::string& path, const std::string& name, std::function<void(const Value&)> told) {
    if (const Value value = output(path, name)) return told(value);
    fetch(kept(path, name), std::move(told));
}

void Runs::fetch(int number, const std::string& path, const std::string& name, std::function<void(const Value&)> told, std::size_t cell) {
    if (const Value value = output(number, path, name, cell)) return told(value);
    const Job* found = find_job(number);
    fetch(found ? kept(*found, path, name, cell) : std::nullopt, std::move(told));
}

void Runs::fetch(const std::optional<Kept>& result, std::function<void(const Value&)> told) {
    if (!result) return told({});
    workshop_.planning().start([home = home_, &caches = workshop_.backend().caches(), result = *result, told = std::move(told)] {
        const auto found = caches.find(result.key, *result.type);
        home->post([told, value = found ? found->value : Value()](Runs&) { told(value); });
    });
}

void Runs::save_picture(const fs::path& file, const Value& value, std::size_t index, const Workflow& workflow, const std::string& path, std::function<void(const Result<void>&)> told) {
    const auto files = std::make_shared<FileRoots>(files_now());
    workshop_.planning().start([home = home_, &backend = workshop_.backend(), file, value, index, workflow, path, files, embeds = embeds_workflow_, told = std::move(told)]() mutable {
        const std::string text = embeds ? backend.facts(workflow, {path}, files).at("workflow")(Cancel()) : "";
        home->post([told = std::move(told), done = backend.save_picture(file, value, index, text)](Runs&) { told(done); });
    });
}

void Runs::set_compute(const Compute& compute) {
    if (compute.device == compute_.device && compute.dtype == compute_.dtype) return;
    compute_ = compute;
    refresh();
}

void Runs::set_output_folder(const fs::path& folder) { files_.output = folder; }

void Runs::set_handed(std::shared_ptr<const HandedPictures> pictures) {
    files_.handed_pictures = std::move(pictures);
    refresh();
}

void Runs::grant(const fs::path& file) {
    files_.grant(file);
    refresh();
}

}  // namespace noiseloom
