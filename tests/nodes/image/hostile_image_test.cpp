// Damaged pictures by the thousand, and helpers that crash, hang or are not there: this process must
// survive all of it and say what happened.
#include <atomic>
#include <random>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>

#include "image/metadata.h"
#include "image/read.h"
#include "image/write.h"
#include "sandbox.h"
#include "pictures.h"

using namespace noiseloom;
using namespace noiseloom::test;

namespace {

std::string mutated(std::string file, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    switch (below(6)) {
        case 0: file.resize(below(file.size())); break;                                                // cut
        case 1: for (int i = 0; i < 4; ++i) file[below(file.size())] ^= static_cast<char>(1 << below(8)); break;
        case 2: file[below(std::min<std::size_t>(file.size(), 400))] = static_cast<char>(random()); break;   // headers
        case 3: {                                                                                      // a length or offset of all ones, or zero
            const std::size_t at = below(file.size() - 4);
            file.replace(at, 4, std::string(4, below(2) ? '\xff' : '\0'));
            break;
        }
        case 4: file.erase(below(file.size() / 2), 1 + below(file.size() / 2)); break;
        default: file.insert(below(file.size()), file.substr(below(file.size()), 1 + below(200))); break;
    }
    return file;
}

QString message(const Error& error) { return QString::fromStdString(to_string(error) + " " + error.details); }

}  // namespace

class HostileImageTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

    // Lets a shell script play the helper. It gets the socket as descriptor 3, as the real one does.
    void play_helper(const char* script) {
        const QString name = folder_.filePath("helper.sh");
        QFile::remove(name);
        QFile file(name);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray("#!/bin/sh\n") + script + "\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        file.close();
        qputenv("NOISELOOM_IMAGE_HELPER", name.toLocal8Bit());
    }

  private slots:
    void cleanup() { qunsetenv("NOISELOOM_IMAGE_HELPER"); }

    // These come first: the real helper, once started, stays.
    void a_missing_helper_is_named() {
        qputenv("NOISELOOM_IMAGE_HELPER", "/no/such/helper");
        const auto read = read_image_bytes("\x89PNG\r\n\x1a\n");
        QVERIFY(!read);
        QVERIFY2(message(read.error()).contains("noiseloom-image-helper, which decodes pictures, cannot be started"), qPrintable(message(read.error())));
    }

    void a_helper_that_ends_at_once_is_reported() {
        play_helper("exit 127");
        const auto read = read_image_bytes("\x89PNG\r\n\x1a\n");
        QVERIFY(!read);
        QVERIFY2(message(read.error()).contains("does not start"), qPrintable(message(read.error())));
    }

    void a_crash_is_a_damaged_picture() {
        play_helper("printf x >&3; sleep 0.2; kill -SEGV $$");
        const auto read = read_image_bytes("\x89PNG\r\n\x1a\n");
        QVERIFY(!read);
        QVERIFY(read.error().code == Code::bad_image);
        QVERIFY2(message(read.error()).contains("is damaged") && message(read.error()).contains("the decoder crashed"), qPrintable(message(read.error())));
        QVERIFY(!read.error().hint.empty());
    }

    void a_hang_is_a_damaged_picture() {
        play_helper("printf x >&3; sleep 1000");
        const auto read = read_image_bytes("\x89PNG\r\n\x1a\n", {.seconds = 0.1});
        QVERIFY(!read);
        QVERIFY(read.error().code == Code::bad_image);
        QVERIFY2(message(read.error()).contains("is damaged: it took too long to decode"), qPrintable(message(read.error())));
    }

    void the_real_helper_works_after_all_that() {
        warm_up_image_helper();
        const auto bytes = encode_image(picture(8, 8, 3), Format::png);
        QVERIFY2(bytes, bytes ? "" : qPrintable(message(bytes.error())));
        QVERIFY(read_image_bytes(*bytes));
    }

    void says_what_is_wrong_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << "is an empty file";
        QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html>") << "is a web page, not a picture that Noiseloom reads";
        QTest::newRow("pointer") << QByteArray("version https://git-lfs") << "is a Git LFS pointer, not a picture that Noiseloom reads";
        QTest::newRow("GIF") << QByteArray("GIF89a") << "is a GIF picture, not a picture that Noiseloom reads";
        QTest::newRow("noise") << QByteArray("abcdefghijklmnop") << "is not a picture that Noiseloom reads";
        QTest::newRow("signature only") << QByteArray("\x89PNG\r\n\x1a\n") << "is damaged";
        const auto ppm = [](const char* size) { return QByteArray("P6\n") + size + "\n255\nabc"; };
        QTest::newRow("too wide") << ppm("40000 10") << "is too large (40000 x 10";
        QTest::newRow("too many pixels") << ppm("32768 32768") << "is too large (32768 x 32768";
        QTest::newRow("far too wide") << ppm("2147483647 2147483647") << "too large";
        QTest::newRow("promised pixels are missing") << ppm("3000 3000") << "is damaged";
    }
    void says_what_is_wrong() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        const auto read = read_image_bytes({bytes.data(), std::size_t(bytes.size())});
        QVERIFY(!read);
        QVERIFY(read.error().code == Code::bad_image);
        QVERIFY2(message(read.error()).contains(words), qPrintable(message(read.error())));
    }

    void mutated_files_data() {
        QTest::addColumn<int>("format");
        for (const Format format : {Format::png, Format::jpeg, Format::webp, Format::tiff, Format::exr}) QTest::newRow(name_of(format).data()) << int(format);
    }
    void mutated_files() {
        QFETCH(int, format);
        constexpr int files = 500;
        std::mt19937 random(static_cast<unsigned>(format) + 1);
        std::vector<std::string> seeds;
        std::string icc(600, 'p');   // long enough to look like a profile, and one that most programs would keep
        icc.replace(0, 24, std::string("\0\0\2\x58\0\0\0\0\4\0\0\0mntrRGB XYZ ", 24));
        for (const int channels : {1, 3, 4}) {
            for (const int bits : {8, 16, 32}) {
                Image image = picture(40, 30, channels, bits);
                image.icc = std::make_shared<const std::string>(icc);
                const auto bytes = encode_image(image, Format(format), {.texts = {{workflow_key, "{\"noiseloom\":1}"}, {parameters_key, "a cat\nSteps: 1"}}});
                QVERIFY(bytes);
                seeds.push_back(*bytes);
            }
        }
        int read = 0, damaged = 0, crashed = 0, slow = 0;
        for (int i = 0; i < files; ++i) {
            const std::string file = mutated(seeds[random() % seeds.size()], random);
            const auto image = read_image_bytes(file);
            (void)read_metadata_bytes(file);
            (void)with_metadata(file, Format(format), {{"parameters", "x"}});
            if (image) {
                ++read;
                for (const float value : image->values()) QVERIFY(std::isfinite(value));
                continue;
            }
            QVERIFY2(image.error().code == Code::bad_image || image.error().code == Code::out_of_memory, qPrintable(message(image.error())));
            QVERIFY(!image.error().hint.empty());
            ++damaged;
            crashed += message(image.error()).contains("crashed");
            slow += message(image.error()).contains("too long");
        }
        QCOMPARE(read + damaged, files);
        QVERIFY(damaged > 0);
        qInfo("%d read, %d refused (%d crashed the decoder, %d took too long)", read, damaged, crashed, slow);
    }

    // What a decoder that was taken over could still do.
    void the_sandbox_holds() {
        const auto status_of = [](auto work) {
            const pid_t pid = ::fork();
            if (pid == 0) ::_exit(work());
            int status = 0;
            ::waitpid(pid, &status, 0);
            return status;
        };
        const auto denied = [&](auto call) {
            return status_of([&] {
                enter_sandbox(1 << 30, 1 << 30, 5, 5);
                return call() < 0 ? 0 : 1;
            }) == 0;
        };
        QVERIFY(denied([] { return ::open("/etc/passwd", O_RDONLY); }));
        QVERIFY(denied([] { return ::open("/tmp", O_TMPFILE | O_RDWR, 0600); }));
        QVERIFY(denied([] { return ::socket(AF_INET, SOCK_STREAM, 0); }));
        QVERIFY(denied([] { return ::dup(1); }));
        QVERIFY(denied([] { return ::unlink("/tmp/no such file"); }));
        QVERIFY(denied([] { return ::kill(::getppid(), 0); }));
        QVERIFY(denied([] { return ::fork(); }));
        QVERIFY(denied([] { return ::execl("/bin/true", "true", nullptr); }));
        QVERIFY(denied([] { return ::mmap(nullptr, std::size_t{2} << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0; }));
        const int hung = status_of([] {
            enter_sandbox(1 << 30, 1 << 30, 0.2, 5);
            for (volatile bool for_ever = true; for_ever;) {}
            return 0;
        });
        QVERIFY(WIFSIGNALED(hung) && WTERMSIG(hung) == SIGALRM);
    }

    void pictures_are_decoded_side_by_side() {
        const auto good = encode_image(picture(64, 64, 3), Format::jpeg);
        QVERIFY(good);
        std::vector<std::thread> threads;
        std::atomic<int> right = 0;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 10; ++i) {
                    const auto image = read_image_bytes(t % 2 ? *good : good->substr(0, 100));
                    right += bool(image) == (t % 2 == 1);
                }
            });
        }
        for (std::thread& thread : threads) thread.join();
        QCOMPARE(right.load(), 80);
    }
};

QTEST_GUILESS_MAIN(HostileImageTest)
#include "hostile_image_test.moc"
