// Tests of EmulNet.h.
#include "EmulNet.h"

#include <gtest/gtest.h>

#include <set>

#include "Endpoints.h"
#include "host/RunPosition.h"
#include "lab/NetworkFaults.h"
#include "tests/support/EventRecorder.h"

namespace {

using sim::DropCause;
using sim::Event;
using sim::EventKind;
using sim::NetworkId;

using Texts = vector<string>;

constexpr int kHeaderBytes = 16;  // sizeof(en_msg)

// The enq of most tests: keeps the message and releases the buffer, as its owner.
int keepText(void* texts, char* data, int size) {
  static_cast<Texts*>(texts)->push_back(string(data, static_cast<size_t>(size)));
  free(data);
  return 0;
}

Address at(int id) { return addressOf({id, 0}); }

// A network with short words for what is done to it. Peers are named by their ids.
struct Lab {
  explicit Lab(const Params& settings = Params(), NetworkId id = NetworkId::Membership)
      : params(settings), net(&params) {
    stream.add(&recorder);
    net.connect(&stream, id);
  }

  int send(int from, int to, const string& text) {
    Address sender = at(from);
    Address receiver = at(to);
    return net.ENsend(&sender, &receiver, text);
  }

  int sendBytes(int from, int to, char* data, int size) {
    Address sender = at(from);
    Address receiver = at(to);
    return net.ENsend(&sender, &receiver, data, size);
  }

  Texts receive(int id) {
    Texts texts;
    Address address = at(id);
    EXPECT_EQ(0, net.ENrecv(&address, keepText, nullptr, 1, &texts));
    return texts;
  }

  const vector<Event>& events() const { return recorder.events(); }

  Params params;
  EmulNet net;
  EventRecorder recorder;
  sim::EventStream stream;
};

Params withSeed(unsigned long long seed) {
  Params params;
  params.SEED = seed;
  return params;
}

Params withLoss(double probability, unsigned long long seed = 1) {
  Params params = withSeed(seed);
  params.dropmsg = 1;
  params.MSG_DROP_PROB = probability;
  return params;
}

Params withDelay(int min, int max, unsigned long long seed = 1) {
  Params params = withSeed(seed);
  params.MSG_DELAY_MIN = min;
  params.MSG_DELAY_MAX = max;
  return params;
}

Params withOrder(ReceiveOrder order, unsigned long long seed = 1) {
  Params params = withSeed(seed);
  params.RECV_ORDER = order;
  return params;
}

// Which of `count` sends went: a 1 for each that did, else a 0.
string lossPattern(Lab* lab, int count) {
  string pattern;
  for (int i = 0; i < count; ++i) pattern += lab->send(1, 2, "x") == 1 ? '1' : '0';
  return pattern;
}

// ---- While a message is described

TEST(EmulNetTest, describing_neitherSendsNorReceives) {
  Lab lab;
  EXPECT_EQ(4, lab.send(1, 2, "kept"));
  {
    const host::PositionMark mark(0, 2, host::kDescribeCall);
    EXPECT_EQ(0, lab.send(1, 2, "lost"));
    EXPECT_EQ(Texts(), lab.receive(2));
  }
  EXPECT_EQ(1u, lab.events().size());
  EXPECT_EQ(Texts{"kept"}, lab.receive(2));
}

// ---- Events

TEST(EmulNetTest, events_haveNothingOfTheOneBefore) {
  Lab lab;
  EXPECT_EQ(4, lab.send(1, 2, "some"));
  string large(5000, 'x');
  EXPECT_EQ(0, lab.sendBytes(1, 2, &large[0], 5000));
  EXPECT_EQ(Texts{"some"}, lab.receive(2));
  ASSERT_EQ(3u, lab.events().size());
  EXPECT_EQ("some", lab.events()[0].bytes);
  EXPECT_EQ(DropCause::TooLarge, lab.events()[1].cause);
  EXPECT_EQ("", lab.events()[1].bytes);
  EXPECT_EQ(DropCause::Chance, lab.events()[2].cause);
  EXPECT_EQ("some", lab.events()[2].bytes);
}

// ---- ENinit

TEST(EmulNetTest, ENinit_idsInTheOrderOfCalls) {
  Lab lab;
  for (int id = 1; id <= 2000; ++id) {
    Address address("99:99");
    EXPECT_EQ(&address, lab.net.ENinit(&address, 8001));
    ASSERT_EQ(to_string(id) + ":0", address.getAddress());
  }
}

// ---- ENsend, ENrecv

TEST(EmulNetTest, ENsend_bothForms) {
  Lab lab;
  char data[] = "abc";
  EXPECT_EQ(3, lab.sendBytes(1, 2, data, 3));
  EXPECT_EQ(4, lab.send(1, 2, "text"));
  EXPECT_EQ((Texts{"text", "abc"}), lab.receive(2));
}

TEST(EmulNetTest, ENsend_zeroBytesPass) {
  Lab lab;
  const string kText("\0a\0\xff\0", 5);
  EXPECT_EQ(5, lab.send(1, 2, kText));
  char data[] = {'\0', '\n', '\0'};
  EXPECT_EQ(3, lab.sendBytes(1, 2, data, 3));
  EXPECT_EQ((Texts{string("\0\n\0", 3), kText}), lab.receive(2));
}

TEST(EmulNetTest, ENsend_toOneself) {
  Lab lab;
  EXPECT_EQ(1, lab.send(1, 1, "x"));
  EXPECT_EQ(Texts{"x"}, lab.receive(1));
}

TEST(EmulNetTest, ENsend_addressesAreNotChanged) {
  Lab lab;
  Address sender("1:0");
  Address receiver("2:0");
  lab.net.ENsend(&sender, &receiver, string("x"));
  EXPECT_EQ("1:0", sender.getAddress());
  EXPECT_EQ("2:0", receiver.getAddress());
}

TEST(EmulNetTest, ENsend_callerKeepsItsBuffer) {
  Lab lab;
  char data[] = "abc";
  lab.sendBytes(1, 2, data, 3);
  EXPECT_STREQ("abc", data);
  data[0] = 'X';
  lab.sendBytes(1, 2, data, 3);
  EXPECT_EQ((Texts{"Xbc", "abc"}), lab.receive(2));
}

// What a raw struct needs. (That free() takes it is shown by keepText, in every test.)
TEST(EmulNetTest, ENrecv_bufferIsAlignedAndWritable) {
  Lab lab;
  lab.send(1, 2, string(100, 'x'));
  char* received = nullptr;
  Address receiver = at(2);
  lab.net.ENrecv(
      &receiver,
      [](void* queue, char* data, int) {
        *static_cast<char**>(queue) = data;
        return 0;
      },
      nullptr, 1, &received);
  ASSERT_NE(nullptr, received);
  EXPECT_EQ(0u, reinterpret_cast<uintptr_t>(received) % alignof(max_align_t));
  memset(received, 'y', 100);
  received = static_cast<char*>(realloc(received, 200));
  EXPECT_EQ('y', received[99]);
  free(received);
}

TEST(EmulNetTest, ENsend_emptyMessageIsHandedOver) {
  Lab lab;
  EXPECT_EQ(0, lab.send(1, 2, ""));
  EXPECT_EQ(0, lab.sendBytes(1, 2, nullptr, 0));
  EXPECT_EQ((Texts{"", ""}), lab.receive(2));
}

TEST(EmulNetTest, ENsend_negativeSizeIsRefused) {
  Lab lab;
  char data[] = "abc";
  EXPECT_EQ(0, lab.sendBytes(1, 2, data, -1));
  EXPECT_EQ(0, lab.sendBytes(1, 2, data, INT_MIN));
  EXPECT_EQ(Texts{}, lab.receive(2));
}

TEST(EmulNetTest, ENsend_sizeLimit) {
  Lab lab;
  EXPECT_EQ(kHeaderBytes, static_cast<int>(sizeof(en_msg)));
  string data(4000, 'x');
  EXPECT_EQ(3983, lab.send(1, 2, data.substr(0, 3983)));
  EXPECT_EQ(0, lab.send(1, 2, data.substr(0, 3984)));
  EXPECT_EQ(3983, lab.sendBytes(1, 2, &data[0], 3983));
  EXPECT_EQ(0, lab.sendBytes(1, 2, &data[0], 3984));
  for (size_t size : {3985u, 3999u, 4000u, 4001u, 5000000u}) {
    EXPECT_EQ(0, lab.send(1, 2, string(size, 'x'))) << size;
  }
  EXPECT_EQ((Texts{data.substr(0, 3983), data.substr(0, 3983)}), lab.receive(2));
}

TEST(EmulNetTest, ENsend_sizeNearTheLargestInt) {
  Lab lab;
  char data[] = "abc";
  for (int size : {INT_MAX, INT_MAX - kHeaderBytes, INT_MAX - kHeaderBytes + 1}) {
    EXPECT_EQ(0, lab.sendBytes(1, 2, data, size));
  }
  EXPECT_EQ(Texts{}, lab.receive(2));
}

TEST(EmulNetTest, ENsend_sizeLimitFollowsTheParams) {
  Params params;
  params.MAX_MSG_SIZE = 100;
  Lab lab(params);
  EXPECT_EQ(83, lab.send(1, 2, string(83, 'x')));
  EXPECT_EQ(0, lab.send(1, 2, string(84, 'x')));
}

TEST(EmulNetTest, ENrecv_onlyOnesOwnMessages) {
  Lab lab;
  lab.send(1, 2, "for 2");
  lab.send(1, 3, "for 3");
  EXPECT_EQ(Texts{}, lab.receive(1));
  EXPECT_EQ(Texts{"for 3"}, lab.receive(3));
  EXPECT_EQ(Texts{"for 2"}, lab.receive(2));
  EXPECT_EQ(Texts{}, lab.receive(2)) << "each message comes once";
}

TEST(EmulNetTest, ENrecv_idsOfAnySize) {
  Lab lab;
  const int kIds[] = {1,      255,    256,      257,      512,        65536,   65537,
                      131072, 131073, 16777216, 16777217, 1073741824, INT_MAX, -256};
  for (int id : kIds) EXPECT_LT(0, lab.send(1, id, to_string(id)));
  for (int id : kIds) EXPECT_EQ(Texts{to_string(id)}, lab.receive(id));
}

// As the course's strcmp() of two addresses has it.
TEST(EmulNetTest, ENsend_thePortHasNoSay) {
  Lab lab;
  Address sender("1:0");
  Address receiver("2:0");
  Address withPort("2:8001");
  lab.net.ENsend(&sender, &withPort, string("x"));
  Texts texts;
  lab.net.ENrecv(&receiver, keepText, nullptr, 1, &texts);
  EXPECT_EQ(Texts{"x"}, texts);
  lab.net.ENsend(&sender, &receiver, string("y"));
  lab.net.ENrecv(&withPort, keepText, nullptr, 1, &texts);
  EXPECT_EQ((Texts{"x", "y"}), texts);
}

TEST(EmulNetTest, ENsend_anIdOfNobodyReachesTheOneItBeginsLike) {
  Lab lab;
  Address peers[4];
  for (Address& peer : peers) lab.net.ENinit(&peer, 0);
  lab.send(1, 0x70003, "3");
  EXPECT_EQ(Texts{"3"}, lab.receive(3));
  lab.send(1, 0x10203, "nobody's");
  EXPECT_EQ(Texts{}, lab.receive(3)) << "no zero after the 3";
}

TEST(EmulNetTest, ENrecv_enqsAnswerChangesNothing) {
  Lab lab;
  lab.send(1, 2, "a");
  lab.send(1, 2, "b");
  int calls = 0;
  Address receiver = at(2);
  lab.net.ENrecv(
      &receiver,
      [](void* queue, char* data, int) {
        free(data);
        return ++*static_cast<int*>(queue) == 1 ? -1 : 0;
      },
      nullptr, 0, &calls);
  EXPECT_EQ(2, calls);
}

// Sends on what it is given, to itself, until the text is ten bytes long.
int sendLonger(void* queue, char* data, int size) {
  Lab* const lab = static_cast<Lab*>(queue);
  if (size < 10) lab->send(2, 2, string(data, static_cast<size_t>(size)) + "x");
  free(data);
  return 0;
}

TEST(EmulNetTest, ENrecv_enqMaySend) {
  Lab lab;
  for (int i = 0; i < 100; ++i) lab.send(1, 2, "x");
  Address receiver = at(2);
  for (size_t size = 2; size <= 10; ++size) {
    lab.net.ENrecv(&receiver, sendLonger, nullptr, 1, &lab);
    size_t sent = 0;
    for (const Event& event : lab.events()) {
      if (event.kind == EventKind::Sent && event.sizeBytes == static_cast<int>(size)) ++sent;
    }
    EXPECT_EQ(100u, sent) << "what is sent meanwhile comes with the next receive";
  }
  lab.net.ENrecv(&receiver, sendLonger, nullptr, 1, &lab);
  EXPECT_EQ(Texts{}, lab.receive(2));
}

// Receives, while it is given a message, all that another peer has, and sends that peer more.
struct Nested {
  Lab lab;
  Texts outer;
  Texts inner;
};

int receiveForAnother(void* queue, char* data, int size) {
  Nested* const nested = static_cast<Nested*>(queue);
  for (const string& text : nested->lab.receive(3)) nested->inner.push_back(text);
  for (int i = 0; i < 3; ++i) nested->lab.send(2, 3, "more");
  return keepText(&nested->outer, data, size);
}

TEST(EmulNetTest, ENrecv_enqMayReceive) {
  Nested nested;
  for (const char* text : {"a", "b", "c"}) nested.lab.send(1, 2, text);
  nested.lab.send(1, 3, "other");
  Address receiver = at(2);
  nested.lab.net.ENrecv(&receiver, receiveForAnother, nullptr, 1, &nested);
  EXPECT_EQ((Texts{"c", "b", "a"}), nested.outer);
  EXPECT_EQ((Texts{"other", "more", "more", "more", "more", "more", "more"}), nested.inner);
  EXPECT_EQ((Texts{"more", "more", "more"}), nested.lab.receive(3));
}

// ---- The order

Texts afterSending(Lab* lab, int count) {
  for (int i = 0; i < count; ++i) lab->send(1 + i % 3, 9, to_string(i));
  return lab->receive(9);
}

TEST(EmulNetTest, ENrecv_newestFirst) {
  Lab lab;
  EXPECT_EQ((Texts{"3", "2", "1", "0"}), afterSending(&lab, 4));
}

TEST(EmulNetTest, ENrecv_oldestFirst) {
  Lab lab(withOrder(RECV_OLDEST_FIRST));
  EXPECT_EQ((Texts{"0", "1", "2", "3"}), afterSending(&lab, 4));
}

TEST(EmulNetTest, ENrecv_orderIsThatOfSendingWhateverTheDelay) {
  for (ReceiveOrder order : {RECV_NEWEST_FIRST, RECV_OLDEST_FIRST}) {
    Params params = withDelay(0, 3);
    params.RECV_ORDER = order;
    Lab lab(params);
    for (int i = 10; i < 60; ++i) {
      lab.params.globaltime = i / 10;
      lab.send(1, 2, to_string(i));
    }
    lab.params.globaltime = 100;
    const Texts texts = lab.receive(2);
    EXPECT_EQ(50u, texts.size());
    const bool isSorted = order == RECV_OLDEST_FIRST ? is_sorted(texts.begin(), texts.end())
                                                     : is_sorted(texts.rbegin(), texts.rend());
    EXPECT_TRUE(isSorted);
  }
}

TEST(EmulNetTest, ENrecv_shuffled) {
  Lab lab(withOrder(RECV_SHUFFLED));
  Lab same(withOrder(RECV_SHUFFLED));
  Lab other(withOrder(RECV_SHUFFLED, 2));
  const Texts texts = afterSending(&lab, 20);
  EXPECT_EQ(texts, afterSending(&same, 20)) << "same seed, same order";
  EXPECT_NE(texts, afterSending(&other, 20));

  Lab oldest(withOrder(RECV_OLDEST_FIRST));
  const Texts sent = afterSending(&oldest, 20);
  EXPECT_NE(sent, texts);
  EXPECT_NE(Texts(sent.rbegin(), sent.rend()), texts);
  EXPECT_EQ(multiset<string>(sent.begin(), sent.end()),
            multiset<string>(texts.begin(), texts.end()));

  const Texts later = afterSending(&lab, 20);
  EXPECT_NE(texts, later) << "each receive is shuffled anew";
  EXPECT_EQ(later, afterSending(&same, 20));
}

TEST(EmulNetTest, ENrecv_shuffledEvenly) {
  Lab lab(withOrder(RECV_SHUFFLED));
  map<string, int> counts;
  for (int i = 0; i < 6000; ++i) {
    string order;
    for (const string& text : afterSending(&lab, 3)) order += text;
    ++counts[order];
  }
  EXPECT_EQ(6u, counts.size());
  for (const auto& count : counts) EXPECT_NEAR(1000, count.second, 150) << count.first;
}

// ---- Delay

TEST(EmulNetTest, ENrecv_sameTickWithoutDelay) {
  Lab lab;
  lab.params.globaltime = 5;
  lab.send(1, 2, "x");
  EXPECT_EQ(Texts{"x"}, lab.receive(2));
}

TEST(EmulNetTest, ENrecv_fixedDelay) {
  Lab lab(withDelay(3, 3));
  lab.params.globaltime = 10;
  lab.send(1, 2, "x");
  for (int tick = 10; tick < 13; ++tick) {
    lab.params.globaltime = tick;
    EXPECT_EQ(Texts{}, lab.receive(2)) << tick;
  }
  lab.params.globaltime = 13;
  EXPECT_EQ(Texts{"x"}, lab.receive(2));
}

TEST(EmulNetTest, ENrecv_lateReceiverGetsWhatIsOverdue) {
  Lab lab(withDelay(3, 3));
  lab.send(1, 2, "x");
  lab.params.globaltime = 100;
  EXPECT_EQ(Texts{"x"}, lab.receive(2));
}

// Received at every tick, each message comes within its limits; each delay between them occurs,
// and none much more often than the others.
TEST(EmulNetTest, ENrecv_delayWithinItsLimits) {
  Lab lab(withDelay(2, 5));
  map<int, int> counts;
  for (int tick = 0; tick < 200; ++tick) {
    lab.params.globaltime = tick;
    for (const string& sentAt : lab.receive(2)) ++counts[tick - stoi(sentAt)];
    if (tick >= 190) continue;
    for (int i = 0; i < 20; ++i) lab.send(1, 2, to_string(tick));
  }
  ASSERT_EQ(4u, counts.size());
  EXPECT_EQ(2, counts.begin()->first);
  EXPECT_EQ(5, counts.rbegin()->first);
  int sum = 0;
  for (const auto& count : counts) {
    sum += count.second;
    EXPECT_NEAR(950, count.second, 150) << count.first;
  }
  EXPECT_EQ(3800, sum);
}

// When each of 100 messages comes.
string arrivals(Lab* lab) {
  for (int i = 0; i < 100; ++i) lab->send(1, 2, to_string(i));
  string text;
  for (; lab->params.globaltime < 20; ++lab->params.globaltime) {
    for (const string& message : lab->receive(2)) text += message + ",";
    text += "\n";
  }
  return text;
}

TEST(EmulNetTest, ENsend_delaysAreReproducible) {
  Lab lab(withDelay(0, 9));
  Lab same(withDelay(0, 9));
  Lab otherSeed(withDelay(0, 9, 2));
  Lab otherNetwork(withDelay(0, 9), NetworkId::Store);
  const string kArrivals = arrivals(&lab);
  EXPECT_EQ(kArrivals, arrivals(&same));
  EXPECT_NE(kArrivals, arrivals(&otherSeed));
  EXPECT_NE(kArrivals, arrivals(&otherNetwork));
}

// Equal on every machine; worked out by an independent program.
TEST(EmulNetTest, ENsend_delaysAreKnown) {
  Lab lab(withDelay(0, 9));
  string delays(20, ' ');
  for (int i = 0; i < 20; ++i) lab.send(1, 2, to_string(i));
  for (; lab.params.globaltime < 10; ++lab.params.globaltime) {
    for (const string& message : lab.receive(2)) {
      delays[stoul(message)] = static_cast<char>('0' + lab.params.globaltime);
    }
  }
  EXPECT_EQ("67125974840658953091", delays);
}

// ---- Loss

TEST(EmulNetTest, ENsend_lossNeedsDropmsg) {
  Params params = withLoss(1);
  params.dropmsg = 0;
  params.DROP_MSG = 1;
  Lab lab(params);
  EXPECT_EQ(string(1000, '1'), lossPattern(&lab, 1000));
  lab.params.dropmsg = 1;
  EXPECT_EQ(string(1000, '0'), lossPattern(&lab, 1000));
  lab.params.dropmsg = 0;
  EXPECT_EQ(string(1000, '1'), lossPattern(&lab, 1000));
}

TEST(EmulNetTest, ENsend_lossOfNone) {
  Lab lab(withLoss(0));
  EXPECT_EQ(string(1000, '1'), lossPattern(&lab, 1000));
}

TEST(EmulNetTest, ENsend_lossFrequency) {
  constexpr int kSends = 20000;
  for (double probability : {0.005, 0.1, 0.5, 0.9}) {
    Lab lab(withLoss(probability));
    const string pattern = lossPattern(&lab, kSends);
    const double deviation = sqrt(kSends * probability * (1 - probability));
    EXPECT_NEAR(kSends * probability,
                static_cast<double>(count(pattern.begin(), pattern.end(), '0')), 4 * deviation);
    EXPECT_EQ(static_cast<size_t>(count(pattern.begin(), pattern.end(), '1')),
              lab.receive(2).size());
  }
}

TEST(EmulNetTest, ENsend_lossIsReproducible) {
  Lab lab(withLoss(0.3));
  Lab same(withLoss(0.3));
  Lab otherSeed(withLoss(0.3, 2));
  Lab otherNetwork(withLoss(0.3), NetworkId::Store);
  const string kPattern = lossPattern(&lab, 1000);
  EXPECT_EQ(kPattern, lossPattern(&same, 1000));
  EXPECT_NE(kPattern, lossPattern(&otherSeed, 1000));
  EXPECT_NE(kPattern, lossPattern(&otherNetwork, 1000));
}

// Equal on every machine; worked out by an independent program.
TEST(EmulNetTest, ENsend_lossIsKnown) {
  Lab lab(withLoss(0.3));
  EXPECT_EQ("1100101101111011111100111011000111011111", lossPattern(&lab, 40));
}

// Each purpose has a stream of its own: a draw more in one must not shift another.
TEST(EmulNetTest, ENsend_lossDoesNotDependOnDelayOrOrder) {
  Lab plain(withLoss(0.3));
  Params params = withLoss(0.3);
  params.MSG_DELAY_MAX = 7;
  params.RECV_ORDER = RECV_SHUFFLED;
  Lab lab(params);
  string pattern;
  for (int i = 0; i < 100; ++i) {
    pattern += lossPattern(&lab, 10);
    lab.receive(2);
    ++lab.params.globaltime;
  }
  EXPECT_EQ(lossPattern(&plain, 1000), pattern);
}

TEST(EmulNetTest, ENsend_delayDoesNotDependOnLossOfNone) {
  Lab plain(withDelay(0, 9));
  Params params = withDelay(0, 9);
  params.dropmsg = 1;
  Lab lab(params);
  EXPECT_EQ(arrivals(&plain), arrivals(&lab));
}

TEST(EmulNetTest, ENsend_refusedForItsSizeDrawsNoDice) {
  Lab plain(withLoss(0.3));
  Lab lab(withLoss(0.3));
  string pattern;
  for (int i = 0; i < 100; ++i) {
    pattern += lossPattern(&lab, 10);
    lab.send(1, 2, string(4000, 'x'));
  }
  EXPECT_EQ(lossPattern(&plain, 1000), pattern);
}

// ---- The limit of messages that wait

TEST(EmulNetTest, ENsend_fullQueueIsForEachReceiver) {
  Lab lab;
  for (int i = 0; i < ENBUFFSIZE; ++i) ASSERT_EQ(1, lab.send(1, 2, "x"));
  EXPECT_EQ(0, lab.send(1, 2, "x"));
  EXPECT_EQ(EventKind::Dropped, lab.events().back().kind);
  EXPECT_EQ(DropCause::QueueFull, lab.events().back().cause);
  EXPECT_EQ(1, lab.send(1, 3, "x")) << "another receiver has its own";
  EXPECT_EQ(static_cast<size_t>(ENBUFFSIZE), lab.receive(2).size());
  EXPECT_EQ(1, lab.send(1, 2, "x"));
}

// ---- Failed peers, and the end

TEST(EmulNetTest, stopReceiving_losesWhatWaitsAndWhatComes) {
  Lab lab;
  lab.send(1, 2, "before");
  lab.net.stopReceiving(at(2));
  EXPECT_EQ(5, lab.send(1, 2, "after")) << "the sender is not told";
  EXPECT_EQ(Texts{}, lab.receive(2));
  lab.params.globaltime = 10;
  EXPECT_EQ(Texts{}, lab.receive(2));
}

TEST(EmulNetTest, stopReceiving_othersGoOn) {
  Lab lab;
  lab.send(2, 3, "sent before");
  lab.net.stopReceiving(at(2));
  lab.send(1, 258, "for 258");
  EXPECT_EQ(Texts{"sent before"}, lab.receive(3));
  EXPECT_EQ(Texts{"for 258"}, lab.receive(258));
}

TEST(EmulNetTest, stopReceiving_neverFillsUp) {
  Lab lab;
  lab.net.stopReceiving(at(2));
  for (int i = 0; i <= ENBUFFSIZE; ++i) ASSERT_EQ(1, lab.send(1, 2, "x"));
}

TEST(EmulNetTest, startReceiving_whatWasSentInBetweenIsLost) {
  Lab lab(withDelay(2, 2));
  lab.send(1, 2, "before");
  lab.net.stopReceiving(at(2));
  lab.send(1, 2, "between");
  lab.net.startReceiving(at(2));
  lab.send(1, 2, "after");
  lab.params.globaltime = 2;
  EXPECT_EQ(Texts{"after"}, lab.receive(2));
}

TEST(EmulNetTest, ENcleanup_discardsAndRefuses) {
  Lab lab;
  lab.send(1, 2, "x");
  EXPECT_EQ(0, lab.net.ENcleanup());
  EXPECT_EQ(Texts{}, lab.receive(2));
  EXPECT_EQ(0, lab.send(1, 2, "x"));
  EXPECT_EQ(Texts{}, lab.receive(2));
  EXPECT_EQ(0, lab.net.ENcleanup()) << "again";
}

// ---- Handles

TEST(EmulNetTest, copy_isTheSameNetwork) {
  Lab lab;
  Address address;
  lab.net.ENinit(&address, 0);
  EmulNet copy(lab.net);
  copy.ENinit(&address, 0);
  EXPECT_EQ("2:0", address.getAddress());
  Params otherParams;
  EmulNet assigned(&otherParams);
  assigned = copy;
  assigned.ENinit(&address, 0);
  EXPECT_EQ("3:0", address.getAddress());
  Address sender = at(1);
  assigned.ENsend(&sender, &address, string("x"));
  EXPECT_EQ(Texts{"x"}, lab.receive(3));
}

TEST(EmulNetTest, constructor_twoNetworksAreSeparate) {
  Lab first;
  Lab second;
  first.send(1, 2, "x");
  EXPECT_EQ(Texts{}, second.receive(2));
  EXPECT_EQ(Texts{"x"}, first.receive(2));
}

TEST(EmulNetTest, constructor_worksUnconnected) {
  Params params;
  EmulNet net(&params);
  Address first;
  Address second;
  net.ENinit(&first, 0);
  net.ENinit(&second, 0);
  EXPECT_EQ(1, net.ENsend(&first, &second, string("x")));
  Texts texts;
  net.ENrecv(&second, keepText, nullptr, 1, &texts);
  EXPECT_EQ(Texts{"x"}, texts);
}

TEST(EmulNetTest, connect_beginsAfresh) {
  Lab lab;
  Address address;
  lab.net.ENinit(&address, 0);
  lab.send(1, 2, "x");
  lab.net.connect(nullptr, NetworkId::Store);
  lab.net.ENinit(&address, 0);
  EXPECT_EQ("1:0", address.getAddress());
  EXPECT_EQ(Texts{}, lab.receive(2));
}

// What is in flight when the network goes is released with it (the sanitizers look).
TEST(EmulNetTest, destructor_releasesWhatIsInFlight) {
  Lab lab;
  for (int i = 0; i < 10; ++i) lab.send(1, 2, "x");
}

// ---- Events

void expectMessage(const Event& event, EventKind kind, sim::Endpoint node, sim::Endpoint other,
                   int tick, int size) {
  EXPECT_EQ(kind, event.kind);
  EXPECT_TRUE(node == event.node);
  EXPECT_TRUE(other == event.other);
  EXPECT_EQ(tick, event.tick);
  EXPECT_EQ(size, event.sizeBytes);
  EXPECT_EQ(NetworkId::Store, event.network);
}

TEST(EmulNetTest, events_ofAMessage) {
  Lab lab(withDelay(2, 2), NetworkId::Store);
  lab.params.globaltime = 5;
  lab.send(1, 2, "abc");
  lab.params.globaltime = 8;
  lab.receive(2);
  ASSERT_EQ(2u, lab.events().size());
  expectMessage(lab.events()[0], EventKind::Sent, {1, 0}, {2, 0}, 5, 3);
  expectMessage(lab.events()[1], EventKind::Delivered, {2, 0}, {1, 0}, 8, 3);
}

TEST(EmulNetTest, events_nameTheirMessageAndHaveItsBytes) {
  Lab lab(withDelay(2, 2), NetworkId::Store);
  lab.send(1, 2, "abc");
  lab.send(1, 2, string(3984, 'x'));
  lab.send(1, 3, "de");
  lab.params.globaltime = 2;
  lab.receive(2);
  ASSERT_EQ(4u, lab.events().size());
  const vector<std::pair<uint64_t, string>> expected = {{1, "abc"}, {2, ""}, {3, "de"}, {1, "abc"}};
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(expected[i].first, lab.events()[i].message) << i;
    EXPECT_EQ(expected[i].second, lab.events()[i].bytes) << i;
  }
}

TEST(EmulNetTest, events_ofWhatIsNotSent) {
  Lab lab(withLoss(1), NetworkId::Store);
  lab.send(1, 2, "abc");
  lab.send(1, 2, string(3984, 'x'));
  ASSERT_EQ(2u, lab.events().size());
  expectMessage(lab.events()[0], EventKind::Dropped, {1, 0}, {2, 0}, 0, 3);
  EXPECT_EQ(DropCause::Chance, lab.events()[0].cause);
  expectMessage(lab.events()[1], EventKind::Dropped, {1, 0}, {2, 0}, 0, 3984);
  EXPECT_EQ(DropCause::TooLarge, lab.events()[1].cause);
}

TEST(EmulNetTest, events_ofAMessageToAFailedPeer) {
  Lab lab(Params(), NetworkId::Store);
  lab.net.stopReceiving(at(2));
  lab.send(1, 2, "abc");
  ASSERT_EQ(2u, lab.events().size());
  expectMessage(lab.events()[0], EventKind::Sent, {1, 0}, {2, 0}, 0, 3);
  expectMessage(lab.events()[1], EventKind::Dropped, {1, 0}, {2, 0}, 0, 3);
  EXPECT_EQ(DropCause::ReceiverDown, lab.events()[1].cause);
}

TEST(EmulNetTest, events_deliveredBeforeEnqIsCalled) {
  Lab lab;
  lab.send(1, 2, "x");
  Address receiver = at(2);
  lab.net.ENrecv(
      &receiver,
      [](void* queue, char* data, int) {
        free(data);
        EXPECT_EQ(EventKind::Delivered, static_cast<Lab*>(queue)->events().back().kind);
        return 0;
      },
      nullptr, 1, &lab);
}

// ---- Faults of a schedule

lab::Fault faultOf(lab::FaultKind kind, int first, int last) {
  lab::Fault fault;
  fault.kind = kind;
  fault.first = first;
  fault.last = last;
  return fault;
}

lab::Fault delayBy(int ticks) {
  lab::Fault fault = faultOf(lab::FaultKind::Delay, 1, 9);
  fault.ticksMin = fault.ticksMax = ticks;
  return fault;
}

// At tick 1, under `faults`.
struct FaultyLab : Lab {
  explicit FaultyLab(const vector<lab::Fault>& list, const Params& settings = Params())
      : Lab(settings), faults(1, list) {
    net.setFaults(&faults);
    params.globaltime = 1;
  }

  string kinds() const {
    string text;
    for (const Event& event : events()) {
      switch (event.kind) {
        case EventKind::Sent: text += "sent "; break;
        case EventKind::Delivered: text += "delivered "; break;
        case EventKind::Dropped: text += "dropped "; break;
        case EventKind::Delayed: text += "delayed "; break;
        case EventKind::Duplicated: text += "duplicated "; break;
        case EventKind::Corrupted: text += "corrupted "; break;
        default: text += "? ";
      }
    }
    return text;
  }

  lab::NetworkFaults faults;
};

TEST(EmulNetTest, setFaults_lostAndTheSenderIsNotTold) {
  FaultyLab lab({faultOf(lab::FaultKind::Drop, 1, 9)});
  EXPECT_EQ(3, lab.send(1, 2, "abc"));
  EXPECT_EQ(Texts{}, lab.receive(2));
  ASSERT_EQ("sent dropped ", lab.kinds());
  EXPECT_EQ(DropCause::Fault, lab.events()[1].cause);
  EXPECT_EQ(3, lab.events()[1].sizeBytes);
}

TEST(EmulNetTest, setFaults_cut) {
  lab::Fault cut = faultOf(lab::FaultKind::Partition, 1, 9);
  cut.groups = {{1}, {2}};
  FaultyLab lab({cut});
  EXPECT_EQ(1, lab.send(1, 2, "x"));
  EXPECT_EQ(1, lab.send(1, 3, "x"));
  ASSERT_EQ("sent dropped sent ", lab.kinds());
  EXPECT_EQ(DropCause::Partition, lab.events()[1].cause);
}

TEST(EmulNetTest, setFaults_delayAddsToTheConfs) {
  FaultyLab lab({delayBy(3)}, withDelay(2, 2));
  lab.send(1, 2, "x");
  lab.params.globaltime = 5;
  EXPECT_EQ(Texts{}, lab.receive(2));
  lab.params.globaltime = 6;
  EXPECT_EQ(Texts{"x"}, lab.receive(2));
  EXPECT_EQ("sent delayed delivered ", lab.kinds());
}

TEST(EmulNetTest, setFaults_duplicateIsDeliveredTwice) {
  FaultyLab lab({faultOf(lab::FaultKind::Duplicate, 1, 9)});
  EXPECT_EQ(1, lab.send(1, 2, "x"));
  EXPECT_EQ((Texts{"x", "x"}), lab.receive(2));
  EXPECT_EQ("sent duplicated delivered delivered ", lab.kinds());
}

TEST(EmulNetTest, setFaults_corruptsTheCopyAndNotTheSendersBuffer) {
  FaultyLab lab({faultOf(lab::FaultKind::Corrupt, 1, 9)});
  char data[] = "abc";
  lab.sendBytes(1, 2, data, 3);
  EXPECT_STREQ("abc", data);
  const Texts texts = lab.receive(2);
  ASSERT_EQ(1u, texts.size());
  EXPECT_EQ(3u, texts[0].size());
  EXPECT_NE("abc", texts[0]);
  EXPECT_EQ("sent corrupted delivered ", lab.kinds());
}

TEST(EmulNetTest, setFaults_oneEventForEachKind) {
  FaultyLab lab({faultOf(lab::FaultKind::Corrupt, 1, 9), delayBy(1),
                 faultOf(lab::FaultKind::Duplicate, 1, 9)});
  lab.send(1, 2, "x");
  EXPECT_EQ("sent corrupted duplicated delayed ", lab.kinds());
}

TEST(EmulNetTest, setFaults_noRoomForTheCopy) {
  FaultyLab lab({faultOf(lab::FaultKind::Duplicate, 1, 2)});
  lab.params.globaltime = 0;
  for (int i = 1; i < ENBUFFSIZE; ++i) lab.send(1, 2, "x");
  lab.params.globaltime = 1;
  EXPECT_EQ(1, lab.send(1, 2, "x"));
  EXPECT_EQ(EventKind::Sent, lab.events().back().kind);
  EXPECT_EQ(0, lab.send(1, 2, "x"));
  EXPECT_EQ(DropCause::QueueFull, lab.events().back().cause);
}

TEST(EmulNetTest, setFaults_failedPeerGetsNoCopies) {
  FaultyLab lab({faultOf(lab::FaultKind::Duplicate, 1, 9), delayBy(1)});
  lab.net.stopReceiving(at(2));
  EXPECT_EQ(1, lab.send(1, 2, "x"));
  EXPECT_EQ("sent dropped ", lab.kinds());
}

TEST(EmulNetTest, setFaults_theCoursesChecksComeFirst) {
  Params params = withLoss(1);
  FaultyLab lab({faultOf(lab::FaultKind::Drop, 1, 9)}, params);
  EXPECT_EQ(0, lab.send(1, 2, "x"));
  EXPECT_EQ(0, lab.send(1, 2, string(4000, 'x')));
  ASSERT_EQ("dropped dropped ", lab.kinds());
  EXPECT_EQ(DropCause::Chance, lab.events()[0].cause);
  EXPECT_EQ(DropCause::TooLarge, lab.events()[1].cause);
}

TEST(EmulNetTest, setFaults_lossAndDelayOfTheConfDrawAsWithout) {
  Params params = withLoss(0.5);
  params.MSG_DELAY_MAX = 3;
  Lab calm(params);
  FaultyLab lab({faultOf(lab::FaultKind::Duplicate, 1, 9)}, params);
  EXPECT_EQ(lossPattern(&calm, 200), lossPattern(&lab, 200));
  for (int tick = 0; tick <= 3; ++tick) {
    calm.params.globaltime = tick;
    lab.params.globaltime = tick + 1;
    EXPECT_EQ(2 * calm.receive(2).size(), lab.receive(2).size());
  }
}

TEST(EmulNetTest, setFaults_nullOrCalmIsAsWithout) {
  FaultyLab lab({faultOf(lab::FaultKind::Drop, 1, 2)});
  lab.params.globaltime = 2;
  EXPECT_EQ(1, lab.send(1, 2, "x"));
  lab.net.setFaults(nullptr);
  lab.params.globaltime = 1;
  EXPECT_EQ(1, lab.send(1, 2, "y"));
  lab.params.globaltime = 2;
  EXPECT_EQ((Texts{"y", "x"}), lab.receive(2));
  EXPECT_EQ("sent sent delivered delivered ", lab.kinds());
}

// A submission has the Params.
TEST(EmulNetTest, delay_theLargestBelowTheSmallest) {
  Lab lab;
  lab.params.MSG_DELAY_MIN = 2;
  lab.params.MSG_DELAY_MAX = 1;
  lab.send(1, 2, "x");
  lab.params.globaltime += 2;
  EXPECT_EQ(Texts{"x"}, lab.receive(2));
}

TEST(EmulNetTest, timeThatASubmissionTurnsBack) {
  FaultyLab lab({faultOf(lab::FaultKind::Drop, 5, 6)});
  lab.params.globaltime = 5;
  lab.send(1, 2, "x");
  lab.params.globaltime = 3;
  lab.send(1, 2, "y");
  lab.params.globaltime = 5;
  lab.send(1, 2, "z");
  lab.params.globaltime = 4;
  EXPECT_EQ(Texts{"y"}, lab.receive(2));
}

}  // namespace
