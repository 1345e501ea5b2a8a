// The support classes beside the original's, row by row: tests/golden/classes/README.md.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <stdexcept>

#include "Entry.h"
#include "HashTable.h"
#include "Message.h"
#include "Node.h"

namespace {

const char kTable[] = TEST_SOURCE_DIR "/tests/golden/classes/course-classes.tsv";

using Fields = std::vector<std::string>;

Fields splitAt(const std::string& text, char delimiter) {
  Fields fields(1);
  for (char c : text) {
    if (c == delimiter) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::string unescaped(const std::string& text) {
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
    } else if (text.at(i + 1) == '\\') {
      bytes += text[++i];
    } else {
      bytes += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    }
  }
  return bytes;
}

std::string escaped(const std::string& bytes) {
  std::string text;
  for (char c : bytes) {
    char code[5];
    std::snprintf(code, sizeof code, "\\x%02x", static_cast<unsigned char>(c));
    text += c == '\\' ? "\\\\" : c < ' ' || c > '~' ? code : std::string(1, c);
  }
  return text;
}

// What `describe` says of Class(text), or "throws" for the two exceptions of stoi and at alone.
template <typename Class>
std::string readResult(const std::string& text, std::string (*describe)(Class object)) {
  try {
    return describe(Class(text));
  } catch (const std::invalid_argument&) {
    return "throws";
  } catch (const std::out_of_range&) {
    return "throws";
  }
}

std::string describeMessage(Message message) {
  return "type=" + std::to_string(message.type) + "\tkey=" + escaped(message.key) +
         "\tvalue=" + escaped(message.value) + "\tfrom=" + message.fromAddr.getAddress() +
         "\ttransID=" + std::to_string(message.transID) +
         "\treplica=" + std::to_string(message.replica) +
         "\tsuccess=" + (message.success ? "1" : "0");
}

std::string describeEntry(Entry entry) {
  return "value=" + escaped(entry.value) + "\ttimestamp=" + std::to_string(entry.timestamp) +
         "\treplica=" + std::to_string(entry.replica);
}

std::string describeAddress(Address address) {
  std::string bytes;
  for (char c : address.addr) {
    char hex[3];
    std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(c));
    bytes += hex;
  }
  return "bytes=" + bytes + "\tgetAddress=" + address.getAddress();
}

// A row's result, with what ours says for a field that the original leaves unset.
std::string expectedMessage(Fields row) {
  std::string expected;
  for (size_t i = 2; i < row.size(); ++i) {
    if (row[i] == "replica=unset") row[i] = "replica=0";
    if (row[i] == "success=unset") row[i] = "success=0";
    expected += (i == 2 ? "" : "\t") + row[i];
  }
  return expected;
}

int numberIn(const std::string& field) { return std::stoi(field.substr(field.find('=') + 1)); }

std::string messageText(const Fields& row) {
  Message message(5, Address("3:1"), static_cast<MessageType>(numberIn(row.at(1))), "k", "v::w",
                  static_cast<ReplicaType>(numberIn(row.at(2))));
  message.success = numberIn(row.at(3)) != 0;
  return message.toString();
}

std::string entryText(const Fields& row) {
  const auto replica = static_cast<ReplicaType>(std::stoi(row.at(3)));
  return Entry(unescaped(row.at(1)), std::stoi(row.at(2)), replica).convertToString();
}

// One call, `read(a)`, on the table. Throws if there is no such call.
std::string callResult(const std::string& call, HashTable* table) {
  const size_t open = call.find('(');
  const std::string name = call.substr(0, open);
  const Fields arguments = splitAt(call.substr(open + 1, call.size() - open - 2), ',');
  if (name == "read") return table->read(arguments.at(0));
  unsigned long result = 0;
  if (name == "create") {
    result = table->create(arguments.at(0), arguments.at(1));
  } else if (name == "update") {
    result = table->update(arguments.at(0), arguments.at(1));
  } else if (name == "deleteKey") {
    result = table->deleteKey(arguments.at(0));
  } else if (name == "count") {
    result = table->count(arguments.at(0));
  } else if (name == "currentSize") {
    result = table->currentSize();
  } else if (name == "isEmpty") {
    result = table->isEmpty();
  } else {
    throw std::runtime_error("no call of a HashTable: " + call);
  }
  return std::to_string(result);
}

// The row's calls as our table answers them.
std::string callsOnTable(const std::string& calls) {
  HashTable table;
  std::string answered;
  for (const std::string& step : splitAt(calls, ' ')) {
    const std::string call = step.substr(0, step.find('='));
    answered += call.empty() ? "" : call + "=" + callResult(call, &table) + " ";
  }
  return answered;
}

void checkRow(const Fields& row) {
  const std::string& name = row.at(0);
  const std::string text = unescaped(row.at(1));
  const std::string rest = expectedMessage(row);
  if (name == "Message") {
    EXPECT_EQ(rest, readResult<Message>(text, describeMessage));
  } else if (name == "Entry") {
    EXPECT_EQ(rest, readResult<Entry>(text, describeEntry));
  } else if (name == "Address") {
    EXPECT_EQ(rest, readResult<Address>(text, describeAddress));
  } else if (name == "MessageText") {
    EXPECT_EQ(unescaped(row.at(4)), messageText(row));
  } else if (name == "EntryText") {
    EXPECT_EQ(unescaped(row.at(4)), entryText(row));
  } else if (name == "NodeHash") {
    if (std::stoi(text) % 256 == 0) return;  // Ours differs on purpose.
    EXPECT_EQ(row.at(2), std::to_string(Node(Address(text + ":0")).getHashCode()));
  } else if (name == "HashTable") {
    EXPECT_EQ(row.at(1), callsOnTable(row.at(1)));
  } else {
    ADD_FAILURE() << "no class of this name: " << name;
  }
}

TEST(CourseClassesTest, everyRow) {
  std::ifstream table(kTable);
  ASSERT_TRUE(table) << kTable;
  std::map<std::string, int> rows;
  int lineNumber = 0;
  for (std::string line; std::getline(table, line);) {
    SCOPED_TRACE("course-classes.tsv:" + std::to_string(++lineNumber) + ": " + line);
    const Fields row = splitAt(line, '\t');
    ASSERT_GE(row.size(), 2u);
    ++rows[row[0]];
    ASSERT_NO_THROW(checkRow(row));
  }
  const std::map<std::string, int> kAll = {{"Address", 130},   {"Entry", 262},   {"EntryText", 5},
                                           {"HashTable", 40},  {"Message", 623}, {"NodeHash", 1100},
                                           {"MessageText", 24}};
  EXPECT_EQ(kAll, rows);
}

}  // namespace
