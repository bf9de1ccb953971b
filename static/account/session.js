// Before a session ends for want of use, ask. The server alone decides when it ends; this only
// knows the time, tells other tabs, and says "still here" while somebody types or points.
const dialog = document.getElementById("session");
// The back office writes it before its own link past the menu, which has to be the first.
document.body.append(dialog);
const part = (name) => dialog.querySelector(`[data-session="${name}"]`);
const warn = Number(dialog.dataset.warn) * 1000;
const SAY_AGAIN = 2 * 60 * 1000; // how often use is told to the server
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;

let endsAt = Infinity;
let token = "";
let told = Date.now();
let usedAt = 0;
let typed = false;
let ended = false;
let before = null;
let spoken = "";
let asking = false;

async function state(method = "GET") {
  const headers = { Accept: "application/json" };
  if (method === "POST") headers["X-CSRFToken"] = token;
  const answer = await fetch(dialog.dataset.state, { method, headers, credentials: "same-origin" });
  if (!answer.ok) throw new Error(answer.status);
  const { left, token: next } = await answer.json();
  token = next || token;
  set(Date.now() + left * 1000);
  return left;
}

function set(time, quiet = false) {
  endsAt = time;
  if (!quiet) tabs?.postMessage({ endsAt: time });
  if (dialog.open && !ended && endsAt - Date.now() > warn) close();
}

async function stay() {
  told = Date.now();
  try {
    if (!token) await state();
    if ((await state("POST")) <= 0) return end();
  } catch {
    // An old token, most often: the next GET brings a new one, and the form still works.
    token = "";
  }
  if (endsAt - Date.now() > warn) close();
}

function open() {
  if (dialog.open) return;
  before = document.activeElement;
  spoken = "";
  dialog.showModal();
  part("stay").focus();
}

function close() {
  if (!dialog.open) return;
  dialog.close();
  before?.focus?.();
}

function end() {
  ended = true;
  const again = `${dialog.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
  if (!typed) {
    // Nothing would be lost, and what stands here may be about people.
    window.onbeforeunload = null;
    location.assign(again);
    return;
  }
  part("again").href = again;
  part("warn").hidden = true;
  part("ended").hidden = false;
  dialog.removeAttribute("aria-describedby");
  dialog.setAttribute("aria-labelledby", "session-ended");
  part("ended").querySelector("h2").id = "session-ended";
  if (!dialog.open) dialog.showModal();
  part("close").focus();
}

function show(left) {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const text = (seconds >= 60 ? dialog.dataset.minutes : dialog.dataset.seconds)
    .replace("{minutes}", Math.floor(seconds / 60))
    .replace("{seconds}", seconds >= 60 ? seconds % 60 : seconds);
  part("left").textContent = text;
  // Spoken at the beginning, each half minute and ten seconds before the end: not every second.
  const mark = String(seconds <= 10 ? 10 : Math.ceil(seconds / 30) * 30);
  if (mark !== spoken) {
    spoken = mark;
    part("spoken").textContent = text;
  }
}

async function tick() {
  if (ended || asking) return;
  const now = Date.now();
  if (!dialog.open && usedAt > told && now - told >= SAY_AGAIN) {
    asking = true;
    await stay();
    asking = false;
    return;
  }
  const left = endsAt - now;
  if (left > warn) return;
  if (!dialog.open || left <= 0) {
    // Another tab or window may have been used meanwhile; the server knows.
    asking = true;
    try {
      if ((await state()) <= 0) return end();
    } catch {
      if (left <= 0) return end();
    } finally {
      asking = false;
    }
    if (endsAt - Date.now() > warn) return;
    open();
  }
  show(endsAt - Date.now());
}

for (const kind of ["keydown", "pointerdown"])
  addEventListener(kind, () => { if (!dialog.open) usedAt = Date.now(); }, { passive: true, capture: true });
addEventListener("input", () => { typed = true; }, { capture: true });
addEventListener("visibilitychange", () => { if (!document.hidden) tick(); });
tabs?.addEventListener("message", ({ data }) => set(data.endsAt, true));
part("stay").addEventListener("click", stay);
part("close").addEventListener("click", close);
// Escape is an answer too: somebody is here.
dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  ended ? close() : stay();
});
part("leave").addEventListener("submit", (event) => {
  event.target.elements.csrfmiddlewaretoken.value = token;
});

state().catch(() => {});
setInterval(tick, 1000);
