// 搜索页：地址栏是唯一的状态，表单改地址，地址变了就重查。
"use strict";
(function (shared) {
  const PAGE = 10;
  const LONGEST = 800;
  const PAUSE = 250;

  const part = (id) => document.getElementById(id);

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  // 别的脚本各有一样：缺了哪个，都不能当作索引损坏。
  const NEEDED = ["Reader", "Hot", "joined", "Decoder", "parse", "Spelled", "Archive", "Evaluation", "Scan", "hits", "Federation", "loader", "showFacets"];
  const PARTIAL = "网页的脚本没有取全，请刷新页面";

  // 给读者的话都是中文。
  function said(problem) {
    return /\p{Script=Han}/u.test(problem.message) ? problem.message : PARTIAL;
  }

  function stateOf(address) {
    const parameters = new URL(address).searchParams;
    const facets = new Map();
    for (const choice of parameters.getAll("f")) {
      const cut = choice.indexOf(":");
      if (cut < 1) continue;
      const name = choice.slice(0, cut);
      facets.set(name, (facets.get(name) || new Set()).add(choice.slice(cut + 1)));
    }
    const sort = ["date", "overdue"].includes(parameters.get("sort")) ? parameters.get("sort") : "relevance";
    return { text: parameters.get("q") || "", facets, sort };
  }

  function addressOf(state) {
    const address = new URL(location.href);
    const parameters = new URLSearchParams();
    if (state.text) parameters.set("q", state.text);
    for (const [name, values] of state.facets) for (const value of values) parameters.append("f", `${name}:${value}`);
    if (state.sort !== "relevance") parameters.set("sort", state.sort);
    address.search = parameters.toString();
    address.hash = "";
    return address.href;
  }

  class SearchPage {
    constructor(root) {
      this.root = root;
      this.input = part("search-input");
      this.turn = 0;
      this.typing = false;
    }

    async start() {
      part("search-off").hidden = true;
      part("search-app").hidden = false;
      this.listen();
      // 慢的手机上，读者会在脚本取到之前就打字：打好的字算数，不能抹掉。
      const typed = this.input.value;
      const state = stateOf(location.href);
      if (typed && typed !== state.text) this.apply({ ...state, text: typed }, "type");
      else this.apply(state, "keep");
    }

    async federation() {
      this.opening = this.opening || this.openAll();
      this.opening.catch(() => { this.opening = null; });
      return this.opening;
    }

    // 本站的索引打不开就查不了；别的站打不开，说明缺了哪个，其余照查。
    async openAll() {
      if (!NEEDED.every((name) => shared[name])) throw new Error(PARTIAL);
      const sites = JSON.parse(this.root.dataset.sites);
      const missing = [];
      const archives = await Promise.all(sites.map(async (site, place) => {
        const address = new URL(site.manifest, location.href);
        try {
          const opening = new shared.Archive(site, shared.loader(new URL(".", address))).open();
          return await (place === 0 ? opening : shared.soon(opening));
        } catch (problem) {
          if (place === 0) throw problem;
          missing.push(site.label);
          return null;
        }
      }));
      this.missing = missing;
      return new shared.Federation(archives.filter(Boolean));
    }

    listen() {
      part("search-form").addEventListener("submit", (event) => {
        event.preventDefault();
        clearTimeout(this.timer);
        this.apply({ ...this.state, text: this.input.value }, "enter");
      });
      this.input.addEventListener("input", (event) => {
        clearTimeout(this.timer);
        if (event.isComposing) return;
        this.timer = setTimeout(() => this.apply({ ...this.state, text: this.input.value }, "type"), PAUSE);
      });
      this.input.addEventListener("compositionend", () => this.input.dispatchEvent(new Event("input")));
      part("search-sort").addEventListener("change", (event) => this.choose({ sort: event.target.value }));
      part("search-more").addEventListener("click", () => this.more());
      part("search-results").addEventListener("keydown", (event) => this.walk(event));
      this.input.addEventListener("keydown", (event) => this.walk(event));
      window.addEventListener("popstate", () => this.back());
    }

    // 只变了锚点（「筛选条件」）的，不必重查。
    back() {
      const state = stateOf(location.href);
      if (addressOf(state) === addressOf(this.state)) return;
      clearTimeout(this.timer);
      this.apply(state, "keep");
    }

    // 刚打的字也许还没有查，一并算上。
    choose(change) {
      clearTimeout(this.timer);
      this.apply({ ...this.state, text: this.input.value, ...change }, "choose");
    }

    // 载入的、回车的、选的，各是历史里的一条，后退回得去；正在打的另占一条，接着打就改这一条，回车才算定下。
    // 状态没有变的不添。
    record(state, manner) {
      const address = addressOf(state);
      const same = address === addressOf(stateOf(location.href));
      if (same || (this.typing && manner !== "choose")) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      this.typing = manner === "type" && (this.typing || !same);
    }

    // 上下键在输入框与各条结果之间移动。
    walk(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing) return;
      const stops = [this.input, ...part("search-results").querySelectorAll("h2 a")];
      const place = stops.indexOf(document.activeElement);
      if (place < 0 || !stops[place + step]) return;
      event.preventDefault();
      stops[place + step].focus();
    }

    async apply(given, manner) {
      // 太长的，浏览器不许写进地址；查询本来只用前面一段，多留一个字好说明截短了。
      const state = { ...given, text: given.text.slice(0, LONGEST + 1) };
      this.state = state;
      if (this.input.value !== state.text) this.input.value = state.text;
      const sort = part("search-sort");
      sort.value = state.sort;
      part("search-rule").textContent = sort.selectedOptions[0].dataset.rule;
      if (manner === "keep") this.typing = false;
      else this.record(state, manner);
      const turn = ++this.turn;
      this.root.setAttribute("aria-busy", "true");
      // 条数的字留到有了新的再换，读屏才不会多念；给程序看的先去掉。
      delete part("search-count").dataset.total;
      try {
        await this.show(state, turn);
      } catch (problem) {
        if (turn === this.turn) this.fail(problem);
      }
      if (turn === this.turn) this.root.setAttribute("aria-busy", "false");
    }

    async show(state, turn) {
      // 从结果页退回来，原来看到几条还是几条。
      const size = history.state?.shown || PAGE;
      const { federation, listing, shown } = await this.ask(state, size);
      if (turn !== this.turn) return;
      this.listing = listing;
      delete this.root.dataset.failed;
      part("search-results").replaceChildren(...shown.map((each) => this.result(each)));
      this.tell();
      this.fill(size - shown.length);
      shared.showFacets(this, federation);
      shared.showFeed(this, state);
      await this.suggest(federation, state, turn);
    }

    // 查一遍。取不到的，也许网站刚发布过：索引换了的照新的再查一遍，只一遍。
    async ask(state, size, again = true) {
      const federation = await this.federation();
      try {
        const listing = await federation.search(state);
        const shown = await listing.opening(PAGE);
        if (shown.length < size && size > PAGE) shown.push(...await listing.next(size - shown.length));
        if (!again || !await this.renew(federation, listing.lost)) return { federation, listing, shown };
      } catch (problem) {
        if (!again || !await this.renew(federation)) throw problem;
      }
      return this.ask(state, size, false);
    }

    async renew(federation, sites = new Set([federation.sites[0].site])) {
      const renewed = await federation.renewed(sites);
      if (renewed) this.opening = Promise.resolve(renewed);
      return Boolean(renewed);
    }

    // 展开、再看时才发现索引换了：照新的重查。
    recover(federation) {
      this.recovering = this.recovering || this.renew(federation).then((renewed) => {
        this.recovering = null;
        if (renewed) this.apply(this.state, "keep");
        return renewed;
      });
      return this.recovering;
    }

    notices({ shortened, lost, uncounted }) {
      const named = (labels) => Array.from(new Set(labels)).join("、");
      const missing = named([...this.missing, ...Array.from(lost, (site) => site.label)]);
      const some = named(Array.from(uncounted, (site) => site.label));
      return [
        shortened ? "查询太长，只用了开头的一部分。" : "",
        missing ? `${missing}的索引没有取到，结果里没有它。` : "",
        some ? `${some}的筛选没有取到，筛选的条数里没有它。` : "",
      ].join("");
    }

    warn() {
      const notice = part("search-notice");
      const text = this.notices(this.listing);
      if (notice.textContent !== text) notice.textContent = text;
    }

    tell() {
      this.warn();
      const { total } = this.listing;
      const count = part("search-count");
      count.dataset.total = String(total);
      count.textContent = total ? `共 ${total} 条` : "没有找到";
      part("search-more").hidden = !this.listing.more;
    }

    // 表取得多的查询先给的不到十条，读者看到最后一条时补足。
    fill(missing) {
      this.watch?.disconnect();
      const last = part("search-results").lastElementChild;
      if (!missing || !last || !this.listing.more) return;
      this.watch = new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) this.append(missing); });
      this.watch.observe(last);
    }

    async more() {
      const made = await this.append(PAGE);
      if (made.length) made[0].querySelector("a").focus();
    }

    async append(size) {
      const { turn, listing } = this;
      // 前一个查询的，成与不成都不能动后一个的结果。
      const stale = () => turn !== this.turn || listing !== this.listing;
      this.watch?.disconnect();
      try {
        const shown = await listing.next(size);
        if (stale()) return [];
        const made = shown.map((each) => this.result(each));
        part("search-results").append(...made);
        this.tell();
        const held = part("search-results").childElementCount;
        if (held > PAGE) history.replaceState({ shown: held }, "");
        return made;
      } catch (problem) {
        if (!stale() && !await this.recover(listing.federation) && !stale()) this.fail(problem);
        return [];
      }
    }

    async suggest(federation, state, turn) {
      const box = part("search-suggestions");
      box.replaceChildren();
      if (this.listing.total) return;
      const found = await federation.suggestions(state.text, state.facets);
      if (turn !== this.turn || !found.length) return;
      const list = found.map((each) => {
        const next = { ...state, text: each.text, facets: each.facets || new Map() };
        const words = each.text === state.text ? `${each.text}（不加筛选）` : each.text;
        return element("li", {}, element("a", { href: addressOf(next), textContent: words }), ` ${each.total} 条`);
      });
      box.append(element("p", { textContent: "这样查有结果：" }), element("ul", {}, ...list));
    }

    result({ record, site, title, labels, anchor, excerpts }) {
      const base = site.base || `${this.root.dataset.root}/`;
      const link = element("a", { href: base + record.path + (anchor ? `#${anchor}` : "") }, ...shared.marked(title));
      const facts = [site.label, record.date, labels.length ? `匹配：${labels.join("、")}` : ""].filter(Boolean);
      const item = element("li", { className: "search-result" }, element("h2", {}, link),
        element("p", { className: "search-facts", textContent: facts.join(" · ") }));
      for (const each of excerpts) {
        const label = each.anchor
          ? element("a", { className: "search-label", href: `${base}${record.path}#${each.anchor}`, textContent: each.label })
          : element("span", { className: "search-label", textContent: each.label });
        item.append(element("p", { className: "search-excerpt" }, label, each.before ? "…" : "",
          ...shared.marked(each.parts), each.after ? "…" : ""));
      }
      item.dataset.id = record.id;
      item.dataset.kind = record.kind;
      return item;
    }

    fail(problem) {
      const count = part("search-count");
      count.textContent = "";
      delete count.dataset.total;
      part("search-results").replaceChildren();
      part("search-more").hidden = true;
      part("search-feed").hidden = true;
      // 样式凭它收起筛选与留好的位置，列表就在下面。
      this.root.dataset.failed = "";
      part("search-notice").textContent = `搜索暂时用不了：${said(problem)}。可以重试，或查看下面的列表。`;
    }
  }

  function marked(parts) {
    return parts.map((each) => (each.marked ? element("mark", { textContent: each.text }) : each.text));
  }

  Object.assign(shared, { said, element, marked });
  // 由这里开始，而不由后面的脚本：后面的没有取到，也说得出来。
  document.addEventListener("DOMContentLoaded", () => {
    const root = part("search");
    if (root) new SearchPage(root).start();
  });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
