// Text as one word of a shell's command line, for commands that people copy.
#pragma once

#include <string>

namespace host {

// In single quotes, unless all of it stands for itself anyway.
std::string shellWord(const std::string& text);

}  // namespace host
