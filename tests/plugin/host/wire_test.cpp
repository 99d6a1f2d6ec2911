// Frames over a socket, and all that a hostile or broken peer can send in their place.
#include <QtTest>

#include <thread>

#include <sys/mman.h>
#include <sys/socket.h>

#include "host/wire.h"

using namespace noiseloom;
using namespace std::chrono_literals;

class WireTest : public QObject {
    Q_OBJECT

    struct Pair {
        Descriptor raw;   // the peer's end
        Wire wire;
    };
    static Pair pair() {
        int ends[2];
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) std::abort();
        return {Descriptor(ends[0]), Wire(Descriptor(ends[1]))};
    }
    static QByteArray frame(const QByteArray& text, quint32 length, quint32 descriptors = 0, const QByteArray& magic = "NLH1") {
        QByteArray numbers(8, '\0');
        qToLittleEndian<quint32>(length, numbers.data());
        qToLittleEndian<quint32>(descriptors, numbers.data() + 4);
        return magic + numbers + text;
    }
    static QByteArray frame(const QByteArray& text) { return frame(text, static_cast<quint32>(text.size())); }
    static void write(const Pair& pair, const QByteArray& bytes) { QCOMPARE(::send(pair.raw.get(), bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL), bytes.size()); }
    // Bytes with descriptors beside them.
    static void write_with(const Pair& pair, const QByteArray& bytes, int count) {
        const Descriptor file(::memfd_create("test", MFD_CLOEXEC));
        const std::vector<int> all(static_cast<std::size_t>(count), file.get());
        std::vector<char> control(CMSG_SPACE(all.size() * sizeof(int)));
        iovec part{const_cast<char*>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
        msghdr header{};
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(all.size() * sizeof(int));
        std::memcpy(CMSG_DATA(rights), all.data(), all.size() * sizeof(int));
        QCOMPARE(::sendmsg(pair.raw.get(), &header, MSG_NOSIGNAL), bytes.size());
    }
    static int open_descriptors() { return static_cast<int>(QDir("/proc/self/fd").entryList(QDir::Files | QDir::System).size()); }
    // The connection ends, in these words, and stays ended.
    static void breaks(Pair& pair, const QByteArray& words) {
        const auto got = pair.wire.receive(1s);
        QVERIFY2(!got, "taken");
        QVERIFY2(QByteArray::fromStdString(got.error().message).contains(words), got.error().message.c_str());
        QVERIFY(pair.wire.is_closed());
        QVERIFY(!pair.wire.receive(1s));
    }

  private slots:
    void messages_and_descriptors_arrive() {
        Pair ends = pair();
        Wire other(std::move(ends.raw));
        const Descriptor file(::memfd_create("test", MFD_CLOEXEC));
        QCOMPARE(::write(file.get(), "pixels", 6), 6);
        const int both[] = {file.get(), file.get()};
        QVERIFY(other.send({{"type", "get"}, {"text", "Grüße"}}, both));
        QVERIFY(other.send({{"type", "end"}}));
        const auto first = ends.wire.receive(1s), second = ends.wire.receive(1s);
        QVERIFY(first && *first && second && *second);
        QCOMPARE((*first)->message["text"].get<std::string>(), std::string("Grüße"));
        QCOMPARE((*first)->descriptors.size(), 2u);
        char read[6] = {};
        QCOMPARE(::pread((*first)->descriptors[1].get(), read, 6, 0), 6);
        QCOMPARE(QByteArray(read, 6), QByteArray("pixels"));
        QCOMPARE((*second)->type(), std::string("end"));
        QVERIFY((*second)->descriptors.empty());
    }

    void large_messages_pass_and_larger_ones_are_not_sent() {
        Pair ends = pair();
        Wire other(std::move(ends.raw));
        const std::string text(max_frame_text - 100, 'x');
        std::thread sender([&] { (void)other.send({{"type", "open"}, {"text", text}}); });
        const auto got = ends.wire.receive(5s);
        sender.join();
        QVERIFY(got && *got);
        QCOMPARE((*got)->message["text"].get<std::string>().size(), text.size());
        const auto refused = other.send({{"type", "open"}, {"text", text + std::string(200, 'x')}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().message, std::string("a message of 16 MiB is too large to send"));
    }

    void silence_is_no_error() {
        Pair ends = pair();
        const auto got = ends.wire.receive(1ms);
        QVERIFY(got && !*got);
        QVERIFY(!ends.wire.is_closed());
    }

    void a_frame_in_pieces_is_one() {
        Pair ends = pair();
        const QByteArray bytes = frame(R"({"type": "hello"})");
        std::thread sender([&] {
            for (const char byte : bytes) {
                write(ends, QByteArray(1, byte));
                std::this_thread::sleep_for(1ms);
            }
        });
        const auto got = ends.wire.receive(5s);
        sender.join();
        QVERIFY(got && *got);
        QCOMPARE((*got)->type(), std::string("hello"));
    }

    void what_breaks_the_rules_ends_the_connection_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("another protocol") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("something else than Noiseloom's protocol");
        QTest::newRow("another magic") << frame("{}", 2, 0, "NLH2") << QByteArray("something else than Noiseloom's protocol");
        QTest::newRow("too long") << frame("{}", (16u << 20) + 1) << QByteArray("a message of 16 MiB");
        QTest::newRow("longest") << frame("{}", 0xffffffffu) << QByteArray("a message of 4095 MiB");
        QTest::newRow("descriptors that did not come") << frame("{}", 2, 1) << QByteArray("another number of descriptors");
        QTest::newRow("more descriptors than allowed") << frame("{}", 2, 0xffffffffu) << QByteArray("another number of descriptors");
        QTest::newRow("no JSON") << frame("{type}") << QByteArray("a text that is no JSON");
        QTest::newRow("nothing") << frame("") << QByteArray("a text that is no JSON");
        QTest::newRow("no object") << frame("[1]") << QByteArray("a message without a type");
        QTest::newRow("no type") << frame("{\"id\": 1}") << QByteArray("a message without a type");
        QTest::newRow("type of another kind") << frame("{\"type\": 1}") << QByteArray("a message without a type");
        QTest::newRow("keys twice") << frame(R"({"type": "a", "type": "b"})") << QByteArray("a text that is no JSON");
        QTest::newRow("deep") << frame("{\"type\": \"a\", \"x\": " + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}") << QByteArray("a text that is no JSON");
        QTest::newRow("bad UTF-8") << frame("{\"type\": \"\xff\xfe\"}") << QByteArray("a text that is no JSON");
    }
    void what_breaks_the_rules_ends_the_connection() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, words);
        Pair ends = pair();
        std::thread sender([&] { write(ends, bytes); });
        breaks(ends, words);
        sender.join();
    }

    void what_ends_too_early_is_gone_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("at once") << QByteArray();
        QTest::newRow("in the magic") << QByteArray("NL");
        QTest::newRow("in the numbers") << frame("").left(9);
        QTest::newRow("in the text") << frame(R"({"type": "hello"})").chopped(1);
    }
    void what_ends_too_early_is_gone() {
        QFETCH(QByteArray, bytes);
        Pair ends = pair();
        write(ends, bytes);
        ends.raw.reset();
        breaks(ends, "the other side is gone");
    }

    void descriptors_in_the_wrong_place_are_closed_again() {
        const int before = open_descriptors();
        {
            Pair ends = pair();
            write_with(ends, frame("{}", 2, 1), 2);
            breaks(ends, "another number of descriptors");
        }
        {
            Pair ends = pair();
            write_with(ends, frame("{}", 2, 6), 6);
            breaks(ends, "descriptors that belong to no frame");
        }
        {
            Pair ends = pair();
            write(ends, frame("{}", 2));
            ends.wire.stop();
        }
        {
            Pair ends = pair();
            write(ends, frame(R"({"type": "a"})").left(12));
            write_with(ends, R"({"type": "a"})", 1);
            breaks(ends, "descriptors that belong to no frame");
        }
        QCOMPARE(open_descriptors(), before);
    }

    void sending_to_nobody_is_an_error_and_no_signal() {
        Pair ends = pair();
        ends.raw.reset();
        const auto sent = ends.wire.send({{"type", "hello"}});
        QVERIFY(!sent);
        QCOMPARE(sent.error().message, std::string("the other side is gone"));
    }

    void stop_wakes_who_waits() {
        Pair ends = pair();
        std::thread waker([&] {
            std::this_thread::sleep_for(50ms);
            ends.wire.stop();
        });
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!ends.wire.receive(20s));
        waker.join();
        QVERIFY(timer.elapsed() < 10'000);
    }
};

QTEST_GUILESS_MAIN(WireTest)
#include "wire_test.moc"
