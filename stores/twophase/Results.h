// The texts of results, as the course project behind the design has them (CS 162), and what a call
// must be.
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
// The bytes that a prepare or an answer may have beyond its call: the floor, or the text of a
// result.
constexpr size_t kBytesBeyondCall = 80;

// Why the call, a Get, Put or Delete, cannot be made, on a network whose largest message has so
// many bytes: "" = it can. The course's own limit of a value, 256 KiB, is more than that.
std::string problemOf(const Message& call, size_t largestMessageBytes);

}  // namespace twophase
