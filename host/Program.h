// The program that runs in this process.
#pragma once

#include <string>
#include <vector>

namespace host {

// The folder of the program's file, without a slash at its end; "." if it cannot be found out.
std::string programFolder();

// Becomes the program at `path`, with these arguments. Returns the reason if that fails.
std::string becomeProgramAt(const std::string& path, std::vector<std::string> arguments);

}  // namespace host
