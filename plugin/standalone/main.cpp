// noiseloom-editor: the editor on the node library.
#include <QApplication>

#include "standalone/nodes_backend.h"
#include "ui/app/run_editor.h"

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    noiseloom::NodesBackend backend;
    return noiseloom::run_editor(backend, application.arguments());
}
