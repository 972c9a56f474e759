module.exports = {
  layout: "record.njk",
  permalink: (data) => `${data.page.filePathStem}.html`,
};
