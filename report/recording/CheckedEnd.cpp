#include "report/recording/CheckedEnd.h"

#include <algorithm>

#include "host/Check.h"

namespace report {

namespace {

VerdictKind verdictKind(check::Verdict::Kind kind) {
  switch (kind) {
    case check::Verdict::Ok: return VerdictKind::Ok;
    case check::Verdict::Violated: return VerdictKind::Violated;
    case check::Verdict::Inconclusive: return VerdictKind::Inconclusive;
    case check::Verdict::Unknown: return VerdictKind::Unknown;
  }
  return VerdictKind::Unchecked;
}

std::string levelHeld(const std::vector<check::Metric>& metrics) {
  for (const check::Metric& metric : metrics) {
    if (std::string_view(metric.name) != "level_held") continue;
    return check::levelName(static_cast<check::Level>(metric.value));
  }
  return "";
}

void addProblems(const check::Verdict& verdict, TraceEnd* end) {
  if (verdict.kind == check::Verdict::Ok) return;
  for (const std::string& sentence : verdict.problems) {
    const bool isFirst = &sentence == &verdict.problems.front();
    end->problems.push_back(
        {verdict.id.kind, verdict.check, isFirst ? verdict.id.key : "", sentence});
  }
}

// The tick at which the last of these operations was over, or called if it never was.
sim::Tick lastTickOf(const std::vector<int>& operations,
                     const std::vector<check::Operation>& history) {
  sim::Tick last = 0;
  for (const int operation : operations) {
    const check::Operation& one = history[static_cast<size_t>(operation) - 1];
    last = std::max({last, one.invokedAt, one.finishedAt});
  }
  return last;
}

}  // namespace

void addVerdict(const check::RunCheck& check, TraceEnd* end) {
  CHECK(check.isConcluded());
  const check::Verdict& verdict = check.verdict();
  end->verdict = verdictKind(verdict.kind);
  end->check = verdict.check;
  end->metrics = check.metrics();
  end->levelHeld = levelHeld(end->metrics);
  end->levelDemanded = check::levelName(check.demanded());
  // Beside a violation, what proves nothing explains nothing.
  for (const check::Verdict& one : check.verdicts()) {
    if (one.kind == verdict.kind) addProblems(one, end);
  }
  end->orders = check.orders();
  end->against = verdict.operations;
  if (verdict.kind != check::Verdict::Violated) return;
  const sim::Tick tick = verdict.operations.empty()
                             ? std::max(0, end->ticks - 1)
                             : lastTickOf(verdict.operations, check.operations());
  end->marks.push_back({tick, "violation", verdict.summary()});
}

}  // namespace report
