export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const list = root.querySelector("ol");
  list.setAttribute("aria-label", data.label);
  const focused = root.activeElement?.dataset?.step ?? document.activeElement?.dataset?.step;
  list.replaceChildren(
    ...data.steps.map((step, index) => {
      const item = document.createElement("li");
      item.className = step.state + (index === data.at ? " at" : "");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.step = String(index);
      if (index === data.at) button.setAttribute("aria-current", "step");
      const dot = document.createElement("span");
      dot.className = "dot";
      dot.textContent = step.state === "done" ? "✓" : step.state === "stop" ? "!" : String(index + 1);
      const text = document.createElement("span");
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = step.name;
      const fact = document.createElement("span");
      fact.className = "fact";
      fact.textContent = step.fact;
      text.append(name, fact);
      button.append(dot, text);
      button.addEventListener("click", () => setTriggerValue("event", index));
      item.append(button);
      if (focused === String(index)) queueMicrotask(() => button.focus());
      return item;
    }),
  );
}
