#include "check/Report.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "check/base/Wording.h"

namespace check {
namespace {

// "  ticks 150-153, client 1 on peer 2: read k1 gave v7"
std::string operationLine(const Operation& operation) {
  std::ostringstream line;
  line << "  ticks " << operation.invokedAt << '-';
  if (operation.finishedAt >= 0) line << operation.finishedAt;
  line << ", client " << operation.client << " on peer " << operation.coordinator.id << ": "
       << sim::operationName(operation.kind) << ' ' << printable(operation.key);
  const bool isRead = operation.kind == sim::Operation::Read;
  if (operation.outcome == Outcome::Ok && isRead) line << " gave";
  if (!operation.value.empty()) line << ' ' << printable(operation.value);
  if (operation.outcome == Outcome::Absent) line << " found nothing";
  if (operation.outcome == Outcome::Unknown) line << ", outcome unknown";
  return line.str();
}

void printConsistency(const Evidence& evidence, std::ostream& out) {
  const ConsistencyResult& consistency = evidence.consistency;
  out << "consistency: " << levelName(consistency.held) << " holds, "
      << levelName(evidence.demanded) << " is demanded\n";
  if (consistency.undecided != Level::None) {
    out << "  " << levelName(consistency.undecided) << " was not decided\n";
  }
  if (!consistency.violation) return;
  out << "  " << levelName(consistency.violation->level)
      << " does not: " << consistency.violation->sentence << '\n';
  for (const Operation& operation : consistency.violation->operations) {
    out << "  " << operationLine(operation) << '\n';
  }
}

void printReplication(const ReplicationResult& replication, std::ostream& out) {
  out << "replicas: " << numbered(replication.keys, "key", "keys") << ", "
      << numbered(replication.copies, "copy", "copies") << "; keys with "
      << "missing copies " << replication.incomplete << ", misplaced " << replication.misplaced
      << ", different " << replication.different << ", leaked " << replication.leaked << '\n';
}

std::string oneDecimal(double number) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << number;
  return text.str();
}

// The largest measurement, of a field that is -1 where there is none.
template <typename Item>
std::string slowest(const std::vector<Item>& items, sim::Tick Item::*ticks) {
  sim::Tick most = -1;
  size_t never = 0;
  for (const Item& item : items) {
    most = std::max(most, item.*ticks);
    if (item.*ticks < 0) ++never;
  }
  std::string text = most < 0 ? "never" : "within " + numbered(most, "tick", "ticks");
  if (most >= 0 && never > 0) text += " (" + std::to_string(never) + " never)";
  return text;
}

void printMembership(const MembershipResult& membership, std::ostream& out) {
  out << "membership: " << numbered(membership.joins.size(), "join", "joins");
  if (!membership.joins.empty()) {
    out << ", known to all " << slowest(membership.joins, &JoinKnowledge::full);
  }
  out << "; " << numbered(membership.crashes.size(), "crash", "crashes");
  if (!membership.crashes.empty()) {
    out << ", noticed first " << slowest(membership.crashes, &CrashDetection::first) << ", by all "
        << slowest(membership.crashes, &CrashDetection::full);
  }
  out << "; " << numbered(membership.falseRemovals.size(), "false removal", "false removals")
      << "; " << oneDecimal(membership.messagesPerPeerTick) << " messages, "
      << oneDecimal(membership.bytesPerPeerTick) << " bytes for each peer and tick\n";
}

}  // namespace

void Report::print(std::ostream& out) const {
  verdict.print(out);
  printConsistency(evidence, out);
  exposure.print(out);
  printReplication(replication, out);
  printMembership(membership, out);
  latency.print(out);
}

}  // namespace check
