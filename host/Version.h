// The version, and --help and --version of programs that have few other options.
#pragma once

#include <string>
#include <vector>

namespace host {

// The output of `--version`, in all programs. quickstart.sh reads it here, too.
inline constexpr char kVersion[] = "1.0";

// Prints `help` for -h or --help, and the version of `program` for --version. Returns false if
// `arguments` have none of the three.
bool answerStandardOptions(const std::vector<std::string>& arguments, const std::string& program,
                           const std::string& help);

}  // namespace host
