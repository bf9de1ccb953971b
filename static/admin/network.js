// Puts a text kept ready under what was typed. Without this the button asks the server to do it.
const texts = JSON.parse(document.getElementById("ready-texts").textContent);
for (const box of document.querySelectorAll("[data-ready]")) {
  const form = box.closest("form");
  const reason = form.elements.reason;
  const ready = form.elements.ready;
  box.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    const text = texts[ready.value];
    if (!text) {
      ready.focus();
      return;
    }
    reason.value = [reason.value.trim(), text].filter(Boolean).join("\n\n");
    reason.dispatchEvent(new Event("input", { bubbles: true }));
    reason.focus();
  });
}
