// Reads the text forms of Address, Entry and Message as the course's classes do: which fields
// count, where a number ends, and which exception says that a text cannot be read. Only
// throwUnreadable throws, so code that must accept any text reads with the functions here instead
// of the classes' constructors.
#ifndef COURSETEXT_H_
#define COURSETEXT_H_

#include <string>
#include <vector>

namespace course {

// Why a text cannot be read, by the library call that throws in the course's classes.
enum class TextFault {
  None,
  MissingField,   // at: std::out_of_range
  NoNumber,       // stoi: std::invalid_argument
  NumberTooLarge  // stoi: std::out_of_range, also for one that is too small.
};

// Reads the number at the start of `text` as stoi does: leading blanks and a sign are allowed, and
// what follows the digits is ignored. Leaves *number as it is on a fault.
TextFault readInt(const std::string& text, int* number);

// `id:port`, split at the first colon. Text without a colon is read as both numbers. A port that
// does not fit is cut to its low 16 bits. On a fault *id and *port hold any value.
TextFault readAddressText(const std::string& text, int* id, short* port);

// `value:timestamp:replica`: the first three fields, whatever follows. On a fault the results hold
// any value.
TextFault readEntryText(const std::string& text, std::string* value, int* timestamp, int* replica);

// The fields of a text, each of which ends at the next delimiter; delimiters do not overlap. Keeps
// the first fault that a reader meets.
class FieldReader {
 public:
  FieldReader(const std::string& text, const std::string& delimiter);

  size_t size() const { return fields_.size(); }  // At least 1.

  // A field, from 0; "" and a fault if it is missing.
  std::string text(size_t index);

  // The number at the start of a field; 0 and a fault if there is none.
  int number(size_t index);

  // A fault within a field that the caller reads itself.
  void note(TextFault fault);

  TextFault fault() const { return fault_; }

 private:
  std::vector<std::string> fields_;
  TextFault fault_;
};

// If there is a fault, throws the exception that the course's class would throw. Its what() quotes
// the text, cut to 100 characters: `stoi: Entry("v:x:0") cannot be read`.
void throwUnreadable(TextFault fault, const char* className, const std::string& text);

}  // namespace course

#endif  // COURSETEXT_H_
