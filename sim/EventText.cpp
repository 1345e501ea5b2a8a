#include "sim/EventText.h"

#include <array>
#include <charconv>
#include <climits>

#include "host/LineReader.h"
#include "sim/Trusted.h"

namespace sim {

namespace {

enum class Field : uint8_t {
  Other,
  Network,
  Size,
  Cause,
  Client,
  Operation,
  Success,
  TransId,
  Heartbeat,
  Timestamp,
  Key,
  Value,
  Text,
  None
};

struct Form {
  std::string_view kind;
  std::array<Field, 6> fields;
};

constexpr std::array<Field, 6> fieldsOf(Field a = Field::None, Field b = Field::None,
                                        Field c = Field::None, Field d = Field::None,
                                        Field e = Field::None) {
  return {a, b, c, d, e, Field::None};
}

constexpr auto kNothing = fieldsOf();
constexpr auto kMessage = fieldsOf(Field::Other, Field::Network, Field::Size);
constexpr auto kResult =
    fieldsOf(Field::Operation, Field::Success, Field::TransId, Field::Key, Field::Value);

// In the order of EventKind.
constexpr auto kForms = std::to_array<Form>({
    {"started", kNothing},
    {"failed", kNothing},
    {"sent", kMessage},
    {"delivered", kMessage},
    {"dropped", fieldsOf(Field::Other, Field::Network, Field::Size, Field::Cause)},
    {"added", fieldsOf(Field::Other)},
    {"removed", fieldsOf(Field::Other)},
    {"invoked", fieldsOf(Field::Client, Field::Operation, Field::Key, Field::Value)},
    {"answered", kResult},
    {"finished", kResult},
    {"note", fieldsOf(Field::Text)},
    {"statistic", fieldsOf(Field::Text)},
    {"restarted", fieldsOf(Field::Success)},
    {"paused", kNothing},
    {"resumed", kNothing},
    {"left", kNothing},
    {"delayed", kMessage},
    {"duplicated", kMessage},
    {"corrupted", kMessage},
    {"fault-began", fieldsOf(Field::Text)},
    {"fault-ended", fieldsOf(Field::Text)},
    {"entered", kNothing},
    {"listed", fieldsOf(Field::Other, Field::Heartbeat, Field::Timestamp)},
    {"named", fieldsOf(Field::Key, Field::Text)},
    {"lists", fieldsOf(Field::Text)},
    {"holds", fieldsOf(Field::Key, Field::Value)},
    {"executed", fieldsOf(Field::Other, Field::TransId, Field::Key, Field::Text)},
    {"cache-read", fieldsOf(Field::Success, Field::Key)},
});
static_assert(kForms.size() == kEventKindCount);

// In the order of their enums.
constexpr auto kNetworks = std::to_array<std::string_view>({"membership", "store"});
static_assert(kNetworks.size() == kNetworkCount);
constexpr auto kOperations =
    std::to_array<std::string_view>({"create", "read", "update", "delete"});
static_assert(kOperations.size() == kOperationCount);
constexpr std::array<std::string_view, 2> kAnswers = {"no", "yes"};
constexpr std::string_view kLoggedAs = "as";
constexpr std::string_view kEndLine = "end";

void addWord(std::string_view word, std::string* line) {
  *line += ' ';
  *line += word;
}

void addNumber(int number, std::string* line) {
  char digits[16];
  const char* const end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  addWord(std::string_view(digits, static_cast<size_t>(end - digits)), line);
}

void addEndpoint(const Endpoint& endpoint, std::string* line) {
  addNumber(endpoint.id, line);
  addNumber(endpoint.port, line);
}

template <typename Words, typename Enum>
void addName(const Words& words, Enum value, std::string* line) {
  addWord(words[static_cast<size_t>(value)], line);
}

void addField(Field field, const Event& event, std::string* line) {
  switch (field) {
    case Field::Other: return addEndpoint(event.other, line);
    case Field::Network: return addName(kNetworks, event.network, line);
    case Field::Size: return addNumber(event.sizeBytes, line);
    case Field::Cause: return addName(kDropCauseNames, event.cause, line);
    case Field::Client: return addNumber(event.client, line);
    case Field::Operation: return addName(kOperations, event.operation, line);
    case Field::Success: return addName(kAnswers, event.success, line);
    case Field::TransId: return addNumber(event.transId, line);
    case Field::Heartbeat: return addNumber(event.heartbeat, line);
    case Field::Timestamp: return addNumber(event.timestamp, line);
    case Field::Key: return addWord(host::quotedText(event.key), line);
    case Field::Value: return addWord(host::quotedText(event.value), line);
    case Field::Text: return addWord(host::quotedText(event.text), line);
    case Field::None: return;
  }
}

bool readInt(host::LineReader* line, int* number) {
  return line->readNumber("the number", INT_MIN, INT_MAX, number);
}

bool readEndpoint(host::LineReader* line, Endpoint* endpoint) {
  int port = 0;
  if (!readInt(line, &endpoint->id)) return false;
  if (!line->readNumber("the port", SHRT_MIN, SHRT_MAX, &port)) return false;
  endpoint->port = static_cast<int16_t>(port);
  return true;
}

template <typename Words, typename Enum>
bool readName(const Words& words, host::LineReader* line, Enum* value) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (!line->takeWord(words[i])) continue;
    *value = static_cast<Enum>(i);
    return true;
  }
  return false;
}

}  // namespace

void appendEventLine(const Event& event, std::string* text) {
  const Form& form = kForms[static_cast<size_t>(event.kind)];
  *text += form.kind;
  addNumber(event.tick, text);
  addEndpoint(event.node, text);
  for (const Field field : form.fields) addField(field, event, text);
  if (event.isLoggedAsAnother) {
    addWord(kLoggedAs, text);
    addEndpoint(event.loggedAs, text);
  }
  *text += '\n';
}

bool EventLineReader::read(std::string_view line, Event* event) {
  host::LineReader reader(line);
  const std::string_view name = reader.nextWord();
  size_t kind = 0;
  while (kind < kForms.size() && kForms[kind].kind != name) ++kind;
  if (kind == kForms.size()) return false;
  reader.takeWord(name);
  *event = Event();
  event->kind = static_cast<EventKind>(kind);
  if (!readInt(&reader, &event->tick) || !readEndpoint(&reader, &event->node)) return false;
  const auto readText = [&reader](std::string* text, std::string_view* view) {
    text->clear();
    const bool isRead = reader.readText("the text", text);
    *view = *text;
    return isRead;
  };
  const auto readField = [&](Field field) {
    switch (field) {
      case Field::Other: return readEndpoint(&reader, &event->other);
      case Field::Network: return readName(kNetworks, &reader, &event->network);
      case Field::Size: return readInt(&reader, &event->sizeBytes);
      case Field::Cause: return readName(kDropCauseNames, &reader, &event->cause);
      case Field::Client: return readInt(&reader, &event->client);
      case Field::Operation: return readName(kOperations, &reader, &event->operation);
      case Field::Success: return readName(kAnswers, &reader, &event->success);
      case Field::TransId: return readInt(&reader, &event->transId);
      case Field::Heartbeat: return readInt(&reader, &event->heartbeat);
      case Field::Timestamp: return readInt(&reader, &event->timestamp);
      case Field::Key: return readText(&key_, &event->key);
      case Field::Value: return readText(&value_, &event->value);
      case Field::Text: return readText(&text_, &event->text);
      case Field::None: return true;
    }
    return false;
  };
  for (const Field field : kForms[kind].fields) {
    if (!readField(field)) return false;
  }
  event->isLoggedAsAnother = reader.takeWord(kLoggedAs);
  if (event->isLoggedAsAnother && !readEndpoint(&reader, &event->loggedAs)) return false;
  return reader.atEnd();
}

bool readEvents(std::string_view text, Sink* sink) {
  EventLineReader reader;
  Event event;
  bool ended = false;
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    const std::string_view line = text.substr(0, end);
    ended = line == kEndLine;
    if (!ended && reader.read(line, &event)) sink->onEvent(event);
    text.remove_prefix(end + 1);
  }
  return ended;
}

void EventLog::onEvent(const Event& event) {
  if (!isTrusted(event)) return;
  line_.clear();
  appendEventLine(event, &line_);
  output_->append(line_);
}

void EventLog::end() { output_->append(std::string(kEndLine) + "\n"); }

}  // namespace sim
