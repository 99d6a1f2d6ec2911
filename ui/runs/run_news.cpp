#include "ui/runs/run_news.h"

namespace noiseloom {

template <class Change>
void RunNews::change(const std::string& node, Change change) {
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        is_first = news_.empty();
        change(news_[node]);
    }
    if (is_first) on_first_();
}

void RunNews::add(const Event& event) {
    switch (event.kind) {
        case EventKind::started:
            return change(event.node, [&](NodeNews& news) {
                news.kind = event.kind;
                news.started = std::chrono::steady_clock::now();
            });
        case EventKind::progress:
            return change(event.node, [&](NodeNews& news) {
                news.done = event.done;
                news.total = event.total;
            });
        case EventKind::cached:
        case EventKind::finished:
        case EventKind::failed:
            return change(event.node, [&](NodeNews& news) {
                news.kind = event.kind;
                news.seconds = event.seconds;
                news.bytes = event.bytes;
                news.error = event.error;
            });
        case EventKind::warning:
            return change(event.node, [&](NodeNews& news) { news.warning = event.error; });
        default: return;
    }
}

void RunNews::add_picture(const std::string& node, QImage picture) {
    if (picture.isNull()) return;
    change(node, [&](NodeNews& news) { news.picture = std::move(picture); });
}

std::map<std::string, NodeNews> RunNews::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {});
}

}  // namespace noiseloom
