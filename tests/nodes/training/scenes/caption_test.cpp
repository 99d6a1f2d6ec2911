#include <QtTest>

#include <map>
#include <set>
#include <sstream>

#include "models/text/tokenizer_training.h"
#include "training/scenes/caption.h"

using namespace noiseloom;
using namespace noiseloom::scenes;

namespace {

constexpr std::uint64_t many = 4000;

// Words and commas.
std::vector<std::string> words_of(const std::string& text) {
    std::string spaced;
    for (const char c : text) spaced += c == ',' ? std::string(" ,") : std::string(1, c);
    std::istringstream stream(spaced);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::size_t place(const std::string& text, std::string_view word) {
    const auto words = words_of(text);
    return static_cast<std::size_t>(std::find(words.begin(), words.end(), word) - words.begin());
}

bool says(const std::string& text, std::string_view word) { return place(text, word) < words_of(text).size(); }

bool says_any(const std::string& text, std::initializer_list<const char*> phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) { return text.find(phrase) != std::string::npos; });
}

Scene scene_of(std::uint64_t seed) { return sample_scene(seed, {}); }

}  // namespace

class CaptionTest : public QObject {
    Q_OBJECT
  private slots:
    void prompts_say_everything_in_fixed_words_data() {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<int>("background");
        QTest::addColumn<int>("position");
        QTest::addColumn<QList<int>>("objects");
        QTest::newRow("all attributes") << "a large striped red cat in the centre at night" << 0 << 0 << QList<int>{9, 0, 1, 2};
        QTest::newRow("plain, medium") << "an orange boat at the top by the sea" << 3 << 3 << QList<int>{7, 1, 0, 1};
        QTest::newRow("left of") << "a small dotted blue fish to the left of a pink house on a white background" << 6 << 5
                                 << QList<int>{5, 4, 2, 0, 3, 6, 0, 1};
        QTest::newRow("above") << "an orange star above a small white gift in the snow" << 5 << 6 << QList<int>{0, 1, 0, 1, 11, 7, 0, 0};
    }
    void prompts_say_everything_in_fixed_words() {
        QFETCH(QString, prompt);
        QFETCH(int, background);
        QFETCH(int, position);
        QFETCH(QList<int>, objects);
        SceneLabels labels{background, position, {}};
        for (int i = 0; i < objects.size(); i += 4) labels.objects.push_back({objects[i], objects[i + 1], objects[i + 2], objects[i + 3]});
        QCOMPARE(QString::fromStdString(prompt_for(labels)), prompt);
    }

    void prompts_tell_labels_apart() {
        std::map<std::string, SceneLabels> seen;
        for (std::uint64_t seed = 0; seed < many; ++seed) {
            const SceneLabels labels = scenes::labels(scene_of(seed));
            const auto [place, is_new] = seen.emplace(prompt_for(labels), labels);
            QVERIFY2(is_new || place->second == labels, place->first.c_str());
        }
    }

    void full_captions_name_what_is_drawn() {
        for (std::uint64_t seed = 0; seed < many; ++seed) {
            const Scene scene = scene_of(seed);
            const std::string text = caption(scene, seed, 1);
            for (const SceneObject& object : scene.objects) {
                QVERIFY2(says(text, name_of(object.kind)) && says(text, name_of(object.colour)), text.c_str());
                if (object.pattern == Pattern::striped) QVERIFY2(says_any(text, {"striped", "stripy"}), text.c_str());
                if (object.pattern == Pattern::dotted) QVERIFY2(says_any(text, {"dotted", "spotted"}), text.c_str());
                if (object.size == Size::small) QVERIFY2(says_any(text, {"small", "little"}), text.c_str());
                if (object.size == Size::large) QVERIFY2(says_any(text, {"large", "big"}), text.c_str());
            }
            if (scene.position == Position::centre) QVERIFY2(says_any(text, {"in the centre", "in the middle"}), text.c_str());
            if (scene.position == Position::bottom) QVERIFY2(says_any(text, {"at the bottom", "near the bottom"}), text.c_str());
            if (scene.background == Background::desert) QVERIFY2(says_any(text, {"desert", "on the sand"}), text.c_str());
            if (scene.background == Background::black) QVERIFY2(says_any(text, {"black background"}), text.c_str());
        }
    }

    void captions_say_nothing_untrue() {
        for (std::uint64_t seed = 0; seed < many; ++seed) {
            const Scene scene = scene_of(seed);
            const std::string text = caption(scene, seed);
            const auto drawn = [&](auto matches) { return std::any_of(scene.objects.begin(), scene.objects.end(), matches); };
            for (const Kind kind : every<Kind>())
                QCOMPARE(says(text, name_of(kind)), drawn([&](const SceneObject& object) { return object.kind == kind; }));
            for (const Colour colour : every<Colour>()) {
                const bool is_wall = name_of(scene.background) == name_of(colour);
                if (says(text, name_of(colour)) && !is_wall && !(colour == Colour::green && says(text, "meadow")))
                    QVERIFY2(drawn([&](const SceneObject& object) { return object.colour == colour; }), text.c_str());
            }
        }
    }

    void relations_hold_from_either_side() {
        std::size_t turned = 0;
        for (std::uint64_t seed = 0; seed < many; ++seed) {
            const Scene scene = scene_of(seed);
            if (scene.objects.size() < 2 || scene.background == Background::night) continue;   // "under the stars"
            const std::string text = caption(scene, seed, 1);
            const bool first_comes_first = place(text, name_of(scene.objects[0].kind)) < place(text, name_of(scene.objects[1].kind));
            QCOMPARE(says_any(text, {"left of", " above ", " over "}), first_comes_first);
            QCOMPARE(says_any(text, {"right of", " below ", " under "}), !first_comes_first);
            turned += !first_comes_first;
        }
        QVERIFY(turned > 100);
    }

    void attributes_are_left_out_as_often_as_asked() {
        for (const double keep : {0.0, 0.5, 0.8, 1.0}) {
            int said = 0, all = 0;
            for (std::uint64_t seed = 0; seed < many; ++seed) {
                const Scene scene = scene_of(seed);
                if (scene.objects.size() > 1 || !is_landscape(scene.background) || scene.objects[0].colour == Colour::green) continue;
                said += says(caption(scene, seed, keep), name_of(scene.objects[0].colour));
                ++all;
            }
            const double margin = 4.5 * std::sqrt(keep * (1 - keep) * all);
            QVERIFY2(std::abs(said - keep * all) <= margin, qPrintable(QString("%1 of %2 at %3").arg(said).arg(all).arg(keep)));
        }
        const Scene scene{Background::sea, Position::left, {{Kind::star, Colour::orange, Pattern::dotted, Size::small}}, 0};
        const std::string least = caption(scene, 1, 0);
        QVERIFY2(least == "a star" || least == "a picture of a star" || least == "a drawing of a star", least.c_str());
    }

    void articles_are_right() {
        for (std::uint64_t seed = 0; seed < many; ++seed) {
            const std::string text = caption(scene_of(seed), seed);
            const auto words = words_of(text);
            for (std::size_t i = 0; i + 1 < words.size(); ++i) {
                const bool vowel = std::string_view("aeiou").find(words[i + 1].front()) != std::string_view::npos;
                if (words[i] == "a") QVERIFY2(!vowel, text.c_str());
                if (words[i] == "an") QVERIFY2(vowel, text.c_str());
            }
        }
    }

    void seeds_vary_the_words() {
        std::set<std::string> captions;
        for (std::uint64_t seed = 0; seed < 100; ++seed) captions.insert(caption(scene_of(5), seed));
        QVERIFY(captions.size() > 30);
        QCOMPARE(caption(scene_of(5), 9), caption(scene_of(5), 9));
    }

    void every_word_is_known() {
        const auto known = caption_words();
        QVERIFY(std::is_sorted(known.begin(), known.end()) && std::adjacent_find(known.begin(), known.end()) == known.end());
        std::set<std::string> unused(known.begin(), known.end());
        for (std::uint64_t seed = 0; seed < many; ++seed)
            for (const std::string& word : words_of(caption(scene_of(seed), seed))) {
                QVERIFY2(std::binary_search(known.begin(), known.end(), word), word.c_str());
                unused.erase(word);
            }
        QVERIFY2(unused.empty(), unused.empty() ? "" : unused.begin()->c_str());
    }

    // What the pack's tokenizer promises: a word a token, a caption in its context of 32 ids.
    void a_trained_tokenizer_takes_a_word_for_a_token() {
        const Tokenizer tokenizer = Tokenizer::from_files(train_tokenizer(caption_words(), {.length = 32}).or_throw()).or_throw();
        std::map<int, std::string> word_of;
        for (const std::string& word : caption_words()) word_of[*tokenizer.id_of(word + "</w>")] = word;
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            const std::string text = caption(scene_of(seed), seed);
            const std::vector<int> ids = tokenizer.ids(text);
            QVERIFY2(ids.size() <= tokenizer.length() - 2, text.c_str());
            std::vector<std::string> back;
            for (const int id : ids) back.push_back(word_of[id]);
            QCOMPARE(back, words_of(text));
        }
        QVERIFY(tokenizer.ids("zebra").size() > 1);
    }
};

QTEST_APPLESS_MAIN(CaptionTest)
#include "caption_test.moc"
