#include "core/workflow.h"

#include <csignal>
#include <random>

#include <sys/wait.h>
#include <unistd.h>

#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

namespace {

// The canonical form, as written by hand from the description in workflow.h.
const char* const canonical = R"({ "noiseloom": 1,
  "nodes": {
    "blend-7k2q": { "type": "toy.blend@3",
      "bypass": true,
      "mute": true,
      "a": "@source-1d9f.picture",
      "note": "@@home",
      "scale": { "curve": [[0, 4], [0.15, 7.5], [1, 1]] } },
    "other-1234": { "type": "future.thing@7",
      "$comment": "kept",
      "deep": { "list": [1, 2.5, { "x": null }] },
      "input": "@blend-7k2q.picture",
      "zeta": [] },
    "source-1d9f": { "type": "toy.source@1",
      "seed": 18446744073709551615 } },
  "form": [
    { "input": "blend-7k2q.scale", "label": "Amount" },
    { "input": "source-1d9f.seed" } ],
  "author": { "name": "J\u00e4" },
  "view": {
    "at": {
      "blend-7k2q": [640, 104],
      "source-1d9f": [64.5, 120] },
    "camera": [0, 0, 1] } }
)";

std::string nodes_text(int count, int links = 0) {
    std::string text = "{ \"noiseloom\": 1, \"nodes\": {";
    for (int i = 0; i < count; ++i) {
        text += (i ? ",\"n" : "\"n") + std::to_string(i) + "\":{\"type\":\"t@1\"";
        for (int k = 0; k < links; ++k) text += ",\"i" + std::to_string(k) + "\":\"@n0.o\"";
        text += "}";
    }
    return text + "} }";
}

}  // namespace

class WorkflowTest : public QObject {
    Q_OBJECT
  private slots:
    void reads_what_it_says() {
        const auto workflow = read_workflow(canonical);
        QVERIFY2(workflow, workflow ? "" : to_string(workflow.error()).c_str());
        const Node& blend = workflow->graph.nodes.at("blend-7k2q");
        QVERIFY(blend.type == "toy.blend" && blend.version == 3 && blend.bypass && blend.mute);
        QVERIFY((blend.inputs.at("a") == Input(Link{"source-1d9f", "picture"})));
        QVERIFY(std::get<Json>(blend.inputs.at("note")) == "@home");
        QCOMPARE(std::get<Json>(workflow->graph.nodes.at("source-1d9f").inputs.at("seed")).get<std::uint64_t>(), UINT64_MAX);
        QVERIFY(workflow->graph.nodes.at("other-1234").unknown.contains("$comment"));
        QVERIFY(workflow->unknown.contains("author"));
        QCOMPARE(workflow->form.size(), std::size_t{2});
    }

    void writes_the_canonical_form() {
        const std::string text = QString(canonical).replace("\\u00e4", "ä").toStdString();
        const std::string written = write_workflow(*read_workflow(canonical));
        QVERIFY2(written == text, written.c_str());
        QVERIFY(*read_workflow(written) == *read_workflow(canonical));
    }

    void writes_the_same_for_any_spelling() {
        const std::string dense = Json::parse(canonical).dump();
        QVERIFY(write_workflow(*read_workflow(dense)) == write_workflow(*read_workflow(canonical)));
    }

    void an_empty_workflow() {
        QCOMPARE(QString::fromStdString(write_workflow({})), "{ \"noiseloom\": 1,\n  \"nodes\": {} }\n");
        QVERIFY(*read_workflow(write_workflow({})) == Workflow{});
        QVERIFY(*read_workflow("{\"noiseloom\":1}") == Workflow{});
    }

    void leaves_out_defaults_of_the_same_version() {
        const Registry registry = toy_registry();
        Workflow workflow;
        Node& node = workflow.graph.nodes["n"] = {"toy.blend", 3, false, {}, Json::object()};
        node.inputs["scale"] = Json::parse(R"({"curve": [[0, 7.5]]})");
        node.inputs["note"] = Json("");
        node.inputs["mode"] = Json("mix");
        node.inputs["clamp"] = Json(false);
        node.inputs["strange"] = Json("");
        const auto kept = read_workflow(write_workflow(workflow, &registry));
        QCOMPARE(kept->graph.nodes.at("n").inputs.size(), std::size_t{2});
        QVERIFY(kept->graph.nodes.at("n").inputs.contains("clamp"));
        QVERIFY(kept->graph.nodes.at("n").inputs.contains("strange"));
        node.version = 2;   // its defaults may have been others
        QCOMPARE(read_workflow(write_workflow(workflow, &registry))->graph.nodes.at("n").inputs.size(), std::size_t{5});
    }

    void rewiring_is_a_change_of_one_line() {
        auto workflow = *read_workflow(canonical);
        workflow.graph.nodes["blend-7k2q"].inputs["a"] = Link{"other-1234", "picture"};
        const QStringList before = QString::fromStdString(write_workflow(*read_workflow(canonical))).split('\n');
        const QStringList after = QString::fromStdString(write_workflow(workflow)).split('\n');
        QCOMPARE(before.size(), after.size());
        int changed = 0;
        for (int i = 0; i < before.size(); ++i) changed += before[i] != after[i];
        QCOMPARE(changed, 1);
    }

    void unknown_nodes_come_back_byte_equal() {
        std::mt19937 random(3);
        const auto value = [&](const auto& self, int depth) -> Json {
            switch (random() % (depth > 3 ? 6 : 8)) {
                case 0: return nullptr;
                case 1: return random() % 2 == 0;
                case 2: return static_cast<std::int64_t>(random()) - (1LL << 31);
                case 3: return UINT64_MAX - random() % 9;
                case 4: return static_cast<double>(random()) / 7;
                case 5: return std::string("@@ \"\\\n\t\x01 \xe2\x82\xac").substr(random() % 3 == 0 ? 2 : 0);   // "@@ ..." or no wire at all
                case 6: {
                    Json list = Json::array();
                    for (auto i = random() % 4; i > 0; --i) list.push_back(self(self, depth + 1));
                    return list;
                }
                default: {
                    Json object = Json::object();
                    for (auto i = random() % 4; i > 0; --i) object["Key " + std::to_string(random() % 9)] = self(self, depth + 1);
                    return object;
                }
            }
        };
        for (int round = 0; round < 500; ++round) {
            Json file{{"noiseloom", 1}, {"nodes", Json::object()}};
            for (auto i = random() % 5; i > 0; --i) {
                Json node{{"type", "future.thing@" + std::to_string(1 + random() % 5)}};
                for (auto k = random() % 5; k > 0; --k) node[(random() % 2 ? "input_" : "Extra-") + std::to_string(k)] = value(value, 0);
                file["nodes"]["id-" + std::to_string(i)] = node;
            }
            if (random() % 2) file["later"] = value(value, 0);
            const auto workflow = read_workflow(file.dump());
            QVERIFY2(workflow, workflow ? "" : (to_string(workflow.error()) + file.dump()).c_str());
            QVERIFY(Json::parse(write_workflow(*workflow)).dump() == file.dump());
        }
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        const auto with = [](const QByteArray& nodes) { return "{\"noiseloom\": 1, \"nodes\": " + nodes + "}"; };
        const auto with_input = [&](const QByteArray& value) { return with("{\"a\": {\"type\": \"t@1\", \"i\": " + value + "}}"); };
        QTest::newRow("empty") << QByteArray() << "not valid JSON";
        QTest::newRow("list") << QByteArray("[]") << "not a Noiseloom workflow";
        QTest::newRow("another program's") << QByteArray(R"({"last_node_id": 3, "nodes": []})") << "not a Noiseloom workflow";
        QTest::newRow("version as text") << QByteArray(R"({"noiseloom": "1"})") << "not a Noiseloom workflow";
        QTest::newRow("newer") << QByteArray(R"({"noiseloom": 2})") << "newer Noiseloom (format 2)";
        QTest::newRow("nodes as list") << with("[]") << "nodes must be an object, at nodes";
        QTest::newRow("same id twice") << with(R"({"a": {"type": "t@1"}, "a": {"type": "t@1"}})") << "the key 'a' stands twice in one object, at nodes";
        QTest::newRow("same input twice") << with(R"({"a": {"type": "t@1", "x": 1, "x": 2}})") << "stands twice in one object, at nodes.a";
        QTest::newRow("id with dot") << with(R"({"a.b": {"type": "t@1"}})") << "not a node id: 'a.b', at nodes";
        QTest::newRow("empty id") << with(R"({"": {"type": "t@1"}})") << "not a node id: '', at nodes";
        QTest::newRow("huge id") << with("{\"" + QByteArray(65, 'x') + "\": {\"type\": \"t@1\"}}") << "not a node id";
        QTest::newRow("node as number") << with(R"({"a": 1})") << "a node must be an object, at nodes.a";
        QTest::newRow("no type") << with(R"({"a": {}})") << "a node has no type, at nodes.a";
        QTest::newRow("type as number") << with(R"({"a": {"type": 1}})") << "must be a text, at nodes.a.type";
        QTest::newRow("type without version") << with(R"({"a": {"type": "t"}})") << "not a node type: 't', at nodes.a.type";
        for (const char* version : {"", "0", "-1", "01", "1.5", "x", "99999999999", "1 "})
            QTest::addRow("version '%s'", version) << with("{\"a\": {\"type\": \"t@" + QByteArray(version) + "\"}}") << "not a node version";
        QTest::newRow("mute as text") << with(R"({"a": {"type": "t@1", "mute": "yes"}})") << "mute must be true or false, at nodes.a.mute";
        QTest::newRow("bypass as number") << with(R"({"a": {"type": "t@1", "bypass": 1}})") << "bypass must be true or false, at nodes.a.bypass";
        for (const char* wire : {"@", "@x", "@x.", "@.y", "@x.y.z", "@x y.z", "@x.Y"})
            QTest::addRow("wire '%s'", wire) << with_input('"' + QByteArray(wire) + '"')
                                             << QString("not a wire: '%1', at nodes.a.i").arg(wire);
        QTest::newRow("huge number") << with(R"({"a": {"type": "t@1", "i": 1e999}})") << "at nodes.a.i";
        QTest::newRow("form as object") << QByteArray(R"({"noiseloom": 1, "form": {}})") << "form must be a list, at form";
        QTest::newRow("view as list") << QByteArray(R"({"noiseloom": 1, "view": []})") << "view must be an object, at view";
        QTest::newRow("deep") << with_input(QByteArray(1'000'000, '[')) << "deeper than 64 levels, at nodes.a.i";
        QTest::newRow("long text") << with_input('"' + QByteArray(2 << 20, 'x') + '"') << "longer than 1048576 bytes, at nodes.a.i";
        QTest::newRow("long list") << with_input('[' + QByteArray("0,").repeated(1'000'001) + "0]")
                                   << "a list has more than 1000000 items, at nodes.a.i";
        QTest::newRow("too large") << QByteArray((64 << 20) + 1, ' ') << "larger than 64 MiB";
        QTest::newRow("too many nodes") << QByteArray::fromStdString(nodes_text(100'001)) << "more than 100000 nodes, at nodes";
        QTest::newRow("too many links") << QByteArray::fromStdString(nodes_text(50'001, 20)) << "more than 1000000 links, at nodes.n50000";
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto workflow = read_workflow({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!workflow);
        QCOMPARE(workflow.error().code, Code::bad_workflow);
        const QString message = QString::fromStdString(workflow.error().message);
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY(message.size() < 400);
    }

    void accepts_the_limits_themselves() {
        const auto nodes = read_workflow(nodes_text(100'000));
        QVERIFY(nodes);
        QCOMPARE(nodes->graph.nodes.size(), std::size_t{100'000});
        QVERIFY(read_workflow(nodes_text(50'000, 20)));
    }

    void survives_damage() {   // any outcome but a crash; what is accepted is stable
        const std::string text = canonical;
        std::mt19937 random(5);
        int accepted = 0;
        for (int round = 0; round < 3000; ++round) {
            std::string damaged = text;
            for (auto i = 1 + random() % 3; i > 0; --i) damaged[random() % damaged.size()] = "{}[],:\"@0az\\"[random() % 12];
            const auto workflow = read_workflow(damaged);
            if (!workflow) continue;
            ++accepted;
            const std::string written = write_workflow(*workflow);
            const auto again = read_workflow(written);
            QVERIFY2(again, written.c_str());
            QVERIFY(write_workflow(*again) == written);
        }
        QVERIFY(accepted > 100);
    }

    void saves_and_loads() {
        const QTemporaryDir dir;
        const std::filesystem::path file = dir.filePath("a.noiseloom").toStdString();
        const auto workflow = *read_workflow(canonical);
        QVERIFY(save_workflow(file, workflow));
        QVERIFY(*load_workflow(file) == workflow);
        QCOMPARE(load_workflow(dir.filePath("b").toStdString()).error().code, Code::bad_workflow);
    }

    void a_kill_during_saves_leaves_a_whole_workflow() {
        const QTemporaryDir dir;
        const std::filesystem::path file = dir.filePath("a.noiseloom").toStdString();
        const Workflow small = *read_workflow(nodes_text(300, 2)), large = *read_workflow(nodes_text(3000, 2));
        QVERIFY(save_workflow(file, small));
        std::mt19937 random(11);
        for (int round = 0; round < 60; ++round) {
            const pid_t child = ::fork();
            if (child == 0)
                for (;;) {
                    (void)save_workflow(file, large);
                    (void)save_workflow(file, small);
                }
            ::usleep(random() % 30'000);
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            const auto now = load_workflow(file);
            QVERIFY2(now && (*now == small || *now == large), "torn");
        }
    }
};

QTEST_GUILESS_MAIN(WorkflowTest)
#include "workflow_test.moc"
