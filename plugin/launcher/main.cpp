// noiseloom and noiseloom-editor as they are installed in bin/: each finds LibTorch, then becomes the program of its own name in
// ../lib/noiseloom. In a build folder there are only the programs, which know where LibTorch is.
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include <unistd.h>

#include "launcher/library_path.h"
#include "launcher/torch_search.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

// Started from a menu, nobody sees standard error: a window says it there.
int say(const Error& error, const fs::path& programs, bool has_window) {
    std::cerr << "noiseloom: " << to_string(error) << "\n";
    if (has_window && !isatty(STDERR_FILENO) && (std::getenv("WAYLAND_DISPLAY") || std::getenv("DISPLAY"))) {
        const fs::path window = programs / "noiseloom-message";
        execl(window.c_str(), window.c_str(), error.message.c_str(), error.hint.c_str(), static_cast<char*>(nullptr));
    }
    return exit_status(error.code);
}

int launch(char** argv) {
    const fs::path self = fs::read_symlink("/proc/self/exe");
    const fs::path programs = self.parent_path().parent_path() / "lib/noiseloom", program = programs / self.filename();
    const bool has_window = self.filename() == "noiseloom-editor";
    const auto torch = find_torch(programs, NOISELOOM_TORCH_VERSION, has_nvidia_driver());
    if (!torch) return say(torch.error(), programs, has_window);
    if (*torch != programs / "torch/lib") lend_library_path(*torch);   // there the program looks by itself
    execv(program.c_str(), argv);
    return say({Code::disk, program.string() + " cannot be started: " + std::strerror(errno), "Install Noiseloom anew: its files belong together.", "", "", ""}, programs, has_window);
}

}  // namespace
}  // namespace noiseloom

int main(int, char** argv) {
    try {
        return noiseloom::launch(argv);
    } catch (const std::exception& error) {
        std::cerr << "noiseloom: " << error.what() << "\n";
        return noiseloom::exit_status(noiseloom::Code::internal);
    }
}
