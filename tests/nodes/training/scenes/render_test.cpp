#include <QtTest>

#include <array>
#include <cmath>
#include <set>

#include "training/scenes/objects.h"
#include "training/scenes/painter.h"
#include "training/scenes/render.h"

using namespace noiseloom::scenes;

namespace {

using Pixels = std::vector<std::uint8_t>;

Pixels drawn(const Scene& scene, int size = 128) {
    Pixels rgb(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 3);
    render(scene, size, rgb);
    return rgb;
}

Scene one(const SceneObject& object, Background background = Background::black) { return {background, Position::centre, {object}, 7}; }

SceneObject large(Kind kind, Colour colour = Colour::red, Pattern pattern = Pattern::plain) {
    return {kind, colour, pattern, Size::large, 0.5F, 0.5F, 0.36F, false};
}

std::array<int, 3> pixel(const Pixels& rgb, int size, float x, float y) {
    const auto column = static_cast<std::size_t>(x * static_cast<float>(size));
    const auto row = static_cast<std::size_t>(y * static_cast<float>(size));
    const std::size_t at = 3 * (row * static_cast<std::size_t>(size) + column);
    return {rgb[at], rgb[at + 1], rgb[at + 2]};
}

float squared_distance(const std::array<int, 3>& pixel, Rgb colour) {
    const auto part = [](int value, float other) { return std::pow(static_cast<float>(value) / 255 - other, 2.0F); };
    return part(pixel[0], colour.r) + part(pixel[1], colour.g) + part(pixel[2], colour.b);
}

Colour nearest_colour(const std::array<int, 3>& pixel) {
    const auto colours = every<Colour>();
    return *std::min_element(colours.begin(), colours.end(), [&](Colour a, Colour b) {
        return squared_distance(pixel, palette_of(a).base) < squared_distance(pixel, palette_of(b).base);
    });
}

// Pixels in which two pictures differ.
std::vector<std::size_t> differences(const Pixels& a, const Pixels& b) {
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < a.size() / 3; ++i)
        if (!std::equal(&a[3 * i], &a[3 * i] + 3, &b[3 * i])) at.push_back(i);
    return at;
}

// Which points of a grid over [-1, 1]² a kind's silhouette covers.
std::vector<bool> silhouette(Kind kind, bool mirrored) {
    constexpr std::size_t side = 96;
    std::vector<bool> mask;
    for (std::size_t y = 0; y < side; ++y) {
        std::array<float, side> row;
        const float step = 2.0F / side;
        const float flip = mirrored ? -1.0F : 1.0F;
        drawing_of(kind).silhouette.distances({{flip * (step / 2 - 1), (static_cast<float>(y) + 0.5F) * step - 1}, {flip * step, 0}}, row);
        for (const float distance : row) mask.push_back(distance < 0);
    }
    return mask;
}

double overlap(const std::vector<bool>& a, const std::vector<bool>& b) {   // intersection over union
    double both = 0, any = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += a[i] && b[i];
        any += a[i] || b[i];
    }
    return both / any;
}

}  // namespace

class RenderTest : public QObject {
    Q_OBJECT

    void kinds() {
        QTest::addColumn<int>("kind");
        for (const Kind kind : every<Kind>()) QTest::newRow(name_of(kind).data()) << static_cast<int>(kind);
    }

  private slots:
    void a_scene_always_looks_the_same() {
        for (std::uint64_t seed = 0; seed < 20; ++seed) QCOMPARE(drawn(sample_scene(seed, {})), drawn(sample_scene(seed, {})));
    }

    void scenes_look_different() {
        std::set<Pixels> pictures;
        for (std::uint64_t seed = 0; seed < 200; ++seed) pictures.insert(drawn(sample_scene(seed, {}), 32));
        QCOMPARE(pictures.size(), std::size_t{200});
    }

    void scenery_moves_what_is_not_said() {
        for (const Background background : every<Background>())
            QCOMPARE(drawn({background, Position::centre, {}, 1}) != drawn({background, Position::centre, {}, 2}), is_landscape(background));
    }

    void colours_are_what_they_are_called() {
        for (const Colour colour : every<Colour>()) {
            const Pixels picture = drawn(one(large(Kind::heart, colour)));
            QCOMPARE(name_of(nearest_colour(pixel(picture, 128, 0.5F, 0.5F))), name_of(colour));
        }
    }

    // A fifth of the square is a body in the kind's colour, or a stranger could not name it.
    void kinds_show_their_colour_data() { kinds(); }
    void kinds_show_their_colour() {
        QFETCH(int, kind);
        for (const Colour colour : every<Colour>()) {
            const SceneObject object = large(static_cast<Kind>(kind), colour);
            const Pixels picture = drawn(one(object));
            int hits = 0, all = 0;
            for (float y = 0.5F - object.radius; y < 0.5F + object.radius; y += 1 / 128.0F)
                for (float x = 0.5F - object.radius; x < 0.5F + object.radius; x += 1 / 128.0F) {
                    const auto here = pixel(picture, 128, x, y);
                    hits += nearest_colour(here) == colour && squared_distance(here, palette_of(colour).base) < 0.1F;
                    ++all;
                }
            QVERIFY2(hits * 5 > all, qPrintable(QString("%1: %2 of %3").arg(name_of(colour).data()).arg(hits).arg(all)));
        }
    }

    void patterns_show_data() { kinds(); }
    void patterns_show() {
        QFETCH(int, kind);
        const Pixels plain = drawn(one(large(static_cast<Kind>(kind))));
        const Pixels striped = drawn(one(large(static_cast<Kind>(kind), Colour::red, Pattern::striped)));
        const Pixels dotted = drawn(one(large(static_cast<Kind>(kind), Colour::red, Pattern::dotted)));
        constexpr std::size_t enough = 128 * 128 / 50;
        QVERIFY(differences(plain, striped).size() > enough);
        QVERIFY(differences(plain, dotted).size() > enough);
        QVERIFY(differences(striped, dotted).size() > enough);
    }

    void drawings_stay_in_their_square_data() { kinds(); }
    void drawings_stay_in_their_square() {
        QFETCH(int, kind);
        const auto [low, high] = drawing_of(static_cast<Kind>(kind)).silhouette.bounds();
        QVERIFY(low.x >= -1 && low.y >= -1 && high.x <= 1 && high.y <= 1);
        QVERIFY2(std::max(high.x - low.x, high.y - low.y) > 1.7F, "it fills its square one way");
        const SceneObject object{static_cast<Kind>(kind), Colour::red, Pattern::plain, Size::small, 0.4F, 0.6F, 0.15F, true};
        const float reach = object.radius * 1.25F + 1 / 128.0F;   // with its shadow
        for (const std::size_t at : differences(drawn(one(object)), drawn({Background::black, Position::centre, {}, 7}))) {
            const float x = (static_cast<float>(at % 128) + 0.5F) / 128, y = (static_cast<float>(at / 128) + 0.5F) / 128;
            QVERIFY(std::abs(x - object.x) < reach && std::abs(y - object.y) < reach);
        }
    }

    void silhouettes_differ() {
        for (const Kind a : every<Kind>())
            for (const Kind b : every<Kind>()) {
                if (a >= b) continue;
                const double most = std::max(overlap(silhouette(a, false), silhouette(b, false)), overlap(silhouette(a, false), silhouette(b, true)));
                QVERIFY2(most < 0.75, qPrintable(QString("%1 and %2: %3").arg(name_of(a).data(), name_of(b).data()).arg(most)));
            }
    }

    void a_mirrored_fish_looks_the_other_way() {
        SceneObject fish = large(Kind::fish, Colour::yellow);
        for (const bool mirrored : {false, true}) {
            fish.mirrored = mirrored;
            const Pixels picture = drawn(one(fish, Background::pink));
            const float eye = 0.5F + (mirrored ? -0.64F : 0.64F) * fish.radius;
            const auto seen = pixel(picture, 128, eye, 0.5F - 0.1F * fish.radius);
            QVERIFY(seen[0] < 80 && seen[1] < 80 && seen[2] < 90);   // the pupil
        }
    }

    // Halving a picture of 128 pixels gives that of 64, but for the corners of edges.
    void sizes_show_the_same() {
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            const Scene scene = sample_scene(seed, {});
            const Pixels fine = drawn(scene, 128), coarse = drawn(scene, 64);
            double difference = 0;
            for (std::size_t y = 0; y < 64; ++y)
                for (std::size_t i = 0; i < 64 * 3; ++i) {
                    const auto at = [&](std::size_t dy, std::size_t dx) { return fine[((2 * y + dy) * 128 + 2 * (i / 3) + dx) * 3 + i % 3]; };
                    difference += std::abs((at(0, 0) + at(0, 1) + at(1, 0) + at(1, 1)) / 4.0 - coarse[y * 64 * 3 + i]);
                }
            QVERIFY2(difference / (64 * 64 * 3) < 2, qPrintable(QString::number(difference / (64 * 64 * 3))));
        }
    }

    void any_size_can_be_drawn() {
        for (const int size : {1, 2, 63, 257, 600}) {
            Pixels rgb = drawn(sample_scene(3, {}), size);
            QCOMPARE(rgb.size(), std::size_t(size) * std::size_t(size) * 3);
        }
        const Pixels wide = drawn(one(large(Kind::heart)), 600);   // more than one line of the painter
        QCOMPARE(name_of(nearest_colour(pixel(wide, 600, 0.6F, 0.45F))), std::string_view("red"));
    }
};

QTEST_APPLESS_MAIN(RenderTest)
#include "render_test.moc"
