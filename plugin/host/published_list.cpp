#include "host/published_list.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <sys/file.h>

#include "core/atomic_file.h"
#include "core/environment.h"
#include "core/text.h"
#include "core/usage.h"
#include "image/descriptor.h"

namespace noiseloom {
namespace fs = std::filesystem;

fs::path published_file() { return user_folder("XDG_DATA_HOME", ".local/share") / "noiseloom/published.json"; }

namespace {

constexpr std::size_t largest_list = std::size_t{4} << 20;

// Numbers up to 2^64 - 1 and trees are no arguments of scripts: those are texts.
bool is_written_as_text(PublishedKind kind) { return kind == PublishedKind::seed || kind == PublishedKind::json; }

Json to_json(const PublishedField& field) {
    Json json = {{"name", field.name}, {"label", field.label}, {"about", field.about}, {"input", field.input}, {"kind", published_kinds[static_cast<std::size_t>(field.kind)]}, {"value", field.value}};
    if (field.range) json.update({{"low", field.range->low}, {"high", field.range->high}, {"step", field.range->step}});
    if (!field.choices.empty()) json["choices"] = field.choices;
    if (is_written_as_text(field.kind)) json["value"] = json_text(field.value);
    return json;
}

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

Error damaged(const fs::path& file, const std::string& what) {
    return {Code::bad_workflow, file.string() + " cannot be used: " + what, "Remove it: Noiseloom begins a new list with its own workflows.", "", "", ""};
}

std::optional<PublishedField> read_field(const Json& json) {
    PublishedField field{text_of(json, "name"), text_of(json, "label"), text_of(json, "about"), text_of(json, "input"), PublishedKind::text, json.value("value", Json()), {}, {}};
    const auto kind = std::find(published_kinds.begin(), published_kinds.end(), text_of(json, "kind"));
    if (field.name.empty() || published_name(field.name) != field.name || kind == published_kinds.end()) return std::nullopt;
    field.kind = static_cast<PublishedKind>(kind - published_kinds.begin());
    if (is_written_as_text(field.kind) && field.value.is_string()) {
        auto value = parse_json(field.value.get<std::string>());
        if (!value) return std::nullopt;
        field.value = *std::move(value);
    }
    if (json.contains("low") && json["low"].is_number() && json.contains("high") && json["high"].is_number())
        field.range = Range{json["low"], json["high"], json.contains("step") && json["step"].is_number() ? json["step"].get<double>() : 0};
    if (json.contains("choices") && json["choices"].is_array())
        for (const Json& choice : json["choices"])
            if (choice.is_string()) field.choices.push_back(choice);
    return field;
}

// Entries of newer versions that cannot be understood are left out, not the whole list.
std::optional<Published> read_entry(const Json& json) {
    if (!json.is_object()) return std::nullopt;
    Published made{text_of(json, "name"), text_of(json, "title"), text_of(json, "about"), text_of(json, "source"), {}, {}};
    if (made.name.empty() || published_name(made.name) != made.name || made.title.empty() || made.source.empty()) return std::nullopt;
    for (const char* list : {"fields", "inputs"}) {
        if (!json.contains(list) || !json[list].is_array()) continue;
        for (const Json& item : json[list]) {
            if (!item.is_object()) return std::nullopt;
            if (list == std::string_view("inputs")) {
                made.inputs.push_back({text_of(item, "name"), text_of(item, "label"), text_of(item, "input")});
            } else {
                const auto field = read_field(item);
                if (!field) return std::nullopt;
                made.fields.push_back(*field);
            }
        }
    }
    return made;
}

// The name of this title's entry: that which it has, else one that no other has. GIMP has a procedure "…-run" already.
std::string entry_name(const std::string& title, const std::vector<Published>& all) {
    std::set<std::string> taken{"run"};
    for (const Published& one : all) {
        if (one.title == title) return one.name;
        taken.insert(one.name);
    }
    return unique_name(published_name(title), taken);
}

struct List {
    std::vector<Published> workflows;
    std::set<std::string> offered;   // of the workflows that come with Noiseloom, those that it was made from: what is not in it was taken out
};

Result<List> read_list(const fs::path& file) {
    NL_TRY(const std::string text, read_file(file, largest_list, Code::bad_workflow));
    const auto json = parse_json(text);
    if (!json) return damaged(file, json.error().message);
    if (!json->is_object() || !json->contains("workflows") || !(*json)["workflows"].is_array()) return damaged(file, "it has no list of workflows");
    List list;
    for (const Json& item : (*json)["workflows"])
        if (auto entry = read_entry(item)) list.workflows.push_back(*std::move(entry));
    if (const auto offered = json->find("offered"); offered != json->end() && offered->is_array())
        for (const Json& name : *offered)
            if (name.is_string()) list.offered.insert(name);
    return list;
}

Json to_json(const std::vector<Published>& all) {
    Json list = Json::array();
    for (const Published& one : all) {
        Json entry = {{"name", one.name}, {"title", one.title}, {"about", one.about}, {"source", one.source}, {"fields", Json::array()}, {"inputs", Json::array()}};
        for (const PublishedField& field : one.fields) entry["fields"].push_back(to_json(field));
        for (const PublishedInput& input : one.inputs) entry["inputs"].push_back({{"name", input.name}, {"label", input.label}, {"input", input.input}});
        list.push_back(std::move(entry));
    }
    return {{"version", 1}, {"workflows", std::move(list)}};
}

// Those that come with Noiseloom; an installation may be without any.
Result<std::vector<Published>> shipped(const fs::path& resources) {
    std::error_code failed;
    const fs::path file = resources / "templates/published.json";
    if (!fs::exists(file, failed)) return std::vector<Published>();
    NL_TRY(List list, read_list(file));
    return std::move(list.workflows);
}

auto named(std::vector<Published>& all, const std::string& name) {
    return std::find_if(all.begin(), all.end(), [&](const Published& one) { return one.name == name; });
}

// The user's list as this version has it: with what comes with Noiseloom and was not taken out. What is offered is all that any version did.
Result<List> read_merged(const fs::path& resources) {
    NL_TRY(const std::vector<Published> usual, shipped(resources));
    List list;
    std::error_code failed;
    if (fs::exists(published_file(), failed)) {
        NL_TRY(list, read_list(published_file()));
    }
    // A template that a later version no longer has.
    if (!usual.empty())
        std::erase_if(list.workflows, [&](const Published& one) {
            return one.source.find('/') == std::string::npos && std::none_of(usual.begin(), usual.end(), [&](const Published& other) { return other.source == one.source; });
        });
    for (const Published& one : usual) {
        const auto listed = named(list.workflows, one.name);
        if (listed != list.workflows.end()) {
            if (listed->source == one.source) *listed = one;   // as this version has it
        } else if (!list.offered.contains(one.name)) {
            list.workflows.push_back(one);
        }
    }
    for (const Published& one : usual) list.offered.insert(one.name);
    return list;
}

// The user's own list, while no other process changes it: it is read, changed and written as one.
class OwnList {
  public:
    static Result<OwnList> open(const fs::path& resources) {
        const fs::path folder = published_file().parent_path();
        std::error_code failed;
        fs::create_directories(folder, failed);
        OwnList own;
        own.lock_ = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!own.lock_ || ::flock(own.lock_.get(), LOCK_EX) != 0)
            return Error{Code::disk, folder.string() + " cannot be used: " + std::strerror(errno), "The list of published workflows lies there: make it a folder of yours.", "", "", ""};
        NL_TRY(own.list_, read_merged(resources));
        return own;
    }
    Result<void> save() const {
        Json json = to_json(list_.workflows);
        json["offered"] = list_.offered;
        return write_file(published_file(), json_text(json, 1) + "\n");
    }
    static fs::path copies() { return published_file().parent_path() / "published"; }

    std::vector<Published>& all() { return list_.workflows; }

  private:
    Descriptor lock_;
    List list_;
};

}  // namespace

std::string published_text(const std::vector<Published>& all) { return json_text(to_json(all), 1) + "\n"; }

Result<std::vector<Published>> list_published(const fs::path& resources) {
    NL_TRY(List list, read_merged(resources));
    return std::move(list.workflows);
}

UsablePublished usable_published(const fs::path& resources) {
    auto all = list_published(resources);
    if (all) return {*std::move(all), std::nullopt};
    auto usual = shipped(resources);
    return {usual ? *std::move(usual) : std::vector<Published>(), all.error()};
}

Result<Published> publish(const std::string& title, const Workflow& workflow, const Registry& registry, const fs::path& resources) {
    if (trimmed(title).empty()) return usage("a published workflow needs a title", "Type what the menus of image editors shall show.");
    NL_TRY(OwnList own, OwnList::open(resources));
    const std::string name = entry_name(title, own.all());
    const fs::path copy = OwnList::copies() / (name + std::string(workflow_suffix));
    std::error_code failed;
    fs::create_directories(copy.parent_path(), failed);
    NL_CHECK(save_workflow(copy, workflow, &registry));
    const Published made = published(name, title, copy.string(), workflow, registry);
    const auto before = named(own.all(), name);
    if (before != own.all().end()) *before = made;
    else own.all().push_back(made);
    NL_CHECK(own.save());
    return made;
}

Result<void> unpublish(const std::string& name, const fs::path& resources) {
    NL_TRY(OwnList own, OwnList::open(resources));
    const auto found = named(own.all(), name);
    if (found == own.all().end()) return usage("no workflow is published as '" + name + "'", "`noiseloom publish` lists those that are.");
    const fs::path source = found->source;
    own.all().erase(found);
    NL_CHECK(own.save());
    std::error_code failed;
    if (source.parent_path() == OwnList::copies()) fs::remove(source, failed);
    return {};
}

}  // namespace noiseloom
