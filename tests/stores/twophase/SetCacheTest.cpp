// Tests of stores/twophase/SetCache.h.
#include "stores/twophase/SetCache.h"

#include <gtest/gtest.h>

namespace twophase {
namespace {

TEST(SetCacheTest, get_countsHitsAndMisses) {
  SetCache cache(4, 1);
  EXPECT_FALSE(cache.get("a"));
  cache.put("a", "1");
  EXPECT_EQ("1", cache.get("a"));
  cache.put("a", "2");
  EXPECT_EQ("2", cache.get("a"));
  cache.erase("a");
  EXPECT_FALSE(cache.get("a"));
  EXPECT_EQ(2, cache.hits());
  EXPECT_EQ(2, cache.misses());
}

TEST(SetCacheTest, put_theHeadIsEvictedUnlessItWasReferenced) {
  SetCache cache(1, 3);
  for (const char* key : {"a", "b", "c"}) cache.put(key, key);
  EXPECT_TRUE(cache.get("a"));
  cache.put("d", "d");  // a has its second chance, b has none.
  EXPECT_FALSE(cache.get("b"));
  EXPECT_TRUE(cache.get("a") && cache.get("c") && cache.get("d"));
  cache.put("e", "e");  // All were referenced: the first of them goes.
  EXPECT_FALSE(cache.get("c"));
  EXPECT_TRUE(cache.get("a") && cache.get("d") && cache.get("e"));
}

TEST(SetCacheTest, setOf_keysOfOtherSetsDoNotEvict) {
  SetCache cache(4, 1);
  ASSERT_NE(cache.setOf("a"), cache.setOf("b"));
  ASSERT_EQ(cache.setOf("a"), cache.setOf("e"));
  cache.put("a", "1");
  cache.put("b", "2");
  EXPECT_TRUE(cache.get("a") && cache.get("b"));
  cache.put("e", "3");
  EXPECT_FALSE(cache.get("a"));
  EXPECT_TRUE(cache.get("b") && cache.get("e"));
}

}  // namespace
}  // namespace twophase
