// Progress for people: one line that is redrawn on a terminal, nothing in a pipe. Text from files
// is stripped of control characters before it reaches a terminal.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "engine/events.h"

namespace noiseloom {

bool is_terminal();                              // standard error
std::string plain(std::string_view text);        // without C0, C1 and escape characters

std::string counted(std::int64_t count, const std::string& noun);   // "1 step", "2 steps"

class ProgressLine {
  public:
    ProgressLine();
    ~ProgressLine();   // clears the line
    void show(const Event& event);

  private:
    void draw(const std::string& text);

    bool terminal_;
    std::map<std::string, std::chrono::steady_clock::time_point> started_;
    std::string last_;
};

}  // namespace noiseloom
