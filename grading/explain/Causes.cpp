#include "grading/explain/Causes.h"

#include <utility>

#include "grading/explain/membership/MembershipCauses.h"
#include "grading/explain/causes/RunFacts.h"
#include "grading/explain/store/StoreCauses.h"

namespace grading {

namespace {

const std::vector<Recogniser>& recognisersFor(const Case& lost) {
  return isMembership(lost.test.scenario) ? membershipCauses() : storeCauses();
}

std::optional<Cause> recognisedBy(const Recogniser& recogniser, const Case& lost) {
  auto cause = recogniser.recognise(lost);
  if (!cause) return std::nullopt;
  cause->recogniser = recogniser.name;
  if (cause->name.empty()) cause->name = recogniser.name;
  return cause;
}

}  // namespace

std::vector<Cause> causesOf(const Case& lost) {
  std::vector<Cause> causes;
  if (auto fact = factOf(lost)) return {*std::move(fact)};
  if (!isMembership(lost.test.scenario) && lost.story == nullptr) return causes;
  for (const Recogniser& recogniser : recognisersFor(lost)) {
    if (auto cause = recognisedBy(recogniser, lost)) causes.push_back(*std::move(cause));
  }
  return causes;
}

std::optional<Cause> causeBy(const std::string& name, const Case& lost) {
  for (const Recogniser& recogniser : recognisersFor(lost)) {
    if (name == recogniser.name) return recognisedBy(recogniser, lost);
  }
  return std::nullopt;
}

}  // namespace grading
