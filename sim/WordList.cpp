#include "sim/WordList.h"

namespace sim {

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

}  // namespace sim
