// The result texts of the course project that the design comes from (CS 162), and the limits of a
// call.
#pragma once

#include <cstddef>
#include <string>

#include "stores/twophase/Frame.h"

namespace twophase {

constexpr char kSuccess[] = "Success";
constexpr char kNoKey[] = "Data Error: Key does not exist";
constexpr char kEmptyKey[] = "Data Error: Null or empty key";
constexpr char kEmptyValue[] = "Data Error: Null or empty value";
constexpr char kLargeKey[] = "Data Error: Oversized key";
constexpr char kLargeValue[] = "Data Error: Oversized value";
constexpr char kNoRoom[] = "IO Error: The disk is full";
constexpr char kNoConnection[] = "Network Error: Could not connect";
constexpr char kNotSent[] = "Network Error: Could not send data";
constexpr char kTimeout[] = "Network Error: Socket timeout";
constexpr char kNoJson[] = "JSON Error: Parser Error";
constexpr char kNoFormat[] = "JSON Error: Message format incorrect";

constexpr size_t kLargestKeyBytes = 256;
// How many bytes a prepare or an answer may need on top of its call, for the floor or a result
// text.
constexpr size_t kBytesBeyondCall = 80;

// Why the Get, Put or Delete is refused on a network with this message size limit; "" = it is not.
// The message size limits values more than the course's own 256 KiB.
std::string problemOf(const Message& call, size_t largestMessageBytes);

}  // namespace twophase
