// Plans and runs of a document, on toys.
#include <QSignalSpy>
#include <QtTest>

#include "ui/runs/runs.h"
#include "ui/runs/workshop.h"
#include "ui/toy_library.h"
#include "ui/watchdog.h"

using namespace noiseloom;

namespace {

// grey -> slow -> save
Workflow three_nodes(int steps = 20, double pause = 1) {
    Workflow workflow;
    workflow.graph.nodes["grey"] = {"toy.picture", 1, false, {{"grey", Json(0.5)}}};
    workflow.graph.nodes["slow"] = {"toy.slow", 1, false, {{"picture", Link{"grey", "picture"}}, {"steps", Json(steps)}, {"pause", Json(pause)}}};
    workflow.graph.nodes["save"] = {"toy.save", 1, false, {{"picture", Link{"slow", "picture"}}}};
    return workflow;
}

struct Bench {
    explicit Bench(Workflow workflow) : document(backend.registry(), std::move(workflow), "", "toy") {}

    void set(const std::string& node, const std::string& input, const Json& value) {
        Patch patch;
        patch.operations.push_back(SetInput{node, input, Input(value)});
        QVERIFY(document.apply(patch, "set"));
    }
    NodeState state(const std::string& node) const { return runs.status(node).state; }
    bool wait_for_plan() {
        return QTest::qWaitFor([&] { return runs.is_planned(); }, 3000);
    }
    bool wait_for_end(int job) {
        return QTest::qWaitFor([&] { return runs.find_job(job) && runs.find_job(job)->has_ended(); }, 10000) && wait_for_plan();
    }

    ToyBackend backend;
    EditorDocument document;
    Workshop workshop{backend};
    Runs runs{workshop, document, "/tmp"};
};

QRgb colour(const NodeStatus& status) { return status.picture.isNull() ? 0 : status.picture.pixel(0, 0); }

}  // namespace

class RunsTest : public QObject {
    Q_OBJECT
  private slots:
    void statuses_over_a_run() {
        Bench bench(three_nodes(300));
        QVERIFY(bench.wait_for_plan());
        for (const char* node : {"grey", "slow", "save"}) QCOMPARE(bench.state(node), NodeState::will_run);
        QCOMPARE(bench.runs.summary().run, 3);
        std::set<NodeState> seen;
        double most_done = 0;
        connect(&bench.runs, &Runs::status_changed, this, [&](const QStringList& paths) {
            if (!paths.contains("slow")) return;
            seen.insert(bench.state("slow"));
            most_done = std::max(most_done, bench.runs.status("slow").done);
        });
        const int job = bench.runs.start();
        QVERIFY(bench.wait_for_end(job));
        QVERIFY(seen.contains(NodeState::waiting) || seen.contains(NodeState::running));
        QVERIFY(seen.contains(NodeState::running));
        QVERIFY(most_done > 1);
        QCOMPARE(bench.state("grey"), NodeState::ready);
        QCOMPARE(bench.state("slow"), NodeState::ready);
        QCOMPARE(bench.state("save"), NodeState::ready);   // never cached, but done while its inputs stay
        QVERIFY(bench.runs.status("slow").seconds > 0.2);
        QCOMPARE(colour(bench.runs.status("slow")), ToyBackend::grey_of(0.25));
        QVERIFY(!bench.runs.status("slow").is_stale);
        const Job& ended = *bench.runs.find_job(job);
        QCOMPARE(ended.state, JobState::done);
        QCOMPARE(ended.progress, 1.0);
        QCOMPARE(ended.pictures().size(), std::size_t{1});   // of what was saved
        QCOMPARE(ended.files().at(0), std::filesystem::path("/toy/workflow"));
        QVERIFY(bench.runs.output("slow", "picture").is<ToyPicture>());
        QVERIFY(bench.runs.output(job, "slow", "picture").is<ToyPicture>());
    }

    void many_events_are_few_signals() {
        Bench bench(three_nodes(5000, 0.01));
        QVERIFY(bench.wait_for_plan());
        QSignalSpy spy(&bench.runs, &Runs::status_changed), ended(&bench.runs, &Runs::job_finished);
        QElapsedTimer clock;
        clock.start();
        bench.runs.start();
        QVERIFY(ended.wait(10000));
        const auto most = clock.elapsed() / 33 + clock.elapsed() / 200 + 10;   // hearing, the clock, beginning and end
        QVERIFY2(spy.count() <= most, qPrintable(QString("%1 signals in %2 ms").arg(spy.count()).arg(clock.elapsed())));
    }

    void undo_brings_pictures_back() {
        Bench bench(three_nodes(1));
        QVERIFY(bench.wait_for_end(bench.runs.start()));
        const QRgb before = colour(bench.runs.status("grey"));
        bench.set("grey", "grey", 0.9);
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("grey"), NodeState::will_run);
        QVERIFY(bench.runs.status("grey").is_stale);
        QCOMPARE(colour(bench.runs.status("grey")), before);   // the last one stays, as one that is out of date
        QVERIFY(bench.wait_for_end(bench.runs.start()));
        QCOMPARE(colour(bench.runs.status("grey")), ToyBackend::grey_of(0.9));
        const int drawn = bench.backend.drawn;
        bench.document.undo();
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("slow"), NodeState::ready);
        QCOMPARE(colour(bench.runs.status("grey")), before);
        QVERIFY(!bench.runs.status("grey").is_stale);
        QCOMPARE(int(bench.backend.drawn), drawn);   // nothing was run for it
    }

    void a_run_is_cancelled_at_once() {
        Bench bench(three_nodes(100000));
        const int job = bench.runs.start();
        QVERIFY(QTest::qWaitFor([&] { return bench.state("slow") == NodeState::running; }, 3000));
        QElapsedTimer clock;
        clock.start();
        bench.runs.cancel(job);
        QVERIFY(QTest::qWaitFor([&] { return bench.runs.find_job(job)->has_ended(); }, 3000));
        QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
        QCOMPARE(bench.runs.find_job(job)->state, JobState::cancelled);
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("slow"), NodeState::will_run);
        QVERIFY(bench.runs.find_job(job)->errors().empty());
    }

    void the_queue_is_kept_in_order_and_can_be_changed() {
        Bench bench(three_nodes(200));
        const int first = bench.runs.start(), second = bench.runs.start(), third = bench.runs.start({"grey"}), front = bench.runs.start({}, true);
        const auto order = [&] {
            std::vector<int> numbers;
            for (const Job& job : bench.runs.jobs()) numbers.push_back(job.number);
            return numbers;
        };
        QCOMPARE(order(), (std::vector{first, front, second, third}));
        bench.runs.move(third, 0);
        QCOMPARE(order(), (std::vector{first, third, front, second}));
        bench.runs.cancel(second);
        QCOMPARE(bench.runs.find_job(second)->state, JobState::cancelled);
        QCOMPARE(order(), (std::vector{second, first, third, front}));
        bench.runs.remove(front);
        QCOMPARE(order(), (std::vector{second, first, third}));
        QVERIFY(bench.wait_for_end(third));
        QCOMPARE(bench.runs.find_job(first)->state, JobState::done);
        QCOMPARE(order(), (std::vector{second, first, third}));
        QCOMPARE(int(bench.backend.saved), 1);
    }

    void two_starts_in_a_row_compute_once() {
        Bench bench(three_nodes(20));
        bench.runs.start();
        QVERIFY(bench.wait_for_end(bench.runs.start()));
        QCOMPARE(int(bench.backend.drawn), 1);
        QCOMPARE(int(bench.backend.saved), 2);
    }

    void a_job_runs_the_document_as_it_was() {
        Bench bench(three_nodes(200));
        const int job = bench.runs.start();
        QVERIFY(QTest::qWaitFor([&] { return bench.state("slow") == NodeState::running; }, 3000));
        bench.set("grey", "grey", 0.9);
        QVERIFY(bench.wait_for_end(job));
        QCOMPARE(bench.runs.output(job, "slow", "picture").as<ToyPicture>().grey, 0.25);
        QCOMPARE(bench.state("slow"), NodeState::will_run);
        QVERIFY(bench.runs.status("slow").is_stale);
        QCOMPARE(colour(bench.runs.status("slow")), ToyBackend::grey_of(0.25));
        QVERIFY(!bench.runs.output("slow", "picture"));
        bench.document.undo();
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("slow"), NodeState::ready);
    }

    void errors_stand_at_their_node_until_it_changes() {
        Workflow workflow = three_nodes(1);
        workflow.graph.nodes["fail"] = {"toy.fail", 1, false, {{"picture", Link{"grey", "picture"}}}};
        workflow.graph.nodes["none"] = {"toy.fail", 1, false, {}};
        Bench bench(std::move(workflow));
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("none"), NodeState::blocked);
        QCOMPARE(bench.runs.status("none").error->socket, std::string("picture"));
        const int job = bench.runs.start({"fail"});
        QVERIFY(bench.wait_for_end(job));
        QCOMPARE(bench.runs.find_job(job)->state, JobState::failed);
        QCOMPARE(bench.state("fail"), NodeState::failed);
        QCOMPARE(bench.runs.status("fail").error->message, std::string("this always fails"));
        bench.set("grey", "grey", 0.1);
        QVERIFY(bench.wait_for_plan());
        QCOMPARE(bench.state("fail"), NodeState::idle);   // not asked for by a run of everything, which saves
    }

    void looks_give_way_to_jobs() {
        Bench bench(three_nodes(50));
        Graph graph = three_nodes(300).graph;
        graph.nodes["grey"].inputs["grey"] = Input(Json(0.8));
        std::vector<std::string> ended;
        bench.runs.look(graph, {"slow"}, [&](const CellResult& result) {
            QCOMPARE(result.outputs.at("slow").at(0).as<ToyPicture>().grey, 0.4);
            ended.push_back("look");
        });
        QTest::qWait(20);
        connect(&bench.runs, &Runs::job_finished, this, [&] { ended.push_back("job"); });
        bench.runs.start();
        QVERIFY(QTest::qWaitFor([&] { return ended.size() == 2; }, 5000));
        QCOMPARE(ended, (std::vector<std::string>{"job", "look"}));
        const int cancelled = bench.runs.look(three_nodes(299).graph, {"slow"}, [&](const CellResult&) { ended.push_back("cancelled"); });
        QTest::qWait(20);
        bench.runs.cancel_look(cancelled);
        QTest::qWait(400);
        QCOMPARE(ended.size(), std::size_t{2});
    }

    void sweeps_run_cell_by_cell_and_share_what_is_equal() {
        Bench bench(three_nodes(1));
        const std::vector<Axis> axes{{"slow", "steps", {1, 2, 3}}, {"grey", "grey", {0.2, 0.8}}};
        std::optional<RunSummary> told;
        bench.runs.plan_sweep(axes, {"slow"}, [&](const RunSummary& summary) { told = summary; });
        QVERIFY(QTest::qWaitFor([&] { return told.has_value(); }, 3000));
        QCOMPARE(told->run, 6 + 2);
        QSignalSpy cells(&bench.runs, &Runs::cell_finished);
        const int job = bench.runs.sweep(axes, {"slow"});
        QVERIFY(bench.wait_for_end(job));
        QCOMPARE(cells.count(), 6);
        QCOMPARE(int(bench.backend.drawn), 2);
        QCOMPARE(bench.runs.output(job, "slow", "picture", 2).as<ToyPicture>().grey, 0.1);
        QCOMPARE(bench.runs.output(job, "slow", "picture", 3).as<ToyPicture>().grey, 0.4);
    }

    void the_interface_is_never_kept() {
        Bench bench(three_nodes(500));
        Watchdog watchdog;
        QVERIFY(bench.wait_for_end(bench.runs.start()));
        for (int i = 0; i < 20; ++i) {
            bench.set("grey", "grey", i / 20.0);
            QTest::qWait(10);
        }
        QVERIFY(bench.wait_for_plan());
        QVERIFY2(watchdog.longest_block() < 100, qPrintable(QString::number(watchdog.longest_block())));
    }

    void what_goes_on_is_left_behind_at_the_end() {
        ToyBackend backend;
        Workshop workshop(backend);
        EditorDocument document(backend.registry(), three_nodes(100000), "", "toy");
        auto runs = std::make_unique<Runs>(workshop, document, "/tmp");
        runs->start();
        QVERIFY(QTest::qWaitFor([&] { return runs->status("slow").state == NodeState::running; }, 3000));
        QElapsedTimer clock;
        clock.start();
        runs.reset();
        QVERIFY2(clock.elapsed() < 20, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_GUILESS_MAIN(RunsTest)
#include "runs_test.moc"
