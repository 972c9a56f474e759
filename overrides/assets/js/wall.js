// 上墙：到时换到下一屏，同时取到新的数据；按任意键停住，再按一次继续。没有脚本就一直是这一屏。
"use strict";
(() => {
  const { next, seconds } = document.body.dataset;
  const told = document.querySelector(".paused");
  let timer = 0;

  const wait = () => { timer = setTimeout(turn, seconds * 1000); };

  // 断了网就留在这一屏，网通了再换：大屏上不该出现浏览器的出错页。
  const isThere = async () => {
    if (location.protocol === "file:") return true;
    try {
      return (await fetch(next, { cache: "no-cache" })).ok;
    } catch {
      return false;
    }
  };

  async function turn() {
    const asked = timer;
    const found = await isThere();
    if (asked !== timer) return;
    if (found) location.replace(next);
    else wait();
  }

  addEventListener("keydown", () => {
    clearTimeout(timer);
    timer = 0;
    told.hidden = !told.hidden;
    if (told.hidden) wait();
  });
  wait();
})();
