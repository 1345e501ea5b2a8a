// Runs an untrusted program: limits its time, memory and output, cuts it off from the network and
// from other processes, and leaves nothing of it when it is over.
//
// It does without what the system refuses (namespaces in some containers, Landlock in older
// kernels); the limits and the killing of remaining processes work everywhere on Linux. If the
// process that watches is killed, all processes that it started die with it.
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
  size_t answerBytes = size_t{32} << 20;  // Of its output to the descriptor kAnswer.
  int processes = 0;  // The number that it may start, altogether; 0 = any number.
  FileRules files;    // The files that it may read and write; by default all.
};

struct Confined {
  std::vector<std::string> command;      // The program with its path, and its arguments.
  std::vector<std::string> environment;  // NAME=VALUE; the whole environment.
  std::string folder;                    // Its current folder.
  std::string input;                     // Its stdin: at most a pipe's worth.
  Limits limits;
  bool isolated = true;  // From the network and other processes, where the system allows it.
};

struct ConfinedOutcome {
  int exitCode = 0;  // Meaningless if it was killed.
  int killedBy = 0;  // The signal, or 0.
  bool timedOut = false;
  bool leftProcesses = false;  // Some processes that it started still ran when it was over.
  bool wasIsolated = false;    // From the network and other processes.
  Tried tried;                 // The refused calls; empty where they cannot be noticed.
  std::string said;            // The end of its output to stderr (and stdout).
  std::string answer;          // Its output to the descriptor kAnswer.
};

constexpr int kAnswer = 3;

// Runs it to its end.
// REQUIRES: a process of its own, with one thread, that does nothing else afterwards: it cuts
// itself off as well, and kills all its children.
ConfinedOutcome runConfined(const Confined& confined);

// Returns whether files can be kept out of a program's reach. If not, Limits::files has no effect.
bool canConfineFiles();

// Encodes an outcome as bytes, to send it from that process to another, and decodes it. Nothing if
// the bytes are not an outcome.
std::string toBytes(const ConfinedOutcome& outcome);
std::optional<ConfinedOutcome> outcomeFrom(const std::string& bytes);

}  // namespace grading
