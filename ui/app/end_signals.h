// SIGTERM, SIGINT and SIGHUP end the editor in good order: runs are cancelled, the socket for image editors goes. What is unsaved is in the
// journals, and is offered again.
#pragma once

namespace noiseloom {

// Once, by the thread of the interface, after the QApplication was made.
void quit_on_signals();

}  // namespace noiseloom
