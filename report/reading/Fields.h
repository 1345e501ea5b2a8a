// Reads the fields of one record of a trace, from left to right, separated by single blanks.
//
// The first failure is kept in problem(): what is wrong and what is allowed. Later calls then do
// nothing and return the least value that is allowed, "" or 0, so that a caller reads all fields of
// a record and looks at ok() once, before it uses them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "report/Trace.h"
#include "sim/Event.h"

namespace report {

class Fields {
 public:
  // Borrows the line, which has no line break.
  explicit Fields(std::string_view line) : rest_(line) {}

  bool ok() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }

  // Whether all fields have been read.
  bool atEnd() const { return !hasMore_; }

  // `what` names the field in messages: "the tick".
  std::string_view word(const char* what);
  int64_t number(const char* what, int64_t min, int64_t max);
  // The number, or nothing for `-`.
  std::optional<int64_t> numberOrNone(const char* what, int64_t min, int64_t max);
  // The same as number(), as an int.
  int integer(const char* what, int min, int max);
  bool flag(const char* what) { return number(what, 0, 1) == 1; }
  // Any finite number.
  double real(const char* what);
  uint64_t seed(const char* what);
  // An index of something of which there are `count`.
  Index index(const char* what, size_t count);
  // The index, or kNoIndex for `-`.
  Index indexOrNone(const char* what, size_t count);
  // host::quotedText's form.
  std::string text(const char* what);
  sim::Endpoint address(const char* what);
  // Which of the words it is.
  size_t choice(const char* what, std::span<const std::string_view> words);

  // Fails if there is a further field.
  void end();

  void fail(const std::string& problem);

 private:
  std::string_view takeWord();
  // The quoted text at the start of what is left, with its quotes.
  std::string_view takeQuoted();
  void skipBlank();
  void failNumber(const char* what, std::string_view word, const std::string& allowed);
  int64_t parsed(std::string_view word, const char* what, int64_t min, int64_t max);

  std::string_view rest_;
  bool hasMore_ = true;  // A field follows, if only an empty one.
  std::string problem_;
};

// A message's name.
struct MessageName {
  sim::NetworkId network = sim::NetworkId::Membership;
  uint64_t number = 0;
};

// Reads `m1532`.
MessageName readMessageName(Fields* fields);
// Reads `m` or `s`.
sim::NetworkId readNetwork(Fields* fields);

}  // namespace report
