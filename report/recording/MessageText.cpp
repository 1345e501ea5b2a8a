#include "report/recording/MessageText.h"

#include <algorithm>

namespace report {

namespace {

constexpr size_t kLongestText = 160;
constexpr size_t kMostBytes = 24;
constexpr std::string_view kCut = "...";

bool isPrintable(char c) { return c >= ' ' && c <= '~'; }

std::string cut(std::string_view text) {
  if (text.size() <= kLongestText) return std::string(text);
  return std::string(text.substr(0, kLongestText)) + std::string(kCut);
}

std::string_view withoutZerosAtEnd(std::string_view bytes) {
  while (!bytes.empty() && bytes.back() == '\0') bytes.remove_suffix(1);
  return bytes;
}

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (size_t i = 0; i < std::min(bytes.size(), kMostBytes); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i > 0 && i % 4 == 0) text += ' ';
    text += kDigits[byte / 16];
    text += kDigits[byte % 16];
  }
  if (bytes.size() > kMostBytes) text += kCut;
  return text;
}

}  // namespace

std::string messageText(const std::optional<std::string>& description, std::string_view bytes) {
  if (description) return cut(*description);
  const std::string_view text = withoutZerosAtEnd(bytes);
  if (!text.empty() && std::all_of(text.begin(), text.end(), isPrintable)) return cut(text);
  return hexadecimal(bytes);
}

}  // namespace report
