#include "engine/keys.h"

#include <atomic>
#include <random>

namespace noiseloom {
namespace {

// A key that no other call gives, in this process or another.
Key fresh_key() {
    static const std::uint64_t process = [] {
        std::random_device random;
        return (std::uint64_t{random()} << 32) ^ random();
    }();
    static std::atomic<std::uint64_t> count{0};
    return KeyBuilder("fresh").add(process).add(++count).key();
}

Key literal_key(const Value& value) {
    const Json json = value.type().to_json(value.object());
    return KeyBuilder("literal").add(value.type().name).add(json.dump(-1, ' ', false, Json::error_handler_t::replace)).key();
}

std::string device_kind(const std::string& device) { return device.substr(0, device.find(':')); }

class Keyer {
  public:
    Keyer(const Program& program, const KeyOptions& options) : program_(program), options_(options) {
        keys_.nodes.resize(program.nodes.size());
        keys_.outputs.resize(program.outputs);
        keys_.is_volatile.resize(program.nodes.size(), 0);
        keys_.errors = program.errors;
    }

    Keys keys() {
        for (int node = 0; node < program_.size(); ++node)
            if (program_.nodes[node].def && !program_.is_bypassed(node) && !keys_.errors.contains(node)) add_node(node);
        return std::move(keys_);
    }

  private:
    void add_node(int node);
    // Adds what stands at the input; false if the node cannot run because of it.
    bool add_input(KeyBuilder& key, int node, std::size_t input, const Feed& feed);
    bool add_file(KeyBuilder& key, int node, const InputDecl& decl, const FileRef& file);
    const Key& default_key(const NodeDef& def, std::size_t input, const Value& value);
    bool reads_files(int node) const;
    const HandedPicture* handed_to(int node, const InputDecl& decl) const;

    const Program& program_;
    const KeyOptions& options_;
    Keys keys_;
    std::unordered_map<const InputDecl*, Key> defaults_;
    FileDigests own_digests_;
};

void Keyer::add_node(int node) {
    const BoundNode& bound = program_.nodes[node];
    const NodeDef& def = *bound.def;
    KeyBuilder key("node");
    key.add(numerics_version).add(def.type()).add(def.version()).add(options_.compute.dtype).add(device_kind(options_.compute.device));
    std::size_t input = 0;
    for (const Feed& feed : program_.inputs_of(node))
        if (!add_input(key, node, input++, feed)) return;
    if (def.is_impure()) keys_.is_volatile[node] = 1;
    if (keys_.is_volatile[node]) key.add(fresh_key());
    keys_.nodes[node] = key.key();
    for (std::size_t i = 0; i < def.outputs().size(); ++i)
        keys_.outputs[bound.first_output + i] = KeyBuilder("output").add(keys_.nodes[node]).add(def.outputs()[i].name).key();
}

bool Keyer::add_input(KeyBuilder& key, int node, std::size_t input, const Feed& feed) {
    const NodeDef& def = *program_.nodes[node].def;
    const InputDecl& decl = def.inputs()[input];
    key.add(decl.name);
    if (feed.is_blocked || (feed.is_wire() && keys_.is_blocked(feed.node))) {
        if (!decl.is_lazy) return false;
        keys_.is_volatile[node] = 1;   // runs as long as it does not ask for this input
        key.add("blocked");
    } else if (feed.is_wire()) {
        if (keys_.is_volatile[feed.node]) keys_.is_volatile[node] = 1;
        // A name that a node made says nothing of the file's content.
        if (decl.type == &type_of<FileRef>() && decl.file != FileKind::output && !reads_files(feed.node)) keys_.is_volatile[node] = 1;
        key.add("wire").add(keys_.outputs[program_.nodes[feed.node].first_output + feed.output]);
    } else if (const HandedPicture* handed = handed_to(node, decl)) {
        key.add("handed").add(handed->content);
    } else if (!feed.literal) {
        key.add("nothing");
    } else if (feed.literal.is<FileRef>() && decl.file != FileKind::output && !feed.literal.as<FileRef>().name.empty()) {
        return add_file(key, node, decl, feed.literal.as<FileRef>());
    } else {
        key.add("literal").add(feed.is_default ? default_key(def, input, feed.literal) : literal_key(feed.literal));
    }
    return true;
}

bool Keyer::add_file(KeyBuilder& key, int node, const InputDecl& decl, const FileRef& file) {
    const std::string& id = *program_.nodes[node].id;
    auto keyed = [&]() -> Result<KeyedFile> {
        if (!options_.files) return Error{Code::refused, "'" + file.name + "' cannot be read here", "", "", "", ""};
        NL_TRY(const std::filesystem::path path, options_.files->resolve(file, decl.file, id + "." + decl.name));
        NL_TRY(const Key content, (options_.digests ? *options_.digests : own_digests_).digest(path, decl.file));
        return KeyedFile{path, decl.file, content};
    }();
    if (keyed) {
        key.add("file").add(keyed->content);
        keys_.files[node].push_back(*std::move(keyed));
        return true;
    }
    Error error = keyed.error();
    error.node = id;
    error.socket = decl.name;
    keys_.errors.try_emplace(node, std::move(error));
    return false;
}

const Key& Keyer::default_key(const NodeDef& def, std::size_t input, const Value& value) {
    const auto [found, is_new] = defaults_.try_emplace(&def.inputs()[input]);
    if (is_new) found->second = literal_key(value);
    return found->second;
}

const HandedPicture* Keyer::handed_to(int node, const InputDecl& decl) const {
    return options_.files && decl.file == FileKind::image ? options_.files->handed(*program_.nodes[node].id + "." + decl.name) : nullptr;
}

bool Keyer::reads_files(int node) const {
    for (const InputDecl& decl : program_.nodes[node].def->inputs())
        if (decl.type == &type_of<FileRef>() && decl.file != FileKind::output) return true;
    return false;
}

}  // namespace

Keys keys_of(const Program& program, const KeyOptions& options) { return Keyer(program, options).keys(); }

}  // namespace noiseloom
