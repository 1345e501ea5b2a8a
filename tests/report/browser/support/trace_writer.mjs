// Writes traces of docs/report.md's format, for tests: made-up runs that no simulation would give, such as
// those with hostile texts.

const checksumLines = 256;

const crcTable = Uint32Array.from({length: 256}, (_, byte) => {
  for (let bit = 0; bit < 8; ++bit) byte = (byte >>> 1) ^ (byte & 1 ? 0xedb88320 : 0);
  return byte;
});

// The CRC-32 of IEEE 802.3 of a Buffer, as 8 hexadecimal digits.
export function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255];
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

// A TEXT field of a string (written as UTF-8) or a Buffer.
export function quoted(text) {
  const bytes = Buffer.from(text);
  const isPlain = (b) => b > 32 && b < 127 && !'"\\#'.includes(String.fromCharCode(b));
  if (bytes.length > 0 && bytes.every(isPlain)) return bytes.toString('latin1');
  let field = '"';
  for (const b of bytes) {
    const c = String.fromCharCode(b);
    if (c === '"' || c === '\\') field += '\\' + c;
    else if (b >= 32 && b < 127) field += c;
    else field += '\\x' + b.toString(16).padStart(2, '0');
  }
  return field + '"';
}

// Collects the records of one trace. Definitions are written before their first use.
export class TraceWriter {
  #lines = [];
  #numbers = {key: new Map(), text: new Map(), name: new Map()};
  #sent = {m: 0, s: 0};

  // `header`: conf, seed, replay, replicas, quorum, every, full, sources [[name, text]], places [P's position].
  constructor(header) {
    this.line('kvtrace 2');
    this.line('conf', quoted(header.conf));
    this.line('seed', header.seed);
    this.line('replay', quoted(header.replay));
    this.line('peers', header.places.length);
    this.line('replicas', header.replicas ?? 3, header.quorum ?? 2);
    this.line('places', 512, 0);
    this.line('limits', header.every ?? 1, header.full ?? 1);
    for (const [name, text] of header.sources ?? []) this.line('source', name, quoted(text));
    header.places.forEach((place, i) => this.line('ring', i + 1, place));
  }

  line(...words) { this.#lines.push(words.join(' ')); }

  #define(kind, text, ...before) {
    const numbers = this.#numbers[kind];
    const id = Buffer.from(text).toString('latin1');
    if (!numbers.has(id)) {
      numbers.set(id, numbers.size);
      this.line(kind, ...before, quoted(text));
    }
    return numbers.get(id);
  }
  key(text, place = 0) { return this.#define('key', text, place); }
  text(text) { return text === null ? '-' : this.#define('text', text); }
  name(text) { return this.#define('name', text); }

  // Writes a message that is sent, or, with `cause`, refused, and returns its name. `text` can be null.
  send(network, from, to, size, text, cause) {
    const x = this.text(text);
    const message = network + ++this.#sent[network];
    if (cause) this.line('n', message, from, to, size, x, cause);
    else this.line('s', message, from, to, size, x);
    return message;
  }

  turn(peer, call, inside) {
    const c = this.name(call);
    this.line('turn', peer, c);
    inside();
    this.line('done');
  }

  // The whole trace, with its check sums.
  toString() { return withChecksums([...this.#lines, 'end']); }
}

// The text of a trace of these lines, with a check sum after each 256 and before the last.
export function withChecksums(lines) {
  let text = '';
  let block = '';
  const close = () => {
    text += `${block}= ${crc32(Buffer.from(block, 'latin1'))}\n`;
    block = '';
  };
  lines.slice(0, -1).forEach((line, i) => {
    block += line + '\n';
    if ((i + 1) % checksumLines === 0) close();
  });
  close();
  return text + lines[lines.length - 1] + '\n';
}
