/* Small manners of the frame: panels close as people expect, print and copy the address. */
const panels = [...document.querySelectorAll("details.panel")];

const closeOthers = (kept) => {
  for (const panel of panels) if (panel !== kept) panel.open = false;
};

for (const panel of panels) {
  panel.addEventListener("toggle", () => {
    if (panel.open) closeOthers(panel);
  });
  // Focus that walks out of a panel leaves nothing hanging over the page.
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) panel.open = false;
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = panels.find((panel) => panel.open);
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("details.panel")) closeOthers(null);

  if (event.target.closest("[data-print]")) window.print();

  const share = event.target.closest("[data-share]");
  if (share) {
    const status = document.querySelector("[data-share-status]");
    const say = (text) => {
      if (status) status.textContent = text;
    };
    const address = document.querySelector('link[rel="canonical"]')?.href || location.href;
    const copied = navigator.clipboard?.writeText(address) ?? Promise.reject(new Error("closed"));
    copied.then(
      () => say(share.dataset.done),
      () => say(share.dataset.failed),
    );
  }
});

// A form that came back with errors is read from its summary on.
document.querySelector("[data-summary]")?.focus();
