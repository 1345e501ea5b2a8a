#include "check/recorded/RecordedHistory.h"

#include <map>
#include <optional>
#include <set>

#include "check/recorded/RecordedEvent.h"

namespace check {

namespace {

using Function = RecordedEvent::Function;
using Type = RecordedEvent::Type;

RecordedEvents readEvents(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return {};
  const char first = text[start];
  if (first == '{') {
    const size_t next = text.find_first_not_of(" \t", start + 1);
    const bool isJson = next != std::string_view::npos && (text[next] == '"' || text[next] == '}');
    return isJson ? readJsonLines(text) : readEdn(text);
  }
  const bool isEdn = std::string_view("[(;#").find(first) != std::string_view::npos;
  return isEdn ? readEdn(text) : readLog(text);
}

class HistoryBuilder {
 public:
  // Returns what is wrong with the event, or "".
  std::string add(const RecordedEvent& event) {
    ++position_;
    Session& session = sessions_[event.process];
    if (session.number == 0) session.number = static_cast<int>(sessions_.size());
    return event.type == Type::Invoke ? invoke(event, &session) : end(event, &session);
  }

  // After all events. Leaves out the calls that had no effect.
  void finish(RecordedHistory* history) {
    std::set<std::string> keys;
    for (Call& call : calls_) {
      if (call.isFailed) ++history->failed;
      keys.insert(call.operation.key);
      if (!call.isFailed && !call.isNothing) {
        history->operations.push_back(std::move(call.operation));
      }
    }
    history->processes = static_cast<int>(sessions_.size());
    history->keys = static_cast<int>(keys.size());
  }

 private:
  struct Session {
    int number = 0;              // From 1; 0 = new.
    std::optional<size_t> open;  // An index of calls_.
  };
  struct Call {
    Operation operation;
    Function function;
    int line;
    bool isFailed = false;
    bool isNothing = false;  // An append of nothing.
  };

  static std::string nameOf(const RecordedEvent& event) { return "process " + event.process; }

  static Operation operationOf(const RecordedEvent& event) {
    Operation operation;
    operation.key = event.key;
    operation.value = event.value.value_or("");
    operation.expected = event.expected;
    operation.form = WriteForm::Unconditional;
    switch (event.function) {
      case Function::Read: operation.form = WriteForm::Conditional; return operation;
      case Function::Delete: operation.kind = sim::Operation::Delete; return operation;
      case Function::Write: break;
      case Function::CompareAndSet: operation.form = WriteForm::CompareAndSet; break;
      case Function::Append: operation.form = WriteForm::Append; break;
    }
    operation.kind = sim::Operation::Update;
    return operation;
  }

  std::string invoke(const RecordedEvent& event, Session* session) {
    if (session->open) {
      return nameOf(event) + " has a call open since line " +
             std::to_string(calls_[*session->open].line);
    }
    session->open = calls_.size();
    Call call = {operationOf(event), event.function, event.line};
    call.isNothing = event.function == Function::Append && !event.value;
    call.operation.id = static_cast<int>(calls_.size()) + 1;
    call.operation.client = session->number;
    call.operation.caller = nameOf(event);
    call.operation.invoked = position_;
    call.operation.invokedAt = event.line;
    calls_.push_back(std::move(call));
    return "";
  }

  std::string end(const RecordedEvent& event, Session* session) {
    if (!session->open) return nameOf(event) + " has no open call that this could end";
    Call& call = calls_[*session->open];
    // The result of a write names its value in some notations alone: a delete is a write of
    // nothing.
    const bool isSame =
        isWrite(event.function) ? isWrite(call.function) : event.function == call.function;
    if (!isSame) {
      return nameOf(event) + " ends another call than that of line " + std::to_string(call.line);
    }
    const bool namesKey = event.type == Type::Ok && event.key != kOnlyKey;
    if (namesKey && event.key != call.operation.key) {
      return nameOf(event) + " ends a call on another key than that of line " +
             std::to_string(call.line);
    }
    session->open.reset();
    return setOutcome(event, &call);
  }

  static bool isWrite(Function function) {
    return function == Function::Write || function == Function::Delete;
  }

  std::string setOutcome(const RecordedEvent& event, Call* call) {
    Operation& operation = call->operation;
    switch (event.type) {
      case Type::Info: return "";
      case Type::Fail: call->isFailed = true; return "";
      case Type::Mismatch:
        if (call->function != Function::CompareAndSet) {
          return "a mismatch is the result of a compare-and-set alone";
        }
        operation.outcome = Outcome::Mismatch;
        break;
      default: operation.outcome = Outcome::Ok;
    }
    if (call->function == Function::Read) {
      operation.value = event.value.value_or("");
      if (!event.value) operation.outcome = Outcome::Absent;
    }
    operation.finished = position_;
    operation.finishedAt = event.line;
    return "";
  }

  uint64_t position_ = 0;
  std::map<std::string, Session> sessions_;
  std::vector<Call> calls_;
};

}  // namespace

RecordedHistory readHistory(std::string_view text) {
  RecordedHistory history;
  const RecordedEvents read = readEvents(text);
  history.passedOver = read.passedOver;
  HistoryBuilder builder;
  for (const RecordedEvent& event : read.events) {
    history.problem = builder.add(event);
    history.problemLine = event.line;
    if (!history.problem.empty()) return history;
  }
  history.problem = read.problem;
  history.problemLine = read.problemLine;
  builder.finish(&history);
  return history;
}

}  // namespace check
