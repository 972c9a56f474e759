// 只在预览时由本机的服务加进页面；发布的网站里没有它。
(function () {
  "use strict";
  let seen = null;

  function panel() {
    let box = document.getElementById("shai-problems");
    if (!box) {
      box = document.createElement("section");
      box.id = "shai-problems";
      box.className = "notice";
      box.setAttribute("role", "alert");
      box.dataset.state = "overdue";
      document.getElementById("main").prepend(box);
    }
    return box;
  }

  function show(problems) {
    const old = document.getElementById("shai-problems");
    if (!problems) {
      if (old) old.remove();
      return;
    }
    const box = panel();
    const title = document.createElement("p");
    title.textContent = "数据有错，页面还是上一次的样子：";
    const list = document.createElement("pre");
    list.textContent = problems;
    box.replaceChildren(title, list);
  }

  async function watch() {
    try {
      const answer = await fetch(`/.shai/state?after=${seen === null ? "" : seen}`, { cache: "no-store" });
      const state = await answer.json();
      if (seen !== null && state.built !== seen && !state.problems) {
        location.reload();
        return;
      }
      seen = state.built;
      show(state.problems);
      setTimeout(watch, 0);
    } catch {
      setTimeout(watch, 2000);
    }
  }

  watch();
})();
