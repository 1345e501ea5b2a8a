// The membership protocol of one server: an epidemic of timestamps (see README.md).
//
//   start    the server announces itself to the whole list. The first three live servers after
//            it in the list answer with a push; with the first push it is in the group. Server 1
//            is in the group at once. Alone, a server announces itself again every few ticks
//   failure  a server whose stamp is older than the time-out is removed. As a stamp is a tick of
//            its own server, late pushes reinstall nobody, so there is no second time-out
//   given up a server that receives a push in which it is dead announces itself to the whole list
//   away     a server that has not run for longer than the time-out cannot know who is alive. It
//            keeps its list for one more time-out, in which the live ones are heard of, and
//            announces itself
//   heal     once in a time-out, a push goes to one of the servers that are not alive, in turn:
//            the parts of a group that was cut apart so learn that they have given each other up
//   leave    a server that leaves tells all live servers, which remove it at once
//   restart  under the same id: stamps are ticks, so a new incarnation's are larger
//
// The stamps compare because all servers have one clock (Params::globaltime).
// Fills Member::memberList in the order of ids, the own entry included, and reports each change by
// Log, as MP1Node does. In the list, heartbeat and timestamp are both the stamp.
#pragma once

#include <string>
#include <vector>

#include "EmulNet.h"
#include "Log.h"
#include "Member.h"
#include "Params.h"
#include "sim/Random.h"
#include "stores/epidemic/ClockGap.h"
#include "stores/epidemic/EpidemicPlan.h"
#include "stores/epidemic/StampVector.h"
#include "stores/epidemic/VectorMessage.h"

namespace epidemic {

class EpidemicNode {
 public:
  // Borrows its arguments. The fixed list has the ids 1 … EN_GPSZ.
  EpidemicNode(Member* member, Params* params, EmulNet* net, Log* log, const Address& address);

  Member* member() { return member_; }

  // Forgets all that was known, and joins. Called again after a crash.
  void start();
  void recvLoop();
  void nodeLoop();
  void finish();

  const EpidemicPlan& plan() const { return plan_; }
  const StampVector& stamps() const { return stamps_; }

  // Messages that were dropped because their bytes were damaged or made no sense.
  int damagedMessages() const { return damagedMessages_; }

 private:
  void readTime();
  void returnFromAbsence();
  void checkMessages();
  void handle(const VectorMessage& message);
  void handlePush(const VectorMessage& message);
  void handleAnnounce(int sender);
  bool isPossible(const VectorMessage& message) const;
  bool isAmongNextAlive(int id) const;
  bool saysGivenUp(const VectorMessage& message) const;

  void refreshList();
  void rebuildList();
  void publishStamps();
  bool isPublishTurn() const;
  void report(int id, bool isAdded);

  void push();
  void probe();
  void announce();
  void sendVector(int to);
  void send(int to, const std::string& message);
  bool isAlone() const { return member_->memberList.size() <= 1; }

  // Constant after construction.
  Member* const member_;
  Params* const params_;
  EmulNet* const net_;
  Log* const log_;
  const int self_;
  const int servers_;
  const EpidemicPlan plan_;

  int now_ = 0;
  StampVector stamps_;
  std::vector<char> isListed_;  // By id - 1. Invariant: the list has exactly these.
  ClockGap gap_;
  sim::Random random_;
  int startedAt_ = 0;
  int announcedAt_ = 0;
  int probed_ = 0;  // The id that was probed last.
  int damagedMessages_ = 0;
};

}  // namespace epidemic
