// Reads the lines of a trace's text: words, numbers, quoted texts, and the checksums between them.
'use strict';
(function (KV) {
  const NEWLINE = 10;
  const SPACE = 32;
  const DASH = 45;
  const QUOTE = 34;
  const BACKSLASH = 92;

  const crcTable = new Int32Array(256);
  for (let n = 0; n < 256; ++n) {
    let value = n;
    for (let bit = 0; bit < 8; ++bit) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    crcTable[n] = value;
  }

  // Characters that would not show as themselves, or would change the order of those around them.
  // eslint-disable-next-line no-control-regex
  const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/;

  // Bytes as text: UTF-8 if they are that and printable, else `\xNN` for what is not ASCII.
  function shownBytes(bytes) {
    try {
      const text = new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.from(bytes));
      if (!UNPRINTABLE.test(text)) return text;
    } catch (error) {
      // Not UTF-8.
    }
    let shown = '';
    for (const byte of bytes) {
      if (byte >= 32 && byte < 127) shown += String.fromCharCode(byte);
      else shown += '\\x' + byte.toString(16).padStart(2, '0');
    }
    return shown;
  }

  // The same for a text.
  KV.shownText = (text) => shownBytes(new TextEncoder().encode(text));

  class TraceLines {
    constructor(text, name) {
      this.text = text;
      this.name = name;
      this.at = 0;
      this.line = 1;
      this.sumFrom = 0;  // Where the bytes begin that the next checksum covers.
      this.sumLine = 1;
    }

    // Throws: the trace's name, the line, what is wrong, what is allowed.
    fail(what) {
      throw new Error(this.name + ':' + this.line + ': ' + what);
    }

    atEnd() {
      return this.at >= this.text.length;
    }

    // True if the line has no further field.
    atLineEnd() {
      return this.text.charCodeAt(this.at) === NEWLINE;
    }

    endLine() {
      if (this.atEnd()) this.fail('the line is cut off: a newline is expected');
      if (!this.atLineEnd()) this.fail('too many fields: the line\'s end is expected');
      ++this.at;
      ++this.line;
    }

    word() {
      const from = this.at;
      let at = from;
      let code = this.text.charCodeAt(at);
      while (code > SPACE) code = this.text.charCodeAt(++at);
      if (at === from) this.fail('a field is missing: a word is expected');
      this.at = code === SPACE ? at + 1 : at;
      return this.text.slice(from, at);
    }

    number() {
      let at = this.at;
      let code = this.text.charCodeAt(at);
      const negative = code === DASH;
      if (negative) code = this.text.charCodeAt(++at);
      const from = at;
      let value = 0;
      while (code >= 48 && code <= 57) {
        value = value * 10 + code - 48;
        code = this.text.charCodeAt(++at);
      }
      if (at === from || at - from > 15 || code > SPACE) {
        this.fail('`' + this.text.slice(this.at, this.at + 40).split(/[ \n]/)[0] + '`: a decimal number is expected');
      }
      this.at = code === SPACE ? at + 1 : at;
      return negative ? -value : value;
    }

    // A number of `what`, from `low` to `high`.
    numberWithin(low, high, what) {
      const value = this.number();
      if (value < low || value > high) this.fail(what + ' ' + value + ': ' + low + ' to ' + high + ' is allowed');
      return value;
    }

    // The same, or undefined for `-`.
    numberOrNoneWithin(low, high, what) {
      if (this.text.charCodeAt(this.at) !== DASH || this.text.charCodeAt(this.at + 1) > SPACE) {
        return this.numberWithin(low, high, what);
      }
      this.word();
      return undefined;
    }

    quotedText() {
      if (this.text.charCodeAt(this.at) !== QUOTE) return this.word();
      let at = this.at + 1;
      const from = at;
      let code = this.text.charCodeAt(at);
      while (code !== QUOTE && code !== BACKSLASH && code >= SPACE) code = this.text.charCodeAt(++at);
      const plain = code === QUOTE;
      const read = plain ? this.text.slice(from, at) : this.escapedText(from);
      if (plain) this.at = at + 1;
      if (this.text.charCodeAt(this.at) === SPACE) ++this.at;
      return read;
    }

    escapedText(from) {
      const bytes = [];
      let at = from;
      for (;;) {
        let code = this.text.charCodeAt(at);
        if (code === QUOTE) break;
        if (!(code >= SPACE)) this.fail('a text is not closed: `"` is expected');
        if (code === BACKSLASH) {
          code = this.text.charCodeAt(++at);
          if (code === 120) {
            const digits = this.text.slice(at + 1, at + 3);
            if (!/^[0-9a-f]{2}$/i.test(digits)) this.fail('after `\\x` two hexadecimal digits are expected');
            code = parseInt(digits, 16);
            at += 2;
          } else if (code !== QUOTE && code !== BACKSLASH) {
            this.fail('after `\\` one of `"`, `\\` and `x` is expected');
          }
        }
        bytes.push(code);
        ++at;
      }
      this.at = at + 1;
      return shownBytes(bytes);
    }

    // Fails if more than `most` lines before this one have no checksum.
    expectSum(most) {
      if (this.line - this.sumLine > most) this.fail('a line `= HEX8` is expected after each 256 lines and before `end`');
    }

    // Reads the rest of a line `= HEX8`, which begins at `lineStart`, and compares.
    checkSum(lineStart) {
      const expected = this.word();
      let sum = -1;
      for (let at = this.sumFrom; at < lineStart; ++at) {
        sum = crcTable[(sum ^ this.text.charCodeAt(at)) & 255] ^ (sum >>> 8);
      }
      const found = ((sum ^ -1) >>> 0).toString(16).padStart(8, '0');
      if (found !== expected.toLowerCase()) {
        throw new Error(this.name + ':' + this.sumLine + '-' + (this.line - 1) + ': damaged: the checksum of these lines is ' +
          found + ', ' + expected.slice(0, 20) + ' is allowed');
      }
      this.endLine();
      this.sumFrom = this.at;
      this.sumLine = this.line;
    }
  }

  KV.TraceLines = TraceLines;
})((globalThis.KV = globalThis.KV || {}));
