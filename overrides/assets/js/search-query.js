// 查询语句：折叠字形，拆成词，认出引号与减号。
"use strict";
(function (shared) {
  const LONGEST = 200;
  const MOST_TERMS = 24;
  const BRACKETS = Object.fromEntries([..."({【〔〖﹝"].map((each) => [each, "["]).concat([...")}】〕〗﹞"].map((each) => [each, "]"])));
  const PAIRS = ['""', "“”", "＂＂"];
  const QUOTES = Object.fromEntries(PAIRS.map(([opening, end]) => [opening, end]));
  const CLOSING = Object.values(QUOTES);
  // 会与前一个字合起来的字，连同前一个字：附加符号、半角假名的浊音点、韩文的中声终声。
  const JOINED = /[^]?[\p{M}\u1160-\u11ff\u3131-\u318e\uff9e-\uffdc]+/gu;
  const SPACE = /[\s\p{Cc}]/u;

  // 合成，同 folding.py 的 composed：逐字折叠就是整段折叠。
  function composed(text) {
    return text.normalize("NFC").replace(JOINED, (each) => {
      const whole = each.normalize("NFKC");
      return Array.from(each, (character) => character.normalize("NFKC")).join("") === whole ? each : whole;
    });
  }

  // 逐字折叠；对照表由索引给出，只含出现过的繁体字，其余的到要用时才取。
  class Folding {
    constructor() {
      this.table = new Map();
      this.cache = new Map();
    }

    add(pairs) {
      const to = Array.from(pairs.to);
      Array.from(pairs.from).forEach((character, place) => this.table.set(character, to[place]));
      this.cache.clear();
    }

    character(character) {
      let folded = this.cache.get(character);
      if (folded === undefined) {
        folded = this.fresh(character);
        this.cache.set(character, folded);
      }
      return folded;
    }

    fresh(character) {
      if (character !== "\ufeff" && SPACE.test(character)) return " ";
      return Array.from(character.normalize("NFKC").toLowerCase(), (each) => {
        const plain = BRACKETS[each] || each;
        return this.table.get(plain) || plain;
      }).join("");
    }

    text(text) {
      return Array.from(composed(text), (character) => this.character(character)).join("");
    }

    // 折叠并记下每个单元原来在哪里，加亮时要对回原文。
    mapped(text) {
      const parts = [];
      const origins = [];
      let at = 0;
      for (const character of text) {
        const folded = this.character(character);
        parts.push(folded);
        for (let place = 0; place < folded.length; place++) origins.push(at);
        at += character.length;
      }
      origins.push(at);
      return { folded: parts.join(""), origins };
    }
  }

  function isSpace(character) {
    return character !== "\ufeff" && SPACE.test(character);
  }

  // 引号只在词的开头才算引号：有配对的另一半的，后面须是空白或句末；没有的，取后面是空白或句末的任何一个收尾的引号。
  // 都没有的是普通的字；后面太长没有看的，当作有另一半。
  function quotedEnd(characters, start, more) {
    const end = QUOTES[characters[start]];
    if (!end) return -1;
    const closes = (place) => place > start + 1 && (place + 1 === characters.length || isSpace(characters[place + 1]));
    const found = characters.indexOf(end, start + 1);
    if (found >= 0) return closes(found) ? found : -1;
    if (more) return characters.length;
    return characters.findIndex((each, place) => CLOSING.includes(each) && closes(place));
  }

  // 加上一对词里没有的引号，查的就还是这个词。
  function quoted(text) {
    const [opening, end] = PAIRS.find((pair) => !text.includes(pair[1])) || PAIRS[0];
    return opening + text + end;
  }

  function parse(text, folding) {
    const more = text.length > LONGEST * 4;
    const characters = Array.from(composed(text.slice(0, LONGEST * 4)));
    const terms = [];
    // 先认出引号，再截短：另一半也许在二百个字之后。
    for (let at = 0; at < Math.min(characters.length, LONGEST);) {
      if (isSpace(characters[at])) {
        at++;
        continue;
      }
      const next = characters[at + 1];
      const negative = /^[-－−]$/.test(characters[at]) && next !== undefined && !isSpace(next);
      if (negative) at++;
      const quote = quotedEnd(characters, at, more);
      let end = quote;
      if (quote < 0) for (end = at; end < characters.length && !isSpace(characters[end]);) end++;
      const raw = characters.slice(quote < 0 ? at : at + 1, Math.min(end, LONGEST)).join("");
      const folded = folding.text(raw);
      const kept = quote < 0 ? folded.trim() : folded;
      // 扩展区的字占两个单元，仍是一个字。
      const single = Array.from(kept).length === 1;
      if (folded.trim()) terms.push({ raw, folded: kept, single, negative, quoted: quote >= 0 });
      at = quote < 0 ? end : end + 1;
    }
    const seen = new Set();
    const unique = terms.filter((term) => {
      const key = `${term.negative} ${term.folded}`;
      return !seen.has(key) && seen.add(key);
    });
    return {
      terms: unique.slice(0, MOST_TERMS),
      shortened: more || characters.length > LONGEST || unique.length > MOST_TERMS,
    };
  }

  function numberForm(folded) {
    return folded.replace(/ /g, "").replace(/^第/, "").replace(/号$/, "");
  }

  function numberKey(form) {
    let value = 0;
    for (let place = 0; place < form.length; place++) value = (Math.imul(value, 31) + form.charCodeAt(place)) | 0;
    return (value | 0x80000000) >>> 0;
  }

  Object.assign(shared, { Folding, parse, quoted, numberForm, numberKey });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
