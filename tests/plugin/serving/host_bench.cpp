// What Noiseloom adds to a host's own reading and writing: a layer of floats through a workflow that changes nothing, and back as a new layer.
// The bridge is in this process and its pixels are copied once each way; that time is told apart. The first round is cold.
//
//     host_bench [SIDE...]     pixels of a side; usually 1024 and 4096
#include <chrono>
#include <cstdio>

#include <QApplication>
#include <QEventLoop>
#include <QTemporaryDir>

#include "plugin/serving/fake_bridge.h"
#include "serving/remote_host.h"
#include "standalone/nodes_backend.h"
#include "ui/host/host_run.h"

using namespace noiseloom;

namespace {

constexpr int rounds = 6;

Workflow passing() {
    return *read_workflow(R"({ "noiseloom": 1, "nodes": { "load": { "type": "image.load@1" }, "save": { "type": "image.save@1", "image": "@load.image" } } })");
}

double milliseconds(std::chrono::steady_clock::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    NodesBackend backend{CacheSettings{}};
    Workshop workshop(backend);
    Desk desk{backend, workshop};
    const auto pool = std::make_shared<SegmentPool>();
    QThreadPool threads;
    std::vector<int> sides;
    for (int i = 1; i < argc; ++i) sides.push_back(std::atoi(argv[i]));
    if (sides.empty()) sides = {1024, 4096};
    std::printf("side    round  all ms  host's copies ms  added ms\n");
    for (const int side : sides) {
        for (int round = 0; round < rounds; ++round) {
            FakeBridge bridge;
            bridge.document.width = bridge.document.height = side;
            bridge.document.format.sample = PixelSample::f32;
            bridge.document.layers[0].rect = bridge.document.rect();
            bridge.pixels.resize(bridge.document.format.bytes(bridge.document.rect()));
            auto* const floats = reinterpret_cast<float*>(bridge.pixels.data());
            for (std::size_t i = 0; i < bridge.pixels.size() / sizeof(float); ++i) floats[i] = i % 4 == 3 ? 1 : static_cast<float>(round) / rounds;   // opaque, and no two rounds alike
            bridge.keeps_pixels = false;
            const auto begin = std::chrono::steady_clock::now();
            {
                HostRun run(desk, std::make_unique<RemoteHost>(bridge.join(), Hello{host_protocol, "bench", "Bench", "", "", 0, false}, bridge.document, pool, threads), std::make_unique<EditorDocument>(backend.registry(), passing(), QString(), "Bench"));
                QEventLoop loop;
                QObject::connect(&run, &HostRun::ended, &loop, &QEventLoop::quit);
                run.start();
                loop.exec();
            }
            bridge.wait();
            const double all = milliseconds(std::chrono::steady_clock::now() - begin), own = milliseconds(bridge.copying);
            std::printf("%-7d %-6d %-7.0f %-17.0f %.0f\n", side, round + 1, all, own, all - own);
        }
    }
    return 0;
}
