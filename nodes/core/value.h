// What travels on wires: an immutable, shared object together with its type.
//
// A C++ type becomes a value type by specialising ValueType<T>:
//
//     template <> struct ValueType<Image> {
//         static constexpr std::string_view name = "image";               // in declarations and themes
//         static std::size_t bytes(const Image&);                         // for budgets
//         static std::string device(const Image&);                        // optional, "cpu" if absent
//         static Result<Image> from_json(const Json&);                    // optional: may be a field
//         static Json to_json(const Image&);                              //   (both or neither)
//         static std::string save(const Image&);                          // optional: disk cache
//         static Result<std::shared_ptr<const Image>> load(std::string_view);  //   (both or neither)
//     };
//
// T may be abstract (Denoiser, Guider): values hold shared_ptr<const T>.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/json.h"
#include "core/result.h"

namespace noiseloom {

template <class T>
struct ValueType;

class Value;

struct TypeInfo {
    std::string_view name;
    std::size_t (*bytes)(const void*);
    std::string (*device)(const void*);
    Result<Value> (*from_json)(const Json&);   // null: never a field, only a wire
    Json (*to_json)(const void*);
    std::string (*save)(const void*);   // null: kept in memory only
    Result<Value> (*load)(std::string_view);
};

template <class T>
const TypeInfo& type_of();

class Value {
  public:
    Value() = default;

    template <class T>
    static Value of(std::shared_ptr<const T> object) {
        return Value(std::move(object), &type_of<T>());
    }
    template <class T>
    static Value of(T object) {
        return of(std::shared_ptr<const T>(std::make_shared<T>(std::move(object))));
    }

    explicit operator bool() const { return object_ != nullptr; }
    const TypeInfo& type() const { return *type_; }   // only of a non-empty value
    template <class T>
    bool is() const {
        return type_ == &type_of<T>();
    }
    template <class T>
    const T& as() const {   // T must be the value's type
        return *static_cast<const T*>(object_.get());
    }
    template <class T>
    std::shared_ptr<const T> share() const {
        return std::static_pointer_cast<const T>(object_);
    }
    const void* object() const { return object_.get(); }

    std::size_t bytes() const { return object_ ? type_->bytes(object_.get()) : 0; }
    std::string device() const { return object_ ? type_->device(object_.get()) : "cpu"; }

  private:
    Value(std::shared_ptr<const void> object, const TypeInfo* type) : object_(std::move(object)), type_(type) {}

    std::shared_ptr<const void> object_;
    const TypeInfo* type_ = nullptr;
};

template <class T>
const TypeInfo& type_of() {
    using Traits = ValueType<T>;
    static const TypeInfo info = [] {
        TypeInfo made{};
        made.name = Traits::name;
        made.bytes = [](const void* object) -> std::size_t { return Traits::bytes(*static_cast<const T*>(object)); };
        made.device = [](const void* object) -> std::string {
            if constexpr (requires(const T& value) { Traits::device(value); }) return Traits::device(*static_cast<const T*>(object));
            (void)object;
            return "cpu";
        };
        if constexpr (requires(const Json& json) { Traits::from_json(json); }) {
            made.from_json = [](const Json& json) -> Result<Value> {
                NL_TRY(auto value, Traits::from_json(json));
                return Value::of(std::move(value));
            };
            made.to_json = [](const void* object) -> Json { return Traits::to_json(*static_cast<const T*>(object)); };
        }
        if constexpr (requires(const T& value) { Traits::save(value); }) {
            made.save = [](const void* object) -> std::string { return Traits::save(*static_cast<const T*>(object)); };
            made.load = [](std::string_view bytes) -> Result<Value> {
                NL_TRY(auto value, Traits::load(bytes));
                return Value::of(std::move(value));
            };
        }
        return made;
    }();
    return info;
}

// --- plain values: fields of nodes -------------------------------------------------------------

// The seed of a random stream: any 64-bit number, kept exactly.
struct Seed {
    std::uint64_t number = 0;
};

// One of the words that the input's declaration lists.
struct Choice {
    std::string word;
};

// A file by name, never by absolute path in a saved workflow. `sha256` (64 hex digits) is optional
// and identifies a model independent of its name. Resolved by RunContext::resolve.
struct FileRef {
    std::string name;
    std::string sha256;
};

template <>
struct ValueType<bool> {
    static constexpr std::string_view name = "switch";
    static std::size_t bytes(bool) { return sizeof(bool); }
    static Result<bool> from_json(const Json& json);
    static Json to_json(bool value) { return value; }
};

template <>
struct ValueType<std::int64_t> {
    static constexpr std::string_view name = "integer";
    static std::size_t bytes(std::int64_t) { return sizeof(std::int64_t); }
    static Result<std::int64_t> from_json(const Json& json);
    static Json to_json(std::int64_t value) { return value; }
};

template <>
struct ValueType<double> {
    static constexpr std::string_view name = "number";
    static std::size_t bytes(double) { return sizeof(double); }
    static Result<double> from_json(const Json& json);
    static Json to_json(double value) { return value; }
};

template <>
struct ValueType<std::string> {
    static constexpr std::string_view name = "text";
    static std::size_t bytes(const std::string& text) { return text.size(); }
    static Result<std::string> from_json(const Json& json);
    static Json to_json(const std::string& text) { return text; }
};

template <>
struct ValueType<Seed> {
    static constexpr std::string_view name = "seed";
    static std::size_t bytes(const Seed&) { return sizeof(Seed); }
    static Result<Seed> from_json(const Json& json);   // an unsigned number up to 2^64 - 1
    static Json to_json(const Seed& seed) { return seed.number; }
};

template <>
struct ValueType<Choice> {
    static constexpr std::string_view name = "choice";
    static std::size_t bytes(const Choice& choice) { return choice.word.size(); }
    static Result<Choice> from_json(const Json& json);
    static Json to_json(const Choice& choice) { return choice.word; }
};

template <>
struct ValueType<FileRef> {
    static constexpr std::string_view name = "file";
    static std::size_t bytes(const FileRef& file) { return file.name.size() + file.sha256.size(); }
    static Result<FileRef> from_json(const Json& json);   // "name", or {"name": ..., "sha256": ...}
    static Json to_json(const FileRef& file);
};

}  // namespace noiseloom
