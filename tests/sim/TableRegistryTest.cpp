// Tests of TableRegistry.h, and of HashTable's part in it.
#include "sim/TableRegistry.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "HashTable.h"
#include "host/RunPosition.h"

namespace {

using Tables = std::vector<const HashTable*>;

// Constructed before main().
HashTable globalTable;

class TableRegistryTest : public testing::Test {
 protected:
  // What other tests' nodes have left behind.
  void SetUp() override { tableRegistry().clear(); }

  static std::unique_ptr<HashTable> makeFor(int32_t peerId) {
    const host::PositionMark mark(0, peerId, "a test");
    return std::make_unique<HashTable>();
  }
};

TEST_F(TableRegistryTest, tablesOf_byPeerInTheOrderOfConstruction) {
  const auto first = makeFor(1);
  const auto other = makeFor(2);
  const auto second = makeFor(1);
  EXPECT_EQ((Tables{first.get(), second.get()}), tableRegistry().tablesOf(1));
  EXPECT_EQ(Tables{other.get()}, tableRegistry().tablesOf(2));
  EXPECT_EQ(Tables{}, tableRegistry().tablesOf(3));
}

TEST_F(TableRegistryTest, tablesOf_outsideOfPeersCodeIsPeer0) {
  const auto ofAPeer = makeFor(3);
  const HashTable table;
  EXPECT_EQ(Tables{&table}, tableRegistry().tablesOf(0));
}

TEST_F(TableRegistryTest, tablesOf_showsTheContent) {
  const auto table = makeFor(1);
  table->create("k", "v");
  table->hashTable["direct"] = "w";
  EXPECT_EQ((map<string, string>{{"direct", "w"}, {"k", "v"}}),
            tableRegistry().tablesOf(1).front()->hashTable);
}

TEST_F(TableRegistryTest, remove_withTheTable) {
  auto first = makeFor(1);
  auto second = makeFor(1);
  auto third = makeFor(1);
  second.reset();
  EXPECT_EQ((Tables{first.get(), third.get()}), tableRegistry().tablesOf(1));
  first.reset();
  third.reset();
  EXPECT_EQ(Tables{}, tableRegistry().tablesOf(1));
}

TEST_F(TableRegistryTest, add_aCopyBelongsToWhoCopies) {
  const auto table = makeFor(1);
  table->create("k", "v");
  {
    const host::PositionMark mark(0, 2, "a test");
    const HashTable copy(*table);
    EXPECT_EQ(Tables{table.get()}, tableRegistry().tablesOf(1));
    EXPECT_EQ(Tables{&copy}, tableRegistry().tablesOf(2));
    EXPECT_EQ(table->hashTable, copy.hashTable);
  }
  EXPECT_EQ(Tables{}, tableRegistry().tablesOf(2));
}

TEST_F(TableRegistryTest, add_assignmentChangesNoOwner) {
  const auto table = makeFor(1);
  const auto other = makeFor(2);
  table->create("k", "v");
  *other = *table;
  EXPECT_EQ("v", other->read("k"));
  EXPECT_EQ(Tables{table.get()}, tableRegistry().tablesOf(1));
  EXPECT_EQ(Tables{other.get()}, tableRegistry().tablesOf(2));
}

TEST_F(TableRegistryTest, add_aContainerThatMovesItsTables) {
  const host::PositionMark mark(0, 1, "a test");
  std::vector<HashTable> tables;
  for (int i = 0; i < 20; ++i) {
    tables.emplace_back();
    tables.back().create("k", std::to_string(i));
  }
  const Tables known = tableRegistry().tablesOf(1);
  ASSERT_EQ(tables.size(), known.size());
  for (const HashTable& table : tables) {
    EXPECT_EQ(1, std::count(known.begin(), known.end(), &table));
  }
}

TEST_F(TableRegistryTest, forgetTablesOf_thatPeersAlone) {
  auto old = makeFor(1);
  const auto other = makeFor(2);
  tableRegistry().forgetTablesOf(1);
  EXPECT_EQ(Tables{}, tableRegistry().tablesOf(1));
  EXPECT_EQ(Tables{other.get()}, tableRegistry().tablesOf(2));
  const auto fresh = makeFor(1);
  old.reset();
  EXPECT_EQ(Tables{fresh.get()}, tableRegistry().tablesOf(1));
}

TEST_F(TableRegistryTest, clear_forgetsAll) {
  const auto table = makeFor(1);
  tableRegistry().clear();
  EXPECT_EQ(Tables{}, tableRegistry().tablesOf(1));
}

TEST_F(TableRegistryTest, add_globalTablesWorkBeforeAndAfterMain) {
  globalTable.create("k", "v");
  EXPECT_EQ("v", globalTable.read("k"));
}

}  // namespace
