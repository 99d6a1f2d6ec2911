#include "core/node_def.h"

#include "toy_nodes.h"

#include <QtTest>

using namespace noiseloom;

class NodeDefTest : public QObject {
    Q_OBJECT
  private slots:
    void the_declaration_can_be_asked() {
        const NodeDef def = toy_blend();
        QVERIFY(def.type() == "toy.blend" && def.version() == 3 && def.title() == "Blend Pictures" && def.category() == "Toy");
        QCOMPARE(def.inputs().size(), std::size_t{6});
        QCOMPARE(def.input_index("scale"), std::size_t{2});
        QCOMPARE(def.input_index("nothing"), NodeDef::npos);
        QVERIFY(def.output("mean") == &def.outputs()[1] && !def.output("nothing"));
        const InputDecl& scale = *def.input("scale");
        QVERIFY(scale.value == 7.5 && scale.range->high == 30 && scale.type == &type_of<Curve>() && scale.doc == "How much.");
        QVERIFY(def.input("mode")->value == "mix");   // the first choice is the default
        QVERIFY(def.input("a")->value.is_null() && !def.input("a")->is_optional && def.input("b")->is_optional);
        QVERIFY(!def.is_impure() && toy_save().is_impure());
        QVERIFY(!def.has_lazy_inputs());
    }

    void bypass_takes_the_first_input_of_the_type_or_the_one_named() {
        NodeDef def = toy_blend();
        QVERIFY(def.bypass_input("picture") == "a");
        QVERIFY(def.bypass_input("mean").empty());
        QVERIFY(def.bypass_input("nothing").empty());
        def.bypass("picture", "b");
        QVERIFY(def.bypass_input("picture") == "b");
    }

    void upgrades_step_by_step() {
        NodeDef def("toy.steps", 3);
        def.upgrade(1, [](Json& inputs) { inputs["log"] = "1"; });
        def.upgrade(2, [](Json& inputs) { inputs["log"] = inputs["log"].get<std::string>() + "2"; });
        Json inputs = Json::object();
        QVERIFY(def.upgrade_inputs(1, inputs));
        QVERIFY(inputs["log"] == "12");
        QVERIFY(def.upgrade_inputs(3, inputs) && inputs["log"] == "12");
        QVERIFY(def.upgrade_inputs(4, inputs).error().message == "this node was saved by a newer Noiseloom (toy.steps@4)");
        QVERIFY(def.upgrade_inputs(0, inputs).error().message == "version 0 of toy.steps can no longer be read");
    }

    void fields_data() {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("words");   // of the error; empty: accepted
        const auto row = [](const char* input, const char* json, const char* words) { QTest::addRow("%s %s", input, json) << input << json << words; };
        row("seed", "18446744073709551615", "");
        row("seed", "-1", "expected a seed (a whole number from 0 to 2^64 - 1) and found -1");
        row("seed", "1.0", "expected a seed");
        row("seed", "18446744073709551616", "expected a seed");
        row("seed", "true", "expected a seed");
        row("size", "8", "");
        row("size", "7", "7 is outside 8 to 4096");
        row("size", "2147483648", "2147483648 is outside 8 to 4096");
        row("size", "64.0", "expected a whole number and found 64.0");
        row("size", "\"64\"", "expected a whole number and found \"64\"");
        row("size", "null", "expected a whole number and found null");
        row("size", "9223372036854775808", "expected a whole number below 2^63");
        row("scale", "30", "");
        row("scale", "-0.5", "-0.5 is outside 0 to 30");
        row("scale", "{\"curve\": [[0, 1], [0.5, 2]]}", "");
        row("scale", "{\"curve\": [[0, 1], [0.5, 31]]}", "31 is outside 0 to 30");
        row("scale", "{\"curve\": []}", "not a curve: it has no knots");
        row("scale", "{\"curve\": [[0, 1], [0, 2]]}", "not a curve: positions must rise from knot to knot");
        row("scale", "{\"curve\": [[0, 1], [1.5, 2]]}", "not a curve: a knot is outside 0 to 1");
        row("scale", "{\"curve\": [[0]]}", "not a curve: a knot must be [position, value]");
        row("scale", "{\"curve\": 1}", "not a curve: expected a number or");
        row("scale", "\"7\"", "not a curve");
        row("note", "\"\"", "");
        row("note", "5", "expected a text and found 5");
        row("mode", "\"add\"", "");
        row("mode", "\"Add\"", "'Add' is not one of the choices");
        row("mode", "1", "expected a word and found 1");
        row("clamp", "false", "");
        row("clamp", "0", "expected true or false and found 0");
        row("file", "\"a.png\"", "");
        row("file", "{\"name\": \"a\", \"sha256\": \"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"}", "");
        row("file", "{\"name\": \"a\", \"sha256\": \"00\"}", "expected a sha256 of 64 hex digits and found \"00\"");
        row("file", "{\"name\": \"a\", \"sha256\": \"xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}", "expected a sha256 of 64 hex digits");
        row("file", "{\"name\": \"a\", \"sha256\": 1}", "expected a sha256 of 64 hex digits");
        row("file", "{\"path\": \"a\"}", "expected a file name");
        row("file", "[]", "expected a file name and found []");
        row("a", "1", "'a' cannot be typed in; connect a picture");
    }
    void fields() {
        QFETCH(QString, input);
        QFETCH(QString, json);
        QFETCH(QString, words);
        const InputDecl* decl = nullptr;
        const std::vector<NodeDef> defs{toy_source(), toy_blend(), toy_save()};
        for (const NodeDef& def : defs)
            if (!decl) decl = def.input(input.toStdString());
        QVERIFY(decl);
        const auto value = parse_field(*decl, *parse_json(json.toStdString()));
        if (words.isEmpty()) {
            QVERIFY2(value, value ? "" : value.error().message.c_str());
            return;
        }
        QVERIFY(!value);
        QCOMPARE(value.error().code, Code::bad_workflow);
        QCOMPARE(QString::fromStdString(value.error().socket), input);
        QVERIFY2(QString::fromStdString(value.error().message).contains(words), value.error().message.c_str());
    }

    void field_errors_stay_short() {
        const NodeDef def = toy_source();
        const auto value = parse_field(*def.input("size"), Json(std::string(100'000, 'x')));
        QVERIFY(!value && value.error().message.size() < 200);
    }

    void values_know_type_and_bytes() {
        const Value number = Value::of(2.5);
        QVERIFY(number.is<double>() && !number.is<std::int64_t>() && number.as<double>() == 2.5 && number.bytes() == sizeof(double) && number.device() == "cpu");
        QVERIFY(!Value() && Value().bytes() == 0);
        QVERIFY(Value::of(Picture{3}).type().from_json == nullptr);
        QVERIFY(type_of<Seed>().to_json(Value::of(Seed{UINT64_MAX}).object()) == UINT64_MAX);
        QVERIFY((type_of<FileRef>().to_json(Value::of(FileRef{"a", "ff"}).object()) == Json{{"name", "a"}, {"sha256", "ff"}}));
        QVERIFY(type_of<FileRef>().to_json(Value::of(FileRef{"a", ""}).object()) == "a");
    }

    void the_registry_converts_plain_values() {
        const Registry registry = toy_registry();
        QVERIFY(registry.find("toy.blend") && !registry.find("toy.none"));
        QCOMPARE(registry.all().size(), std::size_t{4});
        QVERIFY(registry.all()[0]->type() == "toy.blend");
        QVERIFY(registry.accepts(type_of<std::int64_t>(), type_of<double>()));
        QVERIFY(!registry.accepts(type_of<double>(), type_of<std::int64_t>()));
        QVERIFY(!registry.accepts(type_of<Picture>(), type_of<Curve>()));
        QVERIFY(registry.convert(Value::of(std::int64_t{3}), type_of<Curve>()).as<Curve>().at(0.5) == 3);
        QVERIFY(registry.convert(Value::of(std::int64_t{3}), type_of<Seed>()).as<Seed>().number == 3);
        const Value same = Value::of(1.5);
        QVERIFY(registry.convert(same, type_of<double>()).object() == same.object());
        QVERIFY(!registry.convert(Value(), type_of<double>()));
    }

    void curves() {
        const Curve curve = *Curve::from_knots({{0.2, 1}, {0.6, 3}, {0.8, 2}});
        QCOMPARE(curve.at(0), 1.0);
        QCOMPARE(curve.at(0.2), 1.0);
        QCOMPARE(curve.at(0.4), 2.0);
        QCOMPARE(curve.at(0.7), 2.5);
        QCOMPARE(curve.at(1), 2.0);
        QVERIFY(!curve.is_flat() && curve.lowest() == 1 && curve.highest() == 3);
        QVERIFY(Curve(5).is_flat() && Curve(5).at(0.3) == 5);
        QVERIFY(Curve::from_knots({{0, std::nan("")}}).error().message.find("not finite") != std::string::npos);
        QVERIFY(Curve::from_knots({{std::nan(""), 0}}).error().message.find("outside 0 to 1") != std::string::npos);
        QVERIFY(Curve::from_knots(std::vector<std::pair<double, double>>(10'001)).error().message.find("more than 10000 knots") != std::string::npos);
        const Json json = ValueType<Curve>::to_json(curve);
        QVERIFY(ValueType<Curve>::from_json(json)->knots() == curve.knots());
        QVERIFY(ValueType<Curve>::to_json(Curve(2)) == 2.0);
    }
};

QTEST_GUILESS_MAIN(NodeDefTest)
#include "node_def_test.moc"
