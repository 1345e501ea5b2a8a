#include "host/Version.h"

#include <iostream>

namespace host {

bool answerStandardOptions(const std::vector<std::string>& arguments, const std::string& program,
                           const std::string& help) {
  for (const std::string& argument : arguments) {
    if (argument == "-h" || argument == "--help") {
      std::cout << help;
      return true;
    }
    if (argument == "--version") {
      std::cout << program << " " << kVersion << "\n";
      return true;
    }
  }
  return false;
}

}  // namespace host
