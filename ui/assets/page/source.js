// The source: a chip's popover, and the document beside the conversation with all that an answer cites of it.
const source = { cited: [], at: 0, opener: null, view: "", page: "", whole: false };

const citationOf = (chip) => $(`.source[data-number="${chip.dataset.cite}"]`, chip.closest(".exchange"));

// -- the popover

const CROSSED = 300; // milliseconds
let hovering = 0;
const shownFor = (chip) => chip.getAttribute("aria-describedby") === "popover";
const showPopover = (chip) => {
  const cited = citationOf(chip);
  if (!cited) return;
  const { title, place } = cited.dataset;
  const shown = $("#popover");
  const parts = [make("q", { dir: "auto" }, $("q", cited).textContent), make("p", { class: "from" }, make("b", { dir: "auto" }, title), place ? ` · ${place}` : "")];
  if (chip.dataset.support) parts.push(make("p", { class: "support" }, chip.dataset.support));
  shown.replaceChildren(...parts);
  shown.showPopover();
  placeBeside(shown, chip);
  chip.setAttribute("aria-describedby", "popover");
};
const hidePopover = () => {
  clearTimeout(hovering);
  const shown = $("#popover");
  if (shown?.matches(":popover-open")) shown.hidePopover();
  $$("[aria-describedby=popover]").forEach((chip) => chip.removeAttribute("aria-describedby"));
};

const startPopover = () => {
  const chips = ".chip";
  document.addEventListener("pointerover", (event) => {
    const chip = event.target.closest?.(chips);
    if (event.target.closest?.("#popover") || (chip && shownFor(chip))) { clearTimeout(hovering); return; }
    if (chip && event.pointerType !== "touch") { hidePopover(); hovering = setTimeout(() => showPopover(chip), 120); }
  });
  // It may be moved onto, to be read or copied from: there is time to cross what lies between.
  document.addEventListener("pointerout", (event) => {
    if (!event.target.closest?.(`${chips}, #popover`)) return;
    clearTimeout(hovering);
    hovering = setTimeout(hidePopover, CROSSED);
  });
  document.addEventListener("focusin", (event) => {
    hidePopover();
    const chip = event.target.closest?.(chips);
    if (chip?.matches(":focus-visible")) showPopover(chip);
  });
  $("#transcript").addEventListener("scroll", hidePopover, { passive: true });
};

// -- the panel

// What a person looks at stays where it is while the columns beside it come and go.
const keepInPlace = (seen, change) => {
  const box = $("#transcript");
  const before = seen?.isConnected ? seen.getBoundingClientRect().top : null;
  change();
  if (before === null || !box.contains(seen)) return;
  for (let tries = 0; tries < 3; tries += 1) box.scrollTop += seen.getBoundingClientRect().top - before; // turns out of view get their height by being seen
};

const openCitation = (chip) => {
  const turn = chip.closest(".exchange");
  source.cited = $$(".source", turn).map((one) => ({ ...one.dataset, quote: $("q", one).textContent, turn: turn.dataset.turn }));
  source.at = Math.max(0, source.cited.findIndex((one) => one.number === chip.dataset.cite));
  Object.assign(source, { opener: chip, view: "", page: "", whole: false });
  pressed(turn, chip.dataset.cite);
  showSource();
};

const openDocument = (document_, opener) => {
  Object.assign(source, { cited: [{ document: document_, revision: "", start: 0, end: 0 }], at: 0, opener, view: "", page: "", whole: false });
  pressed(null, "");
  showSource();
};

const pressed = (turn, number) => {
  $$(".chip[aria-pressed=true]").forEach((one) => one.setAttribute("aria-pressed", "false"));
  if (turn) $$(`.chip[data-cite="${number}"]`, turn).forEach((one) => one.setAttribute("aria-pressed", "true"));
};

const addressOf = (cited) => {
  const others = source.cited.filter((one) => one.document === cited.document && one.revision === cited.revision && one.end > 0);
  const asked = new URLSearchParams({ start: cited.start, end: cited.end });
  if (cited.revision) asked.set("revision", cited.revision);
  if (others.length) asked.set("marks", others.slice(0, 100).map((one) => `${one.start}-${one.end}`).join(","));
  if (source.view) asked.set("view", source.view);
  if (source.page) asked.set("page", source.page);
  if (source.whole) asked.set("whole", "true");
  return `/page/sources/${encodeURIComponent(cited.document)}?${asked}`;
};

const showSource = async ({ keepFocus = false } = {}) => {
  const cited = source.cited[source.at];
  const panel = $("#panel");
  hidePopover();
  keepInPlace(source.opener, () => {
    $("#source").hidden = false;
    $("#layout").classList.add("has-source");
  });
  closeSheets();
  const many = source.cited.length > 1;
  $$("[data-step]").forEach((button) => { button.hidden = !many; });
  $("#quote-count").textContent = many ? say("source.quote", { number: figure(source.at + 1), count: figure(source.cited.length) }) : "";
  $("#why-not").hidden = !cited.turn;
  if (!panel.firstElementChild) panel.replaceChildren(make("p", { class: "panel-quiet" }, say("source.loading")));
  try {
    panel.innerHTML = await asText(addressOf(cited));
  } catch (failed) {
    const gone = failed.status === 404 && cited.quote ? [make("p", { class: "panel-quiet" }, say("source.gone")), make("blockquote", { class: "context", dir: "auto" }, make("mark", {}, cited.quote))] : [make("p", { class: "message" }, failed.message)];
    panel.replaceChildren(...gone);
  }
  panel.scrollTop = 0;
  const seen = $("mark.focus, .box.focus", panel);
  // Where the quote stands on the first screen, the title stays in view too.
  if (seen && seen.getBoundingClientRect().bottom > panel.getBoundingClientRect().bottom - 40) seen.scrollIntoView({ block: "center" });
  if (!keepFocus) $("h2", panel)?.focus({ preventScroll: true });
};

const step = (by) => {
  source.at = (source.at + by + source.cited.length) % source.cited.length;
  Object.assign(source, { view: "", page: "", whole: false });
  const cited = source.cited[source.at];
  pressed(cited.turn ? turnOf(cited.turn) : null, cited.number);
  showSource({ keepFocus: true });
};

const closeSource = () => {
  if ($("#source").hidden) return;
  keepInPlace(source.opener, () => {
    $("#source").hidden = true;
    $("#layout").classList.remove("has-source");
  });
  $("#panel").replaceChildren();
  pressed(null, "");
  settleSheets();
  const opener = source.opener?.checkVisibility({ visibilityProperty: true }) ? source.opener : $(isPhone.matches ? "#open-library" : "#transcript");
  opener.focus({ preventScroll: opener.id === "transcript" });
};

const CHANGES = {
  page: () => ({ view: "page" }),
  text: () => ({ view: "text", page: "" }),
  whole: () => ({ whole: true, view: "text" }),
  turn: (button) => ({ view: "page", page: button.dataset.page }),
};

const startSource = () => {
  startPopover();
  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (chip) return openCitation(chip);
    const where = event.target.closest(".origin .where");
    if (where) return openCitation($(".chip", where.closest(".origin")));
    const changed = event.target.closest("[data-source]");
    if (changed) { Object.assign(source, CHANGES[changed.dataset.source](changed)); return showSource({ keepFocus: true }); }
    const stepped = event.target.closest("[data-step]");
    if (stepped) return step(Number(stepped.dataset.step));
    if (event.target.closest(".panel-close")) closeSource();
    return null;
  });
  $("#why-not").addEventListener("click", () => whyNot(source.cited[source.at]));
};
