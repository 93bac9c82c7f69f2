// Whether an exported case proves what it says: checked in this browser, with nothing sent anywhere.

import { useState } from "preact/hooks";
import { TextField } from "./fields";
import { Frame, Heading, Loading, publicPageStart } from "./frame";
import { t } from "./i18n";
import { CaseVerifier, type Check, type Family, type Verdict } from "./verify-case";
import { filesRead } from "./verify-files";

const FAMILIES: Family[] = [
	"bytes",
	"events",
	"statement",
	"receipt",
	"proposal",
	"decision",
	"ruling",
	"rest",
];

type Outcome = Verdict | { unreadable: string };

function Failure(props: { check: Check }) {
	const { check } = props;
	return (
		<li>
			{t(`verify_failed_${check.family}`)}
			{check.seq > 0 && ` ${t("verify_event", { seq: check.seq })}`}
			{check.who !== "" && ` (${check.who})`}
			<br />
			<span class="quiet" lang="en">
				{check.detail}
			</span>
		</li>
	);
}

function FamilyLine(props: { family: Family; checks: Check[] }) {
	const own = props.checks.filter(({ family }) => family === props.family);
	if (own.length === 0) {
		return null;
	}
	const failed = own.filter(({ ok }) => !ok).length;
	const signers = new Set(own.filter(({ ok, detail }) => ok && detail !== "").map(({ detail }) => detail));
	return (
		<li>
			<strong>{failed === 0 ? "✓" : "✗"}</strong> {t(`verify_family_${props.family}`)}{" "}
			<span class="quiet">
				{t("verify_count", { ok: own.length - failed, all: own.length })}
				{signers.size > 0 && ` · ${[...signers].join(" · ")}`}
			</span>
		</li>
	);
}

function Result(props: { outcome: Outcome }) {
	const { outcome } = props;
	if ("unreadable" in outcome) {
		return (
			<div class="notice bad" role="alert">
				<p class="notice-title">{t("verify_unreadable")}</p>
				<p class="quiet" lang="en">
					{outcome.unreadable}
				</p>
			</div>
		);
	}
	const failures = outcome.checks.filter(({ ok }) => !ok);
	return (
		<section aria-label={t("verify_result")}>
			<div class={outcome.ok ? "notice good" : "notice bad"} role="alert">
				<p class="notice-title">{t(outcome.ok ? "verify_good" : "verify_bad")}</p>
				{failures.length > 0 && (
					<ul>
						{failures.map((check) => (
							<Failure key={`${check.family}${check.seq}`} check={check} />
						))}
					</ul>
				)}
				{outcome.dispute !== "" && <p class="quiet">{outcome.dispute}</p>}
			</div>
			{!outcome.outsideKey && <p>{t("verify_own_key")}</p>}
			<h2>{t("verify_checked")}</h2>
			<ul>
				{FAMILIES.map((family) => (
					<FamilyLine key={family} family={family} checks={outcome.checks} />
				))}
			</ul>
			<p class="quiet">{t("verify_rules")}</p>
		</section>
	);
}

async function outcomeOf(chosen: File[], key: string): Promise<Outcome> {
	try {
		return await new CaseVerifier(await filesRead(chosen)).verdict(key.trim());
	} catch (thrown) {
		return { unreadable: thrown instanceof Error ? thrown.message : String(thrown) };
	}
}

function FilePicker(props: {
	id: string;
	label: string;
	folder?: boolean;
	onChoose: (files: File[]) => void;
}) {
	const folder = props.folder === true ? { webkitdirectory: true } : { accept: ".zip" };
	return (
		<div class="field">
			<label for={props.id}>{props.label}</label>
			<input
				id={props.id}
				type="file"
				{...folder}
				onChange={(event) => props.onChoose([...(event.currentTarget.files ?? [])])}
			/>
		</div>
	);
}

function Verify() {
	const [key, setKey] = useState("");
	const [working, setWorking] = useState(false);
	const [outcome, setOutcome] = useState<Outcome | null>(null);

	const judge = async (files: File[]) => {
		if (files.length === 0) {
			return;
		}
		setWorking(true);
		setOutcome(null);
		setOutcome(await outcomeOf(files, key));
		setWorking(false);
	};
	const drop = (event: DragEvent) => {
		event.preventDefault();
		void judge([...(event.dataTransfer?.files ?? [])]);
	};

	return (
		<Frame>
			<div class="narrow-page" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
				<Heading focus={false}>{t("verify_title")}</Heading>
				<p>{t("verify_text")}</p>
				<TextField
					id="log-key"
					label={t("optional_label", { label: t("verify_key") })}
					hint={t("verify_key_hint")}
					value={key}
					onInput={setKey}
				/>
				<FilePicker id="zip" label={t("verify_zip")} onChoose={(files) => void judge(files)} />
				<FilePicker
					id="folder"
					label={t("verify_folder")}
					folder
					onChoose={(files) => void judge(files)}
				/>
				{working && <Loading />}
				{outcome !== null && <Result outcome={outcome} />}
			</div>
		</Frame>
	);
}

void publicPageStart(() => <Verify />);
