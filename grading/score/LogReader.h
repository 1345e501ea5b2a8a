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
// The rules are those of grep and cut, because the course's scripts use them: a line is the text
// between two line feeds, from any program, and belongs to every list whose phrase it contains.
// There are two differences, without effect on logs that the framework writes: a text that grep
// would call binary is read like any other (as by grep -a), and only A-Z fold to a-z.
// Ownership: all results are views into the caller's text, which must outlive them.
// Units: ticks. Failure: none; any bytes are a log, at worst one without a line of interest.
// Cost: one pass, linear in the text.
namespace grading {

enum class Operation { Create, Delete, Read, Update };

using Lines = std::vector<std::string_view>;

// Facts about a log as a whole; used for the wording of reasons, never for a score.
struct LogExtent {
  bool empty = true;           // There is no byte.
  std::string_view lastEntry;  // The last line that begins with a blank, as entries do.
};

// The lines of a key-value run, each list in the order of the log, compared without case.
struct KeyValueLog {
  struct Lists {
    Lines operations;  // `create operation`
    Lines successes;   // `create success`
    Lines failures;    // `create fail`
  };
  std::array<Lists, 4> lists;  // Indexed by Operation.
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

// Field `number` (from 1) of `line`, which is cut at every single blank: an entry begins with a
// blank, so its field 1 is empty, 2 the address, 3 the `[tick]`, 4 the first word of the text.
// Empty if there are fewer fields.
std::string_view field(std::string_view line, size_t number);

// The number in a text `[150]`; nothing for any other text.
std::optional<long> bracketedNumber(std::string_view text);

// The tick of an entry: its third field. Nothing if that is not a `[tick]`.
inline std::optional<long> tickOf(std::string_view line) { return bracketedNumber(field(line, 3)); }

// Folds one byte to lower case: only A-Z, in any locale.
constexpr char foldCase(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}
std::string foldCase(std::string_view text);

// Whether `text` contains `folded`, case ignored. REQUIRES: `folded` == foldCase(`folded`).
// An empty `folded` is contained in everything.
bool containsFolded(std::string_view text, std::string_view folded);

}  // namespace grading

#endif  // GRADING_LOGREADER_H_
