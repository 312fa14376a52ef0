// Pictures of the real pages for the README: node tools/screenshots.mjs http://127.0.0.1:8080 OUT [ja|en]
// Asks a running demonstration (make run), reserves a place for one of its families and gives it back.
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const [url, out, language = "ja"] = process.argv.slice(2);
if (!out) {
    console.error("usage: node tools/screenshots.mjs URL FOLDER [ja|en]");
    process.exit(2);
}
const PHONE = { width: 360, height: 780 };
const TABLET = { width: 1024, height: 768 };
const ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ARGS });

async function person(login, viewport) {
    const context = await browser.newContext({
        viewport,
        deviceScaleFactor: 2,
        locale: language === "ja" ? "ja-JP" : "en-GB",
        timezoneId: "Asia/Tokyo",
        reducedMotion: "reduce",
    });
    const page = await context.newPage();
    if (login) {
        await context.request.post(`${url}/api/v1/session`, {
            data: { login: `${login}@demo.example`, password: "tsubame-demo-2026" },
            headers: { Origin: url },
        });
    }
    return page;
}

async function picture(page, name) {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${out}/${name}-${language}.png` });
    console.log(`${out}/${name}-${language}.png`);
}

async function reserve() {
    const page = await person("parent001", PHONE);
    await page.goto(`${url}/`);
    await page.waitForSelector(".board");
    await picture(page, "vacancies");
    while ((await page.locator(".cell-link").count()) === 0) {
        const head = await page.locator(".board thead").textContent();
        await page.click(".board-ways button:last-child");
        await page.waitForFunction((text) => document.querySelector(".board thead")?.textContent !== text, head);
    }
    await page.locator(".cell-link").first().click();
    await page.waitForSelector("#diagnosis");
    await page.check("#child");
    await page.selectOption("#diagnosis", "COLD");
    await page.check("#onset");
    await page.fill("#temperature", "38.2");
    await page.check("#antipyretic");
    await page.check("#note");
    await page.check("#allergies");
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, "reserve");
    await page.click("button[type=submit]");
    await page.waitForSelector("dl.facts");
    await picture(page, "look-over");
    await page.click("button[type=submit]");
    await page.waitForSelector(".notice-success, .notice-warning, .summary");
    await picture(page, "reserved");
    await page.goto(`${url}/parent/`);
    await page.waitForSelector(".child-head");
    await picture(page, "home");
    await page.goto(`${url}/parent/reservations`);
    await page.waitForSelector(".reservation-head, main .button");
    const cancel = page.locator(".card > button");
    if ((await cancel.count()) > 0) {
        await cancel.first().click();
        await picture(page, "cancel");
        await page.click(".button-danger");
        await page.waitForSelector(".notice-success");
    }
}

async function attendance() {
    const page = await person("teacher-n01", TABLET);
    await page.goto(`${url}/staff/nurseries/n01`);
    await page.waitForSelector(".attendance");
    await page.waitForSelector("[data-live=live]");
    await picture(page, "board");
    await page.locator(".row-button").first().click();
    await page.waitForSelector("dialog[open] h3");
    await picture(page, "correction");
}

await reserve();
await attendance();
await browser.close();
