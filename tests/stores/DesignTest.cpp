// Tests of stores/Design.h: the designs, and that conf files allow just these.
#include "stores/Design.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "host/Words.h"
#include "sim/Event.h"
#include "tests/support/TempFile.h"

namespace {

// What is wrong with a conf that has this line; "" for nothing.
string errorOf(const string& line, Params* params) {
  const TempFile file("MAX_NNB: 10\n" + line + "\n");
  vector<string> errors;
  if (params->load(file.path(), {}, &errors)) return "";
  return errors.front().substr(file.path().size());
}

template <typename Design>
vector<string> namesOf(const vector<Design>& designs) {
  vector<string> names;
  for (const Design& design : designs) names.push_back(design.name);
  return names;
}

TEST(DesignTest, designOf_theCoursesByDefault) {
  const PeerDesign design = designOf(Params());
  EXPECT_STREQ("MP1", design.membership.name);
  EXPECT_STREQ("QUORUM", design.store.name);
  EXPECT_EQ(3u, design.store.replication.replicas);
  EXPECT_EQ(2u, design.store.replication.quorum);
}

TEST(DesignTest, designOf_asTheConfNamesIt) {
  for (const string& name : namesOf(storeDesigns())) {
    Params params;
    EXPECT_EQ("", errorOf("REPLICATION: " + name, &params));
    EXPECT_EQ(name, designOf(params).store.name);
  }
  for (const string& name : namesOf(membershipDesigns())) {
    Params params;
    EXPECT_EQ("", errorOf("MEMBERSHIP: " + name, &params));
    EXPECT_EQ(name, designOf(params).membership.name);
  }
}

TEST(DesignTest, load_refusesOtherDesigns) {
  Params params;
  EXPECT_EQ(":2: REPLICATION is `NONE`: one of " + host::joined(namesOf(storeDesigns()), ", ") +
                " is allowed",
            errorOf("REPLICATION: NONE", &params));
  EXPECT_EQ(":2: MEMBERSHIP is `mp1`: one of " + host::joined(namesOf(membershipDesigns()), ", ") +
                " is allowed",
            errorOf("MEMBERSHIP: mp1", &params));
}

TEST(DesignTest, callsOf_thoseThatAPeerHas) {
  const auto namesOf = [](bool hasStore) {
    const vector<const char*> calls = callsOf(designOf(Params()), hasStore);
    return host::joined({calls.begin(), calls.end()}, " ");
  };
  const string membership =
      "MP1Node::nodeStart MP1Node::recvLoop MP1Node::nodeLoop MP1Node::finishUpThisNode";
  EXPECT_EQ(membership, namesOf(false));
  EXPECT_EQ(membership +
                " MP2Node::updateRing MP2Node::recvLoop MP2Node::checkMessages"
                " MP2Node::clientCreate MP2Node::clientRead MP2Node::clientUpdate"
                " MP2Node::clientDelete MP2Node::findNodes",
            namesOf(true));
}

TEST(DesignTest, designOf_throwsForOtherNames) {
  Params params;
  params.REPLICATION = "NONE";
  EXPECT_THROW(designOf(params), std::invalid_argument);
}

TEST(DesignTest, calls_areNamedByTheNodeThatIsCalled) {
  const PeerDesign design = designOf(Params());
  EXPECT_STREQ("MP1Node::nodeStart", design.membership.calls.start);
  EXPECT_STREQ("MP2Node::clientDelete",
               design.store.calls.client[static_cast<size_t>(sim::Operation::Delete)]);
}

}  // namespace
