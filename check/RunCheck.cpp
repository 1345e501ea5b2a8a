#include "check/RunCheck.h"

#include <utility>

#include "check/checks/Checks.h"

namespace check {

RunCheck::RunCheck(Level demanded) : demanded_(demanded) {
  for (const CheckRow& row : checkTable()) checks_.push_back(row.make());
}

void RunCheck::follow(sim::EventStream* events, const Design& design, ReadDecision isDecided) {
  design_ = design;
  history_ = History(design, std::move(isDecided));
  events->add(&history_);
  events->add(&membership_);
  for (const auto& check : checks_) check->follow(events);
}

RunFacts RunCheck::factsAt(sim::Tick now, const Stores& stores,
                           const std::vector<Operation>& operations) const {
  return {now,     stores,    history_,   operations, membershipResult_,
          design_, demanded_, settledAt_, calls_,     faultsPlanned_};
}

void RunCheck::settle(sim::Tick now, const Stores& stores) {
  settledAt_ = now;
  const std::vector<Operation> operations = history_.operations();
  const RunFacts facts = factsAt(now, stores, operations);
  for (const auto& check : checks_) check->settle(facts);
}

void RunCheck::conclude(sim::Tick end, const Stores& stores) {
  membershipResult_ = membership_.result(end);
  const std::vector<Operation> operations = history_.operations();
  const RunFacts facts = factsAt(end, stores, operations);
  for (size_t i = 0; i < checks_.size(); ++i) {
    checks_[i]->conclude(facts);
    verdicts_.push_back(checks_[i]->verdict());
    Verdict& verdict = verdicts_.back();
    if (verdict.kind != Verdict::Ok && verdict.check.empty()) verdict.check = checkTable()[i].name;
  }
  verdict_ = joined(verdicts_);
  isConcluded_ = true;
}

void RunCheck::print(std::ostream& out) const {
  verdict_.print(out);
  for (const auto& check : checks_) check->print(out);
}

std::map<std::string, std::vector<int>> RunCheck::orders() const {
  std::map<std::string, std::vector<int>> all;
  for (const auto& check : checks_) all.merge(check->orders());
  return all;
}

std::vector<Metric> RunCheck::metrics() const {
  std::vector<Metric> all;
  for (const auto& check : checks_) {
    const std::vector<Metric> some = check->metrics();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

}  // namespace check
