#include "check/recorded/EdnEvents.h"

#include "check/recorded/EventFields.h"
#include "notation/EdnReader.h"

namespace check {

namespace {

using notation::Datum;
using Function = RecordedEvent::Function;
using Type = RecordedEvent::Type;

struct EdnFunction {
  const char* name;
  Function function;
  bool isOfStore;  // An absent key has the value "".
};
constexpr EdnFunction kFunctions[] = {
    {"read", Function::Read, false},         {"write", Function::Write, false},
    {"cas", Function::CompareAndSet, false}, {"get", Function::Read, true},
    {"put", Function::Write, true},          {"append", Function::Append, true}};

const EdnFunction* functionOf(const Datum* datum) {
  for (const EdnFunction& function : kFunctions) {
    if (datum != nullptr && datum->text == function.name) return &function;
  }
  return nullptr;
}

bool isPair(const Datum* datum) {
  return datum != nullptr && datum->kind == Datum::Kind::List && datum->items.size() == 2;
}

// Takes the key out of a value [KEY VALUE], as independent keys have it in Jepsen. A
// compare-and-set has a pair in any case.
bool takeKey(const Datum** value, RecordedEvent* event, std::string* problem) {
  if (!isPair(*value)) return true;
  const Datum& second = (*value)->items[1];
  if (event->function == Function::CompareAndSet && !isPair(&second)) return true;
  std::optional<std::string> key;
  if (!readScalar((*value)->items[0], &key, problem)) return false;
  event->key = key.value_or("nil");
  *value = &second;
  return true;
}

}  // namespace

bool isClient(const EdnParts& parts) {
  return parts.process == nullptr || parts.process->kind != Datum::Kind::Keyword;
}

bool readParts(const EdnParts& parts, RecordedEvent* event, std::string* problem) {
  if (parts.process == nullptr || parts.process->kind != Datum::Kind::Number) {
    *problem = "a process is missing: a number, or a keyword for what is no client";
    return false;
  }
  event->process = parts.process->text;
  if (!readType(parts.type, &event->type, problem)) return false;
  const EdnFunction* const function = functionOf(parts.function);
  if (function == nullptr) {
    *problem = (parts.function == nullptr ? "the function is missing"
                                          : "unknown function `" + parts.function->text + "`") +
               ": read, write, cas, get, put and append are allowed";
    return false;
  }
  event->function = function->function;
  const Datum* value = parts.value;
  if (parts.key != nullptr) {
    std::optional<std::string> key;
    if (!readScalar(*parts.key, &key, problem)) return false;
    event->key = key.value_or("nil");
  } else if (!takeKey(&value, event, problem)) {
    return false;
  }
  if (!readValue(value, event, problem)) return false;
  const bool isNothing = function->isOfStore && event->value && event->value->empty();
  if (isNothing) event->value.reset();
  if (isNothing && event->function == Function::Write) event->function = Function::Delete;
  return true;
}

RecordedEvents readEdn(std::string_view text) {
  RecordedEvents result;
  notation::EdnReader reader(text);
  const bool isList = reader.take("[(") != 0;
  while (!reader.atEnd() && !(isList && reader.take("])") != 0)) {
    RecordedEvent event;
    event.line = reader.line();
    const std::optional<Datum> map = reader.read();
    if (!map) break;
    if (map->kind != Datum::Kind::Map) {
      result.fail(event.line, "an event is a map: {:process 1, :type :invoke, :f :read}, say");
      return result;
    }
    const EdnParts parts = {map->find("process"), map->find("type"), map->find("f"),
                            map->find("key"), map->find("value")};
    std::string problem;
    if (!isClient(parts)) {
      ++result.passedOver;
    } else if (readParts(parts, &event, &problem)) {
      result.events.push_back(std::move(event));
    } else {
      result.fail(event.line, problem);
      return result;
    }
  }
  if (reader.problem().empty() && !reader.atEnd()) {
    result.fail(reader.line(), "text follows the list of events");
  }
  if (!reader.problem().empty()) result.fail(reader.line(), reader.problem());
  return result;
}

}  // namespace check
