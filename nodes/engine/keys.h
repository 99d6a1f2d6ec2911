// Merkle keys of every output, known before anything runs.
//
// A node's key is a digest of its type and version, the numerics version, dtype and device kind, and of
// every declared input: its name with the canonical literal, the content of the file that it names, or
// the key of the output that feeds it. Titles and positions are not in, and node ids neither: two nodes
// that would compute the same share one key. An output's key adds the output's name. A bypassed
// node has no key of its own: its output is its input.
//
// An impure node (and all that depends on it) gets a key that no other run has, so it never hits.
#pragma once

#include "core/run.h"
#include "engine/files.h"
#include "engine/program.h"

namespace noiseloom {

// Rises when the engine or shared maths give other numbers for the same declarations.
inline constexpr int numerics_version = 1;

struct KeyOptions {
    Compute compute;
    FileResolver* files = nullptr;     // null: no file can be read
    FileDigests* digests = nullptr;    // null: digests are not remembered
};

// A file that a node reads, as it was when the node's key was made.
struct KeyedFile {
    std::filesystem::path path;
    FileKind kind = FileKind::none;
    Key content;
};

struct Keys {
    std::vector<Key> nodes;             // by number; zero: blocked
    std::vector<Key> outputs;           // by Program's numbering of outputs
    std::vector<char> is_volatile;      // never cached: impure, or fed by something impure
    std::map<int, Error> errors;        // the program's, and files that cannot be read
    std::map<int, std::vector<KeyedFile>> files;   // by node
    bool is_blocked(int node) const { return !nodes[static_cast<std::size_t>(node)]; }
};

Keys keys_of(const Program& program, const KeyOptions& options);

}  // namespace noiseloom
