// The finding above the figure: read aloud when it changes. It also gives the figure its alt text and its width.
const add = (parent, tag, more = {}) => {
  const node = Object.assign(document.createElement(tag), more);
  parent.append(node);
  return node;
};

function render({ model, el }) {
  el.classList.add("jsa-heading");
  const status = add(el, "p", { className: "jsa-finding" });
  status.setAttribute("role", "status");
  const lead = add(el, "p", { className: "jsa-lead" });
  const problem = add(el, "p", { className: "jsa-problem" });
  problem.setAttribute("role", "alert");

  const plot = () => el.closest(".jsa-explorer")?.querySelector(".js-plotly-plot");
  let asked = 0;
  const fit = () => {
    asked = 0;
    const drawn = plot();
    if (!drawn) return;
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", model.get("words").alt);
    // A figure drawn before it stood in the page has a width of its own; the page's event makes it fit.
    const width = drawn.querySelector(".main-svg")?.clientWidth;
    if (width && drawn.clientWidth && Math.abs(width - drawn.clientWidth) > 1) {
      window.dispatchEvent(new Event("resize"));
    }
  };
  const soon = () => {
    asked ||= requestAnimationFrame(fit);
  };
  const sync = () => {
    const words = model.get("words");
    if (status.textContent !== words.headline) status.textContent = words.headline;
    lead.textContent = words.lead;
    problem.textContent = words.problem;
    problem.hidden = !words.problem;
    soon();
  };
  model.on("change:words", sync);
  sync();

  // The figure is drawn by another widget, before or after this one.
  const watch = new MutationObserver(soon);
  const widths = new ResizeObserver(soon);
  const wait = requestAnimationFrame(() => {
    const root = el.closest(".jsa-explorer");
    if (root) {
      watch.observe(root, { childList: true, subtree: true });
      widths.observe(root);
    }
    soon();
  });
  return () => {
    cancelAnimationFrame(wait);
    watch.disconnect();
    widths.disconnect();
  };
}

export default { render };
