// A headless Chromium and what every page test watches: requests that leave the origin, policy violations,
// errors on the console, accessibility.

import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
	"--no-sandbox",
	"--disable-gpu",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

export const shotsFolder = process.env.SANBAO_SHOTS ?? mkdtempSync(path.join(tmpdir(), "sanbao-shots-"));

export const browserStart = () =>
	chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		headless: true,
		args: FLAGS,
	});

// A tab with its own storage. What it did wrong gathers in `faults`.
export async function tabOpen(browser, origin, viewport, locale = "zh-CN", options = {}) {
	const context = await browser.newContext({
		viewport,
		locale,
		timezoneId: "Asia/Shanghai",
		deviceScaleFactor: 1,
		...options,
	});
	const page = await context.newPage();
	const faults = { strays: [], violations: [], errors: [] };
	page.on("request", (request) => {
		const url = request.url();
		if (!url.startsWith(`${origin}/`) && !url.startsWith("blob:") && !url.startsWith("data:")) {
			faults.strays.push(url);
		}
	});
	page.on("console", (message) => {
		if (/Content Security Policy|Trusted Type/i.test(message.text())) {
			faults.violations.push(message.text());
		}
	});
	page.on("pageerror", (error) => faults.errors.push(String(error)));
	await page.addInitScript(() =>
		document.addEventListener("securitypolicyviolation", (event) =>
			console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
		),
	);
	page.setDefaultTimeout(30_000);
	return { browser, page, context, faults, origin };
}

let shotNumber = 0;

export async function shot(tab, name) {
	shotNumber += 1;
	await tab.page.screenshot({
		path: path.join(shotsFolder, `${String(shotNumber).padStart(2, "0")}-${name}.png`),
		fullPage: true,
	});
}

// Serious and critical findings of axe-core, one line each. The test tool enters around the page's policy.
export async function axe(tab) {
	const session = await tab.context.newCDPSession(tab.page);
	await session.send("Page.setBypassCSP", { enabled: true });
	await tab.page.evaluate(AXE);
	const found = await tab.page.evaluate(() =>
		globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
	);
	await session.detach();
	return found.violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(
			({ id, nodes }) =>
				`${id}: ${nodes
					.map(({ target }) => target.join(" "))
					.slice(0, 3)
					.join(" | ")}`,
		);
}

// Nothing wider than the screen (WCAG 1.4.10), and no control that a finger would miss (2.5.8: 24 px at least).
export async function layoutFaults(tab) {
	return tab.page.evaluate(() => {
		const faults = [];
		if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
			faults.push(
				`the page is ${document.documentElement.scrollWidth} px wide on ${document.documentElement.clientWidth}`,
			);
		}
		for (const control of document.querySelectorAll("button, a.button, summary, input, select")) {
			const box = control.getBoundingClientRect();
			const visible = box.width > 1 && box.height > 1;
			if (visible && (box.height < 24 || box.width < 24)) {
				faults.push(
					`${control.tagName} "${control.textContent.trim().slice(0, 30)}" is ${Math.round(box.width)}x${Math.round(box.height)}`,
				);
			}
		}
		return faults;
	});
}

// --- counting ---

let passed = 0;
let failed = 0;

export function check(holds, sentence, detail = "") {
	if (holds) {
		passed += 1;
		console.log(`ok      ${sentence}`);
	} else {
		failed += 1;
		console.log(`FAILED  ${sentence}${detail === "" ? "" : `: ${detail}`}`);
	}
	return holds;
}

export async function checkPage(tab, name) {
	await shot(tab, name.replace(/[^a-z0-9]+/gi, "-"));
	const findings = await axe(tab);
	check(findings.length === 0, `${name}: no serious accessibility violation`, findings.join("; "));
	const layout = await layoutFaults(tab);
	check(layout.length === 0, `${name}: fits the screen, controls can be hit`, layout.join("; "));
}

export function checkFaults(tab, who) {
	check(
		tab.faults.strays.length === 0,
		`${who}: no request leaves the origin`,
		tab.faults.strays.join(" "),
	);
	check(
		tab.faults.violations.length === 0,
		`${who}: no violation of the content security policy`,
		tab.faults.violations.join(" "),
	);
	check(tab.faults.errors.length === 0, `${who}: no script failed`, tab.faults.errors.join(" "));
}

// Everything that was counted; the last line is the one that the runner reads.
export function verdict() {
	console.log(`screenshots: ${shotsFolder}`);
	console.log(`${passed} passed, ${failed} failed`);
	return failed === 0 && passed > 0 ? 0 : 1;
}
