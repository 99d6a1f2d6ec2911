#include <QtTest>

#include "training/scenes/scene_options.h"

using namespace noiseloom;
using namespace noiseloom::scenes;

class SceneOptionsTest : public QObject {
    Q_OBJECT
  private slots:
    void nothing_said_is_the_whole_task() {
        const SceneOptions options = scene_options(Json::object()).or_throw();
        QCOMPARE(options.kinds.size(), std::size_t{12});
        QCOMPARE(options.colours.size(), std::size_t{8});
        QCOMPARE(options.positions.size(), std::size_t{5});
        QCOMPARE(options.two_objects, 0.3);
        QVERIFY(check(SceneOptions{}));
    }

    void members_are_read_by_name() {
        const SceneOptions options = scene_options(Json::parse(R"({"kinds": ["cat", "house"], "colours": ["red", "blue", "green"],
            "patterns": ["dotted", "plain"], "sizes": ["small", "large"], "positions": ["centre", "top"], "relations": ["left of"],
            "backgrounds": ["sea"], "plain": 0.1, "centre": 0.2, "landscape": 1, "two_objects": 0.4, "mirrored": 0})")).or_throw();
        QVERIFY((options.kinds == std::vector{Kind::cat, Kind::house}));
        QVERIFY((options.colours == std::vector{Colour::red, Colour::blue, Colour::green}));
        QVERIFY((options.patterns == std::vector{Pattern::dotted, Pattern::plain}));
        QVERIFY((options.sizes == std::vector{Size::small, Size::large}));
        QVERIFY((options.positions == std::vector{Position::centre, Position::top}));
        QVERIFY((options.relations == std::vector{Position::left_of}));
        QVERIFY((options.backgrounds == std::vector{Background::sea}));
        QCOMPARE(options.plain, 0.1);
        QCOMPARE(options.centre, 0.2);
        QCOMPARE(options.landscape, 1.0);
        QCOMPARE(options.two_objects, 0.4);
        QCOMPARE(options.mirrored, 0.0);
    }

    void mistakes_are_named_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("hint");
        const auto row = [](const char* json, const char* words, const char* hint) { QTest::newRow(json) << QByteArray(json) << QString(words) << QString(hint); };
        row("[]", "they must be an object", "two_objects");
        row(R"({"kind": ["cat"]})", "there is no 'kind'", "kinds, colours");
        row(R"({"kinds": "cat"})", "'kinds' must be a list of names", "star, heart");
        row(R"({"kinds": []})", "'kinds' is empty", "star, heart");
        row(R"({"kinds": ["cat", "dog"]})", "'kinds' cannot hold \"dog\"", "mushroom, cat");
        row(R"({"kinds": ["cat", "cat"]})", "'kinds' names 'cat' twice", "once");
        row(R"({"colours": [3]})", "'colours' cannot hold 3", "red, orange");
        row(R"({"positions": ["above"]})", "'positions' cannot hold \"above\"", "centre, left, right, top, bottom");
        row(R"({"relations": ["centre"]})", "'relations' cannot hold \"centre\"", "left of, above");
        row(R"({"plain": "often"})", "'plain' must be a number", "from 0 to 1");
        row(R"({"mirrored": 1.5})", "'mirrored' must be a probability", "from 0 to 1");
        row(R"({"landscape": -0.1})", "'landscape' must be a probability", "from 0 to 1");
        row(R"({"kinds": ["cat"]})", "only one kind is allowed", "'two_objects' to 0");
        row(R"({"colours": ["red"]})", "only one colour is allowed", "'two_objects' to 0");
        row(R"({"colours": ["white"], "two_objects": 0})", "no colour of 'colours' is left for the white background", "Allow another colour");
        row(R"({"colours": ["white", "red"]})", "no second colour of 'colours' is left for the white background", "'two_objects' to 0");
        row(R"({"sizes": ["large"]})", "two objects are never large", "'two_objects' to 0");
        row(R"({"sizes": ["large"], "two_objects": 0})", "large objects lie in the centre", "[\"centre\"]");
    }
    void mistakes_are_named() {
        QFETCH(QByteArray, json);
        QFETCH(QString, words);
        QFETCH(QString, hint);
        const auto options = scene_options(Json::parse(json.toStdString()));
        QVERIFY(!options);
        QCOMPARE(options.error().code, Code::usage);
        QVERIFY2(QString::fromStdString(options.error().message).contains(words), options.error().message.c_str());
        QVERIFY2(QString::fromStdString(options.error().hint).contains(hint), options.error().hint.c_str());
    }

    void a_first_lesson_is_possible() {
        QVERIFY(scene_options(Json::parse(R"({"kinds": ["cat"], "sizes": ["large"], "positions": ["centre"], "two_objects": 0})")));
        QVERIFY(scene_options(Json::parse(R"({"colours": ["white"], "backgrounds": ["night"], "two_objects": 0})")));
    }
};

QTEST_APPLESS_MAIN(SceneOptionsTest)
#include "scene_options_test.moc"
