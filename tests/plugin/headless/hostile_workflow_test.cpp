// Workflows made to hurt (W1 to W11): each is refused in words that say where, within the memory that a
// careful program needs, and never by a signal.
#include "program.h"

using namespace noiseloom;

namespace {

constexpr rlim_t gibibyte = rlim_t{1} << 30;

QByteArray workflow(const QByteArray& nodes) { return "{\"noiseloom\": 1, \"nodes\": {" + nodes + "}}"; }

// n0 <- n1 <- ... of values.number.
QByteArray chain(int length, const QByteArray& first = json("'value': 1")) {
    QByteArray nodes = json("'n0': {'type': 'values.number@1', ") + first + "}";
    for (int i = 1; i < length; ++i)
        nodes += ",\n\"n" + QByteArray::number(i) + json("': {'type': 'values.number@1', 'value': '@n") + QByteArray::number(i - 1) + ".value\"}";
    return nodes;
}

}  // namespace

class HostileWorkflowTest : public QObject {
    Q_OBJECT
  private slots:
    void refused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& text, const char* words) { QTest::newRow(name) << text << QByteArray(words); };
        const auto value = [](const QByteArray& literal) { return workflow(json("'a': {'type': 'values.number@1', 'value': ") + literal + "}"); };

        row("W1 self", workflow(json("'a': {'type': 'values.number@1', 'value': '@a.value'}")), "(node 'a', 'value')");
        row("W1 two", workflow(json("'a': {'type': 'values.number@1', 'value': '@b.value'}, 'b': {'type': 'values.number@1', 'value': '@a.value'}")), "the wires run in a circle: ");
        row("W1 long", workflow(chain(90'000, json("'value': '@n89999.value'"))), "the wires run in a circle: ");
        row("W2 nodes", workflow(chain(150'000)), "more than 100000");
        row("W2 bytes", "{\"noiseloom\": 1, \"nodes\": {}, \"pad\": [" + QByteArray(66 << 20, ' ') + "]}", "larger than 64 MiB");
        row("W4 unknown", workflow(json("'a': {'type': 'other.thing@3', 'x': 1}")), "other.thing");
        row("W4 newer", workflow(json("'a': {'type': 'values.number@7'}")), "newer");
        row("W4 no such input", workflow(json("'a': {'type': 'values.number@1', 'valeu': 1}")), "(node 'a', 'valeu')");
        row("W4 wire from nothing", workflow(json("'a': {'type': 'values.number@1', 'value': '@b.value'}")), "(node 'a', 'value')");
        row("W8 NaN", value("NaN"), "not valid JSON");
        row("W8 infinite", value("1e999"), "at nodes.a.value");
        row("W8 text", value("\"7\""), "(node 'a', 'value')");
        row("W8 true", value("true"), "(node 'a', 'value')");
        row("W8 array", value("[1]"), "(node 'a', 'value')");
        row("W8 fraction", workflow(json("'a': {'type': 'values.integer@1', 'value': 1.5}")), "(node 'a', 'value')");
        row("W8 large integer", workflow(json("'a': {'type': 'values.integer@1', 'value': 18446744073709551615}")), "(node 'a', 'value')");
        row("W8 negative seed", workflow(json("'a': {'type': 'values.seed@1', 'value': -1}")), "(node 'a', 'value')");
        row("W9 key twice", workflow(json("'a': {'type': 'values.number@1', 'value': 1, 'value': 2}")), "the key 'value' stands twice in one object, at nodes.a");
        row("W9 node twice", workflow(json("'a': {'type': 'values.number@1'}, 'a': {'type': 'values.text@1'}")), "the key 'a' stands twice in one object, at nodes");
        row("W9 id", workflow(json("'a b.c': {'type': 'values.number@1'}")), "not a node id: 'a b.c', at nodes");
        row("W9 long id", workflow("\"" + QByteArray(5000, 'a') + json("': {'type': 'values.number@1'}")), "not a node id: 'aaa");
        row("W5 NUL", workflow(json("'a': {'type': 'image.load@1', 'file': 'a\\u0000.png'}")), "a text contains a NUL character, at nodes.a.file");
        row("W9 NUL", "{\"noiseloom\": 1}" + QByteArray(1, '\0') + "{}", "NUL byte");
        row("W10 deep", QByteArray(1'000'000, '['), "deeper than 64 levels");
        row("W10 deep value", value(QByteArray(100, '[') + QByteArray(100, ']')), "at nodes.a.value");
        row("W10 text", value("\"" + QByteArray(2 << 20, 'x') + "\""), "longer than 1048576 bytes, at nodes.a.value");
        row("W10 array", value("[" + QByteArray("1,").repeated(2'000'000) + "1]"), "at nodes.a.value");
        row("no object", "[]", "");
        row("version", json("{'noiseloom': 99, 'nodes': {}}"), "99");
        row("empty", "", "");
    }
    void refused() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, words);
        Workplace place;
        place.limit(RLIMIT_AS, 3 * gibibyte);   // LibTorch alone takes one of address space
        place.limit(RLIMIT_STACK, 256 << 10);
        const Outcome outcome = place.run({"run", "-"}, text);
        QVERIFY2(outcome.status == 3, shown(outcome));
        QVERIFY2(outcome.err.contains(words), shown(outcome));
    }

    void standard_input_has_an_end() {
        const Outcome outcome = Workplace().run({"validate", "-"}, QByteArray((64 << 20) + 1, ' '));
        QVERIFY2(outcome.status == 3 && outcome.err.contains("standard input is larger than 64 MiB"), shown(outcome));
    }

    void large_but_honest() {   // W1 and W3
        Workplace place;
        place.limit(RLIMIT_STACK, 256 << 10);
        place.write("long.noiseloom", workflow(chain(90'000)));
        for (const char* command : {"validate", "plan", "fmt"}) {
            const Outcome outcome = place.run({command, "long.noiseloom"});
            QVERIFY2(outcome.status == 0, shown(outcome));
        }
        const Outcome outcome = place.run({"run", "-", "--target", "n9999", "--json"}, workflow(chain(10'000)));
        QVERIFY2(outcome.status == 0, shown(outcome));
        QCOMPARE(outcome.nodes("finished").size(), 10'000);
    }

    void unknown_things_are_kept() {   // W4, W8
        const QByteArray text = json("{'noiseloom': 1, 'extra': {'kept': [1, 2]}, 'nodes': {"
                                     "'a': {'type': 'other.thing@3', 'x': 1.5, 'y': '@b.value', 'deep': {'er': [null, true, 9007199254740993]}},"
                                     "'b': {'type': 'values.seed@1', 'value': 18446744073709551615, '_mine': 'kept'}}}");
        const Outcome outcome = Workplace().run({"fmt", "-"}, text);
        QVERIFY2(outcome.status == 0, shown(outcome));
        for (const char* kept : {"\"extra\"", "other.thing@3", "9007199254740993", "18446744073709551615", "@b.value", "\"_mine\": \"kept\""})
            QVERIFY2(outcome.out.contains(kept), kept);
        QCOMPARE(Workplace().run({"fmt", "-"}, outcome.out).out, outcome.out);
    }

    // W7: sizes past all sense are refused by their range or with an estimate, before they are allocated.
    void absurd_sizes() {
        const QByteArrayList numbers = {"2147483648", "-1", "0", "1e9", "1e300", "16385", "-9223372036854775808", "18446744073709551615", "0.5", "\"big\""};
        QByteArray nodes = json("'m': {'type': 'model.load@1'}");
        QByteArrayList places;
        for (const QByteArray input : {"width", "height", "count"})
            for (const QByteArray& number : numbers) {
                if (number == "0" && input != "count") continue;   // the model's own size
                const QByteArray id = "c" + QByteArray::number(places.size());
                nodes += ", \"" + id + json("\": {'type': 'latent.empty@1', 'model': '@m.model', '") + input + "\": " + number + "}";
                places.append("(node '" + id + "', '" + input + "')");
            }
        Workplace place;
        place.limit(RLIMIT_AS, 4 * gibibyte);
        const Outcome outcome = place.run({"run", "-"}, workflow(nodes));
        QCOMPARE(outcome.status, 3);
        for (const QByteArray& named : places) QVERIFY2(outcome.err.contains(named), named);
        QCOMPARE(outcome.err.count("noiseloom: "), places.size());
    }

    // W11: nothing that a workflow says reaches the terminal as a command.
    void text_stays_text() {
        const QByteArray evil = "\\u001b]0;owned\\u0007\\u001b[2J\\u009b31m\\r\\u0008\\u007f";
        Workplace place;
        place.write("w.noiseloom", "{\"noiseloom\": 1, \"about\": \"" + evil + "\", \"nodes\": {\"a\": {\"type\": \"" + evil + ".x@1\"}, " +
                                       "\"c\": {\"type\": \"sampling.schedule@1\", \"kind\": \"" + evil + "\", \"" + evil + "\": 1}, " +
                                       "\"l\": {\"type\": \"image.load@1\", \"file\": \"" + evil + "\"}}}");
        place.write("id.noiseloom", "{\"noiseloom\": 1, \"nodes\": {\"" + evil + "\": {\"type\": \"values.number@1\"}}}");
        place.write("key.noiseloom", "{\"noiseloom\": 1, \"nodes\": {\"a\": {\"" + evil + "\": 1, \"" + evil + "\": 2}}}");
        place.write("version.noiseloom", "{\"noiseloom\": \"" + evil + "\"}");
        place.write("raw\x1b[2J.noiseloom", "{");
        for (const QString& file : place.files())
            for (const char* command : {"run", "validate", "plan", "info", "fmt"}) {
                const Outcome outcome = place.run({command, file});
                QVERIFY2(outcome.status >= 0, shown(outcome));
                for (const QByteArray& text : {outcome.out, outcome.err})
                    for (qsizetype i = 0; i < text.size(); ++i) {
                        const auto c = static_cast<unsigned char>(text[i]);
                        const bool c1 = c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0;
                        QVERIFY2((c >= 0x20 || c == '\n') && c != 0x7f && !c1, qPrintable(QString(command) + " " + file + ": byte " + QString::number(i)));
                    }
            }
    }
};

QTEST_GUILESS_MAIN(HostileWorkflowTest)
#include "hostile_workflow_test.moc"
