/* Manners of the account pages' forms: show what is typed in a password field, tick every box of
   the consents at once. Both buttons exist only where this runs. */

for (const button of document.querySelectorAll("[data-show]")) {
  const input = document.getElementById(button.dataset.show);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
  });
  // A password leaves the page hidden, so that the browser offers to keep it and nothing else does.
  input.form.addEventListener("submit", () => {
    input.type = "password";
    button.setAttribute("aria-pressed", "false");
  });
}

for (const button of document.querySelectorAll("[data-tick]")) {
  const group = document.getElementById(button.dataset.tick);
  const boxes = [...group.querySelectorAll('input[type="checkbox"]')];
  const status = group.querySelector("[data-tick-status]");
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of boxes) box.checked = true;
    if (status) status.textContent = button.dataset.done;
  });
}
