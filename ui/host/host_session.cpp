#include "ui/host/host_session.h"

#include <algorithm>

#include <QDir>
#include <QFileInfo>

#include "ui/form/form_edit.h"
#include "ui/model/error_text.h"
#include "ui/model/field_edit.h"
#include "ui/model/node_texts.h"

namespace noiseloom {
namespace {

constexpr int thumbnail_side = 256;
constexpr qint64 progress_interval = 100;   // ms

}  // namespace

HostSession::HostSession(Backend& backend, EditorDocument& document, Runs& runs, std::unique_ptr<HostLink> link, QObject* parent)
    : QObject(parent), backend_(backend), document_(document), runs_(&runs), link_(std::move(link)), title_(document.name()) {
    find_inputs();
    connect(&document_, &EditorDocument::changed, this, &HostSession::find_inputs);
    connect(link_.get(), &HostLink::document_changed, this, &HostSession::changed);
    connect(link_.get(), &HostLink::cancel_requested, this, [this] {
        was_cancelled_ = true;
        stop();
    });
    connect(link_.get(), &HostLink::gone, this, [this] {
        emit host_gone();
        if (state_ == State::reading || state_ == State::inserting) fail(gone_text());
        emit changed();
    });
    follow_runs();
}

HostSession::~HostSession() { leave(); }

void HostSession::follow_runs() {
    connect(runs_, &Runs::job_finished, this, &HostSession::job_ended);
    connect(runs_, &Runs::queue_changed, this, &HostSession::queue_changed);
}

void HostSession::move_to(Runs& runs) {
    stop();
    if (is_busy()) fail({});   // what cannot be stopped at once is not waited for
    runs_->disconnect(this);
    runs_ = &runs;
    if (pictures_.handed) runs_->set_handed(pictures_.handed);
    follow_runs();
}

void HostSession::leave(const QString& error) {
    if (!std::exchange(has_left_, true)) link_->end(error, error.isEmpty() && !has_inserted_);
}

QString HostSession::gone_text() const { return tr("The image was closed, or %1 has quit. What was made stays here.").arg(QString::fromStdString(link_->host().name)); }

void HostSession::find_inputs() {
    std::vector<HostBinding> found;
    const auto add = [&](const std::string& node, const std::string& name, const std::string& label) {
        const auto at = document_.graph().nodes.find(node);
        const NodeDef* def = at == document_.graph().nodes.end() ? nullptr : document_.declaration(at->second.type);
        const InputDecl* input = def ? def->input(name) : nullptr;
        const std::string path = node + "." + name;
        if (!input || input->file != FileKind::image || link_to(document_.graph(), node, name)) return;
        if (std::any_of(found.begin(), found.end(), [&](const HostBinding& one) { return one.input == path; })) return;
        const auto before = std::find_if(bindings_.begin(), bindings_.end(), [&](const HostBinding& one) { return one.input == path; });
        HostBinding made = before != bindings_.end() ? *before : HostBinding{path, {}, found.empty() ? InputFrom::active_layer : InputFrom::file, {}};
        made.label = label.empty() ? node_title(GraphPlace(document_), node) : library_text(label);
        found.push_back(std::move(made));
    };
    for (const Json& item : document_.form())
        if (const auto shown = form_input(item)) add(shown->node, shown->input, item.contains("label") && item["label"].is_string() ? item["label"].get<std::string>() : "");
    for (const auto& [id, node] : document_.graph().nodes)
        if (const NodeDef* def = document_.declaration(node.type))
            for (const InputDecl& input : def->inputs()) add(id, input.name, "");
    const bool is_same = std::equal(found.begin(), found.end(), bindings_.begin(), bindings_.end(), [](const HostBinding& a, const HostBinding& b) { return a.input == b.input && a.label == b.label; });
    bindings_ = std::move(found);
    if (is_same) return;
    emit rebound();
    emit changed();
}

void HostSession::bind(std::size_t binding, InputFrom from, const std::string& layer) {
    bindings_[binding].from = from;
    bindings_[binding].layer = layer;
    emit rebound();
    emit changed();
}

bool HostSession::reads(const std::string& input) const {
    return std::any_of(bindings_.begin(), bindings_.end(), [&](const HostBinding& one) { return one.input == input && one.from != InputFrom::file; });
}

void HostSession::set_count(int count) {
    count_ = std::clamp(count, 1, most_variations);
    emit changed();
}

void HostSession::set_put_as(PutAs as) {
    put_as_ = as;
    keep_one();
    emit changed();
}

void HostSession::set_title(const QString& title) { title_ = title; }

const HostLayer* HostSession::layer_of(const HostBinding& binding) const {
    if (binding.from == InputFrom::active_layer) return link_->document().active_layer();
    return binding.from == InputFrom::layer ? link_->document().find_layer(binding.layer) : nullptr;
}

QString HostSession::layer_name(const HostBinding& binding) const {
    const HostLayer* layer = layer_of(binding);
    return layer ? QString::fromStdString(layer->name) : QString();
}

Result<HostRect> HostSession::frame() const {
    const HostDocument& host = link_->document();
    for (const HostBinding& binding : bindings_) {
        if (binding.from == InputFrom::file) continue;
        if (binding.from == InputFrom::merged) return host.rect();
        const HostLayer* layer = layer_of(binding);
        if (!layer) return Error{Code::usage, binding.from == InputFrom::active_layer ? "no layer is selected" : "the layer that '" + binding.label.toStdString() + "' reads is gone", "Select a layer in the image editor, or choose another one here.", "", "", ""};
        // What is selected beyond the layer is to be worked on as well: in Krita layers end where their paint does.
        const HostRect selected = host.selection ? common(*host.selection, host.rect()) : HostRect();
        const HostRect area = united(layer->rect, selected);
        if (layer->kind == LayerKind::other || area.is_empty()) return Error{Code::usage, "the layer '" + layer->name + "' has no pixels", "Select a layer with a picture.", "", "", ""};
        return area;
    }
    return HostRect();
}

void HostSession::set_state(State state) {
    state_ = state;
    only_reads_ = only_reads_ && state == State::reading;
    emit changed();
}

void HostSession::fail(const QString& message) {
    ++work_;
    inserts_at_once_ = false;
    jobs_.clear();
    wanted_.clear();
    if (!link_->is_gone()) link_->end_progress();
    set_state(State::idle);
    emit failed(message);
}

void HostSession::generate_into_host() {
    if (is_busy() && !only_reads_) return;
    inserts_at_once_ = true;
    generate();
}

void HostSession::generate() {
    if (is_busy() && !only_reads_) return;
    auto found = made_pictures(document_);
    if (!found) return fail(error_text(found.error(), "\n"));
    sources_ = *std::move(found);
    was_cancelled_ = was_cancelled_ && link_->is_gone();
    emit began();
    if (!link_->is_gone()) return begin_reading(false, [this] { start_runs(); });
    if (!can_generate()) return fail(tr("The image was closed, or %1 has quit, before anything was read of it.").arg(QString::fromStdString(link_->host().name)));
    start_runs();   // once more on what was read last
}

void HostSession::read() {
    if (is_busy() || link_->is_gone()) return;
    begin_reading(true, [this] { set_state(State::idle); });
}

void HostSession::begin_reading(bool is_all, std::function<void()> then) {
    only_reads_ = is_all;
    set_state(State::reading);
    link_->refresh([this, then = std::move(then), work = ++work_](const Result<void>& done) {
        if (work != work_) return;
        if (!done) return fail(error_text(done.error(), "\n"));
        read_pictures(then);
    });
}

void HostSession::read_pictures(const std::function<void()>& then) {
    const auto area = frame();
    if (!area) return fail(error_text(area.error(), "\n"));
    std::vector<HostInput> inputs;
    for (const HostBinding& binding : bindings_) {
        if (binding.from == InputFrom::file) continue;
        const HostLayer* layer = layer_of(binding);
        if (binding.from != InputFrom::merged && !layer) return fail(tr("The layer that “%1” reads is gone.").arg(binding.label));
        inputs.push_back({binding.input, layer ? PixelSource::layer : PixelSource::merged, layer ? layer->id : "", layer ? layer->name : link_->document().name});
    }
    const auto take = [this, then](HostPictures pictures, std::string layer) {
        pictures_ = std::move(pictures);
        read_layer_ = std::move(layer);
        runs_->set_handed(pictures_.handed);
        then();
    };
    const HostLayer* active = link_->document().active_layer();
    const std::string first = !inputs.empty() && !inputs.front().layer.empty() ? inputs.front().layer : active ? active->id : "";
    if (inputs.empty()) return take({}, first);
    link_->fetch(std::move(inputs), *area, [this, take, first, work = work_](const Result<HostPictures>& pictures) {
        if (work != work_) return;
        if (!pictures) return fail(error_text(pictures.error(), "\n"));
        take(*pictures, first);
    });
}

void HostSession::start_runs() {
    variations_.clear();
    made_from_ = pictures_;
    made_above_ = read_layer_;
    made_by_ = document_.workflow();
    std::vector<std::string> targets;
    for (const MadePicture& source : sources_) targets.push_back(source.path);
    told_.invalidate();
    total_ = count_;
    for (int i = 0; i < total_; ++i) jobs_.push_back(runs_->start(targets, false, static_cast<std::uint64_t>(i)));
    set_state(State::running);
}

void HostSession::stop() {
    if (state_ == State::reading) return fail({});
    const std::vector<int> running = jobs_;
    for (const int job : running) runs_->cancel(job);
}

void HostSession::job_ended(int number) {
    const auto at = std::find(jobs_.begin(), jobs_.end(), number);
    const Job* job = runs_->find_job(number);
    if (at == jobs_.end() || state_ != State::running) return;
    if (!job || job->state != JobState::done) {
        const std::vector<Error> errors = job ? job->errors() : std::vector<Error>();
        const std::vector<int> others = jobs_;
        fail(errors.empty() ? QString() : error_text(errors.front(), "\n"));
        for (const int other : others) runs_->cancel(other);
        return;
    }
    jobs_.erase(at);
    const bool was_empty = wanted_.empty();
    for (const MadePicture& source : sources_) wanted_.emplace_back(number, source);
    if (was_empty) take_next();
}

// One after the other, since pictures may have to come from disk and keep their order.
void HostSession::take_next() {
    if (wanted_.empty()) {
        if (jobs_.empty()) finish();
        return;
    }
    const auto [job, source] = wanted_.front();
    runs_->fetch(job, source.path, source.output, [this, job = job, source = source, work = work_](const Value& pictures) {
        if (work != work_) return;
        runs_->fetch(job, source.path, "coverage", [this, source, pictures, work](const Value& coverage) {
            if (work != work_) return;
            take(source, pictures, coverage);
            wanted_.pop_front();
            take_next();
        });
    });
}

void HostSession::take(const MadePicture& source, const Value& pictures, const Value& coverage) {
    const std::vector<QImage> small = pictures ? backend_.pictures(pictures, thumbnail_side) : std::vector<QImage>();
    for (std::size_t i = 0; i < small.size(); ++i) variations_.push_back({{pictures, i, coverage, title_.toStdString()}, source.path, small[i], true});
    emit changed();
}

void HostSession::finish() {
    link_->end_progress();
    const bool inserts = std::exchange(inserts_at_once_, false);
    if (variations_.empty()) return fail(tr("The pictures that were made are no longer at hand: there is too little memory for them."));
    keep_one();
    set_state(State::idle);
    emit generated();
    if (inserts) insert();
}

void HostSession::choose(std::size_t variation, bool on) {
    if (on && put_as_ == PutAs::replace)
        for (HostVariation& other : variations_) other.is_chosen = false;
    variations_[variation].is_chosen = on;
    emit changed();
}

// A layer is replaced by one picture: of several that are chosen, the first.
void HostSession::keep_one() {
    if (put_as_ != PutAs::replace) return;
    bool is_first = true;
    for (HostVariation& one : variations_) one.is_chosen = one.is_chosen && std::exchange(is_first, false);
}

std::size_t HostSession::chosen_count() const {
    return static_cast<std::size_t>(std::count_if(variations_.begin(), variations_.end(), [](const HostVariation& one) { return one.is_chosen; }));
}

bool HostSession::can_generate() const {
    const bool reads = std::any_of(bindings_.begin(), bindings_.end(), [](const HostBinding& one) { return one.from != InputFrom::file; });
    return !is_busy() && (!link_->is_gone() || !reads || pictures_.handed);
}

bool HostSession::can_insert() const { return state_ == State::idle && !link_->is_gone() && chosen_count() > 0; }

void HostSession::insert() {
    if (is_busy()) return;
    if (link_->is_gone()) return fail(gone_text());
    std::vector<HostResult> results;
    for (const HostVariation& one : variations_)
        if (one.is_chosen) results.push_back(one.result);
    if (results.empty()) return;
    set_state(State::inserting);
    link_->put(std::move(results), {put_as_, made_above_, made_from_, title_.toStdString()}, [this, work = ++work_](const Result<std::vector<std::string>>& layers) {
        if (work != work_) return;
        if (!layers) return fail(error_text(layers.error(), "\n"));
        has_inserted_ = true;
        set_state(State::idle);
        emit inserted(*layers);
    });
}

void HostSession::save(const QString& file) {
    const QFileInfo wanted(file);
    const bool is_one = chosen_count() == 1;
    const auto left = std::make_shared<std::size_t>(chosen_count());
    const auto files = std::make_shared<QStringList>();
    int number = 0;
    for (const HostVariation& one : variations_) {
        if (!one.is_chosen) continue;
        const QString name = is_one ? file : wanted.dir().filePath(wanted.completeBaseName() + "-" + QString::number(++number) + "." + wanted.suffix());
        runs_->save_picture(name.toStdString(), one.result.pictures, one.result.index, made_by_, one.path, [this, name, left, files](const Result<void>& done) {
            if (done) *files << name;
            else emit failed(error_text(done.error(), "\n"));
            if (--*left == 0 && !files->isEmpty()) emit saved(*files);
        });
    }
}

double HostSession::progress() const {
    if (state_ != State::running || total_ == 0) return 0;
    double done = total_ - static_cast<double>(jobs_.size());
    for (const int job : jobs_)
        if (const Job* found = runs_->find_job(job)) done += found->has_ended() ? 0 : found->progress;
    return std::clamp(done / total_, 0.0, 1.0);
}

void HostSession::queue_changed() {
    if (state_ != State::running) return;
    // Whoever takes a job out of the list does not want it.
    if (std::any_of(jobs_.begin(), jobs_.end(), [&](int job) { return !runs_->find_job(job); })) {
        const std::vector<int> others = jobs_;
        fail({});
        for (const int other : others) runs_->cancel(other);
        return;
    }
    tell_progress();
}

void HostSession::tell_progress() {
    if (told_.isValid() && told_.elapsed() < progress_interval) return;
    told_.start();
    link_->show_progress(progress(), total_ == 1 ? title_ : tr("%1: variation %2 of %3").arg(title_).arg(std::min(total_ - static_cast<int>(jobs_.size()) + 1, total_)).arg(total_));
    emit changed();
}

}  // namespace noiseloom
