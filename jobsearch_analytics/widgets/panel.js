// The controls of an explorer: native form fields, each with its label.
let made = 0;

const add = (parent, tag, more = {}) => {
  const node = Object.assign(document.createElement(tag), more);
  // In command mode JupyterLab takes the keys of a focused field ("b" would insert a cell) unless the field
  // itself says so.
  node.dataset.lmSuppressShortcuts = "true";
  parent.append(node);
  return node;
};

const field = (parent, control, build) => {
  const box = add(parent, "div", { className: "jsa-field" });
  const id = `jsa-${++made}`;
  add(box, "label", { htmlFor: id, textContent: control.label });
  return build(box, id);
};

// Each kind returns how to show a value; `hold` is called with what a person chose.
const kinds = {
  Choice(parent, control, hold) {
    return field(parent, control, (box, id) => {
      const select = add(box, "select", { id });
      for (const [label] of control.options) add(select, "option", { textContent: label });
      select.addEventListener("change", () => hold(control.options[select.selectedIndex][1]));
      return (value) => {
        select.selectedIndex = control.options.findIndex(([, known]) => known === value);
      };
    });
  },

  Number(parent, control, hold) {
    return field(parent, control, (box, id) => {
      const line = add(box, "div", { className: "jsa-slider" });
      const input = add(line, "input", {
        id, type: "range", min: control.low, max: control.high, step: 1,
      });
      const said = add(line, "span", { ariaHidden: "true" });
      const say = () => {
        said.textContent = `${input.value} ${control.unit}`;
        input.setAttribute("aria-valuetext", said.textContent);
      };
      input.addEventListener("input", () => {
        say();
        hold(Number(input.value));
      });
      return (value) => {
        input.value = value;
        say();
      };
    });
  },

  Day(parent, control, hold) {
    return field(parent, control, (box, id) => {
      const input = add(box, "input", { id, type: "date", min: control.low, max: control.high });
      input.addEventListener("change", () => hold(input.value || null));
      return (value) => {
        input.value = value || "";
      };
    });
  },

  Names(parent, control, hold) {
    const box = add(parent, "details", { className: "jsa-names" });
    add(box, "summary", { textContent: control.label });
    const list = add(box, "div", { className: "jsa-fields" });
    const known = add(box, "datalist", { id: `jsa-${++made}` });
    for (const name of control.names) add(known, "option", { value: name });
    const inputs = control.names.map((name) =>
      field(list, { label: name }, (cell, id) => {
        const input = add(cell, "input", { id, type: "text", placeholder: name });
        input.setAttribute("list", known.id);
        return input;
      }),
    );
    const held = () =>
      Object.fromEntries(control.names.map((name, i) => [name, inputs[i].value]).filter(([, now]) => now));
    for (const input of inputs) input.addEventListener("change", () => hold(held()));
    return (value) => {
      control.names.forEach((name, i) => {
        if (inputs[i] !== document.activeElement) inputs[i].value = value[name] || "";
      });
    };
  },
};

function render({ model, el }) {
  el.classList.add("jsa-panel");
  const hold = (name) => (value) => {
    model.set("state", { ...model.get("state"), [name]: value });
    model.save_changes();
  };

  const questions = model.get("questions");
  const choices = [];
  if (questions.length) {
    const set = add(el, "fieldset", { className: "jsa-questions" });
    add(set, "legend", { textContent: "Question" });
    const group = `jsa-${++made}`;
    for (const [label, name] of questions) {
      const box = add(set, "label");
      const input = add(box, "input", { type: "radio", name: group, value: name });
      add(box, "span", { textContent: label });
      input.addEventListener("change", () => hold("question")(name));
      choices.push(input);
    }
  }

  const fields = add(el, "div", { className: "jsa-fields" });
  let shows = {};
  let built = "";
  const sync = () => {
    const state = model.get("state");
    const controls = model.get("controls");
    for (const input of choices) input.checked = input.value === state.question;
    // Only a new question brings new fields: a focused one stays where it is.
    if (JSON.stringify(controls) !== built) {
      built = JSON.stringify(controls);
      fields.replaceChildren();
      shows = Object.fromEntries(
        controls.map((control) => [control.name, kinds[control.kind](fields, control, hold(control.name))]),
      );
    }
    for (const [name, show] of Object.entries(shows)) if (name in state) show(state[name]);
  };
  model.on("change:controls", sync);
  model.on("change:state", sync);
  sync();
}

export default { render };
