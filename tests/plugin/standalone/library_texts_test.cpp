// The node library and the templates in the files of translations: all of their texts, and none that they no longer have.
#include <QXmlStreamReader>
#include <QtTest>

#include "standalone/library_texts.h"
#include "standalone/nodes_backend.h"

using namespace noiseloom;

namespace {

std::map<std::string, std::set<std::string>> texts_of(const QString& name) {
    std::map<std::string, std::set<std::string>> texts;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) return texts;
    QXmlStreamReader xml(&file);
    std::string context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement()) continue;
        if (xml.name() == u"name") context = xml.readElementText().toStdString();
        else if (xml.name() == u"source") texts[context].insert(xml.readElementText().toStdString());
    }
    return texts;
}

}  // namespace

class LibraryTextsTest : public QObject {
    Q_OBJECT
  private Q_SLOTS:
    void every_text_of_nodes_and_templates_is_in_the_file() {
        const NodesBackend backend{std::filesystem::path()};
        const auto texts = library_texts(backend.registry(), NOISELOOM_SOURCE_DIR "/resources/templates");
        const std::set<std::string> wanted(texts.begin(), texts.end());
        auto kept = texts_of(QStringLiteral(NOISELOOM_SOURCE_DIR "/resources/translations/noiseloom_zh_CN.ts"));
        QVERIFY(wanted.size() > 500);
        for (const std::string& text : wanted) QVERIFY2(kept["nodes"].contains(text), qPrintable("missing, build the target translations: " + QString::fromStdString(text)));
        for (const std::string& text : kept["nodes"]) QVERIFY2(wanted.contains(text), qPrintable("no longer used, build the target translations: " + QString::fromStdString(text)));
    }
};

QTEST_MAIN(LibraryTextsTest)
#include "library_texts_test.moc"
