// Hides every table cell that looks like one before it in all that contrast is made of: its own
// style, that of everything in it and of everything around it. Contrast is slow to compute and
// the same for all of these.

const STYLES = ["color", "backgroundColor", "backgroundImage", "opacity", "fontSize", "fontWeight",
  "textShadow", "filter", "mixBlendMode", "display", "visibility", "position", "zIndex"];

const look = (element, pseudo) => {
  const style = getComputedStyle(element, pseudo);
  return STYLES.map((name) => style[name]).join();
};

const dressed = (element) =>
  [element.tagName, element.getAttribute("class"), look(element), look(element, "::before"),
    look(element, "::after")].join();

// axe passes over single signs and over punctuation, so these are no example of the others.
const judged = (text) => text.length > 1 && /[\p{L}\p{N}]/u.test(text);

const around = new Map();

const outside = (element) => {
  if (!element) return "";
  if (!around.has(element)) around.set(element, dressed(element) + outside(element.parentElement));
  return around.get(element);
};

window.hideAlike = () => {
  const seen = new Set();
  const alike = [...document.querySelectorAll("td, th")].filter((cell) => {
    const inside = [cell, ...cell.querySelectorAll("*")]
      .map((each) => dressed(each) + judged(each.textContent.trim()));
    const kind = inside.join("|") + outside(cell.parentElement);
    return seen.has(kind) || !seen.add(kind);
  });
  alike.forEach((cell) => { cell.style.visibility = "hidden"; });
};
