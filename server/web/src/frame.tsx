// What stands around every page: name, navigation, language, offline notice, and the states of loading.

import { signal } from "@preact/signals";
import { type ComponentChildren, render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { type Language, LANGUAGES, lang, languageChoose, languageStart, t, tCode, tHas } from "./i18n";
import type { Loaded } from "./load";
import { me, meLoad } from "./me";
import type { Role } from "./model";
import { type Problem, problemOf } from "./problem";
import { routeStart } from "./route";
import { sessionStart, token } from "./session";

export const online = signal(navigator.onLine);
const entry = signal<"starting" | "ready" | Problem>("starting");

function LanguageSwitch() {
	return (
		<nav class="languages" aria-label={t("language")}>
			{LANGUAGES.map(({ code, name }) => (
				<button
					key={code}
					type="button"
					lang={code}
					aria-pressed={lang.value === code}
					onClick={() => void languageChoose(code as Language)}
				>
					{name}
				</button>
			))}
		</nav>
	);
}

export function Frame(props: { children: ComponentChildren; nav?: ComponentChildren; wide?: boolean }) {
	const who = me.value;
	return (
		<>
			<a class="skip" href="#main" onClick={skipToMain}>
				{t("skip_to_content")}
			</a>
			<header class="top">
				<div class={props.wide ? "bar wide" : "bar"}>
					<a class="brand" href={location.pathname}>
						<span aria-hidden="true" class="brand-mark">
							三包
						</span>
						<span class="brand-name">{t("product")}</span>
					</a>
					{props.nav}
					{who !== null && (
						<span class="who">
							{tCode("role", who.role)} {who.party}
						</span>
					)}
					<LanguageSwitch />
				</div>
			</header>
			<div role="status" aria-live="polite">
				{!online.value && <p class="offline">{t("offline_banner")}</p>}
			</div>
			<main id="main" tabIndex={-1} class={props.wide ? "wide" : ""}>
				{props.children}
			</main>
			<footer class="bottom">
				<p>{t("footer_notice")}</p>
			</footer>
		</>
	);
}

// The address's fragment is the route here, so the skip link moves the focus itself.
function skipToMain(event: Event): void {
	event.preventDefault();
	document.getElementById("main")?.focus();
}

// The heading of a page: takes the focus when the page changes, so that a screen reader starts there.
export function Heading(props: { children: string; caption?: string; error?: boolean; focus?: boolean }) {
	const self = useRef<HTMLHeadingElement>(null);
	const title = props.children;
	useEffect(() => {
		document.title = `${props.error ? t("error_prefix") : ""}${title} – ${t("product")}`;
	}, [title, props.error, lang.value]);
	useEffect(() => {
		if (props.focus !== false && !props.error) {
			self.current?.focus({ preventScroll: true });
		}
	}, [title]);
	return (
		<h1 ref={self} tabIndex={-1}>
			{props.caption !== undefined && <span class="caption">{props.caption}</span>}
			{title}
		</h1>
	);
}

export const problemTitle = (problem: Problem): string =>
	tHas("problem", problem.code) ? tCode("problem", problem.code) : problem.message;

// A failure in full: what happened, the detail, what to do about it.
export function ProblemNotice(props: { problem: Problem; retry?: () => void }) {
	const { problem } = props;
	return (
		<div class="notice bad" role="alert">
			<p class="notice-title">{problemTitle(problem)}</p>
			{problem.detail !== "" && (
				<p class="quiet" lang="en">
					{problem.detail}
				</p>
			)}
			{problem.remedy !== "" && (
				<p class="quiet" lang="en">
					{problem.remedy}
				</p>
			)}
			{problem.isSignedOut && <p>{t("sign_in_again")}</p>}
			{props.retry !== undefined && !problem.isSignedOut && (
				<button type="button" class="second" onClick={props.retry}>
					{t("try_again")}
				</button>
			)}
		</div>
	);
}

export function Loading() {
	return (
		<p class="loading" role="status">
			{t("loading")}
		</p>
	);
}

// Shows what was loaded, or why not. Something shown stays shown while it is read anew.
export function Ready<T>(props: { loaded: Loaded<T>; children: (value: T) => ComponentChildren }) {
	const { value, problem, reload } = props.loaded;
	if (value === null) {
		return problem === null ? <Loading /> : <ProblemNotice problem={problem} retry={reload} />;
	}
	return (
		<>
			{problem !== null && <ProblemNotice problem={problem} retry={reload} />}
			{props.children(value)}
		</>
	);
}

function SignedOut() {
	return (
		<Frame>
			<Heading>{t("signed_out_title")}</Heading>
			<p>{t("signed_out_text")}</p>
			<p>{t("sign_in_again")}</p>
		</Frame>
	);
}

function WrongRole(props: { roles: Role[] }) {
	return (
		<Frame>
			<Heading>{t("wrong_role_title")}</Heading>
			<p>
				{t("wrong_role_text", {
					role: tCode("role", me.value?.role ?? ""),
					wanted: props.roles.map((role) => tCode("role", role)).join(" / "),
				})}
			</p>
		</Frame>
	);
}

function Entrance(props: { roles: Role[]; page: () => ComponentChildren }) {
	const state = entry.value;
	if (state === "starting") {
		return (
			<Frame>
				<Loading />
			</Frame>
		);
	}
	if (state === "ready") {
		return me.value !== null && props.roles.includes(me.value.role) ? (
			<>{props.page()}</>
		) : (
			<WrongRole roles={props.roles} />
		);
	}
	return state.isSignedOut ? (
		<SignedOut />
	) : (
		<Frame>
			<Heading>{t("cannot_start")}</Heading>
			<ProblemNotice problem={state} retry={() => void enter()} />
		</Frame>
	);
}

async function enter(): Promise<void> {
	entry.value = "starting";
	try {
		await meLoad();
		entry.value = "ready";
	} catch (thrown) {
		entry.value = problemOf(thrown);
	}
}

// Starts a page for anybody: nobody has to sign in to read it.
export async function publicPageStart(page: () => ComponentChildren): Promise<void> {
	sessionStart();
	await languageStart();
	const root = document.getElementById("app");
	if (root !== null) {
		render(page(), root);
	}
}

// Starts a page: language, session, route, then the page for those whose role it is for.
export async function pageStart(roles: Role[], page: () => ComponentChildren): Promise<void> {
	sessionStart();
	routeStart();
	await languageStart();
	addEventListener("online", () => (online.value = true));
	addEventListener("offline", () => (online.value = false));
	const root = document.getElementById("app");
	if (root === null) {
		return;
	}
	if (token === null) {
		render(<SignedOut />, root);
		return;
	}
	addEventListener("hashchange", () => {
		// A new token pasted over an old page: take it and begin again.
		if (location.hash.startsWith("#token=")) {
			location.reload();
		}
	});
	render(<Entrance roles={roles} page={page} />, root);
	await enter();
}
