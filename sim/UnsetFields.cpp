#include "sim/UnsetFields.h"

#include <cstring>
#include <iterator>

#include "host/RunPosition.h"

namespace sim {

namespace {

struct FillName {
  Fill fill;
  const char* name;
};

constexpr FillName kFillNames[] = {
    {Fill::Zero, "zero"}, {Fill::Ones, "ones"}, {Fill::Seed, "seed"}};
static_assert(std::size(kFillNames) == kFillCount);

struct FieldName {
  UnsetField field;
  const char* name;
};

constexpr FieldName kFieldNames[] = {{UnsetField::MessageReplica, "Message.replica"},
                                     {UnsetField::MessageSuccess, "Message.success"},
                                     {UnsetField::AddressBytes, "Address"},
                                     {UnsetField::NodeHash, "Node"}};
static_assert(std::size(kFieldNames) == kUnsetFieldCount);

FillChoice chosen = kFillZero;
bool areAddressesZeroed = false;

// False, with *fill as before, if there is none of that name.
bool findFill(const std::string& name, Fill* fill) {
  for (const FillName& known : kFillNames) {
    if (name != known.name) continue;
    *fill = known.fill;
    return true;
  }
  return false;
}

bool isFilled(UnsetField field) {
  if (chosen.fill == Fill::Zero || host::runPosition.call == nullptr) return false;
  if (field == UnsetField::AddressBytes && areAddressesZeroed) return false;
  return !chosen.isOfOneField || chosen.field == field;
}

// Mixes so that each bit of `bits` changes about half of the result's (the finalizer of
// splitmix64).
uint64_t mixed(uint64_t bits) {
  bits += 0x9e3779b97f4a7c15u;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

// Has no state: other code that constructs such objects, for instance a checker, changes nothing.
uint64_t bitsOf(UnsetField field) {
  if (!isFilled(field)) return 0;
  if (chosen.fill == Fill::Ones) return ~uint64_t{0};
  uint64_t bits = mixed(host::runPosition.seed);
  bits = mixed(bits ^ static_cast<uint32_t>(host::runPosition.tick));
  bits = mixed(bits ^ static_cast<uint32_t>(host::runPosition.peerId));
  return mixed(bits ^ static_cast<uint64_t>(field));
}

}  // namespace

bool readFill(const std::string& text, FillChoice* choice) {
  const size_t colon = text.find(':');
  FillChoice read = kFillZero;
  if (!findFill(text.substr(0, colon), &read.fill)) return false;
  if (colon != std::string::npos) {
    if (read.fill == Fill::Zero) return false;
    for (const FieldName& known : kFieldNames) {
      if (text.substr(colon + 1) != known.name) continue;
      read.isOfOneField = true;
      read.field = known.field;
    }
    if (!read.isOfOneField) return false;
  }
  *choice = read;
  return true;
}

std::string fillText(const FillChoice& choice) {
  const std::string fill = kFillNames[static_cast<size_t>(choice.fill)].name;
  return choice.isOfOneField ? fill + ":" + fieldName(choice.field) : fill;
}

const std::vector<UnsetField>& unsetFields() {
  static const std::vector<UnsetField> fields = {UnsetField::MessageReplica,
                                                 UnsetField::MessageSuccess,
                                                 UnsetField::AddressBytes, UnsetField::NodeHash};
  return fields;
}

const char* fieldName(UnsetField field) { return kFieldNames[static_cast<size_t>(field)].name; }

void fillUnsetFields(const FillChoice& choice) { chosen = choice; }

void zeroAddressBytes(bool isZeroed) { areAddressesZeroed = isZeroed; }

void fillUnset(UnsetField field, void* bytes, size_t size) {
  const uint64_t bits = bitsOf(field);
  std::memcpy(bytes, &bits, size);
}

}  // namespace sim
