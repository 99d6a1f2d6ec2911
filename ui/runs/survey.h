// A graph looked over before and between runs: what is at hand, what would run, what cannot, and the pictures that are there.
//
// Made by a worker, since files may have to be hashed and results read from disk; then read by the interface.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <QImage>

#include "core/flatten.h"
#include "engine/plan.h"
#include "engine/step_plan.h"
#include "ui/runs/node_status.h"

namespace noiseloom {

class Workshop;

struct RunSummary {
    int reuse = 0, run = 0;        // nodes
    double seconds = 0;            // that those take, as far as it is known
    std::size_t bytes = 0;         // that those took when their types last ran
    StepCount steps;               // of all samplers; all 0: not told
    std::vector<Error> errors;     // why it would fail, each with its node
};

RunSummary summary_of(const Plan& plan);

struct SurveyedNode {
    const NodeDef* def = nullptr;        // null: unknown type
    NodeState state = NodeState::idle;   // idle, will_run, ready or blocked
    double seconds = 0;
    std::size_t bytes = 0;
    std::optional<Error> error;
    // Equal ones give equal results; unlike a key it tells also of nodes that are never cached whether their inputs changed. Zero: blocked.
    Key signature;
    bool is_volatile = false;
    bool has_steps = false;
    Key picture_key;                     // of the first output that is something to look at
    const TypeInfo* picture_type = nullptr;
    QImage picture;                      // of its result, if that is at hand
};

struct Survey {
    Graph source;                                           // as it was given, subgraphs and all
    Subgraphs definitions;
    std::shared_ptr<const Graph> graph;                     // what is bound and run: flat, nodes of subgraphs by path
    std::map<std::string, std::vector<Input>> subgraphs;    // what their outputs are: FlatGraph::subgraphs
    std::vector<std::string> targets;                       // as asked for; empty: the engine's choice
    std::vector<std::string> chosen;                        // what that comes to
    std::map<std::string, SurveyedNode> nodes;              // by path
    std::map<std::string, std::vector<Key>> outputs;        // keys by path, as declared; none of volatile or blocked nodes
    Plan plan;
    RunSummary summary;
};

struct SurveyOptions {
    Compute compute;
    std::shared_ptr<FileResolver> files;
    Cancel cancel;
};

// Throws Cancelled.
std::shared_ptr<const Survey> survey(Workshop& workshop, Graph graph, Subgraphs definitions, const std::vector<std::string>& targets, const SurveyOptions& options);

}  // namespace noiseloom
