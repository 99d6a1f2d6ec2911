// Shared memory is mapped only if nobody can take it away while it is read.
#include <QtTest>

#include <fcntl.h>
#include <sys/mman.h>

#include "host/segment.h"

using namespace noiseloom;

class SegmentTest : public QObject {
    Q_OBJECT

    static Descriptor memory(off_t size, int seals) {
        Descriptor file(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
        if (::ftruncate(file.get(), size) != 0 || ::fcntl(file.get(), F_ADD_SEALS, seals) != 0) std::abort();
        return file;
    }
    static void refuses(int segment, std::size_t bytes, const char* words) {
        const auto mapped = map_segment(segment, bytes, Access::read);
        QVERIFY2(!mapped, "mapped");
        QCOMPARE(mapped.error().message, std::string(words));
    }

  private slots:
    void both_sides_see_the_same() {
        const auto segment = make_segment(10'000);
        QVERIFY(bool(segment));
        const auto writer = map_segment(segment->get(), 10'000, Access::write), reader = map_segment(segment->get(), 4, Access::read);
        QVERIFY(writer && reader);
        std::memcpy(writer->data(), "warp", 4);
        QCOMPARE(QByteArray(reader->data(), 4), QByteArray("warp"));
        QCOMPARE(writer->data()[9999], '\0');
    }

    void a_segment_keeps_its_size() {
        const auto segment = make_segment(4096);
        QVERIFY(bool(segment));
        QVERIFY(::ftruncate(segment->get(), 0) != 0);
        QVERIFY(::ftruncate(segment->get(), 8192) != 0);
        QVERIFY(::fcntl(segment->get(), F_ADD_SEALS, F_SEAL_WRITE) != 0);
    }

    void others_are_refused() {
        constexpr const char* small = "the other side sent less memory than the pixels need";
        constexpr const char* strange = "the other side sent something else than shared memory for pixels";
        refuses(memory(4096, F_SEAL_SHRINK | F_SEAL_GROW).get(), 4097, small);
        refuses(memory(0, F_SEAL_SHRINK | F_SEAL_GROW).get(), 1, small);
        refuses(memory(4096, F_SEAL_GROW).get(), 4096, strange);
        refuses(memory(4096, F_SEAL_SHRINK).get(), 4096, strange);
        refuses(memory(4096, F_SEAL_SEAL).get(), 4096, strange);
        refuses(Descriptor(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC)).get(), 16, strange);
        refuses(Descriptor(::open("/dev/zero", O_RDONLY | O_CLOEXEC)).get(), 16, strange);
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        refuses(Descriptor(ends[0]).get(), 16, strange);
        refuses(Descriptor(ends[1]).get(), 16, strange);
        refuses(-1, 16, strange);
    }

    void what_there_is_not_is_an_error() {
        const auto segment = make_segment(std::size_t{1} << 62);
        const auto mapped = segment ? map_segment(segment->get(), std::size_t{1} << 62, Access::write) : Result<MappedMemory>(segment.error());
        QVERIFY(!mapped);
        QCOMPARE(mapped.error().code, Code::out_of_memory);
    }
};

QTEST_GUILESS_MAIN(SegmentTest)
#include "segment_test.moc"
