#include <iostream>

#include "evaluation/pack_report.h"
#include "headless/commands.h"
#include "headless/interrupt.h"
#include "headless/terminal.h"
#include "models/device.h"
#include "session/session.h"

namespace noiseloom {

int pack_report_command(const PackReportArguments& arguments) {
    try {
        Cancel cancel;
        const InterruptGuard guard(cancel);
        set_threads(arguments.threads);
        PackReportRequest request;
        request.pack = arguments.pack.empty() ? resources_folder() / "noiseloom-pack" : std::filesystem::path(arguments.pack);
        request.judge = arguments.judge.empty() ? resources_folder() / "training/weights/judge" : std::filesystem::path(arguments.judge);
        request.output = arguments.output;
        request.prompts = arguments.prompts;
        request.compute = choose_compute(arguments.device, arguments.dtype).or_throw();
        request.cancel = cancel;
        request.say = [](const std::string& line) { std::cerr << plain(line) << std::endl; };
        write_pack_report(request);
        std::cout << (request.output / "README.md").string() << std::endl;
        return 0;
    } catch (const Cancelled&) {
        std::cerr << "noiseloom: cancelled\n";
        return exit_status(Code::cancelled);
    } catch (const Failure& failure) {
        return fail(failure.error());
    }
}

}  // namespace noiseloom
