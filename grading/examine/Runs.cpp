#include "grading/examine/Runs.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "grading/confine/ConfinedJob.h"
#include "grading/confine/LastWords.h"
#include "grading/confine/TestRun.h"
#include "grading/confine/Trial.h"
#include "grading/examine/CutOff.h"
#include "grading/examine/FieldDependence.h"
#include "grading/examine/Repeatability.h"
#include "grading/explain/Explanation.h"
#include "grading/explain/Investigation.h"
#include "grading/explain/evidence/LogLines.h"
#include "grading/explain/evidence/RunEvidence.h"
#include "grading/explain/spots/Spots.h"
#include "grading/explain/StartHere.h"
#include "host/Check.h"
#include "sim/UnsetFields.h"

namespace grading {

namespace {

namespace files = std::filesystem;

using Options = std::vector<std::string>;

// Further options of ./Application, in runs that are made besides the plain ones.
const Options kWithoutStore = {"--set", "STORE=off"};
const Options kDisturbed = {"--disturb", "1"};
const Options kFilled = {"--fill", "ones"};
const Options kDisturbedAndFilled = {"--disturb", "1", "--fill", "ones"};

// The number of scenarios that are examined field by field, of those that differ when fields are
// filled. As a rule, the same mistake causes all, and each scenario takes a run for each field.
constexpr size_t kProbedScenarios = 2;

struct Run {
  uint64_t seed;
  Scenario scenario;
  Options options;

  auto operator<=>(const Run&) const = default;
};

// In the order of the seeds, then of the scenarios.
std::vector<Run> plainRuns(const RunPlan& plan) {
  std::vector<Run> runs;
  for (uint64_t i = 0; i < plan.seeds.count(); ++i) {
    for (const Scenario scenario : plan.choice.scenarios) {
      runs.push_back({plan.seeds.first + i, scenario, {}});
    }
  }
  return runs;
}

Run withoutStore(Run run) {
  run.options.insert(run.options.end(), kWithoutStore.begin(), kWithoutStore.end());
  return run;
}

Options filledAlone(sim::UnsetField field) {
  return {"--fill", std::string("ones:") + sim::fieldName(field)};
}

// Of its own, also among runs of the same seed.
std::string folderOf(const RunPlan& plan, const Run& run) {
  std::string folder = plan.folder + "/" + std::string(scenarioName(run.scenario)) + "-seed-" +
                       std::to_string(run.seed);
  for (const std::string& option : run.options) {
    folder += '-';
    for (const char c : option) folder += std::isalnum(static_cast<unsigned char>(c)) ? c : '-';
  }
  return folder;
}

TestRun testRunOf(const RunPlan& plan, const Run& run) {
  TestRun test = runOfProgram(plan.application, confFileName(run.scenario), folderOf(plan, run));
  test.seed = run.seed;
  test.secret = plan.secret;
  test.seconds = plan.secondsPerRun;
  test.isClassic = plan.isClassic;
  test.options = run.options;
  return test;
}

// `program` starts it.
std::string commandOf(const std::string& program, const Run& run) {
  std::string command = program + " " + confFileName(run.scenario);
  for (const std::string& option : run.options) command += " " + option;
  return command + " --seed " + std::to_string(run.seed);
}

std::string replayOf(const RunPlan& plan, const Run& run) { return commandOf(plan.replay, run); }

RunGrade gradeOf(const RunPlan& plan, const Run& run, const ConfinedOutcome& outcome,
                 const RunReport& report) {
  RunGrade grade;
  grade.seed = run.seed;
  grade.timedOut = outcome.timedOut;
  grade.score =
      chosenOf(scoreRun(run.scenario, testRunOf(plan, run), outcome, report), plan.choice);
  grade.options = run.options;
  grade.replay = replayOf(plan, run);
  return grade;
}

void removeFolder(const RunPlan& plan, const Run& run) {
  std::error_code ignored;
  files::remove_all(folderOf(plan, run), ignored);
}

// The run's dbg.log becomes FOLDER/SCENARIO.dbg.log; the rest goes.
void tidyUp(const RunPlan& plan, const Run& run) {
  std::error_code ignored;
  files::rename(folderOf(plan, run) + "/dbg.log", plan.folder + "/" + logFileName(run.scenario),
                ignored);
  removeFolder(plan, run);
}

// Makes runs, several at a time, and hands over what each came to, in their order. A run that
// `isSkipped` when its turn comes is not made, and has an empty outcome. Returns what kept them
// from being made, or "".
struct Batch {
  const RunPlan& plan;
  const std::vector<Run>& runs;
  const char* what;  // For the progress: the step's unit.
  Report told = Report::ScoredLines;
  std::function<bool(const Run&)> isSkipped = [](const Run&) { return false; };
  std::function<int(const Run&)> secondsOf = nullptr;  // Null: those of the plan.

  TestRun testRun(const Run& run) const {
    TestRun test = testRunOf(plan, run);
    if (secondsOf != nullptr) test.seconds = secondsOf(run);
    test.report = told;
    if (told == Report::AllEvents) test.options.push_back("--probe-state");
    return test;
  }

  std::string make(const std::function<void(const Run&, const ConfinedOutcome&)>& report) const {
    if (runs.empty()) return "";
    const auto body = [&](uint64_t job, int descriptor) {
      if (isSkipped(runs[job])) return 0;
      return beConfinedAfresh(confinedRun(testRun(runs[job])), descriptor);
    };
    std::string error;
    plan.progress->begin(what, runs.size());
    host::runJobs(
        0, runs.size() - 1, plan.jobs, body,
        [&](uint64_t job, const host::JobOutcome& ended) { report(runs[job], outcomeOf(ended)); },
        &error, nullptr, [&](uint64_t over) { plan.progress->show(over); });
    return error;
  }
};

// What the stores of all runs sent, and for how many calls.
struct Traffic {
  double messages = 0;
  double operations = 0;
  double succeeded = 0;

  // Adds a run's metrics. A run that crashed has none.
  void add(const std::map<std::string, double>& numbers) {
    if (numbers.empty()) return;
    messages += numbers.at("store_messages_sent");
    operations += numbers.at("operations");
    succeeded += numbers.at("operations_succeeded");
  }
};

// ---- Why points were lost.

Run worstRunOf(const TestGrade& test) { return {test.worstSeed, test.scenario, test.worstOptions}; }

// What is known of a run that was made again for all that happened in it.
struct Record {
  Evidence evidence;
  LogLines lines;
};

// Explains lost points: makes the worst run of each test that lost some once more, and then those
// that show, or refute, what seems to be wrong.
class Explainer {
 public:
  // `unrepeatable`: the scenarios whose runs differ in another memory.
  Explainer(const RunPlan& plan, std::set<Scenario> unrepeatable, Grade* grade)
      : plan_(plan), unrepeatable_(std::move(unrepeatable)), grade_(grade) {}

  // Returns what kept the runs from being made, or "".
  std::string explain(const std::map<Scenario, Ending>& hanging) {
    std::string error = makeRecords(hanging);
    for (TestGrade& test : grade_->tests) {
      if (test.points == test.maxPoints) continue;
      const Record& record = records_[worstRunOf(test)];
      investigations_.push_back({&test, Investigation(test, record.evidence, record.lines)});
    }
    if (error.empty()) {
      error = makeExperiments([](const Investigated& each) { return each.of.experiments(); });
    }
    if (error.empty()) {
      error = makeExperiments([this](const Investigated& each) {
        return each.of.pairedExperiments(outcomesFor(*each.test));
      });
    }
    conclude();
    return error;
  }

 private:
  struct Investigated {
    TestGrade* test;
    Investigation of;
  };

  std::string makeRecords(const std::map<Scenario, Ending>& hanging) {
    std::set<Run> worst;
    for (const TestGrade& test : grade_->tests) {
      if (test.points < test.maxPoints) worst.insert(worstRunOf(test));
    }
    std::vector<Run> runs;
    for (const Run& run : worst) {
      const auto ended = hanging.find(run.scenario);
      if (ended == hanging.end()) {
        runs.push_back(run);
      } else {
        records_[run].evidence.ending = ended->second;
      }
    }
    Batch batch{plan_, runs, "runs, made again to explain lost points"};
    batch.told = Report::AllEvents;
    return batch.make([&](const Run& run, const ConfinedOutcome& outcome) {
      Record& record = records_[run];
      record.evidence = evidenceOf(batch.testRun(run), outcome, &record.lines);
      removeFolder(plan_, run);
    });
  }

  // Those that `wanted` names and that nobody has made, as far as they may cost.
  template <typename Wanted>
  std::string makeExperiments(Wanted wanted) {
    std::vector<Run> runs;
    for (const Investigated& each : investigations_) {
      for (const Experiment& experiment : wanted(each)) {
        const Run run = runOf(*each.test, experiment);
        const bool isNew =
            results_.count(run) == 0 && std::find(runs.begin(), runs.end(), run) == runs.end();
        if (isNew && results_.size() + runs.size() < mostExperiments()) runs.push_back(run);
      }
    }
    return Batch{plan_, runs, "runs that show causes"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          const TestRun test = testRunOf(plan_, run);
          results_[run] = scoreRun(run.scenario, test, outcome, reportOf(test, outcome));
          removeFolder(plan_, run);
        });
  }

  // Explanations may cost as much as the grade that they explain.
  size_t mostExperiments() const {
    constexpr size_t kLeast = 24;  // A grade of one seed is made in a moment.
    return std::max(kLeast,
                    static_cast<size_t>(plan_.seeds.count()) * plan_.choice.scenarios.size() / 2);
  }

  static Run runOf(const TestGrade& test, const Experiment& experiment) {
    Run run = worstRunOf(test);
    run.options.insert(run.options.end(), experiment.options.begin(), experiment.options.end());
    return run;
  }

  OutcomeOf outcomesFor(const TestGrade& test) const {
    return [this, &test](const Experiment& experiment) {
      const auto made = results_.find(runOf(test, experiment));
      if (made == results_.end()) return Outcome::NotMade;
      for (const TestScore& score : made->second.tests) {
        if (score.name == test.name && score.points == score.maxPoints) return Outcome::Passed;
      }
      return Outcome::Failed;
    };
  }

  void conclude() {
    std::vector<Concluded> concluded;
    for (const Investigated& each : investigations_) {
      concluded.push_back({each.test, each.of.conclude(outcomesFor(*each.test))});
    }
    grade_->startHere = startHereText(concluded);
    const std::vector<std::string> shared = sharedCauses(concluded);
    for (size_t i = 0; i < investigations_.size(); ++i) {
      TestGrade& test = *investigations_[i].test;
      const Conclusion& found = concluded[i].conclusion;
      const bool isShared =
          found.causes.size() == 1 && found.causes.front().isShown &&
          std::count(shared.begin(), shared.end(), found.causes.front().cause.name) > 0;
      const AtTop atTop = shared.empty() ? AtTop::Nothing : isShared ? AtTop::This : AtTop::Others;
      test.explanation =
          timelineOf(test, records_[worstRunOf(test)].evidence) +
          (investigations_[i].of.isRepeatable() ? causesText(found, atTop) : unrepeatableText());
      if (unrepeatable_.count(worstRunOf(test).scenario) > 0) {
        test.explanation += memoryDoubtText(found);
      }
      test.spots = spotsFor(test, found);
    }
  }

  // If the run's end is the cause, the recorded run has that (Recorder).
  std::vector<Spot> spotsFor(const TestGrade& test, const Conclusion& found) {
    const Evidence& evidence = records_[worstRunOf(test)].evidence;
    if (found.causes.empty()) return spotsOf(test, evidence, std::nullopt);
    const Cause& cause = found.causes.front().cause;
    std::optional<Spot> seen = cause.spot;
    if (seen) seen->what = cause.what;
    if (cause.isFact && evidence.ending != Ending::Whole) {
      return seen ? std::vector<Spot>{*seen} : std::vector<Spot>();
    }
    return spotsOf(test, evidence, seen);
  }

  const RunPlan& plan_;
  const std::set<Scenario> unrepeatable_;
  Grade* const grade_;
  std::map<Run, Record> records_;
  std::vector<Investigated> investigations_;
  std::map<Run, ScenarioScore> results_;  // Of experiments.
};

// ---- The runs in which points were lost, for a page.

// One that had to be ended is not waited for as long again.
constexpr int kSecondsOfHangingRun = 2;
// Of all runs of a page together. Each has its own limit, kMostTraceBytes.
constexpr size_t kMostBytesOfTraces = size_t{192} << 20;

class Recorder {
 public:
  Recorder(const RunPlan& plan, Grade* grade) : plan_(plan), grade_(grade) {}

  // Returns what kept the runs from being made, or "".
  std::string record(const std::map<Scenario, Ending>& hanging) {
    std::vector<Run> runs;
    for (TestGrade& test : grade_->tests) {
      if (test.points == test.maxPoints) continue;
      const Run run = worstRunOf(test);
      const auto known = std::find(runs.begin(), runs.end(), run);
      test.shownRun = static_cast<size_t>(known - runs.begin());
      if (known == runs.end()) runs.push_back(run);
    }
    Batch batch{plan_, runs, "runs, recorded for the page", Report::Trace};
    batch.secondsOf = [&](const Run& run) {
      const bool isHanging = hanging.count(run.scenario) > 0;
      return isHanging ? std::min(kSecondsOfHangingRun, plan_.secondsPerRun) : plan_.secondsPerRun;
    };
    return batch.make([&](const Run& run, const ConfinedOutcome& outcome) {
      grade_->runs.push_back(shownRunOf(batch.testRun(run), run, outcome));
      if (!grade_->runs.back().why.empty()) noteEarlyEnd(outcome);
      removeFolder(plan_, run);
    });
  }

 private:
  ShownRun shownRunOf(const TestRun& test, const Run& run, const ConfinedOutcome& outcome) {
    ShownRun shown;
    shown.scenario = run.scenario;
    shown.seed = run.seed;
    shown.replay = replayOf(plan_, run);
    shown.debugger = commandOf(plan_.debugger, run);
    RunReport told = reportOf(test, outcome);
    const bool isTooLong = outcome.answer.size() >= kMostTraceBytes;
    if (!told.hasBegun) {
      shown.why = "the run left no trace";
    } else if (isTooLong || bytes_ + told.log.size() > kMostBytesOfTraces) {
      shown.why =
          "the run is too long to be shown: its trace has more than " +
          std::to_string((isTooLong ? kMostTraceBytes : kMostBytesOfTraces - bytes_) >> 20) + " MB";
    } else {
      bytes_ += told.log.size();
      shown.trace = std::move(told.log);
      shown.why = endingText(test, outcome, told.hasEnded);
    }
    return shown;
  }

  // Of the last of the grade's runs.
  void noteEarlyEnd(const ConfinedOutcome& outcome) {
    const LastWords words = lastWordsOf(outcome.said);
    Spot spot;
    spot.kind = Spot::EarlyEnd;
    spot.tick = words.tick;
    spot.peer = words.peer;
    spot.call = words.call;
    spot.what = grade_->runs.back().why;
    for (TestGrade& test : grade_->tests) {
      if (test.shownRun == grade_->runs.size() - 1) test.spots.push_back(spot);
    }
  }

  const RunPlan& plan_;
  Grade* const grade_;
  size_t bytes_ = 0;  // Of the traces until now.
};

// ---- All runs of a submission.

class SubmissionRuns {
 public:
  SubmissionRuns(const RunPlan& plan, Grade* grade) : plan_(plan), grade_(grade) {}

  // Each returns what kept its runs from being made, or "".
  std::string makePlain(const OnRun& onRun) {
    const std::vector<Run> runs = plainRuns(plan_);
    const Batch batch{plan_, runs, "runs", Report::ScoredLines,
                      [this](const Run& run) { return isHanging(run); }};
    return batch.make([&](const Run& run, const ConfinedOutcome& outcome) {
      if (!isHanging(run)) take(run, outcome);
      tidyUp(plan_, run);
      onRun(made_[run.scenario].back());
    });
  }

  // The first seed of each scenario once more, in another memory and with other bytes in the fields
  // that nobody sets: where that changes nothing, one run shows it.
  std::string repeatChanged() {
    std::vector<Run> runs;
    for (const auto& first : firstLogs_) {
      runs.push_back({plan_.seeds.first, first.first, kDisturbedAndFilled});
    }
    return Batch{plan_, runs, "runs, repeated in another memory"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          const RunReport told = reportOf(testRunOf(plan_, run), outcome);
          if (told.log != firstLogs_.at(run.scenario)) changed_.push_back(run.scenario);
          removeFolder(plan_, run);
        });
  }

  // Those that changed, in another memory alone.
  std::string repeatDisturbed() {
    const std::vector<Run> runs = changedRuns(kDisturbed);
    std::vector<Repetition> repetitions;
    const std::string error = Batch{plan_, runs, "runs, in another memory alone"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          const RunReport told = reportOf(testRunOf(plan_, run), outcome);
          const std::string& first = firstLogs_.at(run.scenario);
          repetitions.push_back({run.scenario, run.seed, first, told.log, replayOf(plan_, run)});
          // The lower points count.
          if (told.log != first) {
            RunGrade grade = gradeOf(plan_, run, outcome, told);
            grade.memory = MemoryContents::Disturbed;
            add(run, std::move(grade), told.hasEnded);
            unrepeatable_.insert(run.scenario);
          }
          removeFolder(plan_, run);
        });
    if (!firstLogs_.empty()) addFinding(repeatabilityOf(repetitions));
    return error;
  }

  // Those that changed, with other bytes in unset fields alone.
  std::string repeatFilled() {
    const std::vector<Run> runs = changedRuns(kFilled);
    std::map<Scenario, FilledRun> differing;
    std::string error = Batch{plan_, runs, "runs, with other bytes in unset fields alone"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          const RunReport told = reportOf(testRunOf(plan_, run), outcome);
          const std::string& first = firstLogs_.at(run.scenario);
          if (told.log != first) {
            differing[run.scenario] = {
                {run.scenario, run.seed, first, told.log, {}, replayOf(plan_, run)},
                run,
                gradeOf(plan_, run, outcome, told),
                told.hasEnded};
            differing[run.scenario].grade.memory = MemoryContents::Filled;
          }
          removeFolder(plan_, run);
        });
    if (error.empty()) error = findFields(&differing);
    std::vector<FieldDependence> dependences;
    for (const auto& [scenario, filled] : differing) {
      dependences.push_back(filled.dependence);
      add(filled.run, filled.grade, filled.hasEnded);  // The lower points count.
    }
    if (!firstLogs_.empty()) addFinding(fieldFindingOf(dependences));
    return error;
  }

  // The course's program for MP1 has no MP2Node, so that one that ends a run, also one of those
  // that repeat a seed, costs no membership point there.
  std::string repeatWithoutStore() {
    std::vector<Run> runs;
    for (const Run& run : cutShort_) runs.push_back(withoutStore(run));
    return Batch{plan_, runs, "runs, made again without the store"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          if (reportOf(testRunOf(plan_, run), outcome).hasEnded) replaceByStoreless(run, outcome);
          removeFolder(plan_, run);
        });
  }

  // The first seed once more, without messages. What is known then is for instructors.
  std::string cutOff() {
    const std::vector<CutOff> cutOffs = cutOffsOf(plan_.choice);
    std::vector<Run> runs;
    for (const CutOff& each : cutOffs) {
      runs.push_back({plan_.seeds.first, each.scenario, optionsOf(each.settings)});
    }
    const Batch batch{plan_, runs, "runs without messages", Report::ScoredLines,
                      [this](const Run& run) { return isHanging(run); }};
    size_t next = 0;
    return batch.make([&](const Run& run, const ConfinedOutcome& outcome) {
      const CutOff& made = cutOffs[next++];
      const TestRun test = testRunOf(plan_, run);
      const RunReport told = reportOf(test, outcome);
      const std::string known = knownWithoutMessages(
          made, scoreRun(run.scenario, test, outcome, told), readNumbers(told.metrics));
      removeFolder(plan_, run);
      if (known.empty()) return;
      grade_->looks.push_back(known + ". See: " + replayOf(plan_, run));
      if (partOf(run.scenario) == Part::Store) traffic_ = {};  // Fewer messages are no merit then.
    });
  }

  std::string conclude() {
    grade_->firstSeed = plan_.seeds.first;
    grade_->lastSeed = plan_.seeds.last;
    for (const auto& [scenario, runs] : made_) {
      for (const TestGrade& test : gradeTests(runs)) grade_->tests.push_back(test);
    }
    if (traffic_.succeeded > 0 && grade_->active.count(Part::Store) > 0) {
      grade_->messagesPerOperation = traffic_.messages / traffic_.operations;
    }
    std::string error;
    if (plan_.explains) error = Explainer(plan_, unrepeatable_, grade_).explain(hanging_);
    if (error.empty() && plan_.traces) error = Recorder(plan_, grade_).record(hanging_);
    return error;
  }

 private:
  struct FilledRun {
    FieldDependence dependence;
    Run run;
    RunGrade grade;
    bool hasEnded = false;
  };

  std::vector<Run> changedRuns(const Options& options) const {
    std::vector<Run> runs;
    for (const Scenario scenario : changed_) runs.push_back({plan_.seeds.first, scenario, options});
    return runs;
  }

  // What is good is told where the rest is examined as well.
  void addFinding(const Finding& finding) {
    const bool isWorthTelling = finding.kind != Finding::Good || plan_.choice.examinesQuality;
    if (isWorthTelling) grade_->findings.push_back(finding);
  }

  // Fills one field at a time. A scenario that differs each time it is run says nothing of fields,
  // and is taken out.
  std::string findFields(std::map<Scenario, FilledRun>* differing) {
    std::vector<Run> runs;
    size_t probed = 0;
    for (const auto& [scenario, filled] : *differing) {
      const uint64_t seed = plan_.seeds.first;
      if (unrepeatable_.count(scenario) > 0) runs.push_back({seed, scenario, {}});
      if (++probed > kProbedScenarios) continue;
      for (const sim::UnsetField field : sim::unsetFields()) {
        runs.push_back({seed, scenario, filledAlone(field)});
      }
    }
    std::set<Scenario> wavering;
    const std::string error = Batch{plan_, runs, "runs, to find the unset field"}.make(
        [&](const Run& run, const ConfinedOutcome& outcome) {
          const RunReport told = reportOf(testRunOf(plan_, run), outcome);
          removeFolder(plan_, run);
          if (told.log == firstLogs_.at(run.scenario)) return;
          if (run.options.empty()) wavering.insert(run.scenario);
          for (const sim::UnsetField field : sim::unsetFields()) {
            if (run.options != filledAlone(field)) continue;
            differing->at(run.scenario).dependence.fields.emplace_back(sim::fieldName(field));
          }
        });
    for (const Scenario scenario : wavering) differing->erase(scenario);
    return error;
  }

  // One run that had to be ended is enough of a scenario: all would take as long.
  bool isHanging(const Run& run) const { return hanging_.count(run.scenario) > 0; }

  void take(const Run& run, const ConfinedOutcome& outcome) {
    const TestRun test = testRunOf(plan_, run);
    if (outcome.timedOut) {
      hanging_[run.scenario] = endingOf(outcome, confinedRun(test).limits);
    }
    grade_->wasIsolated = grade_->wasIsolated && outcome.wasIsolated;
    const RunReport told = reportOf(test, outcome);
    add(run, gradeOf(plan_, run, outcome, told), told.hasEnded);
    const std::map<std::string, double> numbers = readNumbers(told.metrics);
    grade_->active.merge(activeParts(numbers));
    if (!isMembership(run.scenario)) traffic_.add(numbers);
    if (told.hasEnded && run.seed == plan_.seeds.first) firstLogs_[run.scenario] = told.log;
  }

  void add(const Run& run, RunGrade grade, bool hasEnded) {
    made_[run.scenario].push_back(std::move(grade));
    if (isMembership(run.scenario) && !hasEnded) cutShort_.push_back(run);
  }

  // REQUIRES: the run with the store is in made_.
  void replaceByStoreless(const Run& run, const ConfinedOutcome& outcome) {
    std::vector<RunGrade>& runs = made_[run.scenario];
    const auto cutShort = std::find_if(runs.begin(), runs.end(), [&](const RunGrade& made) {
      return withoutStore({made.seed, run.scenario, made.options}) == run;
    });
    const std::string why = cutShort->score.note;
    const MemoryContents memory = cutShort->memory;
    *cutShort = gradeOf(plan_, run, outcome, reportOf(testRunOf(plan_, run), outcome));
    cutShort->memory = memory;
    cutShort->score.note = "MP2Node does not let this run come to its end (" + why +
                           "); the points are those of a run without it" +
                           (cutShort->score.note.empty() ? "" : ": " + cutShort->score.note);
  }

  const RunPlan& plan_;
  Grade* const grade_;
  std::map<Scenario, std::vector<RunGrade>> made_;
  std::map<Scenario, Ending> hanging_;         // Where a run had to be ended, and how it was.
  std::vector<Run> cutShort_;                  // Of the membership: those without a last tick.
  std::map<Scenario, std::string> firstLogs_;  // Of the first seed's whole runs.
  std::vector<Scenario> changed_;              // Whose logs repeatChanged() saw differ.
  std::set<Scenario> unrepeatable_;            // That differ in another memory.
  Traffic traffic_;
};

}  // namespace

std::string gradeRuns(const RunPlan& plan, const OnRun& onRun, Grade* grade) {
  CHECK(!plan.choice.scenarios.empty());
  CHECK(plan.jobs >= 1);
  SubmissionRuns runs(plan, grade);
  std::string error = runs.makePlain(onRun);
  if (error.empty() && !plan.isClassic) error = runs.repeatChanged();
  if (error.empty() && !plan.isClassic) error = runs.repeatDisturbed();
  if (error.empty() && !plan.isClassic) error = runs.repeatFilled();
  if (error.empty() && !plan.isClassic) error = runs.cutOff();
  if (error.empty()) error = runs.repeatWithoutStore();
  return error.empty() ? runs.conclude() : error;
}

}  // namespace grading
