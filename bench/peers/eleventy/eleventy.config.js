const MarkdownIt = require("markdown-it");

const markdown = new MarkdownIt();
const replies = new Map();

// 答复的正文另有提案页要附，渲染一次，两处用。
function attached(collection, path) {
  if (replies.size === 0) {
    for (const item of collection) replies.set(item.page.filePathStem.slice(1), item);
  }
  const item = replies.get(path);
  item.renderedOnce ??= markdown.render(item.rawInput);
  return { title: item.data.title, url: item.url, html: item.renderedOnce };
}

module.exports = function (config) {
  config.setLibrary("md", markdown);
  config.addFilter("markdown", (text) => markdown.render(text));
  config.addFilter("day", (date) => (date instanceof Date ? date.toISOString().slice(0, 10) : date));
  config.addFilter("attached", attached);
  for (const folder of ["proposals", "replies", "consultations"]) {
    config.addCollection(folder, (all) => all.getFilteredByGlob(`content/${folder}/**/*.md`).reverse());
  }
  return {
    dir: { input: "content", includes: "../_includes", output: "site" },
    // 记录的文字不当模板运行。
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
};
