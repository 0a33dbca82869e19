// Looks at a page as it is laid out now. Each entry gives a list of what is wrong, as short words.
() => {
  const width = document.documentElement.clientWidth;
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const kind = element.getAttribute("class") ? `.${element.getAttribute("class").trim().replaceAll(/\s+/g, ".")}` : "";
    return `${element.tagName.toLowerCase()}${id}${kind} “${(element.textContent || "").trim().slice(0, 30)}”`;
  };
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const inScroller = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) if (scrolls(at)) return true;
    return false;
  };
  const everything = [...document.querySelectorAll("body *")].filter((element) => !element.closest("svg svg *, script"));
  const aside = (element) => element.closest(".skip") || element.getBoundingClientRect().right < 0;

  const wide = document.documentElement.scrollWidth > width ? [`page is ${document.documentElement.scrollWidth} wide`] : [];
  const beyond = everything
    .filter((element) => visible(element) && !inScroller(element) && !aside(element) && element.getBoundingClientRect().width)
    .filter((element) => element.getBoundingClientRect().right > width + 1 || element.getBoundingClientRect().left < -1)
    .map(name);
  const clipped = everything.filter((element) => {
    const style = getComputedStyle(element);
    if (!visible(element) || aside(element) || element.closest("svg")) return false;
    const hides = (direction) => ["hidden", "clip"].includes(style[direction]);
    return (hides("overflowX") && element.scrollWidth > element.clientWidth + 1)
      || (hides("overflowY") && element.scrollHeight > element.clientHeight + 1);
  }).map(name);
  const unreachable = everything.filter((element) => {
    if (!visible(element) || !scrolls(element)) return false;
    const more = element.scrollWidth > element.clientWidth + 1;
    return more && element.tabIndex < 0 && !element.querySelector("a[href],button,input,[tabindex='0']");
  }).map(name);
  const small = [...document.querySelectorAll("button, summary, input, select, label, nav a, header a, .files a")]
    .filter((element) => visible(element) && !aside(element))
    .filter((element) => { const box = element.getBoundingClientRect(); return box.width && (box.height < 23.5 || box.width < 23.5)
      && !(element.tagName === "INPUT" && getComputedStyle(element).opacity === "0"); })
    .filter((element) => !(element.tagName === "LABEL" && !document.getElementById(element.htmlFor)?.matches("[type=radio],[type=checkbox]")))
    .map((element) => `${name(element)} ${Math.round(element.getBoundingClientRect().width)}x${Math.round(element.getBoundingClientRect().height)}`);
  const moving = everything.filter((element) => {
    const style = getComputedStyle(element);
    return style.animationName !== "none" || style.transitionDuration.split(",").some((part) => parseFloat(part) > 0);
  }).map(name);
  const smooth = getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["scrolls smoothly"] : [];
  return { wide, beyond, clipped, unreachable, small, moving: [...moving, ...smooth], running: document.getAnimations().length };
}
