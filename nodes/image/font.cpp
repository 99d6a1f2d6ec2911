#include "image/font.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include "image/utf.h"

namespace noiseloom {
namespace {

constexpr double cap_height = 0.72;   // of the em; DejaVu's is 0.729, Noto's 0.714
constexpr std::string_view ellipsis = "…";

template <auto Destroy>
struct Destroyer {
    template <class T>
    void operator()(T* object) const {
        Destroy(object);
    }
};
using Pattern = std::unique_ptr<FcPattern, Destroyer<FcPatternDestroy>>;
using Characters = std::unique_ptr<FcCharSet, Destroyer<FcCharSetDestroy>>;
using Library = std::unique_ptr<FT_LibraryRec_, Destroyer<FT_Done_FreeType>>;
using Face = std::unique_ptr<FT_FaceRec_, Destroyer<FT_Done_Face>>;

struct FaceFile {
    std::string path;
    int index = 0;   // of the face in a collection
    bool operator<(const FaceFile& other) const { return std::tie(path, index) < std::tie(other.path, other.index); }
};

// The system's sans-serif face; with a character, the nearest face that has it.
std::optional<FaceFile> find_face(char32_t character = 0) {
    const Pattern wanted(FcPatternCreate());
    FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>("sans-serif"));
    FcPatternAddBool(wanted.get(), FC_SCALABLE, FcTrue);
    if (character) {
        const Characters one(FcCharSetCreate());
        FcCharSetAddChar(one.get(), character);
        FcPatternAddCharSet(wanted.get(), FC_CHARSET, one.get());
    }
    FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
    FcDefaultSubstitute(wanted.get());
    FcResult result = FcResultNoMatch;
    const Pattern found(FcFontMatch(nullptr, wanted.get(), &result));
    FcChar8* path = nullptr;   // the pattern's
    FaceFile file;
    if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) return {};
    FcPatternGetInteger(found.get(), FC_INDEX, 0, &file.index);
    file.path = reinterpret_cast<const char*>(path);
    return file;
}

// What can be drawn of a text: all on one line.
std::u32string characters_of(std::string_view text) {
    std::u32string all = code_points(text);
    for (char32_t& one : all)
        if (one < 0x20 || (one >= 0x7F && one < 0xA0)) one = U' ';
    return all;
}

std::string to_utf8(std::u32string_view characters) {
    std::string text;
    for (const char32_t one : characters) append_utf8(text, one);
    return text;
}

}  // namespace

class Font::Faces {
  public:
    explicit Faces(double size) : size_(size) {
        FT_Library library = nullptr;
        if (FT_Init_FreeType(&library) != 0) return;
        library_.reset(library);
        if (const auto file = find_face()) first_ = open(*file);
    }

    bool is_there() const { return first_ != nullptr; }

    double advance(char32_t character) {
        const auto known = advances_.find(character);
        if (known != advances_.end()) return known->second;
        FT_Face face = face_for(character);
        const bool is_loaded = FT_Load_Char(face, character, FT_LOAD_TARGET_LIGHT) == 0;
        return advances_[character] = is_loaded ? static_cast<double>(face->glyph->linearHoriAdvance) / 65536 : 0;
    }

    void draw(Canvas& canvas, double x, int baseline, char32_t character, const Colour& colour) {
        FT_Face face = face_for(character);
        const double whole = std::floor(x);
        FT_Vector shift{static_cast<FT_Pos>((x - whole) * 64), 0};
        FT_Set_Transform(face, nullptr, &shift);
        if (FT_Load_Char(face, character, FT_LOAD_TARGET_LIGHT | FT_LOAD_RENDER) != 0) return;
        const FT_Bitmap& bitmap = face->glyph->bitmap;
        if (bitmap.pixel_mode != FT_PIXEL_MODE_GRAY) return;   // of faces with bitmaps alone
        for (unsigned row = 0; row < bitmap.rows; ++row)
            for (unsigned column = 0; column < bitmap.width; ++column) {
                const double cover = bitmap.buffer[static_cast<std::ptrdiff_t>(row) * bitmap.pitch + static_cast<std::ptrdiff_t>(column)] / 255.0;
                canvas.blend(static_cast<int>(whole) + face->glyph->bitmap_left + static_cast<int>(column),
                             baseline - face->glyph->bitmap_top + static_cast<int>(row), colour, cover);
            }
    }

  private:
    FT_Face open(const FaceFile& file) {   // null if that cannot be
        const auto [place, is_new] = faces_.try_emplace(file);
        if (!is_new) return place->second.get();
        FT_Face face = nullptr;
        if (FT_New_Face(library_.get(), file.path.c_str(), file.index, &face) != 0) return nullptr;
        place->second.reset(face);
        if (FT_Set_Char_Size(face, 0, static_cast<FT_F26Dot6>(size_ * 64), 72, 72) != 0) place->second.reset();
        return place->second.get();
    }

    FT_Face face_for(char32_t character) {
        if (FT_Get_Char_Index(first_, character) != 0) return first_;
        const auto [place, is_new] = others_.try_emplace(character, first_);
        if (is_new)
            if (const auto file = find_face(character))
                if (FT_Face face = open(*file); face && FT_Get_Char_Index(face, character) != 0) place->second = face;
        return place->second;
    }

    double size_;
    Library library_;
    std::map<FaceFile, Face> faces_;
    FT_Face first_ = nullptr;
    std::map<char32_t, FT_Face> others_;   // of characters that the first lacks
    std::map<char32_t, double> advances_;
};

Font::Font(double size) : size_(size), faces_(std::make_unique<Faces>(size)) {}
Font::~Font() = default;
Font::Font(Font&&) noexcept = default;
Font& Font::operator=(Font&&) noexcept = default;

bool Font::is_there() const { return faces_->is_there(); }

Error Font::missing() {
    return {Code::bad_workflow, "this system has no font, so pictures have no labels", "Install one: apt-get install fonts-dejavu-core", "", "", ""};
}

double Font::width(std::string_view text) const {
    double sum = 0;
    if (is_there())
        for (const char32_t one : characters_of(text)) sum += faces_->advance(one);
    return sum;
}

std::string Font::elided(std::string_view text, double width) const {
    const std::u32string all = characters_of(text);
    if (!is_there()) return to_utf8(all);
    const double end = this->width(ellipsis);
    double sum = 0;
    std::size_t kept = 0;   // of which an ellipsis can follow
    for (std::size_t i = 0; i < all.size(); ++i) {
        sum += faces_->advance(all[i]);
        if (sum > width) {
            while (kept > 0 && all[kept - 1] == U' ') --kept;
            return to_utf8(std::u32string_view(all).substr(0, kept)) + std::string(end <= width ? ellipsis : "");
        }
        if (sum + end <= width) kept = i + 1;
    }
    return to_utf8(all);
}

std::vector<std::string> Font::wrapped(std::string_view text, double width, std::size_t most_lines) const {
    const std::u32string all = characters_of(text);
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t end = begin, space = begin;
        for (double sum = 0; end < all.size(); ++end) {
            if (is_there()) sum += faces_->advance(all[end]);
            if (all[end] == U' ') space = end;
            else if (sum > width) break;
        }
        const std::u32string_view rest = std::u32string_view(all).substr(begin);
        if (end == all.size() || lines.size() + 1 == most_lines) {
            lines.push_back(elided(to_utf8(rest), width));
            break;
        }
        if (space == begin) space = std::max(end, begin + 1);   // a word that is too long by itself
        lines.push_back(to_utf8(rest.substr(0, space - begin)));
        begin = all[space] == U' ' ? space + 1 : space;
    }
    return lines;
}

void Font::draw(Canvas& canvas, double x, double y, std::string_view text, const Colour& colour, Align align) const {
    if (!is_there()) return;
    if (align != Align::left) x -= width(text) * (align == Align::centre ? 0.5 : 1);
    const int baseline = static_cast<int>(std::lround(y + cap_height / 2 * size_));
    for (const char32_t one : characters_of(text)) {
        faces_->draw(canvas, x, baseline, one, colour);
        x += faces_->advance(one);
    }
}

}  // namespace noiseloom
