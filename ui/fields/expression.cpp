#include "ui/fields/expression.h"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <string>

namespace noiseloom {
namespace {

constexpr int deepest = 32;

Error refused(std::string message, std::string hint = "Type a number, or a sum like 7.5*2 or sqrt(2).") {
    return {Code::usage, std::move(message), std::move(hint), "", "", ""};
}

struct Function {
    std::string_view name;
    double (*of)(double);
};
constexpr std::array<Function, 9> functions{{{"sqrt", [](double x) { return std::sqrt(x); }},
                                             {"abs", [](double x) { return std::abs(x); }},
                                             {"round", [](double x) { return std::round(x); }},
                                             {"floor", [](double x) { return std::floor(x); }},
                                             {"ceil", [](double x) { return std::ceil(x); }},
                                             {"exp", [](double x) { return std::exp(x); }},
                                             {"ln", [](double x) { return std::log(x); }},
                                             {"sin", [](double x) { return std::sin(x); }},
                                             {"cos", [](double x) { return std::cos(x); }}}};

// Recursive descent: sum = product {(+|-) product}; product = power {(*|/) power}; power = (+|-) power | atom [^ power].
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<double> whole() {
        NL_TRY(const double value, sum());
        if (skip_spaces(); at_ < text_.size()) return unexpected();
        if (!std::isfinite(value)) return refused("the result is not a finite number");
        return value;
    }

  private:
    Result<double> sum() {
        const Nesting nesting(depth_);
        if (depth_ > deepest) return refused("the sum has too many parentheses");
        NL_TRY(double value, product());
        for (;;) {
            if (take('+')) {
                NL_TRY(const double right, product());
                value += right;
            } else if (take('-')) {
                NL_TRY(const double right, product());
                value -= right;
            } else {
                return value;
            }
        }
    }

    Result<double> product() {
        NL_TRY(double value, power());
        for (;;) {
            if (take('*')) {
                NL_TRY(const double right, power());
                value *= right;
            } else if (take('/')) {
                NL_TRY(const double right, power());
                if (right == 0) return refused("nothing can be divided by zero");
                value /= right;
            } else {
                return value;
            }
        }
    }

    Result<double> power() {
        const Nesting nesting(depth_);
        if (depth_ > deepest) return refused("the sum has too many signs or powers in a row");
        if (take('-')) {
            NL_TRY(const double value, power());
            return -value;
        }
        if (take('+')) return power();
        NL_TRY(const double base, atom());
        if (!take('^')) return base;
        NL_TRY(const double exponent, power());
        return std::pow(base, exponent);
    }

    Result<double> atom() {
        skip_spaces();
        if (take('(')) {
            NL_TRY(const double value, sum());
            NL_CHECK(closed());
            return value;
        }
        if (at_ < text_.size() && is_letter(text_[at_])) return named();
        double value = 0;
        const auto [end, failed] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
        if (failed == std::errc::result_out_of_range) return refused("the number is too large or too small");
        if (failed != std::errc()) return unexpected();
        at_ = static_cast<std::size_t>(end - text_.data());
        return value;
    }

    Result<double> named() {
        const std::string_view name = word();
        if (name == "pi") return std::numbers::pi;
        if (name == "e") return std::numbers::e;
        for (const Function& function : functions) {
            if (name != function.name) continue;
            NL_CHECK(opened(name));
            NL_TRY(const double value, sum());
            NL_CHECK(closed());
            return function.of(value);
        }
        if (name == "min" || name == "max") {
            NL_CHECK(opened(name));
            NL_TRY(const double a, sum());
            if (!take(',')) return refused("'" + std::string(name) + "' wants two numbers", "Write it as min(2, 3).");
            NL_TRY(const double b, sum());
            NL_CHECK(closed());
            return name == "min" ? std::min(a, b) : std::max(a, b);
        }
        return refused("'" + std::string(name.substr(0, 20)) + "' is not known here");
    }

    Error unexpected() const {
        if (at_ >= text_.size()) return refused(text_.empty() ? "there is no number" : "the sum ends too early");
        if (text_[at_] == ',') return refused("a comma is not understood", "Write decimals with a point: 0.5.");
        if (is_letter(text_[at_])) {
            std::size_t end = at_;
            while (end < text_.size() && is_letter(text_[end])) ++end;
            return refused("'" + std::string(text_.substr(at_, std::min<std::size_t>(end - at_, 20))) + "' is no part of a sum", "Leave units out: they are the field's.");
        }
        std::size_t end = at_ + 1;   // a whole character of UTF-8
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
        return refused("'" + std::string(text_.substr(at_, end - at_)) + "' is not understood");
    }

    Result<void> opened(std::string_view name) {
        if (take('(')) return {};
        return refused("'" + std::string(name) + "' wants a number in parentheses", "Write it as " + std::string(name) + "(2).");
    }
    Result<void> closed() {
        if (take(')')) return {};
        if (at_ < text_.size()) return unexpected();
        return refused("a closing parenthesis is missing");
    }

    struct Nesting {
        explicit Nesting(int& depth) : depth_(depth) { ++depth_; }
        ~Nesting() { --depth_; }
        int& depth_;
    };

    static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
    std::string_view word() {
        const std::size_t begin = at_;
        while (at_ < text_.size() && is_letter(text_[at_])) ++at_;
        return text_.substr(begin, at_ - begin);
    }
    void skip_spaces() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    }
    bool take(char c) {
        skip_spaces();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<double> evaluate(std::string_view text) {
    const auto last = text.find_last_not_of(" \t");
    return Parser(last == text.npos ? std::string_view() : text.substr(0, last + 1)).whole();
}

}  // namespace noiseloom
