// Runs a program that nobody vouches for: limited in time, memory, and what it writes, cut off from
// the network and from other processes, and with nothing of it left when it is over.
//
// What the system refuses (namespaces in some containers, Landlock in older kernels) is gone
// without; limits and the killing of what is left hold everywhere on Linux. If the process that
// watches is killed, whatever was started dies with it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "grading/confine/CallWatch.h"
#include "grading/confine/FileRules.h"

namespace grading {

struct Limits {
  int seconds = 10;                       // Of each process's CPU, and thrice that by the clock.
  size_t memoryBytes = size_t{2} << 30;   // Of address space, each process.
  size_t fileBytes = size_t{64} << 20;    // Of each file it writes.
  size_t answerBytes = size_t{32} << 20;  // Of what it writes to the descriptor kAnswer.
  int processes = 0;                      // Which it may start, altogether; 0 = any number.
  FileRules files;                        // Which it may read and write; all, if left as it is.
};

struct Confined {
  std::vector<std::string> command;      // The program with its path, and its arguments.
  std::vector<std::string> environment;  // NAME=VALUE; all of it.
  std::string folder;                    // Where it runs.
  std::string input;                     // Its stdin: at most a pipe's worth.
  Limits limits;
  bool isolated = true;  // From the network and other processes, where the system allows it.
};

struct ConfinedOutcome {
  int exitCode = 0;  // Meaningless if it was killed.
  int killedBy = 0;  // The signal, or 0.
  bool timedOut = false;
  bool leftProcesses = false;  // It started some that were there when it was over.
  bool wasIsolated = false;    // From the network and other processes.
  Tried tried;                 // What it must not do; empty where that cannot be noticed.
  std::string said;            // The end of what it wrote to stderr (and stdout).
  std::string answer;          // What it wrote to the descriptor kAnswer.
};

constexpr int kAnswer = 3;

// Runs it to its end. REQUIRES: a process of its own, with one thread, which is good for nothing
// else afterwards: it cuts itself off as well, and kills all children that it has.
ConfinedOutcome runConfined(const Confined& confined);

// Whether a program can be kept from files that it must not read. Where not, Limits::files holds
// for none.
bool canConfineFiles();

// An outcome as bytes, for the way from that process to another; and back. Nothing if they are
// none.
std::string toBytes(const ConfinedOutcome& outcome);
std::optional<ConfinedOutcome> outcomeFrom(const std::string& bytes);

}  // namespace grading
