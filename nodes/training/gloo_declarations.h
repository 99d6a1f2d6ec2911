// What c10d's ProcessGroupGloo.hpp names of gloo (github.com/pytorch/gloo). LibTorch holds gloo's code but not its headers.
// Only names are needed to make and call a ProcessGroupGloo; nothing of gloo is called or derived from in this project,
// and whatever touches its objects is compiled inside LibTorch. CMake makes the headers that c10d includes of this one.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace gloo {

class Context {
  public:
    void setTimeout(std::chrono::milliseconds timeout);
};

namespace transport {
class Device;
class UnboundBuffer;
}  // namespace transport

namespace rendezvous {
class Store {
  public:
    virtual ~Store() = default;
    virtual void set(const std::string& key, const std::vector<char>& data) = 0;
    virtual std::vector<char> get(const std::string& key) = 0;
    virtual void wait(const std::vector<std::string>& keys) = 0;
    virtual void wait(const std::vector<std::string>& keys, const std::chrono::milliseconds& timeout) = 0;
};
}  // namespace rendezvous

}  // namespace gloo
