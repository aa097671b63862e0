// The library: its tree, what is added to it and removed from it, and which documents are asked.
const library = { generation: -1, documents: [], failed: [], gone: new Set(), closed: new Set(), reading: [], more: new Map() };
const SHOWN = 200; // rows of a folder at first
const OFTEN = 4000; // milliseconds between two looks at whether the library has changed
const AT_ONCE = 10; // files of one request, so that the first can be asked while the others come
const HERE = ":here"; const WEB = ":web"; const OTHER = ":other";
const GROUPS = { [HERE]: "library.here", [WEB]: "library.web", [OTHER]: "library.other" };

const lookAtLibrary = async () => {
  try {
    const found = await asJson(`/page/library?known=${library.generation}`);
    drawWatched(found.watched, found.may_watch);
    if (chat.broken && !chat.answering) { chat.broken = false; loadConversation(chat.conversation, { quietly: true }); }
    if (!found.documents) return;
    const wasEmpty = library.generation >= 0 && !library.documents.length;
    Object.assign(library, found);
    const known = new Set(library.documents.map((one) => one.id));
    chat.chosen.forEach((one) => { if (!known.has(one)) chat.chosen.delete(one); });
    $("#holdings").textContent = counted("documents", library.documents.length);
    drawLibrary();
    showScope();
    if (wasEmpty && $(".welcome.empty")) showWelcome();
  } catch (failed) {
    console.warn(failed);
  }
};

const ORDERS = {
  title: (one, other) => one.title.localeCompare(other.title, tongue(), { numeric: true }),
  date: (one, other) => other.date.localeCompare(one.date),
  kind: (one, other) => one.kind.localeCompare(other.kind) || ORDERS.title(one, other),
  passages: (one, other) => other.passages - one.passages,
};

const drawLibrary = () => {
  const letters = $("#find-documents").value.trim().toLocaleLowerCase();
  const has = (one) => !letters || `${one.title} ${one.name} ${one.folder}`.toLocaleLowerCase().includes(letters);
  const shown = library.documents.filter((one) => !library.gone.has(one.id) && has(one)).sort(ORDERS[$("#sort-documents").value]);
  const failed = library.failed.filter((one) => has({ title: one.name, ...one })).map((one) => ({ ...one, isFailed: true }));
  const tree = $("#tree");
  const at = tree.scrollTop;
  const rows = [...library.reading.map(readingRow)];
  if (!shown.length && !failed.length && !rows.length) {
    tree.replaceChildren(make("p", { class: "nothing" }, say(letters ? "library.not.found" : "library.none")));
    return;
  }
  tree.replaceChildren(...(rows.length ? [make("ul", {}, ...rows)] : []), ...folders([...shown, ...failed], "", Boolean(letters)));
  tree.scrollTop = at;
};

// Folders below `above`, each with the documents in it; a library of one folder shows its documents at once.
const folders = (ones, above, isOpen) => {
  const inside = new Map();
  for (const one of ones) {
    const rest = above ? one.folder.slice(above.length + 1) : one.folder;
    const first = rest.split("/")[0];
    if (!inside.has(first)) inside.set(first, []);
    inside.get(first).push(one);
  }
  const [only] = inside.keys();
  if (!above && inside.size === 1 && GROUPS[only]) return held(ones, only, isOpen);
  return [...inside].sort(([one], [other]) => one.localeCompare(other, tongue(), { numeric: true })).map(([name, within]) => folder(name, within, above, isOpen));
};

// What stands in a folder: the folders in it, and its own documents.
const held = (ones, path, isOpen) => {
  const below = ones.filter((one) => one.folder !== path);
  return [...(below.length ? folders(below, path, isOpen) : []), rowsOf(ones.filter((one) => one.folder === path), path)];
};

const folder = (name, ones, above, isOpen) => {
  const path = above ? `${above}/${name}` : name;
  const made = make("details", { class: "folder", open: isOpen || !library.closed.has(path) },
    make("summary", {}, make("span", { dir: "auto" }, !above && GROUPS[name] ? say(GROUPS[name]) : name), make("span", { class: "count" }, figure(ones.length))));
  const fill = () => { if (made.open && made.childElementCount === 1) made.append(...held(ones, path, isOpen)); };
  made.addEventListener("toggle", () => { if (made.open) library.closed.delete(path); else library.closed.add(path); fill(); });
  fill();
  return made;
};

const rowsOf = (ones, path) => {
  const most = library.more.get(path) ?? SHOWN;
  const list = make("ul", {}, ...ones.slice(0, most).map((one) => (one.isFailed ? failedRow(one) : documentRow(one))));
  if (ones.length > most) {
    const more = () => { library.more.set(path, most + 5 * SHOWN); drawLibrary(); };
    list.append(make("li", {}, make("button", { type: "button", class: "button quiet small", on: { click: more } }, counted("library.more", ones.length - most))));
  }
  return list;
};

const dated = (date) => new Date(date).toLocaleDateString(tongue(), { day: "numeric", month: "short", year: new Date(date).getFullYear() === new Date().getFullYear() ? undefined : "numeric" });

const documentRow = (one) => {
  const box = make("input", { type: "checkbox", "aria-label": say("document.ask", { title: one.title }), title: say("document.ask", { title: one.title }) });
  box.checked = chat.chosen.has(one.id);
  box.addEventListener("change", () => { if (box.checked) chat.chosen.add(one.id); else chat.chosen.delete(one.id); showScope(); });
  const details = make("span", { class: "doc-about" }, make("b", {}, one.kind), ` · ${dated(one.date)} · ${counted("passages", one.passages)}`,
    one.doubts.length ? make("span", { class: "state" }, ` · ${say("state.doubts").replaceAll(" ", "\u00a0")}`) : null);
  const open = make("button", { type: "button", class: "doc-open", title: one.doubts.length ? one.doubts.join("\n") : `${one.title} (${one.name})`, on: { click: (event) => openDocument(one.id, event.currentTarget) } }, make("span", { class: "doc-name", dir: "auto" }, one.title), details);
  const menu = make("button", { type: "button", class: "icon-button", "aria-label": say("document.menu", { title: one.title }), "aria-haspopup": "true", on: { click: (event) => documentMenu(one, event.currentTarget) } }, icon("more"));
  return make("li", { class: "doc", data: { id: one.id } }, box, open, menu);
};

const failedRow = (one) => make("li", { class: "doc failed" }, make("div", { class: "doc-open" }, make("span", { class: "doc-name", dir: "auto" }, one.name),
  make("span", { class: "doc-about" }, make("span", { class: "state" }, say("state.failed")), ` · ${one.messages[0] ?? ""}`)));
const readingRow = (name) => make("li", { class: "doc reading" }, make("div", { class: "doc-open" }, make("span", { class: "doc-name", dir: "auto" }, name), make("span", { class: "doc-about" }, make("span", { class: "stage" }, say("state.reading")))));

const documentMenu = (one, anchor) => openMenu(anchor, [
  [say("document.open"), () => openDocument(one.id, anchor)],
  [say("document.ask", { title: one.title.slice(0, 30) }), () => { chat.chosen.clear(); chat.chosen.add(one.id); showScope(); drawLibrary(); closeSheets(); $("#ask-box").focus(); }],
  ...(one.folder === WEB ? [] : [[say("document.download"), `/page/originals/${one.id}`]]),
  [say("document.remove"), () => removeDocument(one)],
]);

const removeDocument = (one) => {
  library.gone.add(one.id);
  chat.chosen.delete(one.id);
  drawLibrary();
  showScope();
  const back = () => { library.gone.delete(one.id); drawLibrary(); };
  removeUnlessUndone(say("document.removed", { title: one.title }), async (options) => {
    try {
      await patiently(() => request(`/v1/documents/${one.id}`, { method: "DELETE", ...options }));
    } catch (failed) {
      toast(say("document.kept", { title: one.title, why: failed.message }), { seconds: 10 });
      back();
    }
    lookAtLibrary();
  }, back);
};

// -- adding

const suffixOf = (name) => (name.includes(".") ? name.slice(name.lastIndexOf(".")).toLowerCase() : "");

const addFiles = async (files) => {
  const taken = files.filter((file) => about.types.includes(suffixOf(file.name)));
  const refused = files.filter((file) => !about.types.includes(suffixOf(file.name)));
  if (!taken.length) return toast(refused.length === 1 ? say("add.not.read", { name: refused[0].name }) : say("add.nothing"));
  const lines = refused.slice(0, 3).map((file) => say("add.not.read", { name: file.name }));
  const busy = toast(taken.length === 1 ? say("add.adding", { name: taken[0].name }) : say("add.adding.many", { done: 0, count: figure(taken.length) }), { seconds: 0 });
  for (let done = 0; done < taken.length; done += AT_ONCE) {
    const some = taken.slice(done, done + AT_ONCE);
    library.reading = taken.slice(done).map((file) => file.name).slice(0, 30);
    drawLibrary();
    if (taken.length > 1) busy.tell(say("add.adding.many", { done: figure(done), count: figure(taken.length) }));
    lines.push(...await addSome(some));
    await lookAtLibrary();
  }
  library.reading = [];
  busy.end();
  drawLibrary();
  const shown = lines.length > 4 ? [...lines.filter((line) => line.startsWith("!")).slice(0, 3), counted("add.done", lines.filter((line) => !line.startsWith("!")).length)] : lines;
  shown.forEach((line) => toast(line.replace(/^!/, ""), { seconds: 8 }));
  announce(shown.join(" "));
  return null;
};

const OUTCOMES = ["added", "updated", "unchanged"];
const outcomes = (said) => [...OUTCOMES.flatMap((kind) => said[kind].map((name) => say(`add.outcome.${kind}`, { name }))), ...said.failed.map((one) => `!${one.message}`)];

// One writes to a library at a time: who comes meanwhile waits, for as long as a folder is being read.
const AGAIN = 2000; // milliseconds
const patiently = async (act) => {
  let told = null;
  try {
    for (;;) {
      try {
        return await act();
      } catch (failed) {
        if (failed.code !== "library_locked") throw failed;
        told ??= toast(say("busy.library"), { seconds: 0 });
        await new Promise((go) => { setTimeout(go, AGAIN); });
      }
    }
  } finally {
    told?.end();
  }
};

const addSome = async (files) => {
  const form = new FormData();
  files.forEach((file) => form.append("file", file, pathOf(file)));
  try {
    return outcomes(await patiently(() => asJson("/v1/documents", { method: "POST", body: form })));
  } catch (failed) {
    return [`!${failed.message}`];
  }
};

const addAddress = async (address) => {
  const busy = toast(say("add.adding", { name: address }), { seconds: 0 });
  library.reading = [address];
  drawLibrary();
  try {
    outcomes(await patiently(() => asJson("/page/addresses", send("POST", { address })))).forEach((line) => toast(line.replace(/^!/, ""), { seconds: 8 }));
  } catch (failed) {
    toast(failed.message, { seconds: 10 });
  } finally {
    busy.end();
    library.reading = [];
    await lookAtLibrary();
    drawLibrary();
  }
};

const WAYS = {
  files: () => $("#files").click(),
  folder: () => $("#folder").click(),
  text: () => openDialog("add-text"),
  address: () => openDialog("add-address"),
  watch: () => addWatch(),
};
const addMenu = (anchor) => openMenu(anchor, Object.entries(WAYS).filter(([name]) => name !== "watch" || watched.mayWatch).map(([name, act]) => [say(`add.${name}`), act]));

// What a file is called with the folders that it came in; a chosen folder tells it of its files by itself.
const placed = new WeakMap();
const pathOf = (file) => placed.get(file) || file.webkitRelativePath || file.name;

// Every file in what was dropped, those in folders too.
const dropped = async (items) => {
  const found = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((take, fail) => { entry.file(take, fail); });
      placed.set(file, entry.fullPath.replace(/^\//, ""));
      return found.push(file);
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((take, fail) => { reader.readEntries(take, fail); });
      if (!some.length) return null;
      for (const one of some) await walk(one);
    }
  };
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  for (const entry of entries) await walk(entry);
  return found;
};

const startDropping = () => {
  let depth = 0;
  const over = (by) => { depth = Math.max(0, depth + by); $("#drop-here").hidden = depth === 0; };
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragenter", (event) => { if (hasFiles(event)) { event.preventDefault(); over(1); } });
  document.addEventListener("dragleave", (event) => { if (hasFiles(event)) over(-1); });
  document.addEventListener("dragover", (event) => { if (hasFiles(event)) event.preventDefault(); });
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    over(0);
    addFiles(await dropped(event.dataTransfer.items));
  });
};

const startLibrary = () => {
  $("#find-documents").addEventListener("input", drawLibrary);
  $("#sort-documents").addEventListener("change", drawLibrary);
  $("#files").accept = about.types.join(",");
  for (const id of ["files", "folder"]) {
    $(`#${id}`).addEventListener("change", (event) => { const files = [...event.target.files]; event.target.value = ""; if (files.length) addFiles(files); });
  }
  $("#add").addEventListener("click", (event) => addMenu(event.currentTarget));
  $("#attach").addEventListener("click", (event) => addMenu(event.currentTarget));
  document.addEventListener("click", (event) => { const way = event.target.closest("[data-add]"); if (way) WAYS[way.dataset.add](); });
  const text = $("#add-text");
  $("[data-done]", text).addEventListener("click", () => {
    const [title, body] = [$("input", text), $("textarea", text)];
    if (!body.value.trim()) return body.focus();
    const name = title.value.trim() || body.value.trim().split("\n")[0].slice(0, 60);
    text.close();
    addFiles([new File([`${name}\n\n${body.value}`], `${name.replace(/[/\\:]/g, " ")}.txt`, { type: "text/plain" })]);
    title.value = body.value = "";
    return null;
  });
  const address = $("#add-address");
  const add = () => {
    const box = $("input", address);
    if (!box.value.trim()) return box.focus();
    address.close();
    addAddress(/^https?:\/\//i.test(box.value.trim()) ? box.value.trim() : `https://${box.value.trim()}`);
    box.value = "";
    return null;
  };
  $("[data-done]", address).addEventListener("click", add);
  $("input", address).addEventListener("keydown", (event) => { if (event.key === "Enter") add(); });
  startDropping();
  setInterval(() => { if (!document.hidden) lookAtLibrary(); }, OFTEN);
};
