// The version, and --help and --version of programs that have few other options.
#pragma once

#include <string>
#include <vector>

namespace host {

// What `--version` prints, in all programs. quickstart.sh reads it here, too.
inline constexpr char kVersion[] = "1.0";

// Prints `help` for -h or --help, and the version of `program` for --version. False if `arguments`
// have none of the three.
bool answerStandardOptions(const std::vector<std::string>& arguments, const std::string& program,
                           const std::string& help);

}  // namespace host
