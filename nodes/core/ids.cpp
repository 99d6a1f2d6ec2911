#include "core/ids.h"

#include <algorithm>
#include <random>

namespace noiseloom {
namespace {

constexpr std::size_t longest_name = 64;
constexpr std::string_view base32 = "0123456789abcdefghjkmnpqrstvwxyz";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool is_valid_id(std::string_view id) {
    if (id.empty() || id.size() > longest_name || id[0] == '-' || id[0] == '_') return false;
    return std::all_of(id.begin(), id.end(), [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '-' || c == '_'; });
}

bool is_valid_socket(std::string_view name) {
    if (name.empty() || name.size() > longest_name || !is_lower(name[0])) return false;
    if (name == "type" || name == "bypass" || name == "mute") return false;
    return std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

std::string random_word(std::size_t length) {
    std::random_device entropy;
    std::string word;
    for (std::size_t i = 0; i < length; ++i) word += base32[entropy() % base32.size()];
    return word;
}

std::string make_id(std::string_view type, const Graph& graph) {
    std::string slug;
    for (const char c : type.substr(type.rfind('.') + 1))   // npos + 1 is 0: a type without a dot
        if (is_valid_id(std::string(1, c)) && slug.size() < 40) slug += lower(c);
    if (slug.empty()) slug = "node";
    for (std::size_t length = 4;; ++length) {   // a longer suffix only if several in a row are taken
        for (int attempt = 0; attempt < 8; ++attempt) {
            std::string id = slug + '-' + random_word(length);
            if (!graph.nodes.contains(id)) return id;
        }
    }
}

std::string_view slug_of(std::string_view id) {
    const std::size_t dash = id.rfind('-');
    if (dash == std::string_view::npos || dash == 0 || id.size() - dash < 5) return id;
    const std::string_view suffix = id.substr(dash + 1);
    return suffix.find_first_not_of(base32) == std::string_view::npos ? id.substr(0, dash) : id;
}

std::size_t slips_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto same = [&](std::size_t x, std::size_t y) { return lower(a[x - 1]) == lower(b[y - 1]); };
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same(i, j) ? 0 : 1)});
            if (i > 1 && j > 1 && same(i, j - 1) && same(i - 1, j)) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

std::vector<std::string> near_names(std::string_view word, const std::vector<std::string>& names, std::size_t most) {
    word = word.substr(0, longest_name);
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const std::string& name : names) {
        if (name.empty()) continue;
        const std::size_t longer = std::max(word.size(), name.size()), shorter = std::min(word.size(), name.size());
        std::size_t apart = slips_between(word, std::string_view(name).substr(0, longest_name));
        if (shorter >= 3 && (name.find(word) != std::string::npos || word.find(name) != std::string_view::npos)) apart = 1;
        if (apart < longer && apart <= std::max<std::size_t>(1, longer / 3)) ranked.emplace_back(apart, name);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> nearest;
    for (const auto& [apart, name] : ranked)
        if (nearest.size() < most) nearest.push_back(name);
    return nearest;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names) {
    if (const auto nearest = near_names(word, names); !nearest.empty()) {
        std::string text = "Did you mean '" + nearest[0] + "'";
        for (std::size_t i = 1; i < nearest.size(); ++i) text += (i + 1 == nearest.size() ? " or '" : ", '") + nearest[i] + "'";
        return text + "?";
    }
    if (names.empty()) return {};
    std::string text = "There is: ";
    for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 8); ++i) text += (i ? ", " : "") + names[i];
    return text + (names.size() > 8 ? ", and " + std::to_string(names.size() - 8) + " more." : ".");
}

}  // namespace noiseloom
