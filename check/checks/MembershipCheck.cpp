#include "check/checks/MembershipCheck.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "check/base/Wording.h"

namespace check {

namespace {

std::string oneDecimal(double number) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << number;
  return text.str();
}

// The largest of what was measured, of a field that is -1 where it did not come.
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

}  // namespace

void printMembership(const MembershipResult& result, std::ostream& out) {
  out << "membership: " << numbered(result.joins.size(), "join", "joins");
  if (!result.joins.empty()) {
    out << ", known to all " << slowest(result.joins, &JoinKnowledge::full);
  }
  out << "; " << numbered(result.crashes.size(), "crash", "crashes");
  if (!result.crashes.empty()) {
    out << ", noticed first " << slowest(result.crashes, &CrashDetection::first) << ", by all "
        << slowest(result.crashes, &CrashDetection::full);
  }
  out << "; " << numbered(result.falseRemovals.size(), "false removal", "false removals") << "; "
      << oneDecimal(result.messagesPerPeerTick) << " messages, "
      << oneDecimal(result.bytesPerPeerTick) << " bytes for each peer and tick\n";
}

std::vector<Metric> MembershipCheck::metrics() const {
  sim::Tick slowest = 0;
  double unnoticed = 0;
  double listed = 0;
  for (const CrashDetection& crash : result_.crashes) {
    slowest = std::max(slowest, crash.full);
    if (crash.full < 0) ++unnoticed;
    if (crash.listedBy > 0) ++listed;
  }
  const auto unknown = std::count_if(result_.joins.begin(), result_.joins.end(),
                                     [](const JoinKnowledge& join) { return join.full < 0; });
  return {{"crashes", double(result_.crashes.size())},
          {"crashes_unnoticed", unnoticed},
          {"crashes_listed", listed},
          {"detection_ticks", double(slowest)},
          {"removals", double(result_.quality.removals)},
          {"false_removals", double(result_.falseRemovals.size())},
          {"joins", double(result_.joins.size())},
          {"joins_unknown", double(unknown)},
          {"membership_messages", result_.messagesPerPeerTick, 2},
          {"membership_bytes", result_.bytesPerPeerTick, 2}};
}

}  // namespace check
