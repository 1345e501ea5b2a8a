#include "host/ShellWord.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace host {

std::string shellWord(const std::string& text) {
  const bool isPlain = std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || std::strchr("_-./=:,+%@", c) != nullptr;
  });
  if (isPlain && !text.empty()) return text;
  std::string quoted = "'";
  for (char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

}  // namespace host
