#include "engine/events.h"

namespace noiseloom {

std::string_view name_of(EventKind kind) {
    switch (kind) {
        case EventKind::queued: return "queued";
        case EventKind::started: return "started";
        case EventKind::progress: return "progress";
        case EventKind::preview: return "preview";
        case EventKind::metric: return "metric";
        case EventKind::cached: return "cached";
        case EventKind::finished: return "finished";
        case EventKind::failed: return "failed";
        case EventKind::cancelled: return "cancelled";
        case EventKind::wrote: return "wrote";
        case EventKind::warning: return "warning";
    }
    return "";
}

Json to_json(const Error& error) {
    Json json{{"code", name_of(error.code)}, {"message", error.message}};
    if (!error.hint.empty()) json["hint"] = error.hint;
    if (!error.node.empty()) json["node"] = error.node;
    if (!error.socket.empty()) json["socket"] = error.socket;
    if (!error.details.empty()) json["details"] = error.details;
    return json;
}

Json to_json(const Event& event) {
    Json json{{"event", name_of(event.kind)}, {"node", event.node}, {"time", event.time}};
    switch (event.kind) {
        case EventKind::queued:
        case EventKind::started:
        case EventKind::cancelled: break;
        case EventKind::progress:
            json["done"] = event.done;
            json["total"] = event.total;
            break;
        case EventKind::preview:
            json["step"] = event.step;
            if (event.preview) json["type"] = event.preview.type().name;
            json["bytes"] = event.preview.bytes();
            break;
        case EventKind::metric:
            json["step"] = event.step;
            json["name"] = event.name;
            json["value"] = event.number;
            break;
        case EventKind::cached:
        case EventKind::finished:
            json["seconds"] = event.seconds;
            json["bytes"] = event.bytes;
            break;
        case EventKind::failed:
        case EventKind::warning:
            if (event.error) json["error"] = to_json(*event.error);
            break;
        case EventKind::wrote: json["file"] = event.file.string(); break;
    }
    return json;
}

}  // namespace noiseloom
