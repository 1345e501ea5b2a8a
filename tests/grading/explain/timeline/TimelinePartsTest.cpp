// Tests of grading/explain/timeline/TimelineParts.h: what each part tells, by its name.
#include "grading/explain/timeline/TimelineParts.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "tests/support/EvidenceBuilder.h"

namespace {

using namespace gradingtest;

// What the part of that name tells of the story of `test`.
std::string told(const std::string& part, const EvidenceBuilder& run,
                 const std::string& test = "read2") {
  const auto story = grading::storyOf(lostTest(test), run.evidence);
  if (!story) throw std::runtime_error("there is no story");
  for (const grading::OperationPart& each : grading::operationParts()) {
    if (part != each.name) continue;
    grading::TimelineText lines;
    each.tell(*story, run.evidence, &lines);
    return lines.text();
  }
  throw std::runtime_error("no part is called " + part);
}

// The same of a part for tests of the membership.
std::string toldOf(grading::TestAspect aspect, const std::string& part,
                   const EvidenceBuilder& run) {
  for (const grading::MembershipPart& each : grading::membershipPartsFor(aspect).parts) {
    if (part != each.name) continue;
    grading::TimelineText lines;
    each.tell(run.evidence, &lines);
    return lines.text();
  }
  throw std::runtime_error("no part is called " + part);
}

// Without the breaks that make lines of 76 columns.
std::string unbroken(std::string text) {
  const std::string lineBreak = "\n           ";
  for (size_t at = 0; (at = text.find(lineBreak)) != std::string::npos;) {
    text.replace(at, lineBreak.size(), " ");
  }
  return text;
}

#define EXPECT_TOLD(words, text) EXPECT_NE(std::string::npos, unbroken(text).find(words)) << (text)

std::string number(PeerId peer) { return std::to_string(peer); }

// The tertiary fails at 175; test 2 is the call of that tick.
EvidenceBuilder withFailure() {
  EvidenceBuilder run;
  run.created().served(150, run.outsider(), run.replicas());
  run.failed(175, {run.tertiary()});
  return run;
}

// Test 3 part 1: after the failure, which all have noticed, a second call at 225.
EvidenceBuilder laterCall() {
  EvidenceBuilder run = withFailure();
  run.served(175, run.outsider(), run.replicas()).noticed(195, {run.tertiary()});
  return run;
}

TEST(TimelinePartsTest, operationParts_haveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (const grading::OperationPart& part : grading::operationParts()) {
    EXPECT_TRUE(names.insert(part.name).second) << part.name;
  }
}

TEST(TimelinePartsTest, failures_theRolesOfThoseThatFail) {
  EvidenceBuilder run = withFailure();
  run.call(175, run.outsider());
  EXPECT_EQ("      175  peer " + number(run.tertiary()) + " (tertiary) fails\n",
            told("failures", run));
}

TEST(TimelinePartsTest, removals_whoNoticesTheLastFailure) {
  EvidenceBuilder run = laterCall();
  run.call(225, run.outsider());
  EXPECT_EQ("      195  all that are alive remove peer " + number(run.tertiary()) + "\n",
            told("removals", run, "read3a"));
}

TEST(TimelinePartsTest, copies_betweenFailureAndCall) {
  EvidenceBuilder run = laterCall();
  EvidenceBuilder none = run;
  run.sent(200, run.primary(), run.outsider(1)).call(225, run.outsider());
  EXPECT_TOLD("peer " + number(run.primary()) + " sends 1 message", told("copies", run, "read3a"));
  none.call(225, none.outsider());
  EXPECT_TOLD("no copies are made", told("copies", none, "read3a"));
}

TEST(TimelinePartsTest, call_theCoordinatorAndWhatItIsCalledFor) {
  EvidenceBuilder run = withFailure();
  run.call(175, run.outsider());
  EXPECT_TOLD("peer " + number(run.outsider()) + " is the coordinator: read key=k, value=v",
              told("call", run));
}

TEST(TimelinePartsTest, lists_whatTheCoordinatorKnows) {
  EvidenceBuilder run = withFailure();
  run.call(175, run.outsider());
  EXPECT_TOLD("its list is up to date", told("lists", run));
  EvidenceBuilder old = withFailure();
  old.served(175, old.outsider(), old.replicas()).call(225, old.outsider());
  EXPECT_TOLD("not alive: peer " + number(old.tertiary()), told("lists", old, "read3a"));
}

TEST(TimelinePartsTest, requests_whomItAsksAndWhatIsLost) {
  EvidenceBuilder run = withFailure();
  EvidenceBuilder silent = run;
  run.call(175, run.outsider()).asks(run.replicas());
  EXPECT_TOLD("the message to peer " + number(run.tertiary()) + " is lost: the receiver has failed",
              told("requests", run));
  silent.call(175, silent.outsider());
  EXPECT_TOLD("sends nothing in the store", told("requests", silent));
}

TEST(TimelinePartsTest, lines_whatIsLoggedAndWhoSendsNoAnswer) {
  EvidenceBuilder run = withFailure();
  run.call(175, run.outsider()).asks(run.replicas());
  run.answer(176, run.primary(), true).logged(176, run.secondary(), true, "old");
  const std::string text = told("lines", run);
  EXPECT_TOLD("peer " + number(run.primary()) + " logs `read success`", text);
  EXPECT_TOLD("logs `read success`, value=old", text);
  EXPECT_TOLD("peer " + number(run.secondary()) + " sends no answer", text);
}

TEST(TimelinePartsTest, missingResult_unlessThereIsOne) {
  EvidenceBuilder run = withFailure();
  run.call(175, run.outsider());
  EXPECT_TOLD("logs no result at all", told("missing result", run));
  run.result(177, true);
  EXPECT_EQ("", told("missing result", run));
}

TEST(TimelinePartsTest, starts_whenPeersAreIntroduced) {
  EXPECT_TOLD("are introduced, peer 1 first",
              toldOf(grading::TestAspect::Join, "starts", EvidenceBuilder()));
}

TEST(TimelinePartsTest, joins_whoNeverLogsOne) {
  EvidenceBuilder run(sim::Operation::Read, false);
  for (PeerId of = 1; of <= 10; ++of) run.added(5, 1, of);
  run.added(6, 2, 1);
  const std::string text = toldOf(grading::TestAspect::Join, "joins", run);
  EXPECT_TOLD("        5  peer 1 has logged all others as joined", text);
  EXPECT_TOLD("peer 2 never logs that peers 3, 4, 5, 6, 7, 8, 9 and 10 joined", text);
  EXPECT_TOLD("log no other peer as joined", text);
}

TEST(TimelinePartsTest, removalsOfTheMembership_whoNever) {
  EvidenceBuilder run;
  run.failed(100, {4});
  for (PeerId by = 1; by <= 10; ++by) {
    if (by != 4 && by != 9) run.removed(121, by, 4);
  }
  EXPECT_EQ("      100  peer 4 fails\n",
            toldOf(grading::TestAspect::Completeness, "failures", run));
  EXPECT_TOLD("peer 9 never removes peer 4",
              toldOf(grading::TestAspect::Completeness, "removals", run));
  EXPECT_EQ("           peer 9 never removes peer 4\n",
            toldOf(grading::TestAspect::Accuracy, "missing removals", run));
}

TEST(TimelinePartsTest, falseRemovals_theLastMessage) {
  EvidenceBuilder run;
  run.gossip(99, 5, 6).removed(150, 6, 5).removed(151, 7, 8);
  const std::string text = toldOf(grading::TestAspect::Accuracy, "false removals", run);
  EXPECT_TOLD("peer 6 removes peer 5, which is alive; the last message from it", text);
  EXPECT_TOLD("peer 7 removes peer 8, which is alive; never had a message", text);
}

}  // namespace
