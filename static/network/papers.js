// Papers of an application: a file that is too large, or of another kind, is told before it travels.
// Without this everything works; the server says the same afterwards.
for (const form of document.querySelectorAll("[data-papers] form.papers-form")) {
  const words = form.closest("[data-papers]").dataset;
  const field = form.querySelector("input[type=file]");
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  const endings = field.accept.split(",");

  const wrong = (file) => {
    if (file.size > Number(form.dataset.max)) return words.large;
    if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return words.kind;
    return "";
  };

  field.addEventListener("change", () => {
    const lines = [...field.files].flatMap((file) => {
      const sentence = wrong(file);
      return sentence ? [`${file.name}: ${sentence}`] : [];
    });
    said.replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { className: "error", textContent: line })));
    field.toggleAttribute("aria-invalid", lines.length > 0);
    form.querySelector(".field").classList.toggle("invalid", lines.length > 0);
    button.disabled = lines.length > 0;
  });

  form.addEventListener("submit", () => {
    said.textContent = words.sending;
    button.disabled = true;
  });
  // Back from the next page the button works again.
  addEventListener("pageshow", () => { button.disabled = false; if (said.textContent === words.sending) said.textContent = ""; });
}
