// Go to each fragment of a page in turn; give those that lead to nothing that can be seen.
async (fragments) => {
  const lost = [];
  for (const fragment of fragments) {
    location.hash = "#" + fragment;
    await new Promise((done) => setTimeout(done, 0));
    const target = document.querySelector(":target");
    const seen = target && target.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false });
    if (!seen) lost.push(fragment);
  }
  return lost;
}
