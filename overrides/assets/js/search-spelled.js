// 整个记下的词：一张表就说得准在哪些记录；与 generator/output/search/spelled.py 一一对应。
"use strict";
(function (shared) {
  const [YEAR, CODE_AFTER_TWO, CODE, NAME] = [2 ** 18, 2 ** 27, 2 ** 28, 2 ** 29];
  const [SHORTEST, LENGTHS] = [4, 64];
  const [FIRST_YEAR, MOST_CODE, STEP] = [1900, 1000000, 31];

  class Spelled {
    constructor(facets, folding) {
      this.facets = facets;
      this.folding = folding;
    }

    // 各分面值折叠以后的样子与编号；折叠表添了字，重新折叠。
    get names() {
      if (this.known !== this.folding.table.size) {
        this.known = this.folding.table.size;
        this.folded = this.facets.flatMap(({ values, first }) => values.map((value, place) => [this.folding.text(value), first + place]));
      }
      return this.folded;
    }

    // 哪个名字的后面几个字正是它；同样的几个字，算次序在前的。
    nameOf(folded) {
      if (folded.length < SHORTEST) return undefined;
      const found = this.names.find(([name]) => name.length < LENGTHS && name.endsWith(folded));
      return found && NAME + found[1] * LENGTHS + folded.length;
    }

    // 一个词的两种键：说得准的；说不准、只用来少看几条的。没有的不写。
    keysOf(folded) {
      const year = /^(\d{4})年$/.exec(folded);
      const code = /^([^]*)\[(19\d\d|20\d\d)\]([1-9]\d{0,5})号$/.exec(folded);
      if (year) return { whole: YEAR + Number(year[1]) };
      const name = this.nameOf(folded);
      if (name !== undefined || !code) return { whole: name };
      const [before, value] = [code[1], (code[2] - FIRST_YEAR) * MOST_CODE + Number(code[3])];
      if (!before) return { whole: CODE + value };
      if (before.length < 2) return { hint: CODE + value };
      const [first, second] = [2, 1].map((back) => before.charCodeAt(before.length - back));
      return { hint: CODE_AFTER_TWO + (((first * STEP + second) * STEP + value) % CODE_AFTER_TWO) };
    }
  }

  Object.assign(shared, { Spelled });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
