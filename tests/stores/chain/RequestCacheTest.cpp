#include "stores/chain/RequestCache.h"

#include <gtest/gtest.h>

namespace chain {
namespace {

TEST(RequestCacheTest, find_byCoordinatorAndTransaction) {
  RequestCache cache;
  ASSERT_TRUE(cache.add({1, 7, {10, 0, 2}, true}));
  ASSERT_TRUE(cache.add({2, 7, {11, 0, 2}, false}));
  ASSERT_NE(nullptr, cache.find(2, 7));
  EXPECT_FALSE(cache.find(2, 7)->succeeded);
  EXPECT_EQ(nullptr, cache.find(1, 8));
}

TEST(RequestCacheTest, expire_notBeforeTheCallIsTooOld) {
  const int executedAt = 10;
  RequestCache cache;
  cache.add({1, 7, {executedAt, 0, 2}, true});
  cache.expire(executedAt + RequestCache::kKeepTicks);
  EXPECT_NE(nullptr, cache.find(1, 7));
  // The call was made when it was executed, or before.
  EXPECT_TRUE(RequestCache::isTooOld(executedAt, executedAt + RequestCache::kKeepTicks));
  cache.expire(executedAt + RequestCache::kKeepTicks + 1);
  EXPECT_EQ(nullptr, cache.find(1, 7));
}

TEST(RequestCacheTest, add_refusesAtTheBoundAndDropsNothing) {
  RequestCache cache;
  int count = 0;
  while (cache.add({1, count, {10, count, 2}, true})) ++count;
  EXPECT_LE(cache.bytes(), RequestCache::kMaxBytes);
  EXPECT_GT(cache.bytes() + RequestCache::kEntryBytes, RequestCache::kMaxBytes);
  for (int call = 0; call < count; ++call) EXPECT_NE(nullptr, cache.find(1, call)) << call;
}

}  // namespace
}  // namespace chain
