// 分面与订阅：值的条数在展开时才算，索引小的时候一开始就展开。
"use strict";
(function (shared) {
  const FEW = 2000;
  const VALUES = 12;

  function showFacets(page, federation) {
    const box = document.getElementById("search-facets");
    const total = federation.archives.reduce((sum, archive) => sum + archive.count, 0);
    const groups = federation.facetNames().map((name) => {
      const chosen = page.state.facets.get(name) || new Set();
      const list = shared.element("ul", {});
      const group = shared.element("details", {}, shared.element("summary", { textContent: name }), list);
      group.dataset.facet = name;
      const fill = () => fillGroup(page, federation, { name, chosen, list });
      group.addEventListener("toggle", () => {
        if (group.open) page.opened.add(name);
        else page.opened.delete(name);
        if (group.open && !list.childElementCount) fill();
      });
      if (chosen.size || page.opened.has(name) || total <= FEW) group.open = true;
      return group;
    });
    box.replaceChildren(...groups);
  }

  async function fillGroup(page, federation, { name, chosen, list }) {
    const listing = page.listing;
    let counts;
    try {
      counts = await federation.facetCounts(listing, name);
    } catch (problem) {
      list.replaceChildren(shared.element("li", { textContent: problem.message }));
      return;
    }
    if (listing !== page.listing) return;
    const values = Array.from(counts).filter(([value, count]) => count || chosen.has(value));
    const items = values.map(([value, count]) => choice(page, name, value, count, chosen));
    items.slice(VALUES).forEach((item) => { item.hidden = true; });
    if (items.length > VALUES) items.push(unfold(list));
    list.replaceChildren(...items);
    list.parentElement.hidden = !items.length;
  }

  function unfold(list) {
    const button = shared.element("button", { type: "button", textContent: "全部" });
    button.addEventListener("click", () => {
      for (const item of list.children) item.hidden = false;
      button.parentElement.hidden = true;
    });
    return shared.element("li", {}, button);
  }

  function choice(page, name, value, count, chosen) {
    const box = shared.element("input", { type: "checkbox", checked: chosen.has(value) });
    const label = shared.element("label", {}, box, ` ${value} `, shared.element("span", { textContent: String(count) }));
    box.dataset.value = value;
    label.dataset.count = String(count);
    box.addEventListener("change", () => {
      const facets = new Map(page.state.facets);
      const values = new Set(facets.get(name) || []);
      if (box.checked) values.add(value);
      else values.delete(value);
      if (values.size) facets.set(name, values);
      else facets.delete(name);
      page.apply({ ...page.state, facets }, "push");
    });
    return shared.element("li", {}, label);
  }

  // 与当前筛选最贴近的订阅：先看窄的分面，只选了一个值的先；没选或没有对应的，去订阅页。
  async function showFeed(page, state) {
    const link = document.getElementById("search-feed");
    const root = page.root.dataset.root;
    let best;
    if (state.facets.size) {
      const load = shared.loader(new URL(`${root}/search/`, location.href));
      page.feeds = page.feeds || load("feeds.js");
      const feeds = await page.feeds.catch(() => { page.feeds = null; return []; });
      if (state !== page.state) return;
      best = nearestFeed(feeds, state.facets);
    }
    link.hidden = false;
    link.href = `${root}/${best ? best.path : "feeds/index.html"}`;
    link.textContent = best ? `订阅「${best.value}」的更新` : "订阅更新";
  }

  function nearestFeed(feeds, chosen) {
    const fitting = feeds.flatMap(([facet, paths]) => {
      const values = chosen.get(facet) || new Set();
      const wanted = Object.entries(paths).filter(([value]) => values.has(value));
      return wanted.map(([value, path]) => ({ value, path, alone: values.size === 1 }));
    });
    return fitting.filter((feed) => feed.alone).pop() || fitting.pop();
  }

  Object.assign(shared, { showFacets, showFeed });
  document.addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("search");
    if (root) new shared.SearchPage(root).start();
  });
})((globalThis.shaiSearch = globalThis.shaiSearch || {}));
