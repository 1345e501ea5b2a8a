// Tests of grading/examine/examinations/Examinations.h: from what runs came to to what a student is
// told.
#include "grading/examine/examinations/Examinations.h"

#include <gtest/gtest.h>

#include <set>

#include "grading/formats/TextReport.h"

namespace grading {
namespace {

using Numbers = std::map<std::string, double>;

const Examination& examinationOf(const std::string& name) {
  for (const Examination& examination : examinations()) {
    if (name == examination.name) return examination;
  }
  throw std::runtime_error("no examination is called " + name);
}

TrialResult resultOf(Numbers numbers, uint64_t seed = 1) {
  TrialResult result;
  result.trial.conf = "testcases/read.conf";
  result.trial.scenario = Scenario::Read;
  result.trial.seed = seed;
  result.replay = "replay " + std::to_string(seed);
  result.numbers = std::move(numbers);
  // It did something.
  result.numbers.insert({{"operations_succeeded", 104},
                         {"store_messages_to_others", 900},
                         {"reads_succeeded", 4},
                         {"others_added", 90},
                         {"crashes_listed", 4},
                         {"removals", 9}});
  result.score = zeroScore(Scenario::Read, "nothing");
  for (TestScore& test : result.score.tests) test.awardAll();
  return result;
}

// A result without the points of these tests.
TrialResult resultWithout(const std::set<std::string>& lost, uint64_t seed) {
  TrialResult result = resultOf({}, seed);
  for (TestScore& test : result.score.tests) {
    if (lost.count(test.name) > 0) test.award(0, "expected 3, found 2");
  }
  return result;
}

// What a course's run with nothing to find fault with comes to.
Numbers goodNumbers() {
  return {{"operations", 106},
          {"operations_succeeded", 104},
          {"store_messages_sent", 1060},
          {"store_bytes_sent", 53000},
          {"reads", 100},
          {"reads_succeeded", 100},
          {"level_held", 7},
          {"keys", 100},
          {"copies", 300},
          {"crashes", 4},
          {"detection_ticks", 22},
          {"membership_messages", 9},
          {"membership_bytes", 220}};
}

Finding findingWith(const std::string& examination, const std::string& number, double value) {
  Numbers changed = goodNumbers();
  changed[number] = value;
  return findingOf(examinationOf(examination), {resultOf(goodNumbers(), 1), resultOf(changed, 2)});
}

bool says(const Finding& finding, const std::string& words) {
  return finding.text.find(words) != std::string::npos;
}

TEST(ExaminationsTest, examinations_haveNamesTitlesAndRunsOfTheirOwn) {
  std::set<std::string> names;
  std::set<TrialGroup> groups;
  for (const Examination& examination : examinations()) {
    EXPECT_TRUE(names.insert(examination.name).second) << examination.name;
    EXPECT_LE(std::string(examination.title).size(), 50u);
    EXPECT_FALSE(examination.groups.empty());
    groups.insert(examination.groups.begin(), examination.groups.end());
  }
  const std::vector<TrialGroup> all = trialGroups();
  EXPECT_EQ(std::set<TrialGroup>(all.begin(), all.end()), groups);
  for (TrialGroup group : all) EXPECT_FALSE(trialsOf(group).empty());
}

TEST(ExaminationsTest, findingOf_goodEverywhere) {
  for (const Examination& examination : examinations()) {
    const Finding finding = findingOf(examination, {resultOf(goodNumbers())});
    EXPECT_EQ(Finding::Good, finding.kind) << examination.name << ": " << finding.text;
    EXPECT_EQ(examination.name, finding.name);
    EXPECT_EQ(examination.title, finding.title);
    EXPECT_FALSE(finding.text.empty());
    EXPECT_EQ("replay 1", finding.replay);
  }
}

TEST(ExaminationsTest, findingOf_weakShowsTheRunThatHasIt) {
  const struct {
    const char* examination;
    const char* number;
    double value;
    const char* words;
  } kWeak[] = {
      {"copies", "keys_short", 3, "In 1 of 2 runs of the read test keys have lost copies"},
      {"surplus", "keys_surplus", 44, "44 keys of 100 have copies on peers"},
      {"detection", "crashes_unnoticed", 1, "not removed by all others until the end"},
      {"detection", "detection_ticks", 51, "it takes up to 51 ticks"},
      {"false-removals", "false_removals", 1, "peers are removed that are up, 1 time in all"},
      {"calm", "level_broken", 3, "Even so, with seed 2, a client did not read what it had just"},
      {"calm", "operations_unanswered", 1, "Even so, 1 call got no answer, with seed 2."},
      {"loss", "operations_unanswered", 7, "7 get no answer at all"},
      {"consistency", "level_held", 0, "Does not even hold `durable`"},
  };
  for (const auto& weak : kWeak) {
    const Finding finding = findingWith(weak.examination, weak.number, weak.value);
    EXPECT_EQ(Finding::Weak, finding.kind) << weak.examination;
    EXPECT_TRUE(says(finding, weak.words)) << finding.text;
    EXPECT_EQ("replay 2", finding.replay) << weak.examination;
  }
}

TEST(ExaminationsTest, primaryDies_saysWhatIsLostFirst) {
  const Examination& primaryDies = examinationOf("primary-dies");
  const Finding finding =
      findingOf(primaryDies,
                {resultOf({}), resultWithout({"read3b", "read4"}, 2), resultWithout({"read4"}, 3)});
  EXPECT_EQ(Finding::Weak, finding.kind);
  EXPECT_EQ(0u, finding.text.find("In 2 of 3 runs points"));
  EXPECT_TRUE(
      says(finding, "First, test 3 part 2 of the read test with seed 2: expected 3, found 2."));
  EXPECT_TRUE(says(finding, "by a key's primary alone"));
  EXPECT_EQ("replay 2", finding.replay);
  // The likely cause is one of lost copies alone.
  EXPECT_FALSE(says(findingOf(primaryDies, {resultWithout({"read2"}, 1)}), "primary alone"));
}

// Credit is for what was shown: a store that holds no call, a group that knows nobody.
TEST(ExaminationsTest, findingOf_whereNothingHappenedNothingWasShown) {
  const Numbers idle = {{"operations", 106},
                        {"operations_succeeded", 0},
                        {"store_messages_to_others", 0},
                        {"reads_succeeded", 0},
                        {"others_added", 0},
                        {"crashes_listed", 0},
                        {"removals", 0},
                        {"level_held", 7}};
  for (const Examination& examination : examinations()) {
    const Finding all = findingOf(examination, {resultOf(idle, 1), resultOf(idle, 2)});
    EXPECT_EQ(Finding::NotShown, all.kind) << examination.name << ": " << all.text;
    EXPECT_TRUE(says(all, "In 2 of 2 runs nothing happened that could be judged: no "));
    const Finding one = findingOf(examination, {resultOf(goodNumbers(), 1), resultOf(idle, 2)});
    EXPECT_NE(Finding::Good, one.kind) << examination.name;
    EXPECT_EQ(0, one.points());
  }
}

TEST(ExaminationsTest, falseRemovals_whoNeverRemovesHasShownNothing) {
  Numbers numbers = goodNumbers();
  numbers["removals"] = 0;
  EXPECT_EQ(Finding::NotShown,
            findingOf(examinationOf("false-removals"), {resultOf(numbers)}).kind);
}

TEST(ExaminationsTest, primaryDiesAndCopies_compareWholeValues) {
  for (const char* name : {"primary-dies", "copies"}) {
    const struct {
      const char* number;
      const char* words;
    } kWrong[] = {{"reads_unwritten", "2 reads returned a value that nobody had written"},
                  {"keys_wrong", "replicas of 2 keys hold another value than the one that was"},
                  {"keys_unequal", "the replicas of 2 keys do not hold the same value"}};
    for (const auto& wrong : kWrong) {
      const Finding finding = findingWith(name, wrong.number, 2);
      EXPECT_EQ(Finding::Weak, finding.kind) << name << ", " << wrong.number;
      EXPECT_TRUE(says(finding, wrong.words)) << finding.text;
      EXPECT_EQ("replay 2", finding.replay);
    }
  }
}

TEST(ExaminationsTest, calm_readsThatFailAndValuesThatNobodyWrote) {
  const Finding refused = findingWith("calm", "reads_refused", 3);
  EXPECT_EQ(Finding::Weak, refused.kind);
  EXPECT_TRUE(says(refused, "3 reads of a key that was there failed, with seed 2."));
  EXPECT_TRUE(says(findingWith("calm", "reads_unwritten", 1), "returned a value that nobody had"));
}

TEST(ExaminationsTest, copies_lostAndShortKeysAreTold) {
  Numbers numbers = goodNumbers();
  numbers["keys_short"] = 5;
  numbers["keys_lost"] = 2;
  EXPECT_TRUE(says(findingOf(examinationOf("copies"), {resultOf(numbers)}),
                   "of 100 keys 2 have no copy left, and 3 have fewer than three copies. "));
}

TEST(ExaminationsTest, copies_keptElsewhereAreUnknown) {
  Numbers numbers = goodNumbers();
  numbers["copies"] = 0;
  numbers["keys_short"] = 100;
  const Finding finding = findingOf(examinationOf("copies"), {resultOf(numbers)});
  EXPECT_EQ(Finding::Unknown, finding.kind);
  EXPECT_TRUE(says(finding, "There is no key in any HashTable"));
  EXPECT_EQ(Finding::Unknown, findingOf(examinationOf("surplus"), {resultOf(numbers)}).kind);
}

TEST(ExaminationsTest, crashesAndJoins_readAllKeys) {
  for (const char* name : {"crashes", "joins"}) {
    Numbers numbers = goodNumbers();
    numbers["reads_succeeded"] = 69;
    const Finding unread = findingOf(examinationOf(name), {resultOf(numbers)});
    EXPECT_EQ(Finding::Weak, unread.kind);
    EXPECT_TRUE(says(unread, "31 of 100 keys cannot be read")) << unread.text;
    numbers = goodNumbers();
    numbers["level_held"] = 4;
    EXPECT_TRUE(
        says(findingOf(examinationOf(name), {resultOf(numbers)}), "keys have wrong values"));
    numbers["reads"] = numbers["reads_succeeded"] = 0;
    EXPECT_TRUE(says(findingOf(examinationOf(name), {resultOf(numbers)}), "no key could be asked"));
  }
  Numbers numbers = goodNumbers();
  numbers["joins_unknown"] = 1;
  const Finding unknown = findingOf(examinationOf("joins"), {resultOf(numbers)});
  EXPECT_EQ(Finding::Weak, unknown.kind);
  EXPECT_TRUE(says(unknown, "all keys can be read; 1 peer and the others do not all know"));
}

TEST(ExaminationsTest, loss_fourOfFiveCallsHaveToSucceed) {
  Numbers numbers = goodNumbers();
  numbers["operations"] = 100;
  numbers["operations_succeeded"] = 80;
  EXPECT_EQ(Finding::Good, findingOf(examinationOf("loss"), {resultOf(numbers)}).kind);
  numbers["operations_succeeded"] = 79;
  const Finding finding = findingOf(examinationOf("loss"), {resultOf(numbers)});
  EXPECT_EQ(Finding::Weak, finding.kind);
  EXPECT_TRUE(says(finding, "79 % of 100 calls succeed"));
}

TEST(ExaminationsTest, size_pointsOfALargerGroup) {
  const Finding finding = findingOf(examinationOf("peers-30"), {resultWithout({"read1"}, 1)});
  EXPECT_EQ(Finding::Weak, finding.kind);
  EXPECT_TRUE(says(finding, "test 1 of the read test with seed 1: expected 3, found 2"));
}

TEST(ExaminationsTest, detection_fiftyTicksAreEnough) {
  EXPECT_EQ(Finding::Good, findingWith("detection", "detection_ticks", 50).kind);
}

TEST(ExaminationsTest, traffic_muchIsWeak) {
  Numbers numbers = goodNumbers();
  EXPECT_TRUE(says(findingOf(examinationOf("store-traffic"), {resultOf(numbers)}),
                   "10 messages and 500 bytes for each operation"));
  numbers["store_messages_sent"] = 106 * 61;
  numbers["membership_messages"] = 18.1;
  EXPECT_EQ(Finding::Weak, findingOf(examinationOf("store-traffic"), {resultOf(numbers)}).kind);
  EXPECT_EQ(Finding::Weak,
            findingOf(examinationOf("membership-traffic"), {resultOf(numbers)}).kind);
}

TEST(ExaminationsTest, consistency_theWeakestOfAllRuns) {
  Numbers second = goodNumbers();
  second["level_held"] = 2;
  second["level_broken"] = 3;
  const Finding finding =
      findingOf(examinationOf("consistency"), {resultOf(goodNumbers(), 1), resultOf(second, 2)});
  EXPECT_EQ(Finding::Good, finding.kind);
  EXPECT_EQ(0u, finding.text.find("Holds `no-resurrection` with crashes"));
  EXPECT_TRUE(says(finding,
                   "With seed 2 `read-your-writes` broke: a client did not read what it had just"));
  EXPECT_EQ("replay 2", finding.replay);
}

TEST(ExaminationsTest, calm_replicasAreNamedOnlyWhereTablesAreSeen) {
  Numbers lost = goodNumbers();
  lost["level_broken"] = 1;
  const std::string claim = "and no replica had it";
  EXPECT_TRUE(says(findingOf(examinationOf("calm"), {resultOf(lost)}), claim));
  lost["copies"] = 0;
  const Finding unseen = findingOf(examinationOf("calm"), {resultOf(lost)});
  EXPECT_TRUE(says(unseen, "nobody read it any more"));
  EXPECT_FALSE(says(unseen, claim));
}

TEST(ExaminationsTest, findingOf_runsThatDidNotEndWell) {
  for (const Examination& examination : examinations()) {
    TrialResult late = resultOf({}, 2);
    late.ending = TrialResult::OutOfTime;
    TrialResult broken = resultOf({}, 3);
    broken.ending = TrialResult::Broken;
    broken.note = "the run ended with signal 11";
    TrialResult untried = resultOf({}, 4);
    untried.ending = TrialResult::NotTried;
    const Finding crashed =
        findingOf(examination, {resultOf(goodNumbers()), untried, late, broken});
    EXPECT_EQ(Finding::Weak, crashed.kind);
    EXPECT_TRUE(says(crashed, "with seed 3: the run ended with signal 11."));
    const Finding slow = findingOf(examination, {resultOf(goodNumbers()), untried, late});
    EXPECT_EQ(Finding::Unknown, slow.kind);
    EXPECT_TRUE(says(slow, "more than 3 s of computing"));
    EXPECT_EQ("replay 2", slow.replay);
    const Finding skipped = findingOf(examination, {untried});
    EXPECT_EQ(Finding::Unknown, skipped.kind);
    EXPECT_EQ("", skipped.replay);
  }
}

TEST(ExaminationsTest, readNumbers_theFirstOfANameCounts) {
  const auto numbers = readNumbers("keys 100\nmessages 2.50\nkeys 7\n");
  EXPECT_EQ((Numbers{{"keys", 100}, {"messages", 2.5}}), numbers);
  EXPECT_TRUE(readNumbers("").empty());
}

}  // namespace
}  // namespace grading
