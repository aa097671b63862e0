// How a visitor wants to be answered and to see the page; kept in this browser.
const choices = () => {
  const chosen = {};
  const strictness = kept.read("strictness");
  const passages = Number(kept.read("passages"));
  const model = kept.read("model");
  if (strictness) chosen.strictness = strictness;
  if (passages) chosen.passages = passages;
  if (model) chosen.model = model;
  return chosen;
};

const showTheme = () => {
  const chosen = kept.read("theme", "auto");
  const isDark = chosen === "dark" || (chosen === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.classList.toggle("dark", isDark);
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
};
const turnTheme = () => {
  kept.write("theme", document.body.classList.contains("dark") ? "light" : "dark");
  showTheme();
};

const percent = (share) => figure(share, { style: "percent" });

const radios = (name, label, options, chosen, changed) => make("fieldset", { class: "choice-set" }, make("legend", {}, label),
  ...options.map(([value, text, about]) => {
    const box = make("input", { type: "radio", name, value });
    box.checked = value === chosen;
    box.addEventListener("change", () => changed(value));
    return make("label", { class: "choice" }, box, make("span", {}, text, about ? make("small", {}, about) : null));
  }));

// Fewer false answers cost more false refusals: the whole of what was measured, and where each choice lies on it.
const CURVE = { wide: 240, high: 96, left: 34, low: 30, most: { false: .3, refused: .6 } };
const svg = (tag, properties, ...inside) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(properties).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...inside);
  return made;
};
const drawnCurve = (told, chosen) => {
  const { wide, high, left, low, most } = CURVE;
  const at = ([wrong, refused]) => [left + (wide - left) * wrong / most.false, high - high * refused / most.refused];
  const inside = told.curve.filter(([wrong, refused]) => wrong <= most.false && refused <= most.refused);
  const dots = told.strictness.map((one) => {
    const [x, y] = at([one.false_answers, one.false_refusals]);
    return svg("circle", { cx: x, cy: y, r: 4.5, class: one.name === chosen ? "chosen" : "" });
  });
  const name = (text, properties) => svg("text", properties, text);
  return svg("svg", { class: "curve", viewBox: `0 0 ${wide + 12} ${high + low}`, "aria-hidden": "true" },
    svg("path", { class: "axes", d: `M${left} 0V${high}H${wide}` }), svg("path", { class: "line", d: `M${inside.map((one) => at(one).join(" ")).join("L")}` }), ...dots,
    name(percent(most.refused), { x: left - 5, y: 9, "text-anchor": "end" }), name(percent(0), { x: left - 5, y: high, "text-anchor": "end" }),
    name(percent(most.false), { x: wide, y: high + 12, "text-anchor": "end" }), name(say("settings.curve.false"), { x: left, y: high + 24 }), name(say("settings.curve.refused"), { x: wide, y: 9, "text-anchor": "end" }));
};

const strictnessPart = (told) => {
  const standard = told.strictness.find((one) => one.is_default)?.name ?? "";
  const options = told.strictness.map((one) => [one.name, say(`strictness.${one.name}`),
    say("settings.strictness.figures", { false: percent(one.false_answers), refused: percent(one.false_refusals) })]);
  const chosen = () => kept.read("strictness") || standard;
  const part = radios("strictness", say("settings.strictness"), options, chosen(), (value) => {
    kept.write("strictness", value === standard ? "" : value);
    $(".curve", part).replaceWith(drawnCurve(told, chosen()));
  });
  part.append(drawnCurve(told, chosen()));
  return part;
};

const passagesPart = (told) => {
  const box = make("input", { type: "number", min: 1, max: 100, value: kept.read("passages") || told.passages });
  box.addEventListener("change", () => { if (box.checkValidity()) kept.write("passages", Number(box.value) === told.passages ? "" : box.value); });
  return make("label", {}, say("settings.passages"), box);
};

const modelPart = (told) => {
  const list = make("select", {},
    make("option", { value: "" }, told.model ? say("settings.model.default", { name: told.model }) : say("settings.model.own")),
    told.model ? make("option", { value: "own words" }, say("settings.model.own")) : null,
    ...told.models.map((one) => make("option", { value: one.id }, `${one.name} (${one.server})`)));
  const chosen = kept.read("model");
  list.value = [...list.options].some((one) => one.value === chosen) ? chosen : "";
  const said = make("p", { class: "nothing", role: "status" }, told.models.length ? "" : say("settings.model.none"));
  const test = make("button", { type: "button", class: "button small", on: { click: () => testModel(said) } }, say("settings.test"));
  const show = () => { test.hidden = !list.value || list.value === "own words"; };
  list.addEventListener("change", () => { kept.write("model", list.value); said.textContent = ""; show(); });
  show();
  return make("div", {}, make("label", {}, say("settings.model"), list), said, test);
};

const testModel = async (said) => {
  said.textContent = say("settings.test.going");
  try {
    const { seconds } = await asJson("/page/models/test", send("POST", { model: kept.read("model") }));
    said.textContent = say("settings.test.done", { seconds: figure(seconds, { minimumFractionDigits: 1, maximumFractionDigits: 1 }) });
  } catch (failed) {
    said.textContent = failed.message;
  }
};

const themePart = () => radios("theme", say("settings.theme"), ["auto", "light", "dark"].map((name) => [name, say(`theme.${name}`)]), kept.read("theme", "auto"), (value) => { kept.write("theme", value); showTheme(); });

const languagePart = () => {
  const languages = Object.entries(about.languages);
  if (languages.length < 2) return null;
  const list = make("select", {}, ...languages.map(([code, name]) => make("option", { value: code, lang: code }, name)));
  list.value = document.documentElement.lang;
  list.addEventListener("change", () => {
    document.cookie = `sourcechat-language=${list.value}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  });
  return make("label", {}, say("settings.language"), list);
};

const openSettings = async () => {
  const body = $(".dialog-body", openDialog("settings"));
  body.replaceChildren(make("p", { class: "nothing" }, say("settings.model.looking")));
  try {
    const told = await asJson("/page/settings");
    const answering = told.strictness.length ? [strictnessPart(told), passagesPart(told), modelPart(told)] : [];
    body.replaceChildren(...[...answering, themePart(), languagePart()].filter(Boolean), make("p", { class: "nothing" }, say("settings.kept")));
  } catch (failed) {
    body.replaceChildren(make("p", { class: "message" }, failed.message));
  }
};

// -- ratings

const REASONS = ["wrong", "missing", "citation", "answerable", "unanswerable"];

const rated = (turn, thumb) => {
  for (const one of ["good", "bad"]) $(`.act[data-act=${one}]`, turn)?.setAttribute("aria-pressed", String(one === thumb));
};

const keepRating = async (turn, rating) => {
  try {
    await request(`/page/conversations/${chat.conversation}/${turn.dataset.turn}/rating`, send("PUT", rating));
    rated(turn, rating.thumb);
    if (rating.thumb) toast(say("rate.thanks"), { seconds: 3 });
  } catch (failed) {
    toast(failed.message);
  }
};

const rate = (turn, thumb) => {
  if ($(`.act[data-act=${thumb}]`, turn).getAttribute("aria-pressed") === "true") return keepRating(turn, { thumb: "" });
  if (thumb === "good") return keepRating(turn, { thumb });
  const dialog = openDialog("rating");
  const refused = Boolean($(".refusal", turn));
  const offered = REASONS.filter((reason) => reason !== (refused ? "unanswerable" : "answerable") && !(refused && reason === "citation"));
  const note = $("textarea", dialog);
  let reason = "";
  note.value = "";
  $(".choices", dialog).replaceChildren(...offered.map((one) => {
    const box = make("input", { type: "radio", name: "reason", value: one });
    box.addEventListener("change", () => { reason = one; });
    return make("label", { class: "choice" }, box, say(`rate.${one}`));
  }));
  $("[data-done]", dialog).onclick = () => { dialog.close(); keepRating(turn, { thumb, reason, note: note.value }); };
  return null;
};

const showRatings = async () => {
  const found = await asJson(`/page/conversations/${chat.conversation}/ratings`).catch(() => ({}));
  Object.entries(found).forEach(([number, thumb]) => { const turn = turnOf(number); if (turn) rated(turn, thumb); });
};

// -- inspection

const showInspection = async (title, asked) => {
  const dialog = openDialog("inspection");
  $("h2", dialog).textContent = title;
  const body = $(".dialog-body", dialog);
  body.replaceChildren(make("p", { class: "nothing" }, make("span", { class: "stage" }, say("stage.read"))));
  try {
    body.innerHTML = await asText("/page/inspection", send("POST", { conversation: chat.conversation, choices: choices(), ...asked }));
  } catch (failed) {
    body.replaceChildren(make("p", { class: "message" }, failed.message));
  }
};

const inspect = (turn) => showInspection(say("act.inspect"), { turn: Number(turn.dataset.turn) });
const whyNot = (cited) => {
  const selected = getSelection();
  const text = $("#panel").contains(selected.anchorNode) ? selected.toString().trim() : "";
  if (!text) {
    $("[data-source=text][aria-pressed=false]", $("#panel"))?.click();  // nothing can be selected in a picture
    return toast(say("why.select"));
  }
  return showInspection(say("why.title"), { turn: Number(cited.turn), text: text.slice(0, 5000) });
};

const startSettings = () => {
  showTheme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  $("#theme").addEventListener("click", turnTheme);
  $("#open-settings").addEventListener("click", openSettings);
};
