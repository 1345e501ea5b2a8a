#include "sim/UnsetFields.h"

#include <cstring>

#include "sim/RunPosition.h"

namespace sim {

namespace {

struct FillName {
  Fill fill;
  const char* name;
};

constexpr FillName kFillNames[] = {
    {Fill::Zero, "zero"}, {Fill::Ones, "ones"}, {Fill::Seed, "seed"}};

Fill chosenFill = Fill::Zero;

// Mixes so that each bit of `bits` changes about half of the result's (the finalizer of
// splitmix64).
uint64_t mixed(uint64_t bits) {
  bits += 0x9e3779b97f4a7c15u;
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

// Has no state: whoever else constructs such objects, checkers for instance, changes nothing.
uint64_t bitsOf(UnsetField field) {
  if (chosenFill == Fill::Zero || runPosition.call == nullptr) return 0;
  if (chosenFill == Fill::Ones) return ~uint64_t{0};
  uint64_t bits = mixed(runPosition.seed);
  bits = mixed(bits ^ static_cast<uint32_t>(runPosition.tick));
  bits = mixed(bits ^ static_cast<uint32_t>(runPosition.peerId));
  return mixed(bits ^ static_cast<uint64_t>(field));
}

}  // namespace

bool readFill(const std::string& name, Fill* fill) {
  for (const FillName& known : kFillNames) {
    if (name != known.name) continue;
    *fill = known.fill;
    return true;
  }
  return false;
}

const char* fillName(Fill fill) { return kFillNames[static_cast<size_t>(fill)].name; }

void fillUnsetFields(Fill fill) { chosenFill = fill; }

void fillUnset(UnsetField field, void* bytes, size_t size) {
  const uint64_t bits = bitsOf(field);
  std::memcpy(bytes, &bits, size);
}

}  // namespace sim
