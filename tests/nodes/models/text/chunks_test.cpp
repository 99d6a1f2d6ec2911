#include "models/text/chunks.h"

#include <QtTest>

#include <numeric>

#include "text_data.h"

using namespace noiseloom;

namespace {

// "w w w ..." with one token a word.
std::string words(int count, const std::string& word = "a ") {
    std::string text;
    for (int i = 0; i < count; ++i) text += word;
    return text;
}

Chunks chunks_of(const std::string& text, Syntax syntax, std::size_t backtrack = 20) {
    static const Tokenizer tokenizer = tiny_tokenizer();
    ChunkRules rules;
    rules.syntax = syntax;
    rules.comma_backtrack = backtrack;
    return make_chunks(tokenizer, parse_prompt(text, syntax).or_throw(), rules).or_throw();
}

std::vector<std::size_t> used(const Chunks& chunks) {
    std::vector<std::size_t> out;
    for (const Chunk& chunk : chunks.list) out.push_back(chunk.used);
    return out;
}
using Sizes = std::vector<std::size_t>;

}  // namespace

class ChunksTest : public QObject {
    Q_OBJECT
  private slots:
    void every_window_has_its_own_frame() {
        const Tokenizer tokenizer = tiny_tokenizer();
        const Chunks chunks = chunks_of(words(80), Syntax::a1111);
        QCOMPARE(used(chunks), (Sizes{75, 5}));
        QCOMPARE(chunks.tokens, std::size_t{80});
        for (const Chunk& chunk : chunks.list) {
            QCOMPARE(chunk.ids.size(), std::size_t{77});
            QCOMPARE(chunk.weights.size(), std::size_t{77});
            QCOMPARE(chunk.ids.front(), tokenizer.start());
            QCOMPARE(chunk.ids[chunk.used + 1], tokenizer.end());
            QCOMPARE(chunk.ids.back(), tokenizer.padding());
        }
        QCOMPARE(chunks.list[1].begin, std::size_t{150});   // "a " times 75
    }

    void the_empty_prompt_is_one_window() {
        for (const Syntax syntax : {Syntax::plain, Syntax::a1111, Syntax::comfyui}) {
            const Chunks chunks = chunks_of("", syntax);
            QCOMPARE(used(chunks), Sizes{0});
            QCOMPARE(chunks.list[0].ids, empty_chunk(tiny_tokenizer(), 77).ids);
            QVERIFY(!chunks.list[0].has_weights());
        }
    }

    void plain_is_cut() {
        const Chunks chunks = chunks_of(words(80), Syntax::plain);
        QCOMPARE(used(chunks), Sizes{75});
        QCOMPARE(chunks.cut, std::size_t{5});
        QCOMPARE(chunks.tokens, std::size_t{80});
        QCOMPARE(chunks.list[0].ids.back(), tiny_tokenizer().end());
    }

    // A1111: a phrase that would be split moves into the next window with what follows its comma.
    void phrases_move_to_the_next_window() {
        QCOMPARE(used(chunks_of(words(60) + ", " + words(30), Syntax::a1111)), (Sizes{61, 30}));
        QCOMPARE(used(chunks_of(words(55) + ", " + words(30), Syntax::a1111)), (Sizes{56, 30}));      // 19 tokens back
        QCOMPARE(used(chunks_of(words(54) + ", " + words(30), Syntax::a1111)), (Sizes{75, 10}));      // 20 tokens back is too far
        QCOMPARE(used(chunks_of(words(60) + ", " + words(30), Syntax::a1111, 0)), (Sizes{75, 16}));   // switched off
        QCOMPARE(used(chunks_of(words(60) + ", " + words(14), Syntax::a1111)), Sizes{75});            // it fits
        QCOMPARE(used(chunks_of(words(74) + ", " + words(5), Syntax::a1111)), (Sizes{75, 5}));        // the comma is the last to fit
        QCOMPARE(used(chunks_of(words(75) + ", " + words(5), Syntax::a1111)), (Sizes{75, 6}));        // a comma itself does not go back
        QCOMPARE(used(chunks_of(words(60) + ", " + words(30), Syntax::comfyui)), (Sizes{75, 16}));    // not in ComfyUI
    }

    void break_starts_a_window() {
        QCOMPARE(used(chunks_of("a a BREAK a", Syntax::a1111)), (Sizes{2, 1}));
        QCOMPARE(used(chunks_of("a BREAK BREAK a", Syntax::a1111)), (Sizes{1, 0, 1}));
        QCOMPARE(used(chunks_of("a BREAK", Syntax::a1111)), Sizes{1});
        QCOMPARE(used(chunks_of("BREAK a", Syntax::a1111)), (Sizes{0, 1}));
        QCOMPARE(used(chunks_of("(a BREAK a:1.3)", Syntax::a1111)), (Sizes{1, 1}));
    }

    // ComfyUI: segments of fewer than 8 tokens stay whole.
    void short_segments_stay_whole() {
        QCOMPARE(used(chunks_of(words(70) + "(" + words(7) + ":1.2)", Syntax::comfyui)), (Sizes{70, 7}));
        QCOMPARE(used(chunks_of(words(70) + "(" + words(8) + ":1.2)", Syntax::comfyui)), (Sizes{75, 3}));
        QCOMPARE(used(chunks_of(words(200), Syntax::comfyui)), (Sizes{75, 75, 50}));
        QCOMPARE(used(chunks_of(words(75), Syntax::comfyui)), Sizes{75});
        QCOMPARE(used(chunks_of(words(75) + "(a)", Syntax::comfyui)), (Sizes{75, 1}));
    }

    void weights_follow_their_tokens() {
        for (const Syntax syntax : {Syntax::a1111, Syntax::comfyui}) {
            const Chunk chunk = chunks_of("a (a a:1.5) a", syntax).list[0];
            QCOMPARE(std::vector<float>(chunk.weights.begin(), chunk.weights.begin() + 6), (std::vector<float>{1, 1, 1.5f, 1.5f, 1, 1}));
            QVERIFY(chunk.has_weights());
        }
        // They move along with a phrase.
        const Chunks chunks = chunks_of(words(60) + ", " + words(14) + "(a a a:0.5)", Syntax::a1111);
        QCOMPARE(used(chunks), (Sizes{61, 17}));
        QVERIFY(!chunks.list[0].has_weights());
        QCOMPARE(chunks.list[1].weights[14], 1.f);
        QCOMPARE(chunks.list[1].weights[15], 0.5f);
    }

    void other_lengths() {
        const Tokenizer tokenizer = tiny_tokenizer();
        ChunkRules rules;
        rules.length = 32;
        const Chunks chunks = make_chunks(tokenizer, parse_prompt(words(40), Syntax::a1111).or_throw(), rules).or_throw();
        QCOMPARE(used(chunks), (Sizes{30, 10}));
        QCOMPARE(chunks.list[0].ids.size(), std::size_t{32});
    }

    void too_long_prompts_are_refused() {
        const Tokenizer tokenizer = tiny_tokenizer();
        for (const Syntax syntax : {Syntax::a1111, Syntax::comfyui}) {
            ChunkRules rules;
            rules.syntax = syntax;
            QVERIFY(make_chunks(tokenizer, parse_prompt(words(75 * 64), syntax).or_throw(), rules));
            const auto refused = make_chunks(tokenizer, parse_prompt(words(75 * 64 + 1), syntax).or_throw(), rules);
            QVERIFY(!refused);
            QCOMPARE(refused.error().message, std::string("The prompt is longer than 64 windows of 75 tokens."));
            QCOMPARE(refused.error().code, Code::bad_workflow);
        }
        QVERIFY(!make_chunks(tokenizer, parse_prompt(words(100'000, " BREAK "), Syntax::a1111).or_throw(), {}));
    }
};

QTEST_GUILESS_MAIN(ChunksTest)
#include "chunks_test.moc"
