#include "ui/model/node_search.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/curve.h"
#include "ui/model/node_texts.h"

namespace noiseloom {
namespace {

QString plain(const QString& text) {
    QString made;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD))
        if (c.category() != QChar::Mark_NonSpacing) made += c.toLower();
    return made;
}

// Letters in order, anywhere: more for beginnings of words and for runs.
double fuzzy(const QString& typed, const QString& text) {
    double score = 0;
    qsizetype at = 0;
    bool run = false;
    for (const QChar c : typed) {
        const qsizetype found = text.indexOf(c, at);
        if (found < 0) return 0;
        const bool begins = found == 0 || !text[found - 1].isLetterOrNumber();
        score += begins ? 3 : (run && found == at ? 2 : 0.5);
        run = true;
        at = found + 1;
    }
    return score / static_cast<double>(3 * typed.size());
}

double fit_word(const QString& word, const QString& text) {
    if (text == word) return 1;
    if (text.startsWith(word)) return 0.9;
    const qsizetype found = text.indexOf(word);
    if (found > 0) return text[found - 1].isLetterOrNumber() ? 0.5 : 0.8;
    QString initials;
    for (qsizetype i = 0; i < text.size(); ++i)
        if (text[i].isLetterOrNumber() && (i == 0 || !text[i - 1].isLetterOrNumber())) initials += text[i];
    if (initials.startsWith(word)) return 0.85;
    const double loose = fuzzy(word, text);
    return loose >= 0.5 ? 0.4 * loose : 0;
}

// What most graphs are made of, in the order of a run: first where nothing was typed, and before others that fit as well.
constexpr std::array<std::string_view, 12> usual{"model.load",      "text.encode",       "guidance.cfg",  "latent.empty", "sampling.schedule", "sampling.ddim",
                                                 "sampling.sample", "latent.decode", "image.save", "image.load",   "latent.encode",     "model.lora"};
constexpr double usual_bonus = 0.08;

}  // namespace

double fit(const QString& typed, const QString& text) {
    const QStringList words = plain(typed).split(u' ', Qt::SkipEmptyParts);
    const QString whole = plain(text);
    double sum = 0;
    for (const QString& word : words) {
        const double one = fit_word(word, whole);
        if (one <= 0) return 0;
        sum += one;
    }
    return words.isEmpty() ? 0 : sum / static_cast<double>(words.size());
}

Typed read_typed(const QString& text) {
    const QString trimmed = text.trimmed();
    const qsizetype space = trimmed.lastIndexOf(u' ');
    if (space < 0) return {trimmed, {}};
    bool is_number = false;
    const double number = QLocale::c().toDouble(trimmed.mid(space + 1), &is_number);
    if (!is_number) return {trimmed, {}};
    return {trimmed.left(space).trimmed(), number};
}

std::vector<Found> search_nodes(const std::vector<const NodeDef*>& defs, const QString& words, const QStringList& recent) {
    const auto text = [](const std::string& s) { return QString::fromStdString(s); };
    std::vector<Found> found;
    for (const NodeDef* def : defs) {
        const qsizetype used = recent.indexOf(text(def->type()));
        const auto place = static_cast<double>(std::find(usual.begin(), usual.end(), def->type()) - usual.begin());
        const double bonus = (used < 0 ? 0 : 0.15 / static_cast<double>(1 + used)) + usual_bonus * (1 - place / static_cast<double>(usual.size()));
        double score = 0.01;
        if (!words.isEmpty())
            score = std::max({fit(words, text(def->title())), fit(words, def_title(*def)), 0.95 * fit(words, text(def->type())), 0.7 * fit(words, text(def->search_words())),
                              0.6 * fit(words, text(def->category() + " " + def->title()))});
        if (score > 0) found.push_back({def, score + bonus});
    }
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        if (a.score != b.score) return a.score > b.score;
        if (a.def->category() != b.def->category()) return a.def->category() < b.def->category();
        return a.def->title() < b.def->title();
    });
    return found;
}

const InputDecl* input_for_number(const NodeDef& def, double number) {
    for (const InputDecl& input : def.inputs()) {
        const Json value = number_for(input, number);
        if (!value.is_null() && parse_field(input, value)) return &input;
    }
    return nullptr;
}

Json number_for(const InputDecl& input, double number) {
    if (input.type == &type_of<double>() || input.type == &type_of<Curve>()) return number;
    constexpr double beyond = 9.2e18;   // of what an integer holds
    if (input.type == &type_of<std::int64_t>() && number == std::floor(number) && std::abs(number) < beyond) return static_cast<std::int64_t>(number);
    return {};
}

}  // namespace noiseloom
