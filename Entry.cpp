#include "Entry.h"

#include "CourseText.h"

namespace {

const char kDelimiter[] = ":";

}  // namespace

Entry::Entry(string entry) : Entry("", 0, PRIMARY) {
  int number = 0;
  course::throwUnreadable(course::readEntryText(entry, &value, &timestamp, &number), "Entry",
                          entry);
  replica = static_cast<ReplicaType>(number);
}

Entry::Entry(string _value, int _timestamp, ReplicaType _replica)
    : value(_value), timestamp(_timestamp), replica(_replica), delimiter(kDelimiter) {}

string Entry::convertToString() {
  return value + delimiter + to_string(timestamp) + delimiter + to_string(replica);
}
