// Tests of playground/Facts.h.
#include "playground/Facts.h"

#include <gtest/gtest.h>

#include "notation/JsonReader.h"
#include "tests/support/TempFile.h"

namespace playground {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(FactsTest, factsJson_confAndItsSchedule) {
  const TempFile schedule("at 150 crash 2\n");
  const TempFile conf("MAX_NNB: 3\nFAULTS: " + schedule.path() + "\n");
  std::string error;
  Facts facts;
  facts.confs = {conf.path()};
  facts.settings = {"KEYS=3"};
  const std::string json = factsJson(facts, &error);
  EXPECT_EQ("", error);
  EXPECT_TRUE(notation::readJson(json, &error)) << error;
  EXPECT_TRUE(has(json, "\"schedule\": \"at 150 crash 2\\n\"")) << json;
  EXPECT_TRUE(has(json, "\"KEYS=3\"")) << json;
}

TEST(FactsTest, factsJson_settingNamesAnotherSchedule) {
  const TempFile schedule("at 150 crash 2\n");
  const TempFile conf("MAX_NNB: 3\nFAULTS: random\n");
  std::string error;
  Facts facts;
  facts.confs = {conf.path()};
  facts.settings = {"FAULTS=" + schedule.path()};
  const std::string json = factsJson(facts, &error);
  EXPECT_TRUE(has(json, "\"schedule\": \"at 150 crash 2\\n\"")) << json;
  EXPECT_TRUE(has(json, "\"settings\": []")) << json;
}

TEST(FactsTest, factsJson_drawnFaultsAreNoFile) {
  const TempFile conf("MAX_NNB: 3\nFAULTS: wild\n");
  std::string error;
  Facts facts;
  facts.confs = {conf.path()};
  EXPECT_TRUE(has(factsJson(facts, &error), "\"schedule\": \"\""));
  EXPECT_EQ("", error);
}

TEST(FactsTest, factsJson_missingFiles) {
  std::string error;
  Facts facts;
  facts.confs = {"/nowhere/x.conf"};
  EXPECT_EQ("", factsJson(facts, &error));
  EXPECT_EQ(0u, error.find("/nowhere/x.conf: ")) << error;
}

}  // namespace
}  // namespace playground
