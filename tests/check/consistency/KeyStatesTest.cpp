// Tests of check/consistency/KeyStates.h.
#include "check/consistency/KeyStates.h"

#include <gtest/gtest.h>

#include "tests/support/CheckOperations.h"

namespace check {
namespace {

using sim::Operation::Create;
using sim::Operation::Delete;
using sim::Operation::Read;
using sim::Operation::Update;

constexpr uint64_t kNever = UINT64_MAX;

// On key "k". Unknown if it never finished.
Operation call(sim::Operation kind, uint64_t invoked, uint64_t finished) {
  Operation operation;
  operation.kind = kind;
  operation.key = "k";
  operation.outcome = finished == kNever ? Outcome::Unknown : Outcome::Ok;
  operation.invoked = invoked;
  operation.finished = finished;
  return operation;
}

KeyState stateAfter(const std::vector<Operation>& operations) {
  return keyStates(operations).at("k");
}

TEST(KeyStatesTest, live_createdOrUpdated) {
  EXPECT_EQ(KeyState::Live, stateAfter({call(Create, 1, 2)}));
  EXPECT_EQ(KeyState::Live, stateAfter({call(Create, 1, 2), call(Update, 3, 4)}));
  EXPECT_EQ(KeyState::Live,
            stateAfter({call(Create, 1, 2), call(Delete, 3, 4), call(Create, 5, 6)}));
}

TEST(KeyStatesTest, live_unknownUpdatesDoNotRemove) {
  EXPECT_EQ(KeyState::Live, stateAfter({call(Create, 1, 2), call(Update, 3, kNever)}));
  EXPECT_EQ(KeyState::Live, stateAfter({call(Create, 1, 2), call(Create, 3, kNever)}));
}

TEST(KeyStatesTest, deleted_theLastWriteWasADelete) {
  EXPECT_EQ(KeyState::Deleted, stateAfter({call(Create, 1, 2), call(Delete, 3, 4)}));
  EXPECT_EQ(KeyState::Deleted,
            stateAfter({call(Create, 1, 2), call(Delete, 3, 6), call(Delete, 4, 5)}));
  EXPECT_EQ(KeyState::Deleted,
            stateAfter({call(Create, 1, 2), call(Delete, 3, 4), call(Delete, 5, kNever)}));
}

TEST(KeyStatesTest, deleted_anUpdateThatHadFailedDoesNotRevive) {
  Operation update = call(Update, 3, kNever);
  Operation deletion = call(Delete, 5, 6);
  update.finishedAt = 104;
  deletion.invokedAt = 105;
  EXPECT_EQ(KeyState::Deleted, stateAfter({call(Create, 1, 2), update, deletion}));
  // Found by a sweep: the update found the key, the delete removed it, then the update wrote.
  update.finishedAt = 105;
  EXPECT_EQ(KeyState::Uncertain, stateAfter({call(Create, 1, 2), update, deletion}));
  update.finishedAt = -1;
  EXPECT_EQ(KeyState::Uncertain, stateAfter({call(Create, 1, 2), update, deletion}));
}

TEST(KeyStatesTest, uncertain_unknownWrites) {
  EXPECT_EQ(KeyState::Uncertain, stateAfter({call(Create, 1, kNever)}));
  EXPECT_EQ(KeyState::Uncertain, stateAfter({call(Create, 1, 2), call(Delete, 3, kNever)}));
  EXPECT_EQ(KeyState::Uncertain,
            stateAfter({call(Create, 1, kNever), call(Create, 2, 3), call(Delete, 4, 5)}));
  EXPECT_EQ(KeyState::Uncertain,
            stateAfter({call(Create, 1, 2), call(Delete, 3, 4), call(Update, 5, kNever)}));
}

// An unknown delete may yet take effect, however much was written after it.
TEST(KeyStatesTest, uncertain_anEarlyUnknownDelete) {
  EXPECT_EQ(KeyState::Uncertain,
            stateAfter({call(Create, 1, 2), call(Delete, 3, kNever), call(Update, 4, 5)}));
}

TEST(KeyStatesTest, uncertain_concurrentWrites) {
  EXPECT_EQ(KeyState::Uncertain,
            stateAfter({call(Create, 1, 2), call(Update, 3, 6), call(Delete, 4, 5)}));
}

TEST(KeyStatesTest, none_whatNobodyCreated) {
  EXPECT_TRUE(keyStates({call(Read, 1, 2)}).empty());
  EXPECT_TRUE(keyStates({call(Update, 1, kNever), call(Delete, 2, kNever)}).empty());
}

TEST(KeyStatesTest, deletionTexts_ofTheLastWrites) {
  const auto textOf = [](const Operations& operations) {
    const auto texts = deletionTexts(operations.all);
    const auto found = texts.find("k");
    return found == texts.end() ? "" : found->second;
  };
  const Operations created = Operations().create(1, "a", 1, 2);
  EXPECT_EQ("", textOf(created));
  Operations deleted = created;
  deleted.erase(1, 3, 4);
  EXPECT_EQ("which was deleted at 4", textOf(deleted));
  EXPECT_EQ("", textOf(deleted.create(1, "b", 5, 6)));
  Operations tried = created;
  tried.unknown(2, sim::Operation::Delete, "", 3);
  EXPECT_EQ("for which a delete was called at 3, without success", textOf(tried));
}

}  // namespace
}  // namespace check
