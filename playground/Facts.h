// What a live page offers, as JSON for its scripts:
//
//   {"confs": [{"name", "text", "schedule", "isFile"}, …],
//    "lessons": [{"id", "title", "conf", "seed", "ticks", "goals": [{"pattern", "isWanted"}],
//    "text": [paragraph, …],
//                 "question"}, …],
//    "settings": ["KEY=VALUE", …], "seed": "1"}
//
// The page starts with the first lesson or, without lessons, with the first conf.
#pragma once

#include <string>
#include <vector>

namespace playground {

struct Facts {
  std::vector<std::string> confs;     // Paths of conf files.
  std::vector<std::string> lessons;   // Paths without `.conf` and `.lesson`.
  std::vector<std::string> settings;  // KEY=VALUE, of all confs that are no lessons'.
  std::string seed = "1";
};

// Returns "", with the reason in *error, if a file cannot be read or is wrong.
std::string factsJson(const Facts& facts, std::string* error);

}  // namespace playground
