#include "training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include "models/device.h"
#include "training/autocast.h"
#include "training/checkpoint.h"
#include "training/export.h"
#include "training/folder_lock.h"
#include "training/log.h"
#include "training/prefetch.h"

namespace noiseloom {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

fs::path checkpoint_of(const TrainerSettings& settings) { return settings.output / "checkpoint.safetensors"; }

void need_steps_left(const TrainerSettings& settings, const RunPosition& position) {
    if (position.step > settings.steps)
        throw Failure({Code::bad_workflow, "The checkpoint " + checkpoint_of(settings).string() + " is at step " + std::to_string(position.step) + ", beyond the last one, " +
                                               std::to_string(settings.steps) + ".",
                       "Raise 'steps', or begin anew with --restart.", "", "", ""});
}

// What was learnt has become useless: an earlier checkpoint is the better one.
class Diverged : public Failure {
    using Failure::Failure;
};

// What the task trains, if there is room for all that belongs to it: a gradient, two moments and the average. Asked for now,
// since the moments fill only in the first step.
Parameters with_room(Parameters parameters) {
    constexpr double copies = 4;
    if (parameters.values.empty())
        throw Failure({Code::bad_workflow, "There is nothing to train: every weight is frozen.", "Shorten the list 'frozen'.", "", "", ""});
    need_memory(parameters.values.front().device(), copies * sizeof(float) * static_cast<double>(parameters.count()),
                "Training " + std::to_string(parameters.count()) + " parameters");
    return parameters;
}

// What a run consists of while it goes on.
class Trainer {
  public:
    Trainer(const Task& task, const TrainerSettings& settings, const TrainerObserver& observer, const ProcessGroup& group)
        : task_(task),
          settings_(settings),
          observer_(observer),
          group_(group),
          parameters_(with_room(Parameters::of(task.weights(), task.frozen()))),
          optimizer_(parameters_, settings.adamw),
          average_(parameters_, settings.ema) {
        if (const Rival* rival = task.rival()) rival_.emplace(*rival);
        const std::int64_t fewest = std::min(whole(0).count, whole(settings.steps * settings.accumulate - 1).count);
        if (fewest < group.size())
            throw Failure({Code::bad_workflow, "A batch of " + std::to_string(fewest) + " cannot be shared by " + std::to_string(group.size()) + " processes.",
                           "Raise 'batch', or start fewer processes.", "", "", ""});
        make_folders(settings.output);
        if (group.leads()) lock_.emplace(settings.output);
        if (fs::exists(checkpoint_of(settings)) && !observer.restart) {
            position_ = read_checkpoint(checkpoint_of(settings), settings.identity, settings.defaults, networks()).or_throw();
            need_steps_left(settings, position_);
        }
        group.check_same("configuration", json_text({settings.identity, settings.optimizer, settings.steps}));
        group.check_same("checkpoint", std::to_string(position_.step));
        if (group.leads()) log_.emplace(settings.output, position_.step);
    }

    // A step that the cancel cuts short has changed nothing yet: what is saved is the state after a whole step.
    Ending run() {
        Json start{{"event", "start"}, {"step", position_.step}, {"steps", settings_.steps}, {"parameters", parameters_.count()}};
        if (position_.step == settings_.steps) start["message"] = "all steps were done before: the model is written again";
        say(start);
        Ending ending = Ending::cancelled;
        Report last;
        try {
            ending = loop();
            if (ending != Ending::cancelled) last = measured();
        } catch (const Cancelled&) {
            ending = Ending::cancelled;
        } catch (const Diverged&) {
            throw;
        } catch (const Failure& failure) {
            if (failure.error().code != Code::disk) save();   // what failed has changed nothing yet
            throw;
        }
        save();
        if (ending == Ending::cancelled || !group_.leads()) return ending;
        try {
            show(last);
            make_folders(settings_.output / "model");
            task_.write(averaged(), settings_.output / "model");
        } catch (const Cancelled&) {
            return Ending::cancelled;
        }
        return ending;
    }

  private:
    // The task's rival while it is trained.
    struct Opponent {
        explicit Opponent(const Rival& given) : rival(given), parameters(Parameters::of(given.weights)), optimizer(parameters, given.adamw) {}
        const Rival& rival;
        Parameters parameters;
        AdamW optimizer;
    };

    std::vector<NetworkState> networks() {
        std::vector<NetworkState> all{{"", task_.weights(), parameters_, optimizer_, &average_}};
        if (rival_) all.push_back({rival_->rival.name + ".", rival_->rival.weights, rival_->parameters, rival_->optimizer, nullptr});
        return all;
    }

    Ending loop() {
        const auto begin = Clock::now();
        const double seconds_before = position_.seconds;
        double stepping = 0;   // seconds since the last line of the log, without reports and checkpoints
        // The processor draws while it computes; a card would wait for one thread that does.
        const int workers = parameters_.values.front().is_cpu() ? 1 : std::clamp(at::get_num_threads() - 1, 1, 16);
        Prefetch<Batch> batches(position_.step * settings_.accumulate, settings_.steps * settings_.accumulate, workers + 1,
                                [this](std::int64_t number) { return task_.batch(share(number)); }, workers);
        while (position_.step < settings_.steps) {
            if (const auto ending = early_ending(begin)) return *ending;
            const auto step_begin = Clock::now();
            step(batches);
            stepping += seconds_since(step_begin);
            position_.seconds = seconds_before + seconds_since(begin);
            if (log_ && (position_.step % settings_.log_every == 0 || position_.step == settings_.steps))
                say(log_->flush(position_.step, position_.seconds, settings_.batch * settings_.accumulate, std::exchange(stepping, 0)));
            if (observer_.on_step) observer_.on_step(position_.step);
            if (position_.step == settings_.steps) break;
            const bool reports = position_.step % settings_.report_every == 0;
            const Report made = reports ? measured() : Report();   // first: it tells whether the weights are worth keeping
            if (position_.step % settings_.checkpoint_every == 0) save();
            if (reports) show(made);
        }
        return Ending::finished;
    }

    // What one process wants, all do.
    std::optional<Ending> early_ending(Clock::time_point begin) const {
        const bool is_late = observer_.time_limit > 0 && seconds_since(begin) > observer_.time_limit;
        std::vector<double> wishes{observer_.cancel.requested() ? 1.0 : 0.0, is_late ? 1.0 : 0.0};
        group_.sum(wishes);
        if (wishes[0] > 0) return Ending::cancelled;
        if (wishes[1] > 0) return Ending::time_limit;
        return std::nullopt;
    }

    // Batch `number` of the run.
    Stretch whole(std::int64_t number) const {
        return task_.seen({number * settings_.batch, settings_.batch, static_cast<double>(number / settings_.accumulate) / static_cast<double>(settings_.steps)});
    }

    // This process's share of it.
    Stretch share(std::int64_t number) const { return group_.share(whole(number)); }

    // Adds to the gradients of these parameters only; `keep`: the record is needed once more.
    static void differentiate(const at::Tensor& loss, const Parameters& parameters, bool keep) { loss.backward({}, keep, false, parameters.values); }

    void step(Prefetch<Batch>& batches) {
        Metrics metrics;
        bool rival_plays = false;
        for (std::int64_t i = 0; i < settings_.accumulate; ++i) {
            const Batch batch = batches.next();
            const std::int64_t number = position_.step * settings_.accumulate + i;
            const Stretch stretch = share(number);
            const double weight = static_cast<double>(stretch.count) / static_cast<double>(whole(number).count * settings_.accumulate);
            Losses losses;
            {
                const Autocast lower(parameters_.values.front().device().type(), settings_.dtype);
                Metrics own;
                losses = task_.losses(batch, stretch, own);
                own["loss"] = losses.own.item<double>();
                for (const auto& [name, value] : own) metrics[name] += value * weight;
            }
            const bool has_rival = losses.rival.defined();
            differentiate(losses.own * weight, parameters_, has_rival);
            if (has_rival) differentiate(losses.rival * weight, rival_->parameters, false);
            rival_plays = rival_plays || has_rival;
        }
        sum(metrics);
        need_number("loss", metrics["loss"], position_.step + 1);
        const c10::NoGradGuard constant;
        // All that can fail comes before anything changes.
        const auto gradients = summed_gradients(parameters_, "gradient", metrics);
        const auto rivals = rival_plays ? summed_gradients(rival_->parameters, rival_->rival.name + "_gradient", metrics) : std::vector<at::Tensor>();
        ++position_.step;
        metrics["learning_rate"] = settings_.learning_rate.at(position_.step, settings_.steps);
        optimizer_.step(gradients, metrics["learning_rate"]);
        average_.update(parameters_, position_.step);
        if (rival_plays) rival_->optimizer.step(rivals, rival_->rival.learning_rate.at(position_.step, settings_.steps));
        parameters_.clear_gradients();
        if (rival_plays) rival_->parameters.clear_gradients();
        if (log_) log_->add(metrics);
    }

    // What a model's float16 file cannot hold is no weight that was learnt.
    void need_writable_weights() const {
        constexpr double largest_half = 65504;
        if (!(parameters_.largest() <= largest_half)) throw diverged("largest weight", "above " + std::to_string(static_cast<int>(largest_half)), position_.step);
    }

    // Of all processes, clipped. Their length goes into the metrics.
    std::vector<at::Tensor> summed_gradients(const Parameters& parameters, const std::string& name, Metrics& metrics) const {
        auto gradients = parameters.gradients();
        group_.sum(gradients);
        metrics[name] = clip_gradients(gradients, settings_.clip);
        need_number(name, metrics[name], position_.step + 1);
        return gradients;
    }

    // Neither the networks nor a checkpoint ever get what is no number.
    static void need_number(const std::string& what, double value, std::int64_t step) {
        if (!std::isfinite(value)) throw diverged(what, "no number any more", step);
    }

    static Diverged diverged(const std::string& what, const std::string& how, std::int64_t step) {
        return Diverged({Code::bad_workflow, "The " + what + " is " + how + " at step " + std::to_string(step) + ".",
                         "Lower 'learning_rate' or 'clip' of 'optimizer' and go on from the last checkpoint; begin anew with --restart if that has diverged already.", "", "", ""});
    }

    void sum(Metrics& metrics) const {
        std::vector<double> values;
        for (const auto& [name, value] : metrics) values.push_back(value);
        group_.sum(values);
        std::size_t i = 0;
        for (auto& [name, value] : metrics) value = values[i++];
    }

    StateDict averaged() const {
        StateDict state;
        for (const auto& name : task_.weights().names()) state.put(name, task_.weights().find(name).detach());
        for (std::size_t i = 0; i < parameters_.names.size(); ++i) state.put(parameters_.names[i], average_.values()[i]);
        return state;
    }

    void save() {
        if (!group_.leads()) return;
        need_writable_weights();
        write_checkpoint(checkpoint_of(settings_), position_, settings_.identity, networks()).or_throw();
    }

    // The leader's report. A loss can be huge and still a number where the network's answers are none any more.
    Report measured() const {
        if (!group_.leads()) return {};
        const c10::NoGradGuard constant;
        Report made = behind_torch_wall([&] { return task_.report(averaged()); });
        for (const auto& [name, value] : made.metrics) need_number("report's " + name, value, position_.step);
        return made;
    }

    void show(const Report& made) {
        if (!group_.leads()) return;
        Json line{{"event", "report"}, {"step", position_.step}};
        for (const auto& [name, value] : made.metrics) line[name] = value;
        say(line);
        const auto warn = [&](const Result<void>& written) {
            if (!written) say({{"event", "warning"}, {"step", position_.step}, {"message", to_string(written.error())}});
        };
        warn(log_->draw());
        make_folders(settings_.output / "pictures");
        for (const auto& [name, picture] : made.pictures) {
            warn(log_->keep(picture, name, position_.step));
            if (observer_.on_picture) observer_.on_picture(name, position_.step, picture);
        }
    }

    void say(const Json& line) {
        if (!log_) return;
        log_->write(line);
        if (observer_.on_line) observer_.on_line(line);
    }

    const Task& task_;
    const TrainerSettings& settings_;
    const TrainerObserver& observer_;
    const ProcessGroup& group_;
    std::optional<FolderLock> lock_;   // the leader's
    Parameters parameters_;
    AdamW optimizer_;
    Ema average_;
    std::optional<Opponent> rival_;
    RunPosition position_;
    std::optional<Log> log_;   // the leader's
};

}  // namespace

void check_checkpoint(const TrainerSettings& settings) {
    if (!fs::exists(checkpoint_of(settings))) return;
    need_steps_left(settings, read_position(checkpoint_of(settings), settings.identity, settings.defaults).or_throw());
}

Ending train(const Task& task, const TrainerSettings& settings, const TrainerObserver& observer, const ProcessGroup& group) {
    return behind_torch_wall([&] { return Trainer(task, settings, observer, group).run(); });
}

}  // namespace noiseloom
