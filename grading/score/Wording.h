#ifndef GRADING_WORDING_H_
#define GRADING_WORDING_H_

#include <string>
#include <string_view>

#include "grading/score/LogReader.h"

// Puts parts of a log into words, for reasons. Every result is one line of printable ASCII, for any
// bytes in the log, and short, for any number of them.
namespace grading {

// `text` with unprintable bytes as \xHH and cut at 40 characters.
std::string printable(std::string_view text);

// `text` with a ? in place of each invisible character that moves others, so that the text stays in
// its line and reads as it is written: control characters, separators of lines, marks of direction.
std::string inOneLine(const std::string& text);

// `text`, cut and followed by `...` if it has more than `most` bytes.
std::string cut(const std::string& text, size_t most);

// "`phrase`", as in a log.
std::string quoted(std::string_view phrase);

// `4.0.0.0:0` as `4:0`, the usual name of a peer; any other text as printable() returns it.
std::string shortAddress(std::string_view address);

// The peer and the time of an entry: `server 4:0 at 276`, `coordinator 1:0 at 277`, `1:0 at 12`.
std::string describeEntry(std::string_view line);

// ` (server 4:0 at 276, coordinator 1:0 at 277, 3 more)`; empty for no lines.
std::string listEntries(const Lines& lines);

// `4:0, 5:0, 3 more`.
std::string listAddresses(const Lines& addresses);

// `a, b, 3 more`: the items `shown` are the first of `total`.
std::string joinFirst(const std::vector<std::string>& shown, size_t total);

// `text` in lines of at most `width` columns, broken at blanks; each line has a line end. A longer
// word has a line of its own. Bytes stay unchanged.
std::string wrapped(std::string_view text, size_t width);

// Why there is nothing to count: the log is empty, or has no line of this kind; and when it ended.
std::string describeLack(std::string_view phrase, const LogExtent& extent);

// ` (last entry at tick 174)`, or empty if the log has no entry with a tick.
std::string describeEnd(const LogExtent& extent);

}  // namespace grading

#endif  // GRADING_WORDING_H_
