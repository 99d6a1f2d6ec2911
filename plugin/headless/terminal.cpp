#include "headless/terminal.h"

#include <cstdio>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

namespace noiseloom {
namespace {

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 10 ? size.ws_col : 80;
}

std::string bar(double part, int width) {
    const int full = static_cast<int>(part * width + 0.5);
    return std::string(static_cast<std::size_t>(full), '#') + std::string(static_cast<std::size_t>(width - full), '.');
}

std::string seconds_text(double seconds) {
    char text[32];
    if (seconds < 60)
        std::snprintf(text, sizeof text, "%.0f s", seconds);
    else
        std::snprintf(text, sizeof text, "%d:%02d min", static_cast<int>(seconds) / 60, static_cast<int>(seconds) % 60);
    return text;
}

}  // namespace

bool is_terminal() {
    const char* term = std::getenv("TERM");
    return isatty(STDERR_FILENO) && !(term && std::string_view(term) == "dumb");
}

std::string counted(std::int64_t count, const std::string& noun) { return std::to_string(count) + " " + noun + (count == 1 ? "" : "s"); }

std::string plain(std::string_view text) {
    std::string clean;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) {   // C1 as UTF-8
            ++i;
            clean += '?';
        } else {
            clean += (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ? '?' : text[i];
        }
    }
    return clean;
}

ProgressLine::ProgressLine() : terminal_(is_terminal()) {}

ProgressLine::~ProgressLine() { draw(""); }

void ProgressLine::show(const Event& event) {
    if (!terminal_) return;
    const auto now = std::chrono::steady_clock::now();
    if (event.kind == EventKind::started) {
        started_[event.node] = now;
        draw(plain(event.node) + " ...");
    } else if (event.kind == EventKind::progress && event.total > 0) {
        const double spent = std::chrono::duration<double>(now - started_[event.node]).count();
        const double left = event.done > 0 ? spent * (event.total - event.done) / event.done : 0;
        char counts[64];
        std::snprintf(counts, sizeof counts, " %.0f/%.0f", event.done, event.total);
        draw(plain(event.node) + " [" + bar(event.done / event.total, 24) + "]" + counts + (event.done > 0 ? ", " + seconds_text(left) + " left" : ""));
    }
}

void ProgressLine::draw(const std::string& text) {
    if (!terminal_ || text == last_) return;
    const std::string shown = text.substr(0, terminal_width() - 1);
    std::fprintf(stderr, "\r%s\x1b[K", shown.c_str());
    std::fflush(stderr);
    last_ = text;
}

}  // namespace noiseloom
