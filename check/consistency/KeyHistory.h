// The operations of one key, prepared for the checks, and the rules of its object.
//
// The object is absent or has a value. The preconditions and effects of acknowledged operations:
//   create  on an absent key it sets the value; on a present one it sets it or changes nothing (the
//           course's HashTable keeps the old value, other stores overwrite);
//   update  sets the value; the key must be present, unless a delete is concurrent: in a quorum
//           store an update is no atomic compare-and-set;
//   delete  makes it absent; the key must be present, unless another write is concurrent;
//   read    returns the value, or that there is none.
// In histories of other systems (WriteForm) writes and deletes have no precondition, and there are:
//   compare-and-set  sets the value if it finds the expected one, or fails because it finds
//   another; append           puts its value behind the one that it finds, or sets it if there is
//   none.
// A write of unknown outcome takes effect once, at any time after its call, or never; it has no
// precondition, but a compare-and-set has an effect only where it finds its expected value. A read
// of unknown outcome proves nothing and is left out.
//
// An operation precedes another if it finished before the other was called; if neither precedes the
// other, they are concurrent. Keys are independent: a history is linearizable if that of each key
// is (Herlihy, Wing: Linearizability, 1990).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "check/consistency/History.h"

namespace check {

// Numbers for the values of a key. All values that no read returned and no compare-and-set expected
// share one number, because no result distinguishes them. With an append among the calls, each
// value has its own number, because the values that come of it differ.
constexpr int kAbsent = 0;
constexpr int kUnread = 1;
constexpr int kFirstReadValue = 2;

struct KeyOperation {
  const Operation* call = nullptr;
  WriteForm form = WriteForm::Conditional;  // As the call's, or how a reduction treats it.
  int value = kUnread;        // Set or returned by it; kAbsent for a delete and an absent key.
  int expected = kAbsent;     // Of a compare-and-set.
  bool needsPresent = false;  // An acknowledged update or delete: the key must exist.
  bool overwrites = false;    // An acknowledged write that surely replaced the state.
  // Nothing is known but that it took effect between its call and its end, or not at all. Only
  // smallestContradiction() makes such operations.
  bool isOptional = false;

  bool isRead() const { return call->kind == sim::Operation::Read; }
  bool isCreate() const { return call->kind == sim::Operation::Create; }
  bool isUpdate() const { return call->kind == sim::Operation::Update; }
  bool isDelete() const { return call->kind == sim::Operation::Delete; }
  bool isKnown() const { return call->outcome != Outcome::Unknown; }
  // It has taken effect, or returned its result, between its call and its end.
  bool isCertain() const { return isKnown() && !isOptional; }
  bool isMismatch() const { return call->outcome == Outcome::Mismatch; }
  bool isCompareAndSet() const { return isUpdate() && form == WriteForm::CompareAndSet; }
  bool isAppend() const { return isUpdate() && form == WriteForm::Append; }
  // Its effect depends on the value that it finds.
  bool dependsOnValue() const { return isCompareAndSet() || isAppend(); }
};

// In order of the calls.
using KeyHistory = std::vector<KeyOperation>;

// Borrows the operations.
std::map<std::string, KeyHistory> splitByKey(const std::vector<Operation>& operations);

}  // namespace check
