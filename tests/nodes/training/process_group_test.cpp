#include "training/process_group.h"

#include <thread>

#include <ATen/ATen.h>

#include "../../free_port.h"
#include "../models/tensors.h"

#include <QtTest>

using namespace noiseloom;
using noiseloom::testing::failure_of;
using noiseloom::testing::free_port;

namespace {

// Runs `work` as each member of a group, on threads instead of processes.
void as_group(int size, const std::function<void(int rank, ProcessGroup& group)>& work) {
    const std::uint16_t port = free_port();
    std::vector<std::thread> members;
    for (int rank = 0; rank < size; ++rank)
        members.emplace_back([&, rank] {
            Launch launch;
            launch.rank = rank;
            launch.size = size;
            launch.port = port;
            ProcessGroup group(launch);
            work(rank, group);
        });
    for (auto& member : members) member.join();
}

}  // namespace

class ProcessGroupTest : public QObject {
    Q_OBJECT
  private slots:
    void shares_make_up_the_whole() {
        std::array<Stretch, 3> shares;
        as_group(3, [&](int rank, ProcessGroup& group) { shares[static_cast<std::size_t>(rank)] = group.share({100, 8, 0.5}); });
        std::int64_t next = 100;
        for (const auto& share : shares) {
            QCOMPARE(share.first, next);
            QVERIFY(share.count == 2 || share.count == 3);
            QCOMPARE(share.part, 0.5);
            next += share.count;
        }
        QCOMPARE(next, std::int64_t{108});
        QCOMPARE(ProcessGroup().share({100, 8, 0}).count, std::int64_t{8});
    }

    // Over several buckets, of any layout; the same bits in every process.
    void sums() {
        std::array<std::vector<at::Tensor>, 3> all;
        std::array<std::vector<double>, 3> numbers;
        as_group(3, [&](int rank, ProcessGroup& group) {
            auto& tensors = all[static_cast<std::size_t>(rank)];
            tensors = {noiseloom::testing::random({5'000'000}, static_cast<std::uint64_t>(1 + rank)), noiseloom::testing::random({2, 3, 4, 5}, static_cast<std::uint64_t>(11 + rank)).contiguous(at::MemoryFormat::ChannelsLast),
                       noiseloom::testing::random({4'000'000}, static_cast<std::uint64_t>(21 + rank)), at::scalar_tensor(rank)};
            group.sum(tensors);
            numbers[static_cast<std::size_t>(rank)] = {1.0 + rank, 0.25 * rank};
            group.sum(numbers[static_cast<std::size_t>(rank)]);
        });
        at::Tensor want = at::zeros({2, 3, 4, 5});
        for (int rank = 0; rank < 3; ++rank) want += noiseloom::testing::random({2, 3, 4, 5}, static_cast<std::uint64_t>(11 + rank));
        QVERIFY(noiseloom::testing::close(all[0][1], want, 1e-6, 1e-6));
        QCOMPARE(all[0][3].item<double>(), 3.0);
        QVERIFY(all[0][1].is_contiguous(at::MemoryFormat::ChannelsLast));
        for (std::size_t i = 0; i < 4; ++i) QVERIFY(all[0][i].equal(all[1][i]) && all[0][i].equal(all[2][i]));
        QCOMPARE(numbers[0], (std::vector<double>{6, 0.75}));
        QCOMPARE(numbers[2], numbers[0]);
    }

    // Also where NCCL is installed: there is no card 99.
    void without_cards_for_all_sums_stay_as_they_are() {
        std::array<std::string, 2> refusals;
        std::array<double, 2> sums{};
        as_group(2, [&](int rank, ProcessGroup& group) {
            const auto own = static_cast<std::size_t>(rank);
            const auto connected = group.connect_cards(rank == 0 ? at::Device("cuda:99") : at::Device("cpu"));
            if (!connected) refusals[own] = connected.error().message;
            const at::Tensor value = at::scalar_tensor(1 + rank);
            group.sum({value});
            sums[own] = value.item<double>();
        });
        for (const auto& refusal : refusals) QVERIFY2(refusal.find("NCCL") != std::string::npos, refusal.c_str());
        QCOMPARE(sums[0], 3.0);
        QCOMPARE(sums[1], 3.0);
    }

    void the_leader_prepares_first() {
        std::vector<int> order;   // guarded by what is tested
        as_group(2, [&](int rank, ProcessGroup& group) {
            group.leader_first([&] {
                if (rank == 0) std::this_thread::sleep_for(std::chrono::milliseconds(50));
                order.push_back(rank);
            });
        });
        QCOMPARE(order, (std::vector<int>{0, 1}));
    }

    void differences_are_told() {
        std::array<std::string, 2> errors;
        as_group(2, [&](int rank, ProcessGroup& group) {
            errors[static_cast<std::size_t>(rank)] = failure_of([&] { group.check_same("configuration", rank == 0 ? "a" : "b"); });
            group.check_same("checkpoint", "300");
        });
        QCOMPARE(errors[0], "");
        QCOMPARE(errors[1], "The processes of this training run do not have the same configuration.");
    }

    void others_that_never_come_are_not_awaited_for_ever() {
        Launch launch;
        launch.size = 2;
        launch.port = free_port();
        const std::string error = failure_of([&] { ProcessGroup(launch, 0.2); });
        QCOMPARE(error, "The 2 processes of this training run did not find each other at 127.0.0.1:" + std::to_string(launch.port) + ".");
        launch.rank = 1;
        QVERIFY(!failure_of([&] { ProcessGroup(launch, 0.2); }).empty());
    }
};

QTEST_APPLESS_MAIN(ProcessGroupTest)
#include "process_group_test.moc"
