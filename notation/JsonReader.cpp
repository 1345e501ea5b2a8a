#include "notation/JsonReader.h"

#include <algorithm>
#include <charconv>

#include "notation/Utf8.h"

namespace notation {

namespace {

class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : rest_(text) {}

  bool read(Datum* datum) {
    if (!readValue(datum, 0)) return false;
    skipBlanks();
    return rest_.empty() || fail("text follows the value");
  }

  const std::string& problem() const { return problem_; }

 private:
  bool fail(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
    return false;
  }

  void skipBlanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }

  bool take(char c) {
    skipBlanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool readValue(Datum* datum, int depth) {
    if (depth > kDeepestDatum) return fail("the values are nested too deeply");
    skipBlanks();
    if (rest_.empty()) return fail("a value is missing");
    if (take('{')) return readObject(datum, depth);
    if (take('[')) return readArray(datum, depth);
    if (rest_.front() == '"') return readString(datum);
    return readWord(datum);
  }

  bool readObject(Datum* datum, int depth) {
    datum->kind = Datum::Kind::Map;
    if (take('}')) return true;
    do {
      skipBlanks();
      if (!rest_.starts_with('"')) return fail("a name in quotes is missing");
      datum->items.emplace_back();
      if (!readString(&datum->items.back())) return false;
      if (!take(':')) return fail("a `:` is missing after a name");
      datum->items.emplace_back();
      if (!readValue(&datum->items.back(), depth + 1)) return false;
    } while (take(','));
    return take('}') || fail("a `}` is missing");
  }

  bool readArray(Datum* datum, int depth) {
    datum->kind = Datum::Kind::List;
    if (take(']')) return true;
    do {
      datum->items.emplace_back();
      if (!readValue(&datum->items.back(), depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("a `]` is missing");
  }

  bool readString(Datum* datum) {
    datum->kind = Datum::Kind::String;
    rest_.remove_prefix(1);
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\') {
        if (!readEscape(&datum->text)) return false;
        continue;
      }
      const size_t size = std::min(rest_.find_first_of("\"\\"), rest_.size());
      datum->text += rest_.substr(0, size);
      rest_.remove_prefix(size);
    }
    return take('"') || fail("a string has no end");
  }

  bool readEscape(std::string* text) {
    constexpr std::string_view kNames = "tnrbf\"\\/";
    constexpr std::string_view kCharacters = "\t\n\r\b\f\"\\/";
    const char name = rest_.size() > 1 ? rest_[1] : '\0';
    if (name == 'u') {
      const auto code = hexCode(rest_.substr(2, 4));
      if (!code) return fail("`\\u` needs four hexadecimal digits");
      appendUtf8(*code, text);
      rest_.remove_prefix(6);
      return true;
    }
    const size_t index = kNames.find(name);
    if (index == std::string_view::npos) return fail("an unknown escape in a string");
    *text += kCharacters[index];
    rest_.remove_prefix(2);
    return true;
  }

  bool readWord(Datum* datum) {
    const size_t size = std::min(rest_.find_first_of(" \t\r\n,:]}[{\""), rest_.size());
    datum->text = rest_.substr(0, size);
    rest_.remove_prefix(size);
    if (datum->text == "null") return true;
    if (datum->text == "true" || datum->text == "false") {
      datum->kind = Datum::Kind::Flag;
      return true;
    }
    datum->kind = Datum::Kind::Number;
    double number = 0;
    const char* const end = datum->text.data() + datum->text.size();
    const auto [rest, error] = std::from_chars(datum->text.data(), end, number);
    const bool isNumber = size > 0 && rest == end && error != std::errc::invalid_argument &&
                          datum->text.find_first_not_of("0123456789+-.eE") == std::string::npos;
    return isNumber || fail("`" + datum->text.substr(0, 40) + "` is no value");
  }

  std::string_view rest_;
  std::string problem_;
};

}  // namespace

std::optional<Datum> readJson(std::string_view text, std::string* problem) {
  JsonReader reader(text);
  Datum datum;
  if (reader.read(&datum)) return datum;
  *problem = reader.problem();
  return std::nullopt;
}

}  // namespace notation
