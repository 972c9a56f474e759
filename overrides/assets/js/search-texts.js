// 正文与分面列的解码：与 generator/output/search 的 texts.py、columns.py 一一对应。
"use strict";
(function (shared) {
  const ESCAPE = "\u001c";
  const END = "\u001d";
  const RECORD = "\u001e";
  const FIELD = 0x1f;
  const [LONGEST, LEAST, DEEPEST] = [22, 1024, 40];

  // 规范的哈夫曼码：同一码长的码连号，只要记下每个码长的第一个码。
  class Decoder {
    constructor(lengths) {
      this.levels = [];
      this.tokens = [];
      this.lengths = new Map();
      let code = 0;
      for (const text of lengths) {
        const [single, pairs] = text.split("\u0001");
        const tokens = single.split("");
        for (let place = 0; pairs && place < pairs.length; place += 2) tokens.push(pairs.slice(place, place + 2));
        code *= 2;
        this.levels.push({ first: code, tokens });
        this.tokens.push(...tokens);
        for (const token of tokens) this.lengths.set(token, this.levels.length);
        code += tokens.length;
      }
    }

    // 下一个符号；转义的，后面十六位就是那个字。
    next(bits) {
      for (let level = 0, code = 0; level < this.levels.length; level++) {
        code = code * 2 + bits.take();
        const token = this.levels[level].tokens[code - this.levels[level].first];
        if (token !== undefined) return token === ESCAPE ? String.fromCharCode(bits.number(16)) : token;
      }
      return END;
    }

    text(bytes) {
      const bits = new shared.Bits(bytes);
      const parts = [];
      for (let token = this.next(bits); token !== END; token = this.next(bits)) parts.push(token);
      return parts.join("");
    }
  }

  // 一个字折叠以后多半是什么：只影响码长，所以不问折叠表，与 letters.py 算得一样就行。
  function plain(unit) {
    if (unit === FIELD) return 0;
    const narrow = unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
    if (narrow >= 0x41 && narrow <= 0x5a) return narrow + 0x20;
    return narrow === 0x0a || narrow === 0x3000 ? 0x20 : narrow;
  }

  // 倒排表里的字怎样写：照正文的符号表算各字的码长，同 letters.py。
  function lettersOf(decoder) {
    const weights = new Map();
    for (const [token, length] of decoder.lengths) {
      if (token === END || token === RECORD) continue;
      for (const letter of token.split("")) {
        const unit = plain(letter.charCodeAt(0));
        weights.set(unit, (weights.get(unit) || 0) + 2 ** (LONGEST - length));
      }
    }
    const sum = () => Array.from(weights.values()).reduce((one, other) => one + other, 0);
    const others = ESCAPE.charCodeAt(0);
    weights.set(others, Math.max(weights.get(others) || 0, Math.floor(sum() / LEAST), 1));
    const total = sum();
    const levels = [];
    for (const { unit, length } of lengthsOf(weights, total).sort((one, other) => one.unit - other.unit)) {
      while (levels.length < length) levels.push("");
      levels[length - 1] += String.fromCharCode(unit);
    }
    return new Decoder(levels);
  }

  // 份额的对数进到整数，有剩的给进位最多的，剩得下的各减一位。
  function lengthsOf(weights, total) {
    const rows = Array.from(weights, ([unit, weight]) => {
      let length = 0;
      while (weight * 2 ** length < total) length++;
      return { unit, length, worth: weight * 2 ** length };
    });
    rows.sort((one, other) => other.worth - one.worth || one.unit - other.unit);
    let left = 2 ** DEEPEST;
    for (const row of rows) left -= 2 ** (DEEPEST - row.length);
    for (const row of rows) {
      const share = 2 ** (DEEPEST - row.length);
      if (share > left) continue;
      left -= share;
      row.length--;
    }
    return rows;
  }

  // 一个分面的列：给出每条记录的各个值（从零数起）。
  function readColumn(bytes, count, values) {
    const reader = new shared.Reader(bytes);
    const others = [];
    const more = reader.varint();
    for (let place = 0, number = 0; place < more; place++) {
      number += reader.varint();
      others.push([number, reader.varint() - 1]);
    }
    const width = 32 - Math.clz32(values);
    const rest = bytes.subarray(reader.at);
    if (rest.length * 8 < count * width) throw new Error("索引文件提前结束");
    return { others, first: (number) => shared.bitsAt(rest, number * width, width) - 1, count };
  }

  // 在一个结果集里，各值各有几条。
  function tally(column, flags, values) {
    const counts = new Array(values).fill(0);
    for (let number = 0; number < column.count; number++) {
      if (!flags[number]) continue;
      const value = column.first(number);
      if (value >= 0) counts[value]++;
    }
    for (const [number, value] of column.others) if (flags[number]) counts[value]++;
    return counts;
  }

  Object.assign(shared, { Decoder, lettersOf, readColumn, tally });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
