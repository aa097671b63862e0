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

  const send = (field, text, button) => {
    const box = document.querySelector(`${field} textarea, ${field} input`);
    const setter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value").set;
    setter.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector(button).click(), 50);
  };

  const ask = (question) => send("#question", question, "#ask");

  // What is done with an earlier turn; not while an answer is being written.
  const act = (kind, turn, text = "") => {
    if (document.querySelector("#transcript .pending, #transcript .flag.checking")) return;
    send("#act", JSON.stringify({ kind, turn, text }), "#do");
  };

  const edit = (turn, question) => {
    if (question.querySelector("textarea")) return;
    const asked = question.textContent;
    const box = document.createElement("textarea");
    box.setAttribute("aria-label", `Edit question ${turn}; Enter asks it, Escape leaves it as it was`);
    box.value = asked;
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") question.textContent = asked;
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      act("edit", turn, box.value);
    });
    box.addEventListener("blur", () => {
      if (box.value === asked) question.textContent = asked;
    });
    const hint = document.createElement("small");
    hint.className = "hint";
    hint.textContent = "Enter asks it, Escape leaves it as it was. The turns after it will end.";
    question.replaceChildren(box, hint);
    box.focus();
  };

  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (chip) return open(chip);
    const suggestion = event.target.closest(".suggestion");
    if (suggestion) return ask(suggestion.dataset.ask);
    const done = event.target.closest(".act");
    if (done) {
      const turn = Number(done.dataset.turn);
      const question = done.closest(".exchange").querySelector(".question");
      return done.dataset.act === "edit" ? edit(turn, question) : act(done.dataset.act, turn);
    }
    if (event.target.closest(".panel-close")) column().classList.remove("open");
  });
  // A new question stays in view while its answer grows, until the person moves; one taller than the page from its top.
  let exchanges = 0;
  let growing = false;
  const seen = () => Math.min(document.querySelector("#transcript").clientHeight, window.innerHeight);
  new MutationObserver(() => {
    const shown = document.querySelectorAll("#transcript .exchange");
    const last = shown[shown.length - 1];
    growing = shown.length > exchanges || (growing && shown.length === exchanges);
    exchanges = shown.length;
    if (growing) last.scrollIntoView({ block: last.offsetHeight > seen() ? "start" : "nearest" });
  }).observe(document.documentElement, { childList: true, subtree: true });
  for (const moved of ["wheel", "touchmove", "pointerdown", "keydown"]) {
    document.addEventListener(moved, () => { growing = false; }, { passive: true });
  }

  // Files go to the server's own address for them; what became of each is told below the button.
  const tell = (lines) => {
    document.querySelector("#status").replaceChildren(...lines.map((line) => {
      const told = document.createElement("p");
      told.className = "notice";
      told.textContent = line;
      return told;
    }));
  };

  const OUTCOMES = { added: "added", updated: "updated", unchanged: "already here" };

  const add = async (input) => {
    const files = [...input.files];
    if (!files.length) return;
    tell([`Reading ${files.length === 1 ? files[0].name : `${files.length} files`}…`]);
    const form = new FormData();
    files.forEach((file) => form.append("file", file, file.name));
    input.value = "";
    try {
      const answer = await fetch("/v1/documents", { method: "POST", body: form });
      const said = await answer.json();
      if (said.error) return tell([said.error.message]);
      const lines = Object.entries(OUTCOMES).flatMap(([kind, word]) => said[kind].map((name) => `${name}: ${word}`));
      tell([...lines, ...said.failed.map((one) => one.message)]);
    } catch (lost) {
      tell([`The files did not reach the server (${lost.message}); try again.`]);
    } finally {
      document.querySelector("#look").click();
    }
  };

  // Whoever leaves takes the conversation of this tab along.
  document.addEventListener("click", async (event) => {
    if (!event.target.closest(".leave")) return;
    sessionStorage.clear();
    await fetch("/leave", { method: "POST", redirect: "manual" });
    location.assign("/enter");
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "files") add(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") column()?.classList.remove("open");
  });
})();
