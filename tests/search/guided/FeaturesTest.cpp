// Tests of search/guided/Features.h.
#include "search/guided/Features.h"

#include <gtest/gtest.h>

namespace search {
namespace {

TEST(FeaturesTest, makeFeature_keepsTheKind) {
  for (const FeatureKind kind :
       {FeatureKind::Edge, FeatureKind::EdgeInState, FeatureKind::Cluster}) {
    EXPECT_EQ(kind, kindOf(makeFeature(kind, 0)));
    EXPECT_EQ(kind, kindOf(makeFeature(kind, ~uint64_t{0})));
  }
}

TEST(FeaturesTest, featureText_isReadBack) {
  const Features features = {0, 1, 0x1234abcd, 0xffffffff};
  EXPECT_EQ(features, readFeatures(featureText(features)));
  EXPECT_TRUE(readFeatures("").empty());
}

TEST(FeatureSetTest, add_returnsWhatIsNew) {
  FeatureSet set;
  const Feature edge = makeFeature(FeatureKind::Edge, 7);
  const Feature state = makeFeature(FeatureKind::Cluster, 7);
  EXPECT_EQ((Features{edge}), set.add({edge}));
  EXPECT_EQ((Features{state}), set.add({edge, state}));
  EXPECT_TRUE(set.add({edge, state}).empty());
  EXPECT_EQ(1u, set.count(FeatureKind::Edge));
  EXPECT_EQ(0u, set.count(FeatureKind::EdgeInState));
  EXPECT_EQ(1u, set.count(FeatureKind::Cluster));
}

}  // namespace
}  // namespace search
