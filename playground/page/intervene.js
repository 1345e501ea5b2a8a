// Interventions: each adds a line to the schedule, and the run is made again. What chance decided is written down first,
// so that nothing else changes.
'use strict';
(function (KV) {
  const app = KV.app;
  const {play, schedule} = KV;
  const TICKS = 10;  // That a pause or a cut lasts at first.

  let nodes;

  function add(lines, words) {
    const written = play.writtenDown(KV.rerun.outcome);
    play.change({...written, schedule: schedule.withLines(written.schedule, lines)}, words);
    app.say(words + ' The schedule has the line: ' + lines.join('; '));
  }

  KV.intervene = add;

  // ---- What is pointed at.

  const chosenMessage = () => (app.state.event >= 0 ? app.run.events.message[app.state.event] : -1);

  function chosenPeer() {
    const {peer, event} = app.state;
    if (peer > 0) return peer;
    return event >= 0 && app.run.events.peer[event] > 0 ? app.run.events.peer[event] : 1;
  }

  const ticks = () => Math.max(1, Math.floor(Number(nodes.ticks.value)) || TICKS);

  // ---- What can be done. [id, label, key, help, action]

  function strike(what, words) {
    const message = chosenMessage();
    if (message < 0) return app.say('Choose a message first: click an arrow.');
    const line = schedule.strike(app.run, message, what, Math.min(1000, ticks()));
    add([line], `${app.run.messages.name[message]} ${words}.`);
  }

  const onPeer = (make, words) => () => {
    const peer = chosenPeer();
    add([make(app.state.tick, peer)], `peer ${peer} ${words} at tick ${app.state.tick}.`);
  };

  const MESSAGE_ACTIONS = [
    ['lose', 'Lose it', 'L', 'This message is lost', () => strike('drop', 'is lost')],
    ['delay', 'Delay it', 'D', 'This message takes so many ticks more', () => strike('delay', 'is late')],
    ['duplicate', 'Duplicate it', 'U', 'This message arrives twice', () => strike('duplicate', 'arrives twice')],
    ['corrupt', 'Corrupt it', 'B', 'Bits of this message are flipped', () => strike('corrupt', 'is corrupted')],
    ['cut-link', 'Cut its link', 'K', 'No message passes from its sender to its receiver for so many ticks', cutLinkOfMessage],
  ];

  const PEER_ACTIONS = [
    ['crash', 'Crash', 'C', 'The peer fails', onPeer(schedule.crash, 'crashes')],
    ['restart', 'Restart', 'R', 'The crashed peer starts again, empty', onPeer((tick, peer) => schedule.restart(tick, peer, false), 'restarts, empty,')],
    ['restart-with-memory', 'Restart with memory', 'M', 'The crashed peer starts again with what it had', onPeer((tick, peer) => schedule.restart(tick, peer, true), 'restarts with its memory')],
    ['pause', 'Pause', 'P', 'The peer does nothing for so many ticks', onPeer((tick, peer) => schedule.pause(tick, peer, ticks()), 'is paused')],
    ['isolate', 'Isolate', 'I', 'No message reaches or leaves the peer for so many ticks', onPeer((tick, peer) => schedule.isolate(tick, peer, ticks()), 'is cut off')],
    ['heal', 'Heal all', 'H', 'All partitions, losses and pauses end', () => add([schedule.heal(app.state.tick)], `All is healed at tick ${app.state.tick}.`)],
  ];

  function cutLinkOfMessage() {
    const message = chosenMessage();
    if (message < 0) return app.say('Choose a message first: click an arrow.');
    const {from, to, sentEvent} = app.run.messages;
    const tick = app.run.events.tick[sentEvent[message]];
    add([schedule.cut(tick, from[message], to[message], ticks())], `The link from peer ${from[message]} to peer ${to[message]} is cut.`);
  }

  function cutLink() {
    const [from, to] = [Number(nodes.from.value), Number(nodes.to.value)];
    if (from === to) return app.say('A peer\'s link to itself cannot be cut.');
    add([schedule.cut(app.state.tick, from, to, ticks())], `The link from peer ${from} to peer ${to} is cut.`);
  }

  function call() {
    const key = nodes.key.value;
    if (key === '') return app.say('Say which key the client asks for.');
    const client = schedule.freeClient(play.writtenDown(KV.rerun.outcome).schedule);
    const line = schedule.call(app.state.tick, client, chosenPeer(), nodes.kind.value, key, nodes.value.value);
    add([line], `A client asks peer ${chosenPeer()} to ${nodes.kind.value} ${key}.`);
  }

  function setValue() {
    const key = nodes.setting.value.trim().toUpperCase();
    if (!/^[A-Z0-9_]+$/.test(key)) return app.say('Say which key of the conf: MSG_DELAY_MAX, say.');
    const value = nodes.settingValue.value.trim();
    const written = play.writtenDown(KV.rerun.outcome);
    play.change({...written, settings: play.withSetting(key, value, written.settings)}, `${key} is ${value || 'as the conf says'}.`);
  }

  // ---- The box.

  const button = ([id, label, key, help, action]) => KV.button(label, action, {id: 'do-' + id, title: `${help} (key ${key}, with Shift)`});
  const peerSelect = (label, onChange) => KV.el('select', {'aria-label': label, onchange: onChange});
  const field = (words, ...inputs) => KV.el('label', {class: 'choice'}, words, ' ', ...inputs);

  function build(root) {
    nodes = {about: KV.el('p', {class: 'about'}), ofMessage: KV.el('div', {class: 'row', role: 'group', 'aria-label': 'The chosen message'}, MESSAGE_ACTIONS.map(button)),
      peer: peerSelect('Peer', () => app.set({peer: Number(nodes.peer.value)})), ticks: KV.el('input', {type: 'number', min: 1, max: 1000, value: String(TICKS), id: 'do-ticks'}),
      from: peerSelect('From peer'), to: peerSelect('To peer'),
      kind: KV.el('select', {'aria-label': 'Call', id: 'do-kind'}, ['read', 'create', 'update', 'delete'].map((kind) => KV.el('option', {value: kind}, kind))),
      key: KV.el('input', {type: 'text', size: 8, 'aria-label': 'Key', id: 'do-key', list: 'do-keys'}), keys: KV.el('datalist', {id: 'do-keys'}),
      value: KV.el('input', {type: 'text', size: 8, 'aria-label': 'Value', id: 'do-value'}),
      setting: KV.el('input', {type: 'text', size: 14, 'aria-label': 'Key of the conf', id: 'do-setting', placeholder: 'MSG_DELAY_MAX'}),
      settingValue: KV.el('input', {type: 'text', size: 5, 'aria-label': 'Its value', id: 'do-setting-value'})};
    nodes.peer.id = 'do-peer';
    KV.put(root, KV.el('h3', {}, 'Intervene'), nodes.about, nodes.ofMessage,
      KV.el('div', {class: 'row'}, field('Peer', nodes.peer), PEER_ACTIONS.map(button), field('for', nodes.ticks, ' ticks')),
      KV.el('details', {class: 'more'}, KV.el('summary', {}, 'A link, a call, a setting'),
        KV.el('div', {class: 'row'}, field('From', nodes.from), field('to', nodes.to), KV.button('Cut the link', cutLink, {id: 'do-cut'})),
        KV.el('div', {class: 'row'}, nodes.kind, field('key', nodes.key, nodes.keys), field('value', nodes.value), KV.button('Call', call, {id: 'do-call', title: 'A client asks the peer, at the chosen tick'})),
        KV.el('div', {class: 'row'}, nodes.setting, nodes.settingValue, KV.button('Set', setValue, {id: 'do-set', title: 'Changes a value of the conf'}))));
  }

  function fillPeers(select, usual) {
    const {peers} = app.run;
    if (select.options.length !== peers) KV.put(select, Array.from({length: peers}, (_, at) => KV.el('option', {value: at + 1}, at + 1)));
    if (usual) select.value = String(Math.min(usual, peers));
  }

  function update() {
    const message = chosenMessage();
    const {messages} = app.run;
    const what = message >= 0 ? `${messages.name[message]} from peer ${messages.from[message]} to peer ${messages.to[message]}, or ` : '';
    nodes.about.textContent = `${what}peer ${chosenPeer()} at tick ${app.state.tick}.` + (message < 0 ? ' Click an arrow to strike a message.' : '');
    for (const one of nodes.ofMessage.children) one.disabled = message < 0;
    fillPeers(nodes.peer, chosenPeer());
    fillPeers(nodes.from);
    fillPeers(nodes.to);
    KV.put(nodes.keys, app.run.keys.slice(0, 200).map((key) => KV.el('option', {value: key.text})));
  }

  KV.part({
    id: 'intervene',
    build,
    update(changed) {
      if (['run', 'event', 'tick', 'peer'].some((name) => changed.has(name))) update();
    },
  });

  KV.addKeys([...MESSAGE_ACTIONS, ...PEER_ACTIONS].map(([, , key, help, action]) => [[key], help, action]));
  KV.addKeys([[['z'], 'take the last change back', () => play.undo()], [['Z'], 'do it again', () => play.redo()]]);
})((globalThis.KV = globalThis.KV || {}));
