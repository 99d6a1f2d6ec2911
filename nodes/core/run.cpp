#include "core/run.h"

namespace noiseloom {

Run::Run(const NodeDef& def, std::vector<Value> inputs, RunContext& context)
    : def_(def), inputs_(std::move(inputs)), outputs_(def.outputs().size()), context_(context) {}

Result<void> Run::set_value(std::size_t output, Value value) {
    outputs_[output] = std::move(value);
    return {};
}

const Value& Run::at(std::size_t index) const {
    const Value& value = inputs_[index];
    if (!value)
        throw Failure({Code::bad_workflow, "'" + def_.inputs()[index].name + "' has no value", "Connect it or type one in.", "",
                       def_.inputs()[index].name, ""});
    return value;
}

}  // namespace noiseloom
