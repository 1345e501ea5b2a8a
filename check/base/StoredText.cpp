#include "check/base/StoredText.h"

#include "CourseText.h"

namespace check {

namespace {

// Removes the last `:` and the number after it from the text. Returns false if there are none.
bool takeLastNumber(std::string* text, int* number) {
  const size_t colon = text->rfind(':');
  if (colon == std::string::npos) return false;
  const std::string digits = text->substr(colon + 1);
  if (course::readInt(digits, number) != course::TextFault::None) return false;
  if (digits != std::to_string(*number)) return false;
  text->resize(colon);
  return true;
}

// Returns the values in the texts, if all of them are texts of an Entry; else the texts.
std::set<std::string> valuesOf(const std::set<std::string>& texts) {
  std::set<std::string> values;
  for (const std::string& text : texts) {
    const auto entry = readStoredEntry(text);
    if (!entry) return texts;
    values.insert(entry->value);
  }
  return values;
}

}  // namespace

std::optional<StoredEntry> readStoredEntry(const std::string& text) {
  StoredEntry entry{"", 0, 0};
  const course::TextFault fault =
      course::readEntryText(text, &entry.value, &entry.timestamp, &entry.replica);
  if (fault == course::TextFault::None) return entry;
  entry.value = text;
  if (!takeLastNumber(&entry.value, &entry.replica)) return std::nullopt;
  if (!takeLastNumber(&entry.value, &entry.timestamp)) return std::nullopt;
  return entry;
}

bool agree(const std::set<std::string>& texts) {
  return texts.size() <= 1 || valuesOf(texts).size() <= 1;
}

}  // namespace check
