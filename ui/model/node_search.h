// The search for nodes: what is typed beside titles, categories, words and types, the best first.
//
// "cfg 5" finds Classifier-Free Guidance, and 5 is for its first number. Letters in order are enough ("clfg"), but beginnings of words
// count more, and so do nodes that were used lately.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/registry.h"

namespace noiseloom {

// How well `typed` fits `text`, 0: not at all. Case and accents do not count.
double fit(const QString& typed, const QString& text);

struct Typed {
    QString words;
    std::optional<double> number;   // a trailing one
};
Typed read_typed(const QString& text);

struct Found {
    const NodeDef* def = nullptr;
    double score = 0;
};
// `recent` has types, the last used first. With nothing typed: recent ones first, then what most graphs are made of, then all by category and title.
std::vector<Found> search_nodes(const std::vector<const NodeDef*>& defs, const QString& words, const QStringList& recent);

// The input that a typed number sets: the first number, integer or curve of the declaration whose range holds it; null if there is none.
const InputDecl* input_for_number(const NodeDef& def, double number);
Json number_for(const InputDecl& input, double number);   // as its literal; null where it takes no such number

}  // namespace noiseloom
