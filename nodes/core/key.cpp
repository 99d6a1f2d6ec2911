#include "core/key.h"

#include <bit>
#include <cstdio>

#include <xxhash.h>

namespace noiseloom {

std::string Key::hex() const {
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(high),
                  static_cast<unsigned long long>(low));
    return text;
}

struct KeyBuilder::State {
    XXH3_state_t* hash = XXH3_createState();

    State() { XXH3_128bits_reset(hash); }
    ~State() { XXH3_freeState(hash); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void feed(char kind, const void* data, std::uint64_t size) {
        XXH3_128bits_update(hash, &kind, 1);
        XXH3_128bits_update(hash, &size, sizeof size);
        XXH3_128bits_update(hash, data, size);
    }
};

KeyBuilder::KeyBuilder(std::string_view purpose) : state_(std::make_unique<State>()) {
    add(purpose);
}

KeyBuilder::~KeyBuilder() = default;

KeyBuilder& KeyBuilder::add(std::string_view text) {
    state_->feed('s', text.data(), text.size());
    return *this;
}

KeyBuilder& KeyBuilder::add(std::int64_t number) {
    state_->feed('i', &number, sizeof number);
    return *this;
}

KeyBuilder& KeyBuilder::add(std::uint64_t number) {
    state_->feed('u', &number, sizeof number);
    return *this;
}

KeyBuilder& KeyBuilder::add(double number) {
    const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
    state_->feed('d', &bits, sizeof bits);
    return *this;
}

KeyBuilder& KeyBuilder::add(const Key& key) {
    const std::uint64_t words[2] = {key.high, key.low};
    state_->feed('k', words, sizeof words);
    return *this;
}

KeyBuilder& KeyBuilder::add_bytes(const void* data, std::size_t size) {
    state_->feed('b', data, size);
    return *this;
}

Key KeyBuilder::key() const {
    const XXH128_hash_t digest = XXH3_128bits_digest(state_->hash);
    return {digest.high64, digest.low64};
}

}  // namespace noiseloom
