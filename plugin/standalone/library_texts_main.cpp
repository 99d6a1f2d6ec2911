// noiseloom-library-texts: the texts of the node library and the templates, as source text for lupdate.
#include <iostream>

#include "library/nodes.h"
#include "session/session.h"
#include "standalone/library_texts.h"

int main() {
    noiseloom::Registry registry;
    noiseloom::register_nodes(registry);
    for (const std::string& text : noiseloom::library_texts(registry, noiseloom::resources_folder() / "templates"))
        std::cout << "QT_TRANSLATE_NOOP(\"nodes\", " << noiseloom::Json(text).dump() << ");\n";
}
