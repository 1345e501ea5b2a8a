/**********************************************************************
 * MP2 - key-value store, raw struct style
 *
 * The messages are structs with pointers to strings of the sender.
 * Nothing that travels is ever freed.
 **********************************************************************/
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include "MP1Node.h"
#include "stdincludes.h"
#include "common.h"
#include "Message.h"
#include "Node.h"
#include "HashTable.h"
#include <map>
#include <queue>

#define WAIT_TICKS 8

// one more message: COPY brings keys that we should hold from now on
enum { COPY = READREPLY + 1 };

struct StoreMsg {
	int type;
	int transID;
	int role;
	bool ok;
	Address from;
	string *key;
	string *value;
	map<string, string> *pairs;
};

// what a client waits for
struct transaction {
	MessageType type;
	string key;
	string value;
	int yes;
	int no;
};

// something that is due at some time
class Event {
public:
	int time;
	int transID;
	Event(int time, int transID);
	bool operator <(const Event &other) const;
};

class MP2Node {
private:
	vector<Node> hasMyReplicas;
	vector<Node> haveReplicasOf;
	vector<Node> ring;
	HashTable * ht;
	Member *memberNode;
	Params *par;
	EmulNet * emulNet;
	Log * log;
	Network *network;
	map<int, transaction *> open;
	priority_queue<Event> timers;

	void ask(MessageType type, string key, string value);
	void answer(StoreMsg *question, bool ok, string *value);
	void count(StoreMsg *reply);
	void logResult(bool isCoordinator, bool ok, int type, int transID, string key, string value);

public:
	MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *addressOfMember);
	Member * getMemberNode() {
		return this->memberNode;
	}
	void updateRing();
	vector<Node> getMembershipList();
	size_t hashFunction(string key);
	void findNeighbors();
	void clientCreate(string key, string value);
	void clientRead(string key);
	void clientUpdate(string key, string value);
	void clientDelete(string key);
	bool recvLoop();
	static int enqueueWrapper(void *env, char *buff, int size);
	void checkMessages();
	vector<Node> findNodes(string key);
	void dispatchMessages(StoreMsg message);
	bool createKeyValue(string key, string value, ReplicaType replica);
	string readKey(string key);
	bool updateKeyValue(string key, string value, ReplicaType replica);
	bool deletekey(string key);
	void stabilizationProtocol();
	~MP2Node();
};

#endif /* MP2NODE_H_ */
