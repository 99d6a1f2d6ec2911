// Random patches on a document, of every kind and often wrong, the same for the same seed.
#pragma once

#include <random>

#include "core/document.h"

namespace noiseloom {

class RandomEdits {
  public:
    explicit RandomEdits(unsigned seed) : random_(seed) {}

    // A patch of one to three operations. It may not apply: it then must change nothing.
    Patch next(const Document& document) {
        Patch patch;
        const int count = 1 + below(3);
        for (int i = 0; i < count; ++i) {
            if (below(8) == 0) {
                const std::vector<std::string> ids{id(document), id(document)};
                for (Operation& operation : remove_nodes(document.workflow(), ids).operations) patch.operations.push_back(std::move(operation));
            } else {
                patch.operations.push_back(operation(document));
            }
        }
        return patch;
    }
    // The same fields set to other values: the next move of a drag.
    Patch moved(Patch patch) {
        for (Operation& operation : patch.operations) {
            if (auto* set = std::get_if<SetInput>(&operation)) set->to = below(4) ? std::optional<Input>(literal()) : std::nullopt;
            if (auto* view = std::get_if<SetView>(&operation)) view->to = below(4) ? std::optional<Json>(literal()) : std::nullopt;
            if (auto* bypass = std::get_if<SetBypass>(&operation)) bypass->to = below(2) == 0;
            if (auto* mute = std::get_if<SetMute>(&operation)) mute->to = below(2) == 0;
        }
        return patch;
    }
    int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  private:
    // In a definition as often as in the workflow itself, if there is any.
    Operation operation(const Document& document) {
        Operation made = any(document);
        const auto& subgraphs = document.workflow().subgraphs;
        if (subgraphs.empty() || below(2)) return made;
        const std::string scope = std::next(subgraphs.begin(), below(static_cast<int>(subgraphs.size())))->first;
        std::visit([&](auto& one) { if constexpr (requires { one.scope; }) one.scope = scope; }, made);
        return made;
    }
    Operation any(const Document& document) {
        switch (below(13)) {
            case 0:
            case 1: {
                Node node{"toy.t" + std::to_string(below(4)), 1 + below(3), below(5) == 0, {}, Json::object()};
                node.inputs["value"] = literal();
                node.mute = below(5) == 0;
                return AddNode{"n-" + std::to_string(below(60)), node};
            }
            case 2: return SetBypass{id(document), below(2) == 0};
            case 3: return SetForm{Json::array({{{"input", id(document) + ".value"}, {"label", "Value"}}})};
            case 4:
            case 5: return SetView{{"at", id(document)}, below(4) ? std::optional<Json>(Json{below(1000), below(1000)}) : std::nullopt};
            case 6: return SetView{path(), below(3) ? std::optional<Json>(literal()) : std::nullopt};
            case 7: return SetInput{id(document), input(), Link{id(document), "out"}};
            case 8: return SetInput{id(document), input(), {}};
            case 10: {
                SetSubgraph set{"g" + std::to_string(below(3)), {}};
                if (below(3)) set.to = subgraph(document);
                return set;
            }
            case 11: return SetInterface{"g" + std::to_string(below(3)), subgraph(document)};
            case 9: return SetMute{id(document), below(2) == 0};
            default: return SetInput{id(document), input(), literal()};
        }
    }
    Subgraph subgraph(const Document& document) {
        Subgraph made;
        made.title = below(2) ? "Title" : "";
        made.inputs = {{input(), {{id(document), "value"}, {id(document), input()}}, below(2) ? "Label" : ""}};
        made.outputs = {{"out", {id(document), "out"}}};
        made.graph = document.graph();
        if (below(2)) made.view["k0"] = literal();
        if (below(4) == 0) made.unknown["author"] = literal();
        return made;
    }
    std::string id(const Document& document) {
        const auto& nodes = document.graph().nodes;
        if (nodes.empty() || below(20) == 0) return "n-" + std::to_string(below(60));
        return std::next(nodes.begin(), below(static_cast<int>(nodes.size())))->first;
    }
    std::string input() { return std::string(1, static_cast<char>('a' + below(4))); }
    std::vector<std::string> path() {
        std::vector<std::string> keys;
        for (int i = 0, length = 1 + below(4); i < length; ++i) keys.push_back("k" + std::to_string(below(3)));
        return keys;
    }
    Json literal() {
        switch (below(7)) {
            case 0: return below(1000);
            case 1: return below(1000) / 8.0;
            case 2: return UINT64_MAX - static_cast<std::uint64_t>(below(5));
            case 3: return "@not a wire, \"quoted\" \xc3\xa4\n";
            case 4: return Json::parse(R"({"curve": [[0, 4], [0.15, 7.5]]})");
            case 5: return below(2) == 0;
            default: return Json::object();
        }
    }

    std::mt19937 random_;
};

}  // namespace noiseloom
