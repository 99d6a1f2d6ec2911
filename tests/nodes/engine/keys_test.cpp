#include "engine/keys.h"

#include <QtTest>

#include <set>

#include "engine/file_roots.h"
#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;
namespace fs = std::filesystem;

class KeysTest : public QObject {
    Q_OBJECT

    Toys toys_;
    Registry registry_;

    Key key(const Graph& graph, const std::string& node, const KeyOptions& options = {}) const {
        const Program program = bind_graph(shared(graph), registry_);
        return keys_of(program, options).nodes[program.find(node)];
    }
    Key output_key(const Graph& graph, const std::string& node, int output = 0) const {
        const Program program = bind_graph(shared(graph), registry_);
        return keys_of(program, {}).outputs[program.nodes[program.find(node)].first_output + output];
    }
    Error error(const Graph& graph, const std::string& node, const KeyOptions& options = {}) const {
        const Program program = bind_graph(shared(graph), registry_);
        const Keys keys = keys_of(program, options);
        const auto found = keys.errors.find(program.find(node));
        return found == keys.errors.end() ? Error{} : found->second;
    }
    static void write(const fs::path& path, const std::string& text) {
        fs::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    }

  private slots:
    void initTestCase() { add_toys(registry_, toys_); }

    void every_input_changes_the_key() {
        Graph graph;
        add(graph, "f", "toy.fields", {}, 2);
        std::set<Key> seen{key(graph, "f")};
        const std::vector<std::pair<std::string, Json>> edits{{"tag", "t"},   {"number", 2.5},  {"integer", 8},  {"flag", true},
                                                              {"seed", 1},    {"choice", "two"}, {"extra", 0.0}};
        QCOMPARE(edits.size(), registry_.find("toy.fields")->inputs().size());
        for (const auto& [name, value] : edits) {
            Graph edited = graph;
            edited.nodes["f"].inputs[name] = value;
            QVERIFY2(seen.insert(key(edited, "f")).second, name.c_str());
        }
        KeyOptions bf16, cuda;
        bf16.compute.dtype = "bf16";
        cuda.compute.device = "cuda:1";
        QVERIFY(seen.insert(key(graph, "f", bf16)).second);
        QVERIFY(seen.insert(key(graph, "f", cuda)).second);
    }

    void nothing_else_changes_the_key() {
        Graph graph;
        add(graph, "f", "toy.fields", {}, 2);
        const Key plain = key(graph, "f");
        Graph written;   // defaults written out, integers where numbers are meant, another id, other nodes, unknown keys
        add(written, "g", "toy.fields", {{"number", Json(1.5)}, {"integer", Json(7)}, {"seed", Json(0)}, {"choice", Json("one")}, {"tag", Json("")}}, 2);
        written.nodes["g"].unknown["colour"] = "red";
        add(written, "other", "toy.add");
        QCOMPARE(key(written, "g"), plain);
        written.nodes["g"].inputs["number"] = Json(2);
        Key two = key(written, "g");
        written.nodes["g"].inputs["number"] = Json(2.0);
        QCOMPARE(key(written, "g"), two);
        KeyOptions first, second;
        first.compute.device = "cuda:0";
        second.compute.device = "cuda:1";
        QCOMPARE(key(graph, "f", first), key(graph, "f", second));
    }

    void type_and_version_count() {
        Registry next;
        NodeDef add_2("toy.add", 2);
        for (const InputDecl& input : registry_.find("toy.add")->inputs()) add_2.in<double>(input.name).value(0);
        add_2.out<double>("sum");
        next.add(add_2);
        Graph old, fresh;
        add(old, "n", "toy.add");
        add(fresh, "n", "toy.add", {}, 2);
        const Program program = bind_graph(shared(fresh), next);
        QVERIFY(keys_of(program, {}).nodes[0] != key(old, "n"));
        QVERIFY(keys_of(program, {}).nodes[0]);
    }

    void wires_pass_changes_down() {
        Graph graph = toy_chain(5);
        const Key before = key(graph, "sum-1");
        graph.nodes["sum-5"].inputs["b"] = Json(2.0);
        QVERIFY(key(graph, "sum-1") != before);
        graph.nodes["sum-5"].inputs["b"] = Json(1.0);
        QCOMPARE(key(graph, "sum-1"), before);
    }

    void which_output_feeds_counts() {
        Registry two;
        NodeDef pair("toy.pair", 1);
        pair.out<double>("left");
        pair.out<double>("right");
        two.add(pair);
        two.add(*registry_.find("toy.add"));
        Graph graph;
        add(graph, "pair", "toy.pair");
        add(graph, "sum", "toy.add", {{"a", wire("pair", "left")}});
        Graph other = graph;
        other.nodes["sum"].inputs["a"] = wire("pair", "right");
        const Program left = bind_graph(shared(graph), two), right = bind_graph(shared(other), two);
        QVERIFY(keys_of(left, {}).nodes[left.find("sum")] != keys_of(right, {}).nodes[right.find("sum")]);
    }

    void equal_nodes_share_a_key() {
        Graph graph;
        add(graph, "a", "toy.add", {{"a", Json(3)}});
        add(graph, "b", "toy.add", {{"a", Json(3)}});
        QCOMPARE(key(graph, "a"), key(graph, "b"));
    }

    void a_bypassed_node_is_its_input() {
        Graph direct;
        add(direct, "a", "toy.count", {{"value", Json(3)}});
        add(direct, "c", "toy.count", {{"value", wire("a", "value")}});
        Graph with = direct;
        add(with, "b", "toy.count", {{"value", wire("a", "value")}, {"tag", Json("changed")}});
        with.nodes["b"].bypass = true;
        with.nodes["c"].inputs["value"] = wire("b", "value");
        QCOMPARE(key(with, "c"), key(direct, "c"));
        Graph literal;   // a bypassed node with a typed-in value passes that on
        add(literal, "b", "toy.count", {{"value", Json(9)}});
        literal.nodes["b"].bypass = true;
        add(literal, "c", "toy.count", {{"value", wire("b", "value")}});
        Graph typed;
        add(typed, "c", "toy.count", {{"value", Json(9)}});
        QCOMPARE(key(literal, "c"), key(typed, "c"));
    }

    void bypass_follows_the_declaration() {
        Graph graph;
        add(graph, "a", "toy.add", {{"a", Json(1)}});
        add(graph, "b", "toy.add", {{"a", Json(2)}});
        add(graph, "s", "toy.switch", {{"a", wire("a", "sum")}, {"b", wire("b", "sum")}});
        graph.nodes["s"].bypass = true;
        add(graph, "c", "toy.count", {{"value", wire("s", "value")}});
        Graph direct = graph;
        direct.nodes["c"].inputs["value"] = wire("b", "sum");
        QCOMPARE(key(graph, "c"), key(direct, "c"));
    }

    void a_bypass_with_nothing_to_pass_on() {
        Graph graph;
        add(graph, "clock", "toy.clock");
        graph.nodes["clock"].bypass = true;
        add(graph, "show", "toy.show", {{"value", wire("clock", "tick")}});
        add(graph, "f", "toy.fields", {{"extra", wire("clock", "tick")}}, 2);
        QCOMPARE(error(graph, "show").message, std::string("'value' gets nothing: 'clock' is bypassed and has nothing to pass on"));
        QCOMPARE(error(graph, "show").socket, std::string("value"));
        QVERIFY(key(graph, "f"));   // an optional input may stay empty
    }

    void what_a_muted_node_feeds_is_unconnected() {
        Graph graph;
        add(graph, "m", "toy.add", {{"a", Json(5)}});
        graph.nodes["m"].mute = true;
        graph.nodes["m"].bypass = true;   // goes after mute
        add(graph, "f", "toy.fields", {{"extra", wire("m", "sum")}, {"number", wire("m", "sum")}}, 2);
        add(graph, "show", "toy.show", {{"value", wire("m", "sum")}});
        add(graph, "loop", "toy.add", {{"a", wire("back", "sum")}});
        add(graph, "back", "toy.add", {{"a", wire("loop", "sum")}});
        graph.nodes["back"].mute = true;
        add(graph, "who", "toy.unheard_of");
        graph.nodes["who"].mute = true;
        Graph without;
        add(without, "f", "toy.fields", {}, 2);
        add(without, "loop", "toy.add");
        QVERIFY(key(graph, "f") && key(graph, "f") == key(without, "f"));
        QVERIFY(key(graph, "loop") && key(graph, "loop") == key(without, "loop"));
        QCOMPARE(error(graph, "show").message, std::string("'value' gets nothing: 'm' is muted"));
        QCOMPARE(error(graph, "show").socket, std::string("value"));
        QCOMPARE(bind_graph(shared(graph), registry_).errors.size(), std::size_t{1});
    }

    void impure_keys_never_repeat() {
        Graph graph;
        add(graph, "clock", "toy.clock");
        add(graph, "sum", "toy.add", {{"a", wire("clock", "tick")}});
        add(graph, "pure", "toy.add");
        QVERIFY(key(graph, "clock") != key(graph, "clock"));
        QVERIFY(key(graph, "sum") != key(graph, "sum"));
        QCOMPARE(key(graph, "pure"), key(graph, "pure"));
        const Program program = bind_graph(shared(graph), registry_);
        const Keys keys = keys_of(program, {});
        QVERIFY(keys.is_volatile[program.find("sum")]);
        QVERIFY(!keys.is_volatile[program.find("pure")]);
    }

    void files_count_by_content() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        FolderFiles files(root);
        FileDigests digests;
        const KeyOptions options{{}, &files, &digests};
        write(root / "one.txt", "hello");
        write(root / "two.txt", "hello");
        write(root / "three.txt", "jello");
        const auto file_key = [&](const char* name) {
            Graph graph;
            add(graph, "f", "toy.file", {{"file", Json(name)}});
            return key(graph, "f", options);
        };
        const Key before = file_key("one.txt");
        QVERIFY(before);
        QCOMPARE(file_key("two.txt"), before);
        QVERIFY(file_key("three.txt") != before);
        const auto tick = fs::last_write_time(root / "one.txt");
        write(root / "one.txt", "HELLO");
        fs::last_write_time(root / "one.txt", tick);   // same size, written in the same tick of the clock
        QVERIFY(file_key("one.txt") != before);
        write(root / "one.txt", "hello");
        QCOMPARE(file_key("one.txt"), before);
    }

    void a_recorded_hash_does_not_count() {
        QTemporaryDir folder;
        FileRoots files;
        files.models = {folder.path().toStdString()};
        write(files.models[0] / "here.txt", "hello");
        const auto file_key = [&](const Json& file) {
            Graph graph;
            add(graph, "f", "toy.file", {{"file", file}});
            return key(graph, "f", {{}, &files, nullptr});
        };
        const char* hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
        const Key before = file_key("here.txt");
        QVERIFY(before);
        QCOMPARE(file_key({{"name", "here.txt"}, {"sha256", hello}}), before);
        QCOMPARE(file_key({{"name", "there.txt"}, {"sha256", hello}}), before);
        QVERIFY(!file_key("there.txt"));
    }

    void large_files_count_by_samples() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        FolderFiles files(root);
        const KeyOptions options{{}, &files, nullptr};
        const fs::path path = root / "large";
        write(path, "head");
        fs::resize_file(path, (64 << 20) + 1000);
        const auto stamp = fs::last_write_time(path);
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("large")}});
        const Key before = key(graph, "f", options);
        QVERIFY(before);
        QCOMPARE(key(graph, "f", options), before);
        std::fstream(path, std::ios::in | std::ios::out | std::ios::binary) << "HEAD";   // the head is among the samples
        fs::last_write_time(path, stamp);
        QVERIFY(key(graph, "f", options) != before);
        std::fstream(path, std::ios::in | std::ios::out | std::ios::binary) << "head";
        fs::last_write_time(path, stamp);
        QCOMPARE(key(graph, "f", options), before);
        fs::last_write_time(path, stamp + std::chrono::seconds(1));
        QVERIFY(key(graph, "f", options) != before);
    }

    void folders_count_by_their_files() {
        QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        FolderFiles files(root);
        const KeyOptions options{{}, &files, nullptr};
        write(root / "model" / "unet" / "weights", "1");
        write(root / "model" / "config", "2");
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("model")}});
        const Key before = key(graph, "f", options);
        QVERIFY(before);
        write(root / "model" / ".hidden", "3");
        QCOMPARE(key(graph, "f", options), before);
        fs::rename(root / "model" / "unet", root / "model" / "vae");
        const Key moved = key(graph, "f", options);
        QVERIFY(moved != before);
        fs::rename(root / "model" / "vae", root / "model" / "unet");
        write(root / "model" / "unet" / "weights", "4");
        QVERIFY(key(graph, "f", options) != before);
    }

    void unreadable_files_block() {
        QTemporaryDir folder;
        FolderFiles files(folder.path().toStdString());
        Graph graph;
        add(graph, "f", "toy.file", {{"file", Json("missing.safetensors")}});
        const KeyOptions options{{}, &files, nullptr};
        QVERIFY(!key(graph, "f", options));
        const Error missing = error(graph, "f", options);
        QCOMPARE(missing.code, Code::bad_model);
        QCOMPARE(missing.message, std::string("'missing.safetensors' cannot be read: No such file or directory"));
        QCOMPARE(missing.node, std::string("f"));
        QCOMPARE(missing.socket, std::string("file"));
        QCOMPARE(error(graph, "f").code, Code::refused);   // no resolver
        FolderFiles devices("/dev");
        graph.nodes["f"].inputs["file"] = Json("null");
        QCOMPARE(error(graph, "f", {{}, &devices, nullptr}).message, std::string("'null' cannot be read: it is neither a file nor a folder"));
    }

    void a_file_named_by_a_node_is_not_trusted() {
        Graph graph;
        add(graph, "name", "toy.name", {{"text", Json("a")}});
        add(graph, "f", "toy.file", {{"file", wire("name", "file")}});
        QVERIFY(key(graph, "f"));
        QVERIFY(key(graph, "f") != key(graph, "f"));
    }

    void blocked_nodes_data() {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("range") << "b" << QByteArray("5000") << "5000 is outside -1000 to 1000";
        QTest::newRow("type") << "b" << QByteArray("\"five\"") << "expected a number and found \"five\"";
        QTest::newRow("no such node") << "b" << QByteArray("[\"ghost\", \"sum\"]") << "'b' is connected to 'ghost', which does not exist";
        QTest::newRow("no such output") << "b" << QByteArray("[\"a\", \"total\"]") << "'a' has no output 'total'";
        QTest::newRow("wrong type") << "b" << QByteArray("[\"blob\", \"blob\"]") << "'b' takes a number and is connected to a blob";
        QTest::newRow("no such input") << "c" << QByteArray("1") << "toy.add has no input 'c'";
    }
    void blocked_nodes() {
        QFETCH(QString, input);
        QFETCH(QByteArray, value);
        QFETCH(QString, words);
        Graph graph;
        add(graph, "a", "toy.add");
        add(graph, "blob", "toy.blob");
        const Json json = Json::parse(value.toStdString());
        add(graph, "n", "toy.add", {{input.toStdString(), json.is_array() ? wire(json[0], json[1]) : Input(json)}});
        add(graph, "after", "toy.add", {{"a", wire("n", "sum")}});
        QVERIFY(!key(graph, "n"));
        QVERIFY(!key(graph, "after"));
        QVERIFY(key(graph, "a"));
        QCOMPARE(QString::fromStdString(error(graph, "n").message), words);
        QCOMPARE(error(graph, "n").node, std::string("n"));
        QCOMPARE(error(graph, "n").socket, input.toStdString());
        QCOMPARE(error(graph, "after").message, std::string());   // it has done nothing wrong
    }

    void unknown_types_and_versions_block() {
        Graph graph;
        add(graph, "x", "toy.unheard_of");
        add(graph, "old", "toy.fields", {}, 1);
        add(graph, "new", "toy.add", {}, 3);
        add(graph, "show", "toy.show");
        QCOMPARE(error(graph, "x").message, std::string("there is no node type 'toy.unheard_of'"));
        QVERIFY(error(graph, "old").message.starts_with("this node is version 1 of toy.fields"));
        QCOMPARE(error(graph, "new").hint, std::string("Update Noiseloom, or replace the node."));
        QCOMPARE(error(graph, "show").message, std::string("'value' is not connected"));
    }

    void loops_block_themselves_and_what_follows() {
        Graph graph;
        add(graph, "a", "toy.add", {{"a", wire("c", "sum")}});
        add(graph, "b", "toy.add", {{"a", wire("a", "sum")}});
        add(graph, "c", "toy.add", {{"a", wire("b", "sum")}});
        add(graph, "after", "toy.add", {{"a", wire("b", "sum")}});
        add(graph, "before", "toy.add");
        graph.nodes["a"].inputs["b"] = wire("before", "sum");
        for (const char* on_loop : {"a", "b", "c"}) QCOMPARE(error(graph, on_loop).message, std::string("this node is part of a loop of wires"));
        QCOMPARE(error(graph, "after").message, std::string());
        QVERIFY(!key(graph, "after"));
        QVERIFY(key(graph, "before"));
    }

    void wires_convert() {
        Graph graph;
        add(graph, "blob", "toy.blob");
        add(graph, "length", "toy.length", {{"blob", wire("blob", "blob")}});
        add(graph, "sum", "toy.add", {{"a", wire("length", "length")}});   // an integer into a number
        QVERIFY(key(graph, "sum"));
        QVERIFY(output_key(graph, "sum") != key(graph, "sum"));
    }
};

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"
