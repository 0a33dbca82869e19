// Contrast as computed: text in figures, and the outline of whatever has the focus.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = (top, below, alpha) => top.slice(0, 3).map((part, at) => part * alpha + below[at] * (1 - alpha));
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((part) => { const x = part / 255; return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, two) => {
    const [a, b] = [light(one), light(two)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const paper = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  // what is painted below the middle of a text: the topmost filled shape before it, else the paper
  const below = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const style = getComputedStyle(text);
    if (style.paintOrder.startsWith("stroke") && style.stroke !== "none") return rgba(style.stroke);
    const svg = text.ownerSVGElement;
    let found = paper(svg);
    for (const shape of svg.querySelectorAll("rect, circle, path, polygon, ellipse")) {
      if (shape.closest("defs, clipPath") || text.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) continue;
      const fill = getComputedStyle(shape).fill;
      if (!fill || fill === "none" || fill.startsWith("url")) continue;
      const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (!shape.isPointInFill(point)) continue;
      const colour = rgba(fill);
      const alpha = colour[3] / 255 * Number(getComputedStyle(shape).fillOpacity) * Number(getComputedStyle(shape).opacity);
      found = over(colour, found, alpha);
    }
    return found;
  };
  const faint = [];
  let texts = 0;
  for (const text of document.querySelectorAll("svg text")) {
    if (!text.textContent.trim() || !text.checkVisibility()) continue;
    texts += 1;
    const style = getComputedStyle(text);
    const ground = below(text);
    const colour = rgba(style.fill);
    let alpha = colour[3] / 255 * Number(style.fillOpacity);
    for (let at = text; at && at.tagName !== "BODY"; at = at.parentElement) alpha *= Number(getComputedStyle(at).opacity);
    const ratio = contrast(over(colour, ground, alpha), ground);
    if (ratio < 4.5) faint.push(`${ratio.toFixed(2)}: “${text.textContent.trim().slice(0, 30)}” ${style.fill} on ${ground.map(Math.round)}, ${text.closest("figure")?.id || ""}`);
  }
  return { texts, faint, paper: paper(document.body).slice(0, 3), ink: rgba(getComputedStyle(document.body).color).slice(0, 3) };
}
