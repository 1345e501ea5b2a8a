#include "host/StopPoint.h"

#include <csignal>
#include <iostream>

#include "host/Check.h"
#include "host/OutputFile.h"
#include "host/Words.h"

namespace host {

namespace {

struct RequestedStop {
  StopPoint point;
  std::string program;
};

RequestedStop& requested() {
  static RequestedStop stop;
  return stop;
}

// "the constructors" are not the name of a function.
bool isFunction(const std::string& call) { return call.find(' ') == std::string::npos; }

bool isReached(const StopPoint& point) {
  return (point.peerId == 0 || point.peerId == runPosition.peerId) &&
         (point.call.empty() || isCallNamed(runPosition.call, point.call));
}

volatile std::sig_atomic_t isUntraced = 0;

// Reached only if no debugger has taken the signal.
void onTrap(int) { isUntraced = 1; }

// Returns whether a debugger took the signal. A handler finds that out on every system, and also
// where a process is traced by a program that passes signals on, such as strace.
bool trapIntoDebugger() {
  isUntraced = 0;
  struct sigaction handling {};
  struct sigaction before {};
  handling.sa_handler = onTrap;
  ::sigemptyset(&handling.sa_mask);
  ::sigaction(SIGTRAP, &handling, &before);
  ::raise(SIGTRAP);
  ::sigaction(SIGTRAP, &before, nullptr);
  return isUntraced == 0;
}

}  // namespace

bool isCallNamed(const std::string& call, const std::string& name) {
  const size_t colons = call.rfind("::");
  return call == name || (colons != std::string::npos && call.substr(colons + 2) == name);
}

void stopBefore(const StopPoint& point, const std::string& program) {
  CHECK(point.tick >= 0);
  requested() = {point, program};
  stopTick = point.tick;
}

void stopIfReached() {
  if (runPosition.call == nullptr || !isReached(requested().point)) return;
  const std::string call = runPosition.call;
  stopTick = -1;
  flushAllFiles();
  std::cout.flush();
  std::cerr << "stop: tick " << runPosition.tick << ", before " << call << " of peer "
            << runPosition.peerId;
  if (isFunction(call)) std::cerr << "; `tbreak " << call << "` and `continue` lead into it";
  std::cerr << std::endl;
  if (trapIntoDebugger()) return;
  std::cerr << "no debugger is attached, so the run goes on; to stop there, type:\n  "
            << debuggerCommand(requested().program, call) << std::endl;
}

std::string debuggerCommand(const std::string& program, const std::string& call) {
  std::string command = "gdb -q -ex run";
  if (isFunction(call)) command += " -ex " + shellWord("tbreak " + call) + " -ex continue";
  return command + " --args " + program;
}

}  // namespace host
