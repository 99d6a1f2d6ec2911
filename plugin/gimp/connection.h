// From nothing to an application that said welcome: connects, starts one where none answers, and begins anew where one of another
// version makes room (PROTOCOL.md, "Meeting").
#pragma once

#include <functional>

#include "gimp/application.h"
#include "host/messages.h"
#include "host/wire.h"

namespace noiseloom {

struct Installed {
    std::filesystem::path folder;      // of the bridge
    std::filesystem::path built_for;   // the application that it was built with
};

// Errors (refused), in words for the user: nothing to start, nobody answered within ten seconds, the other one refused. (cancelled): `goes_on`,
// which is asked at least every second, said no.
Result<Wire> meet_application(const Hello& hello, const Installed& installed, const std::function<bool()>& goes_on);

}  // namespace noiseloom
