// The list of conversations: found, opened, renamed, exported, deleted.
const FORMS = { markdown: "Markdown", html: "HTML", json: "JSON" };
const conversations = { all: [], gone: new Set(), drawn: 0 };

const listConversations = async () => {
  const containing = $("#find-conversations").value.trim();
  const asked = ++conversations.drawn;
  try {
    const found = await asJson(`/v1/conversations?containing=${encodeURIComponent(containing)}`);
    if (asked !== conversations.drawn) return;
    conversations.all = found.data;
    drawConversations(containing);
  } catch (failed) {
    console.warn(failed);
  }
};

// The tab is called as the conversation in it is, so that several can be told apart.
const showName = () => {
  const shown = conversations.all.find((one) => one.id === chat.conversation);
  document.title = shown?.name ? `${shown.name} · ${say("name")}` : say("name");
};

const drawConversations = (containing = "") => {
  const shown = conversations.all.filter((one) => !conversations.gone.has(one.id) && one.exchanges > 0);
  const list = $("#conversation-list");
  if (!shown.length) return list.replaceChildren(make("p", { class: "nothing" }, say(containing ? "conversations.not.found" : "conversations.none")));
  showName();
  const today = new Date().toDateString();
  const groups = [["today", shown.filter((one) => new Date(one.changed).toDateString() === today)], ["earlier", shown.filter((one) => new Date(one.changed).toDateString() !== today)]];
  return list.replaceChildren(...groups.filter(([, ones]) => ones.length).flatMap(([name, ones]) => [make("p", { class: "when" }, say(name)), make("ul", {}, ...ones.map(talk))]));
};

const talk = (one) => {
  const name = one.name || say("conversation.unnamed");
  const isCurrent = one.id === chat.conversation;
  const row = make("li", { class: `talk${isCurrent ? " current" : ""}`, data: { id: one.id } },
    make("button", { type: "button", class: "talk-open", "aria-current": isCurrent ? "true" : null, title: name, on: { click: () => { closeSheets(); closeSource(); loadConversation(one.id); } } }, make("span", { class: "talk-name", dir: "auto" }, name)),
    make("button", { type: "button", class: "icon-button", "aria-label": say("conversation.menu", { name }), "aria-haspopup": "true", on: { click: (event) => talkMenu(one, name, row, event.currentTarget) } }, icon("more")));
  return row;
};

const talkMenu = (one, name, row, anchor) => openMenu(anchor, [
  [say("conversation.rename"), () => rename(one, name, row)],
  ...Object.entries(FORMS).map(([form, called]) => [say("conversation.export", { form: called }), `/v1/conversations/${one.id}/export?form=${form}`]),
  [say("conversation.remove"), () => removeConversation(one, name)],
]);

const rename = (one, name, row) => {
  const box = make("input", { type: "text", value: name, maxlength: 80, dir: "auto", "aria-label": say("conversation.rename") });
  let open = true;
  const end = async (save) => {
    if (!open) return;
    open = false;
    if (save && box.value.trim() && box.value !== name) {
      await request(`/v1/conversations/${one.id}`, send("PATCH", { name: box.value })).catch((failed) => toast(failed.message));
    }
    listConversations();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") end(true);
    if (event.key === "Escape") { event.stopPropagation(); end(false); }
  });
  box.addEventListener("blur", () => end(true));
  row.replaceChildren(box);
  box.select();
};

const removeConversation = (one, name) => {
  conversations.gone.add(one.id);
  if (one.id === chat.conversation) beginAnew();
  drawConversations();
  removeUnlessUndone(
    say("conversation.removed", { name }),
    (options) => request(`/v1/conversations/${one.id}`, { method: "DELETE", ...options }).catch((failed) => { conversations.gone.delete(one.id); toast(failed.message); }),
    () => { conversations.gone.delete(one.id); drawConversations(); },
  );
};

const startConversations = () => {
  let waiting = 0;
  $("#find-conversations").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(listConversations, 200); });
};
