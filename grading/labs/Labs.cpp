#include "grading/labs/Labs.h"

#include <algorithm>
#include <cctype>

#include "check/base/Wording.h"
#include "grading/explain/Causes.h"
#include "grading/explain/timeline/TimelineText.h"
#include "grading/labs/LabParts.h"
#include "grading/score/Scenario.h"

namespace grading {

namespace {

// How many seeds show what a mistake does by chance, and still take a few seconds.
constexpr uint64_t kSeeds = 8;
constexpr uint64_t kFewSeeds = 3;

Trial courseTrial(Scenario scenario, std::vector<std::string> settings = {}) {
  Trial trial;
  trial.conf = confFileName(scenario);
  trial.scenario = scenario;
  trial.settings = std::move(settings);
  return trial;
}

void addTrials(Trial trial, uint64_t seeds, std::vector<Trial>* trials) {
  for (trial.seed = 1; trial.seed <= seeds; ++trial.seed) trials->push_back(trial);
}

// Joins alone: peer after peer, so that what one knows too early shows.
Trial slowMessagesTrial() {
  const std::string delay = std::to_string(kSlowMessageTicks);
  Trial trial =
      courseTrial(Scenario::SingleFailure,
                  {"MSG_DELAY_MIN=" + delay, "MSG_DELAY_MAX=" + delay, "STEP_RATE=2",
                   "WORKLOAD=none", "FAULT_START=10", "FAULT_STOP=20", "SETTLE_TICKS=150"});
  trial.scenario.reset();
  return trial;
}

// "the read test (seed 3)"
std::string nameOf(const LabRun& run) {
  std::string name = run.trial.conf;
  if (run.trial.scenario) {
    name = "the " + std::string(scenarioName(*run.trial.scenario)) + " test";
  }
  return name + " (seed " + std::to_string(run.trial.seed) + ")";
}

std::optional<Cause> causeOf(const TestGrade& grade, const Evidence& evidence) {
  const std::optional<Story> story = storyOf(grade, evidence);
  const std::vector<Cause> causes = causesOf({grade, evidence, story ? &*story : nullptr});
  if (causes.empty()) return std::nullopt;
  return causes.front();
}

std::optional<Cause> causeOf(const LabRun& run, const TestScore& test) {
  RunGrade alone;
  alone.seed = run.trial.seed;
  alone.score = run.score;
  for (const TestGrade& grade : gradeTests({alone})) {
    if (grade.name == test.name) return causeOf(grade, run.evidence);
  }
  return std::nullopt;
}

// The mistake that a lab names and that ends runs in this way, if there is one.
std::string mistakeOf(const std::string& end) {
  if (end.find("Entry(\"\") cannot be read") == std::string::npos) return "";
  return "A key that does not exist is answered by an empty text, from which no Entry can be made.";
}

std::string lowerCase(std::string text) {
  for (char& letter : text) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return text;
}

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return check::capitalised(std::move(text));
}

std::string titleOf(const Lab& lab) {
  return "Lab " + std::to_string(lab.number) + " (" + lab.title + ")";
}

std::string textOf(const Remark& remark) {
  std::string text = hanging("  - ", remark.what);
  if (!remark.mistake.empty()) {
    text += hanging("    a mistake that the lab names: ", remark.mistake);
  }
  if (!remark.lookAt.empty()) text += hanging("    look at: ", remark.lookAt);
  if (!remark.command.empty()) text += "    $ " + remark.command + "\n";
  return text + "\n";
}

// The innermost own line of "MP1Node.cpp:87. The memory was allocated in ...": its file's text
// there.
std::string sourceAt(const LabEvidence& evidence, const std::string& place) {
  for (const SubmittedFile& file : evidence.files) {
    if (!place.starts_with(file.name + ":")) continue;
    size_t line = std::strtoul(place.c_str() + file.name.size() + 1, nullptr, 10);
    size_t begin = 0;
    for (; line > 1 && begin != std::string::npos; --line) {
      begin = file.text.find('\n', begin);
      if (begin != std::string::npos) ++begin;
    }
    if (begin == std::string::npos) return "";
    return file.text.substr(begin, file.text.find('\n', begin) - begin);
  }
  return "";
}

// "MP1Node.cpp:87" behind `words` in a finding's text; "" if these are not there.
std::string placeBehind(const std::string& text, std::string_view words) {
  const size_t at = text.find(words);
  if (at == std::string::npos) return "";
  const std::string rest = text.substr(at + words.size());
  return rest.substr(0, rest.find_first_of(". ", rest.find(':')));
}

// Which of the named mistakes a use of freed memory is.
std::string memoryMistake(const LabEvidence& evidence, const Finding& finding) {
  if (finding.name != "sanitizer-use-after-free") return "";
  const std::string used = sourceAt(evidence, finding.text);
  const std::string freed = sourceAt(evidence, placeBehind(finding.text, "It was freed in "));
  if (used.find("myPos") != std::string::npos) {
    return "`myPos` that points into a list that has moved.";
  }
  for (const char* growth : {"push_back", "emplace_back", "insert", "resize"}) {
    if (freed.find(growth) != std::string::npos) {
      return "The list grows while a loop goes over it.";
    }
  }
  return "";
}

}  // namespace

const LabRuns& LabEvidence::runs(LabGroup group) const {
  static const LabRuns kNone;
  const auto found = groups.find(group);
  return found == groups.end() ? kNone : found->second;
}

const std::vector<Lab>& labs() {
  using Group = LabGroup;
  static const std::vector<Lab> all = {
      {1,
       "join",
       "docs/labs/1-join.md",
       {Group::Probed, Group::SlowMessages},
       joinRequirements(),
       true},
      {2,
       "gossip",
       "docs/labs/2-gossip.md",
       {Group::Probed, Group::Single, Group::Multi, Group::Drop},
       gossipRequirements(),
       true},
      {3,
       "failure detection",
       "docs/labs/3-failure.md",
       {Group::Probed, Group::Single, Group::Multi, Group::Drop},
       failureRequirements(),
       true},
      {4, "the ring", "docs/labs/4-ring.md", {Group::Probed, Group::Read}, ringRequirements()},
      {5,
       "create and read",
       "docs/labs/5-create-read.md",
       {Group::Create, Group::Read},
       createReadRequirements()},
      {6,
       "quorum and time-outs",
       "docs/labs/6-quorum.md",
       {Group::Create, Group::Delete, Group::Read, Group::Update},
       quorumRequirements()},
      {7,
       "stabilization",
       "docs/labs/7-stabilization.md",
       {Group::Create, Group::Delete, Group::Read, Group::Update, Group::PrimaryFails},
       stabilizationRequirements()},
  };
  return all;
}

std::vector<Trial> trialsOf(LabGroup group) {
  std::vector<Trial> trials;
  switch (group) {
    case LabGroup::Probed: addTrials(courseTrial(Scenario::SingleFailure), 2, &trials); break;
    case LabGroup::SlowMessages: addTrials(slowMessagesTrial(), 1, &trials); break;
    case LabGroup::Single: addTrials(courseTrial(Scenario::SingleFailure), kSeeds, &trials); break;
    case LabGroup::Multi: addTrials(courseTrial(Scenario::MultiFailure), kSeeds, &trials); break;
    case LabGroup::Drop:
      addTrials(courseTrial(Scenario::MsgDropSingleFailure), kSeeds, &trials);
      break;
    case LabGroup::Create: addTrials(courseTrial(Scenario::Create), kFewSeeds, &trials); break;
    case LabGroup::Delete: addTrials(courseTrial(Scenario::Delete), kFewSeeds, &trials); break;
    case LabGroup::Read: addTrials(courseTrial(Scenario::Read), kSeeds, &trials); break;
    case LabGroup::Update: addTrials(courseTrial(Scenario::Update), kSeeds, &trials); break;
    case LabGroup::PrimaryFails:
      addTrials(courseTrial(Scenario::Read, {"FAIL_REPLICAS=first"}), kFewSeeds, &trials);
      addTrials(courseTrial(Scenario::Update, {"FAIL_REPLICAS=first"}), kFewSeeds, &trials);
      break;
  }
  return trials;
}

std::vector<Remark> remarksOn(const Lab& lab, const LabEvidence& evidence) {
  std::vector<Remark> remarks;
  for (const Requirement& requirement : lab.requirements) {
    if (requirement.weight == Requirement::Rest && !remarks.empty()) continue;
    std::optional<Remark> remark = requirement.check(evidence);
    if (!remark) continue;
    remarks.push_back(std::move(*remark));
    if (requirement.weight == Requirement::Basis) break;
  }
  return remarks;
}

std::vector<Remark> sanitizerRemarks(const LabEvidence& evidence) {
  std::vector<Remark> remarks;
  for (const Finding& finding : evidence.sanitizers) {
    const bool isSum = finding.name == "sanitizers";
    if (finding.kind != Finding::Weak || isSum) continue;
    remarks.push_back({"Under the sanitizers: " + finding.title + ": " + finding.text,
                       memoryMistake(evidence, finding), "", finding.replay});
  }
  return remarks;
}

std::optional<Remark> lackingFor(const Lab& lab, const std::map<Part, std::string>& lacking) {
  for (const auto& [part, why] : lacking) {
    const bool isNeeded = part == Part::Membership || lab.number >= kFirstStoreLab;
    if (isNeeded) return Remark{why + ".", "", std::string(className(part)) + ".cpp", ""};
  }
  return std::nullopt;
}

std::string labText(const Lab& asked, const Lab& lab, const std::vector<Remark>& remarks) {
  if (remarks.empty()) return titleOf(asked) + ": done.\n";
  std::string text = titleOf(asked) + ": not yet.\n\n";
  if (lab.number != asked.number) {
    text += titleOf(lab) + " is not done, and comes first:\n\n";
  }
  for (const Remark& remark : remarks) text += textOf(remark);
  return text + lab.page + " says how to go about it.\n";
}

std::string labWarningsText(const std::vector<Finding>& warnings) {
  std::string text;
  for (const Finding& finding : warnings) {
    // The others sum up or are harmless.
    if (finding.kind == Finding::Weak && !finding.counts) text += hanging("  - ", finding.text);
  }
  if (text.empty()) return "";
  return "\nThe compiler warns of what may well be a mistake:\n\n" + text;
}

// ---- What the labs share.

std::string peerText(PeerId peer) { return "peer " + std::to_string(peer); }

std::string peerAtStart(PeerId peer) { return "Peer " + std::to_string(peer); }

std::string atTick(Tick tick) { return " at tick " + std::to_string(tick); }

std::optional<Remark> earlyEndIn(const LabEvidence& evidence,
                                 std::initializer_list<LabGroup> groups, Tick before) {
  for (const LabGroup group : groups) {
    for (const LabRun& run : evidence.runs(group)) {
      if (run.evidence.ending == Ending::Whole || run.evidence.lastTick >= before) continue;
      const std::string how =
          run.score.note.empty() ? "the run did not come to its end" : run.score.note;
      return Remark{"In " + nameOf(run) + " " + how + ".", mistakeOf(how), "", run.replay};
    }
  }
  return std::nullopt;
}

std::optional<LostTest> lostTestIn(const LabEvidence& evidence,
                                   std::initializer_list<LabGroup> groups,
                                   std::initializer_list<TestAspect> aspects) {
  const auto isAmong = [&](TestAspect aspect) {
    return aspects.size() == 0 ||
           std::find(aspects.begin(), aspects.end(), aspect) != aspects.end();
  };
  for (const LabGroup group : groups) {
    for (const LabRun& run : evidence.runs(group)) {
      for (const TestScore& test : run.score.tests) {
        if (test.points == test.maxPoints || !isAmong(test.aspect)) continue;
        return LostTest{&run, test, causeOf(run, test)};
      }
    }
  }
  return std::nullopt;
}

Remark remarkOn(const LostTest& lost, std::string_view mistake) {
  const std::string test = lowerCase(lost.test.title) + " of " + nameOf(*lost.run) + " has " +
                           std::to_string(lost.test.points) + " of " +
                           std::to_string(lost.test.maxPoints) + " points. ";
  const std::string why = lost.cause ? lost.cause->what : lost.test.reason;
  return {sentence(test + sentence(why)), std::string(mistake),
          lost.cause ? lost.cause->lookAt : "", lost.run->replay};
}

}  // namespace grading
