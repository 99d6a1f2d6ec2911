// Planning and running of one document: what its nodes are up to, the queue of its jobs, and what came of them.
//
// After every change a worker looks the graph over (survey.h); the newest survey wins. Jobs run one at a time, each on the workflow as
// it was when it was started. Nothing here waits: workers read files, hash and run, and what they find comes back as signals on the
// interface's thread, at most every 33 ms. Whatever still runs when this goes is cancelled, and ends in the workshop.
#pragma once

#include <deque>
#include <set>

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include "engine/step_plan.h"
#include "ui/model/editor_document.h"
#include "ui/runs/cell_run.h"
#include "ui/runs/home.h"
#include "ui/runs/job.h"
#include "ui/runs/node_status.h"

namespace noiseloom {

class Runs : public QObject {
    Q_OBJECT
  public:
    // Both outlive it. Pictures that nodes save go to `output_folder`.
    Runs(Workshop& workshop, EditorDocument& document, std::filesystem::path output_folder, QObject* parent = nullptr);
    ~Runs() override;   // cancels, and waits for nobody

    // --- what is, and what would be ---
    NodeStatus status(const std::string& path) const;   // idle where nothing is known
    // Of a node or, if it is a subgraph, of all that is in it: running if anything runs, ready once everything is, with the first error.
    NodeStatus status_within(const std::string& path) const;
    const RunSummary& summary() const;                  // of a run of everything as the document is, or was a moment ago
    bool is_planned() const;                            // the summary is that of the graph as it is now
    // A result out of the memory cache, by the graph as it was last planned; empty if it is not there, or never cached.
    Value output(const std::string& path, const std::string& name) const;
    // The same from disk as well, by a worker: `told` is called once, at once or soon, with nothing if it is nowhere, unless this goes before.
    void fetch(const std::string& path, const std::string& name, std::function<void(const Value&)> told);
    // The graph as it was last planned, without subgraphs: what runs, and their looks, are made of. Empty before the first plan.
    const Graph& flat_graph() const;

    // What a run of some targets would do; `told` is called once, soon, unless this goes before.
    void plan(std::vector<std::string> targets, std::function<void(const RunSummary&)> told);

    // --- the queue ---
    // The number of the job. Targets: node ids; empty: the engine's choice. `front`: before the others that wait. `variation` is added to all
    // seeds that are typed in.
    int start(std::vector<std::string> targets = {}, bool front = false, std::uint64_t variation = 0);
    // The document at all values of one or two inputs, cell by cell.
    int sweep(std::vector<Axis> axes, std::vector<std::string> targets = {}, bool front = false);
    // What a sweep would cost: nodes that run and are reused in all cells together, each with what the cells before it leave behind. `told` is
    // called again with the steps, where counting them is a matter of moments.
    void plan_sweep(std::vector<Axis> axes, std::vector<std::string> targets, std::function<void(const RunSummary&)> told);
    void cancel(int job);              // queued: taken out of the queue; running: ends within a moment
    void cancel_running();
    void remove(int job);              // of the list; what runs is cancelled first
    void move(int job, int place);     // of those that wait: 0 is the next one
    // Those that have ended, oldest first, then the running one, then those that wait in their order. Of those that have ended the
    // newest 50 are kept.
    const std::deque<Job>& jobs() const { return jobs_; }
    const Job* find_job(int number) const;
    const Job* running_job() const;
    bool is_busy() const { return running_job() != nullptr; }
    // A result of a job that has ended, while it is still at hand.
    Value output(int job, const std::string& path, const std::string& name, std::size_t cell = 0) const;
    void fetch(int job, const std::string& path, const std::string& name, std::function<void(const Value&)> told, std::size_t cell = 0);

    // Writes picture `index` of a result, carrying `workflow` that made it at `path` if pictures are to; `told` is called once.
    void save_picture(const std::filesystem::path& file, const Value& value, std::size_t index, const Workflow& workflow, const std::string& path, std::function<void(const Result<void>&)> told);

    // --- runs for views: not in the queue, after the user's jobs, and given way to these ---
    // `done` is called once on this thread, unless the look is cancelled before or this goes. Returns a number for cancel_look().
    int look(Graph graph, std::vector<std::string> targets, std::function<void(const CellResult&)> done);
    void cancel_look(int look);

    // --- settings ---
    const Compute& compute() const { return compute_; }
    void set_compute(const Compute& compute);
    void set_output_folder(const std::filesystem::path& folder);
    void set_embedding(bool on) { embeds_workflow_ = on; }   // whether pictures that are saved carry the workflow
    // The user picked or dropped this file in this session, so the workflow may read it.
    void grant(const std::filesystem::path& file);
    // What an image editor hands over in place of files: from now on plans and new jobs read it. Null: nothing.
    void set_handed(std::shared_ptr<const HandedPictures> pictures);
    // Files may have come or gone: everything is looked over again.
    void refresh();
    // The window closes: whatever runs or waits is cancelled. Nothing starts any more.
    void stop();

  signals:
    void status_changed(const QStringList& paths);
    void plan_changed();                  // summary()
    void queue_changed();                 // the list, states, progress
    void cell_finished(int job, int cell);
    void job_finished(int job);

  private:
    struct Past {   // how a node's last run ended
        Key signature;
        NodeStatus status;
    };
    struct Look {
        int number = 0;
        CellRequest request;
        std::function<void(const CellResult&)> done;
        std::shared_ptr<RunStop> stop;   // while it runs
    };

    struct Output {
        std::size_t index = 0;
        const TypeInfo* type = nullptr;
    };
    std::optional<Output> output_of(const Job& job, const std::string& path, const std::string& name) const;
    struct Kept {   // how a result is found in the caches
        Key key;
        const TypeInfo* type = nullptr;
    };
    std::optional<Kept> kept(const std::string& path, const std::string& name) const;
    std::optional<Kept> kept(const Job& job, const std::string& path, const std::string& name, std::size_t cell) const;
    void fetch(const std::optional<Kept>& kept, std::function<void(const Value&)> told);

    FileRoots files_now() const;
    void plan_soon();
    void begin_plan();
    void count_steps();
    void take_survey(std::shared_ptr<const Survey> found, std::uint64_t number);
    void update_statuses();
    void update_status(const std::string& path, QStringList& changed);
    NodeStatus composed(const std::string& path) const;

    int add_job(std::vector<Axis> axes, Workflow workflow, std::vector<std::string> targets, bool front);
    Job* job(int number);
    void pump();
    void begin(Job& job);
    void begin_look(Look& look);
    void cell_begins(std::size_t cell, std::shared_ptr<const Survey> seen);
    void cell_ends(int job, std::size_t cell, CellResult result);
    void job_ends(int job);
    void forget_old_jobs();
    void hear_soon();
    void hear();
    double cell_progress() const;
    void keep_time(QStringList& changed);   // of nodes that run
    void tell_progress();
    void tick();

    Workshop& workshop_;
    EditorDocument& document_;
    const std::shared_ptr<Home<Runs>> home_;
    FileRoots files_;
    Compute compute_;
    bool is_stopped_ = false, embeds_workflow_ = true;

    QTimer plan_timer_;
    std::shared_ptr<const Survey> survey_;
    std::uint64_t last_plan_ = 0;   // number of the newest that was begun
    std::uint64_t shown_plan_ = 0;  // number of the one that survey_ is
    bool is_outdated_ = false;      // something beside the graph has changed since the last was begun
    Cancel plan_cancel_, steps_cancel_;
    std::map<std::string, NodeStatus> statuses_;
    std::map<std::string, StepCount> steps_;

    std::deque<Job> jobs_;
    int last_job_ = 0, last_look_ = 0;
    std::deque<Look> looks_;
    std::shared_ptr<RunStop> run_stop_;              // of the running job
    std::shared_ptr<RunNews> news_;                  // of the running cell
    std::shared_ptr<const Survey> running_survey_;   // of the running cell
    std::size_t running_cell_ = 0;
    std::map<std::string, NodeStatus> live_;         // nodes of the running cell that wait or run
    std::map<std::string, std::chrono::steady_clock::time_point> started_;
    std::set<std::string> settled_;                  // nodes of the running cell that have ended
    std::map<std::string, Past> past_;
    std::map<std::string, QImage> last_pictures_;    // by path: the newest that was seen
    QTimer hear_timer_, tick_timer_;
    QElapsedTimer last_heard_, job_clock_;
};

}  // namespace noiseloom
