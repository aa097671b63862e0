// What every part of the page uses: words, elements, requests, and what is told to a person.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

// Numbers and dates as the page's language writes them, not as the browser's.
const tongue = () => document.documentElement.lang || "en";
const figure = (number, options = {}) => new Intl.NumberFormat(tongue(), options).format(number);
const counted = (name, count) => {
  const form = `${name}.${new Intl.PluralRules(tongue()).select(count)}`;
  return say(form in words ? form : name, { count: figure(count) });
};

// An element; text of a document only ever comes in as a text node or an attribute.
const make = (tag, properties = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") Object.entries(value).forEach(([kind, act]) => made.addEventListener(kind, act));
    else if (name === "data") Object.assign(made.dataset, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...inside.filter((one) => one !== null && one !== undefined && one !== false));
  return made;
};

const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
};

// A connection that breaks is told in our words, not in the browser's; what a person ended is not told.
const lost = (failed) => { throw failed.name === "AbortError" ? failed : new Error(say("lost")); };

// Ask the server; what it says is wrong becomes an error with its words.
const request = async (path, options = {}) => {
  const answer = await fetch(path, { headers: { accept: "application/json" }, ...options }).catch(lost);
  if (answer.status === 401) location.reload();
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({}));
    const failed = new Error(said.error?.message ?? `${answer.status}`);
    Object.assign(failed, { status: answer.status, code: said.error?.code });
    throw failed;
  }
  return answer;
};
const asJson = async (path, options) => (await request(path, options)).json();
const asText = async (path, options) => (await request(path, options)).text();
const send = (method, body) => ({
  method,
  headers: { "content-type": "application/json", accept: "application/json" },
  body: JSON.stringify(body),
});

// Told once to whoever listens to the page instead of looking at it.
const announce = (text) => { $("#announcer").textContent = text; };

const toast = (text, { label = "", act = null, seconds = 6 } = {}) => {
  const shown = make("div", { class: "toast notice" }, make("span", { dir: "auto" }, text));
  const end = () => { clearTimeout(timer); shown.remove(); };
  if (act) shown.append(make("button", { type: "button", on: { click: () => { act(); end(); } } }, label));
  const timer = seconds ? setTimeout(end, seconds * 1000) : 0;
  $("#status").append(shown);
  return { end, tell: (words_) => { shown.firstChild.textContent = words_; } };
};

// Something is removed once nobody wants it back: at the end of some seconds, or when the page is left.
const leaving = new Set();
const removeUnlessUndone = (text, remove, restore) => {
  const wait = 7;
  let open = true;
  const now = (options) => { if (open) { open = false; leaving.delete(now); return remove(options); } return null; };
  const timer = setTimeout(now, wait * 1000);
  leaving.add(now);
  toast(text, { label: say("undo"), seconds: wait, act: () => {
    open = false;
    clearTimeout(timer);
    leaving.delete(now);
    restore();
  } });
};
window.addEventListener("pagehide", () => leaving.forEach((now) => now({ keepalive: true })));

const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    toast(say("copied"), { seconds: 3 });
  } catch (refused) {
    const box = make("textarea", { class: "unseen" });
    box.value = text;
    $("#app").append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    toast(say(done ? "copied" : "not.copied"), { seconds: 4 });
  }
};

// A place beside an element, inside the window, for what lies above the page.
const placeBeside = (shown, anchor) => {
  const at = anchor.getBoundingClientRect();
  const size = shown.getBoundingClientRect();
  const below = at.bottom + 8 + size.height < innerHeight || at.top < size.height + 8;
  shown.style.top = `${Math.max(8, below ? at.bottom + 8 : at.top - size.height - 8)}px`;
  shown.style.left = `${Math.max(8, Math.min(at.left - 12, innerWidth - size.width - 12))}px`;
};

// A menu of what can be done with one thing: pairs of words and acts, or of words and addresses to download.
const openMenu = (anchor, entries) => {
  const menu = $("#menu");
  menu.setAttribute("aria-label", anchor.getAttribute("aria-label") || anchor.textContent);
  menu.replaceChildren(...entries.map(([text, act]) => (typeof act === "string"
    ? make("a", { href: act, download: true, role: "menuitem" }, text)
    : make("button", { type: "button", role: "menuitem", on: { click: () => { menu.hidePopover(); act(); } } }, text))));
  menu.showPopover();
  placeBeside(menu, anchor);
  $("button, a", menu)?.focus();
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && menu.contains(document.activeElement)) anchor.focus();
  }, { once: true });
};

// In a menu the arrow keys go from one entry to the next, as in any other program.
const MOVES = { ArrowDown: (at, count) => (at + 1) % count, ArrowUp: (at, count) => (at - 1 + count) % count, Home: () => 0, End: (_, count) => count - 1 };
const startMenu = () => $("#menu").addEventListener("keydown", (event) => {
  const entries = $$("button, a", event.currentTarget);
  const move = MOVES[event.key];
  if (!move || !entries.length) return;
  event.preventDefault();
  entries[move(entries.indexOf(document.activeElement), entries.length)].focus();
});

const openDialog = (id) => {
  const dialog = $(`#${id}`);
  dialog.showModal();
  return dialog;
};

const kept = {
  read: (name, otherwise = "") => { try { return localStorage.getItem(`sourcechat-${name}`) ?? otherwise; } catch (off) { return otherwise; } },
  write: (name, value) => { try { localStorage.setItem(`sourcechat-${name}`, value); } catch (off) { console.warn(off); } },
};

let about = { types: [], leaving: false, languages: {} };
