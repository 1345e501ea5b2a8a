// The course's API of the network and the parameters: each test quotes the sentence that it proves.
// Sections: 1 is the API itself, 3 the run, 8 is where the course's own framework errs and this one
// must not.
#include "EmulNet.h"
#include "Params.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/TempFile.h"
#include "Endpoints.h"
#include "sim/MessageCounts.h"

// That every field and method is there, with its type.
#define MEMBER_IS(member, ...) \
  static_assert(is_same<decltype(&member), __VA_ARGS__>::value, "another type: " #member)

// Section 1, Params.h: "class Params { public: int MAX_NNB, SINGLE_FAILURE; double MSG_DROP_PROB,
// STEP_RATE; int EN_GPSZ, MAX_MSG_SIZE, DROP_MSG, dropmsg, globaltime, allNodesJoined; short
// PORTNUM; int CRUDTEST; Params(); void setparams(char *); int getcurrtime(); }"
MEMBER_IS(Params::MAX_NNB, int Params::*);
MEMBER_IS(Params::SINGLE_FAILURE, int Params::*);
MEMBER_IS(Params::MSG_DROP_PROB, double Params::*);
MEMBER_IS(Params::STEP_RATE, double Params::*);
MEMBER_IS(Params::EN_GPSZ, int Params::*);
MEMBER_IS(Params::MAX_MSG_SIZE, int Params::*);
MEMBER_IS(Params::DROP_MSG, int Params::*);
MEMBER_IS(Params::dropmsg, int Params::*);
MEMBER_IS(Params::globaltime, int Params::*);
MEMBER_IS(Params::allNodesJoined, int Params::*);
MEMBER_IS(Params::PORTNUM, short Params::*);
MEMBER_IS(Params::CRUDTEST, int Params::*);
MEMBER_IS(Params::setparams, void (Params::*)(char*));
MEMBER_IS(Params::getcurrtime, int (Params::*)());
static_assert(is_default_constructible<Params>::value, "Params()");
// "enum testTYPE { CREATE_TEST, READ_TEST, UPDATE_TEST, DELETE_TEST };"
static_assert(CREATE_TEST == 0 && READ_TEST == 1 && UPDATE_TEST == 2 && DELETE_TEST == 3 &&
                  testTYPE::DELETE_TEST == DELETE_TEST,
              "testTYPE");

// Section 1, EmulNet.h: "class EmulNet { public: EmulNet(Params *p); void *ENinit(Address *myaddr,
// short port); […] int ENcleanup(); }, also a copy constructor and assignment"
MEMBER_IS(EmulNet::ENinit, void* (EmulNet::*)(Address*, short));
MEMBER_IS(EmulNet::ENrecv,
          int (EmulNet::*)(Address*, int (*)(void*, char*, int), struct timeval*, int, void*));
MEMBER_IS(EmulNet::ENcleanup, int (EmulNet::*)());
static_assert(is_same<decltype(declval<EmulNet&>().ENsend(declval<Address*>(), declval<Address*>(),
                                                          declval<string>())),
                      int>::value,
              "ENsend of a string");
static_assert(is_same<decltype(declval<EmulNet&>().ENsend(declval<Address*>(), declval<Address*>(),
                                                          declval<char*>(), int())),
                      int>::value,
              "ENsend of bytes");
static_assert(is_constructible<EmulNet, Params*>::value, "EmulNet(Params *)");
static_assert(is_copy_constructible<EmulNet>::value && is_copy_assignable<EmulNet>::value,
              "copies of EmulNet");
// "macros `MAX_NODES` 1000, `MAX_TIME` 3600, `ENBUFFSIZE` 30000; `struct en_msg {int size; Address
// from, to;}`"
static_assert(MAX_NODES == 1000 && MAX_TIME == 3600 && ENBUFFSIZE == 30000, "macros");
MEMBER_IS(en_msg::size, int en_msg::*);
MEMBER_IS(en_msg::from, Address en_msg::*);
MEMBER_IS(en_msg::to, Address en_msg::*);

namespace {

// One call of enq. The test owns the buffer.
struct Received {
  char* data;
  int size;
};

int keep(void* queue, char* data, int size) {
  static_cast<vector<Received>*>(queue)->push_back({data, size});
  return 0;
}

// Two peers, and what one says to the other.
class Pair {
 public:
  explicit Pair(Params* params) : net(params) {
    net.ENinit(&sender, 0);
    net.ENinit(&receiver, 0);
  }

  int send(const string& text) { return net.ENsend(&sender, &receiver, text); }

  vector<string> receive() { return receiveAt(receiver); }

  vector<string> receiveAt(Address address) {
    vector<Received> received;
    EXPECT_EQ(0, net.ENrecv(&address, keep, nullptr, 1, &received));
    vector<string> texts;
    for (const Received& message : received) {
      texts.push_back(string(message.data, static_cast<size_t>(message.size)));
      free(message.data);
    }
    return texts;
  }

  EmulNet net;
  Address sender;
  Address receiver;
};

Params paramsOf(const string& conf) {
  const TempFile file(conf);
  string path = file.path();
  Params params;
  params.setparams(&path[0]);
  return params;
}

// Section 1, Params.h: "Fixed values: `STEP_RATE` .25, `MAX_MSG_SIZE` 4000, `PORTNUM` 8001;
// `EN_GPSZ` = `MAX_NNB`"
TEST(NetworkSpecTest, Params_fixedValues) {
  const Params params = paramsOf("MAX_NNB: 25\n");
  EXPECT_EQ(.25, params.STEP_RATE);
  EXPECT_EQ(4000, params.MAX_MSG_SIZE);
  EXPECT_EQ(8001, params.PORTNUM);
  EXPECT_EQ(25, params.EN_GPSZ);
}

// Section 1, Params.h: "`getcurrtime()` = `globaltime`"
TEST(NetworkSpecTest, Params_clock) {
  Params params;
  EXPECT_EQ(0, params.getcurrtime());
  params.globaltime = 699;
  EXPECT_EQ(699, params.getcurrtime());
}

// Section 3: "`create.conf` = `MAX_NNB: 10` / `CRUD_TEST: CREATE` (READ, UPDATE, DELETE likewise)."
TEST(NetworkSpecTest, Params_keyValueConf) {
  const char* const kTests[] = {"CREATE", "READ", "UPDATE", "DELETE"};
  for (int test = CREATE_TEST; test <= DELETE_TEST; ++test) {
    const Params params = paramsOf("MAX_NNB: 10\nCRUD_TEST: " + string(kTests[test]) + "\n");
    EXPECT_EQ(10, params.MAX_NNB);
    EXPECT_EQ(test, params.CRUDTEST);
    EXPECT_EQ(0, params.DROP_MSG);
  }
}

// Section 3: "`singlefailure.conf`, `multifailure.conf`, `msgdropsinglefailure.conf` = `MAX_NNB:
// 10`, `SINGLE_FAILURE: 1|0|1`, `DROP_MSG: 0|0|1`, `MSG_DROP_PROB: 0.1`, no CRUD_TEST (one edition
// adds `CRUD_TEST: CREATE`). A trailing blank occurs."
TEST(NetworkSpecTest, Params_membershipConf) {
  const Params params =
      paramsOf("MAX_NNB: 10 \nSINGLE_FAILURE: 1 \nDROP_MSG: 1 \nMSG_DROP_PROB: 0.1 \n");
  EXPECT_EQ(1, params.SINGLE_FAILURE);
  EXPECT_EQ(1, params.DROP_MSG);
  EXPECT_EQ(0.1, params.MSG_DROP_PROB);
  EXPECT_EQ(NO_CRUD_TEST, params.CRUDTEST);
  EXPECT_EQ(0, params.dropmsg);
  EXPECT_EQ(CREATE_TEST, paramsOf("MAX_NNB: 10\nSINGLE_FAILURE: 0\nDROP_MSG: 0\n"
                                  "MSG_DROP_PROB: 0.1\nCRUD_TEST: CREATE\n")
                             .CRUDTEST);
}

// Section 8: "Params expects its keys in one order; a missing file or a wrong order ends in a
// crash."
TEST(NetworkSpecTest, Params_anyOrderAndMissingFile) {
  const Params params = paramsOf("CRUD_TEST: READ\nMAX_NNB: 10\n");
  EXPECT_EQ(10, params.MAX_NNB);
  EXPECT_EQ(READ_TEST, params.CRUDTEST);
  Params missing;
  char path[] = "";
  EXPECT_EXIT(missing.setparams(path), testing::ExitedWithCode(2), "No such file");
}

// Section 1, EmulNet.h: "`ENinit` gives ids 1, 2, 3, … in call order, port 0."
TEST(NetworkSpecTest, ENinit_ids) {
  Params params;
  EmulNet net(&params);
  for (const char* expected : {"1:0", "2:0", "3:0"}) {
    Address address;
    net.ENinit(&address, params.PORTNUM);
    EXPECT_EQ(expected, address.getAddress());
  }
}

// Section 1, EmulNet.h: "`ENsend` returns the size on success"
TEST(NetworkSpecTest, ENsend_returnsTheSize) {
  Params params;
  Pair pair(&params);
  EXPECT_EQ(5, pair.send("hello"));
  char data[] = "bytes";
  EXPECT_EQ(3, pair.net.ENsend(&pair.sender, &pair.receiver, data, 3));
}

// Section 1, EmulNet.h: "0 when not sent: 30,000 messages are in flight"
TEST(NetworkSpecTest, ENsend_fullNetwork) {
  Params params;
  Pair pair(&params);
  for (int i = 0; i < 30000; ++i) ASSERT_EQ(1, pair.send("x"));
  EXPECT_EQ(0, pair.send("x"));
  EXPECT_EQ(30000u, pair.receive().size());
}

// Section 8: "beyond 30,000 in flight everything is silently refused"
TEST(NetworkSpecTest, ENsend_fullNetworkIsFullForOneReceiver) {
  Params params;
  Pair pair(&params);
  for (int i = 0; i < 30000; ++i) pair.send("x");
  EXPECT_EQ(1, pair.net.ENsend(&pair.receiver, &pair.sender, string("x")));
}

// Section 1, EmulNet.h: "0 when not sent: […] `size + sizeof(en_msg) >= MAX_MSG_SIZE`
// (`sizeof(en_msg)` is 16, so at most 3,983 bytes go)"
TEST(NetworkSpecTest, ENsend_sizeRule) {
  EXPECT_EQ(16u, sizeof(en_msg));
  Params params;
  Pair pair(&params);
  EXPECT_EQ(3983, pair.send(string(3983, 'x')));
  EXPECT_EQ(0, pair.send(string(3984, 'x')));
  EXPECT_EQ(1u, pair.receive().size());
}

// Section 1, EmulNet.h: "or `par->dropmsg` is set and the dice say so (`MSG_DROP_PROB` as whole
// percent)"
TEST(NetworkSpecTest, ENsend_dice) {
  Params params = paramsOf("MAX_NNB: 10\nDROP_MSG: 1\nMSG_DROP_PROB: 0.1\n");
  Pair pair(&params);
  int sent = 0;
  for (int i = 0; i < 10000; ++i) sent += pair.send("x");
  EXPECT_EQ(10000, sent) << "DROP_MSG alone drops nothing";
  params.dropmsg = 1;
  sent = 0;
  for (int i = 0; i < 10000; ++i) sent += pair.send("x");
  EXPECT_NEAR(9000, sent, 150);
}

// Section 8: "Drop probability is cut to whole percent."
TEST(NetworkSpecTest, ENsend_diceBelowOnePercent) {
  Params params = paramsOf("MAX_NNB: 10\nMSG_DROP_PROB: 0.005\n");
  params.dropmsg = 1;
  Pair pair(&params);
  int sent = 0;
  for (int i = 0; i < 20000; ++i) sent += pair.send("x");
  EXPECT_NEAR(19900, sent, 50);
}

// Section 1, EmulNet.h: "The caller keeps its buffer."
TEST(NetworkSpecTest, ENsend_callerKeepsItsBuffer) {
  Params params;
  Pair pair(&params);
  char* const data = static_cast<char*>(malloc(3));
  memcpy(data, "abc", 3);
  pair.net.ENsend(&pair.sender, &pair.receiver, data, 3);
  memcpy(data, "xyz", 3);
  free(data);
  EXPECT_EQ(vector<string>{"abc"}, pair.receive());
}

// Section 1, EmulNet.h: "`ENrecv` hands *every* waiting message for `myaddr` to `enq(queue, buffer,
// size)`; […] returns 0; `t` and `times` unused."
TEST(NetworkSpecTest, ENrecv_everyMessage) {
  Params params;
  Pair pair(&params);
  for (int i = 0; i < 50; ++i) pair.send(string(static_cast<size_t>(i), 'x'));
  vector<Received> received;
  EXPECT_EQ(0, pair.net.ENrecv(&pair.receiver, keep, nullptr, 0, &received));
  ASSERT_EQ(50u, received.size());
  set<int> sizes;
  for (const Received& message : received) {
    sizes.insert(message.size);
    free(message.data);
  }
  EXPECT_EQ(50u, sizes.size());
}

// Section 1, EmulNet.h: "`buffer` is a fresh malloc that the receiver owns and may `free`"
TEST(NetworkSpecTest, ENrecv_buffersBelongToTheReceiver) {
  Params params;
  vector<Received> received;
  {
    Pair pair(&params);
    for (int i = 0; i < 3; ++i) pair.send("abc");
    pair.net.ENrecv(&pair.receiver, keep, nullptr, 1, &received);
    pair.net.ENcleanup();
  }
  ASSERT_EQ(3u, received.size());
  for (const Received& message : received) {
    EXPECT_EQ("abc", string(message.data, 3)) << "though the network is gone";
    message.data[0] = 'X';
  }
  EXPECT_NE(received[0].data, received[1].data);
  for (const Received& message : received) free(message.data);
}

// Section 1, EmulNet.h: "newest first is our default (`RECV_ORDER: newest | oldest | shuffled`)"
TEST(NetworkSpecTest, ENrecv_order) {
  const struct {
    string line;
    vector<string> order;
  } kCases[] = {{"", {"c", "b", "a"}},
                {"RECV_ORDER: course\n", {"c", "b", "a"}},
                {"RECV_ORDER: newest\n", {"c", "b", "a"}},
                {"RECV_ORDER: oldest\n", {"a", "b", "c"}}};
  for (const auto& test : kCases) {
    Params params = paramsOf("MAX_NNB: 10\n" + test.line);
    Pair pair(&params);
    for (const char* text : {"a", "b", "c"}) pair.send(text);
    EXPECT_EQ(test.order, pair.receive());
  }
  Params params = paramsOf("MAX_NNB: 10\nRECV_ORDER: shuffled\n");
  Pair pair(&params);
  set<string> orders;
  for (int i = 0; i < 100; ++i) {
    for (const char* text : {"a", "b", "c"}) pair.send(text);
    string order;
    for (const string& text : pair.receive()) order += text;
    orders.insert(order);
  }
  EXPECT_EQ((set<string>{"abc", "acb", "bac", "bca", "cab", "cba"}), orders);
}

// Section 1, EmulNet.h: "The bytes pass verbatim: some submissions send raw structs, even ones that
// hold pointers."
TEST(NetworkSpecTest, ENrecv_rawStructs) {
  struct Raw {
    int type;
    double number;
    const string* pointer;
  };
  Params params;
  Pair pair(&params);
  const string kText = "text";
  Raw raw = {7, 0.5, &kText};
  pair.net.ENsend(&pair.sender, &pair.receiver, reinterpret_cast<char*>(&raw), sizeof(raw));
  vector<Received> received;
  pair.net.ENrecv(&pair.receiver, keep, nullptr, 1, &received);
  ASSERT_EQ(1u, received.size());
  ASSERT_EQ(static_cast<int>(sizeof(Raw)), received[0].size);
  const Raw* const arrived = reinterpret_cast<Raw*>(received[0].data);
  EXPECT_EQ(7, arrived->type);
  EXPECT_EQ(0.5, arrived->number);
  EXPECT_EQ("text", *arrived->pointer);
  free(received[0].data);
}

// Section 8: "addresses are compared with `strcmp` on raw bytes, so every id that is a multiple of
// 256 is the same receiver"
TEST(NetworkSpecTest, ENrecv_multiplesOf256) {
  Params params;
  Pair pair(&params);
  Address sender("1:0");
  for (int id : {256, 512, 65536, 131072}) {
    Address address(to_string(id) + ":0");
    pair.net.ENsend(&sender, &address, to_string(id));
  }
  for (int id : {131072, 512, 256, 65536}) {
    EXPECT_EQ(vector<string>{to_string(id)}, pair.receiveAt(Address(to_string(id) + ":0")));
  }
}

// Section 8: "statistics arrays end at 1,000 peers and 3,600 ticks"
TEST(NetworkSpecTest, ENinit_moreThanAThousandPeers) {
  Params params;
  params.globaltime = 10000;
  EmulNet net(&params);
  Address address;
  for (int i = 0; i < 3000; ++i) net.ENinit(&address, 0);
  EXPECT_EQ("3000:0", address.getAddress());
  EXPECT_EQ(1, net.ENsend(&address, &address, string("x")));
  vector<Received> received;
  net.ENrecv(&address, keep, nullptr, 1, &received);
  ASSERT_EQ(1u, received.size());
  free(received[0].data);
}

// Section 1, EmulNet.h: "`ENcleanup` writes `msgcount.log`: for each peer `node %3d ` then a pair
// ` (%4d, %4d)` (sent, received) for each tick, a line break and nine blanks after each tenth, then
// `node %3d sent_total %6u  recv_total %6u` and an empty line." Section 8: "`msgcount.log` holds
// the key-value traffic only (the second net overwrites the first's file)." Here the file is
// written at the end of the run, from what both networks report.
TEST(NetworkSpecTest, msgcount_bothNetworks) {
  Params params;
  sim::MessageCounts counts;
  sim::EventStream stream;
  stream.add(&counts);
  EmulNet nets[] = {EmulNet(&params), EmulNet(&params)};
  nets[0].connect(&stream, sim::NetworkId::Membership);
  nets[1].connect(&stream, sim::NetworkId::Store);
  for (; params.globaltime < 12; ++params.globaltime) {
    for (EmulNet& net : nets) {
      Address first("1:0");
      Address second("2:0");
      net.ENsend(&first, &second, string("x"));
      vector<Received> received;
      if (params.globaltime == 11) net.ENrecv(&second, keep, nullptr, 1, &received);
      for (const Received& message : received) free(message.data);
    }
  }
  host::MemoryOutput output;
  counts.write(params.globaltime, &output);
  const auto pairs = [](int times, const string& pair) {
    string text;
    for (; times > 0; --times) text += pair;
    return text;
  };
  EXPECT_EQ("node   1 " + pairs(10, " (   2,    0)") + "\n         " + pairs(2, " (   2,    0)") +
                "\nnode   1 sent_total     24  recv_total      0\n\n"
                "node   2 " +
                pairs(10, " (   0,    0)") + "\n         " +
                " (   0,    0) (   0,   24)"
                "\nnode   2 sent_total      0  recv_total     24\n\n",
            output.text());
}

}  // namespace
