// A lesson of the playground, read from a text file: docs/playground.md describes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace playground {

// A regular expression for the lines of a run's trace: one of them has to match, or none.
struct Goal {
  std::string pattern;
  bool isWanted = true;
};

struct Lesson {
  std::string title;
  std::string seed = "1";
  std::string ticks;              // "FROM TO": those that are shown first; "" = all.
  std::vector<Goal> goals;        // All of them are to be met.
  std::vector<std::string> text;  // Its paragraphs.
  std::string question;
};

// Returns nothing, with `name:line: what is wrong` in *error, if the text is no lesson.
std::optional<Lesson> readLesson(std::string_view text, const std::string& name,
                                 std::string* error);

}  // namespace playground
