// MP2: key-value store, written for the revised framework of 2020.
// Values are Entry text; when the ring changes, each holder pushes its keys by role, with the lists
// that this edition's HashTable gives, and the newest timestamp wins.
#ifndef MP2NODE_H_
#define MP2NODE_H_

#include "stdincludes.h"
#include "EmulNet.h"
#include "Node.h"
#include "HashTable.h"
#include "Log.h"
#include "Params.h"
#include "Message.h"
#include "Queue.h"

#define QUORUM 2
#define TIMEOUT 10
#define PUSHED -1

struct Operation {
	MessageType type;
	string key;
	string value;
	int start;
	int replies[2];  // failed, succeeded
};

class MP2Node {
private:
	vector<Node> hasMyReplicas;
	vector<Node> haveReplicasOf;
	vector<Node> ring;
	HashTable *ht;
	Member *memberNode;
	Params *par;
	EmulNet *emulNet;
	Log *log;
	unordered_map<int, Operation> operations;  // by transaction

	void begin(MessageType type, const string &key, const string &value);
	void conclude(int transID, bool success, const string &value);
	void takeReply(const Message &message, bool success);
	void reply(const Message &request, bool success);
	void push(const vector<pair<string, string>> &pairs);
	void store(const string &key, const Entry &entry);

public:
	MP2Node(Member *memberNode, Params *par, EmulNet *emulNet, Log *log, Address *addressOfMember);
	~MP2Node();
	Member *getMemberNode() { return this->memberNode; }

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
	void dispatchMessages(Message message);
	vector<Node> findNodes(string key);

	bool createKeyValue(string key, string value, ReplicaType replica);
	string readKey(string key);
	bool updateKeyValue(string key, string value, ReplicaType replica);
	bool deletekey(string key);
	void stabilizationProtocol();
};

#endif
