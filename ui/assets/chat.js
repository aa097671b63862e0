// Chips open the source panel; suggestions are asked. One listener serves the whole page, streamed answers included.
(() => {
  const panel = () => document.querySelector("#panel");
  const column = () => document.querySelector("#source");

  const open = (chip) => {
    const content = document.getElementById(chip.dataset.panel);
    if (!content) return;
    document.querySelectorAll(".chip[aria-pressed=true]").forEach((one) => one.setAttribute("aria-pressed", "false"));
    chip.setAttribute("aria-pressed", "true");
    const shown = document.createElement("div");
    shown.className = "panel-content";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "panel-close";
    close.setAttribute("aria-label", "Close the source");
    close.textContent = "×";
    shown.append(close, ...[...content.childNodes].map((node) => node.cloneNode(true)));
    panel().replaceChildren(shown);
    column().classList.add("open");
    shown.querySelector("mark")?.scrollIntoView({ block: "nearest" });
  };

  const ask = (question) => {
    const box = document.querySelector("#question textarea, #question input");
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set;
    setter.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector("#ask").click(), 50);
  };

  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (chip) return open(chip);
    const suggestion = event.target.closest(".suggestion");
    if (suggestion) return ask(suggestion.dataset.ask);
    if (event.target.closest(".panel-close")) column().classList.remove("open");
  });
  // A new question scrolls itself into view.
  let exchanges = 0;
  new MutationObserver(() => {
    const shown = document.querySelectorAll("#transcript .exchange");
    if (shown.length > exchanges) shown[shown.length - 1].scrollIntoView({ block: "nearest" });
    exchanges = shown.length;
  }).observe(document.documentElement, { childList: true, subtree: true });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") column()?.classList.remove("open");
  });
})();
