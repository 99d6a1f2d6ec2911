#include "models/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>

#include <nlohmann/json.hpp>

#include "models/file_format.h"
#include "models/model_file.h"
#include "models/plain_text.h"

namespace noiseloom {
namespace {

using nlohmann::json;

struct DtypeInfo {
    Dtype dtype;
    std::string_view name;
    std::size_t bytes;
};
constexpr std::array<DtypeInfo, 12> dtypes{{{Dtype::f64, "F64", 8},
                                            {Dtype::f32, "F32", 4},
                                            {Dtype::f16, "F16", 2},
                                            {Dtype::bf16, "BF16", 2},
                                            {Dtype::f8_e4m3, "F8_E4M3", 1},
                                            {Dtype::f8_e5m2, "F8_E5M2", 1},
                                            {Dtype::i64, "I64", 8},
                                            {Dtype::i32, "I32", 4},
                                            {Dtype::i16, "I16", 2},
                                            {Dtype::i8, "I8", 1},
                                            {Dtype::u8, "U8", 1},
                                            {Dtype::boolean, "BOOL", 1}}};

Error bad_header(std::string what, std::string hint = "") { return {Code::bad_model, std::move(what), std::move(hint), "", "", ""}; }

// Follows the parser's events through the four places a header has; the first violation stops it.
class HeaderReader : public nlohmann::json_sax<json> {
  public:
    explicit HeaderReader(const SafetensorsLimits& limits) : limits_(limits) {}

    bool null() override { return unexpected("null"); }
    bool boolean(bool) override { return unexpected("true or false"); }
    bool number_integer(number_integer_t) override { return unexpected("a negative number"); }
    bool number_float(number_float_t, const string_t&) override { return unexpected("a fraction or a number beyond 2^64"); }
    bool binary(binary_t&) override { return unexpected("binary data"); }

    bool number_unsigned(number_unsigned_t value) override {
        if (place_ == Place::shape) {
            if (entry_.shape.size() == limits_.rank) return fail("more than " + std::to_string(limits_.rank) + " dimensions");
            if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return fail("a dimension beyond 2^63 - 1");
            entry_.shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (place_ == Place::offsets) {
            if (offsets_ == 2) return fail("more than two offsets");
            (offsets_++ == 0 ? entry_.begin : entry_.end) = value;
            return true;
        }
        return unexpected("a number");
    }

    bool string(string_t& value) override {
        if (place_ == Place::metadata) {
            if ((metadata_bytes_ += value.size()) > limits_.metadata_bytes)
                return fail("more than " + std::to_string(limits_.metadata_bytes) + " bytes of metadata");
            result.metadata[inner_key_] = std::move(value);
            return true;
        }
        if (place_ == Place::tensor && inner_key_ == "dtype") {
            const auto* known = std::find_if(dtypes.begin(), dtypes.end(), [&](const DtypeInfo& info) { return info.name == value; });
            if (known == dtypes.end()) return fail("the dtype '" + plain_text(value, 40) + "' is not supported");
            entry_.dtype = known->dtype;
            return true;
        }
        return unexpected("a text");
    }

    bool start_object(std::size_t) override {
        if (place_ == Place::before) {
            place_ = Place::root;
            return true;
        }
        if (place_ != Place::root) return unexpected("an object");
        inner_key_.clear();
        if (key_ == "__metadata__") {
            place_ = Place::metadata;
        } else {
            place_ = Place::tensor;
            entry_ = {};
            seen_ = {};
            offsets_ = 0;
        }
        return true;
    }

    bool key(string_t& name) override {
        if (name.find('\0') != std::string::npos) return fail("a name with a NUL character");
        if (place_ == Place::root) return root_key(name);
        inner_key_ = std::move(name);
        if (place_ == Place::metadata) {
            if ((metadata_bytes_ += inner_key_.size()) > limits_.metadata_bytes)
                return fail("more than " + std::to_string(limits_.metadata_bytes) + " bytes of metadata");
            if (result.metadata.size() == limits_.tensors) return fail("more than " + std::to_string(limits_.tensors) + " keys");
            return result.metadata.try_emplace(inner_key_).second || fail("this key stands twice");
        }
        const auto* field = std::find(fields.begin(), fields.end(), inner_key_);
        if (field == fields.end()) return fail("an unknown field");
        bool& seen = seen_[static_cast<std::size_t>(field - fields.begin())];
        if (seen) return fail("this field stands twice");
        return seen = true;
    }

    bool end_object() override {
        if (place_ == Place::tensor) {
            inner_key_.clear();
            for (std::size_t i = 0; i < fields.size(); ++i)
                if (!seen_[i]) return fail("the field '" + std::string(fields[i]) + "' is missing");
            entry_.name = std::move(key_);
            result.entries.push_back(std::move(entry_));
            key_.clear();
        }
        place_ = Place::root;
        inner_key_.clear();
        return true;
    }

    bool start_array(std::size_t) override {
        if (place_ == Place::tensor && inner_key_ == "shape") {
            place_ = Place::shape;
        } else if (place_ == Place::tensor && inner_key_ == "data_offsets") {
            place_ = Place::offsets;
        } else {
            return unexpected("a list");
        }
        return true;
    }

    bool end_array() override {
        if (place_ == Place::offsets && offsets_ != 2) return fail("two offsets are expected");
        place_ = Place::tensor;
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        if (!error) error = bad_header("the header is not valid JSON (byte " + std::to_string(position + 7) + ")");
        return false;
    }

    SafetensorsHeader result;
    std::optional<Error> error;

  private:
    enum class Place { before, root, metadata, tensor, shape, offsets };
    static constexpr std::array<std::string_view, 3> fields{"dtype", "shape", "data_offsets"};

    bool root_key(string_t& name) {
        key_ = std::move(name);
        if (key_.size() > limits_.name_bytes) return fail("a name longer than " + std::to_string(limits_.name_bytes) + " bytes");
        if (key_ == "__metadata__") {
            if (has_metadata_) return fail("this key stands twice");
            has_metadata_ = true;
        } else if (result.entries.size() == limits_.tensors) {
            key_.clear();
            return fail("more than " + std::to_string(limits_.tensors) + " tensors");
        }
        return true;
    }

    bool unexpected(const std::string& got) {
        switch (place_) {
            case Place::before: return fail(got + " where an object is expected");
            case Place::root: return fail(got + " where an object is expected");
            case Place::metadata: return fail(got + " where a text is expected");
            case Place::shape: return fail(got + " where a dimension is expected");
            case Place::offsets: return fail(got + " where an offset is expected");
            case Place::tensor:
                return fail(got + (inner_key_ == "dtype" ? " where a text is expected" : " where a list is expected"));
        }
        return false;
    }

    bool fail(const std::string& what) {
        std::string path = plain_text(key_);
        if (!inner_key_.empty()) path += (path.empty() ? "" : ".") + plain_text(inner_key_);
        if (place_ == Place::shape) path += "[" + std::to_string(entry_.shape.size()) + "]";
        if (place_ == Place::offsets) path += "[" + std::to_string(offsets_) + "]";
        error = bad_header("the header holds " + what + (path.empty() ? "" : ", at " + path));
        return false;
    }

    const SafetensorsLimits& limits_;
    Place place_ = Place::before;
    std::string key_, inner_key_;
    SafetensorsEntry entry_;
    std::array<bool, 3> seen_{};
    std::size_t offsets_ = 0;
    std::size_t metadata_bytes_ = 0;
    bool has_metadata_ = false;
};

// What must hold before the JSON parser sees the text: it takes NUL for the end of it, and keeps
// several copies of the text that it reads.
std::optional<Error> scan(std::string_view text, const SafetensorsLimits& limits) {
    bool inside = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\0') return bad_header("the header holds a NUL byte (byte " + std::to_string(i + 8) + ")");
        if (inside && c == '\\') {
            ++i;
            if (i < text.size() && text[i] == '\0') return bad_header("the header holds a NUL byte (byte " + std::to_string(i + 8) + ")");
        } else if (c == '"') {
            inside = !inside;
            start = i;
        }
        if (inside && i - start > limits.metadata_bytes)
            return bad_header("the header holds a text longer than " + std::to_string(limits.metadata_bytes) + " bytes (byte " +
                              std::to_string(start + 8) + ")");
    }
    return {};
}

// Bytes that the shape needs; none if that overflows, even with zero dimensions counted as one (the
// strides must be representable).
std::optional<std::uint64_t> bytes_needed(const SafetensorsEntry& entry) {
    std::int64_t strides = static_cast<std::int64_t>(bytes_of(entry.dtype));
    bool empty = false;
    for (const std::int64_t size : entry.shape) {
        empty |= size == 0;
        if (__builtin_mul_overflow(strides, std::max<std::int64_t>(size, 1), &strides)) return {};
    }
    return empty ? 0 : static_cast<std::uint64_t>(strides);
}

std::optional<Error> check_ranges(const std::vector<SafetensorsEntry>& entries, std::uint64_t data_bytes) {
    const auto at = [](const SafetensorsEntry& entry) { return ", at " + plain_text(entry.name); };
    for (const SafetensorsEntry& entry : entries) {
        const auto needed = bytes_needed(entry);
        if (!needed) return bad_header("the shape is larger than any memory" + at(entry) + ".shape");
        if (entry.end < entry.begin) return bad_header("the data ends before it begins" + at(entry) + ".data_offsets");
        if (entry.end > data_bytes)
            return bad_header("the data reaches to byte " + std::to_string(entry.end) + " of " + std::to_string(data_bytes) + at(entry) + ".data_offsets",
                              "The file seems to be cut short. Download it again.");
        if (entry.end - entry.begin != *needed)
            return bad_header("the shape needs " + std::to_string(*needed) + " bytes but the data has " + std::to_string(entry.end - entry.begin) + at(entry));
    }
    std::vector<const SafetensorsEntry*> order;
    order.reserve(entries.size());
    for (const SafetensorsEntry& entry : entries) order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return std::tie(a->begin, a->end) < std::tie(b->begin, b->end); });
    std::uint64_t reached = 0;
    for (const SafetensorsEntry* entry : order) {
        if (entry->begin < reached) return bad_header("the data overlaps that of another tensor" + at(*entry) + ".data_offsets");
        if (entry->begin > reached)
            return bad_header("unused bytes lie before the data" + at(*entry) + ".data_offsets");
        reached = entry->end;
    }
    if (reached != data_bytes) return bad_header(std::to_string(data_bytes - reached) + " bytes follow the last tensor");
    return {};
}

}  // namespace

std::string_view name_of(Dtype dtype) { return dtypes[static_cast<std::size_t>(dtype)].name; }

std::size_t bytes_of(Dtype dtype) { return dtypes[static_cast<std::size_t>(dtype)].bytes; }

const SafetensorsEntry* SafetensorsHeader::find(std::string_view name) const {
    const auto found = std::lower_bound(entries.begin(), entries.end(), name, [](const SafetensorsEntry& entry, std::string_view wanted) { return entry.name < wanted; });
    return found != entries.end() && found->name == name ? &*found : nullptr;
}

Result<SafetensorsHeader> parse_safetensors_header(std::string_view text, std::uint64_t data_bytes, const SafetensorsLimits& limits) {
    if (!text.starts_with('{')) return bad_header("the header does not begin with '{' (byte 8)");
    const std::size_t length = text.size();
    text = text.substr(0, text.find_last_not_of(' ') + 1);   // writers pad with spaces
    if (auto error = scan(text, limits)) return *error;
    HeaderReader reader(limits);
    if (!json::sax_parse(text.begin(), text.end(), &reader)) return *reader.error;
    SafetensorsHeader& header = reader.result;
    header.data_begin = 8 + length;
    std::sort(header.entries.begin(), header.entries.end(), [](const SafetensorsEntry& a, const SafetensorsEntry& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) { return a.name == b.name; });
    if (twice != header.entries.end()) return bad_header("the header names a tensor twice, at " + plain_text(twice->name));
    if (auto error = check_ranges(header.entries, data_bytes)) return *error;
    return std::move(header);
}

Result<SafetensorsHeader> read_safetensors_header(const ModelFile& file, const SafetensorsLimits& limits) {
    NL_TRY(const std::string head, file.read(0, static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), 512))));
    const FileFormat format = sniff_file_format(head);
    const auto refuse = [&](Error error) {
        if (format != FileFormat::safetensors && format != FileFormat::unknown) {
            error.details = error.message;
            error.message = "this is " + std::string(name_of(format)) + ", not a safetensors file";
            error.hint = hint_for(format);
        }
        error.message = file.name() + ": " + error.message;
        return error;
    };
    if (head.size() < 8) return refuse(bad_header("the file has only " + std::to_string(head.size()) + " bytes, not a safetensors file"));
    std::uint64_t length = 0;
    for (std::size_t i = 8; i-- > 0;) length = length << 8 | static_cast<unsigned char>(head[i]);
    if (length > limits.header_bytes)
        return refuse(bad_header("the header's length is " + std::to_string(length) + " bytes, more than " + std::to_string(limits.header_bytes) +
                                 " (bytes 0 to 7)"));
    if (length > file.size() - 8)
        return refuse(bad_header("the header's length is " + std::to_string(length) + " bytes but the file has " + std::to_string(file.size()) +
                                     " (bytes 0 to 7)",
                                 "The file seems to be cut short. Download it again."));
    NL_TRY(const std::string text, file.read(8, static_cast<std::size_t>(length)));
    auto header = parse_safetensors_header(text, file.size() - 8 - length, limits);
    if (!header) return refuse(header.error());
    return header;
}

}  // namespace noiseloom
