#include <QtTest>

#include <cmath>

#include "training/scenes/caption.h"
#include "training/scenes/scene.h"

using namespace noiseloom::scenes;

namespace {

constexpr std::uint64_t many = 20'000;

std::vector<Scene> scenes_of(const SceneOptions& options, std::uint64_t count = many) {
    std::vector<Scene> scenes;
    for (std::uint64_t seed = 0; seed < count; ++seed) scenes.push_back(sample_scene(seed, options));
    return scenes;
}

// Whether `hits` of `all` is a plausible outcome of `probability`: within 4.5 standard deviations (1 in 150,000).
bool is_share(std::size_t hits, std::size_t all, double probability) {
    const double n = static_cast<double>(all);
    return std::abs(static_cast<double>(hits) - n * probability) <= 4.5 * std::sqrt(n * probability * (1 - probability));
}

double background_share(Background background) { return is_landscape(background) ? 0.7 / 6 : 0.3 / 4; }

double colour_share(Colour colour) {
    double share = 0;
    for (const Background background : every<Background>()) {
        const auto allowed = [&](Colour other) { return !is_excluded(background, other); };
        const auto colours = every<Colour>();
        const auto count = std::count_if(colours.begin(), colours.end(), allowed);
        if (allowed(colour)) share += background_share(background) / static_cast<double>(count);
    }
    return share;
}

}  // namespace

class SceneTest : public QObject {
    Q_OBJECT

    const std::vector<Scene> scenes_ = scenes_of({});

    template <class Select>
    std::size_t count(Select select) const {
        return static_cast<std::size_t>(std::count_if(scenes_.begin(), scenes_.end(), select));
    }
    template <class Check>
    void for_objects(Check check) const {
        for (const Scene& scene : scenes_)
            for (const SceneObject& object : scene.objects) check(scene, object);
    }

  private slots:
    void a_seed_always_means_the_same_scene_data() {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<QString>("prompt");
        QTest::newRow("0") << quint64{0} << "a large purple tree in the centre in the desert";
        QTest::newRow("1") << quint64{1} << "a small dotted blue cat on the left in the snow";
        QTest::newRow("validation") << quint64{10'000'000} << "a small yellow house at the top in the desert";
        QTest::newRow("largest") << ~quint64{0} << "a red house on the right by the sea";
    }
    void a_seed_always_means_the_same_scene() {
        QFETCH(quint64, seed);
        QFETCH(QString, prompt);
        const Scene scene = sample_scene(seed, {});
        QCOMPARE(QString::fromStdString(prompt_for(labels(scene))), prompt);
        QCOMPARE(sample_scene(seed, {}).objects.front().x, scene.objects.front().x);
    }

    void everything_occurs_in_its_share() {
        const std::size_t two = count([](const Scene& scene) { return scene.objects.size() == 2; });
        QVERIFY(is_share(two, many, 0.3));
        for (const Kind kind : every<Kind>())
            QVERIFY2(is_share(count([&](const Scene& scene) { return scene.objects.front().kind == kind; }), many, 1.0 / 12), name_of(kind).data());
        for (const Colour colour : every<Colour>())
            QVERIFY2(is_share(count([&](const Scene& scene) { return scene.objects.front().colour == colour; }), many, colour_share(colour)),
                     name_of(colour).data());
        for (const Background background : every<Background>())
            QVERIFY2(is_share(count([&](const Scene& scene) { return scene.background == background; }), many, background_share(background)),
                     name_of(background).data());
        for (const Pattern pattern : every<Pattern>())
            QVERIFY(is_share(count([&](const Scene& scene) { return scene.objects.front().pattern == pattern; }), many,
                             pattern == Pattern::plain ? 0.55 : 0.225));
        for (const Position position : every<Position>()) {
            const std::size_t hits = count([&](const Scene& scene) { return scene.position == position; });
            if (is_relation(position)) QVERIFY(is_share(hits, two, 0.5));
            else QVERIFY(is_share(hits, many - two, position == Position::centre ? 0.4 : 0.15));
        }
        const auto is_central = [](const Scene& scene) { return scene.position == Position::centre; };
        for (const Size size : every<Size>())
            QVERIFY(is_share(count([&](const Scene& scene) { return is_central(scene) && scene.objects.front().size == size; }), count(is_central), 1.0 / 3));
    }

    void what_would_vanish_is_never_shown() {
        for_objects([](const Scene& scene, const SceneObject& object) { QVERIFY(!is_excluded(scene.background, object.colour)); });
        QVERIFY(is_excluded(Background::white, Colour::white) && !is_excluded(Background::snow, Colour::white));
    }

    void objects_lie_inside_the_picture() {
        for_objects([](const Scene&, const SceneObject& object) {
            for (const float at : {object.x, object.y}) QVERIFY(at - object.radius > 0 && at + object.radius < 1);
        });
    }

    void positions_are_where_the_words_say() {
        for (const Scene& scene : scenes_) {
            const SceneObject& object = scene.objects.front();
            const float dx = object.x - 0.5F;
            const float dy = object.y - 0.5F;
            const bool is_aside = std::max(std::abs(dx), std::abs(dy)) > 0.15F;
            if (scene.position == Position::centre) QVERIFY(std::max(std::abs(dx), std::abs(dy)) < 0.05F);
            if (scene.position == Position::left) QVERIFY(is_aside && dx < -std::abs(dy));
            if (scene.position == Position::right) QVERIFY(is_aside && dx > std::abs(dy));
            if (scene.position == Position::top) QVERIFY(is_aside && dy < -std::abs(dx));
            if (scene.position == Position::bottom) QVERIFY(is_aside && dy > std::abs(dx));
        }
    }

    void two_objects_differ_and_do_not_overlap() {
        for (const Scene& scene : scenes_) {
            QCOMPARE(scene.objects.size() == 2, is_relation(scene.position));
            if (scene.objects.size() == 1) continue;
            const SceneObject& a = scene.objects[0];
            const SceneObject& b = scene.objects[1];
            QVERIFY(a.kind != b.kind && a.colour != b.colour);
            const float gap = scene.position == Position::left_of ? b.x - a.x : b.y - a.y;
            QVERIFY(gap >= a.radius + b.radius);
            QVERIFY(std::abs(scene.position == Position::left_of ? b.y - a.y : b.x - a.x) < 0.1F);
        }
    }

    void sizes_do_not_overlap() {
        for (const Scene& scene : scenes_) {
            const SceneObject& object = scene.objects.front();
            if (object.size == Size::small) QVERIFY(object.radius < 0.17F);
            if (object.size == Size::medium) QVERIFY(object.radius > 0.19F && object.radius < 0.26F);
            if (object.size == Size::large) QVERIFY(object.radius > 0.32F);
        }
    }

    void labels_are_the_enumerations_numbers() {
        const Scene scene{Background::sea, Position::above, {{Kind::cat, Colour::pink, Pattern::dotted, Size::small}, {Kind::gift}}, 0};
        QCOMPARE(labels(scene), (SceneLabels{3, 6, {{9, 6, 2, 0}, {11, 0, 0, 1}}}));
    }

    void options_are_honoured() {
        SceneOptions options;
        options.kinds = {Kind::cat, Kind::house, Kind::fish};
        options.colours = {Colour::red, Colour::white};
        options.patterns = {Pattern::striped};
        options.sizes = {Size::small};
        options.positions = {Position::left, Position::top};
        options.relations = {Position::above};
        options.backgrounds = {Background::night, Background::black};
        options.landscape = 0.25;
        options.two_objects = 0.5;
        options.mirrored = 0;
        QVERIFY(check(options));
        std::size_t nights = 0, pairs = 0;
        for (const Scene& scene : scenes_of(options, 2000)) {
            nights += scene.background == Background::night;
            pairs += scene.objects.size() == 2;
            QVERIFY(scene.background == Background::night || scene.background == Background::black);
            QVERIFY(scene.position == Position::left || scene.position == Position::top || scene.position == Position::above);
            for (const SceneObject& object : scene.objects) {
                QVERIFY(object.kind == Kind::cat || object.kind == Kind::house || object.kind == Kind::fish);
                QVERIFY(object.colour == Colour::red || object.colour == Colour::white);
                QVERIFY(object.pattern == Pattern::striped && object.size == Size::small && !object.mirrored);
            }
        }
        QVERIFY(is_share(nights, 2000, 0.25));
        QVERIFY(is_share(pairs, 2000, 0.5));
    }
};

QTEST_APPLESS_MAIN(SceneTest)
#include "scene_test.moc"
