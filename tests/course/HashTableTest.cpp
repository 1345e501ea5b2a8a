// Tests of HashTable.h.
#include "HashTable.h"

#include <gtest/gtest.h>

namespace {

TEST(HashTableTest, create_keepsAnExistingValue) {
  HashTable table;
  EXPECT_TRUE(table.create("k", "first"));
  EXPECT_TRUE(table.create("k", "second"));
  EXPECT_EQ("first", table.read("k"));
}

TEST(HashTableTest, create_keepsAnExistingEmptyValue) {
  HashTable table;
  table.create("k", "");
  EXPECT_TRUE(table.create("k", "second"));
  EXPECT_EQ("", table.read("k"));
}

TEST(HashTableTest, read_absentKeyIsEmptyAndStaysAbsent) {
  HashTable table;
  EXPECT_EQ("", table.read("k"));
  EXPECT_TRUE(table.isEmpty());
}

TEST(HashTableTest, update_replaces) {
  HashTable table;
  table.create("k", "old");
  EXPECT_TRUE(table.update("k", "new"));
  EXPECT_EQ("new", table.read("k"));
}

TEST(HashTableTest, update_absentKeyIsFalseAndStaysAbsent) {
  HashTable table;
  EXPECT_FALSE(table.update("k", "new"));
  EXPECT_TRUE(table.isEmpty());
}

TEST(HashTableTest, update_emptyValueCountsAsAbsent) {
  HashTable table;
  table.create("k", "");
  EXPECT_FALSE(table.update("k", "new"));
  EXPECT_EQ("", table.read("k"));
}

TEST(HashTableTest, deleteKey_removes) {
  HashTable table;
  table.create("k", "v");
  EXPECT_TRUE(table.deleteKey("k"));
  EXPECT_EQ(0u, table.count("k"));
  EXPECT_FALSE(table.deleteKey("k"));
}

TEST(HashTableTest, deleteKey_emptyValueCountsAsAbsent) {
  HashTable table;
  table.create("k", "");
  EXPECT_FALSE(table.deleteKey("k"));
  EXPECT_EQ(1u, table.count("k"));
}

TEST(HashTableTest, sizes_followTheContent) {
  HashTable table;
  EXPECT_TRUE(table.isEmpty());
  table.create("a", "1");
  table.create("b", "2");
  EXPECT_FALSE(table.isEmpty());
  EXPECT_EQ(2u, table.currentSize());
  EXPECT_EQ(1u, table.count("a"));
  EXPECT_EQ(0u, table.count("c"));
  table.clear();
  EXPECT_TRUE(table.isEmpty());
  EXPECT_EQ(0u, table.currentSize());
}

TEST(HashTableTest, hashTable_isInTheOrderOfItsKeys) {
  HashTable table;
  table.create("b", "2");
  table.create("c", "3");
  table.create("a", "1");
  string keys;
  for (const auto& entry : table.hashTable) keys += entry.first;
  EXPECT_EQ("abc", keys);
}

}  // namespace
