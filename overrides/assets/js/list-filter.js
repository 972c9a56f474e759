// 在网页里已有的列表上筛选；条件写在地址的「#?」之后，可以分享。
"use strict";
(() => {
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

  const readAddress = () => new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");

  const writeAddress = (conditions) => {
    const query = new URLSearchParams(conditions).toString();
    const base = location.href.split("#")[0];
    if (query) history.replaceState(null, "", `${base}#?${query}`);
    else if (location.hash.startsWith("#?")) history.replaceState(null, "", base);
  };

  const start = (listing) => {
    const form = listing.querySelector("form.filters");
    const count = listing.querySelector(".count");
    const rows = [...listing.querySelectorAll(".rows > li, .cards > li, .feeds > li, tbody > tr")];
    if (!form || !rows.length) return;
    const texts = rows.map((row) => fold(`${row.textContent} ${row.dataset.text || ""}`));
    const controls = [...form.elements].filter((control) => control.name);
    const whole = count ? count.textContent : "";

    const matches = (row, text, conditions) => conditions.every(([name, value]) => {
      if (name === "q") return fold(value).split(" ").every((word) => text.includes(word));
      return (row.dataset[name] || "").split(" ").includes(value);
    });

    const apply = () => {
      const conditions = controls.filter((c) => c.value.trim()).map((c) => [c.name, c.value]);
      let shown = 0;
      rows.forEach((row, index) => {
        const keep = matches(row, texts[index], conditions);
        row.hidden = !keep;
        shown += keep ? 1 : 0;
      });
      const unit = listing.dataset.unit || "条";
      if (count) count.textContent = conditions.length ? `${rows.length} ${unit}中有 ${shown} ${unit[0]}符合` : whole;
      writeAddress(conditions);
    };

    // 手机上先只露出文字框，其余条件点开再选；带着条件打开的直接露出。
    const more = form.querySelector(".more-fields");
    const unfold = (open) => {
      form.toggleAttribute("data-open", open);
      if (more) more.setAttribute("aria-expanded", String(open));
    };
    if (more) more.addEventListener("click", () => unfold(!form.hasAttribute("data-open")));

    const restore = () => {
      const wanted = readAddress();
      for (const control of controls) control.value = wanted.get(control.name) || "";
      if (controls.some((control) => control.name !== "q" && control.value)) unfold(true);
      apply();
    };

    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      apply();
    });
    // reset 事件发生在控件清空之前。
    form.addEventListener("reset", () => setTimeout(apply));
    addEventListener("hashchange", restore);
    if (location.hash.startsWith("#?")) restore();
  };

  document.querySelectorAll("[data-filter]").forEach(start);
})();
