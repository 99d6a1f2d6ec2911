// A node library of a few lines for testing the engine: numbers, texts, blobs that can be saved, and
// nodes that count their calls, wait, fail, read files or choose a branch.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <sstream>
#include <thread>

#include "core/graph.h"
#include "core/registry.h"
#include "core/run.h"
#include "engine/files.h"

namespace noiseloom {

// Bytes that go to disk; `device` only says where it counts.
struct Blob {
    std::string bytes;
    std::string device = "cpu";
};

template <>
struct ValueType<Blob> {
    static constexpr std::string_view name = "blob";
    static std::size_t bytes(const Blob& blob) { return blob.bytes.size(); }
    static std::string device(const Blob& blob) { return blob.device; }
    static std::string save(const Blob& blob) { return blob.bytes; }
    static Result<std::shared_ptr<const Blob>> load(std::string_view bytes) {
        if (bytes.starts_with("bad")) return Error{Code::disk, "not a blob", "", "", "", ""};
        return std::make_shared<const Blob>(Blob{std::string(bytes), "cpu"});
    }
};

// How often nodes were called, by the text in their `tag` input, and a gate at which they can be held.
class Toys {
  public:
    int calls(const std::string& tag) const {
        const std::lock_guard lock(mutex_);
        const auto found = calls_.find(tag);
        return found == calls_.end() ? 0 : found->second;
    }
    void count(const std::string& tag) {
        const std::lock_guard lock(mutex_);
        ++calls_[tag];
        changed_.notify_all();
    }
    void wait_for_call(const std::string& tag) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return calls_[tag] > 0; });
    }
    void close_gate() { open_ = false; }
    void open_gate() { open_ = true; }
    void pass_gate(const Cancel& cancel) const {
        while (!open_) {
            cancel.check();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    int next_tick() { return ++ticks_; }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<std::string, int> calls_;
    std::atomic<bool> open_{true};
    std::atomic<int> ticks_{0};
};

inline NodeDef toy_add() {
    NodeDef n("toy.add", 1);
    n.text("Add", "Toy", "a + b.");
    const In<double> a = n.in<double>("a").value(0).doc("First.");
    const In<double> b = n.in<double>("b").value(0).range(-1000, 1000).doc("Second.");
    const Out<double> sum = n.out<double>("sum").doc("The sum.");
    n.run([=](Run& r) { return r.set(sum, r[a] + r[b]); });
    return n;
}

// Every kind of field; counts its calls.
inline NodeDef toy_fields(Toys& toys) {
    NodeDef n("toy.fields", 2);
    n.text("Fields", "Toy", "A text of all its inputs.");
    const In<std::string> tag = n.in<std::string>("tag").value("").doc("Counts calls.");
    const In<double> number = n.in<double>("number").value(1.5).doc("A number.");
    const In<std::int64_t> integer = n.in<std::int64_t>("integer").value(7).doc("An integer.");
    const In<bool> flag = n.in<bool>("flag").value(false).doc("A flag.");
    const In<Seed> seed = n.in<Seed>("seed").value(Seed{0}).doc("A seed.");
    const In<Choice> choice = n.in<Choice>("choice").choices({"one", "two"}).doc("A choice.");
    const In<double> extra = n.in<double>("extra").optional().doc("May be absent.");
    const Out<std::string> text = n.out<std::string>("text").doc("All inputs.");
    const Out<double> twice = n.out<double>("twice").doc("Twice the number.");
    n.run([=, &toys](Run& r) -> Result<void> {
        toys.count(r[tag]);
        std::ostringstream all;
        all << r[tag] << ' ' << r[number] << ' ' << r[integer] << ' ' << r[flag] << ' ' << r[seed].number << ' ' << r[choice].word << ' ';
        if (const double* given = r.maybe(extra))
            all << *given;
        else
            all << "-";
        NL_CHECK(r.set(twice, 2 * r[number]));
        return r.set(text, all.str());
    });
    return n;
}

inline NodeDef toy_count(Toys& toys) {
    NodeDef n("toy.count", 1);
    n.text("Count", "Toy", "Passes a number on, waits at the gate and counts its calls.");
    const In<std::string> tag = n.in<std::string>("tag").value("").doc("Counts calls.");
    const In<double> value = n.in<double>("value").value(0).doc("Passed on.");
    const Out<double> out = n.out<double>("value").doc("The same.");
    n.run([=, &toys](Run& r) {
        toys.count(r[tag]);
        toys.pass_gate(r.cancel());
        return r.set(out, r[value]);
    });
    return n;
}

inline NodeDef toy_blob(Toys& toys) {
    NodeDef n("toy.blob", 1);
    n.text("Blob", "Toy", "A blob of the text, repeated.");
    const In<std::string> text = n.in<std::string>("text").value("x").doc("Repeated.");
    const In<std::int64_t> times = n.in<std::int64_t>("times").value(1).doc("How often.");
    const In<double> milliseconds = n.in<double>("milliseconds").value(0).doc("How long it takes.");
    const Out<Blob> blob = n.out<Blob>("blob").doc("The blob.");
    n.off_device();
    n.cost([](const Json& fields) { return fields["milliseconds"].get<double>() / 1000; });
    n.run([=, &toys](Run& r) {
        toys.count(r[text]);
        std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(r[milliseconds]));
        Blob made;
        for (std::int64_t i = 0; i < r[times]; ++i) made.bytes += r[text];
        return r.set(blob, std::move(made));
    });
    return n;
}

inline NodeDef toy_length(Toys& toys) {
    NodeDef n("toy.length", 1);
    n.text("Length", "Toy", "The bytes of a blob.");
    const In<Blob> blob = n.in<Blob>("blob").doc("A blob.");
    const Out<std::int64_t> length = n.out<std::int64_t>("length").doc("Its bytes.");
    n.run([=, &toys](Run& r) {
        toys.count("length");
        return r.set(length, static_cast<std::int64_t>(r[blob].bytes.size()));
    });
    return n;
}

inline NodeDef toy_switch() {
    NodeDef n("toy.switch", 1);
    n.text("Switch", "Toy", "One of two numbers; the other is not computed.");
    const In<bool> second = n.in<bool>("second").value(false).doc("Which.");
    const In<double> a = n.in<double>("a").lazy().value(-1).doc("First.");
    const In<double> b = n.in<double>("b").lazy().optional().doc("Second.");
    const Out<double> out = n.out<double>("value").doc("The chosen one.");
    n.bypass("value", "b");
    n.needs([=](const Run& r) { return std::vector<std::string>{r[second] ? "b" : "a"}; });
    n.run([=](Run& r) { return r.set_value(out.index, r.value((r[second] ? b : a).index)); });
    return n;
}

// Asks for whatever input it is told to.
inline NodeDef toy_choosy() {
    NodeDef n("toy.choosy", 1);
    n.text("Choosy", "Toy", "Asks for the input of that name.");
    const In<std::string> name = n.in<std::string>("name").value("a").doc("What to ask for.");
    const In<double> a = n.in<double>("a").lazy().optional().doc("A number.");
    const Out<double> out = n.out<double>("value").doc("The number, or 0.");
    n.needs([=](const Run& r) -> std::vector<std::string> {
        if (r[name] == "throw") throw Failure({Code::bad_workflow, "cannot choose", "", "", "name", ""});
        return {r[name]};
    });
    n.run([=](Run& r) { return r.set(out, r.maybe(a) ? r[a] : 0.0); });
    return n;
}

inline NodeDef toy_slow(Toys& toys) {
    NodeDef n("toy.slow", 1);
    n.text("Slow", "Toy", "Waits in steps of a millisecond; tells and checks for a cancel at each.");
    const In<std::string> tag = n.in<std::string>("tag").value("slow").doc("Counts calls.");
    const In<std::int64_t> steps = n.in<std::int64_t>("steps").value(10).doc("Milliseconds.");
    const In<double> value = n.in<double>("value").value(0).doc("Passed on.");
    const Out<double> out = n.out<double>("value").doc("The same.");
    n.run([=, &toys](Run& r) {
        toys.count(r[tag]);
        for (std::int64_t i = 0; i < r[steps]; ++i) {
            r.cancel().check();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            r.context().progress(static_cast<double>(i + 1), static_cast<double>(r[steps]));
            r.context().metric("half", static_cast<int>(i), static_cast<double>(i) / 2);
        }
        r.context().preview(Value::of(r[value]), 3);
        return r.set(out, r[value]);
    });
    return n;
}

inline NodeDef toy_fail(Toys& toys) {
    NodeDef n("toy.fail", 1);
    n.text("Fail", "Toy", "Fails in a way of your choice.");
    const In<Choice> how = n.in<Choice>("how").choices({"error", "failure", "memory", "memory once", "exception", "cancelled", "other", "not"}).doc("How.");
    const In<double> value = n.in<double>("value").value(0).doc("Passed on if it does not fail.");
    const Out<double> out = n.out<double>("value").doc("The same.");
    n.run([=, &toys](Run& r) -> Result<void> {
        toys.count("fail");
        const std::string& word = r[how].word;
        if (word == "error") return Error{Code::bad_image, "an error", "a hint", "", "value", ""};
        if (word == "failure") throw Failure({Code::bad_model, "a failure", "", "", "how", ""});
        if (word == "memory" || (word == "memory once" && toys.calls("fail") == 1)) throw std::bad_alloc();
        if (word == "exception") throw std::runtime_error("secret words");
        if (word == "cancelled") throw Cancelled();
        if (word == "other") throw 7;
        return r.set(out, r[value]);
    });
    return n;
}

inline NodeDef toy_file(Toys& toys) {
    NodeDef n("toy.file", 1);
    n.text("File", "Toy", "The text in a file.");
    const In<FileRef> file = n.in<FileRef>("file").file(FileKind::model).doc("The file.");
    const Out<std::string> text = n.out<std::string>("text").doc("Its text.");
    n.run([=, &toys](Run& r) {
        toys.count("file");
        std::ifstream stream(r.context().resolve(r[file], FileKind::model).or_throw());
        return r.set(text, std::string(std::istreambuf_iterator<char>(stream), {}));
    });
    return n;
}

inline NodeDef toy_name() {
    NodeDef n("toy.name", 1);
    n.text("Name", "Toy", "A file's name made from a text.");
    const In<std::string> text = n.in<std::string>("text").value("").doc("The name.");
    const Out<FileRef> file = n.out<FileRef>("file").doc("The file.");
    n.run([=](Run& r) { return r.set(file, FileRef{r[text], ""}); });
    return n;
}

inline NodeDef toy_clock(Toys& toys) {
    NodeDef n("toy.clock", 1);
    n.text("Clock", "Toy", "Another number at each call.");
    const Out<double> tick = n.out<double>("tick").doc("The number.");
    n.impure();
    n.run([=, &toys](Run& r) { return r.set(tick, toys.next_tick()); });
    return n;
}

inline NodeDef toy_show(Toys& toys) {
    NodeDef n("toy.show", 1);
    n.text("Show", "Toy", "Shows a number: has no outputs.");
    const In<double> value = n.in<double>("value").doc("Shown.");
    n.run([=, &toys](Run& r) -> Result<void> {
        toys.count("show");
        r.context().metric(r.context().fact("workflow"), 0, r[value]);
        r.context().wrote("/shown.txt");
        return {};
    });
    return n;
}

inline NodeDef toy_nothing() {
    NodeDef n("toy.nothing", 1);
    n.text("Nothing", "Toy", "Leaves its output empty.");
    n.out<double>("value").doc("Never set.");
    n.run([](Run&) -> Result<void> { return {}; });
    return n;
}

// Two outputs, of which one is empty with a reason.
inline NodeDef toy_half(Toys& toys) {
    NodeDef n("toy.half", 1);
    n.text("Half", "Toy", "Has one of its two values.");
    const Out<double> value = n.out<double>("value").doc("7.");
    const Out<double> other = n.out<double>("other").doc("Never there.");
    n.run([=, &toys](Run& r) {
        toys.count("half");
        r.lacks(other, {Code::bad_model, "there is no other half", "Take the first.", "", "", ""});
        return r.set(value, 7.0);
    });
    return n;
}

// Remembers steps 1 to `steps` in the store and counts those that it had to compute.
inline NodeDef toy_sampler(Toys& toys) {
    NodeDef n("toy.sampler", 1);
    n.text("Sampler", "Toy", "Counts up, remembering every step.");
    const In<std::int64_t> steps = n.in<std::int64_t>("steps").value(10).doc("Steps.");
    const Out<double> out = n.out<double>("value").doc("The count.");
    n.run([=, &toys](Run& r) {
        double state = 0;
        for (std::int64_t k = 1; k <= r[steps]; ++k) {
            const Key key = KeyBuilder("toy step").add(k).key();
            if (const Value known = r.context().steps().find(key)) {
                state = known.as<double>();
                continue;
            }
            toys.count("step");
            state += 1;
            r.context().steps().keep(key, Value::of(state), 0.01);
        }
        return r.set(out, state);
    });
    return n;
}

inline void add_toys(Registry& registry, Toys& toys) {
    for (NodeDef (*make)() : {toy_add, toy_choosy, toy_switch, toy_name, toy_nothing}) registry.add(make());
    for (NodeDef (*make)(Toys&) : {toy_fields, toy_count, toy_blob, toy_length, toy_slow, toy_fail, toy_file, toy_clock, toy_show, toy_sampler, toy_half})
        registry.add(make(toys));
}

// Files of one folder, by name.
class FolderFiles : public FileResolver {
  public:
    explicit FolderFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}
    Result<std::filesystem::path> resolve(const FileRef& file, FileKind, const std::string&) override { return folder_ / file.name; }

  private:
    std::filesystem::path folder_;
};

inline Input wire(std::string node, std::string output) { return Link{std::move(node), std::move(output)}; }

// add(graph, "sum", "toy.add", {{"a", 1}, {"b", wire("other", "sum")}})
inline void add(Graph& graph, const std::string& id, const std::string& type, std::map<std::string, Input> inputs = {}, int version = 1) {
    Node node;
    node.type = type;
    node.version = version;
    node.inputs = std::move(inputs);
    graph.nodes[id] = std::move(node);
}

inline std::shared_ptr<const Graph> shared(const Graph& graph) { return std::make_shared<const Graph>(graph); }

// sum-0 <- sum-1 <- ... : each adds 1 to the one before; ids sort against the direction of the wires.
inline Graph toy_chain(int length) {
    Graph graph;
    for (int i = 0; i < length; ++i) {
        const auto id = [&](int number) { return "sum-" + std::to_string(length - number); };
        std::map<std::string, Input> inputs{{"b", Json(1.0)}};
        if (i > 0) inputs["a"] = wire(id(i - 1), "sum");
        add(graph, id(i), "toy.add", std::move(inputs));
    }
    return graph;
}

}  // namespace noiseloom
