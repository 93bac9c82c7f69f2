// Single-key shortcuts: shown where they are used, inert while somebody types, and switchable off (WCAG 2.1.4).

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "./i18n";

export type Shortcut = { key: string; label: string; run: () => void };

const OFF_ITEM = "sanbao.shortcuts.off";

const shortcutsOn = signal(localStorage.getItem(OFF_ITEM) === null);
const groups = signal<Shortcut[][]>([]);

const TYPING = "input, textarea, select, [contenteditable]";

function pressed(event: KeyboardEvent): void {
	const typing = event.target instanceof Element && event.target.matches(TYPING);
	if (
		!shortcutsOn.value ||
		typing ||
		event.isComposing ||
		event.ctrlKey ||
		event.altKey ||
		event.metaKey ||
		event.repeat
	) {
		return;
	}
	const found = groups.value.flat().find(({ key }) => key === event.key);
	if (found !== undefined) {
		event.preventDefault();
		found.run();
	}
}

export function shortcutsStart(): () => void {
	addEventListener("keydown", pressed);
	return () => removeEventListener("keydown", pressed);
}

// The shortcuts of what is on screen, for as long as it is.
export function useShortcuts(shortcuts: Shortcut[], when: unknown[]): void {
	useEffect(() => {
		groups.value = [...groups.peek(), shortcuts];
		return () => {
			groups.value = groups.peek().filter((group) => group !== shortcuts);
		};
	}, when);
}

function toggle(on: boolean): void {
	shortcutsOn.value = on;
	if (on) {
		localStorage.removeItem(OFF_ITEM);
	} else {
		localStorage.setItem(OFF_ITEM, "1");
	}
}

export function ShortcutHelp() {
	return (
		<details class="shortcuts">
			<summary>{t("shortcuts")}</summary>
			<div class="choice single">
				<input
					id="shortcuts-on"
					type="checkbox"
					checked={shortcutsOn.value}
					onChange={(event) => toggle(event.currentTarget.checked)}
				/>
				<label for="shortcuts-on">{t("shortcuts_on")}</label>
			</div>
			<dl>
				{groups.value.flat().map(({ key, label }) => (
					<div key={key}>
						<dt>
							<kbd>{key}</kbd>
						</dt>
						<dd>{label}</dd>
					</div>
				))}
			</dl>
		</details>
	);
}
