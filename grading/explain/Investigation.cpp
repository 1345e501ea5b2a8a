#include "grading/explain/Investigation.h"

#include <algorithm>

#include "grading/score/Scorer.h"
#include "host/Words.h"

namespace grading {

namespace {

int pointsOf(const TestGrade& test, const LogLines& lines) {
  const ScenarioScore scored = score(test.scenario, lines.text());
  const auto found = std::find_if(scored.tests.begin(), scored.tests.end(),
                                  [&](const TestScore& each) { return each.name == test.name; });
  return found == scored.tests.end() ? -1 : found->points;
}

void addNew(const Experiment& experiment, std::vector<Experiment>* experiments) {
  if (std::find(experiments->begin(), experiments->end(), experiment) == experiments->end()) {
    experiments->push_back(experiment);
  }
}

Experiment pairOf(const Experiment& first, const Experiment& second) {
  Experiment pair = first;
  pair.options.insert(pair.options.end(), second.options.begin(), second.options.end());
  pair.condition += ", and " + second.condition;
  return pair;
}

// With the options that repeat it.
std::string describe(const Experiment& experiment) {
  return experiment.condition + " (" + host::joined(experiment.options, " ") + ")";
}

}  // namespace

Investigation::Investigation(const TestGrade& test, const Evidence& evidence, const LogLines& lines)
    : test_(test), evidence_(evidence), lines_(lines), stories_(storiesOf(test, evidence)) {
  const Case lost{test, evidence, stories_.empty() ? nullptr : &stories_.front()};
  causes_ = causesOf(lost);
  // Of a run that ended early the log does not have all that its points depend on.
  isRepeatable_ = evidence.ending != Ending::Whole || pointsOf(test, lines) == test.points;
  if (!isRepeatable_) return;
  bool isShown = false;
  for (const Cause& cause : causes_) {
    edits_.push_back(editedBy(cause));
    isShown = isShown || cause.isFact || edits_.back().hasPoints;
  }
  if (!isShown) resorts_ = lastResorts(lost);
}

bool Investigation::hasPoints(const LogLines& lines) const {
  return pointsOf(test_, lines) == test_.maxPoints;
}

// Of create and delete all wrong calls have to be explained: by the same cause, or by two.
Investigation::Edited Investigation::editedBy(const Cause& cause) const {
  Edited edited;
  if (cause.edit == nullptr) return edited;
  LogLines changed = lines_;
  cause.edit(&changed.lines());
  std::vector<const Story*> left;
  const auto editAlike = [&](const std::string& recogniser, const Story& story) {
    const std::optional<Cause> alike = causeBy(recogniser, {test_, evidence_, &story});
    if (!alike || alike->edit == nullptr) return false;
    alike->edit(&changed.lines());
    return true;
  };
  for (size_t i = 1; i < stories_.size(); ++i) {
    if (!editAlike(cause.recogniser, stories_[i])) left.push_back(&stories_[i]);
  }
  if (!left.empty()) {
    for (const Cause& other : causesOf({test_, evidence_, left.front()})) {
      if (other.edit == nullptr) continue;
      edited.second = {other};
      for (const Story* story : left) editAlike(other.recogniser, *story);
      break;
    }
  }
  edited.hasPoints = hasPoints(changed);
  return edited;
}

std::vector<Experiment> Investigation::experiments() const {
  std::vector<Experiment> needed;
  if (!isRepeatable_) return needed;
  // What comes after a cause that is shown would not be named.
  for (size_t i = 0; i < causes_.size(); ++i) {
    if (causes_[i].isFact || edits_[i].hasPoints) return needed;
    for (const Experiment& experiment : causes_[i].experiments) addNew(experiment, &needed);
  }
  for (const Cause& cause : resorts_) {
    for (const Experiment& experiment : cause.experiments) addNew(experiment, &needed);
  }
  return needed;
}

std::vector<Experiment> Investigation::pairedExperiments(const OutcomeOf& outcomeOf) const {
  constexpr size_t kMostCauses = 4;
  std::vector<Experiment> pairs;
  if (!isRepeatable_ || !conclude(outcomeOf).causes.empty()) return pairs;
  std::vector<Experiment> singles;
  for (const Cause& cause : causes_) {
    if (cause.experiments.empty() || singles.size() >= kMostCauses) continue;
    addNew(cause.experiments.front(), &singles);
  }
  for (size_t i = 0; i < singles.size(); ++i) {
    for (size_t j = i + 1; j < singles.size(); ++j) {
      pairs.push_back(pairOf(singles[i], singles[j]));
    }
  }
  return pairs;
}

NamedCause Investigation::shownBy(const Cause& cause, const std::string& condition) const {
  return {cause, true, condition + ", the test has its points"};
}

Conclusion Investigation::conclude(const OutcomeOf& outcomeOf) const {
  Conclusion conclusion;
  if (!isRepeatable_) return conclusion;
  const auto passed = [&](const Experiment& experiment) {
    return outcomeOf(experiment) == Outcome::Passed;
  };
  for (size_t i = 0; i < causes_.size(); ++i) {
    const Cause& cause = causes_[i];
    if (cause.isFact) return {{{cause, true, ""}}, {}};
    for (const Experiment& experiment : cause.experiments) {
      if (passed(experiment)) return {{shownBy(cause, describe(experiment))}, {}};
    }
    if (!edits_[i].hasPoints) continue;
    conclusion.causes.push_back(shownBy(cause, cause.edited));
    for (const Cause& second : edits_[i].second) {
      conclusion.causes.push_back(shownBy(second, second.edited));
    }
    return conclusion;
  }
  for (const Cause& cause : resorts_) {
    for (const Experiment& experiment : cause.experiments) {
      if (passed(experiment)) return {{shownBy(cause, describe(experiment))}, {}};
    }
  }
  for (size_t i = 0; i < causes_.size(); ++i) {
    for (size_t j = i + 1; j < causes_.size(); ++j) {
      if (causes_[i].experiments.empty() || causes_[j].experiments.empty()) continue;
      const Experiment pair =
          pairOf(causes_[i].experiments.front(), causes_[j].experiments.front());
      if (!passed(pair)) continue;
      return {{shownBy(causes_[i], describe(pair)), shownBy(causes_[j], describe(pair))}, {}};
    }
  }
  // Suspected is what nothing speaks against.
  for (const Cause& cause : causes_) {
    const bool isTried =
        cause.edit != nullptr || std::any_of(cause.experiments.begin(), cause.experiments.end(),
                                             [&](const Experiment& experiment) {
                                               return outcomeOf(experiment) == Outcome::Failed;
                                             });
    if (!isTried && conclusion.causes.size() < 2) conclusion.causes.push_back({cause, false, ""});
  }
  if (!conclusion.causes.empty()) return conclusion;
  for (const Experiment& experiment : experiments()) {
    if (outcomeOf(experiment) == Outcome::Failed) {
      conclusion.inVain.push_back(experiment.condition);
    }
  }
  return conclusion;
}

}  // namespace grading
