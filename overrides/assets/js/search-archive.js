// 一个站点的索引：按需取倒排表、位置、正文，取过的不再取。
"use strict";
(function (shared) {
  const FORMAT = 10;
  const EMPTY = { listed: 0, count: 0, numbers: new Int32Array(0), titled: [], repeats: [] };

  function manifestOf(content) {
    if (typeof content.base !== "string") throw new Error("不是清单");
    return content;
  }

  class Archive {
    // load(path) 给出一个文件的内容；path 相对清单所在的目录。
    constructor(site, load) {
      this.site = site;
      this.asked = 0;
      this.source = load;
      this.load = (path) => { this.asked++; return load(path); };
      this.folding = new shared.Folding();
      this.entries = new Map();
      this.groups = new Map();
      this.columns = new Map();
      this.foldingWhole = false;
    }

    // 清单也许是浏览器缓存里旧的，里面的目录已经删了：打不开的重读一次清单。
    async open() {
      try {
        return await this.follow(await this.read("manifest.js", manifestOf));
      } catch (problem) {
        const found = await this.renewed();
        if (!found) throw problem;
        return found;
      }
    }

    // 网站重新发布过，旧的索引就不在了：绕过缓存再读一次清单，换了索引的照新的另开一份，没有换的没有。
    async renewed() {
      try {
        const manifest = await this.source.again?.("manifest.js");
        if (!manifest || JSON.stringify(manifest) === JSON.stringify(this.manifest)) return null;
        return await new Archive(this.site, this.source).follow(manifest);
      } catch {
        return null;
      }
    }

    // 取一个文件来读；读不懂就是损坏了。
    async read(path, decode) {
      const content = await this.load(path);
      try {
        return decode(content);
      } catch {
        this.source.forget?.(path);
        throw new Error(`索引文件已损坏：${path}`);
      }
    }

    // 二进制的文件没有空的。
    readBytes(path, decode) {
      return this.read(path, (content) => {
        const bytes = shared.bytesOf(content);
        if (!bytes.length) throw new Error(path);
        return decode(bytes);
      });
    }

    async follow(manifest) {
      this.manifest = manifest;
      if (manifest.format !== FORMAT) throw new Error("索引的格式与本页脚本不符，请刷新页面");
      this.base = manifest.base;
      await this.read(`${this.base}/dictionary.js`, (dictionary) => this.know(dictionary));
      if (manifest.changes) await this.read(manifest.changes, (content) => this.amend(content));
      return this;
    }

    know(dictionary) {
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
    }

    amend(content) {
      this.removed = new Set(content.removed);
      this.folding.add(content.variants);
      this.changes = new shared.Changes(this, content);
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
      if (!this.foldingWhole) await this.read(`${this.base}/folding.js`, (pairs) => this.folding.add(pairs));
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
        const found = await this.readBytes(file.path, (content) => shared.readBucket(content, { ...file, archive: this }));
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
        const pending = this.readBytes(path, (content) => this.lines(number, content));
        pending.catch(() => this.groups.delete(number));
        this.groups.set(number, pending);
      }
      return this.groups.get(number);
    }

    lines(number, content) {
      const { group } = this.dictionary;
      const lines = this.decoder.text(content).split("\u001e");
      if (lines.length < Math.min(group, this.count - number * group)) throw new Error("缺了几条");
      return lines;
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

    // 各条记录的日期，只到月、年的按最后一天：几个站合在一起排才要。
    async days() {
      if (this.dayOf) return;
      const days = await this.read(`${this.base}/days.js`, (runs) => runs.flatMap(([count, day]) => new Array(count).fill(day)));
      this.dayOf = (number) => days[number];
    }

    overdue() {
      return this.read(`${this.base}/overdue.js`, ([late, days]) => new Map(late.map((number, place) => [number, days[place]])));
    }

    async column(facet) {
      const place = this.facets.indexOf(facet);
      if (!this.columns.has(place)) {
        const decode = (content) => shared.readColumn(content, this.count, facet.values.length);
        this.columns.set(place, await this.readBytes(`${this.base}/facets/${place}.js`, decode));
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
