// Reads EDN, the notation of Clojure's data: forms one after the other, from any bytes. Tags and
// the difference between lists, vectors and sets are ignored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "notation/Datum.h"

namespace notation {

class EdnReader {
 public:
  // Borrows the text.
  explicit EdnReader(std::string_view text) : rest_(text) {}

  // Skips blanks, comments and discarded forms. Returns whether nothing is left, or problem() is
  // set.
  bool atEnd();

  // Takes the next character if it is one of these, as the brackets of a list whose forms are read
  // one by one. Returns 0 if it is none.
  char take(std::string_view characters);

  // Reads the next form. Returns nothing, with problem() set, if there is none.
  std::optional<Datum> read();

  // The line, from 1, of what comes next, or of the problem.
  int line() const { return line_; }

  // What is wrong; "" if nothing is. After that, do not use the reader.
  const std::string& problem() const { return problem_; }

 private:
  void skip(size_t count);
  void skipBlanks();
  bool readInto(Datum* datum);
  bool readForm(Datum* datum);
  bool readItems(char close, Datum* datum);
  bool readDispatch(Datum* datum);
  bool readString(Datum* datum);
  bool readEscape(std::string* text);
  bool readWord(Datum* datum);
  bool fail(const std::string& problem);

  std::string_view rest_;
  int line_ = 1;
  int depth_ = 0;  // Of the forms that are being read.
  std::string problem_;
};

}  // namespace notation
