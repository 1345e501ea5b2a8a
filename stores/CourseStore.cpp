#include <new>

// What a submission's header defines must not reach these.
#include "sim/FreshMemory.h"
#include "sim/Prefetch.h"
#include "sim/UnsetFields.h"
#include "stores/CourseHalves.h"

#include "MP2Node.h"

namespace {

// What stands first in a node, as a rule.
constexpr size_t kPointersAndRingBytes = 3 * sim::kCacheLineBytes;

class CourseStoreNode : public StoreNode {
 public:
  explicit CourseStoreNode(MP2Node* node) : node_(node) {}

  void updateRing() { node_->updateRing(); }
  void recvLoop() { node_->recvLoop(); }
  void checkMessages() { node_->checkMessages(); }
  void prefetchToReceive() const { sim::prefetch(node_, kPointersAndRingBytes); }
  void prefetchToAct() const { sim::prefetch(node_, sizeof *node_); }
  void clientCreate(const string& key, const string& value) { node_->clientCreate(key, value); }
  void clientRead(const string& key) { node_->clientRead(key); }
  void clientUpdate(const string& key, const string& value) { node_->clientUpdate(key, value); }
  void clientDelete(const string& key) { node_->clientDelete(key); }
  vector<Node> findNodes(const string& key) { return node_->findNodes(key); }

 private:
  MP2Node* node_;
};

}  // namespace

StoreNode* makeCourseStore(Member* member, Params* params, EmulNet* net, Log* log,
                           Address* address) {
#ifdef COURSE_EDITION_2020
  sim::zeroAddressBytes(true);
#endif
  void* const memory = sim::freshMemory(sizeof(MP2Node));
  return new CourseStoreNode(::new (memory) MP2Node(member, params, net, log, address));
}
