// MP1: membership, written for the revised framework of 2020.
#include "MP1Node.h"

MP1Node::MP1Node(Params *params, EmulNet *emul, Log *log, Address *address)
	: MP1Node(new Member, params, emul, log, address) {
	shouldDeleteMember = true;
}

MP1Node::MP1Node(Member *member, Params *params, EmulNet *emul, Log *log, Address *address)
	: emulNet(emul), log(log), par(params), memberNode(member), shouldDeleteMember(false), NULLADDR{0} {
	memberNode->addr = *address;
}

MP1Node::~MP1Node() {
	if (shouldDeleteMember) {
		delete memberNode;
	}
}

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
	if (memberNode->addr != *joinaddr) {
		send(JOINREQ, *joinaddr, {memberNode->memberList.front()});
	} else {
		memberNode->inGroup = true;
	}
	return 1;
}

int MP1Node::finishUpThisNode() {
	memberNode->memberList.clear();
	lastHeard.clear();
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
		try {
			recvCallBack((void *)memberNode, (char *)element.elt, element.size);
		} catch (const invalid_argument &unreadable) {
			log->LOG(&memberNode->addr, "unreadable: %s", unreadable.what());
		}
		free(element.elt);
	}
}

// The type, then address and heartbeat of each entry, with blanks between; the sender's entry first.
void MP1Node::send(MsgTypes type, const Address &to, const vector<MemberListEntry> &entries) {
	string text = to_string(type);
	for (const auto &entry : entries) {
		text += " " + addressOf(entry).getAddress() + " " + to_string(entry.heartbeat);
	}
	Address receiver = to;
	emulNet->ENsend(&memberNode->addr, &receiver, text);
}

bool MP1Node::recvCallBack(void *env, char *data, int size) {
	const string text(data, size);
	vector<string> words(1);
	for (char c : text) {
		if (c == ' ') {
			words.emplace_back();
		} else {
			words.back() += c;
		}
	}
	if (words.size() < 3) {
		throw invalid_argument("too few words");
	}
	const int type = stoi(words[0]);
	if (!memberNode->inGroup && type != JOINREP) {
		return false;
	}
	const Address sender(words[1]);
	for (size_t i = 1; i + 1 < words.size(); i += 2) {
		heardFrom(Address(words[i]), stol(words[i + 1]));
	}
	if (type == JOINREQ) {
		send(JOINREP, sender, memberNode->memberList);
	} else if (type == JOINREP) {
		memberNode->inGroup = true;
	}
	return true;
}

void MP1Node::heardFrom(const Address &peer, long heartbeat) {
	if (peer == memberNode->addr) {
		return;
	}
	const int now = par->getcurrtime();
	for (auto &entry : memberNode->memberList) {
		if (addressOf(entry) != peer) {
			continue;
		}
		if (heartbeat > entry.heartbeat) {
			entry.heartbeat = heartbeat;
			entry.timestamp = now;
			lastHeard[peer.getAddress()] = now;
		}
		return;
	}
	int id = 0;
	short port = 0;
	memcpy(&id, &peer.addr[0], sizeof(int));
	memcpy(&port, &peer.addr[4], sizeof(short));
	memberNode->memberList.emplace_back(id, port, heartbeat, now);
	memberNode->nnb++;
	lastHeard[peer.getAddress()] = now;
	Address added = peer;
	log->logNodeAdd(&memberNode->addr, &added);
}

void MP1Node::nodeLoopOps() {
	const int now = par->getcurrtime();
	auto &members = memberNode->memberList;
	members.front().heartbeat = ++memberNode->heartbeat;
	members.front().timestamp = now;
	lastHeard[memberNode->addr.getAddress()] = now;

	const auto silent = [&](const MemberListEntry &entry) {
		return now - lastHeard[addressOf(entry).getAddress()] > TREMOVE;
	};
	for (const auto &entry : members) {
		if (silent(entry)) {
			Address removed = addressOf(entry);
			log->logNodeRemove(&memberNode->addr, &removed);
		}
	}
	members.erase(remove_if(members.begin(), members.end(), silent), members.end());
	memberNode->nnb = (int)members.size() - 1;

	for (size_t i = 1; i < members.size(); i++) {
		send(HEARTBEAT, addressOf(members[i]), {members.front()});
	}
}

int MP1Node::isNullAddress(Address *addr) {
	return memcmp(addr->addr, NULLADDR, 6) == 0 ? 1 : 0;
}

// The first peer. Address() is zero, so one byte makes it.
Address MP1Node::getJoinAddress() {
	Address joinaddr;
	joinaddr.addr[0] = 1;
	return joinaddr;
}

void MP1Node::initMemberListTable(Member *memberNode) {
	memberNode->memberList.clear();
	int id = 0;
	short port = 0;
	memcpy(&id, &memberNode->addr.addr[0], sizeof(int));
	memcpy(&port, &memberNode->addr.addr[4], sizeof(short));
	memberNode->memberList.emplace_back(id, port, 0, par->getcurrtime());
	log->logNodeAdd(&memberNode->addr, &memberNode->addr);
}

Address MP1Node::addressOf(const MemberListEntry &entry) {
	Address address;
	memcpy(&address.addr[0], &entry.id, sizeof(int));
	memcpy(&address.addr[4], &entry.port, sizeof(short));
	return address;
}

void MP1Node::printAddress(Address *addr) {
	cout << addr->getAddress() << endl;
}
