// 解码：与 generator/output/search 的 codec.py、postings.py、texts.py 一一对应。
"use strict";
(function (shared) {
  const SHORT_LIST = 16;
  const UNPLACED = 10;
  const FIRST_TEXT_PAIR = 32 * 65536;
  const ALPHABET = Array.from({ length: 95 }, (_, place) => String.fromCharCode(32 + place))
    .filter((symbol) => symbol !== '"' && symbol !== "\\" && symbol !== "<");
  const RADIX = ALPHABET.length;
  const SINGLE = 32;
  const ESCAPE = RADIX - 1;
  const HALF = RADIX >> 1;
  const DIGIT = new Int16Array(128).fill(-1);
  ALPHABET.forEach((symbol, place) => { DIGIT[symbol.charCodeAt(0)] = place; });

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    varint() {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        if (this.at >= this.bytes.length) throw new Error("索引文件提前结束");
        const byte = this.bytes[this.at++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    }

    skip(length) {
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }

    get done() {
      return this.at >= this.bytes.length;
    }
  }

  function bytesOf(text) {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let place = 0; place < binary.length; place++) bytes[place] = binary.charCodeAt(place);
    return bytes;
  }

  function lowBits(count, universe) {
    if (count * 4 >= universe) return -1;
    return Math.max(0, 31 - Math.clz32(Math.floor(universe / count)));
  }

  function ascending(reader, count, universe) {
    const values = new Int32Array(count);
    if (count < SHORT_LIST) {
      for (let place = 0, value = 0; place < count; place++) values[place] = value += reader.varint();
      return values;
    }
    const bits = lowBits(count, universe);
    if (bits < 0) {
      const flags = reader.skip(Math.ceil(universe / 8));
      for (let value = 0, place = 0; value < universe; value++) {
        if (flags[value >> 3] & (1 << (value & 7))) values[place++] = value;
      }
      return values;
    }
    const low = reader.skip(Math.ceil((count * bits) / 8));
    const high = reader.skip(Math.ceil((count + Math.floor(universe / 2 ** bits) + 1) / 8));
    for (let spot = 0, place = 0; place < count; spot++) {
      if (!(high[spot >> 3] & (1 << (spot & 7)))) continue;
      let rest = 0;
      for (let bit = 0, at = place * bits; bit < bits; bit++, at++) {
        if (low[at >> 3] & (1 << (at & 7))) rest |= 1 << bit;
      }
      values[place] = ((spot - place) << bits) | rest;
      place++;
    }
    return values;
  }

  // 位置流：每条记录的位置逐个给出间隔，最后一个以末位标出。
  function readPlaces(reader, count) {
    const starts = new Int32Array(count + 1);
    const places = [];
    for (let record = 0; record < count; record++) {
      for (let place = 0, last = 0; !last;) {
        const code = reader.varint();
        last = code % 2;
        place += (code - last) / 2;
        places.push(place);
      }
      starts[record + 1] = places.length;
    }
    return { starts, places };
  }

  function readSmall(reader, pair) {
    const count = reader.varint();
    const documents = new Int32Array(count);
    const titled = [];
    const starts = new Int32Array(count + 1);
    const places = [];
    const placed = pair >= FIRST_TEXT_PAIR && count > UNPLACED;
    for (let record = 0, value = 0; record < count; record++) {
      const code = reader.varint();
      value += (code - (code % 2)) / 2;
      documents[record] = value;
      if (code % 2) titled.push(value);
      if (placed) {
        for (let place = 0, last = 0; !last;) {
          const step = reader.varint();
          last = step % 2;
          place += (step - last) / 2;
          places.push(place);
        }
      }
      starts[record + 1] = places.length;
    }
    return { documents, titled, spots: placed ? { starts, places } : null, inline: null, chunk: 0 };
  }

  // 不要的长表也得走过一遍，才知道下一个从哪里起；只解表头，不解内容。
  function readLarge(reader, universe, wanted) {
    const pair = reader.varint();
    const [count, titles, kind, detail] = [reader.varint(), reader.varint(), reader.varint(), reader.varint()];
    const needed = wanted.has(pair);
    const documents = needed ? ascending(reader, count, universe) : pass(reader, count, universe);
    let titled = [];
    if (titles) titled = needed ? ascending(reader, titles, count) : pass(reader, titles, count);
    const inline = kind === 1 ? reader.skip(detail) : null;
    if (!needed) return [pair, null];
    const chunk = kind === 2 ? detail : 0;
    return [pair, { documents, titled: Array.from(titled, (place) => documents[place]), spots: null, inline, chunk }];
  }

  function pass(reader, count, universe) {
    if (count < SHORT_LIST) return ascending(reader, count, universe);
    const bits = lowBits(count, universe);
    if (bits < 0) return reader.skip(Math.ceil(universe / 8));
    const high = count + Math.floor(universe / 2 ** bits) + 1;
    return reader.skip(Math.ceil((count * bits) / 8) + Math.ceil(high / 8));
  }

  // 只解出要的字对；其余的跳过。
  function readShard(text, wanted, universe) {
    const reader = new Reader(bytesOf(text));
    const found = new Map();
    let pair = reader.varint();
    const end = reader.varint() + reader.at;
    while (reader.at < end) {
      pair += reader.varint();
      const entry = readSmall(reader, pair);
      if (wanted.has(pair)) found.set(pair, entry);
    }
    while (!reader.done) {
      const [large, entry] = readLarge(reader, universe, wanted);
      if (entry) found.set(large, entry);
    }
    return found;
  }

  // 目录里的一串整数，写法见 texts.py 的 printable。
  function integers(text) {
    const values = [];
    for (let place = 0; place < text.length;) {
      let value = 0;
      for (let scale = 1; ; scale *= HALF) {
        const digit = DIGIT[text.charCodeAt(place++)];
        value += (digit % HALF) * scale;
        if (digit < HALF) break;
      }
      values.push(value);
    }
    return values;
  }

  function boundaries([zeros, steps]) {
    const places = integers(zeros);
    let last = 0;
    return integers(steps).map((step, at) => {
      const scale = 2 ** places[at];
      last = (Math.floor(last / scale) + step) * scale;
      return last;
    });
  }

  function tokenList(tokens) {
    const pairs = [];
    for (const group of tokens.pairs ? tokens.pairs.split("\u0001") : []) {
      for (const second of group.slice(1)) pairs.push(group[0] + second);
    }
    return [...tokens.short, ...tokens.characters.split(""), ...pairs];
  }

  function readText(content, tokens) {
    const parts = [];
    for (let place = 0; place < content.length;) {
      const first = DIGIT[content.charCodeAt(place++)];
      if (first < SINGLE) parts.push(tokens[first]);
      else if (first < ESCAPE) {
        parts.push(tokens[SINGLE + (first - SINGLE) * RADIX + DIGIT[content.charCodeAt(place++)]]);
      } else {
        let unit = 0;
        for (let digit = 2; digit >= 0; digit--) unit = unit * RADIX + DIGIT[content.charCodeAt(place + digit)];
        parts.push(String.fromCharCode(unit));
        place += 3;
      }
    }
    return parts.join("");
  }

  Object.assign(shared, { Reader, bytesOf, ascending, readPlaces, readShard, readText, tokenList, boundaries });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
