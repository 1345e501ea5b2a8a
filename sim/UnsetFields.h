// What the fields hold that the course's classes leave unset: Message.replica and Message.success,
// the bytes of Address() and the hash code of Node(). A submission that reads them gets whatever
// was in memory; here the user chooses it, so that a run repeats.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sim {

enum class Fill : unsigned char {
  Zero,
  Ones,  // All bits are set.
  Seed   // Bits that depend on the run's seed, the tick, the peer and the field.
};
constexpr unsigned kFillCount = static_cast<unsigned>(Fill::Seed) + 1;

enum class UnsetField : unsigned char { MessageReplica, MessageSuccess, AddressBytes, NodeHash };
constexpr unsigned kUnsetFieldCount = static_cast<unsigned>(UnsetField::NodeHash) + 1;

// Every field, or one of them alone: the others are then zero.
struct FillChoice {
  Fill fill;
  bool isOfOneField;
  UnsetField field;  // If so.
};

constexpr FillChoice kFillZero = {Fill::Zero, false, UnsetField::MessageReplica};

constexpr char kFillAllowed[] =
    "zero, ones, seed, ones:FIELD or seed:FIELD, where FIELD is Message.replica, Message.success, "
    "Address or Node,";

// Reads what kFillAllowed says. False, with *choice as before, for anything else.
bool readFill(const std::string& text, FillChoice* choice);

// As readFill reads it.
std::string fillText(const FillChoice& choice);

// All fields, and what fillText calls each.
const std::vector<UnsetField>& unsetFields();
const char* fieldName(UnsetField field);

// For this process, from now on. Zero until it is called.
void fillUnsetFields(const FillChoice& choice);

// Whether Address() zeroes its bytes whatever is chosen, as in the course's 2020 edition. Not at
// first.
void zeroAddressBytes(bool isZeroed);

// For constructors: fills `size` bytes, at most 8. Which field it is decides the bytes that
// Fill::Seed gives. Outside of a peer's code the bytes are zero: the framework itself relies on
// nothing else.
void fillUnset(UnsetField field, void* bytes, size_t size);

}  // namespace sim
