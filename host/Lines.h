// Takes a text apart.
#pragma once

#include <algorithm>
#include <string_view>

namespace host {

// Moves *text behind its first line and returns that, without its line break. All of it if it has
// no line break.
inline std::string_view takeLine(std::string_view* text) {
  const size_t end = std::min(text->find('\n'), text->size());
  const std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  return line;
}

}  // namespace host
