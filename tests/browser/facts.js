// What tests ask of one page, taken in one go.
() => {
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  const named = (element) =>
    element.getAttribute("aria-label") ||
    (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "").join(" ").trim();
  return {
    title: document.title,
    language: document.documentElement.lang,
    headings: [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")]
      .filter(visible).map((element) => [Number(element.tagName[1]), element.textContent.trim()]),
    landmarks: [...document.querySelectorAll("header,main,nav,footer,[role=search],search")]
      .filter((element) => visible(element) && !element.closest("main header, main footer"))
      .map((element) => [element.tagName.toLowerCase(), named(element)]),
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("a[href], area[href]")].map((element) => element.getAttribute("href")),
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content || "",
    inline: [...document.querySelectorAll("*")]
      .flatMap((element) => element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on"))),
    pictures: [...document.querySelectorAll("img, svg:not(.narrow)")].filter((element) => !element.closest('[aria-hidden="true"]'))
      .map((element) => element.getAttribute("alt") || element.getAttribute("aria-label") ||
        element.querySelector(":scope > title")?.textContent || ""),
  };
}
