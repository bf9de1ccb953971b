/* Marks the section that is being read in the in-page navigation. */
const links = new Map(
  [...document.querySelectorAll(".toc a[href^='#']")].map((link) => [
    decodeURIComponent(link.hash.slice(1)),
    link,
  ]),
);
const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);

const mark = () => {
  // The last heading above the upper third of the window; at the very end, the last one.
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 4;
  const passed = targets.filter((target) => target.getBoundingClientRect().top < innerHeight / 3);
  const current = atEnd ? targets.at(-1) : (passed.at(-1) ?? targets[0]);
  for (const [id, link] of links) {
    if (id === current.id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

if (targets.length) {
  let waiting = false;
  addEventListener(
    "scroll",
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        mark();
      });
    },
    { passive: true },
  );
  mark();
}
