// A document at work for an image editor: what it reads, what it makes, where that goes, and what happens when either side ends.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "fake_host.h"
#include "ui/host/host_run.h"
#include "ui/host/host_values.h"
#include "ui/model/field_edit.h"
#include "ui/runs/workshop.h"

using namespace noiseloom;

namespace {

struct Bench {
    explicit Bench(Workflow workflow = painting()) : document(backend.registry(), std::move(workflow), "", "Paint") {
        auto made = std::make_unique<FakeHost>();
        host = made.get();
        seen = host->seen;
        session.emplace(backend, document, runs, std::move(made));
    }
    void set(const std::string& node, const std::string& input, const Json& value) { QVERIFY(document.apply(Patch{{SetInput{node, input, Input(value)}}}, "set")); }
    void generate() {
        QSignalSpy done(&*session, &HostSession::generated), failed(&*session, &HostSession::failed);
        session->generate();
        QTRY_VERIFY(!done.empty() || !failed.empty());
        QVERIFY2(failed.empty(), failed.empty() ? "" : qPrintable(failed.front().front().toString()));
    }
    QString failure_of(const std::function<void()>& act) {
        QSignalSpy failed(&*session, &HostSession::failed);
        act();
        [&] { QTRY_VERIFY(!failed.empty()); }();
        return failed.empty() ? "none" : failed.front().front().toString();
    }
    std::vector<double> greys() const {
        std::vector<double> all;
        for (const HostVariation& one : session->variations()) all.push_back(grey_of(one.result));
        return all;
    }

    LayersBackend backend;
    EditorDocument document;
    Workshop workshop{backend};
    Runs runs{workshop, document, "/tmp"};
    FakeHost* host = nullptr;
    std::shared_ptr<FakeHost::Seen> seen;
    std::optional<HostSession> session;
};

bool near(double a, double b) { return std::abs(a - b) < 1e-9; }

}  // namespace

class HostSessionTest : public QObject {
    Q_OBJECT
  private slots:
    void picture_inputs_are_bound_the_first_to_the_selected_layer() {
        Workflow two = painting();
        two.graph.nodes["other"] = {"toy.load", 1};
        Bench b(two);
        QCOMPARE(b.session->bindings().size(), std::size_t(2));
        QCOMPARE(b.session->bindings()[0].input, std::string("load.file"));
        QCOMPARE(b.session->bindings()[0].label, QString("Picture"));
        QCOMPARE(b.session->bindings()[0].from, InputFrom::active_layer);
        QCOMPARE(b.session->layer_name(b.session->bindings()[0]), QString("Sky"));
        QCOMPARE(b.session->bindings()[1].from, InputFrom::file);
        b.session->bind(1, InputFrom::layer, "7");
        b.set("paint", "seed", Json(9));   // other edits leave them alone
        QCOMPARE(b.session->bindings()[1].layer, std::string("7"));
        QVERIFY(b.document.apply(Patch{{RemoveNode{"other"}}}, "remove"));
        QCOMPARE(b.session->bindings().size(), std::size_t(1));
    }

    void a_layer_is_read_painted_on_and_inserted_above_it() {
        Bench b;
        b.generate();
        QCOMPARE(b.seen->inputs.size(), std::size_t(1));
        QCOMPARE(b.seen->inputs[0].layer, std::string("5"));
        QCOMPARE(b.seen->frame, (HostRect{-10, 0, 40, 30}));
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        QVERIFY(near(b.greys()[0], 0.30));
        QCOMPARE(b.backend.kept.load(), 0);   // it goes into the host, not into a file
        QSignalSpy inserted(&*b.session, &HostSession::inserted);
        b.session->insert();
        QCOMPARE(b.session->state(), HostSession::State::inserting);
        QTRY_COMPARE(inserted.size(), 1);
        QCOMPARE(b.seen->placement.as, PutAs::layer);
        QCOMPARE(b.seen->placement.above, std::string("5"));
        QCOMPARE(b.seen->placement.undo, std::string("Paint"));
        QCOMPARE(b.seen->placement.from.frame, (HostRect{-10, 0, 40, 30}));
        QCOMPARE(b.seen->results[0].name, std::string("Paint"));
        b.session->leave();
        QCOMPARE(b.seen->was_cancelled, false);
    }

    // What is chosen elsewhere afterwards does not move what was made.
    void results_go_where_their_picture_came_from() {
        Bench b;
        b.generate();
        b.host->activate("7");
        b.session->bind(0, InputFrom::layer, "6");
        b.session->read();
        QTRY_COMPARE(b.seen->frame, (HostRect{0, 30, 80, 30}));
        QTRY_VERIFY(b.session->can_insert());
        b.session->insert();
        QTRY_COMPARE(b.seen->put, 1);
        QCOMPARE(b.seen->placement.above, std::string("5"));
        QCOMPARE(b.seen->placement.from.frame, (HostRect{-10, 0, 40, 30}));
    }

    void what_is_selected_beyond_the_layer_is_read_too() {
        Bench b;
        b.host->shown.selection = HostRect{20, 20, 100, 20};   // of an image of 80 x 60, and a layer that ends at 30, 30
        b.generate();
        QCOMPARE(b.seen->frame, (HostRect{-10, 0, 90, 40}));
    }

    void merged_layers_and_files() {
        Bench b;
        b.session->bind(0, InputFrom::merged);
        b.generate();
        QCOMPARE(b.seen->inputs[0].source, PixelSource::merged);
        QCOMPARE(b.seen->frame, (HostRect{0, 0, 80, 60}));
        QVERIFY(near(b.greys()[0], 0.15));
        b.session->bind(0, InputFrom::layer, "7");
        b.generate();
        QVERIFY(near(b.greys()[0], 0.80));
        const int fetched = b.seen->fetched;
        b.session->bind(0, InputFrom::file);
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("there is no such picture"));
        QCOMPARE(b.seen->fetched, fetched);
    }

    void variations_have_seeds_of_their_own_and_keep_their_order() {
        Bench b;
        b.session->set_count(4);
        b.generate();
        const std::vector<double> greys = b.greys();
        QCOMPARE(greys.size(), std::size_t(4));
        for (std::size_t i = 0; i < 4; ++i) QVERIFY(near(greys[i], 0.30 + 0.01 * static_cast<double>(i)));
        QVERIFY(b.seen->progress_ended >= 1);
        b.session->choose(0, false);
        b.session->choose(2, false);
        QCOMPARE(b.session->chosen_count(), std::size_t(2));
        b.session->insert();
        QTRY_COMPARE(b.seen->put, 1);
        QCOMPARE(b.seen->results.size(), std::size_t(2));
        QVERIFY(near(grey_of(b.seen->results[0]), 0.31));
        QVERIFY(near(grey_of(b.seen->results[1]), 0.33));
        b.session->set_count(0);
        QCOMPARE(b.session->count(), 1);
        b.session->set_count(1000);
        QCOMPARE(b.session->count(), HostSession::most_variations);
    }

    void pictures_of_one_run_are_variations_too() {
        Bench b;
        b.set("paint", "count", Json(3));
        b.session->set_count(2);
        b.generate();
        QCOMPARE(b.session->variations().size(), std::size_t(6));
        QCOMPARE(b.session->variations()[4].result.index, std::size_t(1));
    }

    void what_replaces_a_layer_is_one() {
        Bench b;
        b.session->set_count(3);
        b.generate();
        QCOMPARE(b.session->chosen_count(), std::size_t(3));
        b.session->set_put_as(PutAs::replace);
        QCOMPARE(b.session->chosen_count(), std::size_t(1));
        b.session->choose(2, true);
        QCOMPARE(b.session->chosen_count(), std::size_t(1));
        QVERIFY(b.session->variations()[2].is_chosen);
        b.generate();
        QCOMPARE(b.session->chosen_count(), std::size_t(1));
    }

    // The number that is set for the next time is not that of this one.
    void progress_is_of_what_was_begun() {
        Bench b(painting(200));
        b.session->set_count(2);
        b.session->generate();
        QTRY_COMPARE(b.session->state(), HostSession::State::running);
        b.session->set_count(16);
        QVERIFY(b.session->progress() < 0.5);
        QTRY_COMPARE(b.session->state(), HostSession::State::idle);
        QVERIFY(!b.seen->progress.empty() && b.seen->progress.back() > 0.5 && b.seen->progress.back() <= 1);
        QVERIFY(std::is_sorted(b.seen->progress.begin(), b.seen->progress.end()));
    }

    void stopped_while_it_reads() {
        Bench b;
        b.host->holds = true;
        b.session->generate_into_host();
        QCOMPARE(b.session->state(), HostSession::State::reading);
        QCOMPARE(b.failure_of([&] { b.session->stop(); }), QString());
        QCOMPARE(b.session->state(), HostSession::State::idle);
        b.session->generate();         // anew, while the first answer is still on its way
        b.host->answer();
        QCOMPARE(b.host->asked(), std::size_t(1));   // the second's; the first goes no further
        b.host->holds = false;
        QSignalSpy done(&*b.session, &HostSession::generated);
        b.host->answer();
        b.host->answer();
        QTRY_COMPARE(done.size(), 1);
        QTest::qWait(50);
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        QCOMPARE(b.seen->put, 0);      // what was to be inserted at once was stopped
    }

    void stopped_while_it_runs() {
        Bench b(painting(100'000));
        b.session->set_count(3);
        b.session->generate();
        QTRY_VERIFY(b.runs.is_busy());
        QCOMPARE(b.failure_of([&] { emit b.host->cancel_requested(); }), QString());
        QTRY_VERIFY(!b.runs.is_busy());
        for (const Job& job : b.runs.jobs()) QVERIFY(job.has_ended());
        QCOMPARE(b.session->state(), HostSession::State::idle);
        b.set("paint", "steps", Json(0));
        b.session->set_count(1);
        b.generate();                  // and it goes on
        QCOMPARE(b.session->variations().size(), std::size_t(1));
    }

    void a_job_that_is_taken_out_of_the_list_stops_it() {
        Bench b(painting(100'000));
        b.session->set_count(2);
        b.session->generate();
        QTRY_VERIFY(b.runs.is_busy());
        b.runs.remove(b.runs.jobs().back().number);
        QTRY_COMPARE(b.session->state(), HostSession::State::idle);
        QTRY_VERIFY(!b.runs.is_busy());
    }

    void a_failing_run_says_why_and_the_next_works() {
        Bench b;
        b.set("paint", "fails", Json(true));
        b.session->set_count(2);
        QVERIFY(b.failure_of([&] { b.session->generate_into_host(); }).contains("the paint is dry"));
        QTRY_VERIFY(!b.runs.is_busy());
        b.set("paint", "fails", Json(false));
        b.generate();
        QTest::qWait(30);
        QCOMPARE(b.seen->put, 0);   // nobody asked for that any more
        QCOMPARE(b.session->variations().size(), std::size_t(2));
    }

    void the_host_refuses() {
        Bench b;
        b.generate();
        b.host->refuses = Error{Code::refused, "GIMP: indexed images are not read", "Convert it.", "", "", ""};
        QVERIFY(b.failure_of([&] { b.session->insert(); }).contains("indexed"));
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("Convert it."));
        QCOMPARE(b.session->variations().size(), std::size_t(1));   // what was made before is still there
        b.host->refuses.reset();
        QVERIFY(b.session->can_insert());
    }

    void the_host_goes_while_it_reads() {
        Bench b;
        b.host->holds = true;
        b.session->generate();
        QVERIFY(b.failure_of([&] { b.host->leave(); }).contains("GIMP has quit"));
        QCOMPARE(b.session->state(), HostSession::State::idle);
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("before anything was read"));
    }

    void the_host_goes_while_it_runs() {
        Bench b(painting(60));
        b.session->generate();
        QTRY_VERIFY(b.runs.is_busy());
        QSignalSpy done(&*b.session, &HostSession::generated), gone(&*b.session, &HostSession::host_gone);
        b.host->leave();
        QCOMPARE(gone.size(), 1);
        QTRY_COMPARE(done.size(), 1);   // the picture is made, and stays
        QVERIFY(near(b.greys()[0], 0.30));
        QVERIFY(!b.session->can_insert());
        QVERIFY(b.failure_of([&] { b.session->insert(); }).contains("stays here"));
        b.set("paint", "seed", Json(7));
        b.generate();                   // once more, on what was read
        QVERIFY(near(b.greys()[0], 0.32));
    }

    void the_host_goes_while_it_inserts() {
        Bench b;
        b.generate();
        b.host->holds = true;
        b.session->insert();
        QVERIFY(b.failure_of([&] { b.host->leave(); }).contains("stays here"));
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        b.session->leave();
        QVERIFY(b.seen->was_cancelled);
    }

    void what_was_made_is_saved_as_files() {
        Bench b;
        b.session->set_count(3);
        b.generate();
        b.host->leave();
        b.session->choose(1, false);
        QTemporaryDir folder;
        QSignalSpy saved(&*b.session, &HostSession::saved);
        b.session->save(folder.filePath("a.png"));
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), (QStringList{"a-1.png", "a-2.png"}));
        QCOMPARE(QImage(folder.filePath("a-2.png")).pixel(0, 0), ToyBackend::grey_of(0.32));
        QVERIFY(b.failure_of([&] { b.session->save("/nonexistent/folder/a.png"); }).contains("cannot write"));
    }

    void layers_that_cannot_be_read_are_told() {
        Bench b;
        b.session->bind(0, InputFrom::layer, "8");
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("'Curves' has no pixels"));
        b.session->bind(0, InputFrom::layer, "6");
        b.host->remove("6");
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("is gone"));
        b.session->bind(0, InputFrom::active_layer);
        b.host->activate("");
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("no layer is selected"));
        Workflow two = painting();
        two.graph.nodes["other"] = {"toy.load", 1};
        Bench c(two);
        c.session->bind(1, InputFrom::layer, "nowhere");
        QVERIFY(c.failure_of([&] { c.session->generate(); }).contains("is gone"));
    }

    void without_any_picture_input_it_makes_one_in_the_middle() {
        Workflow plain = painting();
        plain.graph.nodes.erase("load");
        plain.graph.nodes["paint"].inputs.erase("image");
        Bench b(plain);
        QVERIFY(b.session->bindings().empty());
        b.generate();
        QCOMPARE(b.seen->fetched, 0);
        b.session->insert();
        QTRY_COMPARE(b.seen->put, 1);
        QVERIFY(!b.seen->placement.from.handed);
        QCOMPARE(b.seen->placement.above, std::string("5"));
    }

    void what_makes_no_picture_says_so() {
        Workflow none;
        none.graph.nodes["grey"] = {"toy.picture", 1};
        Bench b(none);
        QVERIFY(b.failure_of([&] { b.session->generate(); }).contains("makes no picture"));
    }

    void a_muted_save_and_no_save_at_all() {
        Workflow muted = painting();
        muted.graph.nodes["keep"].mute = true;
        Bench b(muted);
        b.generate();
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        QVERIFY(near(b.greys()[0], 0.30));
        Workflow none = painting();
        none.graph.nodes.erase("keep");
        Bench c(none);
        c.generate();
        QVERIFY(near(c.greys().at(0), 0.30));
        Workflow twice = painting();   // two files of one picture are one layer
        twice.graph.nodes["again"] = twice.graph.nodes["keep"];
        Bench d(twice);
        d.generate();
        QCOMPARE(d.session->variations().size(), std::size_t(1));
    }

    void a_picture_out_of_a_subgraph() {
        Workflow made = painting();
        Subgraph inside;
        inside.graph.nodes["brush"] = made.graph.nodes["paint"];
        inside.graph.nodes["brush"].inputs.erase("image");
        inside.inputs.push_back({"image", {{"brush", "image"}}});
        inside.outputs.push_back({"result", {"brush", "image"}});
        made.subgraphs["work"] = inside;
        made.graph.nodes["paint"] = subgraph_node("work");
        made.graph.nodes["paint"].inputs["image"] = Link{"load", "image"};
        made.graph.nodes["keep"].inputs["image"] = Link{"paint", "result"};
        Bench b(made);
        b.generate();
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        QVERIFY(near(b.greys()[0], 0.30));
    }

    void reading_alone_tells_the_plan() {
        Bench b;
        b.session->read();
        QTRY_COMPARE(b.session->state(), HostSession::State::idle);
        QTRY_VERIFY(b.runs.is_planned() && b.runs.summary().errors.empty());
        QCOMPARE(b.seen->fetched, 1);
        QCOMPARE(b.backend.painted.load(), 0);
    }

    void a_run_does_not_wait_for_what_is_only_read() {
        Bench b;
        b.host->holds = true;
        b.session->read();
        b.session->generate();
        b.host->holds = false;
        QSignalSpy done(&*b.session, &HostSession::generated);
        for (int i = 0; i < 3; ++i) b.host->answer();
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(b.seen->fetched, 1);
    }

    void it_moves_to_other_runs() {
        Bench b(painting(100'000));
        b.session->generate();
        QTRY_VERIFY(b.runs.is_busy());
        Runs others(b.workshop, b.document, "/tmp");
        b.session->move_to(others);
        QTRY_VERIFY(!b.runs.is_busy());
        QCOMPARE(b.session->state(), HostSession::State::idle);
        b.set("paint", "steps", Json(0));
        b.generate();
        QCOMPARE(b.session->variations().size(), std::size_t(1));
        QCOMPARE(others.jobs().size(), std::size_t(1));
        others.stop();
        b.session.reset();
    }

    void values_are_kept_and_used_again() {
        Bench b;
        b.set("paint", "seed", Json(11));
        b.session->bind(0, InputFrom::merged);
        b.session->set_count(3);
        b.session->set_put_as(PutAs::image);
        const Json kept = values_of(*b.session, b.document);
        Bench again;
        set_fields(kept, again.document);
        set_reading(kept, *again.session);
        QCOMPARE(values_of(*again.session, again.document), kept);
        QCOMPARE(literal_of(again.document.graph(), "paint", "seed"), Json(11));
        QCOMPARE(again.session->bindings()[0].from, InputFrom::merged);
        for (const char* odd : {"null", "3", "[]", R"({"fields": 3, "inputs": [], "count": "x", "as": "y"})", R"({"fields": {"gone.x": 1, "paint.seed": "no", "paint": 2}, "inputs": {"load.file": "moon"}, "count": 99})"}) {
            Bench other;
            set_fields(Json::parse(odd), other.document);
            set_reading(Json::parse(odd), *other.session);
            QCOMPARE(other.document.workflow().graph, painting().graph);
            QVERIFY(other.session->count() <= HostSession::most_variations);
        }
    }

    void scripts_name_layers() {
        Bench b;
        const std::vector<PublishedInput> known{{"image", "Picture", "load.file"}};
        QVERIFY(set_inputs({{"image", "Ground"}}, known, *b.session));
        QCOMPARE(b.session->bindings()[0].layer, std::string("6"));
        QVERIFY(set_inputs({{"load.file", "7"}}, known, *b.session));
        QCOMPARE(b.session->bindings()[0].layer, std::string("7"));
        QVERIFY(set_inputs({{"image", "*"}}, known, *b.session));
        QCOMPARE(b.session->bindings()[0].from, InputFrom::merged);
        QVERIFY(set_inputs({{"image", ""}}, known, *b.session));
        QVERIFY(set_inputs({{"image", "Moon"}}, known, *b.session).error().message.find("no layer 'Moon'") != std::string::npos);
        QVERIFY(set_inputs({{"imgae", "Sky"}}, known, *b.session).error().hint.find("image") != std::string::npos);
        QVERIFY(!set_inputs({{"image", 3}}, known, *b.session));
    }

    void a_run_without_a_window_ends_the_host() {
        for (const char* how : {"done", "failed", "cancelled", "gone"}) {
            LayersBackend backend;
            Workshop workshop(backend);
            Desk desk{backend, workshop};
            auto host = std::make_unique<FakeHost>();
            FakeHost& fake = *host;
            const auto seen = host->seen;
            const std::string way = how;
            Workflow workflow = painting(way == "done" ? 1 : 100'000);
            if (way == "failed") workflow.graph.nodes["paint"].inputs = {{"steps", Json(0)}, {"fails", Json(true)}};
            HostRun run(desk, std::move(host), std::make_unique<EditorDocument>(backend.registry(), workflow, "", "Paint"));
            QSignalSpy ended(&run, &HostRun::ended);
            run.start();
            if (way == "cancelled" || way == "gone") QTRY_COMPARE(run.session().state(), HostSession::State::running);
            if (way == "cancelled") emit fake.cancel_requested();
            if (way == "gone") fake.leave();
            QTRY_COMPARE(ended.size(), 1);
            QCOMPARE(seen->ended, 1);
            QCOMPARE(seen->put, way == "done" ? 1 : 0);
            QCOMPARE(seen->error.contains("the paint is dry"), way == "failed");
            QCOMPARE(seen->was_cancelled, way == "cancelled" || way == "gone");
        }
    }
};

QTEST_MAIN(HostSessionTest)
#include "host_session_test.moc"
