// Money, times and sizes for people, in the language of the page.

import { lang, t } from "./i18n";
import { serverNow } from "./me";
import type { Money } from "./model";

// The number of decimals is the currency's own (CNY 2, JPY 0): Intl knows it.
function decimalsOf(currency: string): number {
	return (
		new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
			.maximumFractionDigits ?? 2
	);
}

export function moneyText(money: Money): string {
	const decimals = decimalsOf(money.currency);
	const format = new Intl.NumberFormat(lang.value, { style: "currency", currency: money.currency });
	return format.format(money.minor / 10 ** decimals);
}

// "199" or "199.5" as minor units; null when it is no amount in this currency.
export function moneyParse(text: string, currency: string): Money | null {
	const decimals = decimalsOf(currency);
	const match = /^\s*[¥￥$€£]?\s*(\d{1,12})(?:\.(\d+))?\s*$/.exec(text.replace(/[,，]/g, ""));
	const fraction = match?.[2] ?? "";
	if (match === null || fraction.length > decimals) {
		return null;
	}
	return { minor: Number(match[1] + fraction.padEnd(decimals, "0")), currency };
}

export const timeText = (iso: string): string =>
	new Intl.DateTimeFormat(lang.value, { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));

// A deadline says its zone: the reader may be elsewhere.
export const deadlineText = (iso: string): string =>
	new Intl.DateTimeFormat(lang.value, {
		year: "numeric",
		month: "short",
		day: "numeric",
		weekday: "short",
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
		timeZoneName: "short",
	}).format(new Date(iso));

// A civil date (YYYY-MM-DD) has no zone: it is shown as the day that it names.
export const dayText = (day: string): string =>
	new Intl.DateTimeFormat(lang.value, { dateStyle: "long", timeZone: "UTC" }).format(
		new Date(`${day}T00:00:00Z`),
	);

const HOUR_MS = 3_600_000;

// "6 days", "6天": plurals and all.
export const unitText = (n: number, unit: "day" | "hour"): string =>
	new Intl.NumberFormat(lang.value, { style: "unit", unit, unitDisplay: "long" }).format(n);

export function remainingText(iso: string): string {
	const left = Date.parse(iso) - serverNow();
	const hours = Math.floor(Math.abs(left) / HOUR_MS);
	const amount =
		hours >= 48
			? unitText(Math.floor(hours / 24), "day")
			: hours >= 1
				? unitText(hours, "hour")
				: t("under_an_hour");
	return left < 0 ? t("overdue_by", { amount }) : t("remaining", { amount });
}

export const isOverdue = (iso: string): boolean => Date.parse(iso) < serverNow();
export const isSoon = (iso: string): boolean => Date.parse(iso) - serverNow() < 24 * HOUR_MS;

export function sizeText(bytes: number): string {
	const units = ["B", "KB", "MB", "GB"];
	let value = bytes;
	let unit = 0;
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	return `${new Intl.NumberFormat(lang.value, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 }).format(value)} ${units[unit]}`;
}

export const today = (): string => {
	const now = new Date(serverNow());
	return [
		now.getFullYear(),
		String(now.getMonth() + 1).padStart(2, "0"),
		String(now.getDate()).padStart(2, "0"),
	].join("-");
};
