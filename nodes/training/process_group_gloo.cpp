#include <ATen/ATen.h>
#include <c10/util/Logging.h>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include "training/nccl.h"
#include "training/process_group.h"

namespace noiseloom {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t bucket_numbers = std::int64_t{8} << 20;   // summed at once: 32 MiB
// How long the others wait for the leader's preparations (encoding a data set takes hours); its death they notice at once.
constexpr milliseconds preparation = std::chrono::hours(48);
// How long they wait for each other in a sum, while the leader makes a report or writes a checkpoint.
constexpr milliseconds silence = std::chrono::hours(2);

[[noreturn]] void lost(const std::exception& problem) {
    throw ProcessLost({Code::cancelled, "Another process of this training run has ended.",
                       "Its own last message says why. The same command goes on from the checkpoint.", "", "", problem.what()});
}

template <class Work>
auto with_others(Work&& work) {
    try {
        return work();
    } catch (const std::exception& problem) {   // c10d and gloo throw several types for a closed connection
        lost(problem);
    }
}

}  // namespace

struct ProcessGroup::Connection {
    c10::intrusive_ptr<c10d::Store> store;
    c10::intrusive_ptr<c10d::ProcessGroupGloo> gloo;
    std::optional<Nccl> cards;
    int meetings = 0;   // makes the store's keys

    void sum(at::Tensor values) const {
        with_others([&] {
            std::vector<at::Tensor> all{std::move(values)};
            c10d::AllreduceOptions options;
            options.timeout = silence;
            gloo->allreduce(all, options)->wait();
        });
    }

    bool all_agree(bool own) const {
        const at::Tensor refusals = at::scalar_tensor(own ? 0 : 1);
        sum(refusals);
        return refusals.item<float>() == 0;
    }

    // The leader's, in all processes.
    std::string shared(bool leads, const std::string& value) {
        const std::string key = "shared/" + std::to_string(++meetings);
        const auto leaders = with_others([&] {
            if (leads) store->set(key, std::vector<std::uint8_t>(value.begin(), value.end()));
            return store->get(key);
        });
        return {leaders.begin(), leaders.end()};
    }
};

ProcessGroup::ProcessGroup(const Launch& launch, double patience) : rank_(launch.rank), size_(launch.size) {
    if (size_ == 1) return;
    FLAGS_caffe2_log_level = 3;   // fatal: on standard error c10d repeats, with a stack, what its exceptions say
    connection_ = std::make_shared<Connection>();
    const milliseconds limit(static_cast<std::int64_t>(patience * 1000));
    try {
        c10d::TCPStoreOptions options;
        options.port = launch.port;
        options.isServer = rank_ == 0 && !launch.has_agent;
        options.numWorkers = static_cast<std::size_t>(size_);
        options.timeout = limit;
        const auto meeting_point = c10::make_intrusive<c10d::TCPStore>(launch.address, options);
        connection_->store = c10::make_intrusive<c10d::PrefixStore>("noiseloom/" + std::to_string(launch.attempt), meeting_point);
        const auto gloo_options = c10d::ProcessGroupGloo::Options::create_default(limit);   // heeds GLOO_SOCKET_IFNAME
        connection_->gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(connection_->store, rank_, size_, gloo_options);
    } catch (const std::exception& problem) {
        throw Failure({Code::usage, "The " + std::to_string(size_) + " processes of this training run did not find each other at " + launch.address + ":" +
                                        std::to_string(launch.port) + ".",
                       "All must be started within " + std::to_string(static_cast<int>(patience)) +
                           " seconds, with ranks 0 to " + std::to_string(size_ - 1) + " and the same MASTER_ADDR and MASTER_PORT, where no other program waits.",
                       "", "", problem.what()});
    }
}

Result<void> ProcessGroup::connect_cards(at::Device card) {
    if (!connection_) return {};
    const auto own_point = Nccl::meeting_point();   // asked by all: it tells whether they have NCCL
    const std::string point = connection_->shared(leads(), own_point ? *own_point : "");
    const Error missing{Code::usage, "A process of this training run has no NCCL.", "", "", "", ""};
    if (!connection_->all_agree(own_point && card.is_cuda())) return own_point ? missing : own_point.error();
    auto cards = Nccl::connect(point, card, rank_, size_);
    const bool is_connected = static_cast<bool>(cards);
    if (!connection_->all_agree(is_connected)) return is_connected ? missing : cards.error();
    connection_->cards = *std::move(cards);
    return {};
}

void ProcessGroup::sum(const std::vector<at::Tensor>& tensors) const {
    if (!connection_) return;
    // The processes meet before a card waits for the others: here the death of one is noticed at once.
    const bool by_cards = connection_->cards && !tensors.empty() && tensors.front().is_cuda() && connection_->all_agree(true);
    for (std::size_t first = 0; first < tensors.size();) {
        std::vector<at::Tensor> flat;
        std::int64_t count = 0;
        std::size_t end = first;
        for (; end < tensors.size() && (end == first || count + tensors[end].numel() <= bucket_numbers); ++end) {
            flat.push_back(tensors[end].reshape({-1}));
            count += flat.back().numel();
        }
        const at::Tensor bucket = by_cards ? at::cat(flat) : at::cat(flat).cpu();
        if (by_cards) with_others([&] { connection_->cards->sum(bucket); });
        else connection_->sum(bucket);
        for (std::int64_t offset = 0; first < end; ++first) {
            tensors[first].copy_(bucket.narrow(0, offset, tensors[first].numel()).view(tensors[first].sizes()));
            offset += tensors[first].numel();
        }
    }
}

void ProcessGroup::sum(std::vector<double>& values) const {
    if (connection_ && !values.empty())
        connection_->sum(at::from_blob(values.data(), {static_cast<std::int64_t>(values.size())}, at::kDouble));
}

void ProcessGroup::leader_first(const std::function<void()>& work) const {
    if (!connection_) return work();
    const std::string key = "prepared/" + std::to_string(++connection_->meetings);
    if (!leads()) with_others([&] { connection_->store->wait({key}, preparation); });
    work();
    if (leads()) with_others([&] { connection_->store->set(key, std::vector<std::uint8_t>{1}); });
}

void ProcessGroup::check_same(const std::string& what, const std::string& value) const {
    if (!connection_) return;
    if (value != connection_->shared(leads(), value))
        throw Failure({Code::usage, "The processes of this training run do not have the same " + what + ".",
                       "Start all of them with one command, and with an output folder that all of them see.", "", "", ""});
}

}  // namespace noiseloom
