#include "check/base/Wording.h"

#include "host/Check.h"
#include "host/Words.h"

namespace check {

std::string listText(const std::vector<std::string>& words) {
  return host::joined(words, ", ", " and ");
}

std::string numbersText(const std::vector<int32_t>& numbers) {
  std::vector<std::string> words;
  for (const int32_t number : numbers) words.push_back(std::to_string(number));
  return listText(words);
}

std::string peersText(const std::vector<int32_t>& peers) {
  CHECK(!peers.empty());
  return (peers.size() == 1 ? "peer " : "peers ") + numbersText(peers);
}

std::string numbered(int64_t count, const char* one, const char* many) {
  return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

std::string numberedInGroups(uint64_t count, const char* one, const char* many) {
  constexpr size_t kDigits = 3;
  std::string digits = std::to_string(count);
  for (size_t place = digits.size(); place > kDigits;) {
    place -= kDigits;
    digits.insert(place, 1, ',');
  }
  return digits + ' ' + (count == 1 ? one : many);
}

std::string countText(int64_t count, const char* one, const char* many) {
  return count == 0 ? std::string("no ") + one : numbered(count, one, many);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string printable(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string result;
  for (const char character : text) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte >= ' ' && byte <= '~' && byte != '\\') {
      result += character;
    } else {
      result += {'\\', 'x', kDigits[byte / 16], kDigits[byte % 16]};
    }
  }
  return result;
}

}  // namespace check
