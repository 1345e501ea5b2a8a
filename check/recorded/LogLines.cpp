#include <algorithm>
#include <iterator>

#include "check/recorded/EdnEvents.h"
#include "notation/EdnReader.h"

namespace check {

namespace {

using notation::Datum;
using Function = RecordedEvent::Function;
using Type = RecordedEvent::Type;

constexpr std::string_view kBlanks = " \t\r";

// Where `PROCESS :TYPE` begins in a line; npos if it has none.
size_t startOfEvent(std::string_view line) {
  constexpr std::string_view kTypes[] = {":invoke", ":ok", ":fail", ":info"};
  for (size_t at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
    const std::string_view word =
        line.substr(at, std::min(line.find_first_of(kBlanks, at), line.size()) - at);
    if (std::find(std::begin(kTypes), std::end(kTypes), word) == std::end(kTypes)) continue;
    const size_t end = line.find_last_not_of(kBlanks, at == 0 ? std::string_view::npos : at - 1);
    if (at == 0 || end == std::string_view::npos || end + 1 == at) return std::string_view::npos;
    const size_t before = line.find_last_of(kBlanks, end);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  return std::string_view::npos;
}

// A failed compare-and-set that names no reason has found another value.
void readFailure(const std::vector<Datum>& words, RecordedEvent* event) {
  const bool namesReason =
      words.size() > 4 || (words.size() == 4 && words[3].kind == Datum::Kind::Keyword);
  const bool isSwap = event->function == Function::CompareAndSet;
  if (event->type == Type::Fail && isSwap && !namesReason) event->type = Type::Mismatch;
}

bool readWords(std::string_view text, std::vector<Datum>* words, std::string* problem) {
  notation::EdnReader reader(text);
  while (!reader.atEnd()) {
    std::optional<Datum> word = reader.read();
    if (!word) break;
    words->push_back(std::move(*word));
  }
  *problem = reader.problem();
  return problem->empty();
}

}  // namespace

RecordedEvents readLog(std::string_view text) {
  RecordedEvents result;
  for (int line = 1; !text.empty(); ++line) {
    const size_t size = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    const size_t start = startOfEvent(content);
    if (start == std::string_view::npos) {
      if (content.find_first_not_of(kBlanks) != std::string_view::npos) ++result.passedOver;
      continue;
    }
    std::vector<Datum> words;
    std::string problem;
    RecordedEvent event;
    event.line = line;
    bool isRead = readWords(content.substr(start), &words, &problem);
    const auto word = [&](size_t i) { return i < words.size() ? &words[i] : nullptr; };
    const EdnParts parts = {word(0), word(1), word(2), nullptr, word(3)};
    if (isRead && !isClient(parts)) {
      ++result.passedOver;
      continue;
    }
    isRead = isRead && readParts(parts, &event, &problem);
    if (!isRead) {
      result.fail(line, problem);
      return result;
    }
    readFailure(words, &event);
    result.events.push_back(std::move(event));
  }
  return result;
}

}  // namespace check
