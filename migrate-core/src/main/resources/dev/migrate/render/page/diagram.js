"use strict";
(() => {
  const svg = document.getElementById("drawing");
  if (!svg) return;
  const stage = svg.parentElement;
  const canvas = stage.parentElement;
  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const DISTANT = 0.42;

  const start = () => {
    const { x: left, y: top, width, height } = svg.viewBox.baseVal;
    const boxes = new Map();
    svg.querySelectorAll(".box").forEach(g => {
      const [x, y] = g.getAttribute("transform").slice(10, -1).split(" ").map(Number);
      const [w, h] = g.dataset.size.split(" ").map(Number);
      boxes.set(g.dataset.name, { g, x, y, w, h, open: false });
    });
    const links = [...svg.querySelectorAll(".link")].map(path =>
      ({ path, from: path.dataset.from, to: path.dataset.to }));
    const number = (element, name) => element[name].baseVal.value;
    const areas = [...svg.querySelectorAll(".area")].map(rect =>
      ({ x: number(rect, "x"), y: number(rect, "y"), w: number(rect, "width"), h: number(rect, "height") }));
    const areaNames = [...svg.querySelectorAll(".areaname")].map((text, i) =>
      ({ text, most: areas[i].w / Math.max(6, text.textContent.length) * 1.5 }));

    // What is seen: its upper left corner and its scale, drawn at most once a frame. The drawing
    // itself stays as it is and is moved as a whole: nothing of it is laid out anew.
    const view = { x: left, y: top, scale: 1 };
    const screen = () => ({ w: canvas.clientWidth || 800, h: canvas.clientHeight || 500 });
    let due = false, named = 0, shown = true;
    const draw = () => {
      due = false;
      if (!shown) return;
      const { x, y, scale } = view;
      const { w, h } = screen();
      stage.style.transform = `translate(${(left - x) * scale}px, ${(top - y) * scale}px) scale(${scale})`;
      const distant = scale < DISTANT;
      svg.classList.toggle("distant", distant);
      const size = distant ? scale : 0;
      if (size !== named && (!size || !named || Math.abs(Math.log(size / named)) > 0.1)) {
        named = size;
        areaNames.forEach(({ text, most }) => {
          text.style.fontSize = size ? Math.min(14 / size, most).toFixed(0) + "px" : "";
          text.style.strokeWidth = size ? (3 / size).toFixed(0) + "px" : "";
        });
      }
      const edge = 300;
      boxes.forEach(box => {
        const open = !distant && box.x < x + w / scale + edge && box.x + box.w > x - edge
          && box.y < y + h / scale + edge && box.y + box.h > y - edge;
        if (open !== box.open) box.g.classList.toggle("open", box.open = open);
      });
    };
    const refresh = () => { if (!due) { due = true; requestAnimationFrame(draw); } };
    const centre = () => [view.x + screen().w / view.scale / 2, view.y + screen().h / view.scale / 2];
    const scaleTo = (wanted, x, y) => {
      const least = Math.min(0.5, screen().w / width, screen().h / height) * 0.7;
      const scale = Math.min(2.5, Math.max(least, wanted));
      view.x = x - (x - view.x) * view.scale / scale;
      view.y = y - (y - view.y) * view.scale / scale;
      view.scale = scale;
      refresh();
    };
    const zoomBy = (factor, at = centre()) => scaleTo(view.scale * factor, ...at);
    const show = (x, y, w, h) => {
      const { w: wide, h: high } = screen();
      view.scale = Math.min(1, wide / (w + 40), (high - 30) / (h + 40)); // above: the names of groups
      view.x = x + w / 2 - wide / view.scale / 2;
      view.y = y + h / 2 - (high + 16) / view.scale / 2;
      refresh();
    };
    const fit = () => show(left, top, width, height);
    const shift = (dx, dy) => { view.x += dx / view.scale; view.y += dy / view.scale; refresh(); };
    const point = event => {
      const area = canvas.getBoundingClientRect();
      return [view.x + (event.clientX - area.left) / view.scale, view.y + (event.clientY - area.top) / view.scale];
    };

    // A chosen table, and those it has to do with.
    const pane = make("div", "", { "class": "pane", role: "status" });
    pane.hidden = true;
    const names = (label, list) => {
      if (!list.length) return;
      const line = make("p", label);
      [...new Set(list)].forEach(name => {
        if (!boxes.has(name)) { line.append(make("code", name)); return; }
        const button = make("button", name, { type: "button" });
        button.addEventListener("click", () => jump(name));
        line.append(button);
      });
      pane.append(line);
    };
    const choose = name => {
      svg.querySelectorAll(".near, .here").forEach(each => each.classList.remove("near", "here"));
      svg.classList.toggle("chosen", name !== null);
      pane.hidden = name === null;
      if (name === null) return;
      const box = boxes.get(name);
      box.g.classList.add("near", "here");
      pane.replaceChildren(make("h3", box.g.querySelector("title").textContent));
      const mark = box.g.querySelector(".mark");
      if (mark) pane.append(make("p", "Pending migrations: " + mark.textContent + "."));
      const from = links.filter(link => link.from === name);
      const to = links.filter(link => link.to === name);
      [...from, ...to].forEach(link => {
        link.path.classList.add("near");
        [link.from, link.to].forEach(each => boxes.get(each)?.g.classList.add("near"));
      });
      names("Refers to:", from.map(link => link.to));
      names("Referred to by:", to.map(link => link.from));
      if (!from.length && !to.length) pane.append(make("p", "No foreign keys from or to it."));
    };
    const jump = name => {
      const box = boxes.get(name);
      choose(name);
      show(box.x, box.y, box.w, box.h);
    };

    // Tools.
    const tools = make("div", "", { "class": "tools" });
    const tool = (text, label, action) => {
      const button = make("button", text, { type: "button", title: label });
      if (text.length < 2) button.setAttribute("aria-label", label);
      button.addEventListener("click", action);
      tools.append(button);
    };
    const label = make("label", "Find a table");
    const search = make("input", "", { type: "search", list: "tablenames" });
    const list = make("datalist", "", { id: "tablenames" });
    boxes.forEach((box, name) => list.append(make("option", "", { value: name })));
    const find = () => {
      const word = search.value.trim().toLowerCase();
      const sorted = [...boxes.keys()];
      const found = word === "" ? undefined : sorted.find(n => n.toLowerCase() === word)
        ?? sorted.find(n => n.toLowerCase().startsWith(word)) ?? sorted.find(n => n.toLowerCase().includes(word));
      search.setAttribute("aria-invalid", String(word !== "" && !found));
      if (found) jump(found); else choose(null);
    };
    search.addEventListener("change", find);
    search.addEventListener("keydown", event => { if (event.key === "Enter") find(); });
    label.append(search, list);
    tools.append(label);
    if (areas.length > 1) {
      const groups = make("label", "Group");
      const select = make("select");
      select.append(make("option", "all tables", { value: "-1" }));
      areaNames.forEach(({ text }, i) => select.append(make("option", text.textContent, { value: String(i) })));
      select.addEventListener("change", () => {
        choose(null);
        const area = areas[Number(select.value)];
        if (area) show(area.x, area.y, area.w, area.h); else fit();
      });
      groups.append(select);
      tools.append(groups);
    }
    const changed = [...boxes.keys()].filter(name => boxes.get(name).g.querySelector(".mark"));
    let next = 0;
    if (changed.length) {
      tool("Next change (" + changed.length + ")", "Show the next table that pending migrations change",
        () => jump(changed[next++ % changed.length]));
    }
    tool("+", "Zoom in", () => zoomBy(1.4));
    tool("−", "Zoom out", () => zoomBy(1 / 1.4));
    tool("Show all", "Show all tables", () => { choose(null); fit(); });
    if (canvas.requestFullscreen) {
      tool("Full screen", "Show the diagram on the full screen", () => canvas.requestFullscreen());
      document.addEventListener("fullscreenchange", () => setTimeout(fit, 50));
    }
    canvas.before(tools);
    canvas.after(pane);

    // Keys, wheel, pointers.
    canvas.setAttribute("tabindex", "0");
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", "Diagram: arrow keys move, plus and minus zoom, 0 shows all");
    canvas.append(make("p", matchMedia("(pointer: coarse)").matches
      ? "Two fingers zoom, a touch chooses a table"
      : "Ctrl + wheel zooms, dragging moves, a click chooses a table", { "class": "hint" }));
    const keys = {
      ArrowLeft: () => shift(-80, 0), ArrowRight: () => shift(80, 0), ArrowUp: () => shift(0, -80),
      ArrowDown: () => shift(0, 80), "+": () => zoomBy(1.3), "=": () => zoomBy(1.3), "-": () => zoomBy(1 / 1.3),
      "0": fit, Escape: () => choose(null),
    };
    canvas.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
    canvas.addEventListener("wheel", event => {
      const inside = document.activeElement === canvas || document.fullscreenElement === canvas;
      if (!event.ctrlKey && !event.metaKey && !inside) return;
      event.preventDefault();
      const turned = event.deltaY * (event.deltaMode === 1 ? 30 : 1);
      zoomBy(Math.exp(-Math.max(-120, Math.min(120, turned)) / 300), point(event));
    }, { passive: false });
    const pointers = new Map();
    let moved = 0;
    canvas.addEventListener("pointerdown", event => {
      pointers.set(event.pointerId, event);
      if (pointers.size === 1) moved = 0;
    });
    canvas.addEventListener("pointermove", event => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const other = [...pointers.values()].find(each => each.pointerId !== event.pointerId);
      const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
      moved += Math.abs(dx) + Math.abs(dy);
      if (moved > 5 && !canvas.hasPointerCapture(event.pointerId)) {
        canvas.setPointerCapture(event.pointerId);
        canvas.classList.add("dragged");
      }
      if (other) {
        const far = each => Math.hypot(each.clientX - other.clientX, each.clientY - other.clientY) || 1;
        zoomBy(far(event) / far(before), point(other));
      } else if (moved > 5) {
        shift(-dx, -dy);
      }
      pointers.set(event.pointerId, event);
    });
    const up = event => { pointers.delete(event.pointerId); canvas.classList.remove("dragged"); };
    canvas.addEventListener("pointerup", up);
    canvas.addEventListener("pointercancel", up);
    canvas.addEventListener("click", event => {
      if (moved > 5) return;
      const at = document.elementFromPoint(event.clientX, event.clientY);
      choose(at?.closest(".box")?.dataset.name ?? null);
      canvas.focus({ preventScroll: true });
    });

    // No more room than a small drawing takes.
    const needed = Math.max(320, height * Math.min(1, canvas.clientWidth / (width + 40)) + 90);
    canvas.style.maxHeight = needed.toFixed(0) + "px";
    const live = on => {
      shown = on;
      canvas.classList.toggle("live", on);
      svg.style.width = on ? width + "px" : "";
      svg.style.height = on ? height + "px" : "";
      canvas.style.maxHeight = on ? needed.toFixed(0) + "px" : "";
      if (on) { draw(); } else { stage.style.transform = ""; svg.classList.remove("distant"); }
    };
    addEventListener("beforeprint", () => live(false));
    addEventListener("afterprint", () => live(true));
    // No more room than a small drawing takes.
    let size = screen();
    new ResizeObserver(() => {
      const now = screen();
      view.x += (size.w - now.w) / view.scale / 2;
      view.y += (size.h - now.h) / view.scale / 2;
      size = now;
      refresh();
    }).observe(canvas);
    fit();
    live(true);
  };

  // Made ready when it is about to be seen: the page opens without waiting for it.
  canvas.classList.add("live");
  svg.classList.add("distant");
  const seen = new IntersectionObserver(entries => {
    if (entries.some(entry => entry.isIntersecting)) {
      seen.disconnect();
      start();
    }
  }, { rootMargin: "400px" });
  seen.observe(canvas);
})();
