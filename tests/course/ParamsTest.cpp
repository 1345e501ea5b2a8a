// Tests of Params.h.
#include "Params.h"

#include <gtest/gtest.h>

#include "sim/DbgLog.h"
#include "tests/support/TempFile.h"

#ifndef TEST_SOURCE_DIR
#define TEST_SOURCE_DIR "."
#endif

namespace {

using Texts = vector<string>;

// All fields, as text to compare.
string fieldsOf(Params params) {
  string text;
  for (double field : {double(params.MAX_NNB),       double(params.SINGLE_FAILURE),
                       params.MSG_DROP_PROB,         params.STEP_RATE,
                       double(params.EN_GPSZ),       double(params.MAX_MSG_SIZE),
                       double(params.DROP_MSG),      double(params.dropmsg),
                       double(params.globaltime),    double(params.allNodesJoined),
                       double(params.PORTNUM),       double(params.CRUDTEST),
                       double(params.MSG_DELAY_MIN), double(params.MSG_DELAY_MAX),
                       double(params.RECV_ORDER),    double(params.DROP_START),
                       double(params.DROP_STOP),     double(params.LOG_MEMBERSHIP),
                       double(params.FAIL_REPLICAS), double(params.SEED)}) {
    text += to_string(field) + " ";
  }
  return text;
}

// Loads a conf file of that content.
Params loaded(const string& conf, const Texts& overrides = {}) {
  const TempFile file(conf);
  Params params;
  Texts errors;
  EXPECT_TRUE(params.load(file.path(), overrides, &errors)) << conf;
  EXPECT_EQ(Texts{}, errors) << conf;
  return params;
}

// The messages about a conf file of that content, with FILE for its path. The Params must be as
// before.
Texts errorsOf(const string& conf, const Texts& overrides = {}) {
  const TempFile file(conf);
  Params params;
  params.MAX_NNB = 77;
  params.globaltime = 5;
  const string before = fieldsOf(params);
  Texts errors;
  EXPECT_FALSE(params.load(file.path(), overrides, &errors)) << conf;
  EXPECT_EQ(before, fieldsOf(params)) << conf;
  for (string& error : errors) {
    for (size_t at = 0; (at = error.find(file.path(), at)) != string::npos;) {
      error.replace(at, file.path().size(), "FILE");
    }
  }
  return errors;
}

// The message about a value.
string refusal(const string& where, const string& key, const string& value, const string& allowed) {
  return where + ": " + key + " is `" + value + "`: " + allowed + " is allowed";
}

TEST(ParamsTest, constructor_defaults) {
  const Params params;
  EXPECT_EQ(10, params.MAX_NNB);
  EXPECT_EQ(10, params.EN_GPSZ);
  EXPECT_EQ(NO_FAILURE, params.SINGLE_FAILURE);
  EXPECT_EQ(NO_CRUD_TEST, params.CRUDTEST);
  EXPECT_EQ(0, params.MSG_DROP_PROB);
  EXPECT_EQ(.25, params.STEP_RATE);
  EXPECT_EQ(4000, params.MAX_MSG_SIZE);
  EXPECT_EQ(8001, params.PORTNUM);
  EXPECT_EQ(0, params.DROP_MSG);
  EXPECT_EQ(0, params.dropmsg);
  EXPECT_EQ(0, params.globaltime);
  EXPECT_EQ(0, params.allNodesJoined);
  EXPECT_EQ(0, params.MSG_DELAY_MIN);
  EXPECT_EQ(0, params.MSG_DELAY_MAX);
  EXPECT_EQ(RECV_NEWEST_FIRST, params.RECV_ORDER);
  EXPECT_EQ(50, params.DROP_START);
  EXPECT_EQ(300, params.DROP_STOP);
  EXPECT_EQ(sim::MembershipLines::All, params.LOG_MEMBERSHIP);
  EXPECT_EQ(FAIL_LAST_REPLICAS, params.FAIL_REPLICAS);
  EXPECT_EQ("all", params.FAULT_KINDS);
  EXPECT_EQ(1u, params.SEED);
}

TEST(ParamsTest, load_allKeys) {
  Params expected;
  expected.MAX_NNB = 20;
  expected.EN_GPSZ = 20;
  expected.SINGLE_FAILURE = 0;
  expected.DROP_MSG = 1;
  expected.MSG_DROP_PROB = 0.25;
  expected.CRUDTEST = DELETE_TEST;
  expected.DROP_START = 1;
  expected.DROP_STOP = 2;
  expected.MSG_DELAY_MIN = 3;
  expected.MSG_DELAY_MAX = 4;
  expected.RECV_ORDER = RECV_SHUFFLED;
  expected.STEP_RATE = 0.04;
  expected.LOG_MEMBERSHIP = sim::MembershipLines::Others;
  Texts lines = {"MAX_NNB: 20\n",          "SINGLE_FAILURE: 0\n", "DROP_MSG: 1\n",
                 "MSG_DROP_PROB: .25\n",   "CRUD_TEST: DELETE\n", "DROP_START: 1\n",
                 "DROP_STOP: 2\n",         "MSG_DELAY_MIN: 3\n",  "MSG_DELAY_MAX: 4\n",
                 "RECV_ORDER: shuffled\n", "STEP_RATE: 0.04\n",   "LOG_MEMBERSHIP: others\n"};
  for (size_t rotation = 0; rotation < lines.size(); ++rotation) {
    string conf;
    for (const string& line : lines) conf += line;
    EXPECT_EQ(fieldsOf(expected), fieldsOf(loaded(conf))) << conf;
    rotate(lines.begin(), lines.begin() + 1, lines.end());
  }
}

TEST(ParamsTest, load_oneKeyLeavesTheDefaults) {
  Params expected;
  expected.RECV_ORDER = RECV_AS_COURSE;
  EXPECT_EQ(fieldsOf(expected), fieldsOf(loaded("MAX_NNB: 10")));
}

// As the course's network does in the course's tests; protocols under study get the plain order.
TEST(ParamsTest, load_receiveOrderByTheKindOfRun) {
  EXPECT_EQ(RECV_AS_COURSE, loaded("MAX_NNB: 10\nCRUD_TEST: READ").RECV_ORDER);
  EXPECT_EQ(RECV_NEWEST_FIRST, loaded("MAX_NNB: 10\nFAULTS: random").RECV_ORDER);
  EXPECT_EQ(RECV_NEWEST_FIRST, loaded("MAX_NNB: 10\nWORKLOAD: A").RECV_ORDER);
  EXPECT_EQ(RECV_OLDEST_FIRST, loaded("MAX_NNB: 10\nRECV_ORDER: oldest").RECV_ORDER);
}

TEST(ParamsTest, load_messageLimit) {
  EXPECT_EQ(512, loaded("MAX_NNB: 10\nMAX_MSG_SIZE: 512").MAX_MSG_SIZE);
  EXPECT_EQ(65507, loaded("MAX_NNB: 10\nMAX_MSG_SIZE: 65507").MAX_MSG_SIZE);
  for (const string value : {"511", "65508", "many"}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "MAX_MSG_SIZE", value, "a whole number from 512 to 65507")},
              errorsOf("MAX_NNB: 10\nMAX_MSG_SIZE: " + value));
  }
}

TEST(ParamsTest, load_epidemic) {
  const Params params =
      loaded("MAX_NNB: 10\nEPIDEMIC_PERIOD: 2\nEPIDEMIC_TIMEOUT: 26\nEPIDEMIC_LOSS: 0.9");
  EXPECT_EQ(2, params.EPIDEMIC_PERIOD);
  EXPECT_EQ(26, params.EPIDEMIC_TIMEOUT);
  EXPECT_EQ(0.9, params.EPIDEMIC_LOSS);
  EXPECT_EQ(Texts{refusal("FILE:2", "EPIDEMIC_PERIOD", "0", "a whole number from 1 to 10000")},
            errorsOf("MAX_NNB: 10\nEPIDEMIC_PERIOD: 0"));
  EXPECT_EQ(Texts{refusal("FILE:2", "EPIDEMIC_LOSS", "1", "a probability from 0 to 0.9")},
            errorsOf("MAX_NNB: 10\nEPIDEMIC_LOSS: 1"));
}

TEST(ParamsTest, load_clockAndSeedStay) {
  const TempFile file("MAX_NNB: 3\n");
  Params params;
  params.SEED = 99;
  params.globaltime = 7;
  Texts errors;
  EXPECT_TRUE(params.load(file.path(), {}, &errors));
  EXPECT_EQ(99u, params.SEED);
  EXPECT_EQ(7, params.getcurrtime());
}

TEST(ParamsTest, load_commentsBlanksAndLineEnds) {
  const string kConf =
      "# ten peers\r\n\r\nMAX_NNB: 12 \t\r\n  CRUD_TEST :READ# not UPDATE\r\n#DROP_MSG: 1\r\n";
  const Params params = loaded(kConf);
  EXPECT_EQ(12, params.MAX_NNB);
  EXPECT_EQ(READ_TEST, params.CRUDTEST);
  EXPECT_EQ(0, params.DROP_MSG);
}

TEST(ParamsTest, load_choices) {
  EXPECT_EQ(CREATE_TEST, loaded("MAX_NNB: 10\nCRUD_TEST: CREATE\n").CRUDTEST);
  EXPECT_EQ(READ_TEST, loaded("MAX_NNB: 10\nCRUD_TEST: READ\n").CRUDTEST);
  EXPECT_EQ(UPDATE_TEST, loaded("MAX_NNB: 10\nCRUD_TEST: UPDATE\n").CRUDTEST);
  EXPECT_EQ(DELETE_TEST, loaded("MAX_NNB: 10\nCRUD_TEST: DELETE\n").CRUDTEST);
  EXPECT_EQ(RECV_NEWEST_FIRST, loaded("MAX_NNB: 10\nRECV_ORDER: newest\n").RECV_ORDER);
  EXPECT_EQ(RECV_OLDEST_FIRST, loaded("MAX_NNB: 10\nRECV_ORDER: oldest\n").RECV_ORDER);
  EXPECT_EQ(1, loaded("MAX_NNB: 10\nSINGLE_FAILURE: 1\n").SINGLE_FAILURE);
  EXPECT_EQ(FAIL_FIRST_REPLICAS, loaded("MAX_NNB: 10\nFAIL_REPLICAS: first\n").FAIL_REPLICAS);
  EXPECT_EQ(FAIL_LAST_REPLICAS, loaded("MAX_NNB: 10\nFAIL_REPLICAS: last\n").FAIL_REPLICAS);
}

TEST(ParamsTest, load_faultKinds) {
  EXPECT_EQ("all", loaded("MAX_NNB: 10\nFAULT_KINDS: all").FAULT_KINDS);
  EXPECT_EQ("drop, crash", loaded("MAX_NNB: 10\nFAULT_KINDS: drop, crash").FAULT_KINDS);
  const string kAllowed =
      "all, or, with commas between them, some of drop delay duplicate reorder corrupt partition "
      "slow pause crash restart join leave";
  for (const char* kinds : {"crsh", "drop,", "all, drop", "drop crash"}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "FAULT_KINDS", kinds, kAllowed)},
              errorsOf(string("MAX_NNB: 10\nFAULT_KINDS: ") + kinds));
  }
}

// Which lines dbg.log gets goes by the group's size, unless the conf says it.
TEST(ParamsTest, load_membershipLinesOfLargeGroups) {
  using sim::MembershipLines;
  EXPECT_EQ(MembershipLines::All, loaded("MAX_NNB: 1000").LOG_MEMBERSHIP);
  EXPECT_EQ(MembershipLines::None, loaded("MAX_NNB: 1001").LOG_MEMBERSHIP);
  EXPECT_EQ(MembershipLines::None, loaded("MAX_NNB: 10", {"MAX_NNB=1001"}).LOG_MEMBERSHIP);
  EXPECT_EQ(MembershipLines::All, loaded("MAX_NNB: 1001\nLOG_MEMBERSHIP: all").LOG_MEMBERSHIP);
  EXPECT_EQ(MembershipLines::Others,
            loaded("LOG_MEMBERSHIP: others\nMAX_NNB: 1001").LOG_MEMBERSHIP);
  EXPECT_EQ(MembershipLines::None, loaded("MAX_NNB: 10\nLOG_MEMBERSHIP: none").LOG_MEMBERSHIP);
}

TEST(ParamsTest, load_limitsAreAllowed) {
  EXPECT_EQ(1, loaded("MAX_NNB: 1").MAX_NNB);
  EXPECT_EQ(100000, loaded("MAX_NNB: 100000").EN_GPSZ);
  EXPECT_EQ(0, loaded("MAX_NNB: 1\nMSG_DROP_PROB: 0").MSG_DROP_PROB);
  EXPECT_EQ(1, loaded("MAX_NNB: 1\nMSG_DROP_PROB: 1.0").MSG_DROP_PROB);
  EXPECT_EQ(1000, loaded("MAX_NNB: 1\nMSG_DELAY_MAX: 1000").MSG_DELAY_MAX);
  EXPECT_EQ(1000000, loaded("MAX_NNB: 1\nDROP_STOP: 1000000").DROP_STOP);
  EXPECT_EQ(0, loaded("MAX_NNB: 1\nDROP_START: 0\nDROP_STOP: 0").DROP_STOP);
  EXPECT_EQ(0, loaded("MAX_NNB: 1\nSTEP_RATE: 0").STEP_RATE);
  EXPECT_EQ(100, loaded("MAX_NNB: 1\nSTEP_RATE: 100").STEP_RATE);
}

TEST(ParamsTest, load_badPeerNumber) {
  for (const char* value : {"0", "-1", "-10", "100001", "4294967306", "99999999999999999999", "ten",
                            "10x", "1.5", "1e1", "0x10", "+10", "nan", "10 10", ""}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "MAX_NNB", value, "a whole number from 1 to 100000")},
              errorsOf("\nMAX_NNB: " + string(value) + "\n"));
  }
}

TEST(ParamsTest, load_badProbability) {
  for (const char* value :
       {"-0.1", "1.1", "2", "10", "10%", "-1e-9", "1.0000001", "nan", "NaN", "-nan", "inf", "INF",
        "-inf", "infinity", "1e400", "0,1", "often", "."}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "MSG_DROP_PROB", value, "a probability from 0 to 1")},
              errorsOf("MAX_NNB: 10\nMSG_DROP_PROB: " + string(value) + "\n"));
  }
}

TEST(ParamsTest, load_badStepRate) {
  for (const char* value : {"-0.1", "100.1", "1e9", "nan", "slow", ""}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "STEP_RATE", value, "a number from 0 to 100")},
              errorsOf("MAX_NNB: 10\nSTEP_RATE: " + string(value) + "\n"));
  }
}

TEST(ParamsTest, load_badChoice) {
  for (const char* value : {"CRATE", "create", "CREATE_TEST", "0", "CREATE READ", ""}) {
    EXPECT_EQ(Texts{refusal("FILE:2", "CRUD_TEST", value, "one of CREATE, READ, UPDATE, DELETE")},
              errorsOf("MAX_NNB: 10\nCRUD_TEST: " + string(value) + "\n"));
  }
  EXPECT_EQ(
      Texts{refusal("FILE:2", "RECV_ORDER", "random", "one of newest, oldest, shuffled, course")},
      errorsOf("MAX_NNB: 10\nRECV_ORDER: random\n"));
  EXPECT_EQ(Texts{refusal("FILE:2", "LOG_MEMBERSHIP", "some", "one of all, others, none")},
            errorsOf("MAX_NNB: 10\nLOG_MEMBERSHIP: some\n"));
  for (const char* key : {"SINGLE_FAILURE", "DROP_MSG"}) {
    for (const char* value : {"2", "-1", "yes", "true", "01", ""}) {
      EXPECT_EQ(Texts{refusal("FILE:1", key, value, "one of 0, 1")},
                errorsOf(string(key) + ": " + value + "\nMAX_NNB: 10\n"));
    }
  }
}

TEST(ParamsTest, load_badTicks) {
  for (const char* key : {"DROP_START", "DROP_STOP"}) {
    for (const char* value : {"-1", "1000001", "1.5", "never"}) {
      EXPECT_EQ(Texts{refusal("FILE:2", key, value, "a whole number from 0 to 1000000")},
                errorsOf("MAX_NNB: 10\n" + string(key) + ": " + value));
    }
  }
  for (const char* key : {"MSG_DELAY_MIN", "MSG_DELAY_MAX"}) {
    for (const char* value : {"-1", "1001", "1.5", "none"}) {
      EXPECT_EQ(Texts{refusal("FILE:2", key, value, "a whole number from 0 to 1000")},
                errorsOf("MAX_NNB: 10\n" + string(key) + ": " + value));
    }
  }
}

TEST(ParamsTest, load_unknownKey) {
  const struct {
    const char* key;
    const char* nearest;
  } kCases[] = {{"MAX_NBB", "MAX_NNB"},
                {"max_nnb", "MAX_NNB"},
                {"CRUDTEST", "CRUD_TEST"},
                {"MSG_DROP_PROP", "MSG_DROP_PROB"},
                {"DROP_MESSAGE", "DROP_MSG"},
                {"MSG_DELAY_MAXI", "MSG_DELAY_MAX"},
                {"SINGLEFAILURE", "SINGLE_FAILURE"}};
  for (const auto& test : kCases) {
    EXPECT_EQ(
        Texts{"FILE:2: " + string(test.key) + " is not known: did you mean " + test.nearest + "?"},
        errorsOf("MAX_NNB: 10\n" + string(test.key) + ": 1\n"));
  }
}

TEST(ParamsTest, load_unknownKeyNearNone) {
  EXPECT_EQ(Texts{"FILE:1: COLOUR is not known: docs/confs.md lists the keys that are"},
            errorsOf("COLOUR: red\nMAX_NNB: 10\n"));
}

TEST(ParamsTest, load_keyTwice) {
  EXPECT_EQ(Texts{"FILE:3: MAX_NNB is given twice, first at FILE:1"},
            errorsOf("MAX_NNB: 10\nCRUD_TEST: READ\nMAX_NNB: 10\n"));
}

TEST(ParamsTest, load_notALine) {
  EXPECT_EQ(Texts{"FILE:2: `CRUD_TEST=READ` is not understood: `KEY: value` is expected"},
            errorsOf("MAX_NNB: 10\nCRUD_TEST=READ\n"));
}

TEST(ParamsTest, load_noPeerNumber) {
  EXPECT_EQ(Texts{"FILE:1: MAX_NNB, the number of peers, is missing: `MAX_NNB: 10`, say"},
            errorsOf("CRUD_TEST: READ\n"));
}

TEST(ParamsTest, load_emptyFile) {
  for (const char* conf : {"", "\n\n", "# MAX_NNB: 10\n"}) {
    EXPECT_EQ(Texts{"FILE:1: the file is empty: at least `MAX_NNB: 10` is expected"},
              errorsOf(conf));
  }
}

TEST(ParamsTest, load_binaryFile) {
  for (const string& conf :
       {string("\x7f"
               "ELF\x02\x01\x01\0\0\0\0",
               11),
        string("MAX_NNB: 10\n\0", 13), string("\xff\xfeM\0A\0X\0", 8), string(2000000, 'x')}) {
    EXPECT_EQ(Texts{"FILE:1: this is not a conf file: lines `KEY: value` are expected"},
              errorsOf(conf));
  }
}

TEST(ParamsTest, load_noSuchFileOrADirectory) {
  const TempFile missing;
  const string before = fieldsOf(Params());
  Params params;
  Texts errors;
  EXPECT_FALSE(params.load(missing.path(), {"MAX_NNB=10"}, &errors));
  EXPECT_EQ(Texts{missing.path() + ": cannot be read: No such file or directory"}, errors);
  errors.clear();
  EXPECT_FALSE(params.load(testing::TempDir(), {}, &errors));
  EXPECT_EQ(Texts{testing::TempDir() + ": cannot be read: is a directory"}, errors);
  EXPECT_EQ(before, fieldsOf(params));
}

TEST(ParamsTest, load_allErrorsAreTold) {
  EXPECT_EQ((Texts{refusal("FILE:1", "MAX_NNB", "0", "a whole number from 1 to 100000"),
                   refusal("FILE:2", "MSG_DROP_PROB", "2", "a probability from 0 to 1"),
                   "FILE:3: RECVORDER is not known: did you mean RECV_ORDER?"}),
            errorsOf("MAX_NNB: 0\nMSG_DROP_PROB: 2\nRECVORDER: newest\n"));
}

TEST(ParamsTest, load_errorsAreAdded) {
  const TempFile file("MAX_NNB: 10\n");
  Params params;
  Texts errors = {"before"};
  EXPECT_TRUE(params.load(file.path(), {}, &errors)) << "an older error is not its own";
  EXPECT_FALSE(params.load(file.path(), {"X"}, &errors));
  EXPECT_EQ(2u, errors.size());
}

TEST(ParamsTest, load_delaysOutOfOrder) {
  const string kRest =
      ": MSG_DELAY_MIN is 3, above MSG_DELAY_MAX, 2: a whole number from 0 to 2 is allowed";
  EXPECT_EQ(Texts{"FILE:2" + kRest}, errorsOf("MSG_DELAY_MIN: 3\nMSG_DELAY_MAX: 2\nMAX_NNB: 10\n"));
  EXPECT_EQ(Texts{"--set MSG_DELAY_MAX=2" + kRest},
            errorsOf("MAX_NNB: 10\nMSG_DELAY_MIN: 3\n", {"MSG_DELAY_MAX=2"}));
  EXPECT_EQ(Texts{"FILE:2: MSG_DELAY_MIN is 1, above MSG_DELAY_MAX, 0: 0 is allowed"},
            errorsOf("MAX_NNB: 10\nMSG_DELAY_MIN: 1\n"));
  EXPECT_EQ(2, loaded("MAX_NNB: 10\nMSG_DELAY_MIN: 2\nMSG_DELAY_MAX: 2\n").MSG_DELAY_MIN);
}

TEST(ParamsTest, load_dropTimesOutOfOrder) {
  EXPECT_EQ(
      Texts{"FILE:3: DROP_START is 9, after DROP_STOP, 8: a whole number from 0 to 8 is allowed"},
      errorsOf("MAX_NNB: 10\nDROP_STOP: 8\nDROP_START: 9\n"));
  EXPECT_EQ(Texts{"FILE:2: DROP_START is 301, after DROP_STOP, 300: a whole number from 0 to 300 "
                  "is allowed"},
            errorsOf("MAX_NNB: 10\nDROP_START: 301\n"));
}

// A value that was refused says nothing about its relation to another.
TEST(ParamsTest, load_relationsOfRefusedValuesAreNotTold) {
  EXPECT_EQ(Texts{refusal("FILE:3", "MSG_DELAY_MAX", "2000", "a whole number from 0 to 1000")},
            errorsOf("MAX_NNB: 10\nMSG_DELAY_MIN: 3\nMSG_DELAY_MAX: 2000\n"));
}

// Both ends of what is allowed are named; FAULT_STOP 0 would leave FAULT_START none.
TEST(ParamsTest, load_groupSizesAndFaultTimesOutOfOrder) {
  EXPECT_EQ(
      Texts{"FILE:2: MIN_NNB is 11, above MAX_NNB, 10: a whole number from 1 to 10 is allowed"},
      errorsOf("MAX_NNB: 10\nMIN_NNB: 11\n"));
  EXPECT_EQ(
      Texts{"FILE:2: FAULT_START is 450, not before FAULT_STOP, 450: a whole number from 0 to "
            "449 is allowed"},
      errorsOf("MAX_NNB: 10\nFAULT_START: 450\n"));
  EXPECT_EQ(Texts{refusal("FILE:2", "FAULT_STOP", "0", "a whole number from 1 to 1000000")},
            errorsOf("MAX_NNB: 10\nFAULT_STOP: 0\n"));
}

TEST(ParamsTest, load_aKeyOverriddenTwice) {
  EXPECT_EQ(Texts{"--set MAX_NNB=5: MAX_NNB is given twice, first by --set MAX_NNB=4"},
            errorsOf("MAX_NNB: 10\n", {"MAX_NNB=4", "MAX_NNB=5"}));
}

TEST(ParamsTest, load_overrides) {
  const Params params =
      loaded("MAX_NNB: 10\nCRUD_TEST: READ\n", {"MAX_NNB=30", " CRUD_TEST = UPDATE "});
  EXPECT_EQ(30, params.MAX_NNB);
  EXPECT_EQ(30, params.EN_GPSZ);
  EXPECT_EQ(UPDATE_TEST, params.CRUDTEST);
  EXPECT_EQ(5, loaded("CRUD_TEST: READ\n", {"MAX_NNB=5"}).MAX_NNB);
}

TEST(ParamsTest, load_badOverrides) {
  const string kConf = "MAX_NNB: 10\n";
  EXPECT_EQ(Texts{refusal("--set MAX_NNB=0", "MAX_NNB", "0", "a whole number from 1 to 100000")},
            errorsOf(kConf, {"MAX_NNB=0"}));
  EXPECT_EQ(Texts{"--set MAX_NNB: `--set KEY=VALUE` is expected"}, errorsOf(kConf, {"MAX_NNB"}));
  EXPECT_EQ(Texts{"--set =1: `--set KEY=VALUE` is expected"}, errorsOf(kConf, {"=1"}));
  EXPECT_EQ(Texts{"--set MAXNNB=1: MAXNNB is not known: did you mean MAX_NNB?"},
            errorsOf(kConf, {"MAXNNB=1"}));
}

TEST(ParamsTest, setparams_loads) {
  const TempFile file("MAX_NNB: 12\n");
  string path = file.path();
  Params params;
  params.setparams(&path[0]);
  EXPECT_EQ(12, params.MAX_NNB);
}

TEST(ParamsTest, setparams_endsTheProgramOnErrors) {
  const TempFile file("MAX_NNB: 0\nMAX_NBB: 10\n");
  string path = file.path();
  Params params;
  EXPECT_EXIT(params.setparams(&path[0]), testing::ExitedWithCode(2),
              ":1: MAX_NNB is `0`: a whole number from 1 to 100000 is allowed\n.*"
              ":2: MAX_NBB is not known: did you mean MAX_NNB\\?\n$");
}

TEST(ParamsTest, load_courseFiles) {
  for (const char* name : {"create", "read", "update", "delete", "singlefailure", "multifailure",
                           "msgdropsinglefailure"}) {
    Params params;
    Texts errors;
    EXPECT_TRUE(params.load(string(TEST_SOURCE_DIR) + "/testcases/" + name + ".conf", {}, &errors))
        << (errors.empty() ? name : errors[0]);
  }
}

// Two-phase commit needs a coordinator and a server.
TEST(ParamsTest, load_twoPhaseOfOnePeer) {
  const string wrong =
      ": REPLICATION is `TWO_PHASE` and the group may have 1 peer: 2 are needed, the coordinator "
      "and a server";
  EXPECT_EQ(Texts{"FILE:2" + wrong}, errorsOf("MAX_NNB: 1\nREPLICATION: TWO_PHASE\n"));
  EXPECT_EQ(Texts{"--set MIN_NNB=1" + wrong},
            errorsOf("MAX_NNB: 5\nREPLICATION: TWO_PHASE\n", {"MIN_NNB=1"}));
  loaded("MAX_NNB: 2\nREPLICATION: TWO_PHASE\n");
  loaded("MAX_NNB: 1\nREPLICATION: TWO_PHASE\nSTORE: off\n");
}

}  // namespace
