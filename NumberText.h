// Numbers out of the course's text forms (`id:port`, messages, entries), which arrive from
// anywhere. Nothing here throws: text that is no number is an answer, not an error. For the .cpp
// files of the course's classes; no header of theirs includes it.
#ifndef NUMBERTEXT_H_
#define NUMBERTEXT_H_

#include <stdlib.h>
#include <string>

// Reads the decimal number at the start of `text`, after blanks if any, as stoi does. Returns how
// many bytes it took. Returns 0, with *number as before, if there is no number or if it is outside
// min ... max.
inline size_t readLeadingNumber(const std::string& text, long min, long max, long* number) {
  char* end = nullptr;
  // long long, whose limits are outside of min ... max wherever those are limits of an int: a value
  // that overflows stops at such a limit, and needs no errno.
  const long long parsed = strtoll(text.c_str(), &end, 10);
  const size_t length = static_cast<size_t>(end - text.c_str());
  if (length == 0 || parsed < min || parsed > max) return 0;
  *number = static_cast<long>(parsed);
  return length;
}

// The same, but the number must be the whole of `text`. Returns false, with *number as before, if
// it is not.
inline bool readWholeNumber(const std::string& text, long min, long max, long* number) {
  long parsed = 0;
  const size_t length = readLeadingNumber(text, min, max, &parsed);
  if (length == 0 || length != text.size()) return false;
  *number = parsed;
  return true;
}

#endif  // NUMBERTEXT_H_
