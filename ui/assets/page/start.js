// The page begins once Gradio has put it there.
// On a phone the library and the source are sheets: what lies behind an open one is neither focused nor read out.
const isPhone = matchMedia("(max-width: 800px)");
const settleSheets = () => {
  const [isSide, isSource] = [$("#side").classList.contains("open"), isPhone.matches && !$("#source").hidden];
  for (const one of [$("#head"), $("#source"), $("#app .skip")]) one.inert = isSide;
  $("#conversation").inert = isSide || isSource;
};

const closeSheets = () => {
  $("#side").classList.remove("open");
  $("#open-library").setAttribute("aria-expanded", "false");
  $(".sheet-behind")?.remove();
  settleSheets();
};

const openSide = () => {
  $("#side").classList.add("open");
  $("#open-library").setAttribute("aria-expanded", "true");
  $("#layout").append(make("div", { class: "sheet-behind", on: { click: closeSheets } }));
  settleSheets();
  $("#anew").focus();
};

const escape = () => {
  const side = $("#side");
  if ($("#popover").matches(":popover-open")) return hidePopover();
  if (side.classList.contains("open")) { closeSheets(); return $("#open-library").focus(); }
  return closeSource();
};

// One's own library or the shared one: the server goes by a cookie, so that every address of the page means that one.
const startWhose = () => {
  const shown = document.cookie.split("; ").includes("sourcechat-library=mine") ? "mine" : "";
  $("#whose").hidden = !about.private;
  $$("#whose button").forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset.library === shown);
    button.addEventListener("click", () => {
      document.cookie = `sourcechat-library=${button.dataset.library}; path=/; max-age=31536000; samesite=lax`;
      sessionStorage.clear();
      location.assign("/");
    });
  });
};

const startFrame = () => {
  about = JSON.parse($("#about").dataset.about);
  $("#app .leave").hidden = !about.leaving;
  $("#app .leave").addEventListener("click", async () => {
    sessionStorage.clear();
    await fetch("/leave", { method: "POST", redirect: "manual" });
    location.assign("/enter");
  });
  startWhose();
  startMenu();
  $("#open-library").addEventListener("click", openSide);
  isPhone.addEventListener("change", closeSheets);
  $("[data-close=side]").addEventListener("click", () => { closeSheets(); $("#open-library").focus(); });
  $$("dialog").forEach((dialog) => dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dismiss]")) dialog.close();
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("dialog[open]") && !$("#menu").matches(":popover-open")) escape();
  });
};

// The frame comes in English: what of it is one of the page's words is said again in a visitor's own language.
const speak = async () => {
  const cookie = document.cookie.split("; ").find((one) => one.startsWith("sourcechat-language="))?.split("=")[1];
  const asked = [cookie, ...navigator.languages.map((one) => one.slice(0, 2).toLowerCase())];
  const language = asked.find((one) => one in about.languages) ?? "en";
  document.documentElement.lang = language;
  if (language === "en") return;
  const english = words;
  words = await asJson("/page/words");
  const names = new Map(Object.entries(english).map(([name, said]) => [said, name]));
  const again = (said) => (names.has(said) ? words[names.get(said)] : said);
  const walker = document.createTreeWalker($("#app"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) walker.currentNode.data = again(walker.currentNode.data);
  for (const one of $$("#app [aria-label], #app [title], #app [placeholder]")) {
    for (const kind of ["aria-label", "title", "placeholder"]) if (one.hasAttribute(kind)) one.setAttribute(kind, again(one.getAttribute(kind)));
  }
};

const start = async () => {
  startFrame();
  await speak().catch((failed) => console.warn(failed));
  startSettings();
  startChat();
  startSource();
  startConversations();
  startLibrary();
  startWatch();
  await Promise.all([lookAtLibrary(), listConversations(), fromAddress()]);
  document.documentElement.dataset.ready = "true";
  if (innerWidth > 800) $("#ask-box").focus({ preventScroll: true });
};

const waiting = new MutationObserver(() => {
  if (!$("#about")) return;
  waiting.disconnect();
  start();
});
waiting.observe(document.documentElement, { childList: true, subtree: true });
