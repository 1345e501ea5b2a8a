// Reads one line of a schedule from left to right: words, numbers, lists, quoted texts.
//
// Each read… function skips blanks, takes what its name says, and returns true. Or it sets
// problem() to what is wrong and what is allowed, and returns false; after that, do not use the
// reader. `#` starts a comment wherever none of these functions expects it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

class LineReader {
 public:
  // Borrows the line, which must outlive the reader.
  explicit LineReader(std::string_view line) : rest_(line) {}

  // True if only blanks or a comment are left.
  bool atEnd();

  // Fails unless the line is at its end.
  bool readEnd();

  // Returns the next word, up to a blank, without taking it; "" at the end.
  std::string_view nextWord();
  // Takes nextWord() if it is `word`. If it is not, that is no failure.
  bool takeWord(std::string_view word);
  // The same for one character, which needs no blanks around it.
  bool take(char c);

  bool readWord(std::string_view word);
  bool readChar(char c);

  // Reads a whole number in min … max. `what` names it in the message: "the tick".
  bool readNumber(const char* what, int min, int max, int* number);
  // Reads `3` (first = last = 3) or `1..4`, both in min … max.
  bool readRange(const char* what, int min, int max, int* first, int* last);
  bool readProbability(double* probability);
  // Reads comma-separated peers in 1 … maxPeer, none of them twice.
  bool readPeers(int maxPeer, std::vector<int32_t>* peers);
  // Reads a word without `"` and `\`, or any bytes in double quotes, with \" \\ \xHH.
  bool readText(const char* what, std::string* text);

  // Sets problem(); returns false.
  bool fail(const std::string& problem);
  // The same, for a word that is not among `allowed`.
  bool failUnknown(std::string_view word, const std::vector<std::string>& allowed);

  // The first problem; "" if there is none.
  const std::string& problem() const { return problem_; }

 private:
  void skipBlanks();
  // The characters up to a blank, one of `,>|#`, or "..".
  std::string_view takeNumberText();
  bool readQuoted(std::string* text);
  bool readQuotedEnd();
  bool readEscape(std::string* text);

  std::string_view rest_;
  std::string problem_;
};

// The form of a piece of the line in messages: in backquotes, cut if it is long, or "missing".
std::string shown(std::string_view piece);

// `text` as readText() reads it: in quotes only if it needs them.
std::string quotedText(std::string_view text);

}  // namespace host
