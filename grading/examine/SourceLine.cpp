#include "grading/examine/SourceLine.h"

#include <algorithm>

#include "grading/intake/Submission.h"
#include "host/Words.h"

namespace grading {

std::optional<std::string> submittedLine(std::string_view location) {
  const size_t colon = location.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const size_t slash = location.rfind('/', colon);
  const std::string_view rest = location.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const size_t nameEnd = rest.find(':');
  const auto& names = submittedNames();
  if (std::find(names.begin(), names.end(), rest.substr(0, nameEnd)) == names.end()) {
    return std::nullopt;
  }
  const size_t end = rest.find_first_not_of("0123456789", nameEnd + 1);
  const std::string_view line = rest.substr(0, end);
  if (line.size() == nameEnd + 1) return std::nullopt;
  return std::string(line);
}

std::string linesText(const std::vector<std::string>& lines) {
  constexpr size_t kNamed = 5;
  if (lines.size() <= kNamed) return host::joined(lines, ", ");
  const std::vector<std::string> first(lines.begin(), lines.begin() + kNamed);
  return host::joined(first, ", ") + " and " + std::to_string(lines.size() - kNamed) + " more";
}

}  // namespace grading
