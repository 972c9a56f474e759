// 改动：上次建索引之后变过的几条记录，逐条扫描；索引里的同一条作废。
"use strict";
(function (shared) {
  // 对外与一个站点的索引一样，只是记录全在手里。
  class Changes {
    constructor(archive, content) {
      this.site = archive.site;
      this.folding = archive.folding;
      this.records = content.records.map((record, number) => ({
        ...record,
        number,
        title: record.fields[0][3],
        fields: record.fields.map(([kind, label, anchor, text]) => ({ kind, label, anchor, text })),
      }));
      this.count = this.records.length;
      this.facets = this.catalogue();
      this.tokens = [];
    }

    catalogue() {
      const found = new Map();
      for (const record of this.records) {
        for (const [name, value] of record.facets) found.set(name, (found.get(name) || new Set()).add(value));
      }
      return Array.from(found, ([name, values]) => ({ name, values: Array.from(values) }));
    }

    async documents(numbers) {
      return numbers.map((number) => this.records[number]);
    }

    missing() {
      return null;
    }

    days() {}

    dayOf(number) {
      return this.records[number].day;
    }
  }

  class Scan {
    constructor(changes, evaluation) {
      this.archive = changes;
      this.evaluation = evaluation;
      this.asked = 0;
    }

    parse(text) {
      return this.evaluation.parse(text);
    }

    verified(record, outcome) {
      return this.evaluation.verified(record, outcome);
    }

    async run(query) {
      const whole = this.evaluation.archive.foldingWhole;
      const outcome = this.attempt(query);
      const doubtful = !whole && (!outcome.matching.length || outcome.terms.some((term) => term.negative));
      return doubtful && await this.evaluation.archive.prepare(query.text) ? this.attempt(query) : outcome;
    }

    attempt(query) {
      const parsed = this.parse(query.text);
      const matching = this.archive.records.filter((record) => this.verified(record, parsed));
      const direct = new Set(matching.filter((record) => this.evaluation.named(record, parsed.form)).map((record) => record.number));
      const outcome = { ...parsed, direct, matching, facets: query.facets || new Map() };
      const chosen = this.selected(outcome);
      outcome.total = chosen.length;
      outcome.rank = (number) => this.rank(this.archive.records[number], outcome, query.sort);
      outcome.order = chosen.map((record) => record.number)
        .sort((one, other) => outcome.rank(one) - outcome.rank(other) || one - other);
      return outcome;
    }

    rank(record, outcome, sort) {
      if (sort === "overdue") return -record.overdue;
      if (sort === "date") return 0;
      if (outcome.direct.has(record.number)) return 0;
      const title = this.archive.folding.text(record.title);
      return outcome.positive.length && outcome.positive.every((term) => title.includes(term.folded)) ? 1 : 2;
    }

    selected(outcome, except) {
      return outcome.matching.filter((record) => Array.from(outcome.facets).every(([name, values]) => name === except
        || record.facets.some(([facet, value]) => facet === name && values.has(value))));
    }

    async facetCounts(outcome, facet) {
      const records = this.selected(outcome, facet.name);
      return facet.values.map((value) => records.filter((record) => (
        record.facets.some((each) => each[0] === facet.name && each[1] === value))).length);
    }
  }

  Object.assign(shared, { Changes, Scan });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
