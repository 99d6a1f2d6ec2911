// noiseloom-editor: the editor on the node library, for people and for image editors.
#include <algorithm>
#include <string_view>

#include <QApplication>

#include "launcher/library_path.h"
#include "serving/host_server.h"
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
    // Started by an image editor that runs without a screen, it needs none either.
    const bool has_screen = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if (!has_screen && std::any_of(argv, argv + argc, [](const char* argument) { return std::string_view(argument) == "--serve"; })) qputenv("QT_QPA_PLATFORM", "offscreen");
    noiseloom::return_library_path();
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(NOISELOOM_VERSION);
    QApplication::setDesktopFileName("org.noiseloom.Noiseloom");   // Wayland finds the window's icon and name by it
    noiseloom::Settings settings;
    noiseloom::NodesBackend backend(cache_settings(settings));
    return noiseloom::run_editor(backend, settings, application.arguments(), [](noiseloom::HostDesk& desk) { return std::make_unique<noiseloom::HostServer>(desk); });
}
