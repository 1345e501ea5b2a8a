// MP2: key-value store, 2020 style.
#include "MP2Node.h"

MP2Node::MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *address) {
    this->memberNode = memberNode;
    this->par = par;
    this->emulNet = emulNet;
    this->log = log;
    ht = new HashTable();
    this->memberNode->addr = *address;
}

MP2Node::~MP2Node() {
    delete ht;
}

void MP2Node::updateRing() {
    ring = getMembershipList();
    sort(ring.begin(), ring.end());
    if (findNeighbors() && !ht->isEmpty()) {
        stabilizationProtocol();
    }
    checkTimeouts();
}

vector<Node> MP2Node::getMembershipList() {
    vector<Node> curMemList;
    for (auto &entry : memberNode->memberList) {
        Address address(to_string(entry.getid()) + ":" + to_string(entry.getport()));
        curMemList.emplace_back(address);
    }
    return curMemList;
}

size_t MP2Node::hashFunction(string key) {
    std::hash<string> hashFunc;
    size_t ret = hashFunc(key);
    return ret % RING_SIZE;
}

// Looks up the two peers before us and the two behind us; true if they are not the same as before.
bool MP2Node::findNeighbors() {
    vector<Node> before, behind;
    size_t size = ring.size();
    for (size_t i = 0; i < size && size >= NUM_REPLICAS; i++) {
        if (ring[i].nodeAddress == memberNode->addr) {
            behind = {ring[(i + 1) % size], ring[(i + 2) % size]};
            before = {ring[(i + size - 1) % size], ring[(i + size - 2) % size]};
        }
    }
    bool changed = !sameNodes(behind, hasMyReplicas) || !sameNodes(before, haveReplicasOf);
    hasMyReplicas = behind;
    haveReplicasOf = before;
    return changed;
}

bool MP2Node::sameNodes(vector<Node> &a, vector<Node> &b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (size_t i = 0; i < a.size(); i++) {
        if (!(a[i].nodeAddress == b[i].nodeAddress)) {
            return false;
        }
    }
    return true;
}

void MP2Node::clientCreate(string key, string value) {
    startOperation(CREATE, key, value);
}

void MP2Node::clientRead(string key) {
    startOperation(READ, key, "");
}

void MP2Node::clientUpdate(string key, string value) {
    startOperation(UPDATE, key, value);
}

void MP2Node::clientDelete(string key) {
    startOperation(DELETE, key, "");
}

void MP2Node::startOperation(MessageType type, string key, string value) {
    int transID = ++g_transID;
    operations.emplace(transID, Operation(type, key, value, par->getcurrtime()));
    if (type == CREATE || type == UPDATE) {
        dispatchMessages(Message(transID, memberNode->addr, type, key, value));
    } else {
        dispatchMessages(Message(transID, memberNode->addr, type, key));
    }
}

// To all replicas of the key, each told which one it is. Not to ourselves if it is a push.
void MP2Node::dispatchMessages(Message message) {
    vector<Node> replicas = findNodes(message.key);
    for (size_t i = 0; i < replicas.size(); i++) {
        if (message.transID == PUSH_TRANS_ID && replicas[i].nodeAddress == memberNode->addr) {
            continue;
        }
        message.replica = ReplicaType(i);
        emulNet->ENsend(&memberNode->addr, replicas[i].getAddress(), message.toString());
    }
}

bool MP2Node::createKeyValue(string key, string value, ReplicaType replica) {
    return ht->create(key, Entry(value, par->getcurrtime(), replica).convertToString());
}

// The whole entry, or nothing.
string MP2Node::readKey(string key) {
    return ht->read(key);
}

bool MP2Node::updateKeyValue(string key, string value, ReplicaType replica) {
    return ht->update(key, Entry(value, par->getcurrtime(), replica).convertToString());
}

bool MP2Node::deletekey(string key) {
    return ht->deleteKey(key);
}

bool MP2Node::recvLoop() {
    if (memberNode->bFailed) {
        return false;
    }
    return emulNet->ENrecv(&(memberNode->addr), this->enqueueWrapper, NULL, 1, &(memberNode->mp2q));
}

int MP2Node::enqueueWrapper(void *env, char *buff, int size) {
    return Queue::enqueue((queue<q_elt> *)env, (void *)buff, size);
}

void MP2Node::checkMessages() {
    while (!memberNode->mp2q.empty()) {
        q_elt element = memberNode->mp2q.front();
        memberNode->mp2q.pop();
        Message msg(string((char *)element.elt, element.size));

        if (msg.type == MessageType::REPLY) {
            handleReply(msg.transID, msg.success, "");
        } else if (msg.type == MessageType::READREPLY) {
            handleReply(msg.transID, !msg.value.empty(), msg.value);
        } else {
            serve(msg);
        }
    }
}

bool MP2Node::serve(Message &msg) {
    Address *me = &memberNode->addr;
    bool success = false;

    if (msg.transID == PUSH_TRANS_ID) {
        // The value is a whole entry here.
        Entry pushed(msg.value);
        string local = readKey(msg.key);
        if (local.empty() || Entry(local).timestamp < pushed.timestamp) {
            pushed.replica = msg.replica;
            ht->hashTable[msg.key] = pushed.convertToString();
            success = true;
        }
        return success;
    }

    switch (msg.type) {
    case CREATE:
        success = createKeyValue(msg.key, msg.value, msg.replica);
        if (success) {
            log->logCreateSuccess(me, false, msg.transID, msg.key, msg.value);
        } else {
            log->logCreateFail(me, false, msg.transID, msg.key, msg.value);
        }
        break;
    case UPDATE:
        success = updateKeyValue(msg.key, msg.value, msg.replica);
        if (success) {
            log->logUpdateSuccess(me, false, msg.transID, msg.key, msg.value);
        } else {
            log->logUpdateFail(me, false, msg.transID, msg.key, msg.value);
        }
        break;
    case DELETE:
        success = deletekey(msg.key);
        if (success) {
            log->logDeleteSuccess(me, false, msg.transID, msg.key);
        } else {
            log->logDeleteFail(me, false, msg.transID, msg.key);
        }
        break;
    case READ: {
        string entryText = readKey(msg.key);
        success = !entryText.empty();
        if (success) {
            log->logReadSuccess(me, false, msg.transID, msg.key, Entry(entryText).value);
        } else {
            log->logReadFail(me, false, msg.transID, msg.key);
        }
        emulNet->ENsend(me, &msg.fromAddr, Message(msg.transID, *me, entryText).toString());
        return success;
    }
    default:
        return false;
    }
    sendReply(msg, success);
    return success;
}

void MP2Node::sendReply(Message &request, bool success) {
    Message reply(request.transID, memberNode->addr, MessageType::REPLY, success);
    emulNet->ENsend(&memberNode->addr, &request.fromAddr, reply.toString());
}

void MP2Node::handleReply(int transID, bool success, string entryText) {
    auto it = operations.find(transID);
    if (it == operations.end()) {
        return;
    }
    Operation &op = it->second;
    op.replies++;
    if (success) {
        op.successes++;
        if (op.type == READ) {
            Entry entry(entryText);
            if (entry.timestamp > op.newest) {
                op.newest = entry.timestamp;
                op.value = entry.value;
            }
        }
    }
    int failures = op.replies - op.successes;
    if (op.successes == QUORUM_COUNT) {
        finishOperation(transID, true);
    } else if (failures == QUORUM_COUNT) {
        finishOperation(transID, false);
    }
}

void MP2Node::finishOperation(int transID, bool success) {
    auto it = operations.find(transID);
    Operation op = it->second;
    operations.erase(it);
    Address *me = &memberNode->addr;
    if (op.type == CREATE && success) {
        log->logCreateSuccess(me, true, transID, op.key, op.value);
    } else if (op.type == CREATE) {
        log->logCreateFail(me, true, transID, op.key, op.value);
    } else if (op.type == READ && success) {
        log->logReadSuccess(me, true, transID, op.key, op.value);
    } else if (op.type == READ) {
        log->logReadFail(me, true, transID, op.key);
    } else if (op.type == UPDATE && success) {
        log->logUpdateSuccess(me, true, transID, op.key, op.value);
    } else if (op.type == UPDATE) {
        log->logUpdateFail(me, true, transID, op.key, op.value);
    } else if (op.type == DELETE && success) {
        log->logDeleteSuccess(me, true, transID, op.key);
    } else if (op.type == DELETE) {
        log->logDeleteFail(me, true, transID, op.key);
    }
}

void MP2Node::checkTimeouts() {
    vector<int> expired;
    for (auto &pending : operations) {
        if (par->globaltime - pending.second.startedAt > RESPONSE_TIMEOUT) {
            expired.push_back(pending.first);
        }
    }
    for (int transID : expired) {
        finishOperation(transID, false);
    }
}

vector<Node> MP2Node::findNodes(string key) {
    vector<Node> addr_vec;
    if (ring.size() >= NUM_REPLICAS) {
        Node target;
        target.setHashCode(hashFunction(key));
        size_t first = lower_bound(ring.begin(), ring.end(), target) - ring.begin();
        for (size_t i = 0; i < NUM_REPLICAS; i++) {
            addr_vec.push_back(ring[(first + i) % ring.size()]);
        }
    }
    return addr_vec;
}

void MP2Node::stabilizationProtocol() {
    for (auto &pair : ht->hashTable) {
        dispatchMessages(Message(PUSH_TRANS_ID, memberNode->addr, CREATE, pair.first, pair.second));
    }
}
