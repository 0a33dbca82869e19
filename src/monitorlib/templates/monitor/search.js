// The search: all entries lie in the page, nothing is asked of anybody.
"use strict";
(() => {
  const form = document.getElementById("search");
  const field = document.getElementById("q");
  const status = document.getElementById("status");
  const list = document.getElementById("found");
  const data = JSON.parse(document.getElementById("entries").textContent);
  const MOST = 60, AROUND = 90;
  const plain = (text) => text.toLowerCase().replaceAll("ё", "е").replace(/[\u00a0\u202f]/g, " ");
  const entries = data.pages.flatMap(([page, title, parts]) => parts.flatMap(([heading, texts]) => texts.map(([anchor, text]) =>
    ({ page, title, anchor, heading, text, low: plain(text), head: plain(title + " " + heading) }))));

  // a word counts more at its beginning than inside another, and most in a heading
  const begins = (text, word) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])) return true;
    return false;
  };
  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      const points = (begins(entry.head, word) ? 8 : 0) + (begins(entry.low, word) ? 3 : entry.low.includes(word) ? 1 : 0);
      if (!points) return 0;
      sum += points;
    }
    return sum;
  };

  const snippet = (entry, words) => {
    const hits = words.map((word) => entry.low.indexOf(word)).filter((at) => at >= 0);
    const from = Math.max(0, Math.min(...(hits.length ? hits : [0])) - AROUND);
    const part = entry.text.slice(from, from + 2 * AROUND + 60);
    const out = document.createElement("p");
    out.append(from ? "… " : "");
    let at = 0;
    const low = plain(part);
    while (at < part.length) {
      const next = words.map((word) => [low.indexOf(word, at), word.length]).filter(([n]) => n >= 0).sort((a, b) => a[0] - b[0])[0];
      if (!next) break;
      const mark = document.createElement("mark");
      mark.textContent = part.slice(next[0], next[0] + next[1]);
      out.append(part.slice(at, next[0]), mark);
      at = next[0] + next[1];
    }
    out.append(part.slice(at), from + part.length < entry.text.length ? " …" : "");
    return out;
  };

  const search = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    if (!words.length) { status.textContent = data.hint; return; }
    const hits = entries.map((entry) => [score(entry, words), entry]).filter(([points]) => points);
    hits.sort((a, b) => b[0] - a[0]);
    for (const [, entry] of hits.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = entry.page + (entry.anchor ? "#" + entry.anchor : "");
      link.textContent = entry.heading ? entry.title + " – " + entry.heading : entry.title;
      item.append(link, snippet(entry, words));
      list.append(item);
    }
    status.textContent = (hits.length > MOST ? data.more : hits.length ? data.some : data.none)
      .replace("{n}", hits.length).replace("{shown}", MOST);
  };

  const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };
  const asked = () => { field.value = decoded((location.hash.match(/^#q=(.*)/) || ["", ""])[1]); search(); };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "#q=" + encodeURIComponent(field.value.trim()));
    search();
  });
  field.addEventListener("input", search);
  addEventListener("hashchange", asked);
  asked();
  field.focus();
})();
