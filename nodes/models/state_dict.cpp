#include "models/state_dict.h"

#include <functional>
#include <map>

#include <ATen/ATen.h>

namespace noiseloom {
namespace {

std::string shape_text(at::IntArrayRef shape) {
    std::string text = "[";
    for (const auto size : shape) text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

}  // namespace

struct StateDict::Store {
    struct Entry {
        at::Tensor tensor;
        bool used = false;
    };
    using Entries = std::map<std::string, Entry, std::less<>>;

    std::string source;
    Entries entries;
    Maker maker;   // empty: what is missing is an error

    Entry* entry(const std::string& name) {
        const auto found = entries.find(name);
        return found == entries.end() ? nullptr : &found->second;
    }
    template <class Visit>
    void visit(const std::string& prefix, Visit visit) const {
        for (auto it = entries.lower_bound(prefix); it != entries.end() && it->first.starts_with(prefix); ++it)
            visit(it->first.substr(prefix.size()), it->second);
    }
    Error error(const std::string& what, std::string hint) const {
        return {Code::bad_model, source.empty() ? what : source + ": " + what, std::move(hint), "", "", ""};
    }
};

StateDict::StateDict(std::string source) : store_(std::make_shared<Store>()) { store_->source = std::move(source); }

void StateDict::put(std::string name, at::Tensor tensor) {
    store_->entries.insert_or_assign(prefix_ + std::move(name), Store::Entry{std::move(tensor), false});
}

void StateDict::make_missing(Maker maker) { store_->maker = std::move(maker); }

bool StateDict::contains(std::string_view name) const { return store_->entry(prefix_ + std::string(name)) != nullptr; }

bool StateDict::contains_below(std::string_view prefix) const {
    if (store_->maker) return true;
    const std::string full = prefix_ + std::string(prefix);
    const auto first = store_->entries.lower_bound(full);
    return first != store_->entries.end() && first->first.starts_with(full);
}

at::Tensor StateDict::find(std::string_view name) const {
    const auto* entry = store_->entry(prefix_ + std::string(name));
    return entry ? entry->tensor : at::Tensor();
}

at::Tensor StateDict::take(std::string_view name, at::IntArrayRef shape) const {
    if (at::Tensor tensor = take_if(name, shape); tensor.defined()) return tensor;
    if (store_->maker) {
        StateDict whole = *this;
        whole.prefix_.clear();
        const std::string full = prefix_ + std::string(name);
        return store_->entries.insert_or_assign(full, Store::Entry{store_->maker(whole, full, shape), true}).first->second.tensor;
    }
    throw Failure(store_->error("the tensor '" + prefix_ + std::string(name) + "' " + shape_text(shape) + " is missing",
                                "The file may be incomplete or hold another kind of model."));
}

at::Tensor StateDict::take_if(std::string_view name, at::IntArrayRef shape) const {
    at::Tensor tensor = take_if(name);
    if (tensor.defined() && tensor.sizes() != shape)
        throw Failure(store_->error("the tensor '" + prefix_ + std::string(name) + "' has the shape " + shape_text(tensor.sizes()) +
                                        " where " + shape_text(shape) + " is expected",
                                    "The file may hold another kind of model, or its configuration belongs to another one."));
    return tensor;
}

at::Tensor StateDict::take_if(std::string_view name) const {
    auto* entry = store_->entry(prefix_ + std::string(name));
    if (!entry) return {};
    entry->used = true;
    return entry->tensor;
}

StateDict StateDict::scoped(std::string_view prefix) const {
    StateDict view = *this;
    view.prefix_ += prefix;
    return view;
}

std::vector<std::string> StateDict::names() const {
    std::vector<std::string> found;
    store_->visit(prefix_, [&](std::string name, const Store::Entry&) { found.push_back(std::move(name)); });
    return found;
}

std::vector<std::string> StateDict::unused() const {
    std::vector<std::string> found;
    store_->visit(prefix_, [&](std::string name, const Store::Entry& entry) {
        if (!entry.used) found.push_back(std::move(name));
    });
    return found;
}

bool StateDict::empty() const { return names().empty(); }

std::size_t StateDict::size() const { return names().size(); }

std::size_t StateDict::bytes() const {
    std::size_t sum = 0;
    store_->visit(prefix_, [&](const std::string&, const Store::Entry& entry) { sum += entry.tensor.nbytes(); });
    return sum;
}

const std::string& StateDict::source() const { return store_->source; }

}  // namespace noiseloom
