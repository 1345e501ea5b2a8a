// Tests of report/exports/TimelineCsv.h.
#include "report/exports/TimelineCsv.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>

#include "tests/support/TraceText.h"

namespace report {
namespace {

using Row = std::map<std::string, std::string>;

std::vector<std::string> fieldsOf(const std::string& line) {
  std::vector<std::string> fields(1);
  for (char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::vector<Row> rowsOf(const Trace& trace) {
  std::istringstream lines(timelineCsv(trace));
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> names = fieldsOf(line);
  std::vector<Row> rows;
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = fieldsOf(line);
    EXPECT_EQ(names.size(), fields.size());
    rows.emplace_back();
    for (size_t i = 0; i < names.size() && i < fields.size(); ++i)
      rows.back()[names[i]] = fields[i];
  }
  return rows;
}

TEST(TimelineCsvTest, timelineCsv_aRowForEachTick) {
  std::vector<Row> rows = rowsOf(sampleTrace());
  ASSERT_EQ(30u, rows.size());
  for (size_t tick = 0; tick < rows.size(); ++tick) {
    EXPECT_EQ(std::to_string(tick), rows[tick]["tick"]);
  }
}

TEST(TimelineCsvTest, timelineCsv_operations) {
  std::vector<Row> rows = rowsOf(sampleTrace());
  EXPECT_EQ("1", rows[5]["calls"]);
  EXPECT_EQ("1", rows[7]["ok"]);
  EXPECT_EQ("2", rows[7]["latency_mean"]);
  EXPECT_EQ("1", rows[15]["failed"]);
  EXPECT_EQ("5", rows[15]["latency_max"]);
  EXPECT_EQ("", rows[8]["latency_mean"]);
}

TEST(TimelineCsvTest, timelineCsv_messages) {
  std::vector<Row> rows = rowsOf(sampleTrace());
  EXPECT_EQ("2", rows[5]["store_sent"]);
  EXPECT_EQ("80", rows[5]["store_bytes"]);
  EXPECT_EQ("2", rows[6]["store_delivered"]);
  EXPECT_EQ("1", rows[10]["store_lost"]);
  EXPECT_EQ("2", rows[15]["store_delivered"]) << "both copies";
  EXPECT_EQ("12", rows[10]["membership_sent"]) << "the sum, without the refused one";
  EXPECT_EQ("4800", rows[10]["membership_bytes"]);
}

TEST(TimelineCsvTest, timelineCsv_peersAndFaults) {
  std::vector<Row> rows = rowsOf(sampleTrace());
  EXPECT_EQ("3", rows[13]["up"]);
  EXPECT_EQ("2", rows[14]["up"]);
  EXPECT_EQ("3", rows[16]["up"]) << "one is back, one is paused";
  EXPECT_EQ("2", rows[20]["up"]);
  EXPECT_EQ("0", rows[9]["faults"]);
  EXPECT_EQ("1", rows[10]["faults"]);
  EXPECT_EQ("0", rows[20]["faults"]);
}

TEST(TimelineCsvTest, timelineCsv_noTicks) {
  EXPECT_TRUE(rowsOf(traceOf(traceHeader() + traceEnd(0))).empty());
}

}  // namespace
}  // namespace report
