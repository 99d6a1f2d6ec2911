#include "core/json.h"

#include <QtTest>

using namespace noiseloom;

class JsonTest : public QObject {
    Q_OBJECT
  private slots:
    void reads_exact_numbers() {
        const auto json = parse_json(R"({"seed": 18446744073709551615, "two": 9007199254740993})");
        QVERIFY(json);
        QCOMPARE((*json)["seed"].get<std::uint64_t>(), UINT64_MAX);
        QCOMPARE((*json)["two"].get<std::int64_t>(), 9007199254740993);
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("duplicate key") << QByteArray(R"({"a": {"b": 1, "b": 2}})") << "the key 'b' stands twice in one object, at a";
        QTest::newRow("NUL byte") << QByteArray("{}\0{}", 5) << "NUL byte (byte 2)";
        QTest::newRow("trailing text") << QByteArray("{} x") << "not valid JSON";
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}") << "byte order mark";
        QTest::newRow("bad UTF-8") << QByteArray("{\"a\": \"\xff\"}") << "not valid JSON";
        QTest::newRow("huge number") << QByteArray(R"({"nodes": {"x": 1e999}})") << "at nodes.x";
        QTest::newRow("NaN") << QByteArray(R"({"a": NaN})") << "not valid JSON";
        QTest::newRow("deep") << QByteArray(1'000'000, '[') << "deeper than 64 levels";
        QTest::newRow("long text") << QByteArray("[\"") + QByteArray(2 << 20, 'x') + "\"]" << "longer than 1048576 bytes";
    }
    void refuses() {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto json = parse_json({text.data(), static_cast<std::size_t>(text.size())});
        QVERIFY(!json);
        const QString message = QString::fromStdString(json.error().message);
        QVERIFY2(message.contains(words), qPrintable(message));
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
