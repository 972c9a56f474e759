// 网站两次更新之间到期的承诺：按读者打开这一天（北京时间）改标逾期。
"use strict";
(() => {
  const DAY = 86400000;
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  const OPEN = new Set(["upcoming", "near", "overdue"]);
  let changed = 0;
  let asOf = "";

  for (const item of document.querySelectorAll("[data-due][data-as-of]")) {
    const { due, state } = item.dataset;
    const isDate = /^\d{4}-\d{2}-\d{2}$/.test(due);
    // 构建之后的日期才需要更正；读者的时钟慢了也不往回改。
    if (!isDate || !OPEN.has(state) || due >= today || today <= item.dataset.asOf) continue;
    if (state !== "overdue") {
      changed += 1;
      asOf = item.dataset.asOf;
    }
    item.dataset.state = "overdue";
    const icon = item.querySelector(".icon");
    if (icon) icon.dataset.icon = "!";
    const words = item.querySelector(".state");
    if (words) words.textContent = `逾期 ${daysBetween(due, today)} 天`;
  }

  // 结论里的几个字也跟着改：不能上面说待兑现，下面标着逾期。
  const verdict = document.querySelector('.verdict[data-state="replied"]');
  if (changed && verdict) {
    for (const block of [verdict, verdict.parentElement]) if (block.dataset.state) block.dataset.state = "overdue";
    verdict.querySelector(".headline").lastChild.textContent = " 已答复，有承诺逾期";
    verdict.querySelector(".icon").dataset.icon = "!";
  }

  const place = document.querySelector(".verdict") || document.querySelector("main .head");
  if (changed && place) {
    const notice = document.createElement("p");
    notice.className = "notice";
    notice.setAttribute("role", "status");
    notice.textContent = `数据截至 ${asOf}。此后又有 ${changed} 项到期，已按今天（${today}）标为逾期。`;
    place.after(notice);
  }
})();
