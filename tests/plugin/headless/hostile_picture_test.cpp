// Pictures that carry workflows made to hurt (W12): they are told from pictures without one, in words that say
// what is wrong, without unpacking or reading what is too large.
#include "program.h"

#include <array>

using namespace noiseloom;

namespace {

QByteArray number(quint32 value) { return QByteArray::fromHex(QByteArray::number(value, 16).rightJustified(8, '0')); }

quint32 crc_of(const QByteArray& bytes) {   // of PNG
    static const auto table = [] {
        std::array<quint32, 256> made{};
        for (quint32 i = 0; i < 256; ++i) {
            made[i] = i;
            for (int bit = 0; bit < 8; ++bit) made[i] = made[i] >> 1 ^ (made[i] & 1 ? 0xedb88320u : 0);
        }
        return made;
    }();
    quint32 crc = 0xffffffff;
    for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ crc >> 8;
    return ~crc;
}

QByteArray chunk(const QByteArray& type, const QByteArray& data) { return number(static_cast<quint32>(data.size())) + type + data + number(crc_of(type + data)); }

const QByteArray workflow = json("{'noiseloom': 1, 'nodes': {'n': {'type': 'values.number@1'}}}");
const QByteArray keyword("noiseloom\0", 10);

// A real picture in two pieces, between which text chunks may stand.
struct Picture {
    QByteArray begin, end;
};
Picture scene() {
    QFile file(NOISELOOM_SOURCE_DIR "/resources/templates/scene.png");
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    constexpr int after_header = 33;
    return {bytes.left(after_header), bytes.mid(after_header)};
}

}  // namespace

class HostilePictureTest : public QObject {
    Q_OBJECT
  private slots:
    void bombs_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<qint64>("hole");      // bytes that follow and are not on the disk
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<int>("info_status");
        const Picture picture = scene();
        const auto row = [](const char* name, const QByteArray& file, const char* words, int info = 0, qint64 hole = 0) {
            QTest::newRow(name) << file << hole << QByteArray(words) << info;
        };
        const auto with = [&](const QByteArray& chunks) { return picture.begin + chunks + picture.end; };
        const QByteArray packed = qCompress(QByteArray(128 << 20, ' '), 1).mid(4);   // Qt puts the length in front
        row("zTXt of 128 MB", with(chunk("zTXt", keyword + '\0' + packed)), "a packed text is damaged, or unpacks to more than 8 MB or 100 times its size");
        row("iTXt of 128 MB", with(chunk("iTXt", keyword + QByteArray("\1\0\0\0", 4) + packed)), "a packed text is damaged, or unpacks to more than 8 MB");
        row("tEXt of 1 GB", picture.begin + number(1 << 30) + "tEXt" + keyword, "a text is larger than 8 MB", 5, 1 << 30);
        row("a million tEXt", with(chunk("tEXt", QByteArray("a\0b", 3)).repeated(1'000'000) + chunk("tEXt", keyword + workflow)), "it has more than 256 texts");
        row("cut", picture.begin + chunk("tEXt", keyword + workflow).left(40), "the file is cut short", 5);
        row("checksum", with(chunk("tEXt", keyword + workflow).chopped(1) + '!'), "the checksum of a text is wrong");
        row("length 2^31", with(number(1u << 31) + "tEXt" + keyword + workflow), "a chunk claims to be larger than PNG allows", 5);
    }
    void bombs() {
        QFETCH(QByteArray, file);
        QFETCH(qint64, hole);
        QFETCH(QByteArray, words);
        QFETCH(int, info_status);
        Workplace place;
        place.limit(RLIMIT_AS, rlim_t{3} << 30);   // LibTorch alone takes one of address space
        place.write("bomb.png", file);
        if (hole > 0) QVERIFY(QFile::resize(place.path("bomb.png"), file.size() + hole));
        const Outcome run = place.run({"run", "bomb.png"});
        QVERIFY2(run.status == 3, shown(run));
        QVERIFY2(run.err.contains("bomb.png is a picture without an embedded workflow that can be read: " + words), shown(run));
        const Outcome info = place.run({"info", "bomb.png"});
        QVERIFY2(info.status == info_status, shown(info));
        QVERIFY2(info_status == 0 ? info.out.contains("128 x 128") && info.out.contains("not all of its texts can be read: " + words)
                                  : info.err.contains("'bomb.png' is damaged"), shown(info));
    }

    void of_several_workflows_the_first_counts() {
        const Picture picture = scene();
        const Workplace place;
        place.write("two.png", picture.begin + chunk("tEXt", keyword + workflow) + chunk("tEXt", keyword + "{}") + picture.end);
        QVERIFY(place.run({"fmt", "two.png"}).out.contains("values.number@1"));
    }

    void a_picture_cut_after_its_workflow_still_carries_it() {
        const Picture picture = scene();
        const Workplace place;
        place.write("cut.png", picture.begin + chunk("tEXt", keyword + workflow) + picture.end.left(100));
        QVERIFY(place.run({"fmt", "cut.png"}).out.contains("values.number@1"));
    }
};

QTEST_GUILESS_MAIN(HostilePictureTest)
#include "hostile_picture_test.moc"
