// The fields and picture inputs of a published workflow become arguments of a procedure, and what a script gave becomes what the
// application is told.
#include <QtTest>

#include "gimp/arguments.h"

using namespace noiseloom;

class ArgumentsTest : public QObject {
    Q_OBJECT

    static Published workflow() {
        Published made{"fill-selection", "Fill Selection", "", "fill-selection", {}, {}};
        made.fields = {{"prompt", "Prompt", "What to draw", "text.text", PublishedKind::text, "a red boat", {}, {}},
                       {"guidance-scale", "Guidance scale", "", "cfg.scale", PublishedKind::number, 4, Range{0, 30, 0.1}, {}},
                       {"steps", "Steps", "", "s.steps", PublishedKind::integer, 20, Range{1, 100, 1}, {}},
                       {"tile", "Tile", "", "s.tile", PublishedKind::toggle, true, {}, {}},
                       {"sampler", "Sampler", "", "s.kind", PublishedKind::choice, "ddim", {}, {"ddim", "euler"}},
                       {"seed", "Seed", "", "s.seed", PublishedKind::seed, "18446744073709551615", {}, {}},
                       {"curve", "Curve", "", "c.curve", PublishedKind::json, "{}", {}, {}}};
        made.inputs = {{"picture", "Picture", "load.file"}, {"mask", "Mask", "mask.file"}};
        return made;
    }
    static std::vector<std::string> names(const Published& of) {
        std::vector<std::string> all;
        for (const Argument& argument : arguments_of(of)) all.push_back(argument.name);
        return all;
    }

  private slots:
    void fields_come_first_then_layers_then_the_count() {
        const auto arguments = arguments_of(workflow());
        QCOMPARE(names(workflow()), (std::vector<std::string>{"prompt", "guidance-scale", "steps", "tile", "sampler", "seed", "curve", "mask-layer", "count"}));
        const std::vector<ArgumentKind> kinds{ArgumentKind::text, ArgumentKind::number, ArgumentKind::integer, ArgumentKind::flag, ArgumentKind::text, ArgumentKind::text, ArgumentKind::text, ArgumentKind::text, ArgumentKind::integer};
        for (std::size_t i = 0; i < kinds.size(); ++i) QCOMPARE(arguments[i].kind, kinds[i]);
        QCOMPARE(arguments[4].about, std::string("One of: ddim, euler."));
        QCOMPARE(arguments[1].range->high, 30.0);
        QCOMPARE(arguments.back().value, Json(1));
    }

    void without_fields_and_pictures_the_count_is_left() { QCOMPARE(names({"x", "X", "", "x", {}, {}}), std::vector<std::string>{"count"}); }

    void names_are_unique_and_begin_with_a_letter() {
        Published odd{"odd", "Odd", "", "odd", {}, {{"image", "", "a.file"}, {"image", "", "b.file"}}};
        for (const char* name : {"image", "run-mode", "3d", "count", "image-layer", "field-image", ""}) odd.fields.push_back({name, "", "", "n.x", PublishedKind::text, "", {}, {}});
        QCOMPARE(names(odd), (std::vector<std::string>{"field-image", "field-run-mode", "field-3d", "count", "image-layer", "field-field-image", "field-", "field-image-layer", "field-count"}));
    }

    void values_become_arguments_and_inputs() {
        Open open;
        set_arguments(open, arguments_of(workflow()), {"", 7.5, 12, 0, "euler", "5", "", "Mask 1", 3});
        QCOMPARE(open.arguments, (Json{{"prompt", ""}, {"guidance-scale", 7.5}, {"steps", 12}, {"tile", false}, {"sampler", "euler"}, {"seed", "5"}}));
        QCOMPARE(open.inputs, (Json{{"mask", "Mask 1"}}));
        QCOMPARE(open.count, 3);
    }

    void empty_texts_leave_what_has_no_empty_value() {
        Open open;
        set_arguments(open, arguments_of(workflow()), {"a", 1, 1, true, "", "", "", "", 1000});
        QCOMPARE(open.arguments, (Json{{"prompt", "a"}, {"guidance-scale", 1}, {"steps", 1}, {"tile", true}}));
        QCOMPARE(open.inputs, Json::object());
        QCOMPARE(open.count, 64);
    }
};

QTEST_GUILESS_MAIN(ArgumentsTest)
#include "arguments_test.moc"
