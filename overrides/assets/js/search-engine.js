// 求值：在一个站点的索引上算出结果集、次序、分面计数。结果集总是精确的。
"use strict";
(function (shared) {
  const TITLE_CHARACTER = 0x10000;
  const FACET_VALUE = 0x40000000;
  const TEXT_CHECK = 10;
  // 十条结果要十个正文文件，一共不超过十二个请求：表多于两张就省着取。
  const FEW_TABLES = 2;
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
      parsed.positive = parsed.terms.filter((term) => !term.negative);
      parsed.form = shared.numberForm(parsed.positive.map((term) => term.folded).join(""));
      parsed.numbered = this.numbered(parsed.form);
      let tables = parsed.numbered.length;
      for (const term of parsed.terms) {
        term.items = this.itemsOf(term);
        tables += term.items.length;
      }
      for (const term of parsed.terms) term.first = shared.firstOf(term.items, tables > FEW_TABLES);
      return parsed;
    }

    // 像编号的才查编号：有数字，最后一个字也是哪个编号的最后一个字。「2023年」不像，少取一个文件。
    numbered(form) {
      const may = /\d/.test(form) && this.archive.dictionary.ends.includes(form.at(-1));
      return may ? [{ family: "marks", key: shared.numberKey(form) }] : [];
    }

    // 一个词要查的表；单字查标题字表。
    itemsOf({ folded, single }) {
      if (folded.length === 1) return [{ family: "marks", key: TITLE_CHARACTER + folded.charCodeAt(0) }];
      return shared.cover(folded, this.archive.hot).map((item) => ({ ...item, inTitle: single }));
    }

    async run(query) {
      const { terms, positive, shortened, form, numbered } = await this.parse(query.text);
      const chosen = Array.from(query.facets || [])
        .flatMap(([name, values]) => (this.held(name) ? [] : this.facetItems(name, values)));
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

    // 展开过的分面，整列已经取来：选一个值不必再取。
    held(name) {
      return this.archive.columns.get(this.archive.facets.findIndex((each) => each.name === name));
    }

    facetFlags(facets) {
      return new Map(Array.from(facets || [], ([name, values]) => {
        const column = this.held(name);
        if (column) return [name, this.columnFlags(name, column, values)];
        const numbers = this.facetItems(name, values).flatMap((item) => Array.from(this.listed(item)));
        return [name, Flags.of(this.archive.count, numbers)];
      }));
    }

    columnFlags(name, column, values) {
      const facet = this.archive.facets.find((each) => each.name === name);
      const wanted = new Set(Array.from(values, (value) => facet.values.indexOf(value)).filter((place) => place >= 0));
      const flags = new Flags(this.archive.count, 0);
      for (let number = 0; number < column.count; number++) if (wanted.has(column.first(number))) flags.each[number] = 1;
      for (const [number, value] of column.others) if (wanted.has(value)) flags.each[number] = 1;
      return flags;
    }

    listed(item) {
      const entry = this.archive.entry(item);
      return item.inTitle ? shared.titledIn(entry) : entry.numbers;
    }

    // 前后接着指定的字的每一次出现；没有接字的，只知道在哪些记录。
    rows(item) {
      if (!item.rows) item.rows = shared.occurrences(this.archive.entry(item), item);
      return item.rows;
    }

    narrowed(item) {
      const entry = this.archive.entry(item);
      if (!entry.follows || (item.next === undefined && !item.before)) return this.listed(item);
      return this.rows(item).map(([number]) => number);
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
      for (const item of items) flags.and(Flags.of(this.archive.count, this.narrowed(item)));
    }

    // 各表都有还不够，要首尾相接。候选不多就直接看正文，反正要取来显示；否则补齐各表，照接字核对。
    async adjacent(terms, flags) {
      for (const term of terms) term.titled = new Set(this.settled(term) ? this.titledOf(term) : []);
      const loose = terms.filter((term) => !this.settled(term));
      if (!loose.length || await this.few(loose, flags)) return;
      const items = loose.flatMap((term) => this.needed(term));
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

    // 首尾相接要哪几张表：第二张记着它前面总是第一个字的，第一张不必取。
    needed(term) {
      const second = term.items[1];
      const entry = second && this.archive.entry(second);
      return entry && shared.leads(entry, second) ? term.items.slice(1) : term.items;
    }

    titledOf(term) {
      const entry = this.archive.entry(term.items[0]);
      return term.folded.length === 1 ? entry.numbers : shared.titledIn(entry);
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
      const found = shared.chained(this.needed(term).map((item) => this.rows(item)));
      flags.and(Flags.of(this.archive.count, found.keys()));
      for (const [number, titled] of found) if (titled) term.titled.add(number);
    }

    async byText(terms, numbers, flags) {
      const words = terms.map((term) => ({ ...term, negative: false }));
      for (const record of await this.archive.documents(numbers)) {
        if (!this.verified(record, words)) flags.each[record.number] = 0;
        const title = this.archive.folding.text(record.title);
        for (const term of terms) {
          if (title.includes(term.folded)) term.titled.add(record.number);
          else term.titled.delete(record.number);
        }
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
    }

    // 标题里有全部的词。
    titled(terms) {
      return (number) => terms.length > 0 && terms.every((term) => term.titled.has(number));
    }

    // 一个分面各值在当前结果里的条数；自己的选择不算，好让读者换一个值。
    async facetCounts(outcome, facet) {
      const column = await this.archive.column(facet);
      return shared.tally(column, this.selected(outcome, facet.name).each, facet.values.length);
    }
  }

  Object.assign(shared, { Evaluation });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
