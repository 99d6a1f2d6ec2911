#include "diffusion/latent.h"

#include <ATen/ATen.h>

#include "diffusion/conditioning.h"

#include <QtTest>

using namespace noiseloom;

class LatentTest : public QObject {
    Q_OBJECT
  private slots:
    void a_saved_latent_reads_back() {
        const Latent latent{at::linspace(-3, 3, 32).view({1, 4, 2, 4}), at::ones({1, 1, 2, 4})};
        const auto read = ValueType<Latent>::load(ValueType<Latent>::save(latent)).or_throw();
        QVERIFY(at::equal(read->samples, latent.samples) && at::equal(read->mask, latent.mask));
        const auto bare = ValueType<Latent>::load(ValueType<Latent>::save({latent.samples, {}})).or_throw();
        QVERIFY(!bare->mask.defined());
        QCOMPARE(ValueType<Latent>::bytes(latent), std::size_t{(32 + 8) * 4});
    }

    void a_damaged_latent_is_refused() {
        const std::string good = ValueType<Latent>::save({at::ones({1, 4, 2, 2}), {}});
        std::vector<std::string> bad{"", good.substr(0, good.size() - 1), good + "x", std::string(16, '\0')};
        bad.push_back(good);
        bad.back()[15] = '\x7f';   // a size beyond every bound
        for (const std::string& bytes : bad) {
            const auto read = ValueType<Latent>::load(bytes);
            QVERIFY(!read);
            QCOMPARE(read.error().message, std::string("a cached latent is damaged"));
        }
    }

    void conditionings_are_identified_by_content() {
        Conditioning a, b;
        a.context = at::ones({1, 77, 8});
        b.context = at::ones({1, 77, 8});
        a.identify();
        b.identify();
        QCOMPARE(a.identity, b.identity);
        b.pooled = at::ones({1, 8});
        b.identify();
        QVERIFY(a.identity != b.identity);
        Conditioning moved;   // the same tensor in another place is another conditioning
        moved.pooled = at::ones({1, 77, 8});
        moved.identify();
        QVERIFY(a.identity != moved.identity);
    }
};

QTEST_GUILESS_MAIN(LatentTest)
#include "latent_test.moc"
