// Puts every registered node through the same checks. A new node is covered by being registered.
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "core/curve.h"
#include "core/drawing.h"
#include "core/validate.h"
#include "core/workflow.h"
#include "diffusion/analytic.h"
#include "diffusion/latent.h"
#include "diffusion/observation.h"
#include "diffusion/scheduled_conditioning.h"
#include "diffusion/stepper.h"
#include "engine/keys.h"
#include "evaluation/features.h"
#include "image/images.h"
#include "image/region.h"
#include "library/nodes.h"
#include "library/optimise/zoom.h"
#include "models/autoencoder.h"
#include "models/classifier.h"
#include "models/clip_model.h"
#include "models/text/text_encoder.h"
#include "training/diffusion_clip/values.h"

using namespace noiseloom;

namespace {

// A node with one output of type T, standing for whatever could be wired to an input of that type.
template <class T>
void add_source(Registry& registry) {
    std::string type = "test." + std::string(ValueType<T>::name);
    std::replace(type.begin(), type.end(), ' ', '_');
    NodeDef n(type, 1);
    n.text("Source", "Test", "A source.");
    n.template in<std::int64_t>("which").value(0).doc("Which one.");
    n.template out<T>("out").doc("The value.");
    n.run([](Run&) -> Result<void> { return {}; });
    registry.add(std::move(n));
}

std::string source_for(const TypeInfo& type) {
    std::string name = "test." + std::string(type.name);
    std::replace(name.begin(), name.end(), ' ', '_');
    return name;
}

// Another value than the default that the input also takes; null if there is none.
Json another(const InputDecl& input) {
    const Json& now = input.value;
    std::vector<Json> candidates;
    if (input.type == &type_of<bool>()) candidates = {!now.get<bool>()};
    if (input.type == &type_of<std::string>()) candidates = {"another text"};
    if (input.type == &type_of<Choice>())
        for (const std::string& word : input.choices) candidates.push_back(word);
    if (input.type == &type_of<Drawing>()) candidates = {Json::parse(R"({"strokes": [{"points": [[0.5, 0.5]]}]})")};
    if (now.is_number_integer()) candidates = {now.get<std::int64_t>() + 8, now.get<std::int64_t>() - 8, now.get<std::int64_t>() + 1, now.get<std::int64_t>() - 1};
    if (now.is_number_float() || input.type == &type_of<Curve>()) candidates = {now.get<double>() + 0.5, now.get<double>() - 0.5, now.get<double>() * 2};
    for (const Json& candidate : candidates)
        if (candidate != now && parse_field(input, candidate)) return candidate;
    return {};
}

class FolderFiles : public FileResolver {
  public:
    explicit FolderFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind, const std::string&) override {
        if (file.name.empty()) return Error{Code::bad_workflow, "no file is chosen", "", "", "", ""};
        return folder_ / file.name;
    }

  private:
    std::filesystem::path folder_;
};

}  // namespace

class NodesTest : public QObject {
    Q_OBJECT

    Registry registry_;
    std::vector<std::string> types_;
    QTemporaryDir folder_;

    // The node with every wire-only input fed by a source of its own.
    Graph graph_with(const NodeDef& def) const {
        Graph graph;
        Node node{def.type(), def.version(), false, {}, Json::object()};
        for (const InputDecl& input : def.inputs()) {
            if (input.type->from_json) {
                if (input.type == &type_of<FileRef>() && input.file != FileKind::output) node.inputs[input.name] = Json("one.bin");
                continue;
            }
            const std::string id = "source-" + input.name;
            graph.nodes[id] = Node{source_for(*input.type), 1, false, {}, Json::object()};
            node.inputs[input.name] = Link{id, "out"};
        }
        graph.nodes["node-test"] = std::move(node);
        return graph;
    }

    Key key_of(const Graph& graph) {
        FolderFiles files(folder_.path().toStdString());
        const Program program = bind_graph(std::make_shared<const Graph>(graph), registry_);
        const Keys keys = keys_of(program, KeyOptions{{}, &files, nullptr});
        return keys.nodes[static_cast<std::size_t>(program.find("node-test"))];
    }

    void all_nodes() {
        QTest::addColumn<QString>("type");
        for (const std::string& type : types_) QTest::newRow(type.c_str()) << QString::fromStdString(type);
    }
    const NodeDef& def_of(const QString& type) const { return *registry_.find(type.toStdString()); }

  private slots:
    void initTestCase() {
        register_nodes(registry_);
        for (const NodeDef* def : registry_.all()) types_.push_back(def->type());
        QVERIFY(types_.size() > 20);
        add_source<Denoiser>(registry_);
        add_source<TextEncoder>(registry_);
        add_source<Autoencoder>(registry_);
        add_source<ClipModel>(registry_);
        add_source<Classifier>(registry_);
        add_source<Cutouts>(registry_);
        add_source<Zoom>(registry_);
        add_source<InvertedPictures>(registry_);
        add_source<TunedWeights>(registry_);
        add_source<ScheduledConditioning>(registry_);
        add_source<Guider>(registry_);
        add_source<Stepper>(registry_);
        add_source<Grid>(registry_);
        add_source<Trace>(registry_);
        add_source<Latent>(registry_);
        add_source<Images>(registry_);
        add_source<Mask>(registry_);
        add_source<Region>(registry_);
        add_source<Mixture>(registry_);
        add_source<Features>(registry_);
        add_source<Observation>(registry_);
        for (const char* name : {"one.bin", "two.bin"}) {
            QFile file(folder_.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(name) > 0);
        }
    }

    void is_documented_data() { all_nodes(); }
    void is_documented() {
        QFETCH(QString, type);
        const NodeDef& def = def_of(type);
        static const QRegularExpression type_form("^[a-z]+\\.[a-z0-9_]+$"), name_form("^[a-z][a-z0-9_]*$");
        QVERIFY(type_form.match(QString::fromStdString(def.type())).hasMatch());
        QVERIFY(!def.title().empty() && !def.category().empty());
        QVERIFY2(def.summary().ends_with('.'), "the summary is a sentence");
        QVERIFY(!def.outputs().empty() || def.is_impure());
        for (const InputDecl& input : def.inputs()) {
            QVERIFY2(input.doc.ends_with('.'), input.name.c_str());
            QVERIFY2(name_form.match(QString::fromStdString(input.name)).hasMatch(), input.name.c_str());
        }
        for (const OutputDecl& output : def.outputs()) QVERIFY2(output.doc.ends_with('.'), output.name.c_str());
    }

    void defaults_are_valid_data() { all_nodes(); }
    void defaults_are_valid() {
        QFETCH(QString, type);
        for (const InputDecl& input : def_of(type).inputs()) {
            if (input.value.is_null()) {
                QVERIFY2(!input.type->from_json || input.is_optional, (input.name + " has neither a default nor a need for a wire").c_str());
                continue;
            }
            const auto value = parse_field(input, input.value);
            QVERIFY2(bool(value), value ? "" : value.error().message.c_str());
            QCOMPARE(value->type().to_json(value->object()), input.value);
        }
    }

    void every_input_counts_in_the_key_data() { all_nodes(); }
    void every_input_counts_in_the_key() {
        QFETCH(QString, type);
        const NodeDef& def = def_of(type);
        const Graph base = graph_with(def);
        const Key key = key_of(base);
        QVERIFY2(bool(key), "the node can be keyed");
        if (!def.is_impure()) QCOMPARE(key_of(base), key);
        for (const InputDecl& input : def.inputs()) {
            Graph changed = base;
            Node& node = changed.nodes["node-test"];
            if (!input.type->from_json) {
                changed.nodes["source-" + input.name].inputs["which"] = Json(1);
            } else if (input.type == &type_of<FileRef>()) {
                node.inputs[input.name] = Json("two.bin");
            } else {
                const Json value = another(input);
                QVERIFY2(!value.is_null(), (input.name + " has no second value").c_str());
                node.inputs[input.name] = value;
            }
            QVERIFY2(key_of(changed) != key, input.name.c_str());
        }
    }

    void survives_a_file_data() { all_nodes(); }
    void survives_a_file() {
        QFETCH(QString, type);
        const Workflow workflow{graph_with(def_of(type)), Json::array(), Json::object(), Json::object()};
        const std::string text = write_workflow(workflow, &registry_);
        const auto read = read_workflow(text);
        QVERIFY2(bool(read), read ? "" : read.error().message.c_str());
        QCOMPARE(write_workflow(*read, &registry_), text);
        QCOMPARE(key_of(read->graph) == key_of(workflow.graph), !def_of(type).is_impure());
    }

    // tests/data/nodes/saved.json holds nodes as versions of the past saved them, every input written out:
    //     "guidance.cfg@1": { "saved": {"scale": 5.5, ...}, "now": {...} }
    // "now" is what today's version makes of them, where that is something else. Entries are added, with
    // every new version of a node, and never changed: such files are out in the world.
    void saved_nodes_can_be_read_data() { all_nodes(); }
    void saved_nodes_can_be_read() {
        QFETCH(QString, type);
        const NodeDef& def = def_of(type);
        QFile file(NOISELOOM_TEST_DATA "/nodes/saved.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Json all = parse_json(file.readAll().toStdString()).or_throw();
        for (int version = 1; version <= def.version(); ++version) {
            const std::string name = def.type() + "@" + std::to_string(version);
            if (!all.contains(name)) {
                QVERIFY2(version == def.version(), ("there is a newer version: saved.json lacks the entry of " + name).c_str());
                continue;
            }
            Json inputs = all[name]["saved"];
            const auto done = def.upgrade_inputs(version, inputs);
            QVERIFY2(bool(done), done ? "" : done.error().message.c_str());
            QCOMPARE(inputs, all[name].value("now", all[name]["saved"]));
            for (const auto& [input, value] : inputs.items()) {
                const InputDecl* decl = def.input(input);
                QVERIFY2(decl, (name + " had an input '" + input + "': without a new version and an upgrade, files that have it break").c_str());
                if (value.is_string() && value.get<std::string>().starts_with('@')) continue;   // a wire
                const auto read = parse_field(*decl, value);
                QVERIFY2(bool(read), read ? "" : (name + " " + input + ": " + read.error().message).c_str());
            }
        }
    }

    void errors_name_node_and_socket_data() { all_nodes(); }
    void errors_name_node_and_socket() {
        QFETCH(QString, type);
        const NodeDef& def = def_of(type);
        for (const InputDecl& input : def.inputs()) {
            Graph graph = graph_with(def);
            graph.nodes["node-test"].inputs[input.name] = Link{"nowhere-0000", "out"};
            const auto errors = validate(graph, registry_);
            QVERIFY(!errors.empty());
            QCOMPARE(errors.front().node, std::string("node-test"));
            QCOMPARE(errors.front().socket, input.name);
        }
    }

    void bypass_passes_an_input_of_the_same_type_data() { all_nodes(); }
    void bypass_passes_an_input_of_the_same_type() {
        QFETCH(QString, type);
        const NodeDef& def = def_of(type);
        for (const OutputDecl& output : def.outputs()) {
            const std::string through = def.bypass_input(output.name);
            if (through.empty()) continue;
            QVERIFY2(def.input(through) && def.input(through)->type == output.type, through.c_str());
            if (const InputDecl* same = def.input(output.name); same && same->type == output.type) QCOMPARE(through, output.name);
        }
    }
};

QTEST_GUILESS_MAIN(NodesTest)
#include "nodes_test.moc"
