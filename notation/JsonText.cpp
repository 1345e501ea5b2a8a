#include "notation/JsonText.h"

namespace notation {

namespace {

// Strings have no raw line ends, so every line end is between tokens.
std::string indented(const std::string& json) {
  std::string text = "  ";
  for (char character : json) {
    text += character;
    if (character == '\n') text += "  ";
  }
  return text;
}

std::string enclosed(char open, const std::vector<std::string>& parts, char close) {
  std::string text(1, open);
  for (size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "\n" : ",\n") + indented(parts[i]);
  }
  return text + (parts.empty() ? "" : "\n") + close;
}

}  // namespace

std::string JsonObject::text() const { return enclosed('{', members_, '}'); }

std::string JsonObject::lineText() const {
  std::string text = "{";
  for (size_t i = 0; i < members_.size(); ++i) text += (i == 0 ? "" : ", ") + members_[i];
  return text + '}';
}

std::string jsonArray(const std::vector<std::string>& values) { return enclosed('[', values, ']'); }

}  // namespace notation
