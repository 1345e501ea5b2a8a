#include "host/NodeTrace.h"

#include <cstring>

#ifdef __GLIBC__

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <initializer_list>

#include <link.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unwind.h>

#include "host/EarlyEnd.h"

namespace host {

namespace {

constexpr size_t kMostAddresses = 48;
constexpr int kMostFrames = 1 << 20;  // Endless recursion reaches the end of the stack before.
constexpr int kMostLines = 3;

// This program's code in memory.
struct Program {
  uintptr_t bias = 0;  // From an address in its file to the one in memory.
  uintptr_t begin = 0;
  uintptr_t end = 0;
};

// Takes the first of all loaded objects, which is the program itself.
int takeProgram(dl_phdr_info* object, size_t, void* argument) {
  auto* program = static_cast<Program*>(argument);
  program->bias = object->dlpi_addr;
  for (size_t i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr)& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_X) == 0) continue;
    program->begin = program->bias + segment.p_vaddr;
    program->end = program->begin + segment.p_memsz;
  }
  return 1;
}

// The calls in progress, as addresses in the program's file, innermost first. Static memory,
// because a handler has a small stack.
struct Stack {
  Program program;
  uintptr_t addresses[kMostAddresses];
  size_t count = 0;
  uintptr_t previous = 0;
  int frames = 0;
};

// Adds one frame. Direct recursion is added once for all its calls.
_Unwind_Reason_Code addFrame(_Unwind_Context* context, void* argument) {
  auto* stack = static_cast<Stack*>(argument);
  int isExact = 0;
  uintptr_t address = _Unwind_GetIPInfo(context, &isExact);
  // A return address may belong to the next line already.
  if (isExact == 0) --address;
  if (++stack->frames > kMostFrames || stack->count == kMostAddresses) return _URC_END_OF_STACK;
  if (address == stack->previous) return _URC_NO_REASON;
  stack->previous = address;
  if (address >= stack->program.begin && address < stack->program.end) {
    stack->addresses[stack->count++] = address - stack->program.bias;
  }
  return _URC_NO_REASON;
}

const char* ownPath() {
  static char path[4096];
  const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path - 1);
  path[size < 0 ? 0 : size] = '\0';
  return path;
}

// Appends addr2line's output to `text`: two lines for each call, its function and its position.
void resolve(const Stack& stack, const char* path, char* text, size_t size) {
  static char digits[kMostAddresses][20];
  constexpr size_t kOptions = 6;
  const char* arguments[kOptions + kMostAddresses + 1] = {"addr2line", "-f", "-C",
                                                          "-i",        "-e", path};
  for (size_t i = 0; i < stack.count; ++i) {
    std::snprintf(digits[i], sizeof digits[i], "0x%llx",
                  static_cast<unsigned long long>(stack.addresses[i]));
    arguments[kOptions + i] = digits[i];
  }
  int ends[2];
  if (::pipe(ends) != 0) return;
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(STDERR_FILENO);
    ::execvp(arguments[0], const_cast<char**>(arguments));
    ::_exit(127);
  }
  ::close(ends[1]);
  size_t done = 0;
  while (child > 0 && done < size - 1) {
    const ssize_t more = ::read(ends[0], text + done, size - 1 - done);
    if (more == 0 || (more < 0 && errno != EINTR)) break;
    if (more > 0) done += static_cast<size_t>(more);
  }
  text[done] = '\0';
  ::close(ends[0]);
  while (child > 0 && ::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// "MP2Node.cpp:87" of "/a/MP2Node.cpp:87 (discriminator 2)", in place. Null if it is not a line of
// the nodes' files.
const char* nodeLine(char* location) {
  const char* slash = std::strrchr(location, '/');
  const char* place = slash == nullptr ? location : slash + 1;
  for (const char* file : {"MP1Node.h:", "MP1Node.cpp:", "MP2Node.h:", "MP2Node.cpp:"}) {
    const size_t length = std::strlen(file);
    if (std::strncmp(place, file, length) != 0) continue;
    const size_t digits = std::strspn(place + length, "0123456789");
    location[static_cast<size_t>(place - location) + length + digits] = '\0';
    return digits == 0 ? nullptr : place;
  }
  return nullptr;
}

// Cuts off the parameters: the last pair of brackets.
void shortenFunction(char* name) {
  char* last = std::strrchr(name, ')');
  int depth = 0;
  for (char* c = last; c != nullptr && c > name; --c) {
    depth += (*c == ')') - (*c == '(');
    if (depth > 0) continue;
    *c = '\0';
    return;
  }
}

// Terminates and returns the next line of *text; null at its end.
char* takeLine(char** text) {
  char* line = *text;
  char* end = line == nullptr ? nullptr : std::strchr(line, '\n');
  if (end == nullptr) return nullptr;
  *end = '\0';
  *text = end + 1;
  return line;
}

void writeLines(int descriptor, char* text) {
  const char* previous = "";
  int lines = 0;
  while (lines < kMostLines) {
    char* function = takeLine(&text);
    char* location = takeLine(&text);
    if (location == nullptr) return;
    const char* place = nodeLine(location);
    if (place == nullptr) continue;
    shortenFunction(function);
    if (std::strcmp(function, previous) == 0) continue;
    previous = function;
    writeText(descriptor, lines == 0 ? "  " : "  called from ");
    for (const char* part : {place, " in ", static_cast<const char*>(function), "\n"}) {
      writeText(descriptor, part);
    }
    ++lines;
  }
}

void writeAddresses(int descriptor, const Stack& stack, const char* path) {
  writeText(descriptor, "  without addr2line there are only the addresses in ");
  writeText(descriptor, path);
  for (size_t i = 0; i < stack.count; ++i) {
    char text[24];
    std::snprintf(text, sizeof text, " 0x%llx",
                  static_cast<unsigned long long>(stack.addresses[i]));
    writeText(descriptor, text);
  }
  writeText(descriptor, "\n");
}

}  // namespace

void writeNodeTrace(int descriptor) {
  static Stack stack;
  static char text[1 << 16];
  stack = Stack{};
  ::dl_iterate_phdr(takeProgram, &stack.program);
  _Unwind_Backtrace(addFrame, &stack);
  if (stack.count == 0) return;
  const char* path = ownPath();
  resolve(stack, path, text, sizeof text);
  if (text[0] == '\0') {
    writeAddresses(descriptor, stack, path);
  } else {
    writeLines(descriptor, text);
  }
}

}  // namespace host

#else

namespace host {

void writeNodeTrace(int) {}

}  // namespace host

#endif
