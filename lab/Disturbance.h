// Another memory for the same run: what a submission reads without having set it, and where its
// objects lie, differ from an undisturbed run. A correct submission does not notice. The grader
// compares the two, and so finds those that do not repeat.
#pragma once

#include <cstdint>

namespace lab {

// From now on, memory that is allocated or freed is filled with bytes drawn from `number`, blocks
// are elsewhere than they would be, and scribbleOnStack() works. Equal numbers disturb alike.
// REQUIRES: number > 0; no peer has been made yet.
void disturbMemory(uint64_t number);

// What new memory is filled with: that byte, or zero without disturbMemory().
unsigned char unsetByte();

// Overwrites the stack below the caller, where the next call has its variables. Does nothing unless
// disturbMemory() was called.
void scribbleOnStack();

}  // namespace lab
