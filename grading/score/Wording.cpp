#include "grading/score/Wording.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace grading {

namespace {

constexpr size_t kShownBytes = 40;
constexpr size_t kShownItems = 5;

// Reads a decimal number from the front of *text and then `separator`, and removes both.
// In the course's framework the bytes of an address above 127 are printed as negative numbers.
std::optional<int> takeNumber(std::string_view* text, std::string_view separator) {
  int number = 0;
  const char* const end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc()) return std::nullopt;
  text->remove_prefix(static_cast<size_t>(stop - text->data()));
  if (text->substr(0, separator.size()) != separator) return std::nullopt;
  text->remove_prefix(separator.size());
  return number;
}

// The bytes of an invisible character at the front of `text` that affects others: control
// characters, line separators, and marks of the direction of writing. 0 for any other character.
size_t unseenLength(std::string_view text) {
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte < 32 || byte == 127) return 1;
  const auto isFollowedBy = [&](size_t at, unsigned low, unsigned high) {
    const unsigned next = at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
    return low <= next && next <= high;
  };
  if (byte == 0xC2 && isFollowedBy(1, 0x80, 0x9F)) return 2;  // U+0080 to U+009F.
  if (byte == 0xD8 && isFollowedBy(1, 0x9C, 0x9C)) return 2;  // U+061C.
  if (byte == 0xEF && isFollowedBy(1, 0xBB, 0xBB) && isFollowedBy(2, 0xBF, 0xBF)) return 3;
  if (byte != 0xE2) return 0;
  // U+200B to U+200F, U+2028 to U+202E.
  if (isFollowedBy(1, 0x80, 0x80) && (isFollowedBy(2, 0x8B, 0x8F) || isFollowedBy(2, 0xA8, 0xAE))) {
    return 3;
  }
  // U+2060 to U+206F.
  return isFollowedBy(1, 0x81, 0x81) && isFollowedBy(2, 0xA0, 0xAF) ? 3 : 0;
}

template <typename Describe>
std::string listFirst(const Lines& items, Describe describe) {
  std::vector<std::string> shown;
  for (size_t i = 0; i < std::min(items.size(), kShownItems); ++i) {
    shown.push_back(describe(items[i]));
  }
  return joinFirst(shown, items.size());
}

}  // namespace

std::string printable(std::string_view text) {
  constexpr char kHexDigits[] = "0123456789abcdef";
  std::string result;
  for (char byte : text) {
    if (result.size() >= kShownBytes) return result + "...";
    if (byte >= ' ' && byte <= '~') {
      result += byte;
    } else {
      const auto value = static_cast<unsigned char>(byte);
      result += {'\\', 'x', kHexDigits[value >> 4], kHexDigits[value & 15]};
    }
  }
  return result;
}

std::string inOneLine(const std::string& text) {
  std::string shown;
  for (size_t i = 0; i < text.size();) {
    const size_t length = unseenLength(std::string_view(text).substr(i));
    if (length > 0) {
      shown += '?';
      i += length;
    } else {
      shown += text[i++];
    }
  }
  return shown;
}

std::string cut(const std::string& text, size_t most) {
  if (text.size() <= most) return text;
  // Does not cut within a character of several bytes.
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return text.substr(0, most) + "...";
}

std::string quoted(std::string_view phrase) { return "`" + std::string(phrase) + "`"; }

std::string shortAddress(std::string_view address) {
  std::string_view rest = address;
  uint32_t id = 0;
  for (int i = 0; i < 4; ++i) {
    const std::optional<int> byte = takeNumber(&rest, i < 3 ? "." : ":");
    if (!byte || *byte < -128 || *byte > 255) return printable(address);
    id |= static_cast<uint32_t>(static_cast<uint8_t>(*byte)) << (8 * i);
  }
  const std::optional<int> port = takeNumber(&rest, "");
  if (!port || !rest.empty()) return printable(address);
  return std::to_string(id) + ":" + std::to_string(*port);
}

std::string describeEntry(std::string_view line) {
  std::string result;
  const std::string_view role = field(line, 4);
  if (role == "server:" || role == "coordinator:")
    result = printable(role.substr(0, role.size() - 1)) + " ";
  result += shortAddress(field(line, 2));
  const std::optional<long> tick = tickOf(line);
  if (tick) result += " at " + std::to_string(*tick);
  return result;
}

std::string listEntries(const Lines& lines) {
  return lines.empty() ? "" : " (" + listFirst(lines, describeEntry) + ")";
}

std::string listAddresses(const Lines& addresses) { return listFirst(addresses, shortAddress); }

std::string joinFirst(const std::vector<std::string>& shown, size_t total) {
  std::string result;
  for (const std::string& item : shown) result += (result.empty() ? "" : ", ") + item;
  if (total > shown.size()) result += ", " + std::to_string(total - shown.size()) + " more";
  return result;
}

std::string wrapped(std::string_view text, size_t width) {
  std::string lines;
  size_t column = 0;
  while (!text.empty()) {
    const size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (column > 0 && column + 1 + word.size() > width) {
      lines += '\n';
      column = 0;
    }
    if (column > 0) lines += ' ';
    column += word.size() + (column > 0 ? 1 : 0);
    lines += word;
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  return lines + "\n";
}

std::string describeLack(std::string_view phrase, const LogExtent& extent) {
  if (extent.empty) return "the log is empty: the program did not run, or ended before it logged";
  return "no `" + std::string(phrase) +
         "` line in the log: the run did not get that far or is of another test" +
         describeEnd(extent);
}

std::string describeEnd(const LogExtent& extent) {
  const std::optional<long> tick = tickOf(extent.lastEntry);
  return tick ? " (last entry at tick " + std::to_string(*tick) + ")" : "";
}

}  // namespace grading
