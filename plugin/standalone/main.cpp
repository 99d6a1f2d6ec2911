// noiseloom-editor: the editor on the node library.
#include <QApplication>

#include "session/session.h"
#include "standalone/nodes_backend.h"
#include "ui/app/run_editor.h"
#include "ui/app/settings.h"

namespace {

// As the user has set it, else as usual.
noiseloom::CacheSettings cache_settings(const noiseloom::Settings& settings) {
    noiseloom::CacheSettings cache;
    cache.folder = noiseloom::default_cache_folder();
    cache.memory.default_budget = static_cast<std::size_t>(settings.memory_cache()) << 20;
    if (settings.disk_cache() > 0) cache.disk_bytes = static_cast<std::uint64_t>(settings.disk_cache()) << 20;
    return cache;
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    noiseloom::Settings settings;
    noiseloom::NodesBackend backend(cache_settings(settings));
    return noiseloom::run_editor(backend, settings, application.arguments());
}
