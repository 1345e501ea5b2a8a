#include <algorithm>
#include <iterator>

#include "check/recorded/EventFields.h"
#include "notation/JsonReader.h"

namespace check {

namespace {

using notation::Datum;
using Function = RecordedEvent::Function;

// `time` and others describe an event and change nothing.
constexpr std::string_view kMembers[] = {"process", "type",  "f",     "key", "value",
                                         "time",    "index", "error", "node"};

bool readMembers(const Datum& object, std::string* problem) {
  if (object.kind != Datum::Kind::Map) {
    *problem = "a line is a JSON object";
    return false;
  }
  for (size_t i = 0; i < object.items.size(); i += 2) {
    const std::string& name = object.items[i].text;
    if (std::find(std::begin(kMembers), std::end(kMembers), name) != std::end(kMembers)) continue;
    *problem = "unknown member `" + name +
               "`: process, type, f, key, value, time, index, error and "
               "node are allowed";
    return false;
  }
  return true;
}

bool readFunction(const Datum* datum, Function* function, std::string* problem) {
  constexpr std::pair<const char*, Function> kFunctions[] = {{"read", Function::Read},
                                                             {"write", Function::Write},
                                                             {"delete", Function::Delete},
                                                             {"cas", Function::CompareAndSet},
                                                             {"append", Function::Append}};
  const std::string name = datum == nullptr ? "" : datum->text;
  for (const auto& [known, value] : kFunctions) {
    if (name != known) continue;
    *function = value;
    return true;
  }
  *problem = (name.empty() ? "f is missing" : "unknown f `" + name + "`") +
             ": read, write, delete, cas and append are allowed";
  return false;
}

bool readText(const Datum* datum, const char* what, std::string* text, std::string* problem) {
  std::optional<std::string> value;
  if (datum != nullptr && !readScalar(*datum, &value, problem)) return false;
  if (!value) {
    *problem = std::string("the ") + what + " is missing";
    return false;
  }
  *text = *value;
  return true;
}

bool readEvent(const Datum& object, RecordedEvent* event, std::string* problem) {
  if (!readMembers(object, problem)) return false;
  const Datum* const key = object.find("key");
  return readText(object.find("process"), "process", &event->process, problem) &&
         readType(object.find("type"), &event->type, problem) &&
         readFunction(object.find("f"), &event->function, problem) &&
         (key == nullptr || readText(key, "key", &event->key, problem)) &&
         readValue(object.find("value"), event, problem);
}

}  // namespace

RecordedEvents readJsonLines(std::string_view text) {
  RecordedEvents result;
  for (int line = 1; !text.empty(); ++line) {
    const size_t size = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    if (content.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    std::string problem;
    RecordedEvent event;
    event.line = line;
    const std::optional<Datum> object = notation::readJson(content, &problem);
    if (!object || !readEvent(*object, &event, &problem)) {
      result.fail(line, problem);
      break;
    }
    result.events.push_back(std::move(event));
  }
  return result;
}

}  // namespace check
