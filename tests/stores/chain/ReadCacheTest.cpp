#include "stores/chain/ReadCache.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

TEST(ReadCacheTest, add_theKeyThatWasNotReadForLongestMakesRoom) {
  ReadCache cache(2);
  cache.add("a", "1");
  cache.add("b", "2");
  ASSERT_NE(nullptr, cache.find("a"));
  cache.add("c", "3");
  EXPECT_EQ(nullptr, cache.find("b"));
  ASSERT_NE(nullptr, cache.find("a"));
  EXPECT_EQ("1", *cache.find("a"));
  EXPECT_EQ(2u, cache.size());
}

TEST(ReadCacheTest, erase_thenAnotherValue) {
  ReadCache cache(2);
  cache.add("a", "1");
  cache.erase("a");
  cache.erase("never there");
  EXPECT_EQ(nullptr, cache.find("a"));
  cache.add("a", "2");
  EXPECT_EQ("2", *cache.find("a"));
}

TEST(ReadCacheTest, add_nothingIntoACacheOfNoKeys) {
  ReadCache cache(0);
  cache.add("a", "1");
  EXPECT_EQ(nullptr, cache.find("a"));
}

}  // namespace
}  // namespace chain
