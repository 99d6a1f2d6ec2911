#include "models/text/prompt.h"

#include <QtTest>

#include <cmath>
#include <random>

#include "text_data.h"

using namespace noiseloom;

namespace {

std::vector<PromptPiece> pieces_of(std::string_view text, Syntax syntax) { return parse_prompt(text, syntax).or_throw(); }

using Runs = std::vector<std::pair<std::string, double>>;

Runs runs_of(std::string_view text, Syntax syntax) {
    Runs runs;
    for (const PromptPiece& piece : pieces_of(text, syntax)) runs.emplace_back(piece.text, piece.weight);
    return runs;
}

bool equal(const Runs& got, const Json& want) {
    bool same = got.size() == want.size();
    for (std::size_t i = 0; same && i < got.size(); ++i)
        same = got[i].first == want[i][0] && std::abs(got[i].second - want[i][1].get<double>()) <= 1e-6 * std::abs(want[i][1].get<double>());
    return same;
}

}  // namespace

class PromptTest : public QObject {
    Q_OBJECT
  private slots:
    void weights_equal_the_originals() {
        const Json cases = read_json("text/syntax.json");
        for (const auto& [text, want] : cases["a1111"].items()) QVERIFY2(equal(runs_of(text, Syntax::a1111), want), text.c_str());
        for (const auto& [text, want] : cases["comfy"].items()) QVERIFY2(equal(runs_of(text, Syntax::comfyui), want), text.c_str());
    }

    void schedules_equal_the_original() {
        for (const auto& [text, want] : read_json("text/syntax.json")["schedules"].items()) {
            const PromptSchedule schedule = PromptSchedule::parse(text).or_throw();
            Json got = Json::array();
            for (const int end : schedule.ends(10)) got.push_back({end, schedule.at(end, 10)});
            QVERIFY2(got == want, (text + " became " + got.dump()).c_str());
            QCOMPARE(schedule.is_constant(), want.size() == 1 && want[0][1] == text);
        }
    }

    void parts_equal_the_original() {
        for (const auto& [text, want] : read_json("text/syntax.json")["and"].items()) {
            const std::vector<PromptPart> parts = split_and(text);
            QCOMPARE(parts.size(), want["flat"].size());
            for (std::size_t i = 0; i < parts.size(); ++i) {
                QCOMPARE(parts[i].text, want["flat"][i].get<std::string>());
                QCOMPARE(parts[i].weight, want["parts"][0][i][1].get<double>());
            }
        }
    }

    void plain_has_no_syntax() {
        QCOMPARE(runs_of("(a:1.5) [b] \\( BREAK", Syntax::plain), (Runs{{"(a:1.5) [b] \\( BREAK", 1.0}}));
    }

    // Where the originals fail, a decision of ours.
    void malformed_weights_are_text() {
        QCOMPARE(runs_of("(w:1.2.3)", Syntax::a1111), (Runs{{"w:1.2.3", 1.1}}));
        QCOMPARE(runs_of("(w:.)", Syntax::a1111), (Runs{{"w:.", 1.1}}));
        QCOMPARE(runs_of("(w:" + std::string(400, '9') + ")", Syntax::a1111).front().second, 1.1);   // beyond every double
        for (const char* word : {"inf", "nan", "-inf", "1e999", "1_0", "0x10", "+-1", ""})
            QCOMPARE(runs_of("(w:" + std::string(word) + ")", Syntax::comfyui), (Runs{{"w:" + std::string(word), 1.1}}));
        QCOMPARE(runs_of("(w: +1e-1 )", Syntax::comfyui), (Runs{{"w", 0.1}}));
    }

    void breaks_are_words_by_themselves() {
        const auto breaks = [](std::string_view text) {
            int count = 0;
            for (const PromptPiece& piece : pieces_of(text, Syntax::a1111)) count += piece.is_break;
            return count;
        };
        QCOMPARE(breaks("a BREAK b"), 1);
        QCOMPARE(breaks("BREAK BREAK"), 2);
        QCOMPARE(breaks("(a BREAK b:1.4)"), 1);   // A1111 encodes the word itself here
        QCOMPARE(breaks("aBREAK BREAKb BREAK_ break \xe7\x8c\xab" "BREAK"), 0);
        QCOMPARE(breaks("a,BREAK,b"), 1);
        QCOMPARE(pieces_of("a BREAK b", Syntax::comfyui).size(), std::size_t{1});
    }

    void pieces_know_their_origin() {
        for (const Syntax syntax : {Syntax::plain, Syntax::a1111, Syntax::comfyui}) {
            const std::string text = "a \\(x\\) (\xe7\x8c\xab:1.3), [b] BREAK ((c)) \\[d\\]";
            for (const PromptPiece& piece : pieces_of(text, syntax)) {
                QCOMPARE(piece.origin.size(), piece.text.size());
                for (std::size_t i = 0; i < piece.text.size(); ++i) QCOMPARE(text[piece.origin[i]], piece.text[i]);
            }
        }
    }

    void schedules_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("steps");   // at steps 1 to 4 of 4
        const auto row = [](const char* text, const QStringList& steps) { QTest::newRow(text) << QString(text) << steps; };
        row("[a:b:0.5]", {"a", "a", "b", "b"});
        row("[b:2]", {"", "", "b", "b"});
        row("[a::2]", {"a", "a", "", ""});
        row("[a:b:0]", {"b", "b", "b", "b"});
        row("[a:b:-1]", {"b", "b", "b", "b"});
        row("[a:b: 1 ]", {"a", "b", "b", "b"});
        row("[a:b:1e0]", {"a", "b", "b", "b"});
        row("[a|b|]x", {"ax", "bx", "x", "ax"});
        row("[[a|b]:c:2]", {"a", "b", "c", "c"});
        row("([a:b:2]:1.2)", {"(a:1.2)", "(a:1.2)", "(b:1.2)", "(b:1.2)"});
        row("[x] (y)", {"[x] (y)", "[x] (y)", "[x] (y)", "[x] (y)"});
        // Text that only looks like a schedule.
        row("[a:b]", {"[a:b]", "[a:b]", "[a:b]", "[a:b]"});
        row("[a:b:c:2]", {"[a:b:c:2]", "[a:b:c:2]", "[a:b:c:2]", "[a:b:c:2]"});
        row("[a:b:0.5", {"[a:b:0.5", "[a:b:0.5", "[a:b:0.5", "[a:b:0.5"});
        row("([a:b:2]", {"(a", "(a", "(b", "(b"});
        row("[a:b:2])", {"a)", "a)", "b)", "b)"});
        row("[(a:b:2]", {"[(a:b:2]", "[(a:b:2]", "[(a:b:2]", "[(a:b:2]"});
        row("\\[a:b:2\\]", {"\\[a:b:2\\]", "\\[a:b:2\\]", "\\[a:b:2\\]", "\\[a:b:2\\]"});
        row("a|[b:c:2]", {"a|[b:c:2]", "a|[b:c:2]", "a|[b:c:2]", "a|[b:c:2]"});
        row("[b:c:2]\\", {"[b:c:2]\\", "[b:c:2]\\", "[b:c:2]\\", "[b:c:2]\\"});
        row("[a|b:2]", {"[a|b:2]", "[a|b:2]", "[a|b:2]", "[a|b:2]"});
    }
    void schedules() {
        QFETCH(QString, text);
        QFETCH(QStringList, steps);
        const PromptSchedule schedule = PromptSchedule::parse(text.toStdString()).or_throw();
        for (int step = 1; step <= 4; ++step) QCOMPARE(QString::fromStdString(schedule.at(step, 4)), steps[step - 1]);
        QCOMPARE(schedule.ends(4).back(), 4);
    }

    void schedules_without_a_number_of_steps() {
        const PromptSchedule schedule = PromptSchedule::parse("[a:b:0.4][[c|d|e]:f:10] [::-1] [g:h:0.4]").or_throw();
        const PromptSwitches switches = schedule.switches();
        QCOMPARE(switches.fractions, (std::set<double>{0.4}));
        QCOMPARE(switches.steps, (std::set<double>{-1, 10}));
        QCOMPARE(switches.turns, (std::set<std::size_t>{3}));
        QCOMPARE(schedule.at({0.4, 10, 4}), std::string("ad  g"));
        QCOMPARE(schedule.at({0.5, 10, 5}), std::string("be  h"));
        QCOMPARE(schedule.at({0.4, 11, 0}), std::string("af  g"));
    }

    void takes_networks_out() {
        const MentionedText taken = take_mentions("a <lora:detail v2:0.8:1> b<hypernet:h> <x> < lora:y:1> <lora:> c", Syntax::a1111);
        QCOMPARE(taken.text, std::string("a  b <x> < lora:y:1> <lora:> c"));
        QCOMPARE(taken.mentions.size(), std::size_t{2});
        QCOMPARE(taken.mentions[0].kind, std::string("lora"));
        QCOMPARE(taken.mentions[0].name, std::string("detail v2"));
        QCOMPARE(taken.mentions[0].arguments, (std::vector<std::string>{"0.8", "1"}));
        QCOMPARE(taken.mentions[1].kind, std::string("hypernet"));
        QVERIFY(taken.mentions[1].arguments.empty());
        QCOMPARE(taken.source_byte(0), std::size_t{0});
        QCOMPARE(taken.source_byte(2), std::size_t{24});   // the blank after the first mention
        QCOMPARE(take_mentions("<lora:a:1>b", Syntax::a1111).text, std::string("b"));
        QCOMPARE(take_mentions("<lora:a:1>", Syntax::comfyui).text, std::string("<lora:a:1>"));
        QCOMPARE(take_mentions("<lora:a:1> embedding:b", Syntax::plain).mentions.size(), std::size_t{0});
    }

    void takes_embeddings_out() {
        const MentionedText taken = take_mentions("embedding:bad-hands, (embedding:easy.pt:1.2) myembedding:no embedding:last", Syntax::comfyui);
        QCOMPARE(taken.text, std::string(", (:1.2) myembedding:no "));
        QCOMPARE(taken.mentions.size(), std::size_t{3});
        QCOMPARE(taken.mentions[1].name, std::string("easy.pt"));
        QCOMPARE(taken.mentions[2].name, std::string("last"));
    }

    void deep_brackets_are_refused() {
        const auto words = [](const auto& result) { return result ? QString() : QString::fromStdString(result.error().message); };
        const std::string deepest = std::string(64, '(') + "a" + std::string(64, ')'), deeper = "(" + deepest + ")";
        for (const Syntax syntax : {Syntax::a1111, Syntax::comfyui}) {
            QVERIFY(parse_prompt(deepest, syntax));
            QCOMPARE(words(parse_prompt(deeper, syntax)), QString("The brackets of the prompt nest deeper than 64 levels."));
            QVERIFY(!parse_prompt(deeper, syntax).error().hint.empty());
        }
        QVERIFY(PromptSchedule::parse(deepest));
        QVERIFY(!PromptSchedule::parse(deeper));
        QVERIFY(std::abs(parse_prompt(deepest, Syntax::a1111)->front().weight - std::pow(1.1, 64)) < 1e-9);
    }

    // A million bytes each: an error or a result, soon.
    void hostile_texts_data() {
        QTest::addColumn<QByteArray>("unit");
        for (const char* unit : {"(", ")", "[", "]", "()", "[]", "(a", "a)", "[a|", "[a:", ":", ":1)", "|", "\\", "\\(", "<a:", "<lora:a:1>", "[a|b]",
                                 "[a:b:0.5]", "(a:1.1)", "BREAK", " BREAK ", "BREAK,", " AND ", "AND", "AND :1", "embedding:a ", "embedding:", " ", ": ", "(:"})
            QTest::newRow(unit) << QByteArray(unit);
        QTest::newRow("balanced") << QByteArray();
    }
    void hostile_texts() {
        QFETCH(QByteArray, unit);
        const QByteArray balanced = QByteArray(1'000'000, '(') + QByteArray(1'000'000, ')');
        const std::string text = (unit.isEmpty() ? balanced : unit.repeated(1'000'000 / unit.size())).toStdString();
        for (const Syntax syntax : {Syntax::plain, Syntax::a1111, Syntax::comfyui}) {
            const std::string kept = take_mentions(text, syntax).text;
            if (const auto pieces = parse_prompt(kept, syntax)) QVERIFY(syntax == Syntax::comfyui || !pieces->empty());
        }
        if (const auto schedule = PromptSchedule::parse(text))
            QVERIFY(schedule->at(20, 20).size() <= text.size() && schedule->ends(1000).back() == 1000);
        QVERIFY(!split_and(text).empty());
    }

    void survives_random_texts() {
        const char* atoms[] = {"(", "[", ")", "]", ":", "|", "\\", "a", " dog", "0.5", "3", ":1.3)", ":0.5]", "BREAK", " AND ",
                               "\xe7\x8c\xab", "\n", "\xff", "<lora:", ">", "embedding:x"};
        std::mt19937 random(3);
        for (int i = 0; i < 20000; ++i) {
            std::string text;
            for (unsigned n = random() % 16; n > 0; --n) text += atoms[random() % std::size(atoms)];
            for (const Syntax syntax : {Syntax::plain, Syntax::a1111, Syntax::comfyui}) {
                const MentionedText taken = take_mentions(text, syntax);
                QVERIFY(taken.source_byte(taken.text.size()) <= text.size());
                for (const PromptPiece& piece : pieces_of(taken.text, syntax)) QVERIFY(std::isfinite(piece.weight));
            }
            const PromptSchedule schedule = PromptSchedule::parse(text).or_throw();
            for (const int end : schedule.ends(7)) QVERIFY(schedule.at(end, 7).size() <= text.size());
            for (const PromptPart& part : split_and(text)) QVERIFY(std::isfinite(part.weight));
        }
    }

    void names_of_syntaxes() {
        QCOMPARE(syntax_of("comfyui").or_throw(), Syntax::comfyui);
        QCOMPARE(syntax_of("compel").error().message, std::string("There is no prompt syntax 'compel'."));
    }
};

QTEST_GUILESS_MAIN(PromptTest)
#include "prompt_test.moc"
