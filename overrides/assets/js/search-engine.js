// 求值：在一个站点的索引上算出结果集、次序、分面计数。
"use strict";
(function (shared) {
  const TITLE_CHARACTER = 65536;
  const FACET_VALUE = 3 * 65536;
  const TEXT_CHECK = 10;
  const TEXT_MOST = 24;
  const CHEAP = { files: 8, records: 30000 };
  const MOST = { files: 36, records: 160000 };
  const DIRECT = 0;
  const TITLE = 1;
  const BODY = 2;

  class Bits {
    constructor(size, full) {
      this.size = size;
      this.flags = new Uint8Array(size).fill(full ? 1 : 0);
    }

    static of(size, values) {
      const bits = new Bits(size, false);
      for (const value of values) bits.flags[value] = 1;
      return bits;
    }

    and(other) {
      for (let place = 0; place < this.size; place++) this.flags[place] &= other.flags[place];
      return this;
    }

    or(other) {
      for (let place = 0; place < this.size; place++) this.flags[place] |= other.flags[place];
      return this;
    }

    copy() {
      const bits = new Bits(0, false);
      bits.size = this.size;
      bits.flags = this.flags.slice();
      return bits;
    }

    list() {
      const values = [];
      for (let place = 0; place < this.size; place++) if (this.flags[place]) values.push(place);
      return values;
    }

    count(values) {
      let total = 0;
      if (values) for (const value of values) total += this.flags[value];
      else for (const flag of this.flags) total += flag;
      return total;
    }
  }

  function pairAt(text, place) {
    return text.charCodeAt(place) * 65536 + text.charCodeAt(place + 1);
  }

  // 盖住整个词所需的字对的起点：隔一个取一个，末尾补齐。
  function cover(text) {
    if (text.length === 1) return [0];
    const offsets = [];
    for (let place = 0; place + 2 < text.length; place += 2) offsets.push(place);
    offsets.push(text.length - 2);
    return offsets;
  }

  function pairsOf(text) {
    if (text.length === 1) return [TITLE_CHARACTER + text.charCodeAt(0)];
    return cover(text).map((place) => pairAt(text, place));
  }

  function everyOffset(text) {
    return Array.from({ length: text.length - 1 }, (_, place) => place);
  }

  function everyPair(text) {
    return everyOffset(text).map((place) => pairAt(text, place));
  }

  class Evaluation {
    constructor(archive) {
      this.archive = archive;
    }

    async parse(text) {
      await this.archive.prepare(text);
      return shared.parse(text, this.archive.folding);
    }

    async run(query) {
      const { terms, shortened } = await this.parse(query.text);
      const positive = terms.filter((term) => !term.negative);
      const form = positive.length ? shared.numberForm(positive.map((term) => term.folded).join("")) : "";
      const numbered = /\d/.test(form) ? [shared.numberPair(form)] : [];
      await this.archive.lookup([...numbered, ...this.facetPairs(query.facets), ...terms.flatMap((term) => pairsOf(term.folded))]);
      const facets = this.facetBits(query.facets);
      const found = await this.termBits(terms, facets);
      const outcome = { terms, positive, shortened, facets, bits: found.bits, exact: found.exact, estimate: found.estimate };
      outcome.direct = await this.direct(numbered, form, facets, found.bits);
      outcome.total = found.exact ? this.selected(outcome).count() : Math.round(found.estimate);
      await this.arrange(outcome, query.sort || "relevance");
      return outcome;
    }

    // 只有词的结果集与各分面的选择合起来，才是最后的结果集。
    selected(outcome, except) {
      const bits = outcome.bits.copy();
      for (const [name, chosen] of outcome.facets) if (name !== except) bits.and(chosen);
      return bits;
    }

    facetPairs(facets) {
      return Array.from(facets || []).flatMap(([name, values]) => this.valuePairs(name, values));
    }

    valuePairs(name, values) {
      const facet = this.archive.facets.find((each) => each.name === name);
      if (!facet) return [];
      return Array.from(values, (value) => facet.values.indexOf(value))
        .filter((place) => place >= 0)
        .map((place) => FACET_VALUE + facet.first + place);
    }

    facetBits(facets) {
      return new Map(Array.from(facets || [], ([name, values]) => {
        const bits = new Bits(this.archive.count, false);
        for (const pair of this.valuePairs(name, values)) bits.or(this.listed(pair));
        return [name, bits];
      }));
    }

    listed(pair) {
      return Bits.of(this.archive.count, this.archive.entries.get(pair).documents);
    }

    async termBits(terms, facets) {
      let bits = new Bits(this.archive.count, true);
      for (const number of this.archive.removed) bits.flags[number] = 0;
      for (const chosen of facets.values()) bits.and(chosen);
      const positive = terms.filter((term) => !term.negative);
      for (const pair of new Set(positive.flatMap((term) => pairsOf(term.folded)))) bits.and(this.listed(pair));
      const checked = await this.adjacent(positive, bits);
      bits = checked.bits;
      let { exact } = checked;
      let ratio = checked.expected / Math.max(1, bits.count());
      for (const term of terms.filter((each) => each.negative)) {
        const banned = bits.copy();
        for (const pair of pairsOf(term.folded)) banned.and(this.listed(pair));
        const found = await this.adjacent([term], banned);
        const before = bits.count();
        const sure = found.exact ? found.bits.list() : found.sure;
        for (const number of sure) bits.flags[number] = 0;
        ratio *= (before - found.expected) / Math.max(1, before - sure.length);
        exact = exact && found.exact;
      }
      return { bits, exact, estimate: bits.count() * ratio };
    }

    // 字对都有还不够，要相邻：少则看正文，多则看位置表，太多则看一部分来估计。
    async adjacent(terms, bits) {
      const long = terms.filter((term) => term.folded.length > 2);
      let documents = bits.list();
      if (!long.length || !documents.length) return this.certain(documents);
      if (!this.affordable(long, documents, CHEAP)) documents = await this.narrowed(long, bits);
      const needed = this.filesFor(long, documents);
      const readable = this.affordable(long, documents, CHEAP) ? TEXT_CHECK : TEXT_MOST;
      if (needed.length && documents.length <= readable) return this.byText(terms, documents);
      const sample = this.sample(long, documents);
      await Promise.all(this.filesFor(long, sample).map((file) => this.archive.loadPlaces(file)));
      const kept = sample.filter((number) => long.every((term) => this.together(term.folded, number)));
      if (sample.length === documents.length) return this.certain(kept);
      const unseen = documents.slice(sample.length);
      const expected = kept.length + unseen.length * (kept.length / sample.length);
      return { bits: this.keep([...kept, ...unseen]), sure: kept, exact: false, expected };
    }

    async byText(terms, documents) {
      const records = await this.archive.documents(documents);
      const words = terms.map((term) => ({ ...term, negative: false }));
      return this.certain(records.filter((each) => this.verified(each, words)).map((each) => each.number));
    }

    // 位置文件太多时，先用词中间的字对、再用手头已有的位置筛一遍。
    async narrowed(terms, bits) {
      const pairs = terms.flatMap((term) => everyPair(term.folded));
      await this.archive.lookup(Array.from(new Set(pairs)));
      for (const pair of pairs) bits.and(this.listed(pair));
      return bits.list().filter((number) => terms.every((term) => this.together(term.folded, number)));
    }

    filesFor(terms, documents) {
      return terms.flatMap((term) => this.placesNeeded(term, documents));
    }

    certain(numbers) {
      return { bits: this.keep(numbers), sure: numbers, exact: true, expected: numbers.length };
    }

    // 位置文件的开销按其中的记录数估：每条约四个字节。
    affordable(terms, documents, budget) {
      const files = this.filesFor(terms, documents);
      const records = files.reduce((total, { pair }) => total + this.archive.entries.get(pair).chunk, 0);
      return files.length <= budget.files && records <= budget.records;
    }

    sample(terms, documents) {
      let part = documents;
      while (part.length > 64 && !this.affordable(terms, part, MOST)) part = part.slice(0, Math.floor(part.length / 2));
      return part;
    }

    placesNeeded(term, documents) {
      return Array.from(new Set(pairsOf(term.folded))).flatMap((pair) => this.archive.placesNeeded(pair, documents));
    }

    keep(numbers) {
      return Bits.of(this.archive.count, numbers);
    }

    // 各字对首尾相接地出现；还没取来位置的字对不参加。
    together(text, number) {
      const known = everyOffset(text).filter((offset) => this.archive.placed(pairAt(text, offset), number));
      if (!known.length) return true;
      const [first, ...rest] = known.map((offset) => [offset, this.archive.places(pairAt(text, offset), number)]);
      return first[1].some((place) => rest.every(([offset, places]) => places.includes((place + offset - first[0]) & 65535)));
    }

    verified(record, terms) {
      return terms.every((term) => {
        const fields = term.folded.length === 1 ? record.fields.slice(0, 1) : record.fields;
        const found = fields.some((field) => this.archive.folding.text(field.text).includes(term.folded));
        return found !== term.negative;
      });
    }

    async direct(numbered, form, facets, bits) {
      const listed = numbered.flatMap((pair) => Array.from(this.archive.entries.get(pair).documents));
      const allowed = listed.filter((number) => !this.archive.removed.has(number) && Array.from(facets.values()).every((chosen) => chosen.flags[number]));
      const records = await this.archive.documents(allowed.slice(0, TEXT_CHECK));
      const same = records.filter((record) => this.numbers(record).includes(form)).map((record) => record.number);
      same.forEach((number) => { bits.flags[number] = 1; });
      return new Set(same);
    }

    numbers(record) {
      const codes = record.fields.filter((field) => field.kind === "number" || field.kind === "document_number");
      return [record.id, ...codes.map((field) => field.text)].map((code) => shared.numberForm(this.archive.folding.text(code)));
    }

    async arrange(outcome, sort) {
      const numbers = this.selected(outcome).list();
      const titled = this.titled(outcome.positive);
      const group = (number) => (outcome.direct.has(number) ? DIRECT : titled(number) ? TITLE : BODY);
      outcome.days = new Map();
      if (sort === "overdue") {
        const [late, days] = await this.archive.overdue();
        late.forEach((number, place) => outcome.days.set(number, days[place]));
      }
      outcome.rank = (number) => {
        if (sort === "overdue") return -(outcome.days.get(number) || 0);
        return sort === "date" ? 0 : group(number);
      };
      const ranks = new Map(numbers.map((number) => [number, outcome.rank(number)]));
      outcome.order = numbers.sort((one, other) => ranks.get(one) - ranks.get(other) || one - other);
    }

    titled(terms) {
      if (!terms.length) return () => false;
      const lists = terms.flatMap((term) => pairsOf(term.folded)).map((pair) => {
        const entry = this.archive.entries.get(pair);
        return pair < 32 * 65536 ? entry.documents : entry.titled;
      });
      return (number) => lists.every((list) => shared.indexOf(list, number) >= 0);
    }

    // 一个分面各值在当前结果里的条数；自己的选择不算，好让读者换一个值。
    async facetCounts(outcome, facet) {
      const pairs = facet.values.map((_, place) => FACET_VALUE + facet.first + place);
      const entries = await this.archive.lookup(pairs);
      const bits = this.selected(outcome, facet.name);
      return entries.map((entry) => bits.count(entry.documents));
    }
  }

  Object.assign(shared, { Bits, Evaluation, pairAt });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
