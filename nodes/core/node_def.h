// The declaration of a node: one object from which come its sockets and fields, their defaults,
// ranges and documentation, its cache key, its page in the manual and its checks.
//
//     NodeDef blur_node() {
//         NodeDef n("image.blur", 1);
//         n.text("Blur", "Image", "Softens a picture.");
//         In<Image>  image  = n.in<Image>("image").doc("The picture.");
//         In<double> radius = n.in<double>("radius").value(2.0).range(0, 100, 0.5).unit("px").doc("Radius.");
//         Out<Image> out    = n.out<Image>("image").doc("The softened picture.");
//         n.run([=](Run& r) { return r.set(out, blur(r[image], r[radius])); });
//         return n;
//     }
//
// Every input is a field while unconnected (if its type has a JSON form) and a wire once connected.
// In<T> and Out<T> are typed handles: r[radius] is a const double&, and a wrong type does not compile.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/key.h"
#include "core/value.h"

namespace noiseloom {

class Run;
class NodeDef;

template <class T>
struct In {
    std::size_t index = 0;
};

template <class T>
struct Out {
    std::size_t index = 0;
};

struct Range {
    double low = 0;
    double high = 0;
    double step = 0;   // of a slider or spin box; 0: continuous
};

// What a file input accepts, for the search folders, the picker and the path rules.
enum class FileKind { none, model, image, output };

struct InputDecl {
    std::string name;
    const TypeInfo* type = nullptr;
    std::string label;   // shown; the name with spaces if not set
    std::string doc;
    std::string unit;
    Json value;                         // canonical default; null: none, so it must be connected or optional
    bool is_optional = false;           // may stay unconnected: r.maybe() is null then
    bool is_lazy = false;               // computed only if needs() asks for it
    bool is_multiline = false;          // text shown in a tall field
    std::optional<Range> range;         // of a number, an integer or every knot of a curve
    std::vector<std::string> choices;   // of a Choice
    FileKind file = FileKind::none;
};

struct OutputDecl {
    std::string name;
    const TypeInfo* type = nullptr;
    std::string label;
    std::string doc;
};

template <class T>
class InBuilder;
template <class T>
class OutBuilder;

class NodeDef {
  public:
    // `type` is "category.name" in lower case with underscores; `version` rises whenever a saved
    // node would otherwise mean something else (then add an upgrade) or the numbers change.
    NodeDef(std::string type, int version);

    NodeDef& text(std::string title, std::string category, std::string summary);

    template <class T>
    InBuilder<T> in(std::string name);
    template <class T>
    OutBuilder<T> out(std::string name);

    // The same of what only a declaration knows the type of: sockets of subgraphs.
    NodeDef& add(InputDecl input);
    NodeDef& add(OutputDecl output);

    // The work. Runs on a worker thread with immutable inputs; may throw Failure or Cancelled.
    NodeDef& run(std::function<Result<void>(Run&)> work);
    // Names which lazy inputs this run needs, given the others. Without it all are computed.
    NodeDef& needs(std::function<std::vector<std::string>(const Run&)> choose);
    // Never reused from the cache (writes a file, asks the clock) or never reused across runs.
    NodeDef& impure();
    // Does not compute on the device: may run beside nodes that do (files, texts, pictures on the CPU).
    NodeDef& off_device();
    // Walks steps that the engine's StepStore keeps, so that they can be counted before a run.
    NodeDef& walks_steps();
    // Rough seconds on one core, for plans, from the node's own fields (defaults filled in).
    NodeDef& cost(std::function<double(const Json& fields)> estimate);
    // Rewrites the inputs of a node saved with `from` into those of from + 1.
    NodeDef& upgrade(int from, std::function<void(Json& inputs)> rewrite);
    // When bypassed, `output` passes `input` on; by default the input of the same name and type, else the first of the type.
    NodeDef& bypass(std::string output, std::string input);
    // Extra words for the search popup.
    NodeDef& keywords(std::string words);

    const std::string& type() const { return type_; }
    int version() const { return version_; }
    const std::string& title() const { return title_; }
    const std::string& category() const { return category_; }
    const std::string& summary() const { return summary_; }
    const std::string& search_words() const { return keywords_; }
    const std::vector<InputDecl>& inputs() const { return inputs_; }
    const std::vector<OutputDecl>& outputs() const { return outputs_; }
    const InputDecl* input(std::string_view name) const;     // null if there is none
    const OutputDecl* output(std::string_view name) const;
    std::size_t input_index(std::string_view name) const;    // npos if there is none
    std::size_t output_index(std::string_view name) const;
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    bool is_impure() const { return impure_; }
    bool uses_device() const { return uses_device_; }
    bool has_steps() const { return has_steps_; }
    bool has_cost() const { return static_cast<bool>(cost_); }
    bool has_lazy_inputs() const;
    // The input whose value a bypassed node passes on as `output`; empty if there is none.
    std::string bypass_input(std::string_view output) const;
    double estimated_cost(const Json& fields) const { return cost_ ? cost_(fields) : 0.001; }
    Result<void> execute(Run& run) const { return run_(run); }
    std::vector<std::string> needed(const Run& run) const;
    // Brings saved inputs from version `from` up to version(); an error if a step is missing.
    Result<void> upgrade_inputs(int from, Json& inputs) const;

  private:
    template <class T>
    friend class InBuilder;
    template <class T>
    friend class OutBuilder;

    std::string type_;
    int version_;
    std::string title_, category_, summary_, keywords_;
    std::vector<InputDecl> inputs_;
    std::vector<OutputDecl> outputs_;
    std::function<Result<void>(Run&)> run_;
    std::function<std::vector<std::string>(const Run&)> needs_;
    std::function<double(const Json&)> cost_;
    std::vector<std::pair<int, std::function<void(Json&)>>> upgrades_;
    std::vector<std::pair<std::string, std::string>> bypass_;
    bool impure_ = false;
    bool uses_device_ = true;
    bool has_steps_ = false;
};

// Checks a field's JSON against its declaration (type, range, choice) and makes the value.
Result<Value> parse_field(const InputDecl& input, const Json& json);

template <class T>
class InBuilder {
  public:
    InBuilder(NodeDef& node, std::size_t index) : node_(node), index_(index) {}
    operator In<T>() const { return {index_}; }

    InBuilder& value(T value)
        requires requires(const T& v) { ValueType<T>::to_json(v); }
    {
        decl().value = ValueType<T>::to_json(value);
        return *this;
    }
    InBuilder& range(double low, double high, double step = 0) {
        decl().range = Range{low, high, step};
        return *this;
    }
    InBuilder& choices(std::vector<std::string> words) {   // the first is the default
        if (decl().value.is_null()) decl().value = words.front();
        decl().choices = std::move(words);
        return *this;
    }
    InBuilder& file(FileKind kind) { decl().file = kind; return *this; }
    InBuilder& doc(std::string text) { decl().doc = std::move(text); return *this; }
    InBuilder& label(std::string text) { decl().label = std::move(text); return *this; }
    InBuilder& unit(std::string text) { decl().unit = std::move(text); return *this; }
    InBuilder& optional() { decl().is_optional = true; return *this; }
    InBuilder& lazy() { decl().is_lazy = true; return *this; }
    InBuilder& multiline() { decl().is_multiline = true; return *this; }

  private:
    InputDecl& decl() { return node_.inputs_[index_]; }
    NodeDef& node_;
    std::size_t index_;
};

template <class T>
class OutBuilder {
  public:
    OutBuilder(NodeDef& node, std::size_t index) : node_(node), index_(index) {}
    operator Out<T>() const { return {index_}; }
    OutBuilder& doc(std::string text) { node_.outputs_[index_].doc = std::move(text); return *this; }
    OutBuilder& label(std::string text) { node_.outputs_[index_].label = std::move(text); return *this; }

  private:
    NodeDef& node_;
    std::size_t index_;
};

template <class T>
InBuilder<T> NodeDef::in(std::string name) {
    InputDecl decl;
    decl.name = std::move(name);
    decl.type = &type_of<T>();
    inputs_.push_back(std::move(decl));
    return {*this, inputs_.size() - 1};
}

template <class T>
OutBuilder<T> NodeDef::out(std::string name) {
    OutputDecl decl;
    decl.name = std::move(name);
    decl.type = &type_of<T>();
    outputs_.push_back(std::move(decl));
    return {*this, outputs_.size() - 1};
}

}  // namespace noiseloom
