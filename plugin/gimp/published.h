// The workflows that the user published, as entries of the host's menu (PROTOCOL.md, "Published workflows"), and what a script hands
// to each of them: its fields in order, a layer for every picture input but the first, and the number of variations.
//
// The first picture input is the layer that the procedure is called on. Nothing here knows GIMP: its versions differ in how
// arguments are declared, not in which there are.
#pragma once

#include <filesystem>
#include <vector>

#include "host/messages.h"

namespace noiseloom {

enum class ArgumentKind { text, number, integer, flag };

struct Argument {
    enum class Meaning { field, layer, count };
    Meaning meaning = Meaning::field;
    std::string key;               // of the field or the picture input, in the workflow
    std::string name, label, about;   // `name` is a word of its own among the procedure's arguments
    ArgumentKind kind = ArgumentKind::text;
    Json value;                    // what stands there from the start
    double low = 0, high = 0;      // of numbers; equal: no limits
    bool empty_is_absent = false;  // an empty text leaves the field as it is in the workflow
};

struct PublishedWorkflow {
    std::string name, title, about;
    std::vector<Argument> arguments;
    std::string first_input;       // of pictures; empty: the workflow takes none
};

// From the text of published.json. What one workflow has wrong makes the whole an error (bad_workflow): the file is written by a
// program, so it is damaged.
Result<std::vector<PublishedWorkflow>> read_published(std::string_view text);

// Those of this user, else of the installation that `application` (may be empty) belongs to. No file: none.
Result<std::vector<PublishedWorkflow>> load_published(const std::filesystem::path& application);

// What a script gave, in the order of the workflow's arguments, as the application is told it. `layer`: the id of the layer that the
// procedure was called on; empty: none.
void set_arguments(Open& open, const PublishedWorkflow& workflow, const std::vector<Json>& values, const std::string& layer);

}  // namespace noiseloom
