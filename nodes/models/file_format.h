// What a file is by its first bytes, whatever its name says.
#pragma once

#include <string_view>

namespace noiseloom {

enum class FileFormat { unknown, empty, safetensors, zip, pickle, gguf, sqlite, lfs_pointer, html, png, jpeg, gzip, json };

// `head`: the first 512 bytes or all of a shorter file. Safetensors: a plausible length and then '{'.
FileFormat sniff_file_format(std::string_view head);

// "a zip archive (a PyTorch checkpoint, perhaps)"; with the article.
std::string_view name_of(FileFormat format);
// What to do with such a file where a model is wanted; may be empty.
std::string_view hint_for(FileFormat format);

}  // namespace noiseloom
