#include "playground/Lesson.h"

#include "host/Lines.h"
#include "host/TextFile.h"

namespace playground {

namespace {

constexpr std::string_view kAllowed =
    "`title:`, `seed:`, `ticks:`, `goal:`, `never:`, `solution:`, `question:` or, after an empty "
    "line, text";

// Takes `KEY:` from the start of the line, which is then the value.
bool takeKey(std::string_view key, std::string_view* line) {
  if (!line->starts_with(key)) return false;
  *line = host::trimmed(line->substr(key.size()));
  return true;
}

// A line before the text. False if it is none of those allowed.
bool readHead(std::string_view line, Lesson* lesson) {
  if (takeKey("title:", &line)) {
    lesson->title = line;
  } else if (takeKey("seed:", &line)) {
    lesson->seed = line;
  } else if (takeKey("ticks:", &line)) {
    lesson->ticks = line;
  } else if (takeKey("question:", &line)) {
    lesson->question = line;
  } else if (takeKey("goal:", &line)) {
    lesson->goals.push_back({std::string(line), true});
  } else if (takeKey("never:", &line)) {
    lesson->goals.push_back({std::string(line), false});
  } else {
    return takeKey("solution:", &line);  // For tests.
  }
  return true;
}

// Lines up to an empty one are one paragraph.
void readParagraphs(std::string_view text, Lesson* lesson) {
  std::string paragraph;
  while (!text.empty() || !paragraph.empty()) {
    const std::string_view line = host::trimmed(host::takeLine(&text));
    if (!line.empty()) paragraph.append(paragraph.empty() ? "" : " ").append(line);
    if ((line.empty() || text.empty()) && !paragraph.empty()) {
      lesson->text.push_back(std::move(paragraph));
      paragraph.clear();
    }
  }
}

}  // namespace

std::optional<Lesson> readLesson(std::string_view text, const std::string& name,
                                 std::string* error) {
  Lesson lesson;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = host::trimmed(host::takeLine(&text));
    if (line.empty()) break;
    if (readHead(line, &lesson)) continue;
    *error = name + ":" + std::to_string(number) + ": `" + std::string(line) +
             "` is no line of a lesson: " + std::string(kAllowed) + " is allowed";
    return std::nullopt;
  }
  readParagraphs(text, &lesson);
  const char* const missing = lesson.title.empty()      ? "title:"
                              : lesson.question.empty() ? "question:"
                              : lesson.goals.empty()    ? "goal:"
                                                        : nullptr;
  if (missing == nullptr) return lesson;
  *error = name + ":1: a lesson needs `" + missing + "`";
  return std::nullopt;
}

}  // namespace playground
