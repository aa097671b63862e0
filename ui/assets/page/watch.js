// The watched folders: how each stands, and what the owner of the server may do with it.
const watched = { drawn: "", mayWatch: false };

const clock = (moment) => {
  const date = new Date(moment);
  const isToday = date.toDateString() === new Date().toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return date.toLocaleString(tongue(), { ...day, hour: "2-digit", minute: "2-digit" });
};

const stateOf = (one) => (one.state === "reading" && one.total ? say("watch.reading.of", one) : say(`watch.${one.state}`));

// What was last done, where something was.
const doneIn = (one) => ["added", "updated", "removed"].filter((kind) => one[kind]).map((kind) => say(`watch.${kind}`, { count: figure(one[kind]) }));

const troubleIn = (one) => [
  one.failed ? say("watch.failed", { count: figure(one.failed) }) : "",
  one.gone ? say("watch.gone", { count: figure(one.gone) }) : "",
  one.problem === "hidden" ? say("watch.hidden") : one.problem,
].filter(Boolean);

const watchedRow = (one) => {
  const parts = [stateOf(one), one.at ? say("watch.looked", { time: clock(one.at) }) : "", ...doneIn(one), one.is_kept ? "" : say("watch.this.run")];
  const about = make("span", { class: "doc-about" }, make("span", { class: `state ${one.state}` }, parts[0]), parts.slice(1).filter(Boolean).map((part) => `\u00a0· ${part.replaceAll(" ", "\u00a0")}`).join(""));
  const trouble = troubleIn(one).map((text) => make("span", { class: "doc-about state" }, text));
  const menu = watched.mayWatch ? make("button", { type: "button", class: "icon-button", "aria-label": say("watch.menu", { name: one.name }), "aria-haspopup": "true", on: { click: (event) => watchMenu(one, event.currentTarget) } }, icon("more")) : null;
  return make("li", { class: "doc watched", data: { folder: one.id }, title: one.path || null }, icon(one.state === "paused" ? "pause" : "watch"), make("div", { class: "doc-open" }, make("span", { class: "doc-name", dir: "auto" }, one.name), about, ...trouble), menu);
};

// It is drawn anew only where something is other than it was, so that the focus stays.
const drawWatched = (folders, mayWatch) => {
  const now = JSON.stringify([folders, mayWatch]);
  if (now === watched.drawn) return;
  Object.assign(watched, { drawn: now, mayWatch });
  const box = $("#watch");
  const focused = document.activeElement?.closest?.(".watched")?.dataset.folder;
  box.hidden = !folders.length;
  box.replaceChildren(make("h3", {}, say("watch")), make("ul", {}, ...folders.map(watchedRow)));
  if (focused) $(`.watched[data-folder="${focused}"] .icon-button`, box)?.focus();
};

const change = async (path, options, done = "") => {
  try {
    await request(path, options);
    if (done) toast(done);
  } catch (failed) {
    toast(failed.message, { seconds: 10 });
  }
  lookAtLibrary();
};

const watchMenu = (one, anchor) => openMenu(anchor, [
  ...(one.state === "paused" ? [] : [[say("watch.now"), () => change(`/page/watched/${one.id}/look`, { method: "POST" })]]),
  [say(one.state === "paused" ? "watch.resume" : "watch.pause"), () => change(`/page/watched/${one.id}`, send("PATCH", { paused: one.state !== "paused" }))],
  [say("watch.end"), () => change(`/page/watched/${one.id}`, { method: "DELETE" }, say("watch.ended", { name: one.name }))],
]);

const addWatch = () => {
  const dialog = openDialog("add-watch");
  $(".message", dialog).textContent = "";
  $("input", dialog).focus();
  offerFolders();
};

const offerFolders = async () => {
  const typed = $("#add-watch input").value;
  const found = await asJson(`/page/folders?typed=${encodeURIComponent(typed)}`).catch(() => []);
  if (typed === $("#add-watch input").value) $("#folders-like").replaceChildren(...found.map((path) => make("option", { value: path })));
};

// What is wrong with a path is said where it was typed, and the dialog stays.
const watchTyped = async () => {
  const dialog = $("#add-watch");
  const box = $("input", dialog);
  if (!box.value.trim()) return box.focus();
  try {
    const { name } = await asJson("/page/watched", send("POST", { path: box.value }));
    dialog.close();
    box.value = "";
    toast(say("watch.begun", { name }));
  } catch (failed) {
    $(".message", dialog).textContent = failed.message;
    box.focus();
  }
  return lookAtLibrary();
};

const startWatch = () => {
  const dialog = $("#add-watch");
  let waiting = 0;
  $("input", dialog).addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(offerFolders, 120); });
  $("input", dialog).addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); watchTyped(); } });
  $("[data-done]", dialog).addEventListener("click", watchTyped);
};
