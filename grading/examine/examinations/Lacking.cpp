#include "grading/examine/examinations/Lacking.h"

namespace grading {

std::string lackingMembers(const TrialResult& result) {
  return result.count("others_added") > 0 ? "" : "no peer ever listed another";
}

std::string lackingCalls(const TrialResult& result) {
  if (result.count("operations_succeeded") == 0) return "no client call succeeded";
  if (result.count("store_messages_to_others") == 0) {
    return "no peer sent another one a message of the store";
  }
  return "";
}

std::string lackingReads(const TrialResult& result) {
  const std::string lacking = lackingCalls(result);
  if (!lacking.empty()) return lacking;
  return result.count("reads_succeeded") > 0 ? "" : "no read succeeded";
}

std::string lackingListedCrash(const TrialResult& result) {
  const std::string lacking = lackingMembers(result);
  if (!lacking.empty()) return lacking;
  return result.count("crashes_listed") > 0 ? "" : "nobody listed a peer that failed";
}

std::string lackingRemovals(const TrialResult& result) {
  const std::string lacking = lackingMembers(result);
  if (!lacking.empty()) return lacking;
  return result.count("removals") > 0 ? "" : "no peer was ever removed, not even one that failed";
}

}  // namespace grading
