// Give the focus to everything that can have it (after one press of Tab, so that it shows), and look.
() => {
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
  const kinds = new Map();
  const all = [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }));
  for (const element of all) {
    const kind = `${element.tagName} ${element.className} ${element.parentElement.tagName} ${element.parentElement.className}`;
    if (!kinds.has(kind)) kinds.set(kind, []);
    if (kinds.get(kind).length < 3) kinds.get(kind).push(element);
  }
  const looks = (element) => {
    const style = getComputedStyle(element.type === "radio" || element.type === "checkbox" ? element.nextElementSibling || element : element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow, style.backgroundColor].join(" ");
  };
  const positive = [...document.querySelectorAll("[tabindex]")].filter((element) => element.tabIndex > 0).map(name);
  const unseen = [];
  const covered = [];
  for (const element of [...kinds.values()].flat()) {
    document.activeElement.blur();
    dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    const before = looks(element);
    element.focus();
    if (!element.matches("td")) dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    if (document.activeElement !== element || looks(element) === before) { unseen.push(name(element)); continue; }
    const box = element.getBoundingClientRect();
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) { covered.push(name(element)); continue; }
    const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1);
    const y = Math.min(Math.max((Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2, 1), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const radio = element.type === "radio" || element.type === "checkbox";
    if (!radio && top && !element.contains(top) && !top.contains(element)) covered.push(`${name(element)} under ${name(top)}`);
  }
  // reading order: what comes later in the document does not stand above what came before it
  const backwards = [];
  let last = null;
  for (const element of all.filter((each) => each.closest("main") && !each.closest("figure.table, [class*=columns], ol.sections, .key"))) {
    const top = element.getBoundingClientRect().top + scrollY;
    if (last !== null && top < last - 40) backwards.push(name(element));
    last = top;
  }
  return { kinds: kinds.size, positive, unseen, covered, backwards };
}
