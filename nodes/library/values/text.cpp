#include "core/run.h"

namespace noiseloom {

NodeDef values_text_node() {
    NodeDef n("values.text", 1);
    n.text("Text", "Values", "A text to use in several places, such as a prompt.");
    In<std::string> text = n.in<std::string>("value").value("").multiline().doc("The text.");
    Out<std::string> out = n.out<std::string>("value").doc("The same text.");
    n.off_device();
    n.run([=](Run& r) { return r.set(out, r[text]); });
    return n;
}

}  // namespace noiseloom
