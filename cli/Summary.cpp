#include "cli/Summary.h"

#include <cstdio>
#include <iterator>
#include <utility>

#include "check/base/Verdict.h"
#include "check/base/Wording.h"
#include "sim/Digest.h"

namespace cli {

namespace {

constexpr size_t kNotesPrinted = 20;

// "100 %" means all: 9,999 of 10,000 are "99.99 %", and so are 999,999 of a million.
std::string percent(int64_t part, int64_t whole) {
  if (part == whole) return "100 %";
  const int64_t hundredths = part * 10000 / whole;
  const std::string fraction = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (fraction.size() == 1 ? ".0" : ".") + fraction + " %";
}

std::string partOf(int64_t part, int64_t whole) {
  return std::to_string(part) + " of " + std::to_string(whole);
}

// "35 of 36 removals were": the verb goes with the whole.
std::string partOf(int64_t part, int64_t whole, const char* one, const char* many) {
  return std::to_string(part) + " of " + check::numbered(whole, one, many);
}

void printMembership(const check::MembershipQuality& quality, std::ostream& out) {
  out << "completeness " << percent(quality.removalsMade, quality.removalsDue) << " (";
  if (quality.removalsDue == 0) {
    out << "no removal was due";
  } else {
    out << partOf(quality.removalsMade, quality.removalsDue, "removal was", "removals were")
        << " made";
  }
  out << "), accuracy " << percent(quality.removals - quality.falseRemovals, quality.removals)
      << " (";
  if (quality.falseRemovals == 0) {
    out << "no live peer was removed";
  } else {
    out << partOf(quality.falseRemovals, quality.removals, "removal was", "removals were")
        << " of a live peer";
  }
  out << "); " << partOf(quality.listedPairs, quality.livePairs)
      << " pairs of live peers list each other\n";
}

// Prints the calls that were not made at the time in the schedule. If calls were drawn, their
// clients often wait for an answer, so only calls that a late store delayed are counted.
void printCalls(const lab::CallSummary& calls, bool areDrawn, std::ostream& out) {
  if (calls.storeWasLate()) {
    out << "the first call was due at tick " << calls.firstDue << "; the store ";
    if (calls.possibleFrom < 0) {
      out << "did not start before the run ended\n";
    } else {
      out << "started later, at tick " << calls.possibleFrom << "\n";
    }
  }
  if (calls.late > 0 && (calls.storeWasLate() || !areDrawn)) {
    out << check::numbered(calls.late, "call was", "calls were")
        << " made later than the schedule says, by up to "
        << check::numbered(calls.mostLate, "tick", "ticks") << "\n";
  }
  if (calls.notMade > 0) {
    out << partOf(calls.notMade, calls.planned, "call was", "calls were")
        << " not made: no peer could serve it in time\n";
  }
}

// How the run differed from its schedule.
void printSchedule(const RunResult& result, const Params& params, std::ostream& out) {
  if (result.scheduleStartedAt > 0) {
    out << "the group gathered late: tick 0 of the test's schedule was tick "
        << result.scheduleStartedAt << ", and all its times are as much later, DROP_START and "
        << "DROP_STOP too" << (params.isLaboratory() ? "; those of FAULTS are not" : "") << "\n";
  }
  printCalls(result.calls, params.WORKLOAD != "none", out);
  if (result.faultsSkipped > 0 && result.ineffectiveEvents.empty()) {
    out << check::numbered(result.faultsSkipped, "fault", "faults")
        << " of the schedule did nothing: the peer was down already, or not down\n";
  }
  std::vector<std::string> notes;
  for (const lab::IneffectiveEvent& event : result.ineffectiveEvents) {
    notes.push_back(params.FAULTS + ":" + std::to_string(event.line) + ": " + event.sentence);
  }
  check::printProblems(notes, kNotesPrinted, out);
}

}  // namespace

void printSummary(const RunResult& result, const Params& params, std::ostream& out) {
  const sim::Tally& tally = result.tally;
  out << "\n"
      << partOf(tally.peersStarted, result.peers, "peer", "peers") << " started, "
      << tally.peersFailed << " failed; "
      << check::numbered(tally.membersAdded, "joined line", "joined lines") << ", "
      << check::numbered(tally.membersRemoved, "removed line", "removed lines") << "\n";
  if (result.linesLeftOut > 0) {
    out << result.linesLeftOut << " of these lines " << (result.linesLeftOut == 1 ? "is" : "are")
        << " not in dbg.log: "
        << "--set LOG_MEMBERSHIP=all writes them\n";
  }
  printMembership(result.membership, out);
  out << check::numbered(tally.messagesSent, "message", "messages") << " sent, "
      << tally.messagesDelivered << " delivered, " << tally.messagesLost << " lost, "
      << tally.messagesRefused << " refused\n";
  constexpr std::pair<const char*, const char*> kNames[] = {
      {"create", "creates"}, {"read", "reads"}, {"update", "updates"}, {"delete", "deletes"}};
  static_assert(std::size(kNames) == sim::kOperationCount);
  for (size_t i = 0; i < tally.operations.size(); ++i) {
    const sim::Tally::OperationCounts& counts = tally.operations[i];
    if (counts.invoked == 0) continue;
    out << check::numbered(counts.invoked, kNames[i].first, kNames[i].second) << ": "
        << counts.succeeded << " succeeded, " << counts.failed << " failed\n";
  }
  if (tally.linesLoggedAsAnother > 0) {
    out << check::countText(tally.linesLoggedAsAnother, "line names", "lines name")
        << " another peer than the one that logged them; the first at "
        << tally.firstLoggedAsAnotherAt << ": peer " << tally.loggedAsAnotherBy
        << " gave the address of peer " << tally.loggedAsAnotherName << "\n";
  }
  printSchedule(result, params, out);
  out << check::numbered(result.ticks, "tick", "ticks") << ", seed " << params.SEED << ", digest "
      << sim::digestText(result.digest) << "\n";
}

void printCost(double seconds, double peakMegabytes, std::ostream& out) {
  char text[100];
  std::snprintf(text, sizeof text, "took %.1f s, %.0f MB at most\n", seconds, peakMegabytes);
  out << text;
}

}  // namespace cli
