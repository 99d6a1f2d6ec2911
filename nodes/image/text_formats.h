// How each file format carries texts; the public door is image/metadata.h.
//
// The readers follow lengths and offsets of files that may be hostile: every length is checked
// against the file, every piece is taken from a TextBudget, and a broken rule ends the reading with
// what was found so far.
#pragma once

#include "core/result.h"
#include "image/bytes.h"
#include "image/image.h"

namespace noiseloom {

inline constexpr std::uint64_t max_text_bytes = std::uint64_t{8} << 20;

class TextBudget {
  public:
    // False if one more piece of `bytes` is too much.
    bool take(std::uint64_t bytes) {
        if (bytes > max_text_bytes) return skip("a text is larger than 8 MB");
        if (bytes > bytes_) return skip("its texts are larger than 32 MB in all");
        if (pieces_ == 0) return skip("it has more than 256 texts");
        bytes_ -= bytes;
        --pieces_;
        return true;
    }
    // Notes why something was left out; the first reason stays. Always false.
    bool skip(std::string_view why) {
        if (problem_.empty()) problem_ = why;
        return false;
    }
    const std::string& problem() const { return problem_; }

  private:
    int pieces_ = 256;
    std::uint64_t bytes_ = 4 * max_text_bytes;
    std::string problem_;
};

// Of two texts with one key the first counts.
void read_png_texts(const ByteSource& file, TextBudget& budget, Texts& texts);
void read_jpeg_texts(const ByteSource& file, TextBudget& budget, Texts& texts);
void read_webp_texts(const ByteSource& file, TextBudget& budget, Texts& texts);
void read_tiff_texts(const ByteSource& file, TextBudget& budget, Texts& texts);
void read_exr_texts(const ByteSource& file, TextBudget& budget, Texts& texts);

// `file` is whole and valid; texts of these keys that it has already are replaced.
Result<std::string> add_png_texts(std::string_view file, const Texts& texts);
Result<std::string> add_jpeg_texts(std::string_view file, const Texts& texts);
Result<std::string> add_webp_texts(std::string_view file, const Texts& texts);
Result<std::string> add_tiff_texts(std::string_view file, const Texts& texts);
Result<std::string> add_exr_texts(std::string_view file, const Texts& texts);

// The error for a file that add_*_texts does not understand.
Error cannot_add_texts(std::string_view why);

}  // namespace noiseloom
