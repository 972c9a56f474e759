// 求值：在一个站点的索引上算出结果集、次序、分面计数。结果集总是精确的。
"use strict";
(function (shared) {
  const TITLE_CHARACTER = 0x10000;
  const FACET_VALUE = 0x40000000;
  const TEXT_CHECK = 10;
  const DIRECT = 0;
  const TITLE = 1;
  const BODY = 2;

  // 每条记录一个标志的集合。
  class Flags {
    constructor(size, value) {
      this.each = new Uint8Array(size).fill(value);
    }

    static of(size, numbers) {
      const flags = new Flags(size, 0);
      for (const number of numbers) flags.each[number] = 1;
      return flags;
    }

    copy() {
      const flags = new Flags(0, 0);
      flags.each = this.each.slice();
      return flags;
    }

    and(other) {
      for (let place = 0; place < this.each.length; place++) this.each[place] &= other.each[place];
      return this;
    }

    without(other) {
      for (let place = 0; place < this.each.length; place++) if (other.each[place]) this.each[place] = 0;
      return this;
    }

    list() {
      const numbers = [];
      for (let place = 0; place < this.each.length; place++) if (this.each[place]) numbers.push(place);
      return numbers;
    }

    count() {
      let total = 0;
      for (const flag of this.each) total += flag;
      return total;
    }
  }

  class Evaluation {
    constructor(archive) {
      this.archive = archive;
    }

    async parse(text) {
      await this.archive.prepare(text);
      const parsed = shared.parse(text, this.archive.folding);
      for (const term of parsed.terms) {
        term.items = this.itemsOf(term);
        term.first = shared.firstOf(term.items);
      }
      return parsed;
    }

    // 一个词要查的表；单字查标题字表。
    itemsOf({ folded, single }) {
      if (folded.length === 1) return [{ family: "marks", key: TITLE_CHARACTER + folded.charCodeAt(0) }];
      return shared.cover(folded, this.archive.hot).map((item) => ({ ...item, inTitle: single }));
    }

    async run(query) {
      const { terms, shortened } = await this.parse(query.text);
      const positive = terms.filter((term) => !term.negative);
      const form = positive.length ? shared.numberForm(positive.map((term) => term.folded).join("")) : "";
      const numbered = /\d/.test(form) ? [{ family: "marks", key: shared.numberKey(form) }] : [];
      const chosen = Array.from(query.facets || []).flatMap(([name, values]) => this.facetItems(name, values));
      await this.archive.lookup([...numbered, ...chosen, ...terms.flatMap((term) => term.first)]);
      const facets = this.facetFlags(query.facets);
      const flags = await this.matching(terms, facets);
      const outcome = { terms, positive, shortened, facets, flags };
      outcome.direct = await this.direct(numbered, form, facets, flags);
      outcome.total = this.selected(outcome).count();
      await this.arrange(outcome, query.sort || "relevance");
      return outcome;
    }

    // 只有词的结果集与各分面的选择合起来，才是最后的结果集。
    selected(outcome, except) {
      const flags = outcome.flags.copy();
      for (const [name, chosen] of outcome.facets) if (name !== except) flags.and(chosen);
      return flags;
    }

    facetItems(name, values) {
      const facet = this.archive.facets.find((each) => each.name === name);
      if (!facet) return [];
      return Array.from(values, (value) => facet.values.indexOf(value))
        .filter((place) => place >= 0)
        .map((place) => ({ family: "marks", key: FACET_VALUE + facet.first + place }));
    }

    facetFlags(facets) {
      return new Map(Array.from(facets || [], ([name, values]) => {
        const numbers = this.facetItems(name, values).flatMap((item) => Array.from(this.listed(item)));
        return [name, Flags.of(this.archive.count, numbers)];
      }));
    }

    listed(item) {
      const entry = this.archive.entry(item);
      return item.inTitle ? this.titledIn(entry) : entry.numbers;
    }

    titledIn(entry) {
      return Int32Array.from(entry.titled, (place) => entry.numbers[place]);
    }

    async matching(terms, facets) {
      const flags = new Flags(this.archive.count, 1);
      for (const number of this.archive.removed) flags.each[number] = 0;
      // 分面另算，免得某个分面自己的选择影响它自己的计数；先用来缩小范围的只有词。
      const positive = terms.filter((term) => !term.negative);
      this.narrow(positive.flatMap((term) => term.first), flags);
      await this.adjacent(positive, flags);
      for (const term of terms.filter((each) => each.negative)) {
        const banned = flags.copy();
        this.narrow(term.first, banned);
        await this.adjacent([term], banned);
        flags.without(banned);
      }
      return flags;
    }

    narrow(items, flags) {
      for (const item of items) flags.and(Flags.of(this.archive.count, this.listed(item)));
    }

    // 各表都有还不够，要首尾相接。候选不多就直接看正文，反正要取来显示；否则补齐各表，照接字核对。
    async adjacent(terms, flags) {
      const loose = terms.filter((term) => !this.settled(term));
      if (!loose.length) return;
      const items = loose.flatMap((term) => term.items);
      if (await this.few(loose, flags)) return;
      await this.archive.lookup(items);
      this.narrow(items, flags);
      // 不存接字的键至多十条，过了这一关的都有接字。
      if (await this.few(loose, flags)) return;
      // 同一对字出现得太多的记录，序号数不下，总要看正文。
      const endless = this.archive.dictionary.endless.filter((number) => flags.each[number]);
      for (const term of loose) this.together(term, flags);
      for (const number of endless) flags.each[number] = 1;
      await this.byText(loose, endless, flags);
    }

    async few(terms, flags) {
      const numbers = flags.list();
      if (numbers.length <= TEXT_CHECK) await this.byText(terms, numbers, flags);
      return numbers.length <= TEXT_CHECK;
    }

    // 一张表就是整个词的，不必再核对。
    settled(term) {
      return term.folded.length < 3 || (term.items.length === 1 && term.items[0].family === "triples");
    }

    together(term, flags) {
      const rows = term.items.map((item) => shared.occurrences(this.archive.entry(item), item));
      flags.and(Flags.of(this.archive.count, shared.chained(rows)));
    }

    async byText(terms, numbers, flags) {
      const words = terms.map((term) => ({ ...term, negative: false }));
      for (const record of await this.archive.documents(numbers)) {
        if (!this.verified(record, words)) flags.each[record.number] = 0;
      }
    }

    verified(record, terms) {
      return terms.every((term) => {
        const fields = term.single ? record.fields.slice(0, 1) : record.fields;
        const found = fields.some((field) => this.archive.folding.text(field.text).includes(term.folded));
        return found !== term.negative;
      });
    }

    async direct(numbered, form, facets, flags) {
      const listed = numbered.flatMap((item) => Array.from(this.listed(item)));
      const allowed = listed.filter((number) => !this.archive.removed.has(number));
      const records = await this.archive.documents(allowed.slice(0, TEXT_CHECK));
      const same = records.filter((record) => this.numbers(record).includes(form)).map((record) => record.number);
      same.forEach((number) => { flags.each[number] = 1; });
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
      const days = new Map();
      if (sort === "overdue") {
        const [late, counts] = await this.archive.overdue();
        late.forEach((number, place) => days.set(number, counts[place]));
      }
      outcome.rank = (number) => {
        if (sort === "overdue") return -(days.get(number) || 0);
        return sort === "date" ? 0 : group(number);
      };
      const ranks = new Map(numbers.map((number) => [number, outcome.rank(number)]));
      outcome.order = numbers.sort((one, other) => ranks.get(one) - ranks.get(other) || one - other);
      if (sort !== "relevance") return;
      outcome.rank = (number) => ranks.get(number);
      outcome.misplaced = (record) => this.misplaced(record, outcome, ranks);
    }

    // 标题里各字对都有、却不相连的，看到标题才知道：挪回它该在的地方。
    misplaced(record, outcome, ranks) {
      if (ranks.get(record.number) !== TITLE) return false;
      const title = this.archive.folding.text(record.title);
      if (outcome.positive.every((term) => title.includes(term.folded))) return false;
      const { order } = outcome;
      ranks.set(record.number, BODY);
      order.splice(order.indexOf(record.number), 1);
      const place = order.findIndex((number) => ranks.get(number) === BODY && number > record.number);
      order.splice(place < 0 ? order.length : place, 0, record.number);
      return true;
    }

    titled(terms) {
      if (!terms.length) return () => false;
      const sets = terms.flatMap((term) => term.first).map((item) => {
        const entry = this.archive.entry(item);
        if (item.family === "marks") return new Set(this.listed(item));
        return new Set(this.titledIn(entry));
      });
      return (number) => sets.every((set) => set.has(number));
    }

    // 一个分面各值在当前结果里的条数；自己的选择不算，好让读者换一个值。
    async facetCounts(outcome, facet) {
      const column = await this.archive.column(facet);
      return shared.tally(column, this.selected(outcome, facet.name).each, facet.values.length);
    }
  }

  Object.assign(shared, { Evaluation });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
