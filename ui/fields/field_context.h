// What fields need to know beyond their input: looks, and ways to ask for what only the editor's program has. Every hook may be absent.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <QImage>
#include <QStringList>

#include "core/node_def.h"
#include "ui/backend/backend.h"
#include "ui/theme/theme.h"

class QMenu;

namespace noiseloom {

// A prompt as one of the encoders that its node's encoder input leads to reads it.
struct EncoderReading {
    QString encoder;   // its name where there are several
    PromptReading reading;
};

struct FieldContext {
    const Theme* theme = &Theme::named("dark");
    double text_scale = 1;

    // --- prompts: a text field of a node with an encoder is one if read_prompt is set ---
    // Reads on a worker; `told` is called on the interface's thread, later or never. Empty: no encoder is at hand yet.
    std::function<void(const QString& text, const std::string& syntax, std::function<void(std::vector<EncoderReading>)> told)> read_prompt;
    std::function<std::string()> prompt_syntax;    // "a1111" if absent
    std::function<QStringList()> prompt_words;     // to complete from: the user's own list, words of earlier prompts; the best first

    // --- files ---
    // The value (a FileRef's JSON) of what the user picks in a dialogue; never called if nothing was picked.
    std::function<void(FileKind kind, std::function<void(const Json&)> chosen)> choose_file;
    std::function<QStringList(FileKind kind)> known_files;                            // names that fit: recent first, then those of the folders
    std::function<bool(const InputDecl& input, const Json& value)> is_missing;         // looked up before, never on the disk now
    std::function<std::optional<Json>(FileKind kind, const QString& path)> take_file;   // a file was dropped: null if it is of no use here

    // --- others ---
    std::function<QImage()> picture_beneath;                                        // of a mask that is painted: null if there is none yet
    std::function<std::vector<std::uint64_t>()> recent_seeds;                       // the newest first; absent: those of the field itself
    std::function<void(QMenu& menu, const InputDecl& input)> add_actions;           // to the menu of a right click
};

}  // namespace noiseloom
