// 128-bit content keys (XXH3-128): names of cached values and of sampler steps.
//
// A KeyBuilder prefixes every item with its kind and length, so that no two different sequences of
// items give the same bytes. Equal items in equal order give equal keys on every machine.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace noiseloom {

struct Key {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    auto operator<=>(const Key&) const = default;
    explicit operator bool() const { return high != 0 || low != 0; }
    std::string hex() const;   // 32 lower-case digits
};

class KeyBuilder {
  public:
    explicit KeyBuilder(std::string_view purpose);
    ~KeyBuilder();
    KeyBuilder(const KeyBuilder&) = delete;
    KeyBuilder& operator=(const KeyBuilder&) = delete;

    KeyBuilder& add(std::string_view text);
    KeyBuilder& add(const char* text) { return add(std::string_view(text)); }
    KeyBuilder& add(const std::string& text) { return add(std::string_view(text)); }
    KeyBuilder& add(std::int64_t number);
    KeyBuilder& add(std::uint64_t number);
    KeyBuilder& add(int number) { return add(static_cast<std::int64_t>(number)); }
    KeyBuilder& add(bool flag) { return add(static_cast<std::int64_t>(flag)); }
    KeyBuilder& add(double number);   // by its bits; -0 counts as 0
    KeyBuilder& add(const Key& key);
    KeyBuilder& add_bytes(const void* data, std::size_t size);

    Key key() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace noiseloom

template <>
struct std::hash<noiseloom::Key> {
    std::size_t operator()(const noiseloom::Key& key) const noexcept { return static_cast<std::size_t>(key.low); }
};
