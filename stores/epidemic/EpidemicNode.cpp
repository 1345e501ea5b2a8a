#include "stores/epidemic/EpidemicNode.h"

#include <algorithm>
#include <string_view>

#include "CourseRules.h"
#include "Endpoints.h"
#include "stores/ReceivedMessages.h"

namespace epidemic {

namespace {

// The shortest time between two announcements. One that is lost does no harm: pushes spread the
// sender's stamp, once a single server has it.
constexpr int kAnnounceTicks = 8;

// How many live servers answer an announcement. With 30 % of all messages lost, all fail once in
// eight times; then the pushes that the server gets as a live one let it in.
constexpr int kAnswers = 3;

// Larger groups publish their stamps only now and then: that writes n² entries in each tick.
constexpr int kServersPublishedEachTick = 128;
constexpr int kPublishTicks = 16;

Address addressOfServer(int id) { return addressOf(sim::Endpoint{id, 0}); }

// A stream of its own for each incarnation: a restarted server must not repeat its draws.
std::string streamOf(int id, int tick) {
  return "epidemic " + std::to_string(id) + " " + std::to_string(tick);
}

}  // namespace

EpidemicNode::EpidemicNode(Member* member, Params* params, EmulNet* net, Log* log,
                           const Address& address)
    : member_(member),
      params_(params),
      net_(net),
      log_(log),
      self_(endpointOf(address).id),
      servers_(std::max(params->EN_GPSZ, self_)),
      plan_(EpidemicPlan::of(*params)),
      stamps_(servers_, plan_.timeout),
      gap_(plan_.timeout),
      random_(params->SEED, streamOf(self_, 0)) {
  member_->addr = address;
}

void EpidemicNode::start() {
  now_ = params_->getcurrtime();
  stamps_ = StampVector(servers_, plan_.timeout);
  isListed_.assign(static_cast<size_t>(servers_), 0);
  gap_ = ClockGap(plan_.timeout);
  gap_.observe(now_);
  random_ = sim::Random(params_->SEED, streamOf(self_, now_));
  startedAt_ = now_;
  member_->memberList.clear();
  member_->inited = true;
  member_->bFailed = false;
  member_->inGroup = self_ == 1;
  member_->heartbeat = now_;
  stamps_.merge(self_, now_);
  refreshList();
  log_->LOG(&member_->addr, self_ == 1 ? "Starting up group..." : "Trying to join...");
  announce();
}

void EpidemicNode::recvLoop() {
  if (member_->bFailed) return;
  receiveInto(&member_->mp1q, member_, net_);
}

void EpidemicNode::nodeLoop() {
  if (member_->bFailed || !member_->inited) return;
  readTime();
  checkMessages();
  refreshList();
  if (isPublishTurn()) publishStamps();
  if (isAlone() && now_ - announcedAt_ >= kAnnounceTicks) announce();
  if (!member_->inGroup) return;
  if ((now_ - startedAt_) % plan_.period == 0) push();
  if ((now_ - startedAt_) % plan_.timeout == 0) probe();
}

void EpidemicNode::finish() {
  if (!member_->inited || member_->bFailed) return;
  const std::string message = encode(Kind::Leave, self_, now_);
  for (const MemberListEntry& entry : member_->memberList) {
    if (entry.id != self_) send(entry.id, message);
  }
  member_->inGroup = false;
  member_->inited = false;
}

void EpidemicNode::readTime() {
  now_ = params_->getcurrtime();
  member_->heartbeat = now_;
  stamps_.merge(self_, now_);
  if (gap_.observe(now_)) returnFromAbsence();
}

void EpidemicNode::returnFromAbsence() {
  for (const MemberListEntry& entry : member_->memberList) stamps_.excuse(entry.id, now_);
  announce();
}

// ---- Messages received.

void EpidemicNode::checkMessages() {
  handleAll(&member_->mp1q, [this](std::string_view bytes) {
    const std::optional<VectorMessage> message = decode(bytes);
    if (message && isPossible(*message)) {
      handle(*message);
    } else {
      ++damagedMessages_;
    }
  });
}

bool EpidemicNode::isPossible(const VectorMessage& message) const {
  const int last = message.first + static_cast<int>(message.stamps.size()) - 1;
  return stamps_.has(message.sender) && message.tick <= now_ && last <= servers_;
}

void EpidemicNode::handle(const VectorMessage& message) {
  // Race: a message of the previous incarnation comes back to the own id.
  if (message.sender == self_) return;
  if (message.kind == Kind::Leave) return stamps_.leave(message.sender, message.tick);
  stamps_.merge(message.sender, message.tick);
  if (message.kind == Kind::Announce) return handleAnnounce(message.sender);
  handlePush(message);
}

void EpidemicNode::handlePush(const VectorMessage& message) {
  for (size_t i = 0; i < message.stamps.size(); ++i) {
    const int id = message.first + static_cast<int>(i);
    if (id != self_ && message.stamps[i] != StampVector::kNever) {
      stamps_.merge(id, message.stamps[i]);
    }
  }
  member_->inGroup = true;
  if (saysGivenUp(message) && now_ - announcedAt_ >= kAnnounceTicks) announce();
}

bool EpidemicNode::saysGivenUp(const VectorMessage& message) const {
  const int last = message.first + static_cast<int>(message.stamps.size()) - 1;
  if (self_ < message.first || self_ > last) return false;
  const int stamp = message.stamps[static_cast<size_t>(self_ - message.first)];
  return stamp == StampVector::kNever || message.tick - stamp > plan_.timeout;
}

void EpidemicNode::handleAnnounce(int sender) {
  if (member_->inGroup && isAmongNextAlive(sender)) sendVector(sender);
}

// Whether this server is one of the first kAnswers live ones after that id, in the circle of ids.
bool EpidemicNode::isAmongNextAlive(int id) const {
  int alive = 0;
  for (int i = 1; i < servers_ && alive < kAnswers; ++i) {
    const int next = (id - 1 + i) % servers_ + 1;
    if (next == self_) return true;
    if (stamps_.isAlive(next, now_)) ++alive;
  }
  return false;
}

// ---- The list.

// Compares who is alive with the list.
void EpidemicNode::refreshList() {
  bool isChanged = false;
  for (int id = 1; id <= servers_; ++id) {
    char& isListed = isListed_[static_cast<size_t>(id) - 1];
    const bool isAlive = id == self_ || stamps_.isAlive(id, now_);
    if (isAlive == (isListed != 0)) continue;
    isListed = isAlive ? 1 : 0;
    isChanged = true;
    report(id, isAlive);
  }
  if (isChanged) rebuildList();
}

void EpidemicNode::rebuildList() {
  std::vector<MemberListEntry>& list = member_->memberList;
  list.clear();
  size_t own = 0;
  for (int id = 1; id <= servers_; ++id) {
    if (isListed_[static_cast<size_t>(id) - 1] == 0) continue;
    if (id == self_) own = list.size();
    list.emplace_back(id, 0, stamps_.stamp(id), stamps_.stamp(id));
  }
  member_->myPos = list.begin() + static_cast<std::ptrdiff_t>(own);
}

// For the readers of Member::memberList.
void EpidemicNode::publishStamps() {
  for (MemberListEntry& entry : member_->memberList) {
    entry.heartbeat = entry.timestamp = stamps_.stamp(entry.id);
  }
}

bool EpidemicNode::isPublishTurn() const {
  return servers_ <= kServersPublishedEachTick || (now_ + self_) % kPublishTicks == 0;
}

void EpidemicNode::report(int id, bool isAdded) {
  Address address = addressOfServer(id);
  if (isAdded) {
    log_->logNodeAdd(&member_->addr, &address);
  } else {
    log_->logNodeRemove(&member_->addr, &address);
  }
}

// ---- Messages sent.

void EpidemicNode::push() {
  if (isAlone()) return;
  const std::vector<MemberListEntry>& list = member_->memberList;
  size_t target = random_.below(list.size() - 1);
  if (target >= static_cast<size_t>(member_->myPos - member_->memberList.begin())) ++target;
  sendVector(list[target].id);
}

void EpidemicNode::probe() {
  for (int i = 0; i < servers_; ++i) {
    probed_ = probed_ % servers_ + 1;
    if (isListed_[static_cast<size_t>(probed_) - 1] == 0) return sendVector(probed_);
  }
}

void EpidemicNode::announce() {
  announcedAt_ = now_;
  const std::string message = encode(Kind::Announce, self_, now_);
  for (int id = 1; id <= servers_; ++id) {
    if (id != self_) send(id, message);
  }
}

void EpidemicNode::sendVector(int to) {
  const int room = std::max(0, course::largestMessage(params_->MAX_MSG_SIZE));
  for (const std::string& part : encodePush(stamps_, self_, now_, static_cast<size_t>(room))) {
    send(to, part);
  }
}

void EpidemicNode::send(int to, const std::string& message) {
  Address address = addressOfServer(to);
  // The course's network takes a non-const pointer, but only reads.
  net_->ENsend(&member_->addr, &address, const_cast<char*>(message.data()),
               static_cast<int>(message.size()));
}

}  // namespace epidemic
