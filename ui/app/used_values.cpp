#include "ui/app/used_values.h"

#include <set>

#include <QFile>
#include <QRegularExpression>

#include "ui/app/settings.h"
#include "ui/model/field_edit.h"

namespace noiseloom {
namespace {

constexpr qsizetype shortest = 2, longest = 80;
constexpr int most_words = 100'000;

template <class See>   // (const NodeDef&, const InputDecl&, const Json&) of every field that is set
void each_field(const Graph& graph, const Declarations& declarations, const See& see) {
    for (const auto& [id, node] : graph.nodes) {
        const NodeDef* def = declarations.find(node.type);
        for (const auto& [name, input] : node.inputs) {
            const InputDecl* decl = def ? def->input(name) : nullptr;
            if (const Json* literal = std::get_if<Json>(&input); decl && literal) see(*def, *decl, *literal);
        }
    }
}

template <class See>
void each_field(const Workflow& workflow, const Declarations& declarations, const See& see) {
    each_field(workflow.graph, declarations, see);
    for (const auto& [name, subgraph] : workflow.subgraphs) each_field(subgraph.graph, declarations, see);
}

}  // namespace

bool is_prompt(const NodeDef& def, const InputDecl& input) {
    return input.type == &type_of<std::string>() && std::any_of(def.inputs().begin(), def.inputs().end(), [](const InputDecl& other) { return other.type->name == "encoder"; });
}

std::vector<std::uint64_t> seeds_in(const Workflow& workflow, const Declarations& declarations) {
    std::vector<std::uint64_t> seeds;
    each_field(workflow, declarations, [&](const NodeDef&, const InputDecl& input, const Json& value) {
        if (input.type != &type_of<Seed>() || !value.is_number_unsigned()) return;
        if (const auto seed = value.get<std::uint64_t>(); std::find(seeds.begin(), seeds.end(), seed) == seeds.end()) seeds.push_back(seed);
    });
    return seeds;
}

QStringList phrases_in(const Workflow& workflow, const Declarations& declarations) {
    static const QRegularExpression separators("[,\n]"), weights(":[0-9.]+(?=[)\\]]|$)"), brackets("[()\\[\\]{}\\\\]");
    QStringList phrases;
    each_field(workflow, declarations, [&](const NodeDef& def, const InputDecl& input, const Json& value) {
        if (!value.is_string() || !is_prompt(def, input)) return;
        for (QString phrase : QString::fromStdString(value.get<std::string>()).split(separators)) {
            phrase = phrase.remove(weights).remove(brackets).simplified();
            if (phrase.size() >= shortest && phrase.size() <= longest && !phrases.contains(phrase)) phrases << phrase;
        }
    });
    return phrases;
}

void remember(Settings& settings, const Workflow& workflow, const Declarations& declarations) {
    for (const std::uint64_t seed : seeds_in(workflow, declarations)) settings.add_recent_seed(seed);
    settings.add_phrases(phrases_in(workflow, declarations));
}

QStringList read_words(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    if (path.empty() || !file.open(QIODevice::ReadOnly | QIODevice::Text)) return {};
    QStringList words;
    while (!file.atEnd() && words.size() < most_words) {
        const QString word = QString::fromUtf8(file.readLine(4096)).section(',', 0, 0).remove('"').simplified();
        if (word.size() >= shortest && word.size() <= longest) words << word;
    }
    return words;
}

}  // namespace noiseloom
