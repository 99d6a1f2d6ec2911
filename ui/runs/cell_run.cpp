#include "ui/runs/cell_run.h"

#include <atomic>
#include <condition_variable>
#include <set>

#include "ui/runs/workshop.h"

namespace noiseloom {
namespace {

// Previews and results become pictures on the painting threads. Of a node's previews only the newest is painted: those that
// come while one is being painted replace each other.
class Painter : public std::enable_shared_from_this<Painter> {
  public:
    Painter(Workshop& workshop, std::shared_ptr<RunNews> news) : workshop_(workshop), news_(std::move(news)) {}

    void preview(const std::string& node, const Value& value) {
        if (!value || !workshop_.backend().has_pictures(value.type())) return;
        {
            const std::lock_guard lock(mutex_);
            Value& waiting = waiting_[node];
            waiting = value;
            if (!busy_.insert(node).second) return;
        }
        start([this, node] { paint(node); });
    }

    // A result ends the previews of its node.
    void result(const std::string& node, const Key& key, const TypeInfo& type) {
        {
            const std::lock_guard lock(mutex_);
            waiting_.erase(node);
            settled_.insert(node);
        }
        start([this, node, key, &type] {
            if (const auto kept = workshop_.backend().caches().find(key, type)) news_->add_picture(node, workshop_.thumbnail(kept->value, key));
        });
    }

    // Until everything is painted.
    void wait() {
        std::unique_lock lock(mutex_);
        ended_.wait(lock, [this] { return at_work_ == 0; });
    }

  private:
    template <class Work>
    void start(Work work) {
        {
            const std::lock_guard lock(mutex_);
            ++at_work_;
        }
        workshop_.painting().start([self = shared_from_this(), work] {
            work();
            const std::lock_guard lock(self->mutex_);
            if (--self->at_work_ == 0) self->ended_.notify_all();
        });
    }

    void paint(const std::string& node) {
        while (true) {
            Value value;
            {
                const std::lock_guard lock(mutex_);
                const auto found = waiting_.find(node);
                if (found == waiting_.end() || settled_.contains(node)) {
                    busy_.erase(node);
                    return;
                }
                value = std::move(found->second);
                waiting_.erase(found);
            }
            QImage picture = workshop_.thumbnail(value, {});
            const std::lock_guard lock(mutex_);
            if (!settled_.contains(node)) news_->add_picture(node, std::move(picture));
        }
    }

    Workshop& workshop_;
    const std::shared_ptr<RunNews> news_;
    std::mutex mutex_;
    std::condition_variable ended_;
    int at_work_ = 0;
    std::map<std::string, Value> waiting_;
    std::set<std::string> busy_, settled_;
};

EventCallback listener(std::shared_ptr<Painter> painter, std::shared_ptr<RunNews> news, std::shared_ptr<const Survey> seen, std::shared_ptr<std::atomic<int>> steps) {
    return [news, seen, painter, steps](const Event& event) {
        if (const auto node = seen->nodes.find(event.node); event.kind == EventKind::progress && node != seen->nodes.end() && node->second.has_steps) ++*steps;
        if (event.kind == EventKind::preview) return painter->preview(event.node, event.preview);
        news->add(event);
        if (event.kind != EventKind::finished && event.kind != EventKind::cached) return;
        const auto node = seen->nodes.find(event.node);
        if (node != seen->nodes.end() && node->second.picture_type) painter->result(event.node, node->second.picture_key, *node->second.picture_type);
    };
}

// Small pictures of what the targets are; of a target without any, of what they are made of: a node that saves has no outputs.
std::vector<ResultPicture> pictures_of(Workshop& workshop, const Survey& seen, const RunResult& result) {
    std::vector<ResultPicture> pictures;
    const auto add = [&](const Value& value, const Key& key, const std::string& node, std::size_t output) {
        const NodeDef* def = workshop.backend().registry().find(seen.graph->nodes.at(node).type);
        if (QImage made = workshop.thumbnail(value, key); def && !made.isNull()) pictures.push_back({std::move(made), node, def->outputs()[output].name});
    };
    for (const std::string& target : seen.chosen) {
        const std::size_t before = pictures.size();
        if (const auto outputs = result.outputs.find(target); outputs != result.outputs.end()) {
            const auto keys = seen.outputs.find(target);
            for (std::size_t i = 0; i < outputs->second.size(); ++i)
                add(outputs->second[i], keys == seen.outputs.end() ? Key{} : keys->second[i], target, i);
        }
        const auto node = seen.graph->nodes.find(target);
        if (pictures.size() > before || node == seen.graph->nodes.end()) continue;
        for (const auto& [name, input] : node->second.inputs) {
            const Link* link = link_of(input);
            const auto source = link ? seen.graph->nodes.find(link->node) : seen.graph->nodes.end();
            const NodeDef* def = source == seen.graph->nodes.end() ? nullptr : workshop.backend().registry().find(source->second.type);
            const std::size_t index = def ? def->output_index(link->output) : NodeDef::npos;
            const auto keys = link ? seen.outputs.find(link->node) : seen.outputs.end();
            if (index == NodeDef::npos || keys == seen.outputs.end() || index >= keys->second.size() || !workshop.backend().has_pictures(*def->outputs()[index].type)) continue;
            if (const auto kept = workshop.backend().caches().find(keys->second[index], *def->outputs()[index].type)) add(kept->value, keys->second[index], link->node, index);
        }
    }
    return pictures;
}

// Of the traces, and of the measures that nobody reads on.
std::vector<Figure> figures_of(Backend& backend, const Survey& seen) {
    std::vector<Figure> figures;
    for (const auto& [path, keys] : seen.outputs) {
        const NodeDef* def = seen.nodes.at(path).def;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const OutputDecl& output = def->outputs()[i];
            if (output.type->name != "trace" && (output.type != &type_of<double>() || def->category() != "Metrics")) continue;
            const auto kept = backend.caches().find(keys[i], *output.type);
            if (!kept || !kept->value) continue;
            for (const auto& [name, value] : backend.summary(kept->value)) figures.push_back({path + '.' + (name.empty() ? output.name : name), value});
        }
    }
    return figures;
}

}  // namespace

void RunStop::request() {
    cancel_.request();
    const std::lock_guard lock(mutex_);
    if (handle_) handle_->cancel();
}

void RunStop::watch(std::shared_ptr<RunHandle> handle) {
    const std::lock_guard lock(mutex_);
    handle_ = std::move(handle);
    if (handle_ && cancel_.requested()) handle_->cancel();
}

CellResult run_cell(Workshop& workshop, const CellRequest& request, RunStop& stop) {
    CellResult cell;
    try {
        const auto files = std::make_shared<FileRoots>(request.files);
        files->cancel = stop.cancel();
        const auto seen = survey(workshop, request.workflow.graph, request.workflow.subgraphs, request.targets, {request.compute, files, stop.cancel()});
        cell.keys = seen->outputs;
        if (request.on_survey) request.on_survey(seen);
        RunOptions options;
        options.compute = request.compute;
        options.files = files;
        options.cancel = stop.cancel();
        if (request.with_facts) options.facts = workshop.backend().facts(request.workflow, seen->chosen, files);
        const auto painter = request.news ? std::make_shared<Painter>(workshop, request.news) : nullptr;
        const auto steps = std::make_shared<std::atomic<int>>(0);
        if (painter) options.on_event = listener(painter, request.news, seen, steps);
        const auto handle = workshop.executor().start(seen->graph, seen->chosen, std::move(options));
        stop.watch(handle);
        const RunResult& result = handle->wait();
        stop.watch(nullptr);
        if (painter) painter->wait();   // so that no picture comes when nobody looks any more
        cell.errors = result.errors;
        cell.files = result.files;
        cell.outputs = result.outputs;
        cell.seconds = result.seconds;
        cell.computed = result.computed;
        cell.reused = result.reused;
        cell.was_cancelled = result.cancelled;
        cell.steps = *steps;
        if (result.cancelled) return cell;
        cell.pictures = pictures_of(workshop, *seen, result);
        cell.figures = figures_of(workshop.backend(), *seen);
    } catch (const Cancelled&) {
        cell.was_cancelled = true;
    } catch (const Failure& failure) {
        cell.errors.push_back(failure.error());
    }
    return cell;
}

}  // namespace noiseloom
