#include "core/journal.h"

#include <csignal>
#include <fstream>
#include <random>

#include <sys/wait.h>

#include "core/atomic_file.h"
#include "faults.h"
#include "random_edits.h"

#include <QtTest>

using namespace noiseloom;
namespace fs = std::filesystem;

namespace {

// Runs a script of edits; `after` sees the document after each that applied.
template <class After>
void play(unsigned seed, int edits, After after) {
    RandomEdits random(seed);
    Document document;
    for (int i = 0; i < edits;) {
        const Patch patch = random.next(document);
        if (patch.empty() || !document.apply(patch)) continue;
        ++i;
        if (!after(document, patch)) return;
    }
}

std::vector<std::string> texts_of(unsigned seed, int edits) {
    std::vector<std::string> texts{write_workflow({})};
    play(seed, edits, [&](const Document& document, const Patch&) {
        texts.push_back(write_workflow(document.workflow()));
        return true;
    });
    return texts;
}

}  // namespace

class JournalTest : public QObject {
    Q_OBJECT

    static void put(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder() const { return dir_->path().toStdString(); }

    fs::path written(unsigned seed, int edits) {
        Journal journal = Journal::start(folder(), "/home/me/a.noiseloom", {}).or_throw();
        play(seed, edits, [&](const Document&, const Patch& patch) { return static_cast<bool>(journal.append(patch)); });
        return journal.file();
    }

  private slots:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void recovers_everything() {
        const fs::path file = written(1, 300);
        const auto recovery = recover(file);
        QVERIFY(recovery);
        QCOMPARE(recovery->edits, std::size_t{300});
        QVERIFY(!recovery->is_cut);
        QVERIFY(recovery->document == "/home/me/a.noiseloom");
        QVERIFY(write_workflow(recovery->workflow) == texts_of(1, 300).back());
    }

    void a_tail_cut_anywhere_loses_only_itself() {
        const fs::path file = written(2, 40);
        const std::string whole = *read_file(file, 1 << 30);
        const auto texts = texts_of(2, 40);
        const std::size_t first = whole.find('\n') + 1;
        for (std::size_t cut = first; cut <= whole.size(); cut += 1 + cut % 7) {
            put(file, whole.substr(0, cut));
            const auto lines = static_cast<std::size_t>(std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(cut), '\n'));
            const auto recovery = recover(file);
            QVERIFY(recovery);
            QCOMPARE(recovery->edits, lines - 1);
            QCOMPARE(recovery->is_cut, whole[cut - 1] != '\n');
            QVERIFY(write_workflow(recovery->workflow) == texts[lines - 1]);
        }
        put(file, whole.substr(0, first - 1));
        QVERIFY(recover(file).error().message.find("nothing can be recovered") != std::string::npos);
        put(file, "");
        QVERIFY(!recover(file));
    }

    void a_garbled_byte_stops_at_the_last_good_record() {
        const fs::path file = written(3, 60);
        const std::string whole = *read_file(file, 1 << 30);
        const auto texts = texts_of(3, 60);
        const std::size_t first = whole.find('\n') + 1;
        std::mt19937 random(4);
        for (int round = 0; round < 300; ++round) {
            std::string damaged = whole;
            const std::size_t at = first + random() % (whole.size() - first);
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
            put(file, damaged);
            const auto recovery = recover(file);
            QVERIFY(recovery);
            const auto record = static_cast<std::size_t>(std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
            if (recovery->edits != 60) {   // a hash in capitals is the same hash
                QCOMPARE(recovery->edits, record - 1);
                QVERIFY(recovery->is_cut);
            } else {
                QVERIFY((whole[at] ^ damaged[at]) == 0x20 && QString("abcdef").contains(whole[at]));
            }
            QVERIFY(write_workflow(recovery->workflow) == texts[recovery->edits]);
        }
    }

    void a_kill_at_any_time_loses_no_edit_that_was_made() {
        std::mt19937 random(5);
        for (unsigned round = 0; round < 40; ++round) {
            int pipe_ends[2];
            QCOMPARE(::pipe(pipe_ends), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                auto journal = Journal::start(folder(), "", {});
                play(round, 100'000, [&](const Document&, const Patch& patch) {
                    (void)journal->append(patch);
                    return ::write(pipe_ends[1], "e", 1) == 1;
                });
                ::_exit(0);
            }
            ::close(pipe_ends[1]);
            char byte;
            std::size_t made = 0;
            const std::size_t enough = 1 + random() % 150;
            while (made < enough && ::read(pipe_ends[0], &byte, 1) == 1) ++made;
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            while (::read(pipe_ends[0], &byte, 1) == 1) ++made;
            ::close(pipe_ends[0]);
            const auto left = abandoned_journals(folder());
            QCOMPARE(left.size(), std::size_t{1});
            const auto recovery = recover(left[0]);
            QVERIFY(recovery);
            QVERIFY2(recovery->edits >= made && recovery->edits <= made + 1, qPrintable(QString("%1 of %2").arg(recovery->edits).arg(made)));
            QVERIFY(write_workflow(recovery->workflow) == texts_of(round, static_cast<int>(recovery->edits)).back());
            fs::remove(left[0]);
        }
    }

    void compaction_starts_again_from_the_save() {
        Journal journal = Journal::start(folder(), "", {}).or_throw();
        Workflow saved;
        play(6, 100, [&](const Document& document, const Patch& patch) {
            saved = document.workflow();
            return static_cast<bool>(journal.append(patch));
        });
        QVERIFY(journal.compact("/b.noiseloom", saved));
        QCOMPARE(recover(journal.file())->edits, std::size_t{0});
        QVERIFY(recover(journal.file())->workflow == saved);
        QVERIFY(recover(journal.file())->document == "/b.noiseloom");
        QVERIFY(journal.append(Patch{{SetView{{"x"}, Json(1)}}}));
        QVERIFY(recover(journal.file())->workflow.view["x"] == 1);
        QCOMPARE(std::distance(fs::directory_iterator(folder()), fs::directory_iterator()), 1);
    }

    void a_journal_in_use_is_not_abandoned() {
        {
            Journal journal = Journal::start(folder(), "", {}).or_throw();
            QVERIFY(abandoned_journals(folder()).empty());
            QVERIFY(journal.compact("", {}));
            QVERIFY(abandoned_journals(folder()).empty());
            const Journal moved = std::move(journal);
            QVERIFY(abandoned_journals(folder()).empty());
        }
        QCOMPARE(abandoned_journals(folder()).size(), std::size_t{1});
        Journal::start(folder(), "", {}).or_throw().remove();
        QCOMPARE(abandoned_journals(folder()).size(), std::size_t{1});
        QVERIFY(abandoned_journals(folder() / "missing").empty());
    }

    void reaches_the_disk_every_fifty_edits() {
        Journal journal = Journal::start(folder(), "", {}).or_throw();
        const Patch patch{{SetView{{"x"}, Json(1)}}};
        faults::syncs = 0;
        for (int i = 0; i < 49; ++i) QVERIFY(journal.append(patch));
        const int slow = faults::syncs;   // 0, or more if the machine took seconds for this
        QVERIFY(journal.append(patch));
        QVERIFY(faults::syncs == 1 || slow > 0);
        QVERIFY(journal.append(patch));
        faults::syncs = 0;
        QVERIFY(journal.sync());
        QCOMPARE(faults::syncs.load(), 1);
        QVERIFY(journal.sync());   // nothing new
        QCOMPARE(faults::syncs.load(), 1);
    }

    void a_full_disk_keeps_what_was_written() {
        Journal journal = Journal::start(folder(), "", {}).or_throw();
        QVERIFY(journal.append(Patch{{SetView{{"x"}, Json(1)}}}));
        faults::arm(0, false, ENOSPC);   // half of the next record reaches the disk
        const auto result = journal.append(Patch{{SetView{{"y"}, Json(2)}}});
        faults::disarm();
        QVERIFY(!result);
        QVERIFY(result.error().message.find("crash journal") != std::string::npos);
        QCOMPARE(recover(journal.file())->edits, std::size_t{1});
        QVERIFY(!recover(journal.file())->is_cut);
        QVERIFY(!journal.append(Patch{{SetView{{"z"}, Json(3)}}}));   // would not follow what it knows
        QVERIFY(journal.compact("", {}));
        QVERIFY(journal.append(Patch{{SetView{{"z"}, Json(3)}}}));
        QCOMPARE(recover(journal.file())->edits, std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(JournalTest)
#include "journal_test.moc"
