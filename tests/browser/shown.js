// The table or figure data beside each download, as a reader sees it.
() => [...document.querySelectorAll("main figure[id] a[download]")].map((link) => {
  const figure = link.closest("figure");
  const table = figure.querySelector("table");
  const words = (text) => text.replace(/[\s\u200b]+/g, " ").trim();
  const bare = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("sup, .computed").forEach((each) => each.remove());
    return words(copy.textContent);
  };
  const ours = (cell) => {
    const copy = cell.querySelector(".computed")?.cloneNode(true);
    copy?.querySelectorAll("sup").forEach((each) => each.remove());
    return copy ? words(copy.textContent).split(" ").slice(1).join(" ") : "";
  };
  const rows = table ? [...table.tBodies[0].rows] : [];
  const heads = table ? [...table.tHead.rows] : [];
  const groups = heads.length > 1
    ? [...heads[0].cells].slice(1).flatMap((cell) => Array(cell.colSpan).fill(words(cell.textContent))) : [];
  const last = heads.length ? [...heads.at(-1).cells].slice(heads.length > 1 ? 0 : 1) : [];
  return {
    name: figure.id,
    path: link.getAttribute("href"),
    kind: figure.className,
    headings: last.map((cell, at) => [groups[at], words(cell.textContent)].filter(Boolean).join(": ")),
    rows: rows.map((row) => ({
      label: words(row.querySelector("th").textContent),
      cells: [...row.querySelectorAll("td")].map((cell) => [bare(cell), ours(cell)]),
    })),
  };
})
