// Starts the components of the two design systems and a few of our own. Every page works without this file.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js";
import { initAll as initCasework } from "../vendor/moj/moj-frontend.min.js";

const NARROW = "(max-width: 48.0525em)";
const POLL_MILLISECONDS = 2000;

// A filter is open in the page's markup; on a narrow screen it starts closed, so that the results come first.
function foldFilter(filter) {
  if (window.matchMedia(NARROW).matches) {
    filter.removeAttribute("open");
  }
}

// Asks the same page again and shows how far the work is; when it is over, the whole page is loaded anew.
function followProgress(progress) {
  const over = (state) => ["done", "failed", "cancelled"].includes(state);
  if (over(progress.dataset.state)) {
    return;
  }
  const timer = window.setInterval(async () => {
    const answer = await fetch(window.location.href, { credentials: "same-origin", cache: "no-store" }).catch(() => null);
    if (!answer || !answer.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-module='app-progress']");
    if (!next || over(next.dataset.state)) {
      window.clearInterval(timer);
      window.location.reload();
      return;
    }
    for (const part of [".app-progress__bar", ".app-progress__percent", "[role='status']"]) {
      const [shown, fresh] = [progress.querySelector(part), next.querySelector(part)];
      if (shown && fresh && shown.outerHTML !== fresh.outerHTML) {
        shown.textContent = fresh.textContent;
        if ("value" in shown) {
          shown.value = fresh.value;
        }
      }
    }
  }, POLL_MILLISECONDS);
}

// Numbers pasted from a spreadsheet fill the boxes of a grid from the one that has the focus, row by row.
function acceptPaste(table) {
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text) || !event.target.matches("input[type='text']")) {
      return;
    }
    event.preventDefault();
    const rows = [...table.rows].map((row) => [...row.querySelectorAll("input[type='text']")]).filter((row) => row.length);
    const top = rows.findIndex((row) => row.includes(event.target));
    const left = rows[top].indexOf(event.target);
    text.split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, across) => {
        const box = rows[top + down]?.[left + across];
        if (box) {
          box.value = value.trim();
          box.dispatchEvent(new Event("change", { bubbles: true }));
        }
      });
    });
  });
}

// A table that becomes cards on a telephone stays a table for screen readers.
function keepRoles(table) {
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td, th")]) {
    part.setAttribute("role", roles[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
  }
}

const OURS = { "app-filter": foldFilter, "app-progress": followProgress, "app-grid": acceptPaste };

initAll();
initCasework();
for (const [name, start] of Object.entries(OURS)) {
  document.querySelectorAll(`[data-module='${name}']`).forEach(start);
}
document.querySelectorAll(".app-table--stack").forEach(keepRoles);
