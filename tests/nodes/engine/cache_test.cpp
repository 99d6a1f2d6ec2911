#include "engine/cache.h"

#include <QtTest>

#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;

namespace {

constexpr std::size_t overhead = 512;   // that an entry counts beside its value

Key key(int number) { return KeyBuilder("test").add(number).key(); }

Value blob(std::size_t bytes, const std::string& device = "cpu") { return Value::of(Blob{std::string(bytes, 'x'), device}); }

MemorySettings budget(std::size_t entries_of_10_000, double step_share = 0.25) {
    MemorySettings settings;
    settings.budgets["cpu"] = entries_of_10_000 * (10'000 + overhead);
    settings.default_budget = settings.budgets["cpu"];
    settings.step_share = step_share;
    return settings;
}

// A value made of another, as a guider is of a model.
struct Holder {
    std::shared_ptr<const Blob> blob;
};

}  // namespace

template <>
struct noiseloom::ValueType<Holder> {
    static constexpr std::string_view name = "holder";
    static std::size_t bytes(const Holder&) { return 0; }
};

class CacheTest : public QObject {
    Q_OBJECT
  private slots:
    void finds_what_it_kept() {
        MemoryCache cache;
        QVERIFY(!cache.find_value(key(1)));
        cache.keep_value(key(1), blob(10), 2);
        QCOMPARE(cache.find_value(key(1))->value.as<Blob>().bytes.size(), std::size_t{10});
        QCOMPARE(cache.find_value(key(1))->seconds, 2.0);
        QCOMPARE(*cache.peek(key(1)), std::size_t{10});
        QVERIFY(!cache.peek(key(2)));
        cache.keep_value(key(3), Value(), 1);   // an output that was left empty
        QVERIFY(cache.find_value(key(3)) && !cache.find_value(key(3))->value);
    }

    void evicts_the_cheapest_per_byte() {
        MemoryCache cache(budget(3));
        cache.keep_value(key(1), blob(10'000), 5);
        cache.keep_value(key(2), blob(10'000), 1);
        cache.keep_value(key(3), blob(10'000), 3);
        cache.keep_value(key(4), blob(10'000), 4);
        QVERIFY(!cache.peek(key(2)));
        for (const int kept : {1, 3, 4}) QVERIFY(cache.peek(key(kept)));
        cache.keep_value(key(5), blob(2'000), 2);   // cheap, but cheaper to keep: 3 goes
        QVERIFY(cache.peek(key(5)));
        QVERIFY(!cache.peek(key(3)));
        QVERIFY(cache.used("cpu") <= cache.budget("cpu"));
    }

    void what_is_not_used_ages() {
        MemoryCache cache(budget(2));
        cache.keep_value(key(0), blob(10'000), 3);   // dear, and never used again
        for (int i = 1; i < 10; ++i) cache.keep_value(key(i), blob(10'000), 1);
        QVERIFY(!cache.peek(key(0)));
        MemoryCache used(budget(2));
        used.keep_value(key(0), blob(10'000), 3);
        for (int i = 1; i < 10; ++i) {
            used.keep_value(key(i), blob(10'000), 1);
            QVERIFY(used.find_value(key(0)));
        }
    }

    void what_is_held_is_pinned() {
        MemoryCache cache(budget(2));
        const Value held = blob(10'000);
        cache.keep_value(key(1), held, 0.001);
        cache.keep_value(key(2), blob(10'000), 5);
        cache.keep_value(key(3), blob(10'000), 6);
        QVERIFY(cache.peek(key(1)));
        QVERIFY(!cache.peek(key(2)));
        QVERIFY(cache.clear() > 0);
        QVERIFY(cache.peek(key(1)));
    }

    void what_a_dropped_value_held_is_dropped_too() {
        MemoryCache cache(budget(2));
        const Value model = blob(10'000);
        cache.keep_value(key(1), model, 0.5);
        cache.keep_value(key(2), Value::of(Holder{model.share<Blob>()}), 0.0001);
        const std::weak_ptr<const Blob> watched = model.share<Blob>();
        const_cast<Value&>(model) = Value();
        QVERIFY(cache.peek(key(1)));
        QVERIFY(cache.clear() >= 10'000);
        QVERIFY(watched.expired());
        QCOMPARE(cache.used("cpu"), std::size_t{0});
    }

    void one_object_under_two_keys_counts_once() {
        MemoryCache cache(budget(2));
        Value shared = blob(10'000);
        cache.keep_value(key(1), shared, 1);
        cache.keep_value(key(2), shared, 1);
        shared = Value();
        QCOMPARE(cache.used("cpu"), 10'000 + 2 * overhead);
        QCOMPARE(cache.clear(), 10'000 + 2 * overhead);   // and neither entry pins the other
        QVERIFY(!cache.peek(key(1)) && !cache.peek(key(2)));
    }

    void devices_have_their_own_budgets() {
        MemorySettings settings = budget(2);
        settings.budgets["cuda:0"] = 10'000 + overhead;
        MemoryCache cache(settings);
        cache.keep_value(key(1), blob(10'000), 1);
        cache.keep_value(key(2), blob(10'000, "cuda:0"), 1);
        cache.keep_value(key(3), blob(10'000, "cuda:0"), 2);
        QVERIFY(cache.peek(key(1)));
        QVERIFY(!cache.peek(key(2)));
        QCOMPARE(cache.used("cuda:0"), 10'000 + overhead);
        QCOMPARE(cache.make_room("cuda:0", 100), 10'000 + overhead);
        QVERIFY(cache.peek(key(1)));
    }

    void what_is_larger_than_the_budget_is_not_kept() {
        MemoryCache cache(budget(1));
        cache.keep_value(key(1), blob(10'000), 1);
        cache.keep_value(key(2), blob(10'001), 100);
        QVERIFY(cache.peek(key(1)));
        QVERIFY(!cache.peek(key(2)));
    }

    void sampler_states_have_their_share() {
        MemoryCache cache(budget(4, 0.5));   // room for two states
        StepStore& steps = cache;
        cache.keep_value(key(0), blob(40'000), 0.001);
        for (int i = 1; i <= 3; ++i) steps.keep(key(i), blob(10'000), 1);
        QVERIFY(cache.peek(key(0)));   // states do not push values out
        QVERIFY(!steps.find(key(1)));
        QVERIFY(steps.find(key(2)) && steps.find(key(3)));
    }

    void bad_budgets_are_survived() {
        MemorySettings none;
        none.budgets["cpu"] = 0;
        MemoryCache cache(none);
        cache.keep_value(key(1), blob(1), 1);
        QVERIFY(!cache.find_value(key(1)));
        QVERIFY(MemoryCache().budget("cpu") > 1'000'000);   // half of the machine's memory
    }
};

QTEST_GUILESS_MAIN(CacheTest)
#include "cache_test.moc"
