// What the figure says: aloud when it changes, as a table, and in code. It also gives the figure its alt text.
const add = (parent, tag, more = {}) => {
  const node = Object.assign(document.createElement(tag), more);
  parent.append(node);
  return node;
};

function fill(table, words) {
  table.replaceChildren();
  add(table, "caption", { textContent: words.headline });
  const head = add(add(table, "thead"), "tr");
  for (const name of words.columns) add(head, "th", { scope: "col", textContent: name });
  const body = add(table, "tbody");
  for (const row of words.rows) {
    const line = add(body, "tr");
    row.forEach((value, i) =>
      add(line, i ? "td" : "th", { textContent: value, ...(i ? {} : { scope: "row" }) }),
    );
  }
}

function render({ model, el }) {
  el.classList.add("jsa-reading");
  el.dataset.lmSuppressShortcuts = "true";
  const status = add(el, "p", { className: "jsa-aloud" });
  status.setAttribute("role", "status");
  const problem = add(el, "p", { className: "jsa-problem" });
  const notes = add(el, "ul");
  const numbers = add(el, "details");
  add(numbers, "summary", { textContent: "The numbers as a table" });
  const room = add(numbers, "div", { className: "jsa-table", tabIndex: 0 });
  room.setAttribute("role", "region");
  room.setAttribute("aria-label", "The numbers as a table");
  const table = add(room, "table");
  const more = add(numbers, "p");
  const same = add(el, "details");
  add(same, "summary", { textContent: "The same in code" });
  const code = add(add(same, "pre", { tabIndex: 0 }), "code");

  const root = () => el.closest(".jsa-explorer");
  const name = () => {
    const plot = root()?.querySelector(".js-plotly-plot");
    const alt = model.get("words").alt;
    if (plot && plot.getAttribute("aria-label") !== alt) {
      plot.setAttribute("role", "img");
      plot.setAttribute("aria-label", alt);
    }
  };
  const sync = () => {
    const words = model.get("words");
    status.textContent = words.problem || `${words.headline} ${words.advice}`;
    problem.textContent = words.problem;
    problem.hidden = !words.problem;
    notes.replaceChildren();
    for (const note of [...words.notes, words.footer]) add(notes, "li", { textContent: note });
    fill(table, words);
    more.textContent = words.more;
    code.textContent = words.code;
    name();
  };
  model.on("change:words", sync);
  sync();

  // The figure is drawn by another widget, before or after this one.
  const watch = new MutationObserver(name);
  const wait = requestAnimationFrame(() => {
    if (root()) watch.observe(root(), { childList: true, subtree: true });
    name();
  });
  return () => {
    cancelAnimationFrame(wait);
    watch.disconnect();
  };
}

export default { render };
