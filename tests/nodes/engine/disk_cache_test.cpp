#include "engine/disk_cache.h"

#include <QtTest>

#include <csignal>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/caches.h"
#include "nodes/engine/toy_nodes.h"

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t plenty = 1 << 30;

Key key(int number) { return KeyBuilder("test").add(number).key(); }

std::string content(int number) { return "blob " + std::to_string(number) + std::string(1000 + number % 100, static_cast<char>('a' + number % 26)); }

Value blob(int number) { return Value::of(Blob{content(number)}); }

const TypeInfo& type() { return type_of<Blob>(); }

std::vector<fs::path> entries(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "values"))
        if (entry.is_regular_file()) files.push_back(entry.path());
    return files;
}

std::string read(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes; }

}  // namespace

class DiskCacheTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;

    std::unique_ptr<DiskCache> open(std::uint64_t budget = plenty) const { return DiskCache::open(folder_, budget).or_throw(); }

  private slots:
    void init() {
        temporary_ = std::make_unique<QTemporaryDir>();
        folder_ = temporary_->path().toStdString() + "/cache";
    }

    void keeps_across_openings() {
        QVERIFY(open()->keep(key(1), blob(1), 2.5));
        const auto cache = open();
        const auto found = cache->find(key(1), type());
        QVERIFY(found);
        QCOMPARE(found->value.as<Blob>().bytes, content(1));
        QCOMPARE(found->seconds, 2.5);
        QVERIFY(*cache->peek(key(1)) > content(1).size());
        QVERIFY(!cache->find(key(2), type()));
        QVERIFY(!cache->peek(key(2)));
    }

    void keeps_small_and_large() {
        const auto cache = open();
        for (const std::size_t bytes : {0, 1, 7, 100, 5'000'000}) {
            const Key name = KeyBuilder("size").add(std::uint64_t{bytes}).key();
            QVERIFY(cache->keep(name, Value::of(Blob{std::string(bytes, 'q')}), 1));
            const auto found = cache->find(name, type());
            QVERIFY(found);
            QCOMPARE(found->value.as<Blob>().bytes, std::string(bytes, 'q'));
        }
    }

    void damage_is_a_miss_and_is_removed() {
        const auto cache = open();
        QVERIFY(cache->keep(key(1), blob(1), 1));
        const fs::path path = entries(folder_).front();
        const std::string whole = read(path);
        std::mt19937 random(1);
        std::vector<std::string> damaged{"", "x", whole.substr(0, 63), whole.substr(0, 64), whole.substr(0, whole.size() - 1), whole + "x"};
        for (int i = 0; i < 1000; ++i) {   // one flipped bit anywhere: header, type or payload
            damaged.push_back(whole);
            damaged.back()[i < 600 ? i % 80 : random() % whole.size()] ^= static_cast<char>(1 << random() % 8);
        }
        for (const std::string& bytes : damaged) {
            write(path, bytes);
            QVERIFY(!cache->find(key(1), type()));
            QVERIFY(!fs::exists(path));
        }
        QCOMPARE(cache->used(), std::uint64_t{0});
        write(path, whole);
        QVERIFY(cache->find(key(1), type()));
    }

    void an_entry_under_another_key_or_type_is_a_miss() {
        const auto cache = open();
        QVERIFY(cache->keep(key(1), blob(1), 1));
        const fs::path path = entries(folder_).front();
        const fs::path other = folder_ / "values" / key(2).hex().substr(0, 2) / key(2).hex();
        fs::create_directories(other.parent_path());
        fs::copy_file(path, other);
        QVERIFY(!cache->find(key(2), type()));
        TypeInfo renamed = type();
        renamed.name = "other";
        QVERIFY(!cache->find(key(1), renamed));
    }

    void what_cannot_be_loaded_is_removed() {
        const auto cache = open();
        QVERIFY(cache->keep(key(1), Value::of(Blob{"bad blob"}), 1));
        QVERIFY(!cache->find(key(1), type()));
        QVERIFY(entries(folder_).empty());
    }

    void a_vanished_entry_leaves_the_index() {
        const auto cache = open();
        QVERIFY(cache->keep(key(1), blob(1), 1));
        QVERIFY(cache->used() > 0);
        fs::remove(entries(folder_).front());
        QVERIFY(!cache->find(key(1), type()));
        QCOMPARE(cache->used(), std::uint64_t{0});
    }

    void evicts_the_cheapest_per_byte_and_ages() {
        const auto cache = open(10'000);
        for (int i = 1; i <= 8; ++i) QVERIFY(cache->keep(key(i), blob(i), i == 3 ? 0.5 : i == 5 ? 100 : 1.0 + i * 0.001));
        for (const int i : {20, 21}) QVERIFY(cache->keep(key(i), blob(i), 2));
        QVERIFY(cache->used() <= 10'000);
        QVERIFY(!cache->peek(key(3)));
        QVERIFY(cache->peek(key(5)));
        for (int i = 30; i < 500; ++i) QVERIFY(cache->keep(key(i), blob(i), 2));
        QVERIFY(!cache->peek(key(5)));   // dear, but nobody asked for it
        QVERIFY(cache->used() <= 10'000);
        QVERIFY(cache->peek(key(499)));
        QCOMPARE(entries(folder_).size() < 10, true);
    }

    void what_is_larger_than_the_budget_is_not_kept() {
        const auto cache = open(500);
        QVERIFY(cache->keep(key(1), blob(1), 1));
        QVERIFY(!cache->peek(key(1)));
    }

    void a_damaged_index_is_made_anew_from_the_files() {
        {
            const auto cache = open();
            for (int i = 0; i < 50; ++i) QVERIFY(cache->keep(key(i), blob(i), 1));
        }
        const std::uint64_t used = open()->used();
        write(folder_ / "index.sqlite", std::string(5000, 'z'));
        const auto cache = open();
        QCOMPARE(cache->used(), used);
        QVERIFY(cache->find(key(7), type()));
        QVERIFY(cache->keep(key(100), blob(100), 1));
    }

    void the_folder_may_be_deleted_while_open() {
        const auto cache = open();
        QVERIFY(cache->keep(key(1), blob(1), 1));
        fs::remove_all(folder_);
        QVERIFY(!cache->find(key(1), type()));
        QVERIFY(cache->keep(key(2), blob(2), 1));
        QVERIFY(cache->find(key(2), type()));
        fs::remove_all(folder_ / "temporary");
        fs::remove_all(folder_ / "values");
        QVERIFY(cache->keep(key(3), blob(3), 1));
        QVERIFY(open()->find(key(3), type()));
        fs::remove_all(folder_);
        const auto other = open();   // which makes a new index
        QVERIFY(cache->keep(key(4), blob(4), 1));
        QVERIFY(other->used() > 0);
    }

    void left_over_temporary_files_are_swept() {
        open();
        const pid_t child = fork();
        if (child == 0) _exit(0);
        waitpid(child, nullptr, 0);
        const fs::path dead = folder_ / "temporary" / (std::to_string(child) + "-1"), alive = folder_ / "temporary" / (std::to_string(getpid()) + "-999");
        write(dead, "x");
        write(alive, "x");
        open();
        QVERIFY(!fs::exists(dead));
        QVERIFY(fs::exists(alive));
    }

    void an_unusable_folder_is_no_failure() {
        write(temporary_->path().toStdString() + "/file", "x");
        CacheSettings settings;
        settings.folder = temporary_->path().toStdString() + "/file/cache";
        Caches caches(settings);
        QVERIFY(!caches.disk());
        QCOMPARE(caches.disk_problem()->code, Code::disk);
        QVERIFY(caches.disk_problem()->message.find("' cannot be made: ") != std::string::npos);
        caches.keep(key(1), blob(1), 1);
        QVERIFY(caches.find(key(1), type()));
    }

    void a_folder_that_becomes_unusable_is_told() {
        CacheSettings settings;
        settings.folder = folder_;
        Caches caches(settings);
        QVERIFY(caches.disk() && !caches.disk_problem());
        fs::remove_all(folder_);
        write(folder_, "a file in its place");
        caches.keep(key(1), blob(1), 1);
        QVERIFY(caches.disk_problem() && caches.disk_problem()->message.find(folder_.string()) != std::string::npos);
        QVERIFY(caches.find(key(1), type()));
    }

    void only_dear_values_that_can_be_saved_go_to_disk() {
        CacheSettings settings;
        settings.folder = folder_;
        settings.disk_seconds = 0.5;
        {
            Caches caches(settings);
            caches.keep(key(1), blob(1), 0.4);
            caches.keep(key(2), blob(2), 0.6);
            caches.keep(key(3), Value::of(1.5), 10);
            QVERIFY(caches.peek(key(1), type()) && !caches.peek(key(1), type())->on_disk);
        }
        Caches caches(settings);
        QVERIFY(!caches.find(key(1), type()));
        QVERIFY(caches.peek(key(2), type())->on_disk);
        QVERIFY(caches.find(key(2), type()));
        QVERIFY(!caches.peek(key(2), type())->on_disk);   // it moved up to memory
        QCOMPARE(entries(folder_).size(), std::size_t{1});
    }

    // Processes put, get and evict in one folder while they are killed at random.
    void processes_share_it_and_may_be_killed() {
        constexpr int processes = 3;
        constexpr std::uint64_t budget = 60'000;
        const auto child = [&](unsigned seed) {
            std::mt19937 random(seed);
            auto cache = DiskCache::open(folder_, budget);
            if (!cache) return 2;
            for (int i = 0; i < 400; ++i) {
                const int number = static_cast<int>(random() % 200);
                if (const auto found = (*cache)->find(key(number), type())) {
                    if (found->value.as<Blob>().bytes != content(number)) return 3;
                } else {
                    (void)(*cache)->keep(key(number), blob(number), 0.1 + number % 7);
                }
            }
            return 0;
        };
        std::mt19937 random(7);
        std::vector<pid_t> running;
        int started = 0, killed = 0, ended_well = 0;
        while (started < 24 || !running.empty()) {
            while (started < 24 && running.size() < processes) {
                const pid_t pid = fork();
                if (pid == 0) _exit(child(static_cast<unsigned>(++started)));
                ++started;
                running.push_back(pid);
            }
            if (random() % 3 == 0) {
                QTest::qSleep(static_cast<int>(random() % 30) + 1);
                ::kill(running[random() % running.size()], SIGKILL);
            }
            int status = 0;
            const pid_t ended = waitpid(-1, &status, 0);
            std::erase(running, ended);
            if (WIFSIGNALED(status))
                ++killed;
            else
                QCOMPARE(WEXITSTATUS(status), 0);
            ended_well += WIFEXITED(status);
        }
        qInfo("%d killed, %d ended by themselves", killed, ended_well);
        QVERIFY(killed > 0);
        QVERIFY(ended_well > 0);
        const auto cache = open(budget);
        for (int number = 0; number < 200; ++number)
            if (const auto found = cache->find(key(number), type())) QCOMPARE(found->value.as<Blob>().bytes, content(number));
        QVERIFY(cache->keep(key(1000), blob(1000), 1));
        QVERIFY(cache->used() <= budget);
        std::uintmax_t bytes = 0;
        for (const fs::path& path : entries(folder_)) bytes += fs::file_size(path);
        QCOMPARE(bytes, cache->used());   // no file that the index does not know
    }
};

QTEST_GUILESS_MAIN(DiskCacheTest)
#include "disk_cache_test.moc"
