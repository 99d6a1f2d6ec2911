// Round trips through every format, the rules about names, and what a full disk leaves behind.
#include <csignal>
#include <filesystem>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>

#include "image/colour.h"
#include "image/metadata.h"
#include "image/read.h"
#include "image/transform.h"
#include "image/write.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

QByteArray words(const Error& error) { return QByteArray::fromStdString(to_string(error) + " " + error.details); }

const std::string unicode_text = "a lighthouse, 灯塔在暴风雨中, \xF0\x9F\x97\xBC\xF0\x9F\x8C\x8A\nNegative prompt: blurry <&> \"x\"\r\nSteps: 20, Sampler: Euler a, Seed: 1";

Texts long_texts() {
    std::string workflow = "{\"noiseloom\":1,\"text\":\"";
    while (workflow.size() < 500'000) workflow += "波 wave \xF0\x9F\x8C\x8A <&> ";
    return {{workflow_key, workflow + "\"}"}, {parameters_key, unicode_text}};
}

}  // namespace

#define REQUIRE(result) QVERIFY2(result, (result) ? "" : words((result).error()).constData())

class ImageFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;
    std::string path(const std::string& name) const { return folder_.filePath(QString::fromStdString(name)).toStdString(); }

  private slots:
    void round_trip_data() {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("bits");
        QTest::addColumn<int>("channels");
        QTest::addColumn<int>("channels_back");
        QTest::addColumn<int>("quality");
        QTest::addColumn<double>("tolerance");   // of any value
        const auto row = [](const char* extension, int bits, int channels, double tolerance, int back = 0, int quality = 95) {
            QTest::addRow("%s %d bits %d channels quality %d", extension, bits, channels, quality)
                << extension << bits << channels << (back ? back : channels) << quality << tolerance;
        };
        const double half = 0.501;   // rounding to integers
        for (const int channels : {1, 3, 4}) {
            for (const char* const extension : {"png", "tiff"}) {
                row(extension, 8, channels, half / 255);
                row(extension, 16, channels, half / 65535);
            }
            row("tiff", 32, channels, 1e-6);
            row("exr", 16, channels, 1e-3);   // half floats, divided by alpha
            row("exr", 32, channels, 1e-6);
        }
        row("webp", 8, 3, half / 255, 3, 100);
        row("webp", 8, 4, half / 255, 4, 100);
        row("webp", 8, 1, half / 255, 3, 100);
        row("webp", 8, 3, 0.4, 3, 95);
        row("webp", 8, 4, 0.4, 4, 95);
        row("jpg", 8, 3, 0.2);
        row("jpg", 8, 1, 0.2);
    }
    void round_trip() {
        QFETCH(QString, extension);
        QFETCH(int, bits);
        QFETCH(int, channels);
        QFETCH(int, channels_back);
        QFETCH(int, quality);
        QFETCH(double, tolerance);
        const Image image = picture(67, 45, channels, bits);
        WriteOptions options;
        options.quality = quality;
        options.texts = long_texts();
        const auto written = write_image(path("round." + extension.toStdString()), image, options);
        REQUIRE(written);
        const auto back = read_image(*written);
        REQUIRE(back);
        QCOMPARE(back->width, 67);
        QCOMPARE(back->height, 45);
        QCOMPARE(back->channels, channels_back);
        QCOMPARE(back->bits, bits);
        QVERIFY(back->color_space == ColorSpace::srgb);
        const Image expected = channels_back == 3 ? to_rgb(image) : image;
        const double largest = largest_difference(*back, expected);
        QVERIFY2(largest <= tolerance, qPrintable(QString("largest difference %1").arg(largest)));
        QVERIFY(mean_difference(*back, expected) <= std::min(tolerance, 0.02));
        QCOMPARE(back->metadata.at(workflow_key), options.texts[workflow_key]);
        QCOMPARE(QString::fromStdString(back->metadata.at(parameters_key)), QString::fromStdString(unicode_text));

        WriteOptions bare = options;
        bare.embed = false;
        const auto without = write_image(path("bare." + extension.toStdString()), image, bare);
        REQUIRE(without);
        const auto texts = read_metadata(*without);
        REQUIRE(texts);
        QVERIFY(!texts->contains(workflow_key) && !texts->contains(parameters_key));
        QVERIFY(contents(*without).find("lighthouse") == std::string::npos);
        const auto bare_back = read_image(*without);
        REQUIRE(bare_back);
        QVERIFY(same_pixels(*bare_back, *back));   // texts change no pixel
    }

    void jpeg_lays_alpha_on_white() {
        const auto written = write_image(path("alpha.jpg"), make_image(16, 16, 4, std::vector<float>(16 * 16 * 4, 0.0f)));
        REQUIRE(written);
        const auto back = read_image(*written);
        REQUIRE(back);
        QCOMPARE(back->channels, 3);
        QVERIFY(back->at(8, 8, 0) > 0.99f);
    }

    void colours_hidden_by_alpha_survive() {
        const Image image = make_image(2, 1, 4, {1, 0.5f, 0.25f, 0, 0.5f, 0.5f, 0.5f, 1});
        for (const char* const name : {"hidden.png", "hidden.tiff", "hidden.webp"}) {
            const auto written = write_image(path(name), image, {.quality = 100});
            REQUIRE(written);
            const auto back = read_image(*written);
            REQUIRE(back);
            QVERIFY2(largest_difference(*back, image) < 0.003, name);
        }
    }

    void linear_light_is_kept_on_request() {
        Image image = make_image(2, 1, 3, {0.18f, 4.0f, -0.25f, 0, 1, 0.5f});
        image.color_space = ColorSpace::linear;
        image.bits = 32;
        for (const char* const name : {"linear.exr", "linear.tiff"}) {
            const auto written = write_image(path(name), image);
            REQUIRE(written);
            const auto kept = read_image(*written, {.keep_linear = true});
            REQUIRE(kept);
            QVERIFY(kept->color_space == ColorSpace::linear);
            QCOMPARE(kept->bits, 32);
            QVERIFY(same_pixels(*kept, image));
            const auto encoded = read_image(*written);
            REQUIRE(encoded);
            QVERIFY(std::abs(encoded->at(0, 0, 0) - 0.46135613f) < 1e-6);   // 1.055 * 0.18^(1/2.4) - 0.055
            QVERIFY(encoded->at(0, 0, 1) > 1.8f);                           // brighter than white stays
            QVERIFY(largest_difference(to_linear(*encoded), image) < 1e-6);
        }
        const auto png = read_image(*write_image(path("linear.png"), image));
        REQUIRE(png);
        QVERIFY(std::abs(png->at(0, 0, 0) - 0.46135613f) < 0.5 / 65535);
    }

    void keeps_the_profile() {
        Image image = picture(8, 8, 3);
        // Little more than counts as a profile: length, class, colour space, signature, D50, one tag.
        std::string icc(152, '\0');
        icc[8] = 4;
        icc.replace(12, 12, "mntrRGB XYZ ");
        icc.replace(36, 4, "acsp");
        icc.replace(68, 12, std::string("\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d", 12));
        icc.replace(128, 24, std::string("\0\0\0\1cprt\0\0\0\x90\0\0\1\x48text\0\0\0\0", 24));
        for (unsigned i = 0; i < 320; ++i) icc += static_cast<char>(i * i * 2654435761u >> 24);   // libpng ignores profiles that deflate to almost nothing
        icc.replace(0, 4, std::string("\0\0\1\xd8", 4));
        image.icc = std::make_shared<const std::string>(icc);
        for (const char* const name : {"profile.png", "profile.jpg", "profile.tiff", "profile.webp"}) {
            const auto written = write_image(path(name), image, {.texts = {{parameters_key, "a cat"}}});
            REQUIRE(written);
            const auto back = read_image(*written);
            REQUIRE(back);
            QVERIFY2(back->icc && *back->icc == icc, name);
            QCOMPARE(back->metadata.at(parameters_key), std::string("a cat"));
        }
        // What libpng takes for a broken profile, and one of another kind, are left out.
        for (const std::string& bad : {icc.substr(0, 60) + std::string(412, 'x'), icc.substr(0, 16) + "GRAY" + icc.substr(20)}) {
            image.icc = std::make_shared<const std::string>(bad);
            const auto written = write_image(path("bad-profile.png"), image);
            REQUIRE(written);
            const auto back = read_image(*written);
            REQUIRE(back);
            QVERIFY(!back->icc);
        }
    }

    // Every name once: what this session wrote is not written over.
    void replaces_files_that_are_claimed() {
        const Image old = picture(4, 4, 3), first = picture(8, 8, 3), second = picture(6, 6, 3);
        for (const char* name : {"claim.png", "claim-2.png", "claim-3.png"}) REQUIRE(write_image(path(name), old, {.existing = Existing::replace}));
        std::filesystem::create_symlink(path("claim.png"), path("claim-4.png"));
        FileClaims claims;
        const WriteOptions options{.claims = &claims};
        QCOMPARE(write_image(path("claim.png"), first, options)->filename().string(), std::string("claim.png"));
        QCOMPARE(write_image(path("claim.png"), second, options)->filename().string(), std::string("claim-2.png"));
        QCOMPARE(read_image(path("claim.png"))->width, 8);
        QCOMPARE(read_image(path("claim-2.png"))->width, 6);
        QCOMPARE(read_image(path("claim-3.png"))->width, 4);
        QCOMPARE(write_image(path("claim-3.png"), second, options)->filename().string(), std::string("claim-3.png"));
        QCOMPARE(write_image(path("claim-4.png"), second, options)->filename().string(), std::string("claim-4-2.png"));   // a link stays
        QCOMPARE(read_image(path("claim.png"))->width, 8);
    }

    void bytes_in_memory() {
        const Image image = picture(20, 10, 3);
        const auto bytes = encode_image(image, Format::png, {.texts = {{parameters_key, "a cat"}}});
        REQUIRE(bytes);
        const auto back = read_image_bytes(*bytes);
        REQUIRE(back);
        QVERIFY(largest_difference(*back, image) <= 0.501 / 255);
        QCOMPARE(back->metadata.at(parameters_key), std::string("a cat"));
    }

    void equal_pictures_make_equal_files() {
        const Image image = picture(30, 20, 3, 16);
        for (const Format format : {Format::png, Format::jpeg, Format::webp}) {   // TIFF and EXR hold the date
            const auto first = encode_image(image, format, {.texts = {{parameters_key, "a cat"}}});
            const auto second = encode_image(image, format, {.texts = {{parameters_key, "a cat"}}});
            REQUIRE(first);
            REQUIRE(second);
            QVERIFY2(*first == *second, name_of(format).data());
        }
    }

    void values_load_as_they_were_saved() {
        Image image = picture(9, 7, 4, 16);
        image.icc = std::make_shared<const std::string>("profile");
        image.metadata = {{"parameters", "text"}};
        image.x = -20;
        image.y = 300;
        const std::string saved = ValueType<Image>::save(image);
        const auto loaded = ValueType<Image>::load(saved);
        REQUIRE(loaded);
        QVERIFY(same_pixels(**loaded, image));
        QCOMPARE((*loaded)->bits, 16);
        QCOMPARE(std::pair((*loaded)->x, (*loaded)->y), std::pair(-20, 300));
        QCOMPARE(*(*loaded)->icc, std::string("profile"));
        QVERIFY((*loaded)->metadata == image.metadata);
        for (std::size_t size = 0; size < saved.size(); size += 13) QVERIFY(!ValueType<Image>::load(std::string_view(saved).substr(0, size)));
        QVERIFY(!ValueType<Mask>::load(saved));
        QVERIFY(ValueType<Mask>::load(ValueType<Mask>::save(to_mask(image))));
    }

    void orientation_of_photos_is_applied() {
        // TIFF with orientation 6: what is stored as columns are the rows to show.
        const Image image = picture(12, 7, 3);
        auto tiff = encode_image(image, Format::tiff);
        REQUIRE(tiff);
        const std::string upright("\x12\x01\x03\x00\x01\x00\x00\x00\x01\x00", 10), turned("\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00", 10);
        const std::size_t at = tiff->find(upright);
        QVERIFY(at != std::string::npos);
        const auto back = read_image_bytes(tiff->replace(at, turned.size(), turned));
        REQUIRE(back);
        QCOMPARE(back->width, 7);
        QCOMPARE(back->height, 12);
        QVERIFY(std::abs(back->at(6, 0, 0) - image.at(0, 0, 0)) < 0.003);    // top left went to the top right
        QVERIFY(std::abs(back->at(0, 0, 1) - image.at(0, 6, 1)) < 0.003);    // bottom left to the top left
        QVERIFY(std::abs(back->at(0, 11, 0) - image.at(11, 6, 0)) < 0.003);  // bottom right to the bottom left
    }

    // --- names ---------------------------------------------------------------------------------

    void takes_the_next_free_number() {
        const Image image = picture(8, 8, 3);
        QCOMPARE(write_image(path("n.png"), image)->filename().string(), std::string("n.png"));
        QCOMPARE(write_image(path("n.png"), image)->filename().string(), std::string("n-2.png"));
        QCOMPARE(write_image(path("n.png"), image)->filename().string(), std::string("n-3.png"));
        put_contents(path("n.png"), "precious");
        QVERIFY(write_image(path("n.png"), image));
        QCOMPARE(contents(path("n.png")), std::string("precious"));
        const auto refused = write_image(path("n.png"), image, {.existing = Existing::refuse});
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Code::disk);
        QVERIFY(words(refused.error()).contains("exists already"));
        QCOMPARE(contents(path("n.png")), std::string("precious"));
        REQUIRE(write_image(path("n.png"), image, {.existing = Existing::replace}));
        QVERIFY(contents(path("n.png")).starts_with("\x89PNG"));
    }

    void refuses_odd_targets_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("message");
        QTest::newRow("no extension") << "picture" << "does not say which picture format";
        QTest::newRow("read-only format") << "picture.bmp" << "does not say which picture format";
        QTest::newRow("no folder") << "none/picture.png" << "cannot write";
        QTest::newRow("folder") << "folder.png" << "is not a regular file";
        QTest::newRow("pipe") << "pipe.png" << "is not a regular file";
        QTest::newRow("link to a device") << "device.png" << "is not a regular file";
    }
    void refuses_odd_targets() {
        QFETCH(QString, name);
        QFETCH(QString, message);
        std::filesystem::create_directories(path("folder.png"));
        ::mkfifo(path("pipe.png").c_str(), 0600);
        (void)!::symlink("/dev/null", path("device.png").c_str());
        const auto written = write_image(path(name.toStdString()), picture(4, 4, 3), {.existing = Existing::replace});
        QVERIFY(!written);
        QVERIFY2(words(written.error()).contains(message.toUtf8()), words(written.error()).constData());
    }

    void full_disk_leaves_the_old_file() {
        // A limit on file sizes fails like a full disk: a short write, then an error. The pixels go
        // through shared memory, which the limit counts as well, so a long text makes the file the larger.
        const Image image = picture(64, 64, 3);
        WriteOptions options{.existing = Existing::replace};
        REQUIRE(write_image(path("old.png"), image, options));
        const std::string old = contents(path("old.png"));
        const auto count = [&] { return std::distance(std::filesystem::directory_iterator(folder_.path().toStdString()), {}); };
        const auto files = count();
        options.texts = {{workflow_key, std::string(1 << 20, 'x')}};
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        for (const rlim_t limit : {100'000ul, 500'000ul, 1'048'576ul}) {
            const rlimit small{limit, before.rlim_max};
            ::setrlimit(RLIMIT_FSIZE, &small);
            const auto written = write_image(path("old.png"), image, options);
            ::setrlimit(RLIMIT_FSIZE, &before);
            QVERIFY(!written);
            QVERIFY(written.error().code == Code::disk);
            QVERIFY2(words(written.error()).contains("File too large"), words(written.error()).constData());
            QVERIFY(contents(path("old.png")) == old);
            QCOMPARE(count(), files);
        }
        REQUIRE(write_image(path("old.png"), image, options));
        QVERIFY(contents(path("old.png")).size() > 1 << 20);
    }

    void a_name_that_no_file_can_have_is_an_error() {
        QTemporaryDir folder;
        const auto written = write_image(folder.filePath(QString(300, 'a') + ".png").toStdString(), make_image(2, 2, 3, std::vector<float>(12, 0.5F)));
        QVERIFY(!written);
        QCOMPARE(written.error().code, Code::disk);
        QVERIFY(written.error().message.find("cannot be made") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(ImageFileTest)
#include "image_file_test.moc"
