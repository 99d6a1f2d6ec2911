// Pictures that were cut short are damaged, whatever the format's library makes of them.
#include <QTemporaryDir>
#include <QtTest>

#include "image/bytes.h"
#include "image/read.h"
#include "image/write.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

// Uncompressed, with its directory before the data, as many programs write it.
std::string plain_tiff(int side) {
    const auto entry = [](int tag, int type, std::uint64_t count, std::uint64_t value) {
        return to_bytes(static_cast<std::uint64_t>(tag), 2, Order::little) + to_bytes(static_cast<std::uint64_t>(type), 2, Order::little) +
               to_bytes(count, 4, Order::little) + to_bytes(value, 4, Order::little);
    };
    const auto size = static_cast<std::uint64_t>(side);
    constexpr int entries = 9, data_at = 8 + 2 + entries * 12 + 4;
    std::string file = "II*" + std::string(1, '\0') + to_bytes(8, 4, Order::little) + to_bytes(entries, 2, Order::little);
    file += entry(256, 3, 1, size) + entry(257, 3, 1, size) + entry(258, 3, 1, 8) + entry(259, 3, 1, 1) + entry(262, 3, 1, 1) + entry(273, 4, 1, data_at) +
            entry(277, 3, 1, 1) + entry(278, 3, 1, size) + entry(279, 4, 1, size * size);
    file += to_bytes(0, 4, Order::little);
    for (std::uint64_t i = 0; i < size * size; ++i) file += static_cast<char>(i % 251);
    return file;
}

}  // namespace

class CutShortTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    QString write(const QString& name, const std::string& bytes) const {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes.data(), static_cast<qint64>(bytes.size())) >= 0 ? file.fileName() : QString();
    }

  private slots:
    void is_damaged_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        const Image image = picture(64, 64, 3);
        for (const auto& [name, format] : {std::pair{"a.png", Format::png}, {"a.jpg", Format::jpeg}, {"a.webp", Format::webp}, {"a.tiff", Format::tiff}, {"a.exr", Format::exr}})
            QTest::newRow(name) << name << QByteArray::fromStdString(encode_image(image, format, {}).or_throw());
        QTest::newRow("directory first") << "b.tiff" << QByteArray::fromStdString(plain_tiff(64));
    }
    void is_damaged() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const std::string whole = bytes.toStdString();
        const auto good = read_image(write(name, whole).toStdString());
        QVERIFY2(good, good ? "" : good.error().message.c_str());
        for (const std::size_t size : {whole.size() / 2, whole.size() * 2 / 3}) {
            const auto cut = read_image(write(name, whole.substr(0, size)).toStdString());
            QVERIFY2(!cut, qPrintable(name + " of " + QString::number(size) + " bytes"));
            QCOMPARE(cut.error().code, Code::bad_image);
            QVERIFY2(cut.error().message.find("damaged") != std::string::npos, cut.error().message.c_str());
        }
    }

    // What other programs append, and a thumbnail's end inside a segment, change nothing.
    void more_behind_the_end_is_no_harm() {
        const std::string jpeg = encode_image(picture(16, 16, 3), Format::jpeg, {}).or_throw();
        const auto read = read_image(write("more.jpg", jpeg + "trailer \xff and more").toStdString());
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        std::string segment = "\xff\xe9" + to_bytes(2 + 4, 2, Order::big) + "\xff\xd9\xff\xd9";
        const std::string with_thumbnail = jpeg.substr(0, 2) + segment + jpeg.substr(2);
        QVERIFY(read_image(write("thumbnail.jpg", with_thumbnail).toStdString()));
        QVERIFY(!read_image(write("cut.jpg", with_thumbnail.substr(0, with_thumbnail.size() * 2 / 3)).toStdString()));
    }
};

QTEST_GUILESS_MAIN(CutShortTest)
#include "cut_short_test.moc"
