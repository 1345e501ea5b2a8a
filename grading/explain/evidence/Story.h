// The operation that a test of the key-value store is about, taken from a run's evidence: what the
// timeline tells and what causes are found in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "check/base/Design.h"
#include "grading/explain/evidence/Evidence.h"
#include "grading/score/Grade.h"

namespace grading {

struct Story {
  const Call* call = nullptr;
  const Call* previous = nullptr;  // The last one of this kind and key before, or null.
  const Call* created = nullptr;   // The key's create, or null.
  bool expectsSuccess = true;
  std::optional<Tick> end;  // The first tick that no longer counts; none = the end of the run.
  int othersAlike = 0;      // Calls of the same test that have a wrong number of lines, too.

  Peers alive;   // When it was called.
  Peers listed;  // By the coordinator, as its lines say.
  Peers right;   // The key's replicas among `alive`, the primary first.
  Peers seen;    // The same among `listed`.
  // Replicas by all that lived a tick before, those of them that still do; as many as the test
  // means to be left, also if it let others fail.
  Peers serving;
  // To whom the coordinator sent while it was called, and itself if it is a replica that answered
  // without a message. Ascending.
  Peers asked;

  Tick begin() const { return call->tick; }
  PeerId coordinator() const { return call->coordinator; }
  bool isWithin(Tick tick) const { return tick >= begin() && (!end || tick < *end); }

  // Lines in the time that counts.
  std::vector<Answer> answersWithin() const;
  std::vector<Answer> resultsWithin() const;
  // The number of those that say `success`, the other way round for false.
  size_t countAnswers(bool success) const;
  size_t countResults(bool success) const;
  // What those that answered at `answeredAt` sent the coordinator at `tick`, be it lost.
  std::vector<StoreMessage> replies(const Evidence& evidence, Tick answeredAt, Tick tick) const;
  // As the course's script counts it: the value's text is somewhere in the line.
  bool hasRightValue(const std::string& value) const;
  // A line that says what the test looks for: with the value, too, if it is of a success.
  bool isWanted(const Answer& answer) const;
};

// Nothing if the test is of the membership, or its operation was never called.
// REQUIRES: `evidence` outlives the story.
std::optional<Story> storyOf(const TestGrade& test, const Evidence& evidence);

// That one, and those of the other calls of the test that went wrong.
std::vector<Story> storiesOf(const TestGrade& test, const Evidence& evidence);

}  // namespace grading
