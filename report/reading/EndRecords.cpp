#include "report/reading/EndRecords.h"

#include <algorithm>
#include <array>

#include "host/Check.h"
#include "host/LineReader.h"
#include "sim/Digest.h"

namespace report {

namespace {

// One of each must be there, and no second one.
constexpr std::array kOnce = {Record::Verdict, Record::Level, Record::Digest, Record::Ticks};

std::string quoted(Record record) { return "`" + std::string(recordWord(record)) + "`"; }

bool isOnce(Record record) {
  return std::find(kOnce.begin(), kOnce.end(), record) != kOnce.end() || record == Record::Against;
}

}  // namespace

std::string EndRecords::missingBefore(Record record) const {
  if (operations_ < trace_->operations.size() && record > Record::Operation) {
    return "`op` of operation " + std::to_string(operations_ + 1);
  }
  for (const Record once : kOnce) {
    const bool isRead = hasBegun_ && last_ >= once;
    if (once < record && !isRead) return quoted(once);
  }
  return "";
}

void EndRecords::read(Record record, Fields* fields) {
  CHECK(has(record));
  if (hasBegun_ && (record < last_ || (record == last_ && isOnce(record)))) {
    return fields->fail(quoted(record) + " follows " + quoted(last_) +
                        ": the end's records are allowed in their order");
  }
  const std::string missing = missingBefore(record);
  if (!missing.empty())
    return fields->fail(quoted(record) + " comes too early: " + missing + " is expected before");
  readRecord(record, fields);
  hasBegun_ = true;
  last_ = record;
}

void EndRecords::readRecord(Record record, Fields* fields) {
  switch (record) {
    case Record::Operation: return readOperation(fields);
    case Record::Order: return readOrder(fields);
    case Record::Verdict: return readVerdict(fields);
    case Record::Level: return readLevel(fields);
    case Record::Problem: return readProblem(fields);
    case Record::Against: trace_->against = readOperations(fields); return;
    case Record::Metric: return readMetric(fields);
    case Record::Omitted: return readOmission(fields);
    case Record::Mark: return readMark(fields);
    case Record::Digest: return readDigest(fields);
    default: return readTicks(fields);
  }
}

void EndRecords::readOperation(Fields* fields) {
  const size_t count = trace_->operations.size();
  if (operations_ == count) {
    return fields->fail("there are no more operations: one `op` for each call is allowed");
  }
  const int number = static_cast<int>(operations_) + 1;
  fields->integer("the operation's number", number, number);
  Operation& operation = trace_->operations[operations_++];
  operation.invokedAt = fields->integer("the tick of the call", 0, kMaxTick);
  operation.finishedAt = fields->integer("the tick of the end", -1, kMaxTick);
  operation.outcome = static_cast<Outcome>(fields->choice("the outcome", kOutcomeWords));
  operation.result = fields->text("the value");
}

std::vector<int> EndRecords::readOperations(Fields* fields) {
  std::vector<int> numbers;
  while (fields->ok() && !fields->atEnd()) {
    numbers.push_back(
        fields->integer("the operation's number", 1, static_cast<int>(trace_->operations.size())));
  }
  return numbers;
}

void EndRecords::readOrder(Fields* fields) {
  Order order;
  order.key = fields->index("the key", trace_->keys.size());
  order.operations = readOperations(fields);
  trace_->orders.push_back(std::move(order));
}

void EndRecords::readVerdict(Fields* fields) {
  trace_->verdict = static_cast<VerdictKind>(fields->choice("the verdict", kVerdictWords));
  trace_->check = fields->text("the check");
}

void EndRecords::readLevel(Fields* fields) {
  trace_->levelHeld = fields->text("the level that held");
  trace_->levelDemanded = fields->text("the level that is demanded");
}

void EndRecords::readProblem(Fields* fields) {
  Problem problem;
  problem.kind = fields->text("the kind of the problem");
  problem.check = fields->text("the check");
  problem.key = fields->indexOrNone("the key", trace_->keys.size());
  problem.sentence = fields->text("the problem");
  trace_->problems.push_back(std::move(problem));
}

void EndRecords::readMetric(Fields* fields) {
  Metric metric;
  metric.name = fields->text("the metric");
  metric.number = fields->real("the number");
  trace_->metrics.push_back(std::move(metric));
}

void EndRecords::readOmission(Fields* fields) {
  Omission omission;
  omission.kind = static_cast<OmittedKind>(fields->choice("what is left out", kOmittedWords));
  omission.count = static_cast<uint64_t>(fields->number("how many are left out", 0, kMaxNumber));
  omission.reason = fields->text("the reason");
  trace_->omissions.push_back(std::move(omission));
}

void EndRecords::readMark(Fields* fields) {
  Mark mark;
  mark.tick = fields->integer("the tick", 0, kMaxTick);
  mark.kind = fields->word("the kind of the mark");
  mark.sentence = fields->text("the mark");
  trace_->marks.push_back(std::move(mark));
}

void EndRecords::readDigest(Fields* fields) {
  const std::string_view word = fields->word("the digest");
  if (!fields->ok() || word == kNone) return;
  if (word.size() != sim::kDigestDigits ||
      word.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
    return fields->fail("the digest is " + host::shown(word) +
                        ": 16 hexadecimal digits or `-` are allowed");
  }
  trace_->digest = word;
}

void EndRecords::readTicks(Fields* fields) {
  const int least = trace_->events.empty() ? 0 : trace_->events.back().tick + 1;
  trace_->ticks = fields->integer("the number of ticks", least, kMaxTick + 1);
}

}  // namespace report
