#include "notation/Escaping.h"

#include <charconv>
#include <cstdint>

namespace notation {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool isContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The length of the character at the start of `text`; 0 if the bytes are not a character. Over-long
// forms, surrogates and numbers above U+10FFFF are not characters.
size_t characterLength(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xF5 || lead < 0xC2 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (length == 0 || length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if (!isContinuation(text[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  if (lead == 0xE0 && second < 0xA0) return 0;
  if (lead == 0xED && second >= 0xA0) return 0;
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second >= 0x90) return 0;
  return length;
}

// Calls use(character) for each character, and with U+FFFD for each byte that is not part of one.
template <typename Use>
void forEachCharacter(std::string_view text, Use use) {
  while (!text.empty()) {
    const size_t length = characterLength(text);
    use(length == 0 ? kReplacement : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

std::string jsonCharacter(std::string_view character) {
  switch (character[0]) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  const auto code = static_cast<unsigned char>(character[0]);
  if (code >= 0x20) return std::string(character);
  constexpr char kDigits[] = "0123456789abcdef";
  return std::string("\\u00") + kDigits[code >> 4] + kDigits[code & 15];
}

std::string xmlCharacter(std::string_view character) {
  switch (character[0]) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    // As references, because a reader of attributes turns the characters themselves into blanks.
    case '\n': return "&#10;";
    case '\t': return "&#9;";
    case '\r': return "&#13;";
    default: break;
  }
  const bool isControl = static_cast<unsigned char>(character[0]) < 0x20;
  const bool isNoCharacter = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
  return std::string(isControl || isNoCharacter ? kReplacement : character);
}

}  // namespace

std::string validUtf8(std::string_view text) {
  std::string valid;
  forEachCharacter(text, [&](std::string_view character) { valid += character; });
  return valid;
}

std::string jsonString(std::string_view text) {
  std::string json = "\"";
  forEachCharacter(text, [&](std::string_view character) { json += jsonCharacter(character); });
  return json + "\"";
}

std::string xmlText(std::string_view text) {
  std::string xml;
  forEachCharacter(text, [&](std::string_view character) { xml += xmlCharacter(character); });
  return xml;
}

std::string csvField(std::string_view text) {
  const std::string valid = validUtf8(text);
  if (valid.find_first_of(",\"\r\n") == std::string::npos) return valid;
  std::string field = "\"";
  for (char character : valid) field += character == '"' ? "\"\"" : std::string(1, character);
  return field + "\"";
}

std::string decimalText(double number, int places) {
  char digits[64];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed, places).ptr;
  std::string text(digits, end);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace notation
