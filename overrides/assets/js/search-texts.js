// 正文与分面列的解码：与 generator/output/search 的 texts.py、columns.py 一一对应。
"use strict";
(function (shared) {
  const ESCAPE = "\u001c";
  const END = "\u001d";

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

    text(bytes) {
      const parts = [];
      let spot = 0;
      const most = bytes.length * 8;
      for (;;) {
        let code = 0;
        let token;
        for (const { first, tokens } of this.levels) {
          if (spot >= most) throw new Error("索引文件提前结束");
          code = code * 2 + shared.flagAt(bytes, spot++);
          token = tokens[code - first];
          if (token !== undefined) break;
        }
        if (token === END || token === undefined) return parts.join("");
        if (token === ESCAPE) {
          token = String.fromCharCode(shared.bitsAt(bytes, spot, 16));
          spot += 16;
        }
        parts.push(token);
      }
    }
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

  Object.assign(shared, { Decoder, readColumn, tally });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
