// What is said, and saved, when the program ends before its run does: a node's code crashes, hangs
// until somebody interrupts it, or calls exit().
#pragma once

namespace sim {

// From now on an early end completes the open OutputFiles and says what happened, and at which
// tick, in which call of which peer (RunPosition.h). A crash or an interrupt then goes its usual
// way; exit() within a peer's code becomes exit status 1.
void reportEarlyEnds();

// Where to say it, instead of stderr.
void reportEarlyEndsTo(int descriptor);

// Writes the text, as far as that is possible. Async-signal-safe.
void writeText(int descriptor, const char* text);

}  // namespace sim
