#include "cli/RunFault.h"

#include "check/base/Wording.h"
#include "cli/Options.h"
#include "grading/score/Scorer.h"
#include "sim/DbgLog.h"

namespace cli {

namespace {

// The course's scenario of the run, if it has one: only then can it be scored.
std::optional<grading::Scenario> scenarioOf(const Params& params) {
  if (params.isLaboratory()) return std::nullopt;
  if (params.MAX_NNB != 10 || params.MIN_NNB != 0) return std::nullopt;
  if (params.CRUDTEST != NO_CRUD_TEST && params.DROP_MSG) return std::nullopt;
  switch (params.CRUDTEST) {
    case CREATE_TEST: return grading::Scenario::Create;
    case READ_TEST: return grading::Scenario::Read;
    case UPDATE_TEST: return grading::Scenario::Update;
    case DELETE_TEST: return grading::Scenario::Delete;
    default: break;
  }
  // Without the lines that are scored, all points would be lost.
  if (params.LOG_MEMBERSHIP == sim::MembershipLines::None) return std::nullopt;
  if (params.SINGLE_FAILURE == 1) {
    return params.DROP_MSG ? grading::Scenario::MsgDropSingleFailure
                           : grading::Scenario::SingleFailure;
  }
  if (params.SINGLE_FAILURE == 0 && !params.DROP_MSG) return grading::Scenario::MultiFailure;
  return std::nullopt;
}

std::string partOf(int points, int maxPoints) {
  return std::to_string(points) + " of " + check::numbered(maxPoints, "point", "points");
}

}  // namespace

std::string faultOf(const RunResult& result, const Params& params) {
  if (!result.finished) return "the test could not go on: " + result.failure;
  if (params.isLaboratory()) return "";
  const int unanswered = result.tally.unansweredOperations();
  const int surplus = result.tally.surplusAnswers();
  if (unanswered > 0) {
    return check::countText(unanswered, "client call has", "client calls have") +
           " no result line of the coordinator";
  }
  if (surplus > 0) {
    return check::numbered(surplus, "result line", "result lines") +
           " of coordinators beyond one for each client call";
  }
  return "";
}

std::string missingIn(const RunResult& result, const Params& params) {
  const sim::Tally& tally = result.tally;
  std::string missing;
  if (tally.peersStarted > 1 && tally.othersAdded == 0) {
    missing = "no peer lists another";
    if (params.MEMBERSHIP == "MP1") {
      missing +=
          ": MP1Node has to ask the introducer to join, the introducer to answer, and both to log "
          "whom they add";
    }
  }
  int succeeded = 0;
  for (const auto& counts : tally.operations) succeeded += counts.succeeded;
  if (tally.of(sim::Operation::Create).invoked == 0 || succeeded > 0) return missing;
  missing += missing.empty() ? "" : "; ";
  missing += "no client call succeeds";
  if (params.REPLICATION != "QUORUM") return missing;
  return missing +
         ": MP2Node has to send each to the replicas of its key, and to log the result once two of "
         "them have answered";
}

bool isScored(const Params& params) { return scenarioOf(params).has_value(); }

std::optional<grading::ScenarioScore> scoreOf(const Params& params, const std::string& dbgLog) {
  const auto scenario = scenarioOf(params);
  if (!scenario) return std::nullopt;
  return grading::score(*scenario, dbgLog);
}

std::string lostPoints(const grading::ScenarioScore& score) {
  for (const grading::TestScore& test : score.tests) {
    if (test.points == test.maxPoints) continue;
    return partOf(score.points(), score.maxPoints()) + ": " + test.title + ": " + test.reason;
  }
  return "";
}

void printPoints(const grading::ScenarioScore& score, std::ostream& out) {
  out << partOf(score.points(), score.maxPoints()) << "\n";
  for (const grading::TestScore& test : score.tests) {
    if (test.points == test.maxPoints) continue;
    out << test.title << ": " << partOf(test.points, test.maxPoints) << ": " << test.reason << "\n";
  }
}

Judgement judge(const RunResult& result, const Params& params, const check::RunCheck* check,
                const std::string* dbgLog) {
  Judgement judgement;
  judgement.fault = faultOf(result, params);
  judgement.missing = missingIn(result, params);
  if (dbgLog != nullptr) judgement.score = scoreOf(params, *dbgLog);
  const std::string lost = judgement.score ? lostPoints(*judgement.score) : "";
  const int checked = check == nullptr ? kFine : check->verdict().exitCode();
  if (!judgement.fault.empty()) {
    judgement.status = kFailed;
    judgement.reason = judgement.fault;
  } else if (checked == kFailed || (checked != kFine && lost.empty())) {
    judgement.status = checked;
    judgement.reason = check->verdict().summary();
  } else if (!lost.empty()) {
    judgement.status = kFailed;
    judgement.reason = lost;
  } else if (!judgement.missing.empty()) {
    judgement.status = kFailed;
    judgement.reason = judgement.missing;
  }
  return judgement;
}

}  // namespace cli
