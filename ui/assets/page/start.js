// The page begins once Gradio has put it there.
const closeSheets = () => {
  $("#side").classList.remove("open");
  $("#open-library").setAttribute("aria-expanded", "false");
  $(".sheet-behind")?.remove();
};

const openSide = () => {
  $("#side").classList.add("open");
  $("#open-library").setAttribute("aria-expanded", "true");
  $("#layout").append(make("div", { class: "sheet-behind", on: { click: closeSheets } }));
  $("#anew").focus();
};

const escape = () => {
  const side = $("#side");
  if ($("#popover").matches(":popover-open")) return hidePopover();
  if (side.classList.contains("open")) { closeSheets(); return $("#open-library").focus(); }
  return closeSource();
};

const startFrame = () => {
  about = JSON.parse($("#about").dataset.about);
  $("#app .leave").hidden = !about.leaving;
  $("#app .leave").addEventListener("click", async () => {
    sessionStorage.clear();
    await fetch("/leave", { method: "POST", redirect: "manual" });
    location.assign("/enter");
  });
  $("#open-library").addEventListener("click", openSide);
  $("[data-close=side]").addEventListener("click", () => { closeSheets(); $("#open-library").focus(); });
  $$("dialog").forEach((dialog) => dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-dismiss]")) dialog.close();
  }));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !$("dialog[open]") && !$("#menu").matches(":popover-open")) escape();
  });
};

const start = async () => {
  startFrame();
  startSettings();
  startChat();
  startSource();
  startConversations();
  startLibrary();
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
