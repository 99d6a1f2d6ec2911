#include "engine/executor.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/flatten.h"
#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

// Everything that a test of the executor needs, fresh for each.
struct Bench {
    explicit Bench(CacheSettings settings = {}) : caches(std::move(settings)) { add_toys(registry, toys); }

    Toys toys;
    Registry registry;
    Caches caches;
    Executor executor{registry, caches};

    RunResult run(const Graph& graph, std::vector<std::string> targets = {}, RunOptions options = {}) {
        return run_now(executor, graph, std::move(targets), std::move(options));
    }
};

double number(const RunResult& result, const std::string& node) {
    const auto found = result.outputs.find(node);
    return found == result.outputs.end() || found->second.empty() || !found->second[0] ? std::nan("") : found->second[0].as<double>();
}

std::vector<std::string> words(const std::vector<Event>& events) {
    std::vector<std::string> all;
    for (const Event& event : events) all.push_back(std::string(name_of(event.kind)) + " " + event.node);
    return all;
}

RunOptions heard(std::vector<Event>& events) {
    RunOptions options;
    options.on_event = [&events](const Event& event) { events.push_back(event); };
    return options;
}

}  // namespace

class ExecutorTest : public QObject {
    Q_OBJECT
  private slots:
    void computes() {
        Bench bench;
        const RunResult result = bench.run(toy_chain(10));
        QVERIFY(result.ok());
        QCOMPARE(number(result, "sum-1"), 10.0);
        QCOMPARE(result.computed, 10);
        QCOMPARE(result.reused, 0);
    }

    void converts_on_wires() {
        Bench bench;
        Graph graph;
        add(graph, "blob", "toy.blob", {{"text", Json("abc")}, {"times", Json(5)}});
        add(graph, "length", "toy.length", {{"blob", wire("blob", "blob")}});
        add(graph, "sum", "toy.add", {{"a", wire("length", "length")}, {"b", Json(0.5)}});
        QCOMPARE(number(bench.run(graph), "sum"), 15.5);
    }

    void reuses_what_it_has() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.count", {{"tag", Json("a")}, {"value", Json(1)}});
        add(graph, "b", "toy.count", {{"tag", Json("b")}, {"value", wire("a", "value")}});
        QCOMPARE(bench.run(graph).computed, 2);
        RunResult again = bench.run(graph);
        QCOMPARE(again.computed, 0);
        QCOMPARE(again.reused, 1);   // upstream was not even looked at
        QCOMPARE(number(again, "b"), 1.0);
        graph.nodes["b"].inputs["tag"] = Json("c");
        again = bench.run(graph);
        QCOMPARE(again.computed, 1);
        QCOMPARE(bench.toys.calls("a"), 1);
        QCOMPARE(bench.toys.calls("c"), 1);
    }

    void without_the_cache_nothing_is_read_or_written() {
        Bench bench;
        RunOptions options;
        options.use_cache = false;
        for (int i = 0; i < 2; ++i) QCOMPARE(bench.run(toy_chain(3), {}, options).computed, 3);
        QCOMPARE(bench.run(toy_chain(3)).computed, 3);
        QCOMPARE(bench.run(toy_chain(3), {}, options).computed, 3);
    }

    void reuses_from_disk_and_computes_anew_what_is_damaged() {
        QTemporaryDir folder;
        CacheSettings settings;
        settings.folder = folder.path().toStdString() + "/cache";
        settings.disk_seconds = 0.001;
        Graph graph;
        add(graph, "blob", "toy.blob", {{"text", Json("abc")}, {"milliseconds", Json(5)}});
        add(graph, "length", "toy.length", {{"blob", wire("blob", "blob")}});
        QCOMPARE(Bench(settings).run(graph).computed, 2);
        {
            Bench other(settings);   // as another process would
            const RunResult result = other.run(graph);
            QCOMPARE(result.reused, 1);
            QCOMPARE(other.toys.calls("abc"), 0);
            QCOMPARE(other.toys.calls("length"), 1);
        }
        for (const auto& entry : fs::recursive_directory_iterator(settings.folder / "values"))
            if (entry.is_regular_file()) fs::resize_file(entry.path(), entry.file_size() - 1);
        Bench third(settings);
        const RunResult result = third.run(graph);
        QVERIFY(result.ok());
        QCOMPARE(third.toys.calls("abc"), 1);
    }

    void a_branch_that_is_not_taken_never_runs() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.count", {{"tag", Json("a")}, {"value", Json(1)}});
        add(graph, "a2", "toy.count", {{"tag", Json("a2")}, {"value", wire("a", "value")}});
        add(graph, "b", "toy.count", {{"tag", Json("b")}, {"value", Json(2)}});
        add(graph, "s", "toy.switch", {{"a", wire("a2", "value")}, {"b", wire("b", "value")}});
        QCOMPARE(number(bench.run(graph), "s"), 1.0);
        QCOMPARE(bench.toys.calls("a"), 1);
        QCOMPARE(bench.toys.calls("b"), 0);
        graph.nodes["s"].inputs["second"] = Json(true);
        QCOMPARE(number(bench.run(graph), "s"), 2.0);
        QCOMPARE(bench.toys.calls("b"), 1);
        QCOMPARE(bench.toys.calls("a"), 1);
    }

    void an_untaken_branch_may_be_broken() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.count", {{"value", Json(1)}});
        add(graph, "x", "toy.unheard_of");
        add(graph, "s", "toy.switch", {{"a", wire("a", "value")}, {"b", wire("x", "value")}});
        QVERIFY(bench.run(graph, {"s"}).ok());
        graph.nodes["s"].inputs["second"] = Json(true);
        const RunResult result = bench.run(graph, {"s"});
        QCOMPARE(result.errors.size(), std::size_t{1});
        QCOMPARE(result.errors[0].node, std::string("x"));
        add(graph, "x", "toy.fail");
        QCOMPARE(bench.run(graph, {"s"}).errors[0].message, std::string("an error"));
        graph.nodes["s"].inputs["second"] = Json(false);
        QVERIFY(bench.run(graph, {"s"}).ok());
    }

    void switches_choose_by_wires_and_nest() {
        Bench bench;
        Graph graph;
        add(graph, "one", "toy.count", {{"tag", Json("one")}, {"value", Json(1)}});
        add(graph, "two", "toy.count", {{"tag", Json("two")}, {"value", Json(2)}});
        add(graph, "inner", "toy.switch", {{"second", Json(true)}, {"a", wire("one", "value")}, {"b", wire("two", "value")}});
        add(graph, "outer", "toy.switch", {{"a", wire("inner", "value")}, {"b", wire("one", "value")}});
        add(graph, "sum", "toy.add", {{"a", wire("outer", "value")}, {"b", wire("inner", "value")}});
        QCOMPARE(number(bench.run(graph), "sum"), 4.0);
        QCOMPARE(bench.toys.calls("one"), 0);
        QCOMPARE(bench.toys.calls("two"), 1);
        Graph literal;   // a lazy input with a typed-in value
        add(literal, "s", "toy.switch", {{"a", Json(5)}});
        QCOMPARE(number(bench.run(literal), "s"), 5.0);
    }

    void choosing_is_inside_the_wall() {
        Bench bench;
        Graph graph;
        add(graph, "one", "toy.count", {{"tag", Json("one")}, {"value", Json(1)}});
        add(graph, "c", "toy.choosy", {{"a", wire("one", "value")}});
        QCOMPARE(number(bench.run(graph), "c"), 1.0);
        graph.nodes["c"].inputs["name"] = Json("zzz");
        Error error = bench.run(graph).errors.at(0);
        QCOMPARE(error.message, std::string("toy.choosy asks for 'zzz', which is no lazy input of it"));
        QCOMPARE(error.node, std::string("c"));
        graph.nodes["c"].inputs["name"] = Json("throw");
        error = bench.run(graph).errors.at(0);
        QCOMPARE(error.message, std::string("cannot choose"));
        QCOMPARE(error.socket, std::string("name"));
    }

    // An output too large to be kept is missed only once a lazy input asks for it: its node runs after
    // all, and its inputs are not dropped under it by another reader.
    void a_reused_node_may_have_to_run_after_all() {
        CacheSettings settings;
        settings.memory.budgets["cpu"] = 8000;
        Bench bench(settings);
        const std::string large(10'000, 'x');
        Graph graph;
        add(graph, "u", "toy.count", {{"tag", Json("u")}, {"value", Json(3)}});
        add(graph, "f", "toy.fields", {{"tag", Json(large)}, {"extra", wire("u", "value")}}, 2);
        QVERIFY(bench.run(graph, {"f"}).ok());
        add(graph, "e", "toy.add", {{"a", wire("f", "twice")}});
        add(graph, "a", "toy.count", {{"tag", Json("a")}, {"value", wire("u", "value")}});
        add(graph, "g", "toy.fields", {{"tag", wire("f", "text")}}, 2);
        add(graph, "j", "toy.add", {{"a", wire("g", "twice")}, {"b", wire("a", "value")}});
        add(graph, "s", "toy.switch", {{"a", wire("j", "sum")}});
        const RunResult result = bench.run(graph, {"e", "s"});
        QVERIFY(result.ok());
        QCOMPARE(number(result, "e"), 3.0);
        QCOMPARE(number(result, "s"), 6.0);
        QCOMPARE(bench.toys.calls(large), 2);
        QCOMPARE(bench.toys.calls(large + " 1.5 7 0 0 one 3"), 1);   // g read all that f had read
    }

    void bypass_shares_entries() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.count", {{"tag", Json("a")}, {"value", Json(4)}});
        add(graph, "b", "toy.count", {{"tag", Json("b")}, {"value", wire("a", "value")}});
        add(graph, "c", "toy.count", {{"tag", Json("c")}, {"value", wire("b", "value")}});
        graph.nodes["b"].bypass = true;
        QCOMPARE(number(bench.run(graph), "c"), 4.0);
        QCOMPARE(bench.toys.calls("b"), 0);
        Graph direct;
        add(direct, "a", "toy.count", {{"tag", Json("a")}, {"value", Json(4)}});
        add(direct, "c", "toy.count", {{"tag", Json("c")}, {"value", wire("a", "value")}});
        QCOMPARE(bench.run(direct).computed, 0);
        QCOMPARE(number(bench.run(graph, {"b"}), "b"), 4.0);   // as a target it is its input
    }

    void muted_nodes_do_not_run() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.count", {{"tag", Json("a")}, {"value", Json(4)}});
        add(graph, "b", "toy.count", {{"tag", Json("b")}, {"value", wire("a", "value")}});
        add(graph, "c", "toy.add", {{"a", wire("b", "value")}, {"b", Json(3)}});
        add(graph, "show", "toy.show", {{"value", wire("b", "value")}});
        graph.nodes["b"].mute = true;
        QCOMPARE(number(bench.run(graph, {"c"}), "c"), 3.0);   // a has its default
        const RunResult named = bench.run(graph, {"b"});
        QVERIFY(named.ok() && named.computed == 0 && !named.outputs.at("b").at(0));
        QCOMPARE(bench.toys.calls("a") + bench.toys.calls("b"), 0);
        const RunResult blocked = bench.run(graph, {"show"});
        QCOMPARE(blocked.errors.size(), std::size_t{1});
        QCOMPARE(blocked.errors[0].node, std::string("show"));
        QCOMPARE(blocked.errors[0].message, std::string("'value' gets nothing: 'b' is muted"));
        graph.nodes["b"].mute = false;
        QCOMPARE(number(bench.run(graph, {"c"}), "c"), 7.0);
    }

    void subgraphs_share_their_work() {
        Bench bench;
        Workflow workflow;   // "outer" holds "inner", which counts and adds
        Subgraph& inner = workflow.subgraphs["inner"];
        inner.inputs = {{"value", {{"sum", "a"}}}, {"more", {{"sum", "b"}}}};
        inner.outputs = {{"sum", {"sum", "sum"}}};
        add(inner.graph, "count", "toy.count", {{"tag", Json("inner")}, {"value", Json(10)}});
        add(inner.graph, "sum", "toy.add", {{"b", wire("count", "value")}});
        Subgraph& outer = workflow.subgraphs["outer"];
        outer.inputs = {{"value", {{"in", "value"}}}};
        outer.outputs = {{"sum", {"in", "sum"}}};
        outer.graph.nodes["in"] = subgraph_node("inner");
        for (const char* id : {"x", "y"}) workflow.graph.nodes[id] = subgraph_node("outer");
        workflow.graph.nodes["x"].inputs["value"] = Json(1);
        workflow.graph.nodes["y"].inputs["value"] = wire("x", "sum");
        const auto run = [&] {
            const FlatGraph flat = flattened(workflow, bench.registry).or_throw();
            return bench.run(flat.graph, flat_targets(flat, bench.registry, {"y"}));
        };
        const RunResult first = run();
        QVERIFY(first.ok());
        QCOMPARE(number(first, "y/in/sum"), 21.0);
        QCOMPARE(bench.toys.calls("inner"), 1);
        workflow.graph.nodes["y"].inputs["value"] = Json(1);   // as x was
        const RunResult again = run();
        QCOMPARE(number(again, "y/in/sum"), 11.0);
        QCOMPARE(again.computed, 0);
        workflow.subgraphs["inner"].graph.nodes["count"] = {"toy.fail", 1};
        const RunResult failed = run();
        QVERIFY(!failed.ok() && failed.errors[0].node == "y/in/count");
        workflow.graph.nodes["y"].type = "subgraph.none";
        QCOMPARE(run().errors.at(0).message, std::string("the subgraph 'none' cannot be opened"));
    }

    void failures_name_node_and_socket_data() {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("socket");
        QTest::newRow("error") << "error" << exit_status(Code::bad_image) << "an error" << "value";
        QTest::newRow("failure") << "failure" << exit_status(Code::bad_model) << "a failure" << "how";
        QTest::newRow("memory") << "memory" << exit_status(Code::out_of_memory) << "there is not enough memory for this node" << "";
        QTest::newRow("exception") << "exception" << exit_status(Code::internal) << "the node stopped with an unexpected error" << "";
        QTest::newRow("cancelled") << "cancelled" << exit_status(Code::cancelled) << "the node was cancelled" << "";
        QTest::newRow("other") << "other" << exit_status(Code::internal) << "the node stopped with an unexpected error" << "";
    }
    void failures_name_node_and_socket() {
        QFETCH(QString, how);
        QFETCH(int, status);
        QFETCH(QString, message);
        QFETCH(QString, socket);
        Bench bench;
        Graph graph;
        add(graph, "bad", "toy.fail", {{"how", Json(how.toStdString())}});
        add(graph, "after", "toy.count", {{"tag", Json("after")}, {"value", wire("bad", "value")}});
        add(graph, "end", "toy.add", {{"a", wire("after", "value")}});
        add(graph, "beside", "toy.count", {{"tag", Json("beside")}, {"value", Json(3)}});
        const RunResult result = bench.run(graph);
        QVERIFY(!result.cancelled);
        QCOMPARE(result.errors.size(), std::size_t{1});
        const Error& error = result.errors[0];
        QCOMPARE(exit_status(error.code), status);
        QCOMPARE(QString::fromStdString(error.message), message);
        QCOMPARE(error.node, std::string("bad"));
        QCOMPARE(QString::fromStdString(error.socket), socket);
        QCOMPARE(error.details, std::string(how == "exception" ? "secret words" : how == "other" ? "not a std::exception" : ""));
        QCOMPARE(bench.toys.calls("after"), 0);
        QCOMPARE(number(result, "beside"), 3.0);   // what does not depend on it runs
        QVERIFY(std::isnan(number(result, "end")));
        QCOMPARE(bench.run(graph).errors.size(), std::size_t{1});   // a failure is not cached
    }

    void memory_is_freed_and_the_node_tried_again() {
        Bench bench;
        Graph graph;
        add(graph, "bad", "toy.fail", {{"how", Json("memory once")}, {"value", Json(3)}});
        bench.caches.keep(KeyBuilder("test").key(), Value::of(Blob{std::string(10'000, 'x')}), 5);
        const RunResult result = bench.run(graph);
        QVERIFY(result.ok());
        QCOMPARE(number(result, "bad"), 3.0);
        QCOMPARE(bench.toys.calls("fail"), 2);
        QVERIFY(!bench.caches.memory().peek(KeyBuilder("test").key()));
    }

    void blocked_nodes_fail_before_anything_runs_for_them() {
        Bench bench;
        Graph graph;
        add(graph, "dear", "toy.count", {{"tag", Json("dear")}});
        add(graph, "missing", "toy.file", {{"file", Json("none.bin")}});
        add(graph, "join", "toy.fields", {{"extra", wire("dear", "value")}, {"tag", wire("missing", "text")}}, 2);
        QTemporaryDir folder;
        RunOptions options;
        options.files = std::make_shared<FolderFiles>(folder.path().toStdString());
        const RunResult result = bench.run(graph, {"join"}, options);
        QCOMPARE(result.errors.size(), std::size_t{1});
        QCOMPARE(result.errors[0].code, Code::bad_model);
        QCOMPARE(result.errors[0].node, std::string("missing"));
        QCOMPARE(result.errors[0].socket, std::string("file"));
        QCOMPARE(bench.toys.calls("dear"), 0);
        QCOMPARE(bench.run(graph, {"nobody"}).errors[0].message, std::string("there is no node 'nobody'"));
    }

    void an_output_left_empty_is_named_where_it_is_missed() {
        Bench bench;
        Graph graph;
        add(graph, "n", "toy.nothing");
        add(graph, "show", "toy.show", {{"value", wire("n", "value")}});
        add(graph, "f", "toy.fields", {{"extra", wire("n", "value")}}, 2);
        for (int i = 0; i < 2; ++i) {   // computed, then from the cache
            const RunResult result = bench.run(graph, {"show", "f"});
            QCOMPARE(result.errors.size(), std::size_t{1});
            QCOMPARE(result.errors[0].message, std::string("'value' gets nothing: 'n' has no value"));
            QCOMPARE(result.errors[0].node, std::string("show"));
            QCOMPARE(result.errors[0].socket, std::string("value"));
            QVERIFY(result.outputs.at("f")[0]);
        }
    }

    void a_lack_is_an_error_of_the_node_once_and_only_where_it_matters() {
        Bench bench;
        Graph graph;
        add(graph, "n", "toy.half");
        add(graph, "one", "toy.show", {{"value", wire("n", "other")}});
        add(graph, "two", "toy.show", {{"value", wire("n", "other")}});
        add(graph, "fine", "toy.show", {{"value", wire("n", "value")}});
        add(graph, "maybe", "toy.fields", {{"extra", wire("n", "other")}}, 2);
        for (int i = 0; i < 2; ++i) {
            std::vector<std::string> warnings;
            RunOptions options;
            options.on_event = [&](const Event& event) {
                if (event.kind == EventKind::warning) warnings.push_back(event.node + ": " + event.error->message);
            };
            QVERIFY(bench.run(graph, {"fine", "maybe", "n"}, options).errors.empty());   // nobody minds
            QCOMPARE(warnings, std::vector<std::string>{"maybe: input 'extra' is connected and gets nothing: there is no other half"});
            const RunResult result = bench.run(graph, {"one", "two", "fine"});   // the value kept from before is of no use now
            QCOMPARE(result.errors.size(), std::size_t{1});
            QCOMPARE(result.errors[0].message, std::string("there is no other half"));
            QCOMPARE(result.errors[0].node, std::string("n"));
        }
    }

    void files_are_read_again_when_they_change() {
        Bench bench;
        QTemporaryDir folder;
        const fs::path path = folder.path().toStdString() + "/a.txt";
        RunOptions options;
        options.files = std::make_shared<FolderFiles>(folder.path().toStdString());
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("a.txt")}});
        const auto text = [&] { return bench.run(graph, {}, options).outputs.at("f")[0].as<std::string>(); };
        std::ofstream(path) << "one";
        QCOMPARE(text(), std::string("one"));
        std::ofstream(path) << "two";
        QCOMPARE(text(), std::string("two"));
        QCOMPARE(text(), std::string("two"));
        QCOMPARE(bench.toys.calls("file"), 2);
        std::ofstream(path) << "one";
        QCOMPARE(text(), std::string("one"));
    }

    void impure_nodes_run_every_time() {
        Bench bench;
        Graph graph;
        add(graph, "clock", "toy.clock");
        add(graph, "sum", "toy.add", {{"a", wire("clock", "tick")}, {"b", Json(100)}});
        QCOMPARE(number(bench.run(graph, {"sum"}), "sum"), 101.0);
        QCOMPARE(number(bench.run(graph, {"sum"}), "sum"), 102.0);
    }

    void cancel_stops_at_the_next_check() {
        Bench bench;
        Graph graph;
        add(graph, "slow", "toy.slow", {{"steps", Json(100'000)}});
        add(graph, "after", "toy.count", {{"tag", Json("after")}, {"value", wire("slow", "value")}});
        for (int i = 0; i < 5; ++i) add(graph, "queued" + std::to_string(i), "toy.count", {{"tag", Json("queued")}, {"value", Json(i)}});
        std::vector<Event> events;
        const auto run = bench.executor.start(shared(graph), {"after", "queued0", "queued1", "queued2", "queued3", "queued4"}, heard(events));
        bench.toys.wait_for_call("slow");
        QVERIFY(!run->finished());
        run->cancel();
        const RunResult& result = run->wait();
        QVERIFY(result.cancelled);
        QVERIFY(!result.ok());
        QVERIFY(result.errors.empty());
        QVERIFY(run->finished());
        QCOMPARE(bench.toys.calls("after"), 0);
        const std::vector<std::string> all = words(events);
        QVERIFY(std::find(all.begin(), all.end(), "cancelled slow") != all.end());
        QCOMPARE(bench.run(toy_chain(3)).computed, 3);   // the executor goes on working
        run->cancel();                                   // too late, and no harm
    }

    void cancel_reaches_runs_that_wait_for_the_worker() {
        Bench bench;
        Graph first, second;
        add(first, "slow", "toy.slow", {{"steps", Json(100'000)}});
        add(second, "n", "toy.count", {{"tag", Json("second")}});
        const auto busy = bench.executor.start(shared(first), {});
        bench.toys.wait_for_call("slow");
        const auto waiting = bench.executor.start(shared(second), {});
        waiting->cancel();
        QVERIFY(waiting->wait().cancelled);   // though the worker is still busy
        QVERIFY(!busy->finished());
        busy->cancel();
        QVERIFY(busy->wait().cancelled);
        QCOMPARE(bench.toys.calls("second"), 0);
    }

    void a_flag_cancels_from_outside() {
        Bench bench;
        Graph graph;
        add(graph, "slow", "toy.slow", {{"steps", Json(100'000)}});
        RunOptions options;
        Cancel flag = options.cancel;
        const auto run = bench.executor.start(shared(graph), {}, options);
        bench.toys.wait_for_call("slow");
        flag.request();   // as a signal handler would
        QVERIFY(run->wait().cancelled);
    }

    void equal_nodes_in_flight_are_computed_once() {
        Bench bench;
        bench.toys.close_gate();
        Graph graph;
        add(graph, "n", "toy.count", {{"tag", Json("n")}, {"value", Json(5)}});
        add(graph, "same", "toy.count", {{"tag", Json("n")}, {"value", Json(5)}});
        std::vector<std::shared_ptr<RunHandle>> runs;
        for (int i = 0; i < 4; ++i) runs.push_back(bench.executor.start(shared(graph), {"n", "same"}));
        bench.toys.wait_for_call("n");
        bench.toys.open_gate();
        for (const auto& run : runs) {
            QVERIFY(run->wait().ok());
            QCOMPARE(number(run->wait(), "n"), 5.0);
            QCOMPARE(number(run->wait(), "same"), 5.0);
        }
        QCOMPARE(bench.toys.calls("n"), 1);
    }

    void a_waiting_run_takes_over_what_another_cancels() {
        Bench bench;
        bench.toys.close_gate();
        Graph graph;
        add(graph, "n", "toy.count", {{"tag", Json("n")}, {"value", Json(5)}});
        const auto first = bench.executor.start(shared(graph), {});
        bench.toys.wait_for_call("n");
        const auto second = bench.executor.start(shared(graph), {});
        const auto third = bench.executor.start(shared(graph), {});
        first->cancel();
        QVERIFY(first->wait().cancelled);
        third->cancel();
        QVERIFY(third->wait().cancelled);
        bench.toys.open_gate();
        QVERIFY(second->wait().ok());
        QCOMPARE(number(second->wait(), "n"), 5.0);
        QCOMPARE(bench.toys.calls("n"), 2);
    }

    void nodes_off_the_device_run_beside() {
        Bench bench;
        bench.toys.close_gate();
        Graph graph;
        add(graph, "gate", "toy.count", {{"tag", Json("gate")}});
        add(graph, "blob", "toy.blob", {{"text", Json("beside")}});
        const auto run = bench.executor.start(shared(graph), {"gate", "blob"});
        bench.toys.wait_for_call("beside");   // would never come on the one device worker
        bench.toys.open_gate();
        QVERIFY(run->wait().ok());
    }

    // D6: another program writes to a file after its key was made and before or while the node reads it.
    void a_file_changed_meanwhile_is_an_error() {
        class Meddling : public FolderFiles {
          public:
            using FolderFiles::FolderFiles;
            Result<fs::path> resolve(const FileRef& file, FileKind kind, const std::string& input) override {
                auto path = FolderFiles::resolve(file, kind, input);
                if (input == "f" && meddle) std::ofstream(*path) << "jello";   // asked by the node, not for the key
                return path;
            }
            bool meddle = true;
        };
        QTemporaryDir folder;
        auto files = std::make_shared<Meddling>(folder.path().toStdString());
        Bench bench;
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("a.txt")}});
        add(graph, "after", "toy.show", {{"value", wire("f", "text")}});
        const auto run = [&](const char* text) {
            std::ofstream(folder.filePath("a.txt").toStdString()) << text;
            RunOptions options;
            options.files = files;
            return bench.run(graph, {"f"}, options);
        };
        const RunResult meddled = run("hello");
        QCOMPARE(meddled.errors.size(), std::size_t{1});
        QCOMPARE(meddled.errors[0].message, std::string("'a.txt' was changed while the run read it"));
        QCOMPARE(meddled.errors[0].code, Code::bad_model);
        QCOMPARE(meddled.errors[0].node, std::string("f"));
        files->meddle = false;
        const RunResult honest = run("hello");   // nothing of the other content was kept
        QVERIFY(honest.ok());
        QCOMPARE(honest.outputs.at("f")[0].as<std::string>(), std::string("hello"));
        QCOMPARE(honest.computed, 1);
    }

    // Weights may lie in the mapping of a file: those of a file that was changed are dropped, not kept beside the new ones.
    void values_of_a_changed_model_are_dropped() {
        QTemporaryDir folder;
        Bench bench;
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("a.txt")}});
        add(graph, "n", "toy.count", {{"tag", Json("n")}, {"value", Json(1)}});
        const auto run = [&](const char* text, const char* target) {
            std::ofstream(folder.filePath("a.txt").toStdString()) << text;
            RunOptions options;
            options.files = std::make_shared<FolderFiles>(folder.path().toStdString());
            QVERIFY(bench.run(graph, {target}, options).ok());
        };
        run("hello", "f");
        run("hello", "n");
        run("hello", "n");
        QCOMPARE(bench.toys.calls("n"), 1);
        run("jello", "f");
        QVERIFY(!bench.caches.peek(keys_of(bind_graph(shared(graph), bench.registry), {}).outputs[0], type_of<double>()));
        run("jello", "n");
        QCOMPARE(bench.toys.calls("n"), 2);
    }

    void events_tell_the_story() {
        Bench bench;
        Graph graph;
        add(graph, "a", "toy.slow", {{"steps", Json(1)}, {"value", Json(2)}});
        add(graph, "show", "toy.show", {{"value", wire("a", "value")}});
        std::vector<Event> events;
        RunOptions options = heard(events);
        options.facts["workflow"] = [](const Cancel&) { return "the workflow"; };
        const RunResult result = bench.run(graph, {}, options);
        QCOMPARE(words(events), (std::vector<std::string>{"queued a", "started a", "progress a", "metric a", "preview a", "finished a", "queued show",
                                                          "started show", "metric show", "wrote show", "finished show"}));
        QCOMPARE(result.files, std::vector<fs::path>{"/shown.txt"});
        QCOMPARE(to_json(events[2]).at("total"), Json(1.0));
        QCOMPARE(events[8].name, std::string("the workflow"));
        QCOMPARE(to_json(events[4]).at("type"), Json("number"));
        const Json finished = to_json(events[5]);
        QCOMPARE(finished.at("event"), Json("finished"));
        QCOMPARE(finished.at("bytes"), Json(8));
        QVERIFY(finished.at("seconds").get<double>() >= 0.001);
        QVERIFY(finished.at("time").get<double>() >= finished.at("seconds").get<double>());
        events.clear();
        bench.run(graph, {}, options);
        QCOMPARE(words(events).front(), std::string("cached a"));
        events.clear();
        Graph bad;
        add(bad, "bad", "toy.fail");
        bench.run(bad, {}, options);
        QCOMPARE(to_json(events.back()).dump().substr(0, 67), std::string(R"({"error":{"code":"bad_image","hint":"a hint","message":"an error",)") + "\"");
    }

    void sampler_steps_are_kept_between_runs() {
        Bench bench;
        Graph graph;
        add(graph, "s", "toy.sampler", {{"steps", Json(10)}});
        QCOMPARE(number(bench.run(graph), "s"), 10.0);
        graph.nodes["s"].inputs["steps"] = Json(12);
        QCOMPARE(number(bench.run(graph), "s"), 12.0);
        QCOMPARE(bench.toys.calls("step"), 12);
        RunOptions options;
        options.use_cache = false;
        bench.run(graph, {}, options);
        QCOMPARE(bench.toys.calls("step"), 24);
    }

    void values_are_dropped_once_they_were_read() {
        CacheSettings settings;
        settings.memory.budgets["cpu"] = 3000;   // each blob pushes the one before out, if nobody holds it
        Bench bench(settings);
        Graph graph;
        std::string sum;
        for (int i = 0; i < 20; ++i) {
            const std::string id = std::to_string(i);
            add(graph, "blob" + id, "toy.blob", {{"text", Json(id)}, {"times", Json(1000)}});
            add(graph, "length" + id, "toy.length", {{"blob", wire("blob" + id, "blob")}});
        }
        QVERIFY(bench.run(graph).ok());
        QVERIFY(bench.caches.memory().used("cpu") < 20 * 512 + 3 * 2000);
    }

    void long_chains_need_no_stack() {
        Bench bench;
        const RunResult result = bench.run(toy_chain(100'000));
        QVERIFY(result.ok());
        QCOMPARE(number(result, "sum-1"), 100'000.0);
        Graph failing = toy_chain(100'000);
        failing.nodes["sum-100000"].inputs["a"] = wire("bad", "value");
        add(failing, "bad", "toy.fail");
        QCOMPARE(bench.run(failing, {"sum-1"}).errors.size(), std::size_t{1});
        for (auto& [id, node] : failing.nodes)
            if (id != "sum-1") node.bypass = true;
        failing.nodes.erase("bad");
        failing.nodes["sum-100000"].inputs["a"] = Json(7);
        QCOMPARE(number(bench.run(failing, {"sum-1"}), "sum-1"), 8.0);
    }

    void the_end_of_the_executor_cancels() {
        auto bench = std::make_unique<Bench>();
        Graph graph;
        add(graph, "slow", "toy.slow", {{"steps", Json(100'000)}});
        std::shared_ptr<RunHandle> run;
        {
            Executor executor(bench->registry, bench->caches);
            run = executor.start(shared(graph), {});
            bench->toys.wait_for_call("slow");
        }
        QVERIFY(run->wait().cancelled);
        run->cancel();   // the handle outlives the executor
    }

    // Many runs at once, cancelled at random times: nothing hangs and what succeeds is right.
    void many_runs_and_cancels() {
        Bench bench;
        std::vector<std::shared_ptr<RunHandle>> runs;
        std::vector<double> expected;
        std::srand(3);
        for (int i = 0; i < 300; ++i) {
            Graph graph = toy_chain(20);
            graph.nodes["sum-10"].inputs["b"] = Json(i % 7);
            add(graph, "s", "toy.switch", {{"second", Json(i % 2 == 0)}, {"a", wire("sum-15", "sum")}, {"b", wire("sum-1", "sum")}});
            add(graph, "slow", "toy.slow", {{"steps", Json(i % 3)}, {"value", wire("s", "value")}});
            runs.push_back(bench.executor.start(shared(graph), {"slow"}));
            expected.push_back(i % 2 == 0 ? 19 + i % 7 : 6);
            if (i % 3 == 0) runs[static_cast<std::size_t>(std::rand()) % runs.size()]->cancel();
        }
        int good = 0;
        for (std::size_t i = 0; i < runs.size(); ++i) {
            const RunResult& result = runs[i]->wait();
            QVERIFY(result.errors.empty());
            if (result.ok()) QCOMPARE(number(result, "slow"), expected[i]);
            good += result.ok();
        }
        QVERIFY(good >= 200);
    }
};

QTEST_GUILESS_MAIN(ExecutorTest)
#include "executor_test.moc"
