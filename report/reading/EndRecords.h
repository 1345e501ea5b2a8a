// Reads the records of a trace's end, which have a fixed order: what came of the run.
#pragma once

#include "report/reading/Fields.h"

namespace report {

class EndRecords {
 public:
  // Borrows the trace, whose body is complete when the first record is read, and adds to it.
  explicit EndRecords(Trace* trace) : trace_(trace) {}

  static bool has(Record record) { return record >= Record::Operation && record <= Record::Ticks; }

  // Reads the rest of a record. What is wrong with it is then in fields->problem().
  // REQUIRES: has(record).
  void read(Record record, Fields* fields);

  bool hasBegun() const { return hasBegun_; }

  // The word of the record that is missing before `end`; "" if none is.
  std::string missing() const { return missingBefore(Record::End); }

 private:
  std::string missingBefore(Record record) const;
  void readRecord(Record record, Fields* fields);
  void readOperation(Fields* fields);
  void readOrder(Fields* fields);
  void readVerdict(Fields* fields);
  void readLevel(Fields* fields);
  void readProblem(Fields* fields);
  void readMetric(Fields* fields);
  void readOmission(Fields* fields);
  void readMark(Fields* fields);
  void readDigest(Fields* fields);
  void readTicks(Fields* fields);
  std::vector<int> readOperations(Fields* fields);

  Trace* const trace_;
  bool hasBegun_ = false;
  Record last_ = Record::Operation;  // That was read.
  size_t operations_ = 0;            // That have their record.
};

}  // namespace report
