"""Somebody at a browser: signs in, fills forms by their labels, and has every page checked with axe."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Locator, expect

from tests.factories.councils import PASSWORD

AXE = (Path(__file__).parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class Person:
    """One person in a browser of their own."""

    checked: dict[str, list[str]] = {}

    def __init__(self, browser: Browser, site: str, email: str):
        self.site, self.email = site, email
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.problems: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep what the browser complains of, but for a page that this person may not see, which is no mistake."""
        if message.type == "error" and "403 (Forbidden)" not in message.text:
            self.problems.append(message.text)

    @property
    def pictures(self) -> Path | None:
        """The folder in which pictures of the pages are kept, if somebody asked for them with PICTURES."""
        if not os.environ.get("PICTURES"):
            return None
        folder = Path(os.environ["PICTURES"])
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    # getting in

    def sign_in(self) -> "Person":
        """Staff: by password."""
        self.go("/accounts/login/")
        self.page.locator("#id_login").fill(self.email)
        self.page.locator("#id_password").fill(PASSWORD)
        self.button("Sign in")
        return self

    def sign_in_by_code(self) -> "Person":
        """Suppliers: by the code in the mail, which the demonstration shows on a page."""
        self.go("/accounts/login/")
        self.page.locator("#id_code_email").fill(self.email)
        self.button("Send me a code")
        inbox = self.context.new_page()
        inbox.goto(f"{self.site}/demonstration/mail/")
        letter = inbox.locator("article").filter(has_text=self.email).first
        code = re.search(
            r"\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b|\b[A-Z0-9]{6,9}\b", letter.locator(".app-letter").inner_text()
        )
        inbox.close()
        assert code, "no code in the mail"
        self.page.locator("#id_code").fill(code.group())
        self.page.locator("#id_code").press("Enter")
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()
        return self

    # moving about

    def go(self, path: str) -> "Person":
        """Open an address of the site."""
        self.page.goto(path if path.startswith("http") else f"{self.site}{path}")
        self.look()
        return self

    def link(self, name: str | re.Pattern, within: Locator | None = None, exact: bool = False) -> "Person":
        """Follow a link by its words."""
        (within or self.page.get_by_role("main")).get_by_role("link", name=name, exact=exact).first.click()
        self.look()
        return self

    def button(self, name: str, within: Locator | None = None) -> "Person":
        """Press a button by its words."""
        (within or self.page.get_by_role("main")).get_by_role("button", name=name, exact=True).first.click()
        self.look()
        return self

    # filling in

    def fill(self, **values: str) -> "Person":
        """Fill boxes by the name of their field."""
        for name, value in values.items():
            self.page.locator(f"main [name='{name}']").fill(value)
        return self

    def date(self, name: str, day: str) -> "Person":
        """Fill the three boxes of a date given as 2026-07-01."""
        year, month, number = day.split("-")
        return self.fill(**{f"{name}_0": str(int(number)), f"{name}_1": str(int(month)), f"{name}_2": year})

    def choose(self, **values: str) -> "Person":
        """Choose a radio by the name of its field and its value."""
        for name, value in values.items():
            self.page.locator(f"main input[type=radio][name='{name}'][value='{value}']").check()
        return self

    def tick(self, label: str | re.Pattern) -> "Person":
        """Tick a box by its label."""
        self.page.get_by_role("main").get_by_role("checkbox", name=label).first.check()
        return self

    # looking

    def sees(self, *texts: str) -> "Person":
        """The page says these words."""
        main = self.page.get_by_role("main")
        for text in texts:
            expect(main).to_contain_text(text)
        return self

    def sees_not(self, *texts: str) -> "Person":
        """The page does not say these words anywhere."""
        for text in texts:
            assert text not in self.page.content(), f"{self.email} sees {text!r} at {self.page.url}"
        return self

    def status(self, path: str) -> int:
        """What the site answers to asking for an address."""
        return self.context.request.get(f"{self.site}{path}", max_redirects=0).status

    def look(self) -> None:
        """Check the page with axe, once for each kind of page and state, and keep a picture where one is asked for."""
        self.page.wait_for_load_state()
        heading = self.page.locator("h1").first.inner_text() if self.page.locator("h1").count() else ""
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", self.page.url.replace(self.site, ""))
        with_errors = self.page.locator(".govuk-error-summary").count() > 0
        key = f"{shape} {heading} {'errors' if with_errors else ''}"
        if key in self.checked:
            return
        self.checked[key] = []
        self.page.evaluate(AXE)
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})"
            ".then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | ').slice(0, 500)))",
            RULES,
        )
        self.checked[key] = found
        self._keep_pictures(key)
        assert not found, f"{key}: {found}"

    def _keep_pictures(self, key: str) -> None:
        folder = self.pictures
        if not folder:
            return
        name = f"{len(self.checked):03d}-" + re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:80]
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})
