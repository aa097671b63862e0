// The keys of the review: letters outside the boxes, Ctrl+Enter and Escape inside them.
(() => {
  const KEYS = { k: "#keep", e: "#edit", d: "#drop", ArrowLeft: "#previous", ArrowRight: "#next" };

  document.addEventListener("keydown", (event) => {
    const box = event.target.closest("textarea, input");
    if (box && event.key === "Escape") return box.blur();
    const keeps = box && event.key === "Enter" && (event.ctrlKey || event.metaKey);
    const free = !box && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat;
    const button = keeps ? "#keep" : free ? KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key] : null;
    if (!button) return;
    event.preventDefault();
    if (keeps) box.blur();
    document.querySelector(button)?.click();
  });
})();
