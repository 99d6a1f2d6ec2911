// What is said arrives as it was meant, and nothing that a broken peer says comes through.
#include <QtTest>

#include "host/messages.h"

using namespace noiseloom;

class MessagesTest : public QObject {
    Q_OBJECT

    static Json json(const char* text) { return Json::parse(QByteArray(text).replace('\'', '"').toStdString()); }
    template <class T>
    static void refuses(const Result<T>& read, const char* key) {
        QVERIFY2(!read, "taken");
        QCOMPARE(read.error().message.c_str(), (std::string("the other side sent no usable '") + key + "'").c_str());
    }
    static HostDocument some_document() {
        HostDocument document{"1", "Straße.xcf", 640, 480, {PixelLayout::graya, PixelSample::f16}, "AAEC", {}, HostRect{-3, 0, 10, 20}};
        document.layers.push_back({"4", "Group", LayerKind::group, "", true, true, false, 1, {0, 0, 640, 480}});
        document.layers.push_back({"5", "Sky", LayerKind::pixels, "4", false, false, true, 0.25, {-10, 20, 30, 40}});
        return document;
    }

  private slots:
    void a_document_arrives_as_it_is() {
        const HostDocument sent = some_document();
        const auto read = read_document(Json::parse(to_json(sent).dump()));
        QVERIFY(bool(read));
        QCOMPARE(to_json(*read).dump(), to_json(sent).dump());
        QVERIFY(read->format == sent.format);
        QVERIFY(read->selection == sent.selection);
        QCOMPARE(read->layers[1].parent, std::string("4"));
        QCOMPARE(read->layers[1].opacity, 0.25);
        QCOMPARE(read->active_layer(), read->find_layer("5"));
        QCOMPARE(read->find_layer("6"), nullptr);
    }

    void without_a_selection_there_is_none() {
        HostDocument sent = some_document();
        sent.selection.reset();
        QVERIFY(!to_json(sent).contains("selection"));
        QVERIFY(!read_document(to_json(sent))->selection);
    }

    void what_was_asked_for_arrives() {
        Open open{Purpose::run, "fill-selection", {{"prompt", "a \"red\" boat"}}, {{"image", "Sky"}}, 3, true, some_document()};
        const auto read = read_open(to_json(open));
        QVERIFY(bool(read));
        QCOMPARE(to_json(*read).dump(), to_json(open).dump());
        const Put put{"Fill", {{PutAs::replace, "a", {1, 2, 3, 4}, 1024, "5", "6", 2048, false}, {PutAs::image, "b", {0, 0, 1, 1}}}, HostRect{-1, -2, 3, 4}};
        QCOMPARE(to_json(*read_put(to_json(put))).dump(), to_json(put).dump());
        const Get get{PixelSource::layer, "5", {-1, -2, 3, 4}};
        QCOMPARE(to_json(*read_get(to_json(get))).dump(), to_json(get).dump());
        const Hello hello{1, "gimp", "GIMP", "2.10.34", "0.1.0", 4711, true, true};
        QCOMPARE(to_json(*read_hello(to_json(hello))).dump(), to_json(hello).dump());
    }

    void a_document_that_cannot_be_is_refused_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("no width") << QByteArray("/width") << QByteArray("0") << QByteArray("width");
        QTest::newRow("negative") << QByteArray("/height") << QByteArray("-1") << QByteArray("height");
        QTest::newRow("huge") << QByteArray("/width") << QByteArray("524289") << QByteArray("width");
        QTest::newRow("beyond 64 bits") << QByteArray("/width") << QByteArray("18446744073709551615") << QByteArray("width");
        QTest::newRow("fraction") << QByteArray("/width") << QByteArray("1.5") << QByteArray("width");
        QTest::newRow("text") << QByteArray("/width") << QByteArray("\"640\"") << QByteArray("width");
        QTest::newRow("layout") << QByteArray("/layout") << QByteArray("\"cmyk\"") << QByteArray("layout");
        QTest::newRow("sample") << QByteArray("/sample") << QByteArray("8") << QByteArray("sample");
        QTest::newRow("layers") << QByteArray("/layers") << QByteArray("{}") << QByteArray("layers");
        QTest::newRow("a layer") << QByteArray("/layers/0") << QByteArray("7") << QByteArray("layers");
        QTest::newRow("layer without id") << QByteArray("/layers/0/id") << QByteArray("\"\"") << QByteArray("id");
        QTest::newRow("kind") << QByteArray("/layers/0/kind") << QByteArray("\"vector\"") << QByteArray("kind");
        QTest::newRow("opacity") << QByteArray("/layers/0/opacity") << QByteArray("1.01") << QByteArray("opacity");
        QTest::newRow("far away") << QByteArray("/layers/0/x") << QByteArray("-1048577") << QByteArray("x");
        QTest::newRow("visible") << QByteArray("/layers/0/visible") << QByteArray("1") << QByteArray("visible");
        QTest::newRow("empty selection") << QByteArray("/selection/width") << QByteArray("0") << QByteArray("selection");
        QTest::newRow("selection") << QByteArray("/selection") << QByteArray("true") << QByteArray("selection");
        QTest::newRow("profile") << QByteArray("/profile") << QByteArray("[1]") << QByteArray("profile");
    }
    void a_document_that_cannot_be_is_refused() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, key);
        Json sent = to_json(some_document());
        sent[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        refuses(read_document(sent), key.constData());
    }

    void requests_that_cannot_be_are_refused() {
        refuses(read_document(json("[]")), "document");
        refuses(read_get(json("{'what': 'all', 'width': 1, 'height': 1}")), "what");
        refuses(read_get(json("{'what': 'merged', 'width': 0, 'height': 1}")), "width");
        refuses(read_get(json("{'what': 'layer', 'width': 1, 'height': 1}")), "layer");
        refuses(read_put(json("{'layers': 1}")), "layers");
        refuses(read_put(json("{'layers': [{'as': 'filter', 'width': 1, 'height': 1}]}")), "as");
        refuses(read_put(json("{'layers': [{'as': 'layer', 'width': 0, 'height': 1}]}")), "width");
        refuses(read_put(json("{'layers': [{'as': 'layer', 'width': 1, 'height': 1, 'offset': -1}]}")), "offset");
        refuses(read_put(json("{'canvas': {'x': 0, 'y': 0, 'width': 0, 'height': 5}}")), "canvas");
        Json open = to_json(Open{Purpose::form, "x", Json::object(), Json::object(), 1, false, some_document()});
        open["count"] = 65;
        refuses(read_open(open), "count");
        open["count"] = 1;
        open["arguments"] = Json::array();
        refuses(read_open(open), "arguments");
        open["arguments"] = Json::object();
        open["purpose"] = "spy";
        refuses(read_open(open), "purpose");
        open["purpose"] = "form";
        open["document"]["width"] = 0;
        refuses(read_open(open), "width");
        open.erase("document");
        refuses(read_open(open), "document");
        refuses(read_hello(json("{'protocol': -1}")), "protocol");
    }

    void unknown_keys_are_ignored() {
        Json sent = to_json(some_document());
        sent["colour of the frame"] = "green";
        sent["layers"][0]["blend"] = Json{{"mode", "dissolve"}};
        QVERIFY(bool(read_document(sent)));
    }

    void pixels_are_counted() {
        const PixelFormat colour{PixelLayout::bgra, PixelSample::u16}, gray{PixelLayout::gray, PixelSample::f32};
        QCOMPARE(colour.pixel_bytes(), 8u);
        QCOMPARE(colour.bytes({-5, -5, 3, 2}), 48u);
        QCOMPARE(gray.bytes({0, 0, 524288, 524288}), std::size_t{1} << 40);
        QVERIFY(united({0, 0, 2, 2}, {-1, 1, 2, 4}) == (HostRect{-1, 0, 3, 5}));
        QVERIFY(united({}, {3, 4, 1, 1}) == (HostRect{3, 4, 1, 1}));
    }
};

QTEST_GUILESS_MAIN(MessagesTest)
#include "messages_test.moc"
