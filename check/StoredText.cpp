#include "check/StoredText.h"

#include "CourseText.h"

namespace check {

namespace {

// Takes the last `:` and the number after it off the text. False if something else is there.
bool takeLastNumber(std::string* text, int* number) {
  const size_t colon = text->rfind(':');
  if (colon == std::string::npos) return false;
  const std::string digits = text->substr(colon + 1);
  if (course::readInt(digits, number) != course::TextFault::None) return false;
  if (digits != std::to_string(*number)) return false;
  text->resize(colon);
  return true;
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

}  // namespace check
