#include "session/recording.h"

#include <algorithm>

#include <sys/resource.h>
#include <unistd.h>

#include "core/declarations.h"
#include "core/validate.h"

namespace noiseloom {
namespace fs = std::filesystem;
namespace {

struct RecordedFile {
    std::string scope, node, input;
    FileRef file;
    FileKind kind = FileKind::none;
    fs::path path;   // empty: it cannot be read, or is an output
    Key content;     // when the run began
};

// The files that are named in the graph, not made by a node.
void add_files_of(const Graph& graph, const std::string& scope, const Declarations& declarations, const std::vector<std::string>& targets, FileRoots& files, FileDigests& digests,
                  std::vector<RecordedFile>& found) {
    for (const std::string& id : topological_order(graph, targets)) {
        const Node& node = graph.nodes.at(id);
        const NodeDef* def = declarations.find(node.type);
        if (!def) continue;
        for (const InputDecl& decl : def->inputs()) {
            const auto given = node.inputs.find(decl.name);
            if (decl.type != &type_of<FileRef>() || (given != node.inputs.end() && link_of(given->second))) continue;
            // Not the file whose place a picture takes that was handed over.
            if (const HandedPicture* handed = scope.empty() ? files.handed(id + "." + decl.name) : nullptr) {
                found.push_back({scope, id, decl.name, {handed->name, {}}, decl.file, {}, {}});
                continue;
            }
            auto file = ValueType<FileRef>::from_json(given == node.inputs.end() ? decl.value : std::get<Json>(given->second));
            if (!file || file->name.empty()) continue;
            RecordedFile recorded{scope, id, decl.name, *std::move(file), decl.file, {}, {}};
            if (decl.file != FileKind::output)
                if (const auto path = files.resolve(recorded.file, decl.file, id + "." + decl.name))
                    if (const auto content = digests.digest(*path, decl.file)) {
                        recorded.path = *path;
                        recorded.content = *content;
                    }
            found.push_back(std::move(recorded));
        }
    }
}

// Of definitions all: what their nodes are fed from outside is not known inside.
std::vector<RecordedFile> files_of(const Workflow& workflow, const Registry& registry, const std::vector<std::string>& targets, FileRoots& files, FileDigests& digests) {
    const Declarations declarations(registry, workflow.subgraphs);
    std::vector<RecordedFile> found;
    std::vector<std::string> roots;   // of paths into subgraphs
    for (const std::string& target : targets) roots.push_back(target.substr(0, target.find('/')));
    add_files_of(workflow.graph, "", declarations, roots, files, digests, found);
    for (const auto& [name, subgraph] : workflow.subgraphs) add_files_of(subgraph.graph, name, declarations, {}, files, digests, found);
    return found;
}

std::string write_recorded(Workflow workflow, const Registry& registry, std::vector<RecordedFile> files, Caches& caches, const Cancel& cancel) {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), 10);   // of this thread alone
    for (RecordedFile& one : files) {
        if (!one.path.empty()) {
            const auto hash = caches.hashes().hash(one.path, one.kind, cancel);
            const auto content = caches.digests().digest(one.path, one.kind);
            one.file.sha256 = hash && content && *content == one.content ? *hash : "";
        }
        one.file.name = shared_name(one.file.name);
        Graph& graph = one.scope.empty() ? workflow.graph : workflow.subgraphs[one.scope].graph;
        graph.nodes[one.node].inputs[one.input] = Input(ValueType<FileRef>::to_json(one.file));
    }
    return write_workflow(workflow, &registry);
}

}  // namespace

std::string shared_name(const std::string& name) {
    const fs::path path(name);
    const bool leads_elsewhere = path.is_absolute() || std::find(path.begin(), path.end(), "..") != path.end();
    return leads_elsewhere ? path.filename().string() : name;
}

Recording::Recording(const Workflow& workflow, const Registry& registry, const std::vector<std::string>& targets, FileRoots& files, Caches& caches)
    : text_(std::async(std::launch::async, write_recorded, workflow, std::cref(registry), files_of(workflow, registry, targets, files, caches.digests()),
                       std::ref(caches), stopped_)
                .share()) {}

Recording::~Recording() { stopped_.request(); }

std::string Recording::text(const Cancel& cancel) const {
    while (text_.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) cancel.check();
    return text_.get();
}

}  // namespace noiseloom
