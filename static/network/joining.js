/* The form of the application: what is written is kept by the server some seconds after the last
   letter, and by this device as long as the server has not got it. Everything works without. */

const form = document.querySelector("form[data-save]");
const QUIET = 2_000; // ms after the last letter
const LONGEST = 10_000; // ms of writing without a pause
const DAY = 86_400_000;
const PREFIX = "joining.";

/* A number whose last digit checks the others, as the server judges it. */
function holds(digits) {
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return Number(digits[9]) === (10 - ((sum + Math.floor((Number(digits[8]) * 5) / 10)) % 10)) % 10;
}

for (const said of document.querySelectorAll("[data-number]")) {
  const input = document.getElementById(said.dataset.number);
  if (!input) continue;
  const tell = (done) => {
    const digits = input.value.normalize("NFKC").replace(/[\s‐-―.-]/g, "");
    let text = "";
    if (/^\d{10}$/.test(digits)) text = holds(digits) ? said.dataset.good : said.dataset.bad;
    else if (digits && (done || digits.length > 10)) text = said.dataset.short;
    said.textContent = text;
    said.classList.toggle("good", text !== "" && text === said.dataset.good);
  };
  input.addEventListener("input", () => tell(false));
  input.addEventListener("change", () => tell(true));
}

if (form) keep(form);

function keep(form) {
  const saved = form.querySelector("[data-saved]");
  const key = PREFIX + form.dataset.copy;
  let quiet, longest, running = false, again = false, stopped = false;

  const fields = () => [...new FormData(form)].filter(([name]) => !name.startsWith("csrf"));
  const copy = () => local(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: fields() })));
  const forget = () => local(() => localStorage.removeItem(key));

  function say(text, trouble = false) {
    saved.textContent = text;
    saved.classList.toggle("trouble", trouble);
  }

  function later() {
    copy();
    clearTimeout(quiet);
    quiet = setTimeout(send, QUIET);
    longest ??= setTimeout(send, LONGEST);
  }

  async function send() {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    const before = JSON.stringify(fields());
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-Requested-With": "XMLHttpRequest" },
        redirect: "manual",
      });
      if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) {
        stopped = true;
        say(form.dataset.ended, true);
      } else if (answer.status === 409) {
        stopped = true;
        say((await answer.json()).message, true);
      } else if (answer.ok) {
        took(await answer.json(), before);
      } else {
        wait();
      }
    } catch {
      wait();
    }
    running = false;
    if (again) {
      again = false;
      later();
    }
  }

  function wait() {
    say(form.dataset.lost, true);
    quiet = setTimeout(send, LONGEST);
  }

  function took(answer, before) {
    form.elements.opened.value = answer.opened;
    say(answer.said);
    show(answer.errors);
    const place = document.querySelector("[data-matches]");
    if (place && "like" in answer && !place.contains(document.activeElement)) {
      place.innerHTML = answer.like;
    }
    const held = JSON.stringify(fields().map(([n, v]) => (n === "opened" ? [n, ""] : [n, v])));
    const sent = JSON.stringify(JSON.parse(before).map(([n, v]) => (n === "opened" ? [n, ""] : [n, v])));
    if (held === sent && !Object.keys(answer.errors).length) forget();
  }

  /* Sentences stand beside fields that one has left; nobody is corrected while writing. */
  function show(errors) {
    for (const box of form.querySelectorAll(".field")) {
      const input = box.querySelector("input, select, textarea");
      if (!input || box.contains(document.activeElement) || !box.dataset.touched) continue;
      const found = errors[input.name];
      box.querySelector(".error.live")?.remove();
      box.classList.toggle("invalid", Boolean(found));
      if (!found) {
        box.querySelector(".error")?.remove();
        input.removeAttribute("aria-invalid");
        continue;
      }
      if (box.querySelector(".error")) continue;
      const line = document.createElement("p");
      line.className = "error live";
      line.id = `${input.id}_live`;
      line.textContent = found.join(" ");
      box.querySelector("label, legend").after(line);
      input.setAttribute("aria-invalid", "true");
    }
  }

  form.addEventListener("input", (event) => {
    event.target.closest(".field")?.setAttribute("data-touched", "1");
    later();
  });
  form.addEventListener("change", () => later());
  form.addEventListener("submit", () => {
    stopped = true;
    clearTimeout(quiet);
    clearTimeout(longest);
    /* What is sent the server keeps; nothing of it stays on a shared device. */
    forget();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && (quiet || longest) && !running) send();
  });
  restore(form, key, later, forget);
}

/* What this device kept and the server never got: offered, never put in unasked. */
function restore(form, key, later, forget) {
  sweep();
  const offer = form.querySelector("[data-restore]");
  const held = local(() => JSON.parse(localStorage.getItem(key)));
  if (!offer || !held) return;
  const names = new Set(held.fields.map(([name]) => name));
  const now = new FormData(form);
  const differs = [...names].some((name) => name !== "opened" && form.elements[name] && now.getAll(name).join("\n") !== of(held, name).join("\n"));
  // A page that came back with sentences holds everything that was typed.
  if (!differs || form.querySelector(".summary")) {
    forget();
    return;
  }
  offer.hidden = false;
  offer.querySelector("[data-take]").addEventListener("click", () => {
    for (const input of form.elements) {
      if (!input.name || input.name === "opened" || input.type === "submit" || input.name.startsWith("csrf")) continue;
      const values = of(held, input.name);
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (values.length) input.value = values[0];
    }
    offer.hidden = true;
    later();
  });
  offer.querySelector("[data-drop]").addEventListener("click", () => {
    forget();
    offer.hidden = true;
  });
}

function of(held, name) {
  return held.fields.filter(([each]) => each === name).map(([, value]) => value);
}

/* Nothing stays on a device for longer than a day. */
function sweep() {
  local(() => {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
      const at = JSON.parse(localStorage.getItem(name))?.at ?? 0;
      if (Date.now() - at > DAY) localStorage.removeItem(name);
    }
  });
}

/* A browser may refuse to keep anything. */
function local(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
