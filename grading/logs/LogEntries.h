#ifndef GRADING_LOGENTRIES_H_
#define GRADING_LOGENTRIES_H_

#include <optional>
#include <string_view>

#include "grading/score/LogReader.h"

// The entries that the framework writes to a dbg.log, read field by field. A line that has their
// words but not their form, for example a submission's own, is not an entry.
// Ownership: all texts are views into the line. Units: ticks. Failure: any bytes are a line. A
// carriage return at a line's end is ignored, so that a log with the line ends of another system
// reads the same.
namespace grading {

// ` PEER [tick] TEXT`, the form of all entries. The peer is empty in the course's very first entry.
struct LogEntry {
  long tick = 0;
  std::string_view peer;
  std::string_view text;
  std::string_view line;
};

// `READ OPERATION KEY: ab123 VALUE: value7 at time: 150`, by the client.
struct OperationEntry : LogEntry {
  Operation operation = Operation::Create;
  std::string_view key;
  std::string_view value;  // Empty where there is none.
};

// `server: read success at time 151, transID=7, key=ab123, value=value7`, or a coordinator's.
struct AnswerEntry : LogEntry {
  Operation operation = Operation::Create;
  bool isCoordinator = false;
  bool isSuccess = false;
  std::string_view transaction;
  std::string_view key;
  std::string_view value;  // Empty where there is none.
};

// `Node 3.0.0.0:0 joined at time 5`, or `removed`.
struct MemberEntry : LogEntry {
  bool isJoin = false;
  std::string_view member;
};

std::optional<LogEntry> entryIn(std::string_view line);
std::optional<OperationEntry> operationIn(std::string_view line);
std::optional<AnswerEntry> answerIn(std::string_view line);
std::optional<MemberEntry> memberEntryIn(std::string_view line);

// Returns whether the run ended before its last tick: peer 1 logs tick 500 unless it has failed.
// False for an empty log.
bool isOfEarlyEnd(std::string_view log);

}  // namespace grading

#endif  // GRADING_LOGENTRIES_H_
