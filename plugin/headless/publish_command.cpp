// publish: which workflows have entries in the menus of image editors.
#include <cstdio>
#include <iostream>

#include "core/usage.h"
#include "headless/commands.h"
#include "headless/terminal.h"
#include "host/published_list.h"
#include "session/session.h"

namespace noiseloom {
namespace {

// Those among the templates that say so themselves: "publish": "Fill Selection".
Result<std::vector<Published>> usual_list(const Registry& registry) {
    std::vector<Published> all;
    for (const Template& one : templates()) {
        NL_TRY(const Source source, open_source(one.file.string(), registry));
        const auto title = source.workflow.unknown.find("publish");
        if (title != source.workflow.unknown.end() && title->is_string()) all.push_back(published(one.name, *title, one.name, source.workflow, registry));
    }
    return all;
}

int show(const Result<std::vector<Published>>& all, bool json) {
    if (!all) return fail(all.error(), json);
    if (json) {
        std::cout << published_text(*all);
        return 0;
    }
    for (const Published& one : *all) std::printf("%-24s %s\n", one.name.c_str(), plain(one.title).c_str());
    return 0;
}

}  // namespace

int publish_command(const Registry& registry, const PublishArguments& arguments) {
    if (arguments.usual) return show(usual_list(registry), arguments.json);
    if (!arguments.remove.empty()) {
        const auto removed = unpublish(arguments.remove, resources_folder());
        return removed ? 0 : fail(removed.error(), arguments.json);
    }
    if (arguments.workflow.empty()) return show(list_published(resources_folder()), arguments.json);
    const auto source = open_source(arguments.workflow, registry);
    if (!source) return fail(source.error(), arguments.json);
    const auto made = publish(arguments.title.value_or(source->name), source->workflow, registry, resources_folder());
    if (!made) return fail(made.error(), arguments.json);
    if (arguments.json) std::cout << published_text({*made});
    else std::printf("%s: in the menus of image editors as '%s'; GIMP shows it when it is started next\n", made->name.c_str(), plain(made->title).c_str());
    return 0;
}

}  // namespace noiseloom
