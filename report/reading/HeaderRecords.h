// Reads the records of a trace's header, which have a fixed order.
#pragma once

#include "report/reading/Fields.h"

namespace report {

class HeaderRecords {
 public:
  // Borrows the trace, and adds to it.
  explicit HeaderRecords(Trace* trace) : trace_(trace) {}

  static bool has(Record record) { return record <= Record::Ring; }

  // Reads the rest of a record. What is wrong with it is then in fields->problem().
  // REQUIRES: has(record).
  void read(Record record, Fields* fields);

  // Whether all records of the header have been read.
  bool isComplete() const;

  // The words that may follow, for messages.
  std::string expected() const;

 private:
  bool mayFollow(Record record) const;
  void readReplicas(Fields* fields);
  void readPlaces(Fields* fields);
  void readLimits(Fields* fields);
  void readSource(Fields* fields);
  void readRing(Fields* fields);

  Trace* const trace_;
  Record next_ = Record::Conf;  // The least that may follow.
};

}  // namespace report
