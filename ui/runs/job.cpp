#include "ui/runs/job.h"

namespace noiseloom {
namespace {

template <class Item>
std::vector<Item> of_all(const std::vector<CellResult>& cells, std::vector<Item> CellResult::*part) {
    std::vector<Item> all;
    for (const CellResult& cell : cells) all.insert(all.end(), (cell.*part).begin(), (cell.*part).end());
    return all;
}

}  // namespace

std::vector<Error> Job::errors() const { return of_all(cells, &CellResult::errors); }
std::vector<QImage> Job::pictures() const {
    std::vector<QImage> all;
    for (const ResultPicture& picture : of_all(cells, &CellResult::pictures)) all.push_back(picture.small);
    return all;
}
std::vector<std::filesystem::path> Job::files() const { return of_all(cells, &CellResult::files); }

std::size_t cell_count(const std::vector<Axis>& axes) {
    std::size_t count = 1;
    for (const Axis& axis : axes) count *= axis.values.size();
    return count;
}

Graph cell_graph(const Graph& graph, const std::vector<Axis>& axes, std::size_t cell) {
    std::vector<std::size_t> at;
    for (const Axis& axis : axes) {
        at.push_back(cell % axis.values.size());
        cell /= axis.values.size();
    }
    return axes.empty() ? graph : graph_at(graph, axes, at);
}

}  // namespace noiseloom
