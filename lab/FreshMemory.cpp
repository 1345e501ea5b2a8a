#include "lab/FreshMemory.h"

#include <cstring>
#include <new>

#include "lab/Disturbance.h"

namespace lab {

void* freshMemory(size_t bytes) {
  void* const memory = ::operator new(bytes);
  std::memset(memory, unsetByte(), bytes);
  // A constructor begins with an object without contents, so these stores look useless.
  asm volatile("" : : "r"(memory) : "memory");
  return memory;
}

}  // namespace lab
