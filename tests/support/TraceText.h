// Texts of traces, for tests of what reads one.
#pragma once

#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sim/Crc32.h"
#include "report/reading/TraceReader.h"

namespace report {

// The lines with a checksum after each `every` of them, and before the last one, `end`.
inline std::string withChecksums(std::string_view lines, int every = kLinesPerChecksum) {
  std::string text;
  std::string block;
  int count = 0;
  const auto close = [&] {
    char checksum[16];
    std::snprintf(checksum, sizeof checksum, "= %08x\n", static_cast<unsigned>(sim::crc32(block)));
    text += block + checksum;
    block.clear();
    count = 0;
  };
  while (!lines.empty()) {
    const size_t end = lines.find('\n');
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    const bool isLast = lines.empty() && line == "end";
    if (count == every || isLast) close();
    if (isLast) {
      text += "end\n";
    } else {
      block += std::string(line) + "\n";
      ++count;
    }
  }
  return text + block;
}

// The start of a trace of that many peers, which are a hundred places apart.
inline std::string traceHeader(int peers = 3) {
  std::string text =
      "kvtrace 2\nconf testcases/create.conf\nseed 7\n"
      "replay \"./Application testcases/create.conf --seed 7\"\npeers " +
      std::to_string(peers) + "\nreplicas 3 2\nplaces 512 0\nlimits 1 1\n";
  for (int peer = 1; peer <= peers; ++peer) {
    text += "ring " + std::to_string(peer) + " " + std::to_string(100 * peer % 512) + "\n";
  }
  return text;
}

// The end of a trace without calls.
inline std::string traceEnd(int ticks = 700) {
  return "verdict unchecked \"\"\nlevel - -\ndigest -\nticks " + std::to_string(ticks) + "\nend\n";
}

// A trace of three peers: peer 2 creates a key, peer 3 loses a message by a partition, peer 2 reads
// the key with an answer too few.
inline std::string sampleTraceLines() {
  return traceHeader() +
         "name MP1Node::nodeLoop\n"
         "t 0\nup 1\nup 2\nup 3\n"
         "t 1\nturn 1 0\nadded 1 2\nin 1\nbeat 1\nl+ 2 1 1\ndone\n"
         "turn 2 0\nadded 2 1\nremoved 2 9:4\nin 1\nl+ 1 1 1\nl+ 9:4 1 1\ndone\n"
         "t 5\nname MP2Node::clientCreate\nkey 83 apple\n"
         "call 1 2 1 create 0 red\nturn 2 1\n"
         "text \"CREATE apple red\"\ns s1 2 1 40 0\ns s2 2 3 40 0\ndone\n"
         "name MP2Node::checkMessages\n"
         "t 6\nturn 1 2\nr s1\nans 1 create 1 104 0 red 1\ntext \"ACK apple\"\ns s3 1 2 20 1\n"
         "b+ 0 0 red\ndone\n"
         "turn 3 2\nr s2\nas 7\nans 3 create 1 104 0 red 1\ns s4 3 2 20 1\nb+ 0 0 red\ndone\n"
         "t 7\nturn 2 2\nr s3\nr s4\nfin 2 create 1 104 0 red 1\ndone\n"
         "t 10\nfault+ partition \"from 10 to 20 partition 1,2 | 3\" 1 2 3\n"
         "call 2 2 1 read 0 \"\"\nname MP2Node::clientRead\nturn 2 3\n"
         "text \"READ apple\"\ns s5 2 1 30 2\ns s6 2 3 30 2\nx s6 partition\n"
         "n m1 2 3 9000 - too-large\ndone\n"
         "sum m 12 11 1 4800\n"
         "t 12\nturn 1 2\nr s5\nans 1 read 1 105 0 red 2\ntext \"VALUE apple red\"\n"
         "s s7 1 2 25 3\nd s7\nu s7\ntext \"VALUE \\\"apple\\\" \\xff\"\nc s7 4\ndone\n"
         "t 14\ndown 3\nat 3\nb0\nl- 1\n"
         "t 15\nturn 2 2\nr s7\nfin 2 read 0 105 0 \"\" 2\ndone\n"
         "note 1 \"#STATSLOG# all's well\"\nr s7\n"
         "t 16\nagain 3 0\npause 1\n"
         "t 20\nfault- partition \"from 10 to 20 partition 1,2 | 3\" 1 2 3\nresume 1\nleft 1\n"
         "op 1 5 7 ok \"\"\nop 2 10 15 failed \"\"\norder 0 1 2\n"
         "verdict violated available\nlevel linearizable atomic\n"
         "problem call available 0 \"peer 2's read of apple at tick 10 failed\"\nagainst 2 1\n"
         "metric latency.p50 2\nmetric availability 0.5\n"
         "omitted messages 12 \"messages of the membership network are counted alone\"\n"
         "mark 15 failure \"the read of apple failed\"\n"
         "digest 0123456789abcdef\nticks 30\nend\n";
}

// The trace of these lines; throws if it is none.
inline Trace traceOf(std::string_view lines) {
  std::string error;
  auto trace = readTrace(withChecksums(lines), "test.trace", &error);
  if (!trace) throw std::runtime_error(error);
  return std::move(*trace);
}

inline Trace sampleTrace() { return traceOf(sampleTraceLines()); }

}  // namespace report
