// MP1: membership, 2020 style.
#include "MP1Node.h"

#include <sstream>

MP1Node::MP1Node(Params *params, EmulNet *emul, Log *log, Address *address)
    : MP1Node(new Member, params, emul, log, address) {}

MP1Node::MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address) {
    memset(NULLADDR, 0, sizeof(NULLADDR));
    this->memberNode = member;
    this->memberNode->inited = false;
    this->memberNode->addr = *address;
    this->emulNet = emul;
    this->log = log;
    this->par = params;
}

// The framework takes care of the Member.
MP1Node::~MP1Node() {}

int MP1Node::recvLoop() {
    if (memberNode->bFailed) {
        return false;
    }
    return emulNet->ENrecv(&(memberNode->addr), enqueueWrapper, NULL, 1, &(memberNode->mp1q));
}

int MP1Node::enqueueWrapper(void *env, char *buff, int size) {
    return Queue::enqueue((queue<q_elt> *)env, (void *)buff, size);
}

void MP1Node::nodeStart(char *servaddrstr, short servport) {
    Address joinaddr = getJoinAddress();
    initThisNode(&joinaddr);
    introduceSelfToGroup(&joinaddr);
}

int MP1Node::initThisNode(Address *joinaddr) {
    memberNode->bFailed = false;
    memberNode->inited = true;
    memberNode->inGroup = false;
    memberNode->nnb = 0;
    memberNode->heartbeat = 0;
    memberNode->pingCounter = TFAIL;
    memberNode->timeOutCounter = -1;
    initMemberListTable(memberNode);
    return 0;
}

int MP1Node::introduceSelfToGroup(Address *joinaddr) {
    if (memberNode->addr == *joinaddr) {
        log->LOG(&memberNode->addr, "Starting up group...");
        memberNode->inGroup = true;
    } else {
        log->LOG(&memberNode->addr, "Trying to join...");
        emulNet->ENsend(&memberNode->addr, joinaddr, listAsText("JOINREQ"));
    }
    return 1;
}

int MP1Node::finishUpThisNode() {
    memberNode->inGroup = false;
    memberNode->inited = false;
    return 0;
}

void MP1Node::nodeLoop() {
    if (memberNode->bFailed) {
        return;
    }
    checkMessages();
    if (memberNode->inGroup) {
        nodeLoopOps();
    }
}

void MP1Node::checkMessages() {
    while (!memberNode->mp1q.empty()) {
        q_elt element = memberNode->mp1q.front();
        memberNode->mp1q.pop();
        recvCallBack((void *)memberNode, (char *)element.elt, element.size);
    }
}

// A message is "KIND entry entry ...", an entry is id:port:heartbeat, the first one the sender's own.
bool MP1Node::recvCallBack(void *env, char *data, int size) {
    string text(data, size);
    size_t blank = text.find(' ');
    if (blank == string::npos) {
        return false;
    }
    string kind = text.substr(0, blank);
    string entries = text.substr(blank + 1);

    if (kind == "JOINREQ") {
        mergeList(entries);
        string sender = entries.substr(0, entries.find(' '));
        Address newcomer(sender.substr(0, sender.rfind(':')));
        emulNet->ENsend(&memberNode->addr, &newcomer, listAsText("JOINREP"));
    } else if (kind == "JOINREP") {
        memberNode->inGroup = true;
        mergeList(entries);
    } else if (kind == "GOSSIP" && memberNode->inGroup) {
        mergeList(entries);
    } else {
        return false;
    }
    return true;
}

void MP1Node::nodeLoopOps() {
    int now = par->getcurrtime();
    memberNode->heartbeat++;

    vector<MemberListEntry> stay;
    vector<Address> targets;
    for (auto &entry : memberNode->memberList) {
        Address address = makeAddress(entry.getid(), entry.getport());
        if (address == memberNode->addr) {
            entry.setheartbeat(memberNode->heartbeat);
            entry.settimestamp(now);
        } else if (now - entry.gettimestamp() > TREMOVE) {
            log->logNodeRemove(&memberNode->addr, &address);
            continue;
        } else if (isFresh(entry)) {
            targets.push_back(address);
        }
        stay.push_back(entry);
    }
    memberNode->memberList = stay;
    memberNode->nnb = (int)stay.size() - 1;

    string gossip = listAsText("GOSSIP");
    for (int i = 0; i < FANOUT && !targets.empty(); i++) {
        size_t pick = rand() % targets.size();
        emulNet->ENsend(&memberNode->addr, &targets[pick], gossip);
        targets.erase(targets.begin() + pick);
    }
}

bool MP1Node::isFresh(MemberListEntry &entry) {
    return par->getcurrtime() - entry.gettimestamp() <= TFAIL;
}

// Ourselves, then all that are fresh, from a random one on, as far as one message takes them.
string MP1Node::listAsText(const string &kind) {
    size_t limit = par->MAX_MSG_SIZE - sizeof(en_msg) - 1;
    string text = kind + " " + memberNode->addr.getAddress() + ":" + to_string(memberNode->heartbeat);
    size_t count = memberNode->memberList.size();
    size_t first = rand() % count;
    for (size_t i = 0; i < count; i++) {
        MemberListEntry &entry = memberNode->memberList[(first + i) % count];
        Address address = makeAddress(entry.getid(), entry.getport());
        if (address == memberNode->addr || !isFresh(entry)) {
            continue;
        }
        string item = " " + address.getAddress() + ":" + to_string(entry.getheartbeat());
        if (text.size() + item.size() > limit) {
            break;
        }
        text += item;
    }
    return text;
}

void MP1Node::mergeList(const string &entries) {
    stringstream stream(entries);
    int id;
    short port;
    long heartbeat;
    char colon;
    while (stream >> id >> colon >> port >> colon >> heartbeat) {
        mergeEntry(id, port, heartbeat);
    }
}

void MP1Node::mergeEntry(int id, short port, long heartbeat) {
    Address address = makeAddress(id, port);
    if (address == memberNode->addr) {
        return;
    }
    for (auto &entry : memberNode->memberList) {
        if (entry.getid() == id && entry.getport() == port) {
            if (heartbeat > entry.getheartbeat()) {
                entry.setheartbeat(heartbeat);
                entry.settimestamp(par->getcurrtime());
            }
            return;
        }
    }
    memberNode->memberList.emplace_back(id, port, heartbeat, par->getcurrtime());
    log->logNodeAdd(&memberNode->addr, &address);
}

Address MP1Node::makeAddress(int id, short port) {
    return Address(to_string(id) + ":" + to_string(port));
}

int MP1Node::isNullAddress(Address *addr) {
    return (memcmp(addr->addr, NULLADDR, 6) == 0 ? 1 : 0);
}

Address MP1Node::getJoinAddress() {
    return makeAddress(1, 0);
}

void MP1Node::initMemberListTable(Member *memberNode) {
    int id;
    short port;
    memcpy(&id, &memberNode->addr.addr[0], sizeof(int));
    memcpy(&port, &memberNode->addr.addr[4], sizeof(short));
    memberNode->memberList.clear();
    memberNode->memberList.emplace_back(id, port, memberNode->heartbeat, par->getcurrtime());
    memberNode->myPos = memberNode->memberList.begin();
    log->logNodeAdd(&memberNode->addr, &memberNode->addr);
}

void MP1Node::printAddress(Address *addr) {
    cout << addr->getAddress() << endl;
}
