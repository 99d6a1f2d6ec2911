// What a node sees while it runs: its inputs by typed handle, a place for its outputs, and the
// services of the engine.
#pragma once

#include <filesystem>
#include <map>
#include <span>

#include "core/cancel.h"
#include "core/file_claims.h"
#include "core/handed_picture.h"
#include "core/node_def.h"

namespace noiseloom {

// Where numbers are computed. `device` is "cpu" or "cuda:0"; `dtype` is "fp32", "bf16" or "fp16".
// Both enter every cache key.
struct Compute {
    std::string device = "cpu";
    std::string dtype = "fp32";
};

// Sampler states kept between runs, so that an edit re-runs only the steps that it changes.
class StepStore {
  public:
    virtual ~StepStore() = default;
    virtual Value find(const Key& key) = 0;   // empty if it is not kept
    virtual void keep(const Key& key, Value state, double seconds) = 0;
    // Told before the first step: the keys of the states after 0, 1, ... steps. True: no more was wanted, and no step is to be walked.
    virtual bool rehearses(std::span<const Key>) { return false; }
};

// The engine's side of a run. Calls may come from worker threads.
class RunContext {
  public:
    virtual ~RunContext() = default;

    virtual const Cancel& cancel() const = 0;
    virtual const Compute& compute() const = 0;
    virtual void progress(double done, double total) = 0;   // in steps or bytes: only the ratio and the count are shown
    virtual void preview(const Value& value, int step) = 0;
    virtual void metric(std::string_view name, int step, double value) = 0;
    // Something that the user should know, and that ends nothing.
    virtual void warn(Error problem) = 0;
    virtual StepStore& steps() = 0;
    // Where a file of the workflow lies, by the path rules; for FileKind::output the folder is made.
    virtual Result<std::filesystem::path> resolve(const FileRef& file, FileKind kind) = 0;
    // What this input reads in place of a file: a picture from an image editor. Null: nothing but the file.
    virtual const HandedPicture* handed(std::string_view /*input*/) const { return nullptr; }
    // Facts about the whole run that outputs carry along: "workflow" (canonical JSON), "parameters".
    virtual std::string fact(std::string_view name) const = 0;
    // Tells the user about a file that this run wrote.
    virtual void wrote(const std::filesystem::path& file) = 0;
    // Which existing files outputs may replace; null: none.
    virtual FileClaims* claims() const = 0;
};

class Run {
  public:
    Run(const NodeDef& def, std::vector<Value> inputs, RunContext& context);

    template <class T>
    const T& operator[](In<T> input) const {   // the input must have a value: required, or with a default
        return at(input.index).template as<T>();
    }
    template <class T>
    const T* maybe(In<T> input) const {
        const Value& value = inputs_[input.index];
        return value ? &value.as<T>() : nullptr;
    }
    template <class T>
    std::shared_ptr<const T> share(In<T> input) const {   // null if it has no value
        return inputs_[input.index].template share<T>();
    }
    const Value& value(std::size_t input) const { return inputs_[input]; }

    template <class T>
    Result<void> set(Out<T> output, std::type_identity_t<T> value) {
        outputs_[output.index] = Value::of<T>(std::move(value));
        return {};
    }
    template <class T>
    Result<void> set(Out<T> output, std::shared_ptr<const T> value) {
        outputs_[output.index] = Value::of<T>(std::move(value));
        return {};
    }
    // Passes a value on as it is (switches, reroutes).
    Result<void> set_value(std::size_t output, Value value);
    // This output stays empty: `why` is the node's error if anything that runs needs it, and nobody hears of it else.
    template <class T>
    void lacks(Out<T> output, Error why) {
        lacking_.insert_or_assign(output.index, std::move(why));
    }

    RunContext& context() const { return context_; }
    const Cancel& cancel() const { return context_.cancel(); }
    const NodeDef& def() const { return def_; }
    std::vector<Value>& outputs() { return outputs_; }
    std::map<std::size_t, Error>& lacking() { return lacking_; }   // by output

  private:
    const Value& at(std::size_t index) const;

    const NodeDef& def_;
    std::vector<Value> inputs_;
    std::vector<Value> outputs_;
    std::map<std::size_t, Error> lacking_;
    RunContext& context_;
};

}  // namespace noiseloom
