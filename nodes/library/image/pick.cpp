#include "core/run.h"
#include "image/images.h"

namespace noiseloom {

NodeDef image_pick_node() {
    NodeDef n("image.pick", 1);
    n.text("Pick Image", "Image", "Takes one picture out of a batch.");
    n.keywords("select index batch");
    In<Images> image = n.in<Images>("image").doc("The batch.");
    In<std::int64_t> index = n.in<std::int64_t>("index").value(0).range(0, 100000).doc("Which one; the first is 0.");
    Out<Images> out = n.out<Images>("image").doc("That picture.");
    n.off_device();
    n.run([=](Run& r) -> Result<void> {
        const auto which = static_cast<std::size_t>(r[index]);
        if (which >= r[image].size())
            return Error{Code::bad_workflow, "there is no picture " + std::to_string(which) + ": the batch has " + std::to_string(r[image].size()),
                         "Count from 0.", "", "index", ""};
        return r.set(out, Images{{r[image].items[which]}});
    });
    return n;
}

}  // namespace noiseloom
