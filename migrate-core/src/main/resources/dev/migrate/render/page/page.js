"use strict";
(() => {
  const root = document.documentElement;
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  // Theme: as the system has it, light, dark.
  const button = document.getElementById("theme");
  const themes = ["auto", "light", "dark"];
  let theme = "auto";
  try { theme = localStorage.getItem("migrate-theme") || "auto"; } catch { /* files may keep nothing */ }
  const show = () => {
    if (theme === "auto") delete root.dataset.theme; else root.dataset.theme = theme;
    button.textContent = "Theme: " + theme;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    try { localStorage.setItem("migrate-theme", theme); } catch { /* as above */ }
    show();
  });
  show();

  // The part that is being read, in the navigation.
  const links = new Map([...document.querySelectorAll("nav a")].map(a => [a.hash.slice(1), a]));
  const watch = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      links.forEach(a => a.removeAttribute("aria-current"));
      links.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  document.querySelectorAll("main > section[id]").forEach(section => watch.observe(section));

  // Commands and statements to paste.
  const copied = make("div", "", { "class": "unseen", "aria-live": "polite" });
  document.body.append(copied);
  document.querySelectorAll(".paste").forEach(paste => {
    if (!navigator.clipboard) return;
    const copy = make("button", "Copy", { type: "button" });
    const text = paste.firstElementChild.textContent;
    copy.setAttribute("aria-label", "Copy: " + text);
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      copied.textContent = "Copied";
      copy.textContent = "Copied";
      setTimeout(() => { copy.textContent = "Copy"; copied.textContent = ""; }, 1500);
    });
    paste.append(copy);
  });

  // Tables: sorted by a click on a column, filtered by a word, the first rows of long ones.
  const FIRST = 25;
  const value = (row, column) => {
    const cell = row.cells[column];
    return cell?.dataset.value ?? cell?.textContent.trim() ?? "";
  };
  const order = new Intl.Collator("en", { numeric: true });
  const compare = (a, b, column, number) => number
    ? Number(value(a, column)) - Number(value(b, column))
    : order.compare(value(a, column), value(b, column));
  document.querySelectorAll("table[data-table]").forEach(table => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    if (rows.length < 2) return;
    const heads = [...table.tHead.rows[0].cells];
    const tools = make("div", "", { "class": "tools" });
    const status = make("span", "", { "class": "muted", "aria-live": "polite" });
    const more = make("button", "", { type: "button" });
    let word = "", all = rows.length <= FIRST + 5;
    const refresh = () => {
      const found = [...body.rows].filter(row => {
        row.hidden = word !== "" && !row.textContent.toLowerCase().includes(word);
        return !row.hidden;
      });
      if (!all) found.slice(FIRST).forEach(row => { row.hidden = true; });
      more.hidden = all || found.length <= FIRST;
      more.textContent = "Show all " + found.length;
      status.textContent = word === "" ? "" : found.length + " of " + rows.length;
    };
    heads.forEach((head, column) => {
      const number = rows.some(row => row.cells[column]?.dataset.value !== undefined
        && !Number.isNaN(Number(row.cells[column].dataset.value)));
      const sort = make("button", head.textContent, { type: "button" });
      head.replaceChildren(sort);
      sort.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const down = before ? before === "ascending" : number;
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = [...body.rows].sort((a, b) => compare(a, b, column, number));
        body.append(...(down ? sorted.reverse() : sorted));
        refresh();
      });
    });
    if (rows.length > 8) {
      const label = make("label", "Filter");
      const filter = make("input", "", { type: "search", "aria-controls": table.id });
      filter.addEventListener("input", () => { word = filter.value.trim().toLowerCase(); refresh(); });
      label.append(filter);
      tools.append(label, status);
      table.parentElement.before(tools);
    }
    more.addEventListener("click", () => { all = true; refresh(); });
    const below = make("div", "", { "class": "tools" });
    below.append(more);
    table.parentElement.after(below);
    refresh();
  });
})();
