#include "grading/explain/evidence/Story.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "CourseRules.h"
#include "check/base/Placement.h"
#include "grading/score/LogReader.h"

namespace grading {

namespace {

using Calls = std::vector<const Call*>;

sim::Operation operationOf(Scenario scenario) {
  switch (scenario) {
    case Scenario::Delete: return sim::Operation::Delete;
    case Scenario::Read: return sim::Operation::Read;
    case Scenario::Update: return sim::Operation::Update;
    default: return sim::Operation::Create;
  }
}

Calls callsOf(sim::Operation operation, const Evidence& evidence) {
  Calls calls;
  for (const Call& call : evidence.calls()) {
    if (call.operation == operation) calls.push_back(&call);
  }
  return calls;
}

size_t successLines(const Call& call) {
  const auto isSuccess = [](const Answer& answer) { return answer.success; };
  return static_cast<size_t>(std::count_if(call.answers.begin(), call.answers.end(), isSuccess) +
                             std::count_if(call.results.begin(), call.results.end(), isSuccess));
}

// Of create and delete: the calls with a wrong number of success lines; if there is none, the
// first.
Calls wrongCalls(const Calls& calls) {
  Calls wrong;
  for (const Call* call : calls) {
    if (call->key == course::kInvalidKey || successLines(*call) == course::kLinesPerOperation)
      continue;
    wrong.push_back(call);
  }
  if (wrong.empty() && !calls.empty()) wrong.push_back(calls.front());
  return wrong;
}

bool chooseWrong(const Calls& calls, Story* story) {
  const Calls wrong = wrongCalls(calls);
  if (wrong.empty()) return false;
  story->call = wrong.front();
  story->othersAlike = static_cast<int>(wrong.size()) - 1;
  return true;
}

bool chooseInvalid(const Calls& calls, Story* story) {
  for (const Call* call : calls) {
    if (call->key == course::kInvalidKey) story->call = call;
  }
  story->expectsSuccess = false;
  return story->call != nullptr;
}

// Of read and update: the tests are the calls, in their order.
bool chooseNumbered(const Calls& calls, TestAspect test, Story* story) {
  using enum TestAspect;
  constexpr TestAspect kTests[] = {NoFailure,  OneReplicaFailed, TwoReplicasFailed,
                                   Stabilized, OutsiderFailed,   InvalidKey};
  const size_t index = static_cast<size_t>(std::find(kTests, std::end(kTests), test) - kTests);
  if (index >= calls.size()) return false;
  story->call = calls[index];
  story->expectsSuccess = test != TwoReplicasFailed && test != InvalidKey;
  // Tests 4 and 5 are called in one tick and count to the end of the run.
  if (test != OutsiderFailed && test != InvalidKey && index + 1 < calls.size()) {
    story->end = calls[index + 1]->tick;
  }
  return true;
}

bool choose(const TestGrade& test, const Evidence& evidence, Story* story) {
  if (isMembership(test.scenario)) return false;
  const Calls calls = callsOf(operationOf(test.scenario), evidence);
  if (test.aspect == TestAspect::EveryKey) return chooseWrong(calls, story);
  if (test.scenario == Scenario::Delete) return chooseInvalid(calls, story);
  return chooseNumbered(calls, test.aspect, story);
}

void findRelated(const Evidence& evidence, Story* story) {
  for (const Call& call : evidence.calls()) {
    if (&call == story->call) return;
    if (call.key != story->call->key) continue;
    if (call.operation == story->call->operation) story->previous = &call;
    if (call.operation == sim::Operation::Create) story->created = &call;
  }
}

std::vector<Answer> within(const Story& story, const std::vector<Answer>& answers) {
  std::vector<Answer> kept;
  for (const Answer& answer : answers) {
    if (story.isWithin(answer.tick)) kept.push_back(answer);
  }
  return kept;
}

size_t countOf(const std::vector<Answer>& answers, bool success) {
  return static_cast<size_t>(
      std::count_if(answers.begin(), answers.end(),
                    [success](const Answer& answer) { return answer.success == success; }));
}

// Whether the coordinator is a replica, by its list, and does that part without a message.
bool answersUnasked(const Story& story) {
  const auto isCoordinator = [&](PeerId peer) { return peer == story.coordinator(); };
  const auto isByCoordinator = [&](const Answer& answer) { return isCoordinator(answer.peer); };
  return std::any_of(story.seen.begin(), story.seen.end(), isCoordinator) &&
         std::none_of(story.asked.begin(), story.asked.end(), isCoordinator) &&
         std::any_of(story.call->answers.begin(), story.call->answers.end(), isByCoordinator);
}

}  // namespace

std::vector<Answer> Story::answersWithin() const { return within(*this, call->answers); }

std::vector<Answer> Story::resultsWithin() const { return within(*this, call->results); }

size_t Story::countAnswers(bool success) const { return countOf(answersWithin(), success); }

size_t Story::countResults(bool success) const { return countOf(resultsWithin(), success); }

std::vector<StoreMessage> Story::replies(const Evidence& evidence, Tick answeredAt,
                                         Tick tick) const {
  std::set<PeerId> answering;
  for (const Answer& answer : call->answers) {
    if (answer.tick == answeredAt) answering.insert(answer.peer);
  }
  std::vector<StoreMessage> replies;
  for (const StoreMessage& message : evidence.storeMessages()) {
    const bool isReply = message.tick == tick && message.to == coordinator() &&
                         message.fate != StoreMessage::Delivered &&
                         answering.count(message.from) > 0;
    if (isReply) replies.push_back(message);
  }
  return replies;
}

bool Story::hasRightValue(const std::string& value) const {
  if (call->operation == sim::Operation::Delete || call->operation == sim::Operation::Create) {
    return true;
  }
  return containsFolded(value, foldCase(call->value));
}

bool Story::isWanted(const Answer& answer) const {
  if (answer.success != expectsSuccess) return false;
  return !answer.success || hasRightValue(answer.value);
}

namespace {

// Nobody can know of those that have just failed, and ask others in their place.
Peers servingAt(const Evidence& evidence, Tick tick, const std::string& key) {
  const Peers before = evidence.aliveAt(tick - 1);
  const size_t failing = before.size() - std::min(before.size(), evidence.aliveAt(tick).size());
  Peers serving;
  for (const PeerId peer : check::replicasInOrder(before, key)) {
    const bool isMeant = serving.size() + std::min(failing, course::kReplicas) < course::kReplicas;
    if (isMeant && evidence.isAlive(peer, tick)) serving.push_back(peer);
  }
  return serving;
}

void complete(const Evidence& evidence, Story* story) {
  findRelated(evidence, story);
  const Tick tick = story->begin();
  story->alive = evidence.aliveAt(tick);
  story->listed = evidence.listOf(story->coordinator(), tick);
  story->right = check::replicasInOrder(story->alive, story->call->key);
  story->seen = check::replicasInOrder(story->listed, story->call->key);
  story->serving = servingAt(evidence, tick, story->call->key);
  for (const StoreMessage& request : story->call->requests) story->asked.push_back(request.to);
  if (answersUnasked(*story)) story->asked.push_back(story->coordinator());
  std::sort(story->asked.begin(), story->asked.end());
  story->asked.erase(std::unique(story->asked.begin(), story->asked.end()), story->asked.end());
}

}  // namespace

std::optional<Story> storyOf(const TestGrade& test, const Evidence& evidence) {
  Story story;
  if (!choose(test, evidence, &story)) return std::nullopt;
  complete(evidence, &story);
  return story;
}

std::vector<Story> storiesOf(const TestGrade& test, const Evidence& evidence) {
  std::vector<Story> stories;
  const std::optional<Story> first = storyOf(test, evidence);
  if (!first) return stories;
  stories.push_back(*first);
  if (test.aspect != TestAspect::EveryKey) return stories;
  const Calls wrong = wrongCalls(callsOf(operationOf(test.scenario), evidence));
  for (size_t i = 1; i < wrong.size(); ++i) {
    Story story;
    story.call = wrong[i];
    complete(evidence, &story);
    stories.push_back(std::move(story));
  }
  return stories;
}

}  // namespace grading
