// The conversation: asking, an answer that grows, and what is done with a turn. Only the turn that changes comes.
const chat = { conversation: "", answering: null, broken: false, chosen: new Set() };

const LONGEST = 20000; // characters of a question, as the server takes it

const transcript = () => $("#transcript");
const turnOf = (number) => $(`#answer-${number}`);
const fromHtml = (html) => { const holder = make("template"); holder.innerHTML = html; return holder.content.firstElementChild; };

// A new question stays in view while its answer grows, until the person moves; one taller than the page from its top.
let following = null;
const follow = () => {
  if (!following?.isConnected) return;
  const box = transcript();
  const tall = following.offsetHeight > box.clientHeight;
  box.scrollTop = tall ? following.offsetTop - box.offsetTop - 12 : box.scrollHeight;
};
for (const moved of ["wheel", "touchmove", "pointerdown"]) {
  document.addEventListener(moved, () => { following = null; }, { passive: true });
}

const isAnswering = (yes) => {
  $("#stop").hidden = !yes;
  $("#ask").hidden = yes;
  transcript().setAttribute("aria-busy", String(yes));
};

const readEvents = async function* (answer) {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read().catch(lost);
    if (done) return;
    rest += value;
    const parts = rest.split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      if (data) yield JSON.parse(data);
    }
  }
};

const showTurn = (number, html) => {
  const made = fromHtml(html);
  const old = turnOf(number);
  if (old) old.replaceWith(made);
  else transcript().append(made);
  return made;
};

const grown = (event) => {
  const turn = turnOf(event.turn);
  if (event.kind === "begun") {
    $(".welcome", transcript())?.remove();
    following = showTurn(event.turn, event.html);
    setConversation(event.conversation);
  } else if (event.kind === "stage") {
    const stage = turn && $(".stage", turn);
    if (stage) stage.textContent = event.text;
  } else if (event.kind === "grown") {
    const reply = turn && $(".reply", turn);
    if (reply) reply.replaceWith(fromHtml(event.html));
  } else if (event.kind === "done") {
    const wasFollowed = following && following === turn;
    const made = showTurn(event.turn, event.html);
    if (wasFollowed) following = made;
    announce(`${say("answered", { number: numberOf(made) })} ${event.text}`);
  }
  follow();
};

const numberOf = (turn) => $$(".exchange", transcript()).indexOf(turn) + 1;

// An answer goes on when another conversation is opened meanwhile; it is kept in its own, and drawn there only.
const put = async (body) => {
  if (chat.answering) return;
  const mine = new AbortController();
  chat.answering = mine;
  isAnswering(true);
  const asked = { conversation: chat.conversation, documents: [...chat.chosen], choices: choices(), ...body };
  let conversation = chat.conversation;
  let last = "";
  try {
    const answer = await request("/page/ask", { ...send("POST", asked), signal: mine.signal });
    for await (const event of readEvents(answer)) {
      conversation = event.conversation;
      last = event.kind;
      if (chat.answering === mine) grown(event);
    }
    if (last !== "done") throw new Error(say("lost"));
  } catch (failed) {
    if (failed.name !== "AbortError") told(body, failed.message, { began: last !== "", isShown: chat.answering === mine });
  } finally {
    if (chat.answering === mine) {
      letGo();
      if (mine.signal.aborted) stopped();
    } else if (conversation && conversation === chat.conversation && !chat.answering) {
      loadConversation(conversation, { quietly: true });
    }
    listConversations();
  }
};

const letGo = () => {
  chat.answering = null;
  isAnswering(false);
};

// What could not be asked is said, and the question given back. An answer that breaks off says so in its place. Either
// way the server is asked what became of the turn as soon as it answers again.
const told = (body, message, { began, isShown }) => {
  const reply = isShown && unanswered();
  if (reply) reply.replaceWith(make("div", { class: "reply message" }, message));
  if (!reply || !began) toast(message, { seconds: 10 });
  announce(message);
  chat.broken = isShown && (began || body.kind !== "ask");
  if (began) return;
  const box = $("#ask-box");
  if (body.kind !== "again" && !box.value) { box.value = body.question; fit(box); }
};

const unanswered = () => $(".exchange:not(:has(.acts)) .reply", transcript());

const stopped = () => {
  const reply = unanswered();
  if (reply) reply.replaceWith(make("div", { class: "reply message" }, say("stopped")));
  announce(say("stopped"));
  setTimeout(() => { if (chat.conversation && !chat.answering) loadConversation(chat.conversation, { quietly: true }); }, 150);
};

const askQuestion = (question) => {
  if (!question.trim() || chat.answering) return;
  put({ kind: "ask", question });
};

const edit = (turn) => {
  const question = $(".question", turn);
  if ($("textarea", question)) return;
  const asked = question.textContent;
  const label = say("edit.label", { number: numberOf(turn) });
  const box = make("textarea", { "aria-label": label, dir: "auto", rows: 2, maxlength: LONGEST });
  box.value = asked;
  const back = () => { question.textContent = asked; };
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.stopPropagation(); back(); }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!box.value.trim() || chat.answering) return;
    const number = Number(turn.dataset.turn);
    while (turn.nextElementSibling) turn.nextElementSibling.remove();
    turn.remove();
    put({ kind: "edit", turn: number, question: box.value });
  });
  box.addEventListener("blur", () => { if (box.value === asked) back(); });
  question.replaceChildren(box, make("small", { class: "hint" }, say("edit.hint")));
  box.focus();
};

const again = (turn) => {
  if (chat.answering) return;
  const reply = $(".reply", turn);
  $(".acts", turn)?.remove();
  reply.replaceWith(make("div", { class: "reply pending" }, make("span", { class: "stage" }, say("reading"))));
  put({ kind: "again", turn: Number(turn.dataset.turn) });
};

const remove = (turn) => {
  const number = turn.dataset.turn;
  const next = turn.nextSibling;
  turn.remove();
  if (!$(".exchange", transcript())) showWelcome();
  removeUnlessUndone(
    say("conversation.removed", { name: $(".question", turn).textContent.slice(0, 40) }),
    (options) => request(`/page/conversations/${chat.conversation}/${number}`, { method: "DELETE", ...options }).catch((failed) => toast(failed.message)),
    () => { $(".welcome", transcript())?.remove(); transcript().insertBefore(turn, next?.isConnected ? next : null); },
  );
};

const copyAnswer = async (turn) => copy(await asText(`/page/conversations/${chat.conversation}/${turn.dataset.turn}/text`));
const copyLink = (turn) => copy(`${location.origin}/?conversation=${chat.conversation}&answer=${turn.dataset.turn}`);

const ACTS = { copy: copyAnswer, again, edit, remove, link: copyLink, good: (turn) => rate(turn, "good"), bad: (turn) => rate(turn, "bad"), inspect: (turn) => inspect(turn) };

// -- which conversation is shown

const setConversation = (conversation, answer = "") => {
  if (chat.conversation === conversation) return;
  chat.conversation = conversation;
  const address = conversation ? `/?conversation=${conversation}${answer ? `&answer=${answer}` : ""}` : "/";
  if (location.pathname + location.search !== address) history.pushState(null, "", address);
};

const showWelcome = async () => {
  transcript().replaceChildren();
  const welcome = await asText("/page/welcome");
  if (!transcript().firstElementChild) transcript().innerHTML = welcome;
};

const loadConversation = async (conversation, { answer = "", quietly = false } = {}) => {
  try {
    const found = await asJson(`/page/conversations/${conversation}`);
    if (quietly && (chat.answering || chat.conversation !== conversation)) return null;
    letGo();
    const at = transcript().scrollTop;
    setConversation(conversation, answer);
    transcript().innerHTML = found.html;
    showRatings();
    if (quietly) transcript().scrollTop = at;
    else if (answer) turnOf(answer)?.scrollIntoView({ block: "start" });
    else transcript().scrollTop = transcript().scrollHeight;
    if (!$(".exchange", transcript())) await showWelcome();
  } catch (failed) {
    if (failed.status !== 404) return toast(failed.message);
    toast(say("conversation.gone"));
    await beginAnew();
  }
  return listConversations();
};

const beginAnew = async () => {
  letGo();
  setConversation("");
  closeSource();
  await showWelcome();
  listConversations();
  $("#ask-box").focus();
};

const fromAddress = () => {
  const asked = new URLSearchParams(location.search);
  const conversation = asked.get("conversation") ?? "";
  chat.conversation = "";
  letGo();
  return conversation ? loadConversation(conversation, { answer: asked.get("answer") ?? "" }) : showWelcome();
};

// -- the composer

const fit = (box) => { box.style.height = "auto"; box.style.height = `${box.scrollHeight}px`; };

const submit = () => {
  const box = $("#ask-box");
  const question = box.value;
  if (!question.trim() || chat.answering) return;
  box.value = "";
  fit(box);
  askQuestion(question);
};

const showScope = () => {
  const count = chat.chosen.size;
  $("#scope").hidden = !count;
  if (count) $("#scope span").textContent = counted("ask.some", count);
  $("#scope").setAttribute("aria-label", `${counted("ask.some", count)}: ${say("ask.all.again")}`);
};

const startChat = () => {
  const box = $("#ask-box");
  box.addEventListener("input", () => fit(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  $("#ask").addEventListener("click", submit);
  $("#stop").addEventListener("click", () => { chat.answering?.abort(); box.focus(); });
  $("#anew").addEventListener("click", () => { closeSheets(); beginAnew(); });
  $("#scope").addEventListener("click", () => { chat.chosen.clear(); showScope(); drawLibrary(); });
  transcript().addEventListener("click", (event) => {
    const suggestion = event.target.closest(".suggestion");
    if (suggestion) return askQuestion(suggestion.dataset.ask);
    const act = event.target.closest(".act");
    if (act && !chat.answering) ACTS[act.dataset.act](act.closest(".exchange"));
    return null;
  });
  window.addEventListener("popstate", fromAddress);
};
