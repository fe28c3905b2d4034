// What stands under the figure: what to do, what to beware of, the numbers as a table, and the same in code.
const add = (parent, tag, more = {}) => {
  const node = Object.assign(document.createElement(tag), more);
  // JupyterLab looks for this on the focused element itself: without it an arrow would leave the cell.
  node.dataset.lmSuppressShortcuts = "true";
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
  const advice = add(el, "p", { className: "jsa-advice" });
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

  const sync = () => {
    const words = model.get("words");
    advice.textContent = words.advice;
    notes.replaceChildren();
    for (const note of [...words.notes, words.footer]) add(notes, "li", { textContent: note });
    fill(table, words);
    more.textContent = words.more;
    code.textContent = words.code;
  };
  model.on("change:words", sync);
  sync();
}

export default { render };
