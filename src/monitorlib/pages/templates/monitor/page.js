// What a page does beyond showing itself. Everything works without it: it opens, points and jumps.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // the field in the header leads to the page that searches
  const form = one("header form.search");
  if (form) {
    form.hidden = false;
    one("header a.search").hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = one("input", form).value.trim();
      location.href = "search.html" + (words ? "#q=" + encodeURIComponent(words) : "");
    });
  }

  // all code at once
  const button = one("#all-code");
  const code = all("details.code");
  if (button && code.length) {
    button.parentNode.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const details of code) details.open = open;
    });
  }

  // where the menu scrolls, the page one is on stands in sight
  const here = one(".menu a[aria-current]");
  const menu = one(".menu nav");
  if (here && menu && menu.scrollHeight > menu.clientHeight) {
    const [entry, inside] = [here.parentElement, menu].map((element) => element.getBoundingClientRect());
    menu.scrollTop = Math.min(entry.bottom - inside.bottom, entry.top - inside.top);
  }

  // a link into a folded part opens it
  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const unfold = () => {
    const target = location.hash.length > 1 && document.getElementById(decoded(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target && target.closest("details")) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // a browser that cannot show the inside of a closed fold opens the menu beside the page
  const fold = one("details.menu");
  if (fold && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 62rem)").matches) fold.open = true;

  // notes are printed, folded or not
  addEventListener("beforeprint", () => { for (const notes of all("details.notes")) notes.open = true; });

  // a box that is wider than its place: names stay, columns stop beside them, a shade says so
  const boxes = all("figure:not(.ledger) > div.scroll").filter((box) => one("table", box));
  const beside = new CSSStyleSheet();
  document.adoptedStyleSheets = [beside];
  const goesOn = (box) => box.scrollWidth - box.clientWidth - box.scrollLeft > 1.5;
  const measure = () => {
    const sizes = boxes.map((box) => [one("table", box).offsetWidth <= box.clientWidth + 1, one("tbody th", box)?.offsetWidth || 0, goesOn(box)]);
    boxes.forEach((box, at) => { box.classList.toggle("fits", sizes[at][0]); box.classList.toggle("more", sizes[at][2]); });
    beside.replaceSync(sizes.map((size, at) => `#${CSS.escape(boxes[at].parentNode.id)} > .scroll{scroll-padding-left:${size[1]}px}`).join(""));
  };
  for (const box of boxes) box.addEventListener("scroll", () => { box.classList.toggle("moved", box.scrollLeft > 2); box.classList.toggle("more", goesOn(box)); dispatchEvent(new Event("scrolled")); }, { passive: true });
  addEventListener("resize", measure);
  measure();

  // a narrow screen sets the cells of a list below one another: each says of what it is
  for (const table of all("table.stacked, .ledger table")) {
    const [first, ...heads] = all("thead th", table).map((head) => head.textContent);
    for (const row of all("tbody tr", table)) {
      const cells = all("td", row);
      cells.forEach((cell, at) => { cell.dataset.h = heads[at]; });
      const label = one("th", row);
      if (label?.textContent !== "–") continue;
      label.dataset.h = first;
      row.classList.add("unnamed");
      cells.find((cell) => /\p{L}/u.test(cell.textContent))?.classList.add("head");
    }
    table.classList.add("labelled");
  }

  // what stands behind a number is shown beside it: by pointing, by arrow keys, by a tap
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  (one("main") || document.body).append(tip);
  let shown = null;
  let timer = 0;

  const hide = () => { clearTimeout(timer); tip.hidden = true; if (shown) shown.classList.remove("shown"); shown = null; };
  const later = () => { clearTimeout(timer); timer = setTimeout(hide, 250); };
  const show = (cell) => {
    clearTimeout(timer);
    if (shown && shown !== cell) shown.classList.remove("shown");
    shown = cell;
    cell.classList.add("shown");
    tip.replaceChildren(...[...cell.behind.childNodes].map((node) => node.cloneNode(true)));
    tip.hidden = false;
    const box = cell.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, width - tip.offsetWidth - 8));
    const below = box.bottom + tip.offsetHeight + 8 < innerHeight;
    tip.style.left = left + scrollX + "px";
    tip.style.top = (below ? box.bottom + 4 : Math.max(4, box.top - tip.offsetHeight - 4)) + scrollY + "px";
  };

  addEventListener("scrolled", hide);
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", later);
  // after Escape nothing is told again before the pointer moves
  let last = { screenX: -1, screenY: -1 };
  let still = null;
  addEventListener("pointermove", (event) => { last = event; });
  let finger = false;
  addEventListener("keydown", (event) => { finger = false; if (event.key === "Escape") { still = last; hide(); } });
  addEventListener("pointerdown", (event) => { finger = event.pointerType !== "mouse"; if (shown && !shown.contains(event.target) && !tip.contains(event.target)) hide(); });

  const cellAt = (grid, row, column) => grid[row] && grid[row][column];
  for (const figure of all("figure.table")) {
    const first = one("details.behind li", figure);
    if (!first) continue;
    const grid = all("tbody tr", figure).map((row, y) => all("td", row).map((cell, x) => {
      const behind = document.getElementById(`${figure.id}-r${y}c${x}`);
      if (!behind) return null;
      cell.behind = behind;
      cell.at = [y, x];
      cell.tabIndex = -1;
      cell.setAttribute("aria-describedby", behind.id);
      cell.classList.add("told");
      return cell;
    }));
    let home = grid.flat().find(Boolean);
    home.tabIndex = 0;
    const cellOf = (event) => { const cell = event.target.closest("td"); return cell && cell.behind ? cell : null; };
    const go = (from, down, right) => {
      let [y, x] = from.at;
      do { y += down; x += right; } while (grid[y] && x >= 0 && x < grid[y].length && !cellAt(grid, y, x));
      const next = cellAt(grid, y, x);
      if (next) { home.tabIndex = -1; home = next; home.tabIndex = 0; home.focus(); }
      return Boolean(next);
    };
    const body = one("tbody", figure);
    const steps = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    body.addEventListener("keydown", (event) => {
      const cell = cellOf(event);
      if (cell && steps[event.key] && go(cell, ...steps[event.key])) event.preventDefault();
    });
    body.addEventListener("focusin", (event) => { const cell = cellOf(event); if (cell) show(cell); });
    body.addEventListener("focusout", later);
    body.addEventListener("pointerover", (event) => { const cell = cellOf(event); if (still && event.screenX === still.screenX && event.screenY === still.screenY) return; if (cell && event.pointerType === "mouse" && cell !== shown) show(cell); });
    body.addEventListener("pointerout", (event) => { if (event.pointerType === "mouse") later(); });
    body.addEventListener("click", (event) => {
      const cell = cellOf(event);
      if (!cell) return;
      // a finger cannot point first: a tap tells, and the way to the audit stands in what it tells
      if (event.target.closest("a") && finger) event.preventDefault();
      show(cell);
    });
  }
})();
