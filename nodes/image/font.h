// Text in pictures: the system's sans-serif face, found by fontconfig and drawn by FreeType with soft edges.
//
// A character that the face lacks (CJK, say) comes from whatever face fontconfig has for it. Characters stand one after the other,
// from left to right: no ligatures, no kerning, no scripts that join or turn. Where the system has no face at all nothing is drawn and
// every text is 0 wide: pictures lack their labels then, and nothing fails. Not for several threads at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "image/canvas.h"

namespace noiseloom {

enum class Align { left, centre, right };

class Font {
  public:
    explicit Font(double size);   // of the em, in pixels
    ~Font();
    Font(Font&&) noexcept;
    Font& operator=(Font&&) noexcept;

    bool is_there() const;
    static Error missing();   // what to tell where it is not

    double size() const { return size_; }
    double line_height() const { return 1.3 * size_; }
    // All texts are UTF-8; control characters and bad bytes are drawn as spaces and U+FFFD.
    double width(std::string_view text) const;
    // The text, or its beginning and "…" where it is wider than that.
    std::string elided(std::string_view text, double width) const;
    // The text in lines of at most that width, broken between words; what does not fit into so many is elided.
    std::vector<std::string> wrapped(std::string_view text, double width, std::size_t most_lines) const;
    // x: of the left end, the centre or the right end; y: the middle of capital letters.
    void draw(Canvas& canvas, double x, double y, std::string_view text, const Colour& colour, Align align = Align::left) const;

  private:
    class Faces;
    double size_;
    std::unique_ptr<Faces> faces_;
};

}  // namespace noiseloom
