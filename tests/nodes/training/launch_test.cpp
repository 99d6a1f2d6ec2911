#include "training/launch.h"

#include <map>

#include <QtTest>

using namespace noiseloom;

namespace {

using Variables = std::map<std::string, std::string>;

Result<std::optional<Launch>> launch(const Variables& variables) {
    return find_launch([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->second.c_str();
    });
}

std::string error_of(const Variables& variables) {
    const auto found = launch(variables);
    return found ? "" : found.error().message;
}

}  // namespace

class LaunchTest : public QObject {
    Q_OBJECT
  private slots:
    void a_process_alone() {
        QVERIFY(!*launch({}));
        QVERIFY(!*launch({{"RANK", "0"}, {"WORLD_SIZE", "1"}}));
        QVERIFY(!*launch({{"SLURM_PROCID", "0"}, {"SLURM_NTASKS", "8"}, {"SLURM_NODELIST", "a,b"}}));   // a job's batch script
    }

    void torchrun() {
        const Launch found = **launch({{"RANK", "5"}, {"WORLD_SIZE", "8"}, {"LOCAL_RANK", "1"}, {"LOCAL_WORLD_SIZE", "4"}, {"MASTER_ADDR", "10.0.0.7"},
                                       {"MASTER_PORT", "1234"}, {"TORCHELASTIC_USE_AGENT_STORE", "True"}, {"TORCHELASTIC_RESTART_COUNT", "2"}});
        QCOMPARE(found.rank, 5);
        QCOMPARE(found.size, 8);
        QCOMPARE(found.local_rank, 1);
        QCOMPARE(found.local_size, 4);
        QCOMPARE(found.address, "10.0.0.7");
        QCOMPARE(found.port, 1234);
        QVERIFY(found.has_agent);
        QCOMPARE(found.attempt, 2);
        const Launch plain = **launch({{"RANK", "1"}, {"WORLD_SIZE", "2"}});   // all of them on this machine
        QCOMPARE(plain.local_rank, 1);
        QCOMPARE(plain.local_size, 2);
        QCOMPARE((*launch({{"RANK", "1"}, {"WORLD_SIZE", "2"}, {"MASTER_ADDR", "head"}}))->local_size, 1);
    }

    void slurm() {
        const Variables step{{"SLURM_PROCID", "3"}, {"SLURM_STEP_NUM_TASKS", "4"}, {"SLURM_LOCALID", "1"}, {"SLURM_STEP_TASKS_PER_NODE", "2(x2)"},
                             {"SLURM_NODELIST", "gpu[01-04]"}, {"SLURM_STEP_NODELIST", "gpu[03-04]"}, {"SLURM_JOB_ID", "712345"}};
        const Launch found = **launch(step);
        QCOMPARE(found.rank, 3);
        QCOMPARE(found.size, 4);
        QCOMPARE(found.local_rank, 1);
        QCOMPARE(found.local_size, 2);
        QCOMPARE(found.address, "gpu03");
        QVERIFY(!found.has_agent);
        Variables other = step;
        other["SLURM_JOB_ID"] = "712346";
        QVERIFY((*launch(other))->port != found.port);
        other["MASTER_ADDR"] = "head";
        other["MASTER_PORT"] = "77";
        QCOMPARE((*launch(other))->address, "head");
        QCOMPARE((*launch(other))->port, 77);
    }

    void names_of_machines() {
        QCOMPARE(first_node("node07"), "node07");
        QCOMPARE(first_node("node07,node08"), "node07");
        QCOMPARE(first_node("node[07-09,12],other"), "node07");
        QCOMPARE(first_node("rack-2-[3,5]"), "rack-2-3");
    }

    void what_is_missing_or_wrong_is_named() {
        QCOMPARE(error_of({{"RANK", "0"}}), "The environment variable WORLD_SIZE is missing.");
        QCOMPARE(error_of({{"WORLD_SIZE", "2"}}), "The environment variable RANK is missing.");
        QCOMPARE(error_of({{"WORLD_SIZE", "2"}, {"RANK", "2"}}), "The environment variable RANK is '2'.");
        QCOMPARE(error_of({{"WORLD_SIZE", "2"}, {"RANK", "1x"}}), "The environment variable RANK is '1x'.");
        QCOMPARE(error_of({{"WORLD_SIZE", "2"}, {"RANK", "1"}, {"MASTER_PORT", "70000"}}), "The environment variable MASTER_PORT is '70000'.");
    }
};

QTEST_APPLESS_MAIN(LaunchTest)
#include "launch_test.moc"
