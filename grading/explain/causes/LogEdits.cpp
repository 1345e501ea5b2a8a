#include "grading/explain/causes/LogEdits.h"

#include <set>
#include <tuple>
#include <utility>

#include "CourseRules.h"
#include "grading/explain/causes/CauseParts.h"

namespace grading {

namespace {

using Lines = std::vector<LogLine>;
using sim::EventKind;

bool isResult(const LogLine& line) { return line.kind == EventKind::OperationFinished; }

bool isOf(const LogLine& line, const Story& story) {
  const bool isAnswer = line.kind == EventKind::ReplicaAnswered || isResult(line);
  return isAnswer && line.operation == story.call->operation && line.key == story.call->key &&
         story.isWithin(line.tick);
}

LogLine lineOf(const Story& story, EventKind kind, PeerId peer, bool success) {
  constexpr Tick kAnswerTicks = 1;
  constexpr Tick kResultTicks = 2;
  LogLine line;
  line.kind = kind;
  line.tick = story.begin() + (isResult(line) ? kResultTicks : kAnswerTicks);
  line.node.id = peer;
  line.operation = story.call->operation;
  line.success = success;
  line.key = story.call->key;
  line.value = story.call->value;
  return line;
}

}  // namespace

Edit resultBe(const Story& story, bool success) {
  return [story, success](Lines* lines) {
    std::erase_if(*lines, [&](const LogLine& line) { return isOf(line, story) && isResult(line); });
    lines->push_back(lineOf(story, EventKind::OperationFinished, story.coordinator(), success));
  };
}

Edit answersBe(const Story& story, const Peers& peers, bool success) {
  return [story, peers, success](Lines* lines) {
    std::erase_if(*lines, [&](const LogLine& line) {
      return isOf(line, story) && !isResult(line) && contains(peers, line.node.id);
    });
    for (const PeerId peer : peers) {
      lines->push_back(lineOf(story, EventKind::ReplicaAnswered, peer, success));
    }
  };
}

Edit linesBeGone(const Story& story, std::function<bool(const LogLine&)> isMeant) {
  return [story, isMeant = std::move(isMeant)](Lines* lines) {
    std::erase_if(*lines, [&](const LogLine& line) { return isOf(line, story) && isMeant(line); });
  };
}

Edit repeatsBeGone(const Story& story) {
  return [story](std::vector<LogLine>* lines) {
    std::set<std::tuple<sim::EventKind, PeerId, bool>> seen;
    linesBeGone(story, [&seen](const LogLine& line) {
      return !seen.insert({line.kind, line.node.id, line.success}).second;
    })(lines);
  };
}

Edit valuesBeRight(const Story& story) {
  return [story](Lines* lines) {
    for (LogLine& line : *lines) {
      if (isOf(line, story) && line.success && !story.hasRightValue(line.value)) {
        line.value = story.call->value;
      }
    }
  };
}

Edit asIfServed(const Story& story) {
  const bool isValid = story.call->key != course::kInvalidKey;
  return both(answersBe(story, story.serving, isValid), resultBe(story, story.expectsSuccess));
}

Edit both(Edit first, Edit second) {
  return [first = std::move(first), second = std::move(second)](Lines* lines) {
    first(lines);
    second(lines);
  };
}

}  // namespace grading
