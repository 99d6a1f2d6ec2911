// SHA-256, the name by which the field knows model files (Civitai, A1111's "Model hash"). Computed by
// libcrypto, which uses the processor's instructions for it: 0.3 to 2 GB a second.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace noiseloom {

class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    std::string hex();   // 64 lower-case digits; nothing may be added afterwards

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace noiseloom
