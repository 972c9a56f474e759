// 解码：与 generator/output/search 的 files.py、bits.py、codec.py、occurrences.py 一一对应。
"use strict";
(function (shared) {
  const SHORT_LIST = 2;
  const ESCAPE = 1;
  const FIRST_CODE = 0x100;
  const PLAIN = [ESCAPE, 0x0a, 0x0d, 0x22, 0x5c];
  const FIRST_SURROGATE = 0xd800;
  const [BLOCK, BLOCKS] = [64, 3];
  const [TOP, TOP_BITS] = [11, 5];
  const MOST_NUMBER = 2 ** 31;

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
      if (this.at + length > this.bytes.length) throw new Error("索引文件提前结束");
      this.at += length;
      return this.bytes.subarray(this.at - length, this.at);
    }
  }

  // 一个编码单元装 16 位；不能直接出现的单元写成转义与序号两个。各段的最高五位异或过一个数，三段的数合在一个单元里，
  // 写在三段之前：见 scripts.py。
  function bytesOf(text) {
    const bytes = new Uint8Array(text.length * 2);
    let [size, turn, masks] = [0, 0, 0];
    for (let place = 0; place < text.length; place++, turn++) {
      let unit = text.charCodeAt(place);
      if (unit === ESCAPE) {
        const code = text.charCodeAt(++place) - FIRST_CODE;
        unit = code < PLAIN.length ? PLAIN[code] : FIRST_SURROGATE + code - PLAIN.length;
      }
      const spot = (turn % (BLOCK * BLOCKS + 1)) - 1;
      if (spot < 0) {
        masks = unit;
        continue;
      }
      unit ^= ((masks >> (Math.floor(spot / BLOCK) * TOP_BITS)) & 31) << TOP;
      bytes[size++] = unit & 255;
      bytes[size++] = unit >> 8;
    }
    return bytes.subarray(0, size);
  }

  // 第几个比特起的若干位，低位在前，至多 32 位。
  function bitsAt(bytes, spot, width) {
    let value = 0;
    for (let have = 0, at = spot >> 3, skip = spot & 7; have < width; have += 8 - skip, skip = 0, at++) {
      value += (bytes[at] >> skip) * 2 ** have;
    }
    return value % 2 ** width;
  }

  function flagAt(bytes, place) {
    return (bytes[place >> 3] >> (place & 7)) & 1;
  }

  // 一串比特，从头读起。
  class Bits {
    constructor(bytes) {
      this.bytes = bytes;
      this.spot = 0;
    }

    take() {
      if (this.spot >= this.bytes.length * 8) throw new Error("索引文件提前结束");
      return flagAt(this.bytes, this.spot++);
    }

    number(width) {
      this.spot += width;
      return bitsAt(this.bytes, this.spot - width, width);
    }

    // 一个数：加一以后有几位（一元码），最高位以外的各位。
    gamma() {
      let width = 0;
      while (!this.take()) width++;
      return 2 ** width + this.number(width) - 1;
    }
  }

  function lowBits(count, universe) {
    if (count * 4 >= universe) return -1;
    return Math.max(0, 31 - Math.clz32(Math.floor(universe / count)));
  }

  function ascending(reader, count, universe) {
    const values = new (universe > MOST_NUMBER ? Float64Array : Int32Array)(count);
    if (count < SHORT_LIST) {
      for (let place = 0, value = 0; place < count; place++) values[place] = value += reader.varint();
      return values;
    }
    const bits = lowBits(count, universe);
    if (bits < 0) {
      const flags = reader.skip(Math.ceil(universe / 8));
      for (let value = 0, place = 0; value < universe; value++) if (flagAt(flags, value)) values[place++] = value;
      return values;
    }
    const low = reader.skip(Math.ceil((count * bits) / 8));
    const high = reader.skip(Math.ceil((count + Math.floor(universe / 2 ** bits) + 1) / 8));
    const most = high.length * 8;
    for (let spot = 0, place = 0; place < count && spot < most; spot++) {
      if (!flagAt(high, spot)) continue;
      values[place] = (spot - place) * 2 ** bits + (bits ? bitsAt(low, place * bits, bits) : 0);
      place++;
    }
    return values;
  }

  // 不要的表也得走过去，才知道下一个从哪里起。
  function pass(reader, count, universe) {
    if (count < SHORT_LIST) for (let place = 0; place < count; place++) reader.varint();
    else {
      const bits = lowBits(count, universe);
      const high = bits < 0 ? universe : count + Math.floor(universe / 2 ** bits) + 1;
      reader.skip(Math.ceil((count * Math.max(0, bits)) / 8) + Math.ceil(high / 8));
    }
  }

  function mixed(key) {
    let hash = Math.imul(key, 0x9e3779b1);
    hash ^= hash >>> 15;
    return Math.imul(hash, 0x85ebca77) >>> 0;
  }

  // 奇数在 2 的 32 次方以内的倒数，逐次逼近。
  function inverse(odd) {
    let found = odd;
    for (let round = 0; round < 5; round++) found = Math.imul(found, 2 - Math.imul(odd, found));
    return found;
  }

  const FIRST_BACK = inverse(0x9e3779b1);
  const SECOND_BACK = inverse(0x85ebca77);

  function unmixed(hash) {
    const second = Math.imul(hash, SECOND_BACK);
    return Math.imul(second ^ (second >>> 15) ^ (second >>> 30), FIRST_BACK) >>> 0;
  }

  function summed(steps) {
    let last = 0;
    return steps.map((step) => { last += step; return last; });
  }

  Object.assign(shared, { Reader, Bits, bytesOf, bitsAt, flagAt, ascending, pass, mixed, unmixed, summed });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
