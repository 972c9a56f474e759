// 一个站点的索引：按需取倒排表、位置、正文，取过的不再取。
"use strict";
(function (shared) {
  const FORMAT = 8;
  const EMPTY = { listed: 0, count: 0, numbers: new Int32Array(0), titled: [], repeats: [] };

  class Archive {
    // load(path) 给出一个文件的内容；path 相对清单所在的目录。
    constructor(site, load) {
      this.site = site;
      this.asked = 0;
      this.load = (path) => { this.asked++; return load(path); };
      this.folding = new shared.Folding();
      this.entries = new Map();
      this.groups = new Map();
      this.columns = new Map();
      this.foldingWhole = false;
    }

    async open() {
      const manifest = await this.load("manifest.js");
      if (manifest.format !== FORMAT) throw new Error("索引的格式与本页脚本不符，请刷新页面");
      this.base = manifest.base;
      const dictionary = await this.load(`${this.base}/dictionary.js`);
      Object.assign(this, { dictionary, count: dictionary.count, facets: dictionary.facets });
      this.universe = Math.max(1, dictionary.count);
      this.decoder = new shared.Decoder(dictionary.tokens);
      this.letters = shared.lettersOf(this.decoder);
      this.tokens = this.decoder.tokens;
      this.hot = new shared.Hot(dictionary, this.tokens);
      this.known = new Set(this.tokens);
      this.folding.add(dictionary.variants);
      this.lengths = this.foldedLengths();
      this.spelled = new shared.Spelled(this.facets, this.folding);
      this.removed = new Set();
      this.changes = null;
      if (manifest.changes) {
        const content = await this.load(manifest.changes);
        this.removed = new Set(content.removed);
        this.folding.add(content.variants);
        this.changes = new shared.Changes(this, content);
      }
      return this;
    }

    // 各符号折叠以后的码长：正文里写的是〔，查的是 [。
    foldedLengths() {
      const lengths = new Map();
      for (const [token, length] of this.decoder.lengths) {
        const folded = this.folding.text(token);
        lengths.set(folded, Math.min(length, lengths.get(folded) || length));
      }
      return lengths;
    }

    // 查询里有生僻的汉字时，才取整张繁简对照表；有没有。
    async prepare(text) {
      const rare = Array.from(text.normalize("NFKC")).some(
        (character) => /\p{Script=Han}/u.test(character) && !this.known.has(character),
      );
      if (!rare) return false;
      if (!this.foldingWhole) this.folding.add(await this.load(`${this.base}/folding.js`));
      this.foldingWhole = true;
      return true;
    }

    // 一个键在哪个文件，那个文件里最小的散列是几，至多有几个散列。
    fileOf(item) {
      const { family, key } = item;
      const hash = shared.mixed(key);
      if (this.hot.standsAlone(family, key)) {
        const bare = family === "pairs" && !this.chained(item);
        const folder = `${this.base}/${family}/${this.chained(item) ? "chained" : "alone"}`;
        return { path: `${folder}/${key.toString(16).padStart(8, "0")}.js`, first: hash, span: 1, bare };
      }
      const buckets = this.dictionary.buckets[["pairs", "triples", "marks"].indexOf(family)];
      const bucket = Number((BigInt(hash) * BigInt(buckets)) >> 32n);
      const [first, end] = [bucket, bucket + 1].map((each) => Number(((BigInt(each) << 32n) + BigInt(buckets) - 1n) / BigInt(buckets)));
      return { path: `${this.base}/${family}/${bucket >> 8}/${bucket & 255}.js`, first, span: end - first };
    }

    // 自成一个文件的字对有两份：两个字的词只要记录表，更长的词才要接字。
    chained({ family, key, next }) {
      return family === "pairs" && next !== undefined && this.hot.standsAlone(family, key);
    }

    nameOf(item) {
      return item.family + item.key + (this.chained(item) ? "+" : "");
    }

    // 取若干键的倒排表；没有的键给空表。没有键的文件不存在，由目录里的清单得知。
    async lookup(items) {
      const files = new Map();
      for (const item of items) {
        if (this.entries.has(this.nameOf(item))) continue;
        const file = this.fileOf(item);
        const wanted = files.get(file.path) || { ...file, family: item.family, wanted: new Map() };
        wanted.wanted.set(item.key, this.nameOf(item));
        files.set(file.path, wanted);
      }
      await Promise.all(Array.from(files.values(), async (file) => {
        const content = shared.bytesOf(await this.load(file.path));
        const found = content.length ? shared.readBucket(content, { ...file, archive: this }) : new Map();
        for (const [key, name] of file.wanted) this.entries.set(name, found.get(key) || EMPTY);
      }));
    }

    entry(item) {
      return this.entries.get(this.nameOf(item));
    }

    // 取若干条记录的全文。
    async documents(numbers) {
      return Promise.all(numbers.map(async (number) => {
        const lines = await this.group(Math.floor(number / this.dictionary.group));
        return this.record(number, lines[number % this.dictionary.group]);
      }));
    }

    // 这条记录的正文在哪个还没有取的文件；取过了是空的。
    missing(number) {
      const group = Math.floor(number / this.dictionary.group);
      return this.groups.has(group) ? null : group;
    }

    group(number) {
      if (!this.groups.has(number)) {
        const path = `${this.base}/texts/${number >> 8}/${number & 255}.js`;
        const pending = this.load(path).then((content) => this.decoder.text(shared.bytesOf(content)).split("\u001e"));
        pending.catch(() => this.groups.delete(number));
        this.groups.set(number, pending);
      }
      return this.groups.get(number);
    }

    record(number, line) {
      const parts = line.split("\u001f");
      const fields = [];
      for (let place = 6; place + 2 < parts.length; place += 3) {
        const [kind, label] = this.dictionary.fields[Number(parts[place])];
        fields.push({ kind, label, anchor: parts[place + 1], text: parts[place + 2] });
      }
      return {
        number, id: parts[0], kind: this.dictionary.kinds[Number(parts[1])], path: parts[2], date: parts[3],
        overdue: Number(parts[4] || 0), title: fields[0].text, fields,
      };
    }

    overdue() {
      this.overduePending = this.overduePending || this.load(`${this.base}/overdue.js`);
      return this.overduePending;
    }

    async column(facet) {
      const place = this.facets.indexOf(facet);
      if (!this.columns.has(place)) {
        const bytes = shared.bytesOf(await this.load(`${this.base}/facets/${place}.js`));
        this.columns.set(place, shared.readColumn(bytes, this.count, facet.values.length));
      }
      return this.columns.get(place);
    }
  }

  Object.assign(shared, {
    Archive,
    indexOf(values, wanted) {
      let low = 0;
      let high = values.length - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        if (values[middle] === wanted) return middle;
        if (values[middle] < wanted) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    },
  });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
