#include "host/Words.h"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace host {

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  return joined(words, between, between);
}

std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const std::string& beforeLast) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? beforeLast : between;
    text += words[i];
  }
  return text;
}

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
