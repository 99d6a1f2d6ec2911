#include "serving/remote_host.h"

namespace noiseloom {

RemoteHost::RemoteHost(Wire wire, const Hello& hello, HostDocument document, std::shared_ptr<SegmentPool> pool, QThreadPool& threads)
    : home_(std::make_shared<Home<RemoteHost>>(this)), hello_(hello), document_(std::move(document)) {
    HostTalk::Heard heard;
    heard.cancelled = [home = home_] { home->post([](RemoteHost& host) { emit host.cancel_requested(); }); };
    heard.lost = [home = home_] {
        home->post([](RemoteHost& host) {
            if (!std::exchange(host.is_gone_, true)) emit host.gone();
        });
    };
    talk_ = std::make_shared<HostTalk>(std::move(wire), hello, std::move(pool), std::move(heard));
    threads.start([talk = talk_] { talk->serve(); });
}

RemoteHost::~RemoteHost() {
    end({}, false);
    home_->leave();
}

void RemoteHost::refresh(std::function<void(const Result<void>&)> told) {
    talk_->add([home = home_, told = std::move(told)](HostTalk& talk) {
        home->post([told, document = talk.document()](RemoteHost& host) {
            if (!document) return told(document.error());
            const bool is_other = to_json(host.document_) != to_json(*document);
            host.document_ = *document;
            if (is_other) emit host.document_changed();
            told({});
        });
    });
}

void RemoteHost::fetch(std::vector<HostInput> inputs, HostRect frame, std::function<void(const Result<HostPictures>&)> told) {
    talk_->add([home = home_, inputs = std::move(inputs), frame, document = document_, told = std::move(told)](HostTalk& talk) {
        home->post([told, pictures = talk.read(inputs, frame, document)](RemoteHost&) { told(pictures); });
    });
}

void RemoteHost::put(std::vector<HostResult> results, HostPlacement placement, std::function<void(const Result<std::vector<std::string>>&)> told) {
    talk_->add([home = home_, results = std::move(results), placement = std::move(placement), told = std::move(told)](HostTalk& talk) {
        home->post([told, layers = talk.write(results, placement)](RemoteHost&) { told(layers); });
    });
}

void RemoteHost::show_progress(double fraction, const QString& text) {
    talk_->add([fraction, text = text.toStdString()](HostTalk& talk) { talk.tell({{"type", "progress"}, {"fraction", fraction}, {"text", text}}); });
}

void RemoteHost::end_progress() {
    talk_->add([](HostTalk& talk) { talk.tell({{"type", "progress"}}); });
}

void RemoteHost::show_message(const QString& text) {
    talk_->add([text = text.toStdString()](HostTalk& talk) { talk.tell({{"type", "message"}, {"text", text}}); });
}

void RemoteHost::end(const QString& error, bool was_cancelled) { talk_->end(end_message(error.toStdString(), was_cancelled)); }

}  // namespace noiseloom
