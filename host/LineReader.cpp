#include "host/LineReader.h"

#include <algorithm>

#include "host/Conf.h"
#include "host/Words.h"

namespace host {

namespace {

constexpr std::string_view kBlanks = " \t\r\v\f";
constexpr std::string_view kHexDigits = "0123456789abcdef";

bool isPlain(char c) { return c > ' ' && c < 127 && c != '"' && c != '\\' && c != '#'; }

int hexValue(char c) {
  if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const size_t value = kHexDigits.find(c);
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

}  // namespace

std::string shown(std::string_view piece) {
  constexpr size_t kLongest = 40;
  if (piece.empty()) return "missing";
  return "`" + std::string(piece.substr(0, kLongest)) + "`";
}

std::string quotedText(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), isPlain)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte >= ' ' && byte < 127) {
      quoted += c;
    } else {
      quoted += "\\x";
      quoted += kHexDigits[byte / 16];
      quoted += kHexDigits[byte % 16];
    }
  }
  return quoted + '"';
}

void LineReader::skipBlanks() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlanks), rest_.size()));
}

bool LineReader::atEnd() {
  skipBlanks();
  return rest_.empty() || rest_[0] == '#';
}

bool LineReader::readEnd() {
  if (atEnd()) return true;
  return fail(shown(nextWord()) + " is too much: the line's end is expected");
}

std::string_view LineReader::nextWord() {
  if (atEnd()) return {};
  return rest_.substr(0, rest_.find_first_of(" \t\r\v\f#"));
}

bool LineReader::takeWord(std::string_view word) {
  if (nextWord() != word) return false;
  rest_.remove_prefix(word.size());
  return true;
}

bool LineReader::take(char c) {
  skipBlanks();
  if (rest_.empty() || rest_[0] != c) return false;
  rest_.remove_prefix(1);
  return true;
}

bool LineReader::readWord(std::string_view word) {
  if (takeWord(word)) return true;
  return fail(shown(nextWord()) + ": `" + std::string(word) + "` is expected");
}

bool LineReader::readChar(char c) {
  if (take(c)) return true;
  return fail(shown(nextWord()) + ": `" + c + "` is expected");
}

std::string_view LineReader::takeNumberText() {
  if (atEnd()) return {};
  const size_t size =
      std::min({rest_.find_first_of(" \t\r\v\f,>|#"), rest_.find(".."), rest_.size()});
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

bool LineReader::readNumber(const char* what, int min, int max, int* number) {
  const std::string_view text = takeNumberText();
  long long parsed = 0;
  if (!parseInteger(text, &parsed) || parsed < min || parsed > max) {
    return fail(what + (" is " + shown(text)) + ": a whole number from " + std::to_string(min) +
                " to " + std::to_string(max) + " is allowed");
  }
  *number = static_cast<int>(parsed);
  return true;
}

bool LineReader::readRange(const char* what, int min, int max, int* first, int* last) {
  if (!readNumber(what, min, max, first)) return false;
  *last = *first;
  if (rest_.substr(0, 2) != "..") return true;
  rest_.remove_prefix(2);
  if (!readNumber(what, min, max, last)) return false;
  if (*first <= *last) return true;
  return fail(what + (" is " + shown(std::to_string(*first) + ".." + std::to_string(*last))) +
              ": the smaller number first is allowed");
}

bool LineReader::readProbability(double* probability) {
  const std::string_view text = takeNumberText();
  double parsed = 0;
  if (!parseReal(text, &parsed) || !(parsed >= 0 && parsed <= 1)) {
    return fail("the probability is " + shown(text) + ": a number from 0 to 1 is allowed");
  }
  *probability = parsed;
  return true;
}

bool LineReader::readPeers(int maxPeer, std::vector<int32_t>* peers) {
  do {
    int32_t peer = 0;
    if (!readNumber("the peer", 1, maxPeer, &peer)) return false;
    peers->push_back(peer);
  } while (take(','));
  std::vector<int32_t> sorted = *peers;
  std::sort(sorted.begin(), sorted.end());
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice == sorted.end()) return true;
  return fail("peer " + std::to_string(*twice) + " is named twice: once in a list is allowed");
}

bool LineReader::readText(const char* what, std::string* text) {
  if (take('"')) return readQuoted(text);
  const std::string_view word = nextWord();
  if (word.empty())
    return fail(what + std::string(" is missing: a word or a text in `\"` is allowed"));
  if (word.find('"') != std::string_view::npos) {
    return fail(shown(word) + R"( has a `"` in it: a text in `"`, with \" in it, is allowed)");
  }
  if (word.find('\\') != std::string_view::npos) {
    return fail(shown(word) +
                R"( has a `\` in it: a text in `"`, with \\ or \xHH in it, is allowed)");
  }
  *text = word;
  rest_.remove_prefix(word.size());
  return true;
}

bool LineReader::readQuoted(std::string* text) {
  text->clear();
  while (!rest_.empty()) {
    const char c = rest_[0];
    rest_.remove_prefix(1);
    if (c == '"') return readQuotedEnd();
    if (c != '\\') {
      *text += c;
    } else if (!readEscape(text)) {
      return false;
    }
  }
  return fail("the text in quotes has no end: a second `\"` is expected");
}

bool LineReader::readQuotedEnd() {
  if (rest_.empty() || rest_[0] == '#' || kBlanks.find(rest_[0]) != std::string_view::npos) {
    return true;
  }
  return fail(shown(nextWord()) + " follows the quotes: a blank is expected between");
}

bool LineReader::readEscape(std::string* text) {
  if (!rest_.empty() && (rest_[0] == '"' || rest_[0] == '\\')) {
    *text += rest_[0];
    rest_.remove_prefix(1);
    return true;
  }
  const bool isByte = rest_.size() >= 3 && rest_[0] == 'x';
  const int high = isByte ? hexValue(rest_[1]) : -1;
  const int low = isByte ? hexValue(rest_[2]) : -1;
  if (high < 0 || low < 0) {
    return fail(shown("\\" + std::string(rest_.substr(0, 3))) +
                R"( is not understood: \" \\ and \xHH are allowed)");
  }
  *text += static_cast<char>(high * 16 + low);
  rest_.remove_prefix(3);
  return true;
}

bool LineReader::fail(const std::string& problem) {
  if (problem_.empty()) problem_ = problem;
  return false;
}

bool LineReader::failUnknown(std::string_view word, const std::vector<std::string>& allowed) {
  const std::string nearest = nearestName(word, allowed);
  if (!nearest.empty()) return fail(shown(word) + " is not known: did you mean " + nearest + "?");
  return fail(shown(word) + (word.empty() ? "" : " is not known") + ": one of " +
              joined(allowed, ", ") + " is allowed");
}

}  // namespace host
