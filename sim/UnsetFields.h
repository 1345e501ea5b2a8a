// What the fields hold that the course's classes leave unset: Message.replica and Message.success,
// the bytes of Address() and the hash code of Node(). A submission that reads them gets whatever
// was in memory; here the user chooses it, so that a run repeats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace sim {

enum class Fill : unsigned char {
  Zero,
  Ones,  // All bits are set.
  Seed   // Bits that depend on the run's seed, the tick, the peer and the field.
};

// `zero`, `ones` or `seed`. False, with *fill as before, for anything else.
bool readFill(const std::string& name, Fill* fill);
const char* fillName(Fill fill);

// For this process, from now on. Zero until it is called.
void fillUnsetFields(Fill fill);

// For constructors: fills `size` bytes, at most 8. Which field it is decides the bytes that
// Fill::Seed gives. Outside of a peer's code the bytes are zero: the framework itself relies on
// nothing else.
enum class UnsetField : unsigned char { MessageReplica, MessageSuccess, AddressBytes, NodeHash };
void fillUnset(UnsetField field, void* bytes, size_t size);

}  // namespace sim
