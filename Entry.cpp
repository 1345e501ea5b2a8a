#include "Entry.h"

#include <limits>

#include "NumberText.h"

namespace {

const char kDelimiter = ':';
const int kMalformedTimestamp = -1;

// Takes the number after the last delimiter, and that delimiter, off the end of *text. Returns
// false, with both as before, if there is no such number in min ... max.
bool takeLastNumber(string* text, long min, long max, long* number) {
  const size_t end = text->rfind(kDelimiter);
  if (end == string::npos) return false;
  if (!readWholeNumber(text->substr(end + 1), min, max, number)) return false;
  text->resize(end);
  return true;
}

}  // namespace

Entry::Entry(string entry) : Entry("", kMalformedTimestamp, PRIMARY) {
  long lastReplica = 0;
  long lastTime = 0;
  if (!takeLastNumber(&entry, PRIMARY, TERTIARY, &lastReplica)) return;
  if (!takeLastNumber(&entry, numeric_limits<int>::min(), numeric_limits<int>::max(), &lastTime)) {
    return;
  }
  value = entry;
  timestamp = static_cast<int>(lastTime);
  replica = static_cast<ReplicaType>(lastReplica);
}

Entry::Entry(string _value, int _timestamp, ReplicaType _replica)
    : value(_value), timestamp(_timestamp), replica(_replica), delimiter(1, kDelimiter) {}

string Entry::convertToString() {
  return value + delimiter + to_string(timestamp) + delimiter + to_string(replica);
}
