// The search: all entries lie in the page, nothing is asked of anybody.
"use strict";
(() => {
  const form = document.getElementById("search");
  const field = document.getElementById("q");
  const status = document.getElementById("status");
  const list = document.getElementById("found");
  const data = JSON.parse(document.getElementById("entries").textContent);
  const MOST = 60, AROUND = 90;
  // letters that keyboards lack, and signs of numbers, are taken for one another; lengths stay
  const ALIKE = { ё: "е", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", "−": "-", "\u00a0": " ", "\u202f": " " };
  const plain = (text) => text.toLowerCase().replace(/[ёәғқңөұүһі−\u00a0\u202f]/g, (sign) => ALIKE[sign]).replace(/(?<=\d),(?=\d)/g, ".").replace(/(?<=\d) %/g, "% ");
  const entries = data.pages.flatMap(([page, title, parts]) => parts.flatMap(([heading, texts]) => texts.map(([anchor, text]) =>
    ({ page, title, anchor, heading, text, low: plain(text), head: plain(title + " " + heading) }))));

  // how many letters to change, leave out, add or swap to make one word of another, up to a few
  const apart = (one, other) => {
    let before = [], row = [...other].map((_, at) => at).concat(other.length);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] !== other[j - 1]));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, row] = [row, next];
    }
    return row[other.length];
  };
  let known = null;
  const everyWord = () => known ||= [...new Set(entries.flatMap((entry) => (entry.low + " " + entry.head).match(/\p{L}{4,}/gu) || []))];
  // a word that stands nowhere: first without its ending, then as the nearest word that does
  const found = (word) => entries.some((entry) => entry.low.includes(word) || entry.head.includes(word));
  const nearest = (word) => {
    if (found(word) || !/^\p{L}{4,}$/u.test(word)) return word;
    for (let end = word.length - 1; end >= Math.max(4, word.length - 2); end--) if (found(word.slice(0, end))) return word.slice(0, end);
    const most = word.length < 6 ? 1 : 2;
    const near = everyWord().filter((each) => Math.abs(each.length - word.length) <= most).map((each) => [apart(word, each), each]).filter(([n]) => n <= most);
    near.sort((a, b) => a[0] - b[0]);
    return near.length ? near[0][1] : word;
  };

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
    return sum + (words.length > 1 && entry.low.startsWith(words.join(" ")) ? 40 : 0);
  };

  const snippet = (entry, words) => {
    const hits = words.map((word) => entry.low.indexOf(word)).filter((at) => at >= 0);
    const hit = Math.min(...(hits.length ? hits : [0]));
    const near = Math.max(0, hit - AROUND);
    // whole words at both ends, and no sign between cells; a word too long for that is cut
    const skipped = near ? entry.text.slice(near, hit).match(/^\S*[\s·|]+/) : null;
    const from = near + (skipped ? skipped[0].length : 0);
    const room = entry.text.slice(from, from + 2 * AROUND + 60);
    const part = from + room.length < entry.text.length ? room.replace(/[\s·|]+\S*$/, "") || room : room;
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
    const asked = plain(field.value).split(/\s+/).filter(Boolean);
    const words = asked.map(nearest);
    const other = asked.map((word, at) => word === words[at] ? "" : data.instead.replace("{word}", word).replace("{near}", words[at])).filter(Boolean);
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
    status.textContent = [...other, (hits.length > MOST ? data.more : hits.length ? data.some : data.none)
      .replace("{n}", hits.length).replace("{shown}", MOST)].join(" ");
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
  // going back, a browser may empty the field after this script has filled it
  addEventListener("pageshow", () => setTimeout(() => field.value || asked()));
  asked();
  field.focus();
})();
