#ifndef GRADING_LOGREADER_H_
#define GRADING_LOGREADER_H_

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Reads the text of a dbg.log into the lines that the scorers count.
//
// The rules are those of grep and cut, because the course's scripts are made of them: a line is
// whatever stands between two line feeds, wherever it comes from, and belongs to every list whose
// phrase it contains. Two differences, of no effect on logs that the framework writes: a text that
// grep would call binary is read like any other (as by grep -a), and only A-Z fold to a-z.
// Ownership: all results are views into the caller's text, which must outlive them.
// Units: ticks. Failure: none; any bytes are a log, at worst one without a line of interest.
// Cost: one pass, linear in the text.
namespace grading {

enum class Operation { Create, Delete, Read, Update };
inline constexpr size_t kOperationCount = static_cast<size_t>(Operation::Update) + 1;

using Lines = std::vector<std::string_view>;

// What holds for a log as a whole; used to word reasons, never to score.
struct LogExtent {
  bool empty = true;           // No byte at all.
  std::string_view lastEntry;  // The last line that begins with a blank, as entries do.
};

// The lines of a key-value run, each list in the order of the log, compared without case.
struct KeyValueLog {
  struct Lists {
    Lines operations;  // `create operation`
    Lines successes;   // `create success`
    Lines failures;    // `create fail`
  };
  std::array<Lists, kOperationCount> lists;  // Indexed by Operation.
  LogExtent extent;

  const Lists& of(Operation operation) const { return lists[static_cast<size_t>(operation)]; }
};

// The lines of a membership run, each list in the order of the log, compared with case.
struct MembershipLog {
  Lines joined;   // `joined`
  Lines removed;  // `removed`
  Lines failed;   // `Node failed at time`
  LogExtent extent;
};

KeyValueLog readKeyValueLog(std::string_view text);
MembershipLog readMembershipLog(std::string_view text);

// Field `number` (from 1) of `line` when it is cut at every single blank: an entry begins with a
// blank, so its field 1 is empty, 2 the address, 3 the `[tick]`, 4 the first word of the text.
// Empty if there are fewer fields.
std::string_view field(std::string_view line, size_t number);

// The number in a text `[150]`; nothing if the text is anything else.
std::optional<long> bracketedNumber(std::string_view text);

// The tick of an entry: its third field. Nothing if that is no `[tick]`.
inline std::optional<long> tickOf(std::string_view line) { return bracketedNumber(field(line, 3)); }

// One byte folded to lower case: A-Z only, whatever the locale.
constexpr char foldCase(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}
std::string foldCase(std::string_view text);

// Whether `text` contains `folded`, case ignored. REQUIRES: `folded` == foldCase(`folded`).
// An empty `folded` is contained in everything.
bool containsFolded(std::string_view text, std::string_view folded);

}  // namespace grading

#endif  // GRADING_LOGREADER_H_
