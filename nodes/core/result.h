// Errors as values.
//
// A function that can fail because of the user's situation (a file, a graph, the machine) returns
// Result<T>. An Error says what happened in the user's words, where (node and socket, once known)
// and, in the hint, what to do about it. Our own bugs are assertions instead.
//
// Exceptions are for leaving deep computations: Failure carries an Error and Cancelled ends a run.
// They stop at the executor's call of a node and at the adapters round LibTorch and OpenImageIO.
#pragma once

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace noiseloom {

enum class Code { usage, bad_workflow, bad_model, bad_image, out_of_memory, disk, cancelled, refused, internal };

// Exit status of the command line for a code (2 to 9, and 70 for our own bugs). Stable.
int exit_status(Code code);
// Name used in JSON events: "bad_workflow", ...
std::string_view name_of(Code code);

struct Error {
    Code code = Code::internal;
    std::string message;   // what happened, in the user's words
    std::string hint;      // what to do about it; may be empty
    std::string node;      // id of the node, filled in by the engine
    std::string socket;    // input or output name, where one is to blame
    std::string details;   // for a bug report: library messages, JSON paths, offsets
};

// "message (node 'cfg-7k2q', input 'scale')\n  hint: ..." on plain-text lines.
std::string to_string(const Error& error);

class Failure : public std::exception {
  public:
    explicit Failure(Error error) : error_(std::move(error)) {}
    const char* what() const noexcept override { return error_.message.c_str(); }
    const Error& error() const { return error_; }

  private:
    Error error_;
};

class Cancelled : public std::exception {
  public:
    const char* what() const noexcept override { return "cancelled"; }
};

template <class T>
class [[nodiscard]] Result {
  public:
    using value_type = T;
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return held_.index() == 0; }
    T& operator*() & { return std::get<0>(held_); }
    const T& operator*() const& { return std::get<0>(held_); }
    T&& operator*() && { return std::get<0>(std::move(held_)); }
    T* operator->() { return &std::get<0>(held_); }
    const T* operator->() const { return &std::get<0>(held_); }
    const Error& error() const { return std::get<1>(held_); }
    Error& error() { return std::get<1>(held_); }

    // The value, or the error thrown as Failure: for use inside a wall.
    T or_throw() && {
        if (!*this) throw Failure(error());
        return std::get<0>(std::move(held_));
    }

  private:
    std::variant<T, Error> held_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    explicit operator bool() const { return !error_; }
    const Error& error() const { return *error_; }
    Error& error() { return *error_; }
    void or_throw() const {
        if (error_) throw Failure(*error_);
    }

  private:
    std::optional<Error> error_;
};

#define NL_CONCAT_(a, b) a##b
#define NL_CONCAT(a, b) NL_CONCAT_(a, b)

// NL_TRY(auto graph, parse(text)): declares graph, or returns the error.
#define NL_TRY(declaration, expression) NL_TRY_(NL_CONCAT(nl_result_, __LINE__), declaration, expression)
#define NL_TRY_(result, declaration, expression)  \
    auto result = (expression);                   \
    if (!result) return std::move(result.error()); \
    declaration = *std::move(result)

// NL_CHECK(save(graph)): the same for a Result<void>.
#define NL_CHECK(expression) NL_CHECK_(NL_CONCAT(nl_result_, __LINE__), expression)
#define NL_CHECK_(result, expression) \
    if (auto result = (expression); !result) return std::move(result.error())

}  // namespace noiseloom
